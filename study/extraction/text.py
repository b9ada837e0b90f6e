"""A text as the extractor sees it: one normalised view with a way back, words, sentences, quotations.

Offsets in records count the characters of the body as read. Grammars work on a view in which letters are
composed (NFC), odd spaces are plain spaces and invisible characters are gone; `View.span` maps back.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property


def word_set(words: str) -> frozenset[str]:
    """Return the words of a string, separated by white space, as a set."""
    return frozenset(words.split())


_ODD_SPACES = dict.fromkeys(map(ord, "\u00a0\u202f\u2009\u2007\u2008\u2002\u2003\u3000\t"), " ")
_INVISIBLE = re.compile("[\u00ad\u200b\u200c\u200d\u2060\ufeff]")
_WORD = re.compile(r"\w+|[^\w\s]")
_URL = re.compile(r"(?:https?://|www\.)[^\s<>\"'»]+")
# Sentences that were kept as a list are joined by a comma without a blank ("сказал он.,25 декабря ..").
_STOP = re.compile(
    r"[.!?…]+[\"'”’»)\]]*(?:,(?=[^\s,.])|(?=\s|$))|(?<=[^\W_])\.(?=[^\W\d_]{2})|\n|(?<=\S) {3,}(?=\S)"
)
_OPENING = {"»": "«", "”": "“", '"': '"'}
_QUOTE = re.compile(r'"[^"\n]{2,1200}"|“[^“”\n]{2,1200}”|«[^«»\n]{2,1200}»')
# No prose has a longer sentence; what has is cut, so that the cost of a text stays linear.
_LONGEST_SENTENCE = 400
_SHORTEST_WORD = 2
_DOMAIN = re.compile(r"(?:com|net|org|gov|edu|html?|js|vn)\b", re.IGNORECASE)
_CURLY, _APOSTROPHE = "’", "'"
# A name that ends in a mark of exclamation, behind a word: "на форуме «Россия зовет!» он заявил".
_SHOUTED_NAME = re.compile(r"[^\W\d_] «[^\W\d_]\w*(?: \w+){0,2}[!?]»$")
_LONGEST_SHOUT = 40
_OPENERS = "\"'“‘«([—–- "
_ABBREVIATIONS = word_set(
    "mr mrs ms dr st jr sr gen sen rep gov lt col prof inc corp ltd co no vs etc u.s u.k u.n e.u jan feb mar "
    "apr jun jul aug sep sept oct nov dec тыс млн млрд трлн руб долл им ул стр гл тт т.е т.д т.п тп tp pgs ts ths gs"
)
# "J.C." of a name; a capital of initials may end a sentence ("in Washington, D.C.").
_INITIALS = re.compile(r"(?!d\.c)[a-z](?:\.[a-z])+")
_UNIT_STOPS = word_set("тыс млн млрд трлн руб долл")
_UNIT_NEXT = re.compile("(?!США|РФ)[А-ЯЁA-Z]")
_ZONE_NEXT = re.compile(
    r"\s+(?:\(\d{1,2}:?\d\d|(?:ET|EST|EDT|GMT|UTC|CET|BST|MSK|PT|CT|JST|Eastern|Moscow|London|local)\b)"
)


@dataclass(frozen=True)
class Sentence:
    """One sentence: its span, the words in it (`first` .. `last`, half-open), and its paragraph's number."""

    start: int
    end: int
    first: int
    last: int
    paragraph: int


@dataclass(frozen=True)
class View:
    """The normalised text, its words, and the way back to the body."""

    body: str
    text: str
    back: tuple[int, ...] | None
    starts: tuple[int, ...] = field(repr=False)
    ends: tuple[int, ...] = field(repr=False)
    keys: tuple[str, ...] = field(repr=False)

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """The sentences in order; a line break ends one unless the next line plainly goes on."""
        return _sentences(self)

    @cached_property
    def quotes(self) -> tuple[tuple[int, int], ...]:
        """The spans of quotations, marks included, in order."""
        return tuple(match.span() for match in _QUOTE.finditer(self.text))

    @cached_property
    def addresses(self) -> tuple[tuple[int, int], ...]:
        """The spans of web addresses, in order."""
        return tuple(match.span() for match in _URL.finditer(self.text))

    def span(self, start: int, end: int) -> tuple[int, int, str]:
        """Return start, end and words in the body for a span of the view."""
        if self.back is not None:
            start, end = self.back[start], self.back[end - 1] + 1 if end > start else self.back[start]
            while end < len(self.body) and unicodedata.combining(self.body[end]):
                end += 1
        return start, end, self.body[start:end]

    def word_at(self, position: int) -> int:
        """Return the index of the first word that ends after ``position``."""
        return bisect_right(self.ends, position)

    def sentence_at(self, position: int) -> int:
        """Return the number of the sentence that holds ``position``."""
        return max(bisect_right(self._sentence_starts, position) - 1, 0)

    @cached_property
    def _sentence_starts(self) -> tuple[int, ...]:
        return tuple(sentence.start for sentence in self.sentences)


