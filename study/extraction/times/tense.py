"""Whether the words around a time expression speak of what is to come or of what has been."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from study.extraction.text import View, word_set
from study.extraction.times.grammar import Grammar, Piece

_REACH = {"vi": 16, "en": 14, "ru": 12}
_AFTER = 4
_SAID = 1  # "is cutting jobs, it announced on Tuesday"
_PAST_WORDS = word_set(
    "đã vừa was were had did has said rose fell ran took came went saw gave made held cut put set kept left began "
    "sank sold bought met led grew stood hit lost won got became found told drew broke wrote spoke shed slid "
    "brought sent paid был была было были"
)
_MODALS = word_set("will would shall may might could should be to")
_BACK = word_set("hồi")
_FORECAST = ("dự", "báo")
# Words that are no verbs of what is to come behind these: "better than expected", "a strike over plans".
_NO_VERBS = {
    "expected": word_set("than - as"),
    "plans": word_set("over against about of the its his her their"),
}
_SET_APART = (",", "set")  # "fell on Monday, set for its worst week"
_AWAITING = word_set(
    "awaiting await awaited awaits braced bracing brace geared gear anticipation looming upcoming"
)
_AWAITED_REACH = 10
_AHEAD_OF = ("of", "ahead")  # nearest first: "ahead of Friday's report"
_SET_WHEN = word_set("in on last early late")  # "a record set in July"; "set for July" is to come
_WILL = word_set("will would shall ll next")
_JUST_BEFORE = word_set("until till giao")
_TRADING = ("dịch", "giao")  # "giao dịch", trading, whose first word by itself means delivery
_GOING_ON = re.compile(r"\b(?:is|are) (?:\w+ )?[a-z]{2,}ing(?: |$)")
_PAST_ENDING = re.compile(r"(?:[a-z]{3,}ed|[а-яё]{3,}(?:л|ла|ло|ли|лся|лась|лось|лись))$")
_NOUNS = word_set(
    "посол капитал генерал финал материал потенциал сигнал журнал металл персонал канал интервал арсенал протокол "
    "футбол филиал квартал портал посла числа начала начало число тепло около масло кресло школа правила правило "
    "рубли земли модели торговли отрасли недели детали прибыли стали роли капитала генерала металла квартала канала"
)
_DONE_TO = re.compile(r"[а-яё]{2,}(?:[аяе]н|[аяе]н[аоы]|[ыия]т[аоы]?)$")


class Tense:
    """Reads the words on both sides of a time expression, within its sentence."""

    def __init__(self, view: View, grammar: Grammar) -> None:
        self._view = view
        self._grammar = grammar
        self._reach = _REACH[grammar.language]

    def is_future(self, piece: Piece) -> bool:
        """Whether the nearest verb, looking both ways, speaks of what is to come."""
        view = self._view
        before, after = self._around(piece)
        if piece.said.kind == "weekday" and (before[:2] == _AHEAD_OF or _is_awaited(before)):
            return True
        if view.text[piece.end : piece.end + 2] in ("'s", "’s"):
            return False
        if not _BACK.isdisjoint(before[:2]):
            return False
        if piece.said.kind == "weekday" and (
            (_GOING_ON.search(" ".join(before[::-1])) and self._past_before(before) > _SAID)
            or (before[:1] in (("на",), ("до",)) and piece.said.part is None)
        ):
            return True
        if piece.said.kind == "weekend" and self._grammar.language == "en":
            return not _WILL.isdisjoint((*before, *after))
        if _JUST_BEFORE.intersection(before[:2]) and before[:2] != _TRADING:
            return True
        if before[1:2] == ("set",) and before[0] in _SET_WHEN:
            return False
        if after[:2] == _SET_APART:
            after = ()
        led, follows = (self._distance(words, self._is_ahead) for words in (before, after[:_AFTER]))
        past = self._past_before(before)
        if past <= follows < led:  # "said on Monday it would"
            return False
        ahead = min(led, follows)
        return ahead < self._reach and ahead <= min(past, self._distance(after, _is_past))

    def is_past(self, piece: Piece) -> bool:
        """Whether the words speak of what was done, and none of what is to come."""
        before, after = self._around(piece)
        near = (*before, *after)
        if not _BACK.isdisjoint(before[:2]):
            return True
        if before[1:2] == ("set",) and before[0] in _SET_WHEN:
            return True
        done = any(_is_past(word) or _DONE_TO.fullmatch(word) for word in near)
        return done and not any(self._is_ahead(word) for word in near)

    def _around(self, piece: Piece) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The words before the expression, nearest first, and those after it."""
        view = self._view
        sentence = view.sentences[view.sentence_at(piece.start)]
        first, last = view.word_at(piece.start), view.word_at(piece.end - 1) + 1
        before = view.keys[max(sentence.first, first - self._reach) : first]
        after = view.keys[last : min(sentence.last, last + self._reach)]
        return self._told(before)[::-1], self._told(after)

    def _told(self, words: tuple[str, ...]) -> tuple[str, ...]:
        """The words without "dự báo", a forecast, which may be one of the past, and "better-than-expected"."""
        if _FORECAST[0] not in words and _NO_VERBS.keys().isdisjoint(words):
            return words
        beside = zip(("", *words), words, (*words[1:], ""), strict=False)
        return tuple(
            "" if (word, after) == _FORECAST or before in _NO_VERBS.get(word, ()) else word
            for before, word, after in beside
        )

    def _past_before(self, before: Sequence[str]) -> int:
        """The distance of the nearest past verb, "closed" in "will be closed" being none."""
        return next(
            (
                index
                for index, word in enumerate(before)
                if _is_past(word) and _MODALS.isdisjoint(before[index + 1 : index + 3])
            ),
            self._reach,
        )

    def _distance(self, words: Sequence[str], wanted: Callable[[str], bool]) -> int:
        return next((index for index, word in enumerate(words) if wanted(word)), self._reach)

    def _is_ahead(self, word: str) -> bool:
        return word in self._grammar.future


def _is_awaited(before: Sequence[str]) -> bool:
    """Whether words, nearest first, speak of waiting for what a weekday brings: "braced for a report on Friday"."""
    near = before[: before.index(",")] if "," in before else before
    return not _AWAITING.isdisjoint(near[:_AWAITED_REACH])


def _is_past(word: str) -> bool:
    return word in _PAST_WORDS or (word not in _NOUNS and bool(_PAST_ENDING.match(word)))
