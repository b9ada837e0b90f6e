"""Names that no table knows: what rose or fell was somebody else, so that its number goes to no instrument."""

from __future__ import annotations

from collections.abc import Sequence

from study.extraction.claims.sentences.codes import is_of, opener_of, symbol_of
from study.extraction.claims.sentences.terms import Quantity, Term, by_symbol
from study.extraction.text import Sentence, View, word_set
from study.extraction.times.timexes import TimeMention
from study.records import Language

_LONGEST_NAME = 6
_LONGEST_STEP = 5
_TICKER = 3
# Words that may stand between a name and its verb.
_HELPERS = word_set(
    "has had have was were is are been be also then later only just now briefly sharply shares share stock stocks "
    "index composite average futures crude oil inc corp co plc ag sa group motors holdings company "
    "đã cũng vẫn đang lại chỉ đều sẽ bị được tiếp tục đồng loạt cùng đóng cửa chốt phiên quay đầu "
    "также уже еще ещё же при этом снова вновь и на по s ’ ' « » “ ”"
) | {'"'}
_NOT_NAMES = word_set("it they both each all he she this that these those which who there what i we you")
_PREPOSITIONS = word_set(
    "in on at of by from for with to under against amid after despite into over as via within near around than "
    "since between the"
)
_OWNED = word_set("shares stock stocks share price prices")
_RUSSIAN_CUES = ("акци", "бумаг", "котиров", "компани", "распис", "банк", "ритейлер", "холдинг", "депозитар")
_VIETNAMESE_CUES = word_set("phiếu số mã hãng đoàn ty hàng thị giá")
_VIETNAMESE_PREPOSITIONS = word_set("của tại ở trong với cho từ trên sàn trường khoán chỉ và")
_COMMON_ENDINGS = ("ое", "ее", "ые", "ие", "ая", "ло", "лось", "лись", "ся", "лее", "ом")
_NOUNS = (
    "рост", "паден", "снижен", "подъем", "подорожан", "удешевлен", "укреплен", "ослаблен", "спад", "обвал", "ралли",
    "скач", "взлет", "отскок", "коррекци", "просадк", "девальвац", "прирост", "откат", "потер",
)  # fmt: skip
_INDEX = word_set("index subindex sub-index")
_WAYS = word_set("up down higher lower")
_NATIONAL = ("нский", "йский", "тский")
_QUOTES = ("«", '"', "“")
_OPENING = frozenset('«"“,;:(—–-')


def strangers(
    view: View,
    language: Language,
    sentence: Sentence,
    terms: Sequence[Term],
    quantities: Sequence[Quantity],
    times: Sequence[TimeMention],
    codes: Sequence[tuple[int, int]] = (),
) -> list[Term]:
    """Return a term of kind ``block`` for every unknown name that moves or has a number in brackets behind it.

    ``codes`` are the words of agencies' codes, such as ABCn.DE: a name beside one is the instrument that it names.
    """
    covered = {word for term in terms for word in range(term.first, term.last)}
    for time in times:
        covered.update(range(view.word_at(time.start), view.word_at(time.end - 1) + 1))
    covered.update(word for q in quantities for word in range(q.first, q.last))
    named = {word for term in terms if term.kind != "block" for word in range(term.first, term.last)}
    lone = [code for code in codes if opener_of(view, code) is None and not named & {code[0], code[0] - 1}]
    covered.update(word for code in codes for word in range(*code))
    anchors = [(term.first, False) for term in terms if term.kind in ("move", "moveto")]
    anchors += [(q.first - 1, True) for q in quantities if view.keys[q.first - 1 : q.first] == ("(",)]
    anchors += [(word, True) for word in _dashes(view, sentence)]
    anchors += [(_before_mark(view, q.first), True) for q in quantities if q.sign and q.unit == "percent"]
    found: dict[int, Term] = {}
    for word in _other_indexes(view, sentence, covered, named):
        found[word] = Term("block", "name", view.starts[word], view.ends[word], word, word + 1)
    for first, last in lone:
        found[first] = _coded(view, (first, last), (first, last))
    for code in codes:
        opener = opener_of(view, code)
        span = _name_before(view, sentence, covered, opener) if opener is not None else None
        if span is not None:
            found[span[0]] = _coded(view, span, code)
            covered.update(range(*span))
    for anchor, bracketed in anchors:
        span = _name_before(view, sentence, covered, anchor)
        told = bracketed or (span is not None and _is_with(view, span[0], anchor))
        if span is not None and (told or _is_subject(view, language, sentence, *span)):
            first, last = span
            is_first = first == sentence.first or (
                first == sentence.first + 1 and view.keys[first - 1] in _QUOTES
            )
            if is_first and last - first == 1 and _is_opener(view, first, anchor):
                continue
            found[first] = Term("block", "name", view.starts[first], view.ends[last - 1], first, last)
    return list(found.values())