def within(spans: tuple[tuple[int, int], ...], position: int) -> bool:
    """Whether ``position`` lies inside one of the ordered, disjoint spans."""
    index = bisect_right(spans, (position, 1 << 62)) - 1
    return index >= 0 and position < spans[index][1]


def closes_quotation(words: Sequence[str]) -> bool:
    """Whether the last of the words is a mark that closes a quotation opened among them."""
    opener = _OPENING.get(words[-1])
    if opener == words[-1]:
        return words.count(opener) % 2 == 0
    return opener is not None and opener in words


def view_of(body: str) -> View:
    """Return the view of a body."""
    text, back = body, None
    if not unicodedata.is_normalized("NFC", body) or _INVISIBLE.search(body):
        text, back = _composed(body)
    text = text.translate(_ODD_SPACES)
    spans = [match.span() for match in _WORD.finditer(text)]
    lowered = text.lower()
    folded = lowered if len(lowered) == len(text) else None
    keys = tuple(folded[a:b] if folded else text[a:b].lower() for a, b in spans)
    keys = tuple(_APOSTROPHE if key == _CURLY else key for key in keys)
    return View(body, text, back, tuple(a for a, _ in spans), tuple(b for _, b in spans), keys)


def _composed(body: str) -> tuple[str, tuple[int, ...]]:
    """Compose letter by letter, so that every character of the result knows where it came from."""
    out: list[str] = []
    back: list[int] = []
    position = 0
    while position < len(body):
        end = position + 1
        while end < len(body) and unicodedata.combining(body[end]):
            end += 1
        for letter in unicodedata.normalize("NFC", body[position:end]):
            if not _INVISIBLE.match(letter):
                out.append(letter)
                back.append(position)
        position = end
    return "".join(out), tuple(back)


def _sentences(view: View) -> tuple[Sentence, ...]:
    found: list[Sentence] = []
    word = paragraph = 0
    text = view.text
    for match in [*_STOP.finditer(text), None]:
        end = len(text) if match is None else match.end()
        if match is not None and not _ends_sentence(text, match):
            continue
        first = word
        word = bisect_right(view.starts, end - 1, lo=word) if end else 0
        for begin in range(first, word, _LONGEST_SENTENCE):
            last = min(begin + _LONGEST_SENTENCE, word)
            found.append(Sentence(view.starts[begin], view.ends[last - 1], begin, last, paragraph))
        if match is not None and match[0].isspace():
            paragraph += 1
    return tuple(found)


def _is_run_on(text: str, stop: re.Match[str], last: str) -> bool:
    """Whether a full stop without a blank parts sentences ("this week.The minister"), not a name or an address."""
    before, after = text[stop.start() - 1], text[stop.end() : stop.end() + 5]
    is_word = before.isdecimal() or (before.islower() and len(last) > _SHORTEST_WORD)
    is_address = "." in last or _DOMAIN.match(after) is not None
    return is_word and not is_address and after[0].isupper() and after[1].islower()


def _ends_sentence(text: str, stop: re.Match[str]) -> bool:
    if stop[0] == "\n":
        before = text[max(stop.start() - 1, 0) : stop.start()]
        after = text[stop.end() : stop.end() + 1]
        return not (after.islower() and before not in ".!?:;…\n")
    following = text[stop.end() : stop.end() + 12].lstrip(_OPENERS + "\n")
    if stop[0].isspace():  # a gap of blanks is all that some pages leave between paragraphs
        return following[:1].isupper()
    if following[:1].islower():
        return False
    if not stop[0].startswith(".") or stop[0].startswith(".."):
        return not _SHOUTED_NAME.search(text, max(stop.start() - _LONGEST_SHOUT, 0), stop.end())
    word = text[max(stop.start() - 8, 0) : stop.start()].rsplit(None, 1)[-1:]
    last = word[0].strip("(\"'“«").lower() if word else ""
    is_listed = stop[0].endswith(",")
    is_close = not (is_listed or text[stop.end() : stop.end() + 1].isspace()) and stop.end() < len(text)
    if is_close and not _is_run_on(text, stop, last):
        return False
    if last in ("p.m", "a.m"):
        return not _ZONE_NEXT.match(text, stop.end())
    if last in _UNIT_STOPS:
        return bool(_UNIT_NEXT.match(following))
    is_initial = (len(last) == 1 and last.isalpha() and last not in "гi") or bool(_INITIALS.fullmatch(last))
    return last not in _ABBREVIATIONS and not is_initial
