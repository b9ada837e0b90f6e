"""What only Vietnamese needs: verbs that stand as nouns, passives, and the people whom a clause names."""

from __future__ import annotations

from collections.abc import Sequence

from study.extraction.events.scenes import Clause, Scene
from study.extraction.events.triggers import Trigger
from study.extraction.text import View, word_set
from study.records import EventType

_VERBS = ("verb", "gap")
# A verb right behind these is a noun: "việc từ chức", "theo thông báo", "bao gồm tăng thuế".
_NOMINALISERS = word_set(
    "việc sự lời nỗi cuộc vụ đợt lần quyền điểm mức loại cách nghi chuyện ngày buổi tiến thái những các mọi"
)
_PREPOSITIONS = word_set("theo của bởi về với nhờ gồm sách pháp do")
_FRANCE = "Pháp"
_AROUND = word_set("sau trước")
# A word of saying is a noun behind these: "các cảnh báo", "nhấn mạnh yêu cầu".
_SAYINGS = ("speech", "announce")
_OF_SAYINGS = word_set("các những mọi bản buổi lễ từ mạnh ứng nhận về phạm định ký")
_TIMES = word_set("ngày tuần tháng năm hôm giờ phút quý kỳ lâu")
_PASSIVES = word_set("bị được")
_PASSIVE_REACH = 9
_CLAUSE_REACH = 7
_MARKS = frozenset(',.;:()"”“')
_WORKS = word_set("làm công vụ sự")
_FORMER = word_set("cựu nguyên")
_TITLE_REACH = 5
_CALLED = word_set("ông bà anh chị ngài tướng cô")
_LONGEST_NAME = 5
_PUBLISHING = (
    ("công", "bố"),
    ("thông", "báo"),
    ("ra", "mắt"),
    ("báo", "cáo"),
    ("cho", "biết"),
    ("báo", "lãi"),
    ("báo", "lỗ"),
)
_DECLARING = (("tuyên", "bố"), ("thông", "báo"))
_AHEAD = word_set("sẽ là việc về")
_SIGNS: dict[tuple[str, ...], int] = {("sau", "khi"): -1, ("trước", "khi"): 1}
_NUMBERS = {word: number for number, word in enumerate(["một", "hai", "ba", "bốn", "năm", "sáu", "bảy"], 1)}
_WHEN = word_set("hồi vào cuối đầu giữa")
# Further down an article speaks of these again and again: without a day of its own a mention is no news there.
_SPOKEN_OF_AGAIN = frozenset(
    (
        *("agreement", "tariff", "rate_hike", "rate_hold", "rate_cut", "sanction", "sanction_relief"),
        *("cancellation", "threat", "accusation", "summit_announced", "ceasefire"),
    )
)
_LED = 2
_GATHERINGS = (("hội", "nghị"), ("hội", "thảo"), ("tọa", "đàm"), ("toạ", "đàm"), ("diễn", "đàn"))
_DONE = word_set("đã vừa mới")
_HELD = (("diễn", "ra"), ("được", "tổ", "chức"), ("khai", "mạc"), ("bế", "mạc"), ("kết", "thúc"))
_MEETINGS = frozenset(("meeting", "negotiation", "visit", "call"))
_THIS = frozenset((",", "này", "trên", "đó", "nói"))
_AT = word_set("tại trong")


def is_nominal(view: View, trigger: Trigger) -> bool:
    """Whether a verb stands as a noun, by the word before it."""
    if not trigger.first:
        return False
    if trigger.part in _SAYINGS:
        return view.keys[trigger.first - 1] in _OF_SAYINGS
    if trigger.part not in _VERBS:
        return False
    before, earlier = view.keys[trigger.first - 1], view.keys[max(trigger.first - 2, 0)]
    if view.text.startswith(_FRANCE, view.starts[trigger.first - 1]):
        return False
    if before in _AROUND:
        return earlier not in _TIMES and not earlier.isdecimal()
    return before in _NOMINALISERS or before in _PREPOSITIONS or _is_in_noun_clause(view, trigger.first)


def _is_in_noun_clause(view: View, word: int) -> bool:
    """Whether "việc" opens the clause with its subject before the verb: "việc Mỹ rút quân khiến .."."""
    for place in range(word - 1, max(word - _CLAUSE_REACH, 0), -1):
        if view.keys[place] in _MARKS:
            return False
        if view.keys[place] == "việc":
            return view.keys[place - 1] not in _WORKS
    return False


def is_attribute(view: View, trigger: Trigger) -> bool:
    """Whether a passive only tells who somebody is: "tổng thống bị phế truất Park Geun-hye"."""
    last = min(trigger.last, len(view.keys) - 1)
    is_passive = view.keys[trigger.first] in _PASSIVES and trigger.last - trigger.first > 1
    before = view.starts[max(trigger.first - 1, 0)]
    is_former = trigger.type == "resignation" and not _FORMER.isdisjoint(
        view.keys[max(trigger.first - _TITLE_REACH, 0) : trigger.first]
    )
    return is_passive and (is_former or (_is_capital(view, last) and view.text[before].islower()))


