"""Optional (``study[llm]``): any OpenAI-compatible endpoint proposes events and claims, held to the same proof.

Nothing here is called by default. A proposal is kept only if the words it quotes stand in the article's body,
its type, kind and date are valid, its instrument is in the table, and its number stands in the quoted words;
whatever is dropped is reported with the reason.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from study.articles import Article
from study.errors import RecordError, StudyError
from study.extraction.events.plover import plover_of
from study.extraction.numbers import find_numbers
from study.extraction.text import view_of
from study.instruments import instruments
from study.records import EVENT_TYPES, Claim, Event, parse_record

_PROMPT = (
    "Read the article and answer with one JSON object with two lists. "
    '"events": objects with "quote" (the shortest clause, copied word for word), "type" (one of {types}), '
    '"when" (ISO 8601 / EDTF or null), "modality" (happened, planned, possible or denied), "actors" (names). '
    '"claims": objects with "quote" (copied word for word), "instrument" (symbol), "kind" (change_pct, '
    'change_points, level or superlative), "value" (signed number or null), "when". '
    "The article was published on {published}. Quote exactly; leave out what the article does not state."
)
_CONFIDENCE = 0.5


@dataclass(frozen=True)
class Endpoint:
    """An OpenAI-compatible endpoint: ``url`` ends before ``/chat/completions``; ``timeout`` is in seconds."""

    url: str
    model: str
    key: str = field(default="", repr=False)
    timeout: float = 60.0


@dataclass(frozen=True)
class Proposals:
    """What stood the test, and for each proposal that did not, the reason."""

    events: tuple[Event, ...]
    claims: tuple[Claim, ...]
    dropped: tuple[str, ...]

    def summary(self) -> str:
        """Return the counts in one line."""
        return f"{len(self.events)} events, {len(self.claims)} claims kept; {len(self.dropped)} dropped"


def propose(article: Article, endpoint: Endpoint) -> Proposals:
    """Ask the endpoint for events and claims of an article and keep those that the article proves.

    Raises
    ------
    StudyError
        If the endpoint does not answer, or its answer is not the JSON object that was asked for.
    """
    return check_proposals(article, _ask(article, endpoint))


def check_proposals(article: Article, answer: Mapping[str, Any]) -> Proposals:
    """Hold proposals against the article; see the module's docstring for the test."""
    events: list[Event] = []
    claims: list[Claim] = []
    dropped: list[str] = []
    for name in ("events", "claims"):
        rows = answer.get(name, [])
        for number, row in enumerate(rows if isinstance(rows, list) else [rows], 1):
            place = f"{article.name}, proposed {name[:-1]} {number}"
            try:
                if name == "events":
                    events.append(_event(article, row, place))
                else:
                    claims.append(_claim(article, row, place))
            except RecordError as error:
                dropped.append(str(error))
    return Proposals(tuple(events), tuple(claims), tuple(dropped))


def _ask(article: Article, endpoint: Endpoint) -> Mapping[str, Any]:
    import requests

    prompt = _PROMPT.format(types=", ".join(EVENT_TYPES), published=article.published or "an unknown day")
    messages = [{"role": "system", "content": prompt}, {"role": "user", "content": article.body}]
    try:
        reply = requests.post(
            f"{endpoint.url.rstrip('/')}/chat/completions",
            json={"model": endpoint.model, "messages": messages, "temperature": 0},
            headers={"Authorization": f"Bearer {endpoint.key}"} if endpoint.key else {},
            timeout=endpoint.timeout,
        )
        reply.raise_for_status()
        content = reply.json()["choices"][0]["message"]["content"]
        answer = json.loads(content)
    except (requests.RequestException, KeyError, IndexError, TypeError, ValueError) as error:
        raise StudyError(
            f"{endpoint.url}: no usable answer from model {endpoint.model!r}: {error}; check the address, the "
            "model's name and the key"
        ) from error
    if not isinstance(answer, dict):
        raise StudyError(f"{endpoint.url}: the answer of {endpoint.model!r} is not one JSON object")
    return answer


def _quoted(article: Article, row: Any, place: str) -> tuple[int, int, str]:
    quote = row.get("quote") if isinstance(row, dict) else None
    if not isinstance(quote, str) or not quote.strip():
        raise RecordError(f"{place}: it quotes nothing")
    start = article.body.find(quote)
    if start < 0:
        raise RecordError(f"{place}: the article does not contain the words {quote!r:.80}")
    return start, start + len(quote), quote


def _event(article: Article, row: Any, place: str) -> Event:
    start, end, text = _quoted(article, row, place)
    if row.get("type") not in EVENT_TYPES:
        raise RecordError(f"{place}: {row.get('type')!r} is not an event type")
    plover, mode = plover_of(row["type"])
    data = {key: row[key] for key in ("type", "when", "modality", "actors") if key in row}
    data |= {"id": f"{article.name}#llm-e{start}-{end}", "start": start, "end": end, "text": text}
    data |= {"confidence": _CONFIDENCE, "basis": "unresolved", "plover": plover, "plover_mode": mode}
    return parse_record(Event, {"when": None, **data}, place)


def _claim(article: Article, row: Any, place: str) -> Claim:
    start, end, text = _quoted(article, row, place)
    symbol, kind, value = row.get("instrument"), row.get("kind"), row.get("value")
    if symbol not in {one.symbol for one in instruments()}:
        raise RecordError(f"{place}: {symbol!r} is not an instrument of the table")
    decimals = 0
    if kind != "superlative":
        if not isinstance(value, int | float) or isinstance(value, bool):
            raise RecordError(f"{place}: a {kind} needs a number, got {value!r}")
        said = [n for n in find_numbers(view_of(text), article.language) if n.value == abs(value)]
        if not said:
            raise RecordError(f"{place}: the number {value} does not stand in the quoted words")
        decimals = said[0].decimals
    data = {"id": f"{article.name}#llm-c{start}-{end}", "start": start, "end": end, "text": text}
    data |= {
        "instrument": symbol,
        "kind": kind,
        "value": value,
        "when": row.get("when"),
        "unit": "percent" if kind == "change_pct" else None,
        "decimals": decimals,
    }
    return parse_record(Claim, data, place)
