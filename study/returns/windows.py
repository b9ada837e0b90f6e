"""Windows in trading bars around tau = 0, both ends included."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from study.errors import EstimationError


@dataclass(frozen=True, order=True)
class Window:
    """Trading bars ``start`` .. ``end`` relative to the event's bar (tau = 0), both included.

    Examples
    --------
    >>> len(Window(-5, 5)), str(Window(0, 1))
    (11, '[0,1]')
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if self.start > self.end:
            raise EstimationError(
                f"the window {self} ends before it begins; give (first, last) in trading bars"
            )

    def __len__(self) -> int:
        return self.end - self.start + 1

    def __str__(self) -> str:
        return f"[{self.start},{self.end}]"

    @property
    def offsets(self) -> NDArray[np.int64]:
        """The relative bars, shape (length,)."""
        return np.arange(self.start, self.end + 1)

    def overlaps(self, other: Window) -> bool:
        """Whether the two windows share a bar."""
        return self.start <= other.end and other.start <= self.end

    def contains(self, other: Window) -> bool:
        """Whether ``other`` lies wholly within this window."""
        return self.start <= other.start and other.end <= self.end


WindowLike: TypeAlias = Window | Sequence[int]


def as_window(value: WindowLike, name: str = "window") -> Window:
    """Return ``value`` (a pair of whole numbers, or a `Window`) as a `Window`.

    Raises
    ------
    EstimationError
        If it is not a pair of whole numbers, first not after last.
    """
    if isinstance(value, Window):
        return value
    pair = tuple(value) if isinstance(value, Sequence) and not isinstance(value, str) else ()
    if len(pair) != 2 or not all(isinstance(end, int | np.integer) for end in pair):
        raise EstimationError(f"{name} is {value!r}; give two whole numbers of trading bars, such as (-5, 5)")
    return Window(int(pair[0]), int(pair[1]))


def default_windows(event_window: Window) -> tuple[Window, ...]:
    """Return the windows tested unless the caller names others.

    The whole event window, before and up to the event, from the event on, and the usual short ones, as far
    as they lie within ``event_window``.
    """
    first, last = event_window.start, event_window.end
    wanted = [(first, last), (first, -1), (first, 0), (0, last), (-1, 0), (-1, 1), (0, 0), (0, 1)]
    inside = [Window(a, b) for a, b in wanted if a <= b and first <= a and b <= last]
    return tuple(dict.fromkeys(inside))


def as_windows(values: Iterable[WindowLike] | None, event_window: Window) -> tuple[Window, ...]:
    """Return the windows to test: those given, or `default_windows`; each must lie in the event window."""
    if values is None:
        return default_windows(event_window)
    windows = tuple(dict.fromkeys(as_window(value, "windows") for value in values))
    for window in windows:
        if not event_window.contains(window):
            raise EstimationError(
                f"the window {window} is not within the event window {event_window}; widen event_window"
            )
    return windows