def _other_indexes(view: View, sentence: Sentence, covered: set[int], named: set[int]) -> list[int]:
    """The word "index" where it is that of something that no table knows: "the energy index"."""
    return [
        word
        for word in range(sentence.first + 1, sentence.last)
        if view.keys[word] in _INDEX
        and not covered & {word, word - 1}
        and not named & {word - 2, word - 3}
        and view.text[view.starts[word - 1]].islower()
    ]


def _coded(view: View, span: tuple[int, int], code: tuple[int, int]) -> Term:
    """A name that no table knows as the instrument that the code beside it names."""
    start, end = view.starts[span[0]], view.ends[span[1] - 1]
    symbol, text = symbol_of(view, code), view.text[start:end].lower()
    if symbol in by_symbol() and not is_of(view, code, by_symbol()[symbol].zone):
        return Term("block", "name", start, end, *span, text)
    return Term("instrument", symbol, start, end, *span, text)


def _dashes(view: View, sentence: Sentence) -> list[int]:
    """The dash behind a name that opens an item of a list: "Abc Factory — The chain saw its shares rise"."""
    opening = range(sentence.first + 1, min(sentence.first + _LONGEST_NAME, sentence.last))
    dashes = [word for word in opening if view.keys[word] in ("—", "–")][:1]
    if dashes and view.keys[dashes[0] - 1] == ")":
        return [word for word in opening if view.keys[word] == "("][:1]
    return dashes


def _is_opener(view: View, word: int, anchor: int) -> bool:
    """Whether the word that opens a Russian sentence is no name: "Позднее падение ..", "Произошло снижение .."."""
    is_russian = "а" <= view.keys[word][0] <= "я"
    return is_russian and (view.keys[word].endswith(_COMMON_ENDINGS) or view.keys[anchor].startswith(_NOUNS))


def _before_mark(view: View, word: int) -> int:
    """The word of a comma before a signed number, else its own: "Abc Corp, +3.5%"."""
    return word - 1 if view.keys[word - 1 : word] == (",",) else word


def _name_before(view: View, sentence: Sentence, covered: set[int], anchor: int) -> tuple[int, int] | None:
    """The words, first and after the last, of an unknown name that stands before a word."""
    word = anchor - 1
    floor = max(sentence.first, anchor - _LONGEST_STEP)
    while word >= floor and word not in covered and view.keys[word] in _HELPERS:
        word -= 1
    if word < floor or not _is_name(view, covered, word):
        return None
    first = word
    while first > max(sentence.first, word - _LONGEST_NAME):
        step = 2 if _is_hyphen(view, first - 1) else 1
        if not _is_name(view, covered, first - step):
            break
        first -= step
    return first, word + 1


def _is_hyphen(view: View, word: int) -> bool:
    """Whether a hyphen joins the words on both sides: "Нью-Йорк"."""
    return (
        view.keys[word] == "-"
        and view.ends[word - 1] == view.starts[word]
        and (view.ends[word] == view.starts[word + 1])
    )


def _is_name(view: View, covered: set[int], word: int) -> bool:
    letter = view.text[view.starts[word]]
    is_name = letter.isupper() or view.keys[word].endswith(_NATIONAL)
    return word not in covered and is_name and view.keys[word] not in _NOT_NAMES


def _is_with(view: View, first: int, anchor: int) -> bool:
    """Whether a name after "with" is what moves: "with Abc Holding rising 0.9%", "with Abc down 2%"."""
    verb = view.keys[anchor]
    return view.keys[first - 1 : first] == ("with",) and (verb.endswith("ing") or verb in _WAYS)


def _is_subject(view: View, language: Language, sentence: Sentence, first: int, last: int) -> bool:
    """Whether a name is what moves, by the word before it."""
    if first == sentence.first:
        return True
    before = view.keys[first - 1]
    if language == "en":
        if before not in _PREPOSITIONS:
            return True
        return (
            before in ("of", "in")
            and view.keys[first - 2 : first - 1] != ()
            and (view.keys[first - 2] in _OWNED)
        )
    if language == "ru":
        return before in _OPENING or before.startswith(_RUSSIAN_CUES)
    name = view.text[view.starts[first] : view.ends[last - 1]]
    is_firm = last - first > 1 and name.isascii() and before not in _VIETNAMESE_PREPOSITIONS
    return is_firm or before in _VIETNAMESE_CUES or (len(name) == _TICKER and name.isupper())
