"""The plan: what it accepts, and that what it refuses is named with file, field and remedy."""

from pathlib import Path

import pytest

from study.errors import RecordError
from study.plan import Plan, read_plan

MINIMAL = """
title = "t"
events = ["a"]
series = ["X"]
estimation_window = [-60, -11]
event_window = [-5, 5]
car_windows = [[0, 0], [0, 5]]
[[models]]
label = "mean"
model = "constant_mean"
"""


def plan_from(tmp_path: Path, text: str) -> Plan:
    path = tmp_path / "plan.toml"
    path.write_text(text, encoding="utf-8")
    return read_plan(path)


def test_a_minimal_plan_has_the_documented_defaults(tmp_path: Path) -> None:
    plan = plan_from(tmp_path, MINIMAL)
    assert (plan.returns, plan.confidence, plan.further_events, plan.proxies) == ("simple", 0.95, (), ())
    assert plan.car_windows == ((0, 0), (0, 5))
    assert plan.proxy_for("X") is None


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("[-60, -11]", "[-60, -5]", "reaches into event_window"),
        ("[-60, -11]", "[-11, -60]", "ends before it begins"),
        ("[0, 5]]", "[0, 6]]", r"car window \[0, 6\] does not lie in event_window \[-5, 5\]"),
        ('events = ["a"]', 'events = ["a", "a"]', "event a stands twice"),
        ('events = ["a"]', "events = []", "events"),
        ('title = "t"', 'title = "t"\ncolour = "red"', "colour"),
        ('title = "t"', 'title = "t"\nreturns = "gross"', "gross"),
        ('title = "t"', "title = ", "not a TOML file"),
    ],
)
def test_a_plan_that_cannot_be_meant_is_refused_by_name(
    tmp_path: Path, old: str, new: str, said: str
) -> None:
    assert old in MINIMAL
    with pytest.raises(RecordError, match=said):
        plan_from(tmp_path, MINIMAL.replace(old, new))


def test_a_missing_plan_names_the_remedy(tmp_path: Path) -> None:
    with pytest.raises(RecordError, match=r"no such plan; copy data/report\.toml"):
        read_plan(tmp_path / "none.toml")
