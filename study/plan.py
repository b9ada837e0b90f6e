"""The plan of a study: which events, series, windows and models. One small TOML file, copied for an own study."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from study.errors import RecordError
from study.records import parse_record

Window = tuple[int, int]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class ModelChoice(_Part):
    """One model of the normal return: its name in the registry, the benchmarks it uses and a label."""

    label: Annotated[str, Field(min_length=1)]
    model: Annotated[str, Field(min_length=1)]
    benchmarks: tuple[str, ...] = ()


class ProxyChoice(_Part):
    """An all-sessions series that is not at hand, tracked by a basket of shares.

    ``series`` is the symbol that is stood for, ``index`` the main-session index on which the weights are fitted,
    ``members`` the shares; ``minimum_share`` the least share of fit days that a member must have traded.
    """

    series: str
    index: str
    members: Annotated[tuple[str, ...], Field(min_length=1)]
    minimum_share: Annotated[float, Field(gt=0, le=1)] = 0.9


class Plan(_Part):
    """A study. Windows are in trading bars relative to tau = 0, both ends included.

    ``events`` are compared side by side (the first against each other one); ``further_events`` get a row each
    (``"all"``: every other event of the list). ``series`` are studied in turn; the first carries the headline;
    ``other_assets`` are shown beside them on the same days. ``certainty`` adds the tests that hold for one event,
    placebo days, power and specification curves on the first series; ``donors`` the donor methods for the compared
    events.
    """

    title: Annotated[str, Field(min_length=1)]
    events: Annotated[tuple[str, ...], Field(min_length=1)]
    further_events: tuple[str, ...] | Literal["all"] = ()
    series: Annotated[tuple[str, ...], Field(min_length=1)]
    returns: Literal["simple", "log"] = "simple"
    confidence: Annotated[float, Field(gt=0.5, lt=1)] = 0.95
    estimation_window: Window
    event_window: Window
    car_windows: Annotated[tuple[Window, ...], Field(min_length=1)]
    timeline: tuple[str, str] | None = None
    quotes: bool = True
    other_assets: tuple[str, ...] = ()
    certainty: bool = True
    donors: bool = False
    models: Annotated[tuple[ModelChoice, ...], Field(min_length=1)]
    proxies: tuple[ProxyChoice, ...] = ()

    @model_validator(mode="after")
    def _windows_fit(self) -> Self:
        for name, (first, last) in {
            "estimation_window": self.estimation_window,
            "event_window": self.event_window,
        }.items():
            if first > last:
                raise ValueError(f"{name} {[first, last]} ends before it begins")
        if self.estimation_window[1] >= self.event_window[0]:
            raise ValueError(
                f"estimation_window {list(self.estimation_window)} reaches into event_window "
                f"{list(self.event_window)}; end it before {self.event_window[0]}"
            )
        for first, last in self.car_windows:
            if not self.event_window[0] <= first <= last <= self.event_window[1]:
                raise ValueError(
                    f"car window {[first, last]} does not lie in event_window {list(self.event_window)}"
                )
        for kind, names in {
            "event": self.events,
            "series": self.series,
            "model label": tuple(model.label for model in self.models),
            "proxy": tuple(proxy.series for proxy in self.proxies),
        }.items():
            twice = sorted({name for name in names if names.count(name) > 1})
            if twice:
                raise ValueError(f"{kind} {', '.join(twice)} stands twice")
        return self

    def with_events(self, events: Sequence[str]) -> Plan:
        """Return this plan with other events compared.

        Those that were compared before stay in the study as further events, since the windows of all events are
        left out of each other's estimation: the figures of an event are the same whichever are compared.
        """
        further = self.further_events
        if further != "all":
            further = tuple(key for key in (*self.events, *further) if key not in events)
        return parse_record(
            Plan, {**self.model_dump(), "events": tuple(events), "further_events": further}, "events"
        )

    def proxy_for(self, symbol: str) -> ProxyChoice | None:
        """Return the basket that stands for ``symbol``, or None where the series itself is used."""
        return next((proxy for proxy in self.proxies if proxy.series == symbol), None)


def read_plan(path: Path) -> Plan:
    """Read a plan from a TOML file.

    Raises
    ------
    RecordError
        If the file is missing, is not TOML, or a field is not valid; the message names file, field and value.
    """
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise RecordError(f"{path}: no such plan; copy data/report.toml and name it with --config") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise RecordError(f"{path}: not a TOML file: {error}") from error
    return parse_record(Plan, data, str(path))
