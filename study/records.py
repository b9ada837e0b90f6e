"""The records that pass between the rooms: articles as extracted, time expressions, events, claims, evidence.

All are frozen and validated where they are made. Offsets are Python ``str`` indices into the article's body
as read (``study read FILE`` prints exactly that body), so ``body[start:end] == text`` holds for every record.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Literal, Self, TypeVar, get_args

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, model_validator

from study.errors import RecordError, TimeError
from study.files import to_csv
from study.times import TimeValue, parse_time

EventType = Literal[
    "call", "meeting", "visit", "summit_announced", "cancellation", "negotiation", "agreement", "statement",
    "accusation", "threat", "sanction", "sanction_relief", "tariff", "rate_hike", "rate_hold", "rate_cut",
    "election", "appointment", "resignation", "military_action", "ceasefire", "arms_transfer",
    "prisoner_release", "protest", "legislation", "other",
]  # fmt: skip
ClaimKind = Literal["change_pct", "change_points", "level", "superlative"]
Basis = Literal[
    "close",
    "open",
    "intraday",
    "morning_session",
    "evening_session",
    "day",
    "week",
    "month",
    "year",
    "unknown",
]
Modality = Literal["happened", "planned", "possible", "denied"]
Language = Literal["vi", "en", "ru"]
Anchor = Literal["explicit", "publication", "event", "speech", "context", "unresolved"]

EVENT_TYPES: tuple[str, ...] = get_args(EventType)


def _valid_time(value: str) -> str:
    try:
        parse_time(value)
    except TimeError as error:
        raise ValueError(str(error)) from error
    return value


When = Annotated[str, AfterValidator(_valid_time)]
"""An EDTF / ISO 8601 value (see `study.times`), kept as text with the precision that was said."""


class _Record(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class _Span(_Record):
    start: Annotated[int, Field(ge=0)]
    end: Annotated[int, Field(ge=0)]
    text: str

    @model_validator(mode="after")
    def _span_fits(self) -> Self:
        if self.end - self.start != len(self.text):
            raise ValueError(
                f"the span {self.start}..{self.end} has {self.end - self.start} characters, "
                f"its text {len(self.text)}"
            )
        return self


class Evidence(_Span):
    """The exact words that prove something: ``body[start:end] == text`` in the named article."""

    article: str


class Timex(_Span):
    """A time expression: its words, its value (null where it cannot be resolved) and what it is relative to."""

    value: When | None
    anchor: Anchor = "explicit"


class Mention(_Span):
    """A further place in the same article that tells of the same event."""


class Event(_Span):
    """A dated happening: the shortest clause that states it, who acted, and when.

    ``when`` keeps the precision that was said and is null where the article gives no date. ``confidence`` is
    in [0, 1]: the probability that type, date and modality are right, as fitted to annotated news
    (docs/extraction.md).
    ``basis`` says what dated it.
    ``plover`` and ``plover_mode`` are the type and mode in PLOVER that the event's type maps to, null where
    PLOVER has none (Halterman, Bagozzi, Beger, Schrodt and Scarborough, 2023, PLOVER and POLECAT).
    """

    id: str
    type: EventType
    actors: tuple[str, ...] = ()
    when: When | None
    confidence: Annotated[float, Field(ge=0, le=1)]
    modality: Modality = "happened"
    attribution: str | None = None
    basis: Anchor = "explicit"
    plover: str | None = None
    plover_mode: str | None = None
    mentions: tuple[Mention, ...] = ()


class Claim(_Span):
    """A statement of a market move or level: percent, index points or the quoted currency, signed.

    ``unit`` is what the value is in: ``percent``, the instrument's own unit (``points``, ``USD/oz``, as in
    `study.instruments`), or the currency that was quoted instead; null where neither is known, and for a superlative.
    ``decimals`` is the number of decimals that were quoted, which sets the rounding tolerance: negative where the
    last digit stands for tens or more ("137.8 million" has -5). ``reference``
    is, for a superlative, the date it compares with. A superlative's value is null or its bound. ``passed`` says of
    a level that it is a mark that was crossed ("fell below 3,000") and no quotation.
    """

    id: str
    instrument: str
    kind: ClaimKind
    value: float | None
    unit: str | None = None
    when: When | None
    basis: Basis = "unknown"
    decimals: int = 0
    reference: When | None = None
    passed: bool = False
    attribution: str | None = None


class ExtractedArticle(_Record):
    """All that was read out of one article; one line of ``study extract``."""

    article: str
    sha256: str
    language: Language
    published: When | None
    title: str
    timexes: tuple[Timex, ...] = ()
    events: tuple[Event, ...] = ()
    claims: tuple[Claim, ...] = ()
    notes: tuple[str, ...] = ()


class CuratedEvent(_Record):
    """One row of an event list: what extraction proposes and a person has checked.

    ``known_at`` is the moment from which the market could know: an aware ISO 8601 instant, or an interval of
    two where only bounds are known; empty where the source gives a date only.
    """

    id: Annotated[str, Field(min_length=1, pattern=r"^[\w.\-]+$")]
    when: When
    known_at: When | None = None
    type: EventType
    label: Annotated[str, Field(min_length=1)]
    actors: tuple[str, ...] = ()
    series: tuple[str, ...] = ()
    article: str = ""
    start: int | None = None
    end: int | None = None
    note: str = ""

    @model_validator(mode="after")
    def _known_at_is_aware(self) -> Self:
        if self.known_at is not None:
            known = parse_time(self.known_at)
            if not known.has_zone:
                raise ValueError(
                    f"known_at {self.known_at!r} states no zone; write e.g. 2025-02-12T20:00+03:00, "
                    "or leave it empty"
                )
        return self

    @property
    def moment(self) -> TimeValue | None:
        """From when the market could know: ``known_at``, else a ``when`` with clock and zone; None where neither is.

        Alignment places an event by the same rule.
        """
        if self.known_at is not None:
            return parse_time(self.known_at)
        when = parse_time(self.when)
        return when if when.has_clock and when.has_zone else None


EVENT_COLUMNS = tuple(CuratedEvent.model_fields)
_LIST_COLUMNS = ("actors", "series")
_R = TypeVar("_R", bound=BaseModel)


def parse_record(kind: type[_R], data: object, place: str) -> _R:
    """Validate ``data`` (a dict, or JSON text) as a record; ``place`` names where it stands, for the error.

    Raises
    ------
    RecordError
        Naming the place, the field, the value and what is wrong with it.
    """
    try:
        if isinstance(data, str | bytes):
            return kind.model_validate_json(data)
        return kind.model_validate(data)
    except ValidationError as error:
        details = "; ".join(
            f"{'.'.join(map(str, e['loc'])) or 'record'}: {e['msg']} (got {e['input']!r:.80})"
            for e in error.errors(include_url=False)
        )
        raise RecordError(f"{place}: not a valid {kind.__name__}: {details}") from error


def to_jsonl(records: Iterable[BaseModel]) -> str:
    """Return records as JSON Lines: one object a line, non-ASCII letters as they are."""
    return "".join(record.model_dump_json() + "\n" for record in records)


def from_jsonl(kind: type[_R], text: str, place: str) -> list[_R]:
    """Read JSON Lines as records; blank lines are passed over, an error names ``place`` and the line."""
    return [
        parse_record(kind, line, f"{place}, line {number}")
        for number, line in enumerate(text.split("\n"), 1)
        if line.strip()
    ]


def events_to_csv(events: Iterable[CuratedEvent]) -> str:
    """Return an event list as CSV with the header `EVENT_COLUMNS`; lists are joined by ``|``."""
    rows = ([_cell(getattr(event, column)) for column in EVENT_COLUMNS] for event in events)
    return to_csv(EVENT_COLUMNS, rows)


def read_events(path: Path) -> list[CuratedEvent]:
    """Read an event list (CSV, UTF-8, header `EVENT_COLUMNS`; ``actors`` and ``series`` joined by ``|``).

    Raises
    ------
    RecordError
        If the header lacks a column, a row is not valid, or an id stands twice.
    """
    reader = csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig")))
    needed = ("id", "when", "type", "label")
    if missing := [column for column in needed if column not in (reader.fieldnames or ())]:
        raise RecordError(
            f"{path.name}: the header lacks {', '.join(missing)}; it must be {','.join(EVENT_COLUMNS)}"
        )
    events: dict[str, CuratedEvent] = {}
    for row in reader:
        place = f"{path.name}, line {reader.line_num}"
        event = parse_record(CuratedEvent, _from_row(row), place)
        if event.id in events:
            raise RecordError(f"{place}: the id {event.id!r} stands twice; give each event its own")
        events[event.id] = event
    return list(events.values())


def _cell(value: object) -> object:
    if isinstance(value, tuple):
        return "|".join(value)
    return "" if value is None else value


def _from_row(row: dict[str | None, str | None]) -> dict[str, object]:
    data: dict[str, object] = {}
    for column, cell in row.items():
        text = (cell or "").strip() if isinstance(cell, str) else cell
        if column in _LIST_COLUMNS:
            data[column] = tuple(part.strip() for part in str(text).split("|") if part.strip())
        elif text:
            data[str(column)] = text
    return data
