"""Who acts: people, states, bodies, firms and media by their names and by the office held at the time."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import asdict, dataclass, replace
from datetime import date
from functools import lru_cache
from pathlib import Path

from study.errors import RecordError
from study.extraction.actors.offices import (
    CENTRAL_BANK,
    HOME,
    PERSON,
    Term,
    banks,
    bare_titles,
    holder_in,
    holder_of,
    holds,
    named_titles,
    terms,
)
from study.extraction.lexicon import Hit, PhraseTable, read_table
from study.extraction.text import View
from study.records import Language

_ADJACENT = 2
_MEMORY = 40
_PRONOUN_REACH = 50
_FORMER = ("former", "ex", "cựu", "nguyên", "экс", "бывш")
# What stands before an office that is voted on, sought, won or given, with the small words between.
_SOUGHT = re.compile(
    r"\b(?:выбор\w*|кандидат\w*|пост\w{0,2}|должност\w*|кресл\w*|избран\w?|стать|"
    r"elections?|elected|candidates?|candidacy|post|office|become|became|becoming|run|running|runs|bid|"
    r"bầu(?: cử)?|ứng(?: cử)? viên|chức(?: vụ| danh)?|ghế|cương vị|trở thành)"
    r"(?: (?:of|as|for|the|a|next|new|to be|в|на))*\s+$",
    re.IGNORECASE,
)
_SOUGHT_REACH = 40
_SEVERAL = ("hai", "ba", "các", "những")
_KINDS = ("person", "state", "body", "firm", "media")


@dataclass(frozen=True)
class ActorEntry:
    """What a name stands for: a canonical English name, the holders of an office in turn, or a bare title."""

    name: str
    kind: str
    country: str
    terms: tuple[Term, ...] = ()
    title: str = ""


@dataclass(frozen=True)
class ActorMention:
    """An actor named in the text: canonical name, kind, country, and the words."""

    name: str
    kind: str
    country: str
    start: int
    end: int
    first: int
    last: int


@dataclass(frozen=True)
class ActorRow:
    """One actor of your own: canonical English name, kind, country code, and aliases by language."""

    name: str
    kind: str
    country: str
    vi: str = ""
    en: str = ""
    ru: str = ""


def read_actors(path: Path) -> tuple[ActorRow, ...]:
    """Read actors of your own (CSV, UTF-8, header ``name,kind,country,vi,en,ru``; aliases joined by ``|``).

    ``kind`` is person, state, body, firm or media. A ``*`` at the end of a word stands for a Russian ending.

    Raises
    ------
    RecordError
        If the header lacks a column, or a row has no name, an unknown kind, or no alias.
    """
    columns = tuple(ActorRow.__dataclass_fields__)
    reader = csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig")))
    if missing := [column for column in columns if column not in (reader.fieldnames or ())]:
        raise RecordError(
            f"{path.name}: the header lacks {', '.join(missing)}; it must be {','.join(columns)}"
        )
    found = []
    for row in reader:
        one = ActorRow(**{column: (row[column] or "").strip() for column in columns})
        if not one.name or one.kind not in _KINDS or not (one.vi or one.en or one.ru):
            raise RecordError(
                f"{path.name}, line {reader.line_num}: a row needs a name, an alias and a kind out of "
                f"{', '.join(_KINDS)}; got {one.name!r} of kind {one.kind!r}"
            )
        found.append(one)
    return tuple(found)


@lru_cache(maxsize=12)
def actor_table(language: Language, extra: tuple[ActorRow, ...] = ()) -> PhraseTable[ActorEntry]:
    """Return the names and offices of a language as one table, names of your own on top."""
    known = {row["name"]: row for row in read_table("actors.csv")}
    known |= {one.name: asdict(one) for one in extra}
    phrases: list[tuple[str, ActorEntry]] = []
    if language != "ru":
        phrases += [
            (term.holder, ActorEntry(term.holder, "person", term.country))
            for term in terms() if term.holder not in known and " " in term.holder
        ]  # fmt: skip
    for row in known.values():
        entry = ActorEntry(row["name"], row["kind"], row["country"])
        phrases += [(alias, entry) for alias in row[language].split("|") if alias]
    for alias, group in named_titles(language).items():
        kind = "body" if group[0].office == CENTRAL_BANK else "person"
        phrases.append((_uncapitalised(alias), ActorEntry("", kind, "", group)))
    for alias, title in bare_titles(language):
        phrases.append((alias, ActorEntry("", "person", "", (), title)))
    return PhraseTable(phrases)


@lru_cache(maxsize=1)
def countries() -> dict[str, str]:
    """Return the country code of every actor by name."""
    held = {term.holder: term.country for term in terms()}
    return held | {row["name"]: row["country"] for row in read_table("actors.csv")}


@lru_cache(maxsize=1)
def people() -> frozenset[str]:
    """Return the names of the actors that are persons."""
    named = {row["name"] for row in read_table("actors.csv") if row["kind"] == "person"}
    return frozenset(named | {term.holder for term in terms()})


def find_actors(
    view: View, language: Language, published: date | None, extra: tuple[ActorRow, ...] = ()
) -> list[ActorMention]:
    """Return the actors named, in order; an office beside its holder's name is one mention with it.

    A title without a country ("the president") means who was last named of those who hold it, else who holds it
    in the country in view.
    """
    found: list[ActorMention] = []
    bare: Hit[ActorEntry] | None = None
    for hit in actor_table(language, extra).find(view):
        if bare is not None:
            found += _by_context(bare, view, language, published, found, hit)
            bare = None
        if hit.entry.title:
            bare = hit
        elif not (hit.entry.terms and _is_of_another(view, hit, published)):
            _place(found, _mention(hit, published), language)
    if bare is not None:
        found += _by_context(bare, view, language, published, found, None)
    return found


def _place(found: list[ActorMention], mention: ActorMention | None, language: Language) -> None:
    """Add a mention, and take a title before it into it."""
    if mention is None:
        return
    if found and mention.first - found[-1].last < _ADJACENT and _is_title(found[-1], mention):
        previous = found.pop()
        mention = replace(mention, start=previous.start, first=previous.first)
    elif found and language == "vi" and _is_body_of(found[-1], mention):
        found.pop()
    found.append(mention)


def _is_body_of(body: ActorMention, state: ActorMention) -> bool:
    """Whether the name of another state behind a body of the home country says that it is that state's.

    "Bộ Tài chính Trung Quốc" is no Vietnamese ministry.
    """
    is_beside = body.last == state.first and body.country == HOME["vi"]
    return is_beside and body.kind == "body" and state.kind == "state" and state.country != body.country


def _is_title(before: ActorMention, person: ActorMention) -> bool:
    if person.kind != "person":
        return False
    return before.name == person.name or (before.kind == "state" and before.country == person.country)


def _mention(hit: Hit[ActorEntry], published: date | None) -> ActorMention | None:
    entry = hit.entry
    name = entry.name or holder_of(entry.terms, published)
    return _named(hit, name, entry.kind) if name else None


def _named(hit: Hit[ActorEntry], name: str, kind: str) -> ActorMention:
    country = hit.entry.country or countries().get(name, "")
    return ActorMention(name, kind, country, hit.start, hit.end, hit.first, hit.last)


def _is_of_another(view: View, hit: Hit[ActorEntry], published: date | None) -> bool:
    """Whether the office is a former or a sought one, or its holder's name that follows is another's."""
    if hit.first and (view.keys[hit.first - 1].startswith(_FORMER) or _is_sought(view, hit)):
        return True
    holder = holder_of(hit.entry.terms, published) or ""
    following = _capitalised(view, hit.last)
    is_latin = following is not None and following.isascii() and holder.isascii()
    return is_latin and following not in holder.lower().split()


def _is_sought(view: View, hit: Hit[ActorEntry]) -> bool:
    """Whether the words before an office say that it is voted on, sought or won, which its holder does not."""
    return bool(_SOUGHT.search(view.text, max(hit.start - _SOUGHT_REACH, 0), hit.start))


def _capitalised(view: View, word: int) -> str | None:
    """The next word, where it has a capital and only a space parts it from what is before."""
    if word >= len(view.keys) or not view.text[view.starts[word]].isupper():
        return None
    return view.keys[word] if view.starts[word] - view.ends[word - 1] == 1 else None


def _by_context(
    hit: Hit[ActorEntry],
    view: View,
    language: Language,
    published: date | None,
    found: list[ActorMention],
    following: Hit[ActorEntry] | None,
) -> list[ActorMention]:
    """Whom a bare title means; nobody where a name, a country or "former" says that it is not bare."""
    is_followed = following is not None and following.first - hit.last < _ADJACENT
    before = view.keys[hit.first - 1] if hit.first else ""
    if is_followed or _capitalised(view, hit.last) or before.startswith(_FORMER) or before in _SEVERAL:
        return []
    if _is_sought(view, hit):
        return []
    title = hit.entry.title
    latest = found[-_MEMORY:][::-1]
    if title == PERSON:
        near = (m for m in latest if m.kind == "person" and hit.first - m.last < _PRONOUN_REACH)
        person = next(near, None)
        return [_named(hit, person.name, "person")] if person else []
    if title == CENTRAL_BANK:
        named = (m.name for m in latest if m.name in banks().values())
    else:
        named = (m.name for m in latest if m.kind == "person" and holds(m.name, title, published))
    name = next(named, None)
    if name is None:
        country = next((m.country for m in latest if m.kind == "state"), HOME.get(language, ""))
        name = holder_in(title, country, published)
    return [_named(hit, name, "body" if title == CENTRAL_BANK else "person")] if name else []


def _uncapitalised(alias: str) -> str:
    return alias[:1].lower() + alias[1:]
