"""A market whose every level is known by construction.

The index is a basket of three shares with small daily noise, so that the proxy has a narrow known band. On the
last two days: previous main close 2000.00; the shares then rise by 1 % at once and stay there all evening, so the
all-sessions series ends near 2020; the next main close is 2175.00 (open 1990, low 1985, high 2190); in the evening
after it the shares stand 2 % below, so the all-sessions series stands near 2131.50.
"""

import numpy as np
import pandas as pd
import pytest

from study.datasets import open_data
from study.markets.calendars import get_calendar
from study.records import Claim

DAY, BEFORE = "2025-04-10", "2025-04-09"
NOISE = 0.0004
SHARES = {"SBER": 0.5, "GAZP": 0.3, "LKOH": 0.2}


def _closes():
    days = get_calendar("MOEX").sessions(pd.Timestamp("2024-12-02").date(), pd.Timestamp(DAY).date())
    rng = np.random.default_rng(11)
    returns = rng.normal(0, 0.008, (len(days), 1)) + rng.normal(0, 0.006, (len(days), 3))
    shares = pd.DataFrame(100 * np.exp(returns.cumsum(axis=0)), days, list(SHARES))
    basket = returns @ np.array(list(SHARES.values()))
    index = pd.Series(np.exp((basket + rng.normal(0, NOISE, len(days))).cumsum()), days)
    index *= 2000.0 / index[BEFORE]
    index[DAY] = 2175.0
    shares.loc[DAY] = shares.loc[BEFORE] * 1.0875
    return index.round(2), shares


def _bars(shares):
    rows = []

    def add(day, first, last, prices):
        stamps = pd.date_range(f"{day} {first}", f"{day} {last}", freq="30min", tz="Europe/Moscow")
        rows.extend((t.isoformat(), s, round(float(prices[s]), 6)) for t in stamps for s in SHARES)

    add(BEFORE, "19:00", "23:30", shares.loc[BEFORE] * 1.01)
    add(DAY, "06:30", "09:00", shares.loc[BEFORE] * 1.01)
    add(DAY, "09:30", "18:00", shares.loc[BEFORE] * 1.05)
    add(DAY, "18:30", "18:30", shares.loc[DAY])
    add(DAY, "19:00", "23:30", shares.loc[DAY] * 0.98)
    return pd.DataFrame(rows, columns=["begin", "symbol", "close"])


@pytest.fixture(scope="session")
def closes():
    return _closes()[0]


@pytest.fixture(scope="session")
def folder(tmp_path_factory):
    root = tmp_path_factory.mktemp("market")
    (root / "series").mkdir()
    index, shares = _closes()
    daily = pd.DataFrame({"open": index, "high": index * 1.002, "low": index * 0.998, "close": index})
    daily.loc[DAY, ["open", "high", "low"]] = [1990.0, 2190.0, 1985.0]
    daily.insert(0, "symbol", "IMOEX")
    # An index of which the folder holds closes only (one figure for all four).
    flat = pd.DataFrame({c: index * 2 for c in ("open", "high", "low", "close")}).assign(symbol="RTSI")
    pd.concat([daily, flat]).to_csv(root / "series" / "indices_daily.csv", index_label="date")
    spx = pd.DataFrame(
        {"symbol": "SPX", "close": [5000.0, 5100.0, 5049.0]},
        pd.to_datetime(["2025-04-08", "2025-04-09", "2025-04-10"]),
    )
    spx.to_csv(root / "series" / "world_daily.csv", index_label="date")
    long = (
        shares.round(6).rename_axis("date").reset_index().melt("date", var_name="symbol", value_name="close")
    )
    long.to_csv(root / "series" / "stocks_main_close.csv", index=False)
    _bars(shares).to_csv(root / "series" / "stocks_30min.csv", index=False)
    return open_data(root)


@pytest.fixture(scope="session")
def claim():
    """Make a claim; the decimals are those of the figure as written."""

    def make(
        kind, value, when=DAY, basis="close", *, instrument="IMOEX", text="said", id="c", reference=None
    ):
        written = "" if value is None else str(value)
        decimals = len(written.partition(".")[2])
        number = None if value is None else float(value)
        return Claim(
            id=id, start=0, end=len(text), text=text, instrument=instrument, kind=kind, value=number,
            when=when, basis=basis, decimals=decimals, reference=reference,
        )  # fmt: skip

    return make
