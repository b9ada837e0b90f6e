"""Running the registered tests over a study's days and windows."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from study.inference import nonparametric, parametric, resampling, single  # noqa: F401 - they enter the registry
from study.inference.diagnostics import Diagnosis, diagnose
from study.inference.registry import UNDEFINED, Statistic, Test, named, registered
from study.inference.sample import Evidence, Shared
from study.returns.abnormal import AbnormalReturns
from study.returns.windows import Window

COLUMNS = ("test", "start", "end", "n", "statistic", "df", "p_value", "caution")


def all_windows(study: AbnormalReturns) -> tuple[Window, ...]:
    """Return every single day of the event window, then the request's windows of several days."""
    days = [Window(int(tau), int(tau)) for tau in study.tau]
    return tuple(dict.fromkeys([*days, *study.request.windows]))


def choose(names: Sequence[str] | None) -> list[Test]:
    """Return the named tests, or all that draw no random numbers."""
    if names is None:
        return [entry for entry in registered().values() if not entry.resampling]
    return [named(name) for name in names]


def run_tests(
    shared: Shared, *, tests: Sequence[str] | None = None, windows: Sequence[Window] | None = None
) -> pd.DataFrame:
    """Return one row a test and window: test, start, end, n, statistic, df, p_value, caution.

    ``n`` is how many events enter that test: those with a CAR over the window or, where it goes day by day, with an
    abnormal return on any of the window's days. ``caution`` names the assumptions of the test that visibly fail in
    the window's data.
    """
    rows = []
    for window in shared.windows if windows is None else windows:
        evidence = Evidence(shared, window)
        diagnosis = diagnose(evidence)
        rows += [_row(entry, evidence, diagnosis) for entry in choose(tests) if entry.fits(len(shared.study))]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _row(entry: Test, evidence: Evidence, diagnosis: Diagnosis) -> tuple[object, ...]:
    result = apply(entry, evidence)
    caution = "; ".join(diagnosis.failing(entry))
    return (
        entry.name,
        evidence.window.start,
        evidence.window.end,
        _entering(entry, evidence),
        *result,
        caution,
    )


def _entering(entry: Test, evidence: Evidence) -> int:
    return evidence.n_by_day if entry.by_day else evidence.n


def apply(entry: Test, evidence: Evidence) -> Statistic:
    """Run one test on one window's evidence; undefined where too few events enter it."""
    if _entering(entry, evidence) < entry.min_events:
        return UNDEFINED
    return entry.function(*(getattr(evidence, name) for name in entry.needs))
