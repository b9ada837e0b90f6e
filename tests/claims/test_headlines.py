"""The claims that the project exists for, and the 26 quoted levels, on the project's own data."""

import math
from pathlib import Path

import pandas as pd
import pytest

from study.claims import verify, verify_quotes
from study.claims.quoted import implied_base
from study.datasets import open_data
from study.errors import RecordError

MAIN = {"2024-12-19": 2416.45, "2024-12-20": 2638.42, "2025-02-11": 3018.02, "2025-02-12": 3025.63}


@pytest.fixture(scope="module")
def done(claim):
    claims = [
        claim("change_pct", "5.26", "2025-02-12", "evening_session", instrument="IMOEX2", id="rise"),
        claim("level", "3184.78", "2025-02-12T21:37+03:00", "evening_session", instrument="IMOEX2", id="level"),
        claim("superlative", None, "2025-02-12", "day", instrument="IMOEX2", id="only", reference="2024-12-20",
              text="only one stronger daily rise"),
        claim("change_pct", "8.8", "2024-12-20", "close", instrument="IMOEX2", id="hold"),
    ]  # fmt: skip
    return verify(claims, open_data())


def test_the_evening_of_the_call(done):
    rise = done["rise"]
    assert (rise.verdict, rise.base) == ("confirmed", "same-day main close")
    assert rise.arithmetic == "3184.78 / 3025.63 - 1 = 5.26 %"
    assert "3025.49..3025.78" in rise.note
    rows = rise.to_frame().query("measured_at == 'quoted level'").set_index("base")
    for base, day in (("same-day main close", "2025-02-12"), ("previous main close", "2025-02-11")):
        assert rows.loc[base, "level"] == MAIN[day]
        assert rows.loc[base, "change"] == pytest.approx((3184.78 / MAIN[day] - 1) * 100)
    assert rows["matches"].to_dict()["previous main close"] is False


def test_the_level_has_only_the_proxy_to_lean_on(done):
    level = done["level"]
    assert (level.verdict, level.base) == ("consistent", "level at 21:37 (proxy)")
    assert level.candidates[0].low <= 3184.78 <= level.candidates[0].high


def test_the_rate_hold(done):
    hold = done["hold"]
    assert hold.verdict == "consistent"
    assert hold.base == "previous end of the all-sessions series (proxy)"
    chosen = next(c for c in hold.candidates if c.base == hold.base)
    assert chosen.low < 2425.6 < chosen.high
    assert "2423.90..2426.13" in hold.note
    assert "+9.19 %" in hold.note  # the main close's own change is explained, not hidden
    assert "proxy" in hold.note


def test_the_superlative(done):
    only = done["only"]
    assert only.verdict == "confirmed"
    assert "+9.19 % on 2024-12-20" in only.arithmetic
    closes = open_data().series("IMOEX").close
    between = (closes.pct_change() * 100)["2024-12-21":"2025-02-11"]
    assert f"{between.max():+.2f} % on {between.idxmax().date()}" in only.arithmetic


def test_every_quote_gets_a_verdict_that_its_own_figures_bear_out():
    data = open_data()
    quotes, results = data.quotes(), verify_quotes(data)
    stated = int((quotes[["level", "change_pct"]] != "").sum().sum())
    assert len(quotes) == 26 and len(results) == stated
    assert results.counts()["contradicted"] == 0
    closes = data.series("IMOEX").close
    for number, row in enumerate(quotes.rename(columns={"at": "when"}).itertuples(), 1):
        if row.symbol == "RGBI" or not row.change_pct or not row.level:
            continue
        verdict, day = results[f"q{number:02d}-change"], pd.Timestamp(row.when[:10])
        bases = {
            "previous main close": closes[closes.index < day].iloc[-1],
            "same-day main close": closes[day],
        }
        half = 0.5 * 10.0 ** -len(row.change_pct.partition(".")[2])
        for base, level in bases.items():
            fits = abs((float(row.level) / level - 1) * 100 - float(row.change_pct)) <= half + 1e-9
            assert fits == (verdict.verdict.startswith("confirmed") and verdict.base == base), (number, base)


def test_quoted_levels_of_closed_hours_lie_in_the_band_of_the_proxy():
    """Out of sample: the proxy was fitted on days before each quote, and knows nothing of the quoted levels."""
    results = [v for v in verify_quotes(open_data()) if v.kind == "level" and "proxy" in v.base]
    assert len(results) >= 12
    assert all(v.verdict == "consistent" for v in results)
    errors = [abs(v.measured / v.quoted - 1) for v in results if v.measured is not None]
    assert max(errors) < 0.008


def test_a_quote_table_without_its_columns():
    class Data:
        def quotes(self):
            return pd.DataFrame({"symbol": ["IMOEX"]})

    with pytest.raises(RecordError, match="lacks at, level"):
        verify_quotes(Data())


def test_the_figures_in_the_page_s_prose_are_those_of_the_series():
    """docs/claims.md tells of 20 December 2024 and of 12 February 2025 in words; its figures are worked out anew."""
    page = (Path(__file__).parents[2] / "docs" / "claims.md").read_text(encoding="utf-8").replace("\n", " ")
    data = open_data()
    close = data.series("IMOEX").close
    last, before = close["2024-12-20"], close["2024-12-19"]
    quotes = verify_quotes(data)
    measured = quotes["q03-change"].measured
    low, high = implied_base(3184.78, 5.26, 0.005, "percent")
    for words in (
        f"stands {(last / before - 1) * 100:.2f} % above the previous main close",
        f"the rise is {measured:.2f} %",
        f"({math.log(last / before) * 100:.2f} %)",
        f"imply {low:.2f} to {high:.2f}",
        f"the same day ({close['2025-02-12']:.2f})",
        f"({close['2025-02-11']:.2f})",
    ):
        assert words in page, words
