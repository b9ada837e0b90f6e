"""Days of publication that no market day is: the stamp of a byline, and the label of an edition."""

from __future__ import annotations

from study.extraction.text import View, word_set
from study.extraction.times.timexes import TimeMention

_STAMP_LINES = 10
_STAMP_WORDS = 6  # "(GMT+7)", "Cập nhật lúc"
_EDITION_REACH = 4
_EDITION_LEAD = 6
_EDITIONS = (("thị", "trường"), ("bản", "tin"), ("điểm", "tin"), ("tin", "tức"))
_LABEL_ENDS = (":", "-", "–", "|")
_SESSIONS = word_set("phiên")
_MARKS = frozenset(",.:;()+-–|")


def is_stamp(view: View, time: TimeMention) -> bool:
    """Whether a day stands in a line of its own near the head, with no more than a clock time, a zone or a label."""
    sentence = view.sentences[view.sentence_at(time.start)]
    if sentence.paragraph >= _STAMP_LINES or time.said.year is None:
        return False
    first, last = view.word_at(time.start), view.word_at(time.end - 1) + 1
    words = (*view.keys[sentence.first : first], *view.keys[last : sentence.last])
    others = [word for word in words if word not in _MARKS and not word[:1].isdecimal()]
    return len(others) <= _STAMP_WORDS and not any(word in _SESSIONS for word in others)


def is_edition(view: View, time: TimeMention) -> bool:
    """Whether a day in the title only labels what is read that day: "Thị trường ngày 5/8: Giá kẽm tăng"."""
    sentence = view.sentences[view.sentence_at(time.start)]
    first, last = view.word_at(time.start), view.word_at(time.end - 1) + 1
    if sentence.paragraph > 0 or view.keys[last : last + 1] == () or view.keys[last] not in _LABEL_ENDS:
        return False
    led = view.keys[sentence.first : first]
    is_led = any(
        led[place : place + 2] in _EDITIONS for place in range(max(len(led) - _EDITION_REACH, 0), len(led))
    )
    return is_led and len(led) <= _EDITION_LEAD and not _SESSIONS & set(led)
