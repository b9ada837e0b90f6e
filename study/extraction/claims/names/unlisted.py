"""Names that no table knows: where they stand before a word, and whether they are what a sentence tells of."""

from __future__ import annotations

from study.extraction.text import Sentence, View, word_set
from study.records import Language

_LONGEST_NAME = 6
_LONGEST_STEP = 5
_TICKER = 3
# Words that may stand between a name and its verb.
_HELPERS = word_set(
    "has had have was were is are been be also then later only just now briefly sharply shares share stock stocks "
    "index composite average futures crude oil inc corp co ltd plc ag sa limited group motors holdings company "
    "đã cũng vẫn đang lại chỉ đều sẽ bị được tiếp tục đồng loạt cùng đóng cửa chốt phiên quay đầu "
    "также уже еще ещё же при этом снова вновь и на по s ’ ' « » “ ” ."
) | {'"'}
_NOT_NAMES = word_set("it they both each all he she this that these those which who there what i we you")
_PREPOSITIONS = word_set(
    "in on at of by from for with to under against amid after despite into over as via within near around than "
    "since between the"
)
_INSTITUTIONS = word_set("bank")
_OWNED = word_set("shares stock stocks share price prices")
_RUSSIAN_CUES = ("акци", "бумаг", "котиров", "компани", "распис", "банк", "ритейлер", "холдинг", "депозитар")
_VIETNAMESE_CUES = word_set("phiếu số mã hãng đoàn ty hàng thị giá")
_VIETNAMESE_PREPOSITIONS = word_set("của tại ở trong với cho từ trên sàn trường khoán chỉ và")
_OPENERS = _PREPOSITIONS | word_set("and but while whereas meanwhile also however")
_COMMON_ENDINGS = ("ое", "ее", "ые", "ие", "ая", "ло", "лось", "лись", "ся", "лее", "ом")
_NOUNS = (
    "рост", "паден", "снижен", "подъем", "подорожан", "удешевлен", "укреплен", "ослаблен", "спад", "обвал", "ралли",
    "скач", "взлет", "отскок", "коррекци", "просадк", "девальвац", "прирост", "откат", "потер",
)  # fmt: skip
_WAYS = word_set("up down higher lower")
_NATIONAL = ("нский", "йский", "тский")
_OPENING = frozenset('«"“,;:(—–-')


def without_openers(view: View, first: int, last: int) -> tuple[int, int]:
    """Return a name without a preposition that opens its sentence: "With Abc"."""
    while last - first > 1 and view.keys[first] in _OPENERS:
        first += 1
    return first, last


def is_opener(view: View, word: int, anchor: int) -> bool:
    """Whether the word that opens a Russian sentence is no name: "Позднее падение ..", "Произошло снижение .."."""
    is_russian = "а" <= view.keys[word][0] <= "я"
    return is_russian and (view.keys[word].endswith(_COMMON_ENDINGS) or view.keys[anchor].startswith(_NOUNS))


def name_before(view: View, sentence: Sentence, covered: set[int], anchor: int) -> tuple[int, int] | None:
    """Return the words, first and after the last, of an unknown name that stands before a word."""
    word = anchor - 1
    floor = max(sentence.first, anchor - _LONGEST_STEP)
    while word >= floor and word not in covered and view.keys[word] in _HELPERS:
        word -= 1
    if word < floor or not _is_name(view, covered, word):
        return None
    first = word
    while first > max(sentence.first, word - _LONGEST_NAME):
        step = 2 if _is_hyphen(view, first - 1) or _is_joint(view, covered, first - 1) else 1
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


def _is_joint(view: View, covered: set[int], word: int) -> bool:
    """Whether a word joins two parts of a firm's name: "Bank of Atlantis", "Smith & Sons"."""
    if view.keys[word] == "&":
        return True
    return view.keys[word] == "of" and view.keys[word - 1] in _INSTITUTIONS and word - 1 not in covered


def _is_name(view: View, covered: set[int], word: int) -> bool:
    letter = view.text[view.starts[word]]
    is_name = letter.isupper() or view.keys[word].endswith(_NATIONAL)
    return word not in covered and is_name and view.keys[word] not in _NOT_NAMES


def is_with(view: View, first: int, anchor: int) -> bool:
    """Whether a name after "with" is what moves: "with Abc Holding rising 0.9%", "with Abc down 2%"."""
    verb = view.keys[anchor]
    return view.keys[first - 1 : first] == ("with",) and (verb.endswith("ing") or verb in _WAYS)


def is_subject(view: View, language: Language, sentence: Sentence, first: int, last: int) -> bool:
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
