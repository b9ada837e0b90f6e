"""The page of methods, drawn from the registries of models and tests."""

from __future__ import annotations

import inspect
from pathlib import Path

from study.files import write_atomic
from study.inference import run  # noqa: F401 - it enters all tests in the registry
from study.inference.multiple import benjamini_hochberg, holm, romano_wolf
from study.inference.registry import Correlation, Test, registered
from study.returns import Model, models

_HEAD = """\
# Methods

Drawn from the registries of the code; to renew it after a change run

    python -c "from pathlib import Path; from study.inference.methods import write_methods; \\
    write_methods(Path('docs/methods.md'))"

## Conventions

- Windows are counted in trading bars relative to tau = 0, both ends included. `bars="panel"` counts the rows of
  the returns table, `bars="own"` each instrument's own rows with a return; an event on a day without one moves to the
  next, and one before the first or after the last is left out.
- AR is the return less the model's normal return; CAR their sum over a window, BHAR the compounded difference;
  AAR and CAAR are means over events. Simple and log returns are never converted into each other.
- The forecast error of the event window has, for every model, the covariance
  `Cov(AR_s, AR_t) = sd_s^2 [s = t] + x_s' Cov(b) x_t` with the covariance `Cov(b)` of the model's own estimates.
  SAR and SCAR are AR and CAR over its square root, so a CAR carries the parameter error that its days share.
- What is there is counted and nothing is filled. A test of the CAR takes the n events that have one over the window
  (p and r, figures of the estimation window, are those of all events). A test that goes day by day takes on every day
  the events with a return on it, and its n counts the events with one on any day of the window. So n may differ
  between the tests of one window, and says how many events enter each.
- A bar on which a benchmark alone has no return is left out; `dropped` counts such bars with the benchmark's name.
  `study compare` and the report ask the calendar of the benchmark's own exchange: on its holiday the return is 0,
  where it traded and has no close the return is missing. Without a calendar (exchange rates, fixings), up to 14 days
  without a close count as rest; metals and currencies that trade around the clock rest on New York's holidays.
- Simple returns below -1 and values whose median size exceeds 20 % (percent, or prices) draw a warning; the engine is
  free of the unit, so percent stay percent.
- All p-values are two-sided.
"""

_MARKS: dict[Correlation, str] = {
    "yes": "yes",
    "one_date": "if all events share one date",
    "same_date": "within a date, over many dates",
    "no": "no",
}


def methods_page() -> str:
    """Return the page as Markdown: every model and every test with formula, source and validity."""
    parts = [_HEAD, "## Models of the normal return\n"]
    parts += [_model(name, model) for name, model in models().items()]
    parts += ["## Tests\n", _overview(), ""]
    parts += [_test(entry) for entry in registered().values()]
    parts += ["## Several tests at once\n"]
    parts += [f"- **{f.__name__}**: {_summary(f.__doc__)}" for f in (holm, benjamini_hochberg, romano_wolf)]
    return "\n".join(parts) + "\n"


def write_methods(path: Path) -> None:
    """Write the page to ``path``."""
    write_atomic(path, methods_page())


def _model(name: str, model: Model) -> str:
    info = model.info
    return (
        f"### {info.title}: `{name}`\n\n"
        f"- Formula: `{info.formula}`\n- Source: {info.source}\n- Valid for: {info.validity}\n"
    )


def _overview() -> str:
    rows = [
        "| test | event-induced variance | cross-correlation | non-normal returns | missing returns |",
        "|---|---|---|---|---|",
    ]
    for entry in registered().values():
        marks = ["yes" if flag else "no" for flag in (entry.event_variance, entry.non_normal, entry.missing)]
        marks.insert(1, _MARKS[entry.cross_correlation])
        rows.append(f"| {entry.name} | " + " | ".join(marks) + " |")
    return "\n".join(["Stays valid under ...\n", *rows])


def _test(entry: Test) -> str:
    lines = [
        f"### `{entry.name}`\n",
        _summary(entry.function.__doc__) + "\n",
        f"- Formula: `{entry.equation}`",
        f"- Referred to: {entry.df}",
        f"- Source: {entry.paper}",
        f"- Takes for granted: {entry.assumption}",
    ]
    if entry.resampling:
        lines.append("- Draws random numbers: computed on request, with a seed")
    if entry.max_events == 1:
        lines.append("- For studies of one event; for more the same figures stand in the AR and CAR tables")
    return "\n".join(lines) + "\n"


def _summary(text: str | None) -> str:
    """Return a docstring's opening paragraphs on one line, without its sections."""
    body = inspect.cleandoc(text or "").split("\nParameters\n")[0].split("\nExamples\n")[0]
    return " ".join(body.split())