def is_declared(view: View, trigger: Trigger) -> bool:
    """Whether what is told of is what somebody announces to do: "tuyên bố giải tán", "thông báo sẽ cấm"."""
    last = trigger.first
    while last > 0 and view.keys[last - 1] in _AHEAD:
        last -= 1
    return trigger.part in ("verb", "gap", "dated") and view.keys[max(last - 2, 0) : last] in _DECLARING


def is_suffered(view: View, clause: Clause, trigger: Trigger) -> bool:
    """Whether the clause tells whom it befell before the verb: "bị Mỹ cáo buộc", "được Quốc hội miễn nhiệm"."""
    before = view.keys[max(trigger.first - _PASSIVE_REACH, clause.first) : trigger.first + 1]
    return not _PASSIVES.isdisjoint(before)


def is_of_content(view: View, trigger: Trigger, start: int) -> bool:
    """Whether a time behind a word of telling or publishing is that of what is told ("công bố lãi quý III")."""
    tells = trigger.type == "statement" or view.keys[trigger.first : trigger.first + 2] in _PUBLISHING
    first = view.word_at(start)
    return tells and start > trigger.start and view.keys[max(first - 1, 0)] not in _WHEN


def days_apart(view: View, clause: Clause) -> int | None:
    """Return how many days a clause lies behind or ahead of its sentence: -1 for "một ngày sau khi ký"."""
    first = clause.first
    sign = _SIGNS.get(view.keys[first : first + 2])
    number, unit = (*view.keys[max(first - 2, 0) : first], "", "")[:2]
    count = _NUMBERS.get(number)
    return sign * count if sign and count and unit == "ngày" else None


def needs_a_day(kind: EventType, clause: Clause, sentence: int, *, is_known: bool) -> bool:
    """Whether what states no time is no news of the day: told further down, or behind "that".

    ``is_known``: somebody known takes part.
    """
    if clause.opener == "complement":
        return True
    is_nobodys = kind == "other" and not is_known
    return sentence >= _LED and (kind in _SPOKEN_OF_AGAIN or is_nobodys)


def opens_with(view: View, trigger: Trigger, sentence: int) -> bool:
    """Whether a meeting is the occasion that the first sentence tells of ("Tại hội nghị về .., ông .. cho biết").

    A mere "Tại cuộc gặp, .." goes back to one that is known.
    """
    is_named = view.keys[min(trigger.last, len(view.keys) - 1)] not in _THIS
    return trigger.is_noun and trigger.type == "meeting" and not sentence and is_named


def is_done_at_once(view: View, scene: Scene, clause: Clause, trigger: Trigger) -> bool:
    """Whether the first sentence tells of what somebody "has just" done ("UBND tỉnh vừa ban hành kế hoạch")."""
    is_led = view.keys[trigger.first - 1] in _DONE and view.keys[trigger.first] not in _DONE
    return is_led and not scene.index and clause.opener != "clause"


def kind_held(view: View, trigger: Trigger, triggers: Sequence[Trigger]) -> EventType | None:
    """What the words say was held, where they stand far from its name ("Hội nghị tổng kết .. diễn ra chiều 8/7")."""
    if trigger.part != "dated" or view.keys[trigger.first : trigger.last] not in _HELD:
        return None
    named = (t.type for t in triggers if t.is_noun and t.type in _MEETINGS and t.first < trigger.first)
    return next(named, None)


def is_setting(view: View, trigger: Trigger, sentence: int) -> bool:
    """Whether a conference further down only says where something was said ("nói tại hội nghị .. hồi tháng 6")."""
    is_gathering = trigger.is_noun and view.keys[trigger.first : trigger.last] in _GATHERINGS
    return is_gathering and sentence > 0 and view.keys[trigger.first - 1] in _AT


def people_named(view: View, first: int, last: int) -> frozenset[str]:
    """Return the given names of those whom words ``first`` .. ``last`` call Mr or Mrs ("ông Nguyễn Văn Nam")."""
    found: set[str] = set()
    for word in range(first, last):
        if view.keys[word] in _CALLED:
            end = word
            while end + 1 < min(word + 1 + _LONGEST_NAME, last) and _is_capital(view, end + 1):
                end += 1
            if end > word:
                found.add(view.keys[end])
    return frozenset(found)


def names_in(view: View, first: int, last: int) -> frozenset[str]:
    """Return the words with a capital among words ``first`` .. ``last``, in lower case."""
    return frozenset(view.keys[word] for word in range(first, last) if _is_capital(view, word))


def _is_capital(view: View, word: int) -> bool:
    return view.text[view.starts[word]].isupper()
