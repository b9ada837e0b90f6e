"""What was left out of a study, where and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal, get_args

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from study.errors import EstimationError

OnBad = Literal["raise", "drop"]
DROP_COLUMNS = ("event", "instrument", "date", "reason")


def check_on_bad(value: str) -> None:
    """Raise unless ``value`` is one of the two ways to treat bad input."""
    if value not in get_args(OnBad):
        raise EstimationError(f"on_bad is {value!r}; it must be one of {', '.join(get_args(OnBad))}")


@dataclass
class Drops:
    """Collects what is left out; with ``on_bad="raise"`` the first finding is an error instead."""

    on_bad: OnBad
    rows: list[pd.DataFrame] = field(default_factory=list)

    def panel(self, instrument: str, reason: str, date: object = "") -> None:
        """Record that values of the returns (not an event) were left out."""
        if self.on_bad == "raise":
            raise EstimationError(f"returns, column {instrument!r}: {reason}; or pass on_bad='drop'")
        self.note(instrument, reason, date)

    def note(self, instrument: str, reason: str, date: object = "") -> None:
        """Record a loss that is no fault of the input, and so never an error."""
        self._add([""], [instrument], [date], [reason])

    def events(
        self,
        bad: NDArray[np.bool_],
        ids: Sequence[object] | NDArray[np.object_],
        instruments: Sequence[object] | NDArray[np.object_],
        dates: Sequence[object] | NDArray[np.object_],
        reason: str | NDArray[np.object_],
    ) -> None:
        """Record the events where ``bad`` is true; ``reason`` is one text or one for each event."""
        where = np.flatnonzero(bad)
        if where.size == 0:
            return
        ids, instruments, dates = (np.asarray(values, dtype=object) for values in (ids, instruments, dates))
        reasons = np.asarray(reason, dtype=object)
        texts = np.full(where.size, reason, dtype=object) if reasons.ndim == 0 else reasons[where]
        if self.on_bad == "raise":
            k = where[0]
            raise EstimationError(
                f"event {ids[k]!r} ({instruments[k]}, {dates[k]}): {texts[0]}"
                f"{f' (and {where.size - 1} more events)' if where.size > 1 else ''}; "
                "mend the input, or pass on_bad='drop' to leave such events out with the reason"
            )
        self._add(ids[where], instruments[where], dates[where], texts)

    def _add(self, *columns: Sequence[object] | NDArray[np.object_]) -> None:
        self.rows.append(pd.DataFrame(dict(zip(DROP_COLUMNS, columns, strict=True)), dtype=object))

    def frame(self) -> pd.DataFrame:
        """Return all that was left out: event (empty for values of the panel), instrument, date, reason."""
        if not self.rows:
            return pd.DataFrame({column: pd.Series(dtype=object) for column in DROP_COLUMNS})
        return pd.concat(self.rows, ignore_index=True)
