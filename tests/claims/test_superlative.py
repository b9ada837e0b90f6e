"""Superlatives on a market whose levels are known by construction (see conftest.py), and on a plain list."""

import pandas as pd
import pytest

from study.claims import verify
from study.claims.questions import questions_of
from study.claims.superlative import measure_of
from study.datasets import open_data

DAYS = ["2025-03-03", "2025-03-04", "2025-03-05", "2025-03-06", "2025-03-07", "2025-03-10", "2025-03-11"]
CLOSES = [
    100.0,
    110.0,
    111.1,
    109.989,
    113.28867,
    112.1557833,
    118.8851302,
]  # +10, +1, -1, +3, -1, +6 percent


@pytest.fixture(scope="module")
def plain(tmp_path_factory):
    root = tmp_path_factory.mktemp("plain")
    (root / "series").mkdir()
    frame = pd.DataFrame({"symbol": "DAX", "close": CLOSES}, pd.to_datetime(DAYS))
    frame["open"], frame["high"], frame["low"] = frame["close"], frame["close"] + 0.5, frame["close"] - 0.5
    frame.loc["2025-03-07", "high"] = 119.0
    frame.to_csv(root / "series" / "own_daily.csv", index_label="date")
    return open_data(root)


def ask(plain, claim, text, reference, *, value=None, when="2025-03-11", basis="close"):
    said = claim("superlative", value, when, basis, instrument="DAX", text=text, reference=reference)
    return verify([said], plain)["c"]


@pytest.mark.parametrize(
    ("text", "when", "reference", "verdict"),
    [
        ("the largest daily rise since 4 March", "2025-03-11", "2025-03-04", "confirmed"),
        ("mức tăng mạnh nhất kể từ 4/3", "2025-03-11", "2025-03-04", "confirmed"),
        ("крупнейший рост с 4 марта", "2025-03-11", "2025-03-04", "confirmed"),
        ("the largest daily rise since 5 March", "2025-03-11", "2025-03-05", "confirmed"),
        ("only on 4 March was the daily rise larger", "2025-03-11", "2025-03-04", "confirmed"),
        ("only on 5 March was the daily rise larger", "2025-03-11", "2025-03-05", "contradicted"),  # +1 %
        ("the largest daily rise since 3 March", "2025-03-05", "2025-03-03", "not_checkable"),  # begins there
        ("the largest daily rise since 4 March", "2025-03-05", "2025-03-04", "confirmed"),  # no day between
        ("the largest daily rise since 4 March", "2025-03-10", "2025-03-04", "contradicted"),  # it fell
        ("the sharpest fall since 6 March", "2025-03-11", "2025-03-06", "contradicted"),  # it rose
        ("the sharpest fall since 5 March", "2025-03-06", "2025-03-05", "confirmed"),
    ],
)
def test_moves(plain, claim, text, when, reference, verdict):
    assert ask(plain, claim, text, reference, when=when).verdict == verdict


def test_a_weaker_reference_is_said(plain, claim):
    assert "weaker" in ask(plain, claim, "the largest daily rise since 5 March", "2025-03-05").note
    assert "weaker" not in ask(plain, claim, "the largest daily rise since 4 March", "2025-03-04").note


def test_the_arithmetic_names_the_strongest_day_between(plain, claim):
    result = ask(plain, claim, "the largest daily rise since 4 March", "2025-03-04")
    assert result.measured == pytest.approx(6.0, abs=1e-4)
    assert (
        "+3.00 % on 2025-03-07, the strongest of 4 between, and +10.00 % on 2025-03-04" in result.arithmetic
    )


def test_a_month_as_reference(plain, claim):
    assert ask(plain, claim, "the largest daily rise since February", "2025-02").verdict == "not_checkable"


@pytest.mark.parametrize(
    ("text", "value", "when", "reference", "verdict"),
    [
        ("its highest close since 3 March", None, "2025-03-11", "2025-03-03", "confirmed"),
        ("its highest close since 3 March", None, "2025-03-10", "2025-03-03", "contradicted"),
        ("above 115 for the first time since 3 March", "115", "2025-03-11", "2025-03-03", "confirmed"),
        ("above 112 for the first time since 3 March", "112", "2025-03-11", "2025-03-03", "contradicted"),
        ("above 120 for the first time since 3 March", "120", "2025-03-11", "2025-03-03", "contradicted"),
        ("cao nhất kể từ 3/3", None, "2025-03-07", "2025-03-03", "confirmed"),
        ("its lowest since 3 March", None, "2025-03-06", "2025-03-03", "confirmed"),
        ("its lowest since 3 March", None, "2025-03-07", "2025-03-03", "contradicted"),
    ],
)
def test_levels(plain, claim, text, value, when, reference, verdict):
    assert ask(plain, claim, text, reference, value=value, when=when).verdict == verdict


def test_what_the_words_compare(claim):
    cases = {
        "the largest one-day gain": "move",
        "fell to its lowest level": "level",
        "only one day showed a stronger rise": "move",
        "chỉ ghi nhận mức tăng trưởng mạnh hơn": "move",
        "giảm xuống thấp nhất": "level",
        "поднялся до максимума": "level",
    }
    for text, expected in cases.items():
        assert (
            measure_of(questions_of([claim("superlative", None, text=text)], open_data())[0]) == expected
        ), text


def test_the_quoted_change_is_what_is_compared(folder, claim, closes):
    """The evening's quoted fall is compared, not the main session's rise of the same day."""
    evening = "2025-04-10T21:15+03:00"
    level = claim("level", "2131.5", evening, "evening_session", instrument="IMOEX2", id="l")
    fall = claim("change_pct", "-2.00", evening, "evening_session", instrument="IMOEX2", id="x")
    moves = closes.pct_change() * 100
    reference = moves[-11:-1].idxmin()
    assert moves[-10:-1].min() > -2.0
    said = claim("superlative", None, "2025-04-10", "day", instrument="IMOEX2", text="the sharpest fall since",
                 reference=str(reference.date()))  # fmt: skip
    done = verify([level, fall, said], folder)["c"]
    assert (done.verdict, done.measured) == ("confirmed", -2.0)
    assert "bases differ" in done.note
