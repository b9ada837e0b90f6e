"""Files of returns and event dates: what cannot be read is one line that names the file, the place and the remedy."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from click.testing import CliRunner, Result

from study.cli import main
from study.errors import DataError
from study.panels import read_event_dates, read_returns

DAYS = pd.bdate_range("2024-01-01", periods=200)


def study(*arguments: object) -> Result:
    return CliRunner().invoke(main, list(map(str, arguments)))


@pytest.fixture
def returns() -> pd.DataFrame:
    rng = np.random.default_rng(3)
    table = pd.DataFrame(rng.normal(0, 0.01, (200, 13)), index=DAYS.rename("date"))
    return table.set_axis([*(f"S{i}" for i in range(12)), "M"], axis=1)


@pytest.fixture
def events(tmp_path: Path) -> Path:
    path = tmp_path / "events.csv"
    rows = [f"e{i},S{i},{DAYS[150 + i].date()}" for i in range(12)]
    path.write_text("id,instrument,date\n" + "\n".join(rows) + "\n", encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "the file is empty"),
        (b"\n\n", "the file is empty"),
        (b"date,A\n", r"a header \(date, A\) and no row"),
        ("date,A\n2024-01-01,0.1\n".encode("utf-16"), "byte 0 is not UTF-8.*save the file as UTF-8"),
        (b"date,A,A\n2024-01-01,0.1,0.2\n", "'A' stands twice"),
        (b"date;A;B\n2024-01-01;0,1;0,2\n", "apart by semicolons; save the file with commas"),
        (b"date\tA\n2024-01-01\t0.1\n", "apart by tabs"),
        (
            b"date,A\n2024-01-01,0.1\n2024-01-02,0.1,0.2,0.3\n",
            "line 3, saw 4; give every line as many cells as the header",
        ),
        (b"date,A\n2024-01-01T16:00+03:00,0.1\n2024-01-02,0.1\n", "line 3: '2024-01-02' has no offset"),
    ],
)
@pytest.mark.parametrize("read", [read_returns, read_event_dates])
def test_files_that_are_no_table(
    tmp_path: Path, content: bytes, said: str, read: Callable[[Path], pd.DataFrame]
) -> None:
    path = tmp_path / "table.csv"
    # an event list needs the instrument beside the date
    path.write_bytes(content.replace(b",A\n", b",instrument\n") if "offset" in said else content)
    with pytest.raises(DataError, match=rf"table.csv.*{said}"):
        read(path)


def test_dates_with_the_offsets_of_summer_and_winter_are_instants(tmp_path: Path) -> None:
    path = tmp_path / "returns.csv"
    path.write_text("date,A\n2024-03-08T16:00-05:00,0.01\n2024-03-11T16:00-04:00,0.02\n", encoding="utf-8")
    assert list(read_returns(path).index.astype(str)) == [
        "2024-03-08 21:00:00+00:00",
        "2024-03-11 20:00:00+00:00",
    ]


def test_estimate_says_which_events_have_no_car(returns: pd.DataFrame, events: Path, tmp_path: Path) -> None:
    for i in range(8):
        returns.iloc[152 + i, i] = np.nan  # two bars after its event
    path = tmp_path / "returns.csv"
    returns.to_csv(path)
    result = study("estimate", "--returns", path, "--events", events, "--benchmark", "M", "--car", "-5:5")
    assert result.exit_code == 0
    assert "warning: 8 of 12 events have no CAR over [-5,5]" in result.stderr
    assert "12 events used; 0 events or values left out" in result.stderr
    assert "warning" not in result.stdout


def test_values_like_percent_are_named_on_standard_error(
    returns: pd.DataFrame, events: Path, tmp_path: Path
) -> None:
    path = tmp_path / "returns.csv"
    (100 * returns).to_csv(path)
    result = study("estimate", "--returns", path, "--events", events, "--benchmark", "M", "--kind", "log")
    assert "warning: column 'S0': the median size of its values is 0." in result.stderr
    assert "as of percent, not fractions" in result.stderr
    simple = study("estimate", "--returns", path, "--events", events, "--benchmark", "M")
    assert (simple.exit_code, "is below -1" in simple.stderr) == (0, True)


def test_an_output_that_cannot_be_written_is_refused_at_once(events: Path, tmp_path: Path) -> None:
    inside = events / "table.csv"
    for target, said in ((tmp_path, "is a folder; name a file"), (inside, "is a file, not a folder")):
        result = study("estimate", "--returns", events, "--events", events, "-o", target)
        assert (result.exit_code, said in result.stderr) == (2, True)
    for target, said in ((events, "is a file; name a folder"), (inside, "is a file, not a folder")):
        result = study("report", "--output", target)
        assert (result.exit_code, said in result.stderr) == (2, True)


def test_a_simple_return_may_lose_all_but_no_more(
    returns: pd.DataFrame, events: Path, tmp_path: Path
) -> None:
    path = tmp_path / "returns.csv"
    call = ("estimate", "--returns", path, "--events", events, "--benchmark", "M")
    returns.loc[DAYS[100], "S3"] = -1.0
    returns.to_csv(path)
    assert "is below -1" not in study(*call).stderr
    returns.loc[DAYS[100], "S3"] = -1.5
    returns.to_csv(path)
    result = study(*call)
    assert result.exit_code == 0
    assert "warning: column 'S3': -1.5 is below -1, which no simple return can be" in result.stderr
    assert "is below -1" not in study(*call, "--kind", "log").stderr
