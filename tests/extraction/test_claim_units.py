"""The unit of a claim's value, and the place of its last digit, which sets how far a series may lie from it."""

from __future__ import annotations

import pytest

from study.articles import read_article
from study.claims import agreement, verify
from study.datasets import open_data
from study.extraction import extract
from study.records import Claim, ExtractedArticle, Language

CASES: list[tuple[Language, str, str, str, float, str, int]] = [
    ("en", "The IMOEX rose to 3,184.78 points on Thursday.", "IMOEX", "level", 3184.78, "points", 2),
    ("en", "The IMOEX rose 5.26% on Thursday.", "IMOEX", "change_pct", 5.26, "percent", 2),
    ("en", "Apple shares fell 45 cents on Thursday.", "AAPL", "change_points", -0.45, "USD", 2),
    ("en", "Shell shares rose to 2,650 pence on Thursday.", "SHEL", "level", 2650.0, "GBp", 0),
    ("en", "Vodafone shares rose to £0.68 on Thursday.", "VOD", "level", 0.68, "GBP", 2),
    ("en", "Gold hit $2,905.3 an ounce on Thursday.", "GOLD", "level", 2905.3, "USD/oz", 1),
    ("vi", "Giá vàng SJC sáng 13/2 tăng lên 130,7 triệu đồng/lượng.", "SJC", "level", 130_700_000.0, "VND/tael", -5),
    ("ru", "Доллар в четверг подорожал до 92 рублей 37 копеек.", "USDRUB", "level", 92.37, "RUB", 2),
    ("ru", "Биткоин в четверг вырос до 96,5 тыс. долларов.", "BTC", "level", 96_500.0, "USD", -2),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "symbol", "kind", "value", "unit", "decimals"), CASES)
def test_a_claim_says_its_unit_and_its_last_digit(
    language: Language, text: str, symbol: str, kind: str, value: float, unit: str, decimals: int
) -> None:
    article = read_article(text.encode(), name="a.txt", published="2025-02-13", language=language)
    found = [claim for claim in extract(article).claims if claim.kind == kind]
    assert [(c.instrument, c.value, c.unit, c.decimals) for c in found] == [(symbol, value, unit, decimals)]


def claim(kind: str, value: float, unit: str | None, decimals: int = 2) -> Claim:
    return Claim(
        id=f"{kind} {unit}", start=0, end=1, text="x", instrument="IMOEX", kind=kind, value=value, unit=unit,
        decimals=decimals, when="2025-02-12", basis="close",
    )  # fmt: skip


def test_a_figure_in_a_foreign_unit_is_not_held_against_the_series() -> None:
    points, dollars = claim("level", 3025.63, "points"), claim("level", 32.10, "USD")
    verdicts = verify([points, dollars, claim("change_points", -0.4, "USD")], open_data())
    assert verdicts[points.id].verdict == "confirmed"
    assert verdicts[dollars.id].verdict == "not_checkable"
    assert "quoted in USD, the series is in points" in verdicts[dollars.id].note.replace("Quoted", "quoted")
    assert verdicts["change_points USD"].verdict == "not_checkable"


def test_the_level_of_a_foreign_unit_implies_no_base_for_a_change() -> None:
    change = claim("change_pct", 0.25, "percent")
    alone = verify([change], open_data())[change.id]
    assert verify([change, claim("level", 32.10, "USD")], open_data())[change.id] == alone


def test_a_level_told_in_thousands_is_held_to_its_own_last_digit() -> None:
    told = claim("level", 3000.0, "points", decimals=-3)
    assert verify([told], open_data())[told.id].verdict == "confirmed"


def test_articles_on_a_share_that_no_table_lists_are_held_against_each_other() -> None:
    said = [
        ExtractedArticle(
            article=name, sha256="", language="en", published="2025-02-13", title="",
            claims=(claim("level", value, "USD").model_copy(update={"instrument": "ZORBX"}),),
        )
        for name, value in (("a", 12.40), ("b", 12.90))
    ]  # fmt: skip
    timed = [
        one.model_copy(
            update={"claims": (one.claims[0].model_copy(update={"when": "2025-02-12T15:30-05:00"}),)}
        )
        for one in said
    ]
    pairs = agreement(timed, open_data(), quotes=False)
    assert pairs[["instrument", "agree"]].to_numpy().tolist() == [["ZORBX", False]]
    assert pairs["day"].tolist() == ["2025-02-12"]
    verdicts = verify(timed[:1], open_data())
    assert [(row.verdict, row.unit) for row in verdicts] == [("not_checkable", "USD")]


def test_a_verdict_says_its_unit() -> None:
    told = [claim("level", 3025.63, None), claim("change_pct", 0.25, None), claim("change_points", 7.6, None)]
    assert [row.unit for row in verify(told, open_data())] == ["points", "percent", "points"]
