"""Whether the words around a time expression speak of what is to come or of what has been."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from study.extraction.text import View, word_set
from study.extraction.times.cues import told_words
from study.extraction.times.grammar import Grammar, Piece

_REACH = {"vi": 16, "en": 14, "ru": 12}
_AFTER = 4
_NOWHERE = 99
_LEAD = 1
_SAID = 1  # "is cutting jobs, it announced on Tuesday"
_PAST_WORDS = word_set(
    "đã vừa was were had did has said rose fell ran took came went saw gave made held cut put set kept left began "
    "sank sold bought met led grew stood hit lost won got became found told drew broke wrote spoke shed slid "
    "brought sent paid был была было были"
)
_MODALS = word_set("will would shall may might could should be to")
_LINKS = word_set("be not also then now")
_BACK = word_set("hồi")
_SET_APART = (",", "set")  # "fell on Monday, set for its worst week"
_AWAITING = word_set(
    "awaiting await awaited awaits braced bracing brace geared gear anticipation looming upcoming"
)
_AWAITED_REACH = 10
_AHEAD_OF = ("of", "ahead")  # nearest first: "ahead of Friday's report"
_SET_WHEN = word_set("in on last early late")  # "a record set in July"; "set for July" is to come
_SINCE = word_set("since")
_SINCE_REACH = 10
_PRONOUNS = word_set("it he she they we")
_THAT = word_set("whether that if rằng")
_IS = word_set("is marks")
_IF = word_set("if unless nếu если")
_SAYING = word_set(
    "said says told added reported announced wrote according сообщил сообщила сообщили заявил заявила заявили сказал "
    "сказала отметил отметила"
)
_TAIL = 7
_WILL = word_set("will would shall ll next")
_JUST_BEFORE = word_set("until till giao")
_DELIVERY = word_set("delivery поставкой исполнением экспирацией")
_TRADING = ("dịch", "giao")  # "giao dịch", trading, whose first word by itself means delivery
_GOING_ON = re.compile(r"\b(?:is|are) (?:\w+ )?[a-z]{2,}ing(?: |$)")
_PAST_ENDING = re.compile(r"(?:[a-z]{3,}ed|[а-яё]{3,}(?:л|ла|ло|ли|лся|лась|лось|лись))$")
_NOUNS = word_set(
    "посол капитал генерал финал материал потенциал сигнал журнал металл персонал канал интервал арсенал протокол "
    "футбол филиал квартал портал посла числа начала начало число тепло около масло кресло школа правила правило "
    "рубли земли модели торговли отрасли недели детали прибыли стали роли капитала генерала металла квартала канала"
)
_DONE_TO = re.compile(r"[а-яё]{2,}(?:[аяе]н|[аяе]н[аоы]|[ыия]т[аоы]?)$")
_UNDER_WAY = re.compile(
    r"[а-яё]{2}(?:(?:[аяеую]ет|[аяеую]ют)(?:ся)?|растет|растёт|растут)$|^рас(?:тет|тёт|тут)$"
)
_INTENDING = word_set(
    "agreed decided voted pledged promised vowed planned hoped wanted asked ordered invited urged offered prepared "
    "agree decide vote pledge promise vow plan hope want ask order invite urge offer prepare ready able"
)
_ABOUT = word_set("о об")
_INFINITIVE = re.compile(r"[а-яё]{2,}(?:[аеиоуыяё]ть(?:ся)?|[зс]ти(?:сь)?)")
_NO_INFINITIVES = word_set("пять девять десять печать память мать сеть путь треть почти новости ведомости")
_MARKS = word_set(', : ; — – - " “ ” « »')


@dataclass(frozen=True)
class _Words:
    """The words before an expression, nearest first, and those after it, with how many of them may lie ahead."""

    before: tuple[str, ...]
    after: tuple[str, ...]
    window: int = _AFTER


class Tense:
    """Reads the words on both sides of a time expression, within its clause, else within its sentence."""

    def __init__(self, view: View, grammar: Grammar) -> None:
        self._view = view
        self._grammar = grammar
        self._reach = _REACH[grammar.language]
        self._last: tuple[Piece, tuple[_Words, _Words]] | None = None

    def is_future(self, piece: Piece) -> bool:
        """Whether the nearest verb, looking both ways, speaks of what is to come."""
        sentence, clause = self._around(piece)
        fixed = self._by_idiom(piece, sentence, clause)
        if fixed is not None:
            return fixed
        own = None if not _IF.isdisjoint(clause.before) else self._verdict(clause)
        return bool(self._verdict(sentence)) if own is None else own

    def is_past(self, piece: Piece) -> bool:
        """Whether the words speak of what was done, and none of what is to come."""
        sentence, clause = self._around(piece)
        before = sentence.before
        if not _BACK.isdisjoint(before[:2]) or _is_since(before):
            return True
        if before[1:2] == ("set",) and before[0] in _SET_WHEN:
            return True
        near = (*clause.before, *clause.after)
        if not _IF.isdisjoint(near):
            return False
        if not any(_is_done(word) or self._is_ahead(word) for word in near):
            # ", the aide said, "
            asides = {n + 1 for n, word in enumerate(before) if word == ","}
            near = (
                *(w for n, w in enumerate(before) if n not in asides or w not in _SAYING),
                *sentence.after,
            )
        return any(map(_is_done, near)) and not any(map(self._is_ahead, near))

    def is_under_way(self, piece: Piece) -> bool:
        """Whether a Russian clause tells of what goes on, and of nothing that was done: "утром рубль дешевеет"."""
        near = [word for side in self._around(piece)[1:] for word in (*side.before, *side.after)]
        return any(map(_UNDER_WAY.search, near)) and not any(map(_is_done, near))

    def is_intended(self, piece: Piece) -> bool:
        """Whether what was agreed or decided on is told: "agreed to meet in March", "договор о встрече в марте"."""
        return _is_intended(self._around(piece)[1].before)

    def _by_idiom(self, piece: Piece, sentence: _Words, clause: _Words) -> bool | None:
        """What a fixed phrase next to the expression decides; None where there is none."""
        before, is_weekday = sentence.before, piece.said.kind == "weekday"
        if is_weekday and (before[:2] == _AHEAD_OF or _is_awaited(before)):
            return True
        is_possessive = self._view.text[piece.end : piece.end + 2] in ("'s", "’s")
        if is_possessive or not _BACK.isdisjoint(before[:2]) or _is_since(before):
            return False
        if is_weekday and (self._is_going_on(clause.before) or _is_set_for(piece, before)):
            return True
        if is_weekday and before[:1] == ("к",) and not any(map(_is_done, (*clause.before, *clause.after))):
            return True
        if is_weekday and not clause.before and not _IS.isdisjoint(clause.after[:1]):  # "Friday is a holiday"
            return True
        if piece.said.kind == "weekend" and self._grammar.language == "en":
            return not _WILL.isdisjoint((*before, *sentence.after))
        is_until = _JUST_BEFORE.intersection(before[:2]) and before[:2] != _TRADING
        if is_until or not _DELIVERY.isdisjoint(before[1:2]):
            return True
        return False if before[1:2] == ("set",) and before[0] in _SET_WHEN else None

    def _is_going_on(self, before: tuple[str, ...]) -> bool:
        going = _GOING_ON.search(" ".join(before[::-1]))
        return going is not None and _past_before(before) > _SAID

    def _verdict(self, words: _Words) -> bool | None:
        """Whether the nearest verb is of the future; None where there is no verb."""
        before, after = words.before, words.after
        if after[:2] == _SET_APART or (before and not _THAT.isdisjoint(after[:1])):
            after = ()
        led, follows = (_distance(side, self._is_ahead) for side in (before, after[: words.window]))
        past, then = _past_before(before), _distance(after, _is_past)
        if min(led, follows, past, then) == _NOWHERE:
            return None
        is_complement = not _PRONOUNS.isdisjoint(after[:1]) and past < led
        is_done_then = past < led and (past == 0 or (past == 1 and before[0] in _SET_WHEN))
        if past <= follows < led or is_complement or is_done_then:
            # "said on Monday it would", "warned firms in May they could", "unveiled on Thursday could"
            return False
        ahead = min(led, follows)
        return ahead < _NOWHERE and ahead <= min(past, then)

    def _around(self, piece: Piece) -> tuple[_Words, _Words]:
        """The words around an expression in its sentence, and of them those in its clause."""
        if self._last is None or self._last[0] != piece:
            self._last = piece, self._read(piece)
        return self._last[1]

    def _read(self, piece: Piece) -> tuple[_Words, _Words]:
        view = self._view
        sentence = view.sentences[view.sentence_at(piece.start)]
        first, last = view.word_at(piece.start), view.word_at(piece.end - 1) + 1
        leads = first - sentence.first <= _LEAD
        reach = 2 * self._reach if leads else self._reach
        begin, end = max(sentence.first, first - self._reach), min(sentence.last, last + reach)
        before = told_words(view, begin, first)[::-1]
        after = told_words(view, last, end, behind=True)
        starts = next((n for n in range(1, len(before) + 1) if self._parts(first - n)), len(before) + 1)
        marks = [n for n in range(len(after)) if self._parts(last + n)] + [len(after)] * 2
        ends = marks[0]
        # "On Monday, the minister delivers ..": what opens a sentence is of its first clause.
        window = (marks[1] if ends == 0 else ends) if leads else _AFTER
        if not leads and not _SAYING.isdisjoint(
            view.keys[last + ends : min(last + ends + _TAIL, sentence.last)]
        ):
            after = after[:ends]  # ", officials said"
        return _Words(before, after, window), _Words(before[: starts - 1], after[:ends], window)

    def _parts(self, word: int) -> bool:
        """Whether a mark parts clauses: a comma or colon not inside a number, a dash between blanks, a quote."""
        view = self._view
        if view.keys[word] not in _MARKS:
            return False
        text, start, end = view.text, view.starts[word], view.ends[word]
        if text[start] == "-":
            return text[start - 1 : start] == " " and text[end : end + 1] == " "
        return not text[end : end + 1].isdecimal()

    def _is_ahead(self, word: str) -> bool:
        return word in self._grammar.future


def _past_before(before: Sequence[str]) -> int:
    """The distance of the nearest past verb, "closed" in "will be closed" being none."""
    return next(
        (
            index
            for index, word in enumerate(before)
            if _is_past(word) and not _is_governed(before[index + 1 : index + 3])
        ),
        _NOWHERE,
    )


def _distance(words: Sequence[str], wanted: Callable[[str], bool]) -> int:
    return next((index for index, word in enumerate(words) if wanted(word)), _NOWHERE)


def _is_governed(before: Sequence[str]) -> bool:
    """Whether the words before a verb, nearest first, make it an infinitive: "will be", "to"."""
    if not before or before[0] in _MODALS - _LINKS:
        return bool(before)
    return before[0] in _LINKS and len(before) > 1 and before[1] in _MODALS


def _is_set_for(piece: Piece, before: Sequence[str]) -> bool:
    """Whether a Russian preposition sets something for a weekday ("на среду", "до пятницы")."""
    return tuple(before[:1]) in (("на",), ("до",)) and piece.said.part is None


def _is_since(before: Sequence[str]) -> bool:
    """Whether words, nearest first, count from the time: "since taking office in January"."""
    near = before[: before.index(",")] if "," in before else before
    led = near[:_SINCE_REACH]
    is_after = any(word == "after" and led[n - 1].endswith("ing") for n, word in enumerate(led) if n)
    return is_after or not _SINCE.isdisjoint(led)


def _is_intended(before: Sequence[str]) -> bool:
    """Whether between the time and what was done, nearest first, stands what it was about: "agreed to meet in"."""
    done = next((n for n, word in enumerate(before) if _is_done(word)), len(before))
    return any(
        (word == "to" and before[n + 1] in _INTENDING)
        or word in _ABOUT
        or (word not in _NO_INFINITIVES and _INFINITIVE.fullmatch(word) is not None)
        for n, word in enumerate(before[:done])
        if n + 1 < len(before)
    )


def _is_awaited(before: Sequence[str]) -> bool:
    """Whether words, nearest first, speak of waiting for what a weekday brings: "braced for a report on Friday".

    What is "long-awaited" is awaited no more.
    """
    near = (before[: before.index(",")] if "," in before else before)[:_AWAITED_REACH]
    return any(word in _AWAITING and near[n + 1 : n + 2] != ("-",) for n, word in enumerate(near))


def _is_past(word: str) -> bool:
    return word in _PAST_WORDS or (word not in _NOUNS and bool(_PAST_ENDING.match(word)))


def _is_done(word: str) -> bool:
    return _is_past(word) or bool(_DONE_TO.fullmatch(word))
