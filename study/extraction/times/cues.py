"""Which words next to a time expression can speak of the future at all: "due to rain" and "số liệu" do not."""

from __future__ import annotations

from study.extraction.text import View, word_set

_FORMS_OF_BE = word_set("is are was were be been being s re")
_ARTICLES = word_set("a an the its his her their our my this that these those with new s")
# Words that do not speak of what is to come in front of these: "due to rain", "may have left".
_NOT_BEFORE = {
    "due": word_set("to"),
    "could": word_set("have not"),
    "may": word_set("have"),
    "might": word_set("have"),
    "would": word_set("have"),
    "set": word_set("up a the its out off in"),
    "sắp": word_set("xếp đặt"),
}
# Words that speak of what is to come only in front of these.
_ONLY_BEFORE = {
    "plan": word_set("to a an"),
    "plans": word_set("to a an more further no"),
    "forecast": word_set("to that puts sees calls shows points"),
    "forecasts": word_set("that put see call show point"),
    "dự": word_set("kiến định tính trù"),
    # "встреча назначена на пятницу", but "назначен в пятницу министром"
    **dict.fromkeys(("назначен", "назначена", "назначено"), word_set("на")),
}
# Words that are no verbs of what is to come behind these: "the start", "a strike over plans", "better than expected".
_NOT_BEHIND = {
    "expected": _ARTICLES | word_set("than - as"),
    "planned": _ARTICLES,
    "scheduled": _ARTICLES,
    "hopes": _ARTICLES,
    "plan": _ARTICLES,
    "plans": word_set("over against about of the its his her their our s"),
    "set": _ARTICLES,
    "start": _ARTICLES,
}
_REACHED = ("could", "be", "reached")
_NEXT = "tới"  # "tháng 6 tới": only right behind the time; else it means "to"
_DOUBTFUL = frozenset((*_NOT_BEFORE, *_ONLY_BEFORE, *_NOT_BEHIND, _NEXT, "to"))


def told_words(view: View, first: int, last: int, *, behind: bool = False) -> tuple[str, ...]:
    """Return the words from `first` to `last`, those blanked that speak of the future elsewhere but not here.

    "Is to" becomes "will". They stand before a time, or right ``behind`` it.
    """
    words = view.keys[first:last]
    if _DOUBTFUL.isdisjoint(words):
        return words
    return tuple(
        _told(view, first + index, behind and index == 0) if word in _DOUBTFUL else word
        for index, word in enumerate(words)
    )


def _told(view: View, index: int, is_next: bool) -> str:
    word = view.keys[index]
    before = view.keys[index - 1] if index else ""
    after = view.keys[index + 1] if index + 1 < len(view.keys) else ""
    if word == "to":
        return "will" if before in _FORMS_OF_BE and after not in _ARTICLES else word
    if word == _NEXT:
        return word if is_next else ""
    is_month = word == "may" and view.text[view.starts[index]] == "M" and before not in ("", ".")
    is_due = word == "due" and before in _FORMS_OF_BE
    if is_month or view.keys[index : index + 3] == _REACHED:
        return ""
    if not is_due and after in _NOT_BEFORE.get(word, ()):
        return ""
    if word in _ONLY_BEFORE and after not in _ONLY_BEFORE[word]:
        return word if word == "forecast" and before in _FORMS_OF_BE else ""
    return "" if before in _NOT_BEHIND.get(word, ()) else word
