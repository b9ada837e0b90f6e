"""Articles held against each other: one moment, one day, one base."""

from __future__ import annotations

import pandas as pd
import pytest

from study.claims import agreement
from study.datasets import open_data
from study.records import Claim, ExtractedArticle


def claim(key: str, kind: str, value: float, when: str, decimals: int = 2, basis: str = "intraday") -> Claim:
    return Claim(
        id=key, start=0, end=3, text="...", instrument="IMOEX2", kind=kind, value=value,
        decimals=decimals, when=when, basis=basis,
    )  # type: ignore[arg-type]  # fmt: skip


def article(name: str, *claims: Claim) -> ExtractedArticle:
    return ExtractedArticle(
        article=name, sha256="", language="en", published="2025-02-13", title="", claims=claims
    )


def held(*articles: ExtractedArticle) -> pd.DataFrame:
    return agreement(articles, open_data(), quotes=False)


MINUTE = "2025-02-12T21:37+03:00"


@pytest.mark.parametrize(
    ("first", "second", "agree"),
    [
        ((3184.78, 2), (3184.8, 1), True),
        ((3184.78, 2), (3184.79, 2), True),
        ((3184.78, 2), (3185.0, 1), False),
    ],
)
def test_two_levels_at_one_moment_agree_within_their_rounding(
    first: tuple[float, int], second: tuple[float, int], agree: bool
) -> None:
    (row,) = held(
        article("a", claim("a1", "level", first[0], MINUTE, first[1])),
        article("b", claim("b1", "level", second[0], "2025-02-12T18:37+00:00", second[1])),
    ).itertuples()
    assert (row.compared, row.agree, row.day) == ("level", agree, "2025-02-12")
    assert ("at least one is wrong" in row.note) is not agree


def test_a_level_and_a_change_tell_which_base_they_count_from() -> None:
    same = article("a", claim("a1", "level", 3184.78, MINUTE), claim("a2", "change_pct", 5.26, MINUTE))
    early = "2025-02-12T20:23+03:00"
    like = article("b", claim("b1", "level", 3116.85, early), claim("b2", "change_pct", 3.01, early))
    other = article("c", claim("c1", "level", 3116.85, early), claim("c2", "change_pct", 3.28, early))
    (row,) = held(same, like).itertuples()
    # from the levels and the edges of the rounded changes, by hand
    assert (row.first_low, row.first_high) == pytest.approx((3184.775 / 1.05265, 3184.785 / 1.05255))
    assert (row.compared, row.agree) == ("base", True)
    (row,) = held(same, other).itertuples()
    assert not row.agree
    assert "different bases" in row.note


def test_what_cannot_be_compared_is_not() -> None:
    day = article("a", claim("a1", "level", 3000.0, "2025-02-12"))
    late = article("b", claim("b1", "level", 3100.0, "2025-02-12"))
    assert held(day, late).empty  # two moments of one day may differ
    assert held(day, article("c", claim("c1", "level", 3100.0, "2025-02-13"))).empty
    twice = article("d", claim("d1", "level", 3000.0, MINUTE), claim("d2", "change_points", 9.0, MINUTE))
    assert held(twice).empty
    assert held(article("e", claim("e1", "level", 3000.0, "2025-02"))).empty


def test_the_quoted_levels_of_the_folder_are_consistent_but_for_one_change_of_base() -> None:
    found = agreement([], open_data())
    apart = found[~found["agree"]]
    assert set(apart["compared"]) == {"base"}
    # that evening's peak is quoted against another base than the two levels of its beginning
    assert set(apart["second_at"]) == {"2025-08-06T22:49+03:00"}
