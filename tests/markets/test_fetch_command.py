"""`study fetch`: from a source into the store, told in full, safe from a kill."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pandas as pd
import pytest
from click.testing import CliRunner, Result
from loopback import Market, serve

from study.cli import main
from study.datasets import open_data
from study.instruments import instrument
from study.markets.store import open_store


@pytest.fixture
def market() -> Market:
    market = Market()
    market.add_candles("IMOEX2", 10, datetime.fromisoformat("2025-02-12T07:00"), 1000, 10)
    return market


@pytest.fixture
def url(market: Market) -> Iterator[str]:
    with serve(market) as address:
        yield f"{address}/iss"


def fetch(root: Path, *arguments: object):
    return CliRunner().invoke(main, ["fetch", *map(str, arguments), "--store", str(root), "--format", "csv"])


IMOEX2 = ("IMOEX2", "--source", "moex", "--bar", "10min", "--from", "2025-02-12", "--to", "2025-02-28")


def test_study_fetch_says_what_it_got_and_keeps_it(url: str, tmp_path: Path) -> None:
    done = fetch(tmp_path, *IMOEX2, "--url", url)
    assert done.exit_code == 0, done.output
    lines = done.stdout.splitlines()
    row = dict(zip(lines[0].split(","), lines[1].split(","), strict=True))
    assert (row["symbol"], row["bar"], row["source"], row["rows"], row["added"]) == (
        "IMOEX2", "10min", "moex", "1000", "1000",
    )  # fmt: skip
    assert row["first"] == "2025-02-12T07:00:00+03:00"
    assert "interval 10" in done.stderr
    assert "1 symbol: 1 fetched, 0 failed" in done.stderr
    series = open_store(tmp_path).series(instrument("IMOEX2"), "10min")
    assert series.close.tolist() == [float(k + 1) for k in range(1000)]


def test_study_fetch_tells_a_failure_and_brings_the_others(url: str, tmp_path: Path) -> None:
    done = fetch(tmp_path, "RGBI", "NOSUCH", *IMOEX2, "--url", url)
    assert done.exit_code == 0
    assert "error: RGBI: " in done.stderr
    assert "error: NOSUCH: unknown instrument" in done.stderr
    assert "3 symbols: 1 fetched, 2 failed" in done.stderr
    assert fetch(tmp_path, "RGBI", *IMOEX2[1:], "--url", url).exit_code == 1


def test_study_fetch_goes_on_from_what_the_store_has(url: str, tmp_path: Path, market: Market) -> None:
    assert fetch(tmp_path, *IMOEX2[:5], "--url", url).exit_code == 1  # nothing there yet: --from is needed
    assert fetch(tmp_path, *IMOEX2, "--url", url).exit_code == 0
    market.asked.clear()
    market.candles["IMOEX2", 10][-1][1] = 7.0
    done = fetch(tmp_path, *IMOEX2[:5], "--to", "2025-02-28", "--url", url)
    assert done.exit_code == 0, done.stderr
    assert all("from=2025-02-1" in path for path in market.asked)
    assert "close 1000.0 -> 7.0" in done.stderr


def test_study_fetch_reads_a_file(tmp_path: Path) -> None:
    path = tmp_path / "own.csv"
    path.write_text("TRADEDATE;CLOSE\n12.02.2025;3025,63\n13.02.2025;3206,97\n")
    done = fetch(tmp_path / "store", "IMOEX", "--source", "file", "--file", path)
    assert done.exit_code == 0, done.stderr
    assert open_store(tmp_path / "store").series(instrument("IMOEX")).close.tolist() == [3025.63, 3206.97]
    assert fetch(tmp_path / "store", "IMOEX", "--source", "file").exit_code == 1


def test_study_fetch_writes_into_a_data_folder(url: str, market: Market, tmp_path: Path) -> None:
    market.add_history("IMOEX", ["2025-02-12", "2025-02-13"], [3025.63, 3206.97])
    market.add_history("RGBI", ["2025-02-12"], [105.5])
    folder = tmp_path / "data"
    for symbol in ("RGBI", "IMOEX"):
        arguments = (symbol, "--source", "moex", *IMOEX2[5:], "--into", folder, "--url", url)
        assert fetch(tmp_path / "store", *arguments).exit_code == 0
    assert fetch(tmp_path / "store", *IMOEX2, "--into", folder, "--url", url).exit_code == 0
    data = open_data(folder)
    assert data.symbols() == ("IMOEX", "RGBI")
    assert data.series("IMOEX").close.tolist() == [3025.63, 3206.97]
    assert data.series("RGBI").close.tolist() == [105.5]
    pd.testing.assert_frame_equal(
        data.series("IMOEX2", "10min").frame,
        open_store(tmp_path / "store").series(instrument("IMOEX2"), "10min").frame,
        check_freq=False,
    )


def _study(*arguments: object) -> Result:
    return CliRunner().invoke(main, list(map(str, arguments)))


def test_one_column_of_prices_is_not_those_of_several_symbols(tmp_path: Path) -> None:
    own, kept = tmp_path / "spx.csv", tmp_path / "store"
    own.write_text("date,close\n2025-02-03,100\n2025-02-04,101\n", encoding="utf-8")
    call = ("--source", "file", "--file", own, "--store", kept)
    refused = _study("fetch", "SPX", "DAX", *call)
    assert refused.exit_code != 0
    assert "spx.csv has one column of prices" in refused.stderr
    assert "fetch one symbol a call" in refused.stderr
    assert open_store(kept).contents().empty
    own.write_text("date,SPX,DAX\n2025-02-03,100,20\n2025-02-04,101,21\n", encoding="utf-8")
    assert _study("fetch", "SPX", "DAX", *call).exit_code == 0
    assert open_store(kept).series(instrument("DAX")).close.tolist() == [20.0, 21.0]


def test_a_symbol_of_another_file_is_not_written_into_a_folder_twice(tmp_path: Path) -> None:
    own, mine = tmp_path / "spx.csv", tmp_path / "mine"
    own.write_text("date,close\n2025-02-03,100\n2025-02-04,101\n", encoding="utf-8")
    (mine / "series").mkdir(parents=True)
    world = mine / "series" / "world_daily.csv"
    world.write_text("date,symbol,close\n2025-02-03,SPX,99\n", encoding="utf-8")
    call = ("--source", "file", "--file", own, "--store", tmp_path / "store", "--into", mine)
    refused = _study("fetch", "SPX", *call)
    assert refused.exit_code != 0
    assert f"{world} holds 1d bars of SPX already" in refused.stderr
    assert [path.name for path in (mine / "series").iterdir()] == ["world_daily.csv"]
    assert not (tmp_path / "store").exists()
    assert _study("fetch", "DAX", *call).exit_code == 0
    assert _study("fetch", "DAX", *call).exit_code == 0
    assert open_data(mine).series("SPX", off_calendar="keep").close.tolist() == [99.0]
    weekly = _study("fetch", "DAX", *call, "--bar", "1wk")
    assert "holds daily and intraday bars, not 1wk" in weekly.stderr
    assert open_data(mine).symbols() == ("DAX", "SPX")


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="the platform has no such signal")
def test_a_killed_fetch_leaves_no_torn_series_and_goes_on(market: Market, tmp_path: Path) -> None:
    """The process is killed outright while it waits for its third piece."""
    market.candles.clear()
    for month in range(1, 13):
        market.add_candles(
            "IMOEX2", 10, datetime(2024, month, 10, 10, tzinfo=UTC).replace(tzinfo=None), 30, 10
        )
    victims: list[subprocess.Popen[bytes]] = []

    def kill(count: int) -> None:
        if count == 6 and victims:
            victims.pop().send_signal(signal.SIGKILL)

    market.before = kill
    with serve(market) as address:
        command = ["fetch", *IMOEX2[:5], "--from", "2024-01-01", "--to", "2024-12-31", "--store", tmp_path]
        program = [sys.executable, "-c", "from study.cli import main; main()"]
        command = [*program, *map(str, command), "--url", f"{address}/iss"]
        victim = subprocess.Popen(command, stderr=subprocess.DEVNULL, env=os.environ)
        victims.append(victim)
        assert victim.wait(60) == -signal.SIGKILL
        assert open_store(tmp_path).contents().empty
        left = list((tmp_path / "partial").rglob("*.parquet"))
        assert left
        asked = len(market.asked)
        done = fetch(tmp_path, *command[4:-4], "--url", f"{address}/iss")
    assert done.exit_code == 0, done.stderr
    assert f"{len(left)} of 7 pieces were left" in done.stderr
    assert len(market.asked) > asked
    assert len(open_store(tmp_path).series(instrument("IMOEX2"), "10min").frame) == 360
