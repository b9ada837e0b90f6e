"""What is said of each event by itself: the same in a process of its own, and nothing lost when a part fails."""

from __future__ import annotations

import pandas as pd
import pytest

from study.datasets import open_data
from study.plan import read_plan
from study.report.certainty import certainty_begun, event_certainty


@pytest.fixture(scope="module")
def small():  # type: ignore[no-untyped-def]
    """Return the project's data and a plan with one model, one event and no donors."""
    data = open_data()
    plan = read_plan(data.root / "report.toml")
    parts = {"events": ("call-2025-02-12",), "further_events": (), "donors": False, "series": ("IMOEX",)}
    return data, plan.model_copy(update={**parts, "models": plan.models[:1]})


def test_a_process_of_its_own_gives_the_same(small) -> None:  # type: ignore[no-untyped-def]
    data, plan = small
    here = event_certainty(data, plan, "call-2025-02-12")
    with certainty_begun(data, plan) as finished:
        (there,) = finished()
    assert here.sentences == there.sentences
    assert [(f.name, f.svg, f.png) for f in here.figures] == [(f.name, f.svg, f.png) for f in there.figures]
    # the maximum of a likelihood hangs in its last digits on the number of threads
    pd.testing.assert_frame_equal(here.methods, there.methods, rtol=1e-4)


def test_every_event_gets_a_placebo_chart_a_curve_and_its_power(small) -> None:  # type: ignore[no-untyped-def]
    data, plan = small
    found = event_certainty(data, plan, "call-2025-02-12")
    assert [figure.name for figure in found.figures] == [
        "placebo_call-2025-02-12",
        "specifications_call-2025-02-12",
    ]
    assert any(sentence.startswith("Power: a rise of") for sentence in found.sentences)
    assert found.notes == ()
    assert found.methods["method"].iloc[0] == "ewma_quantile"


def test_what_cannot_be_done_is_said_and_the_rest_still_stands(small) -> None:  # type: ignore[no-untyped-def]
    data, plan = small
    short = plan.model_copy(update={"estimation_window": (-5000, -4000)})
    found = event_certainty(data, short, "call-2025-02-12")
    assert found.notes
    assert "tests for one event" in found.notes[0]
