"""The confidence of events: a probability, fitted by a logistic model, higher where more speaks for an event."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
import statsmodels.api as sm

from benchmarks.event_confidence import Judged, fit, judged, main, reliability
from study.articles import read_article
from study.extraction import extract
from study.extraction.events.confidence import confidence_of, sign_weights


def confidences(text: str) -> list[float]:
    article = read_article(text.encode(), name="a.txt", published="2025-02-14", language="en")
    return [event.confidence for event in extract(article).events]


def test_what_is_told_twice_with_its_day_is_surer_than_what_may_come() -> None:
    told = (
        "Chile and Peru signed a trade agreement on Tuesday.\n\nThe agreement was signed on Tuesday in Lima."
    )
    (sure,) = confidences(told)
    (unsure,) = confidences("Chile may impose sanctions on Peru on Monday.")
    assert 0.05 <= unsure < 0.4 < sure <= 0.95


def test_every_sign_that_can_be_seen_has_a_weight() -> None:
    weights = sign_weights()
    assert {
        "constant",
        "language:vi",
        "type:rate_hold",
        "told as:planned",
        "basis:context",
        "place:title",
    } <= set(weights)
    assert confidence_of(["constant", "type:unheard of"]) == confidence_of(["constant"])


def made(rng: np.random.Generator, n: int = 4000) -> list[Judged]:
    """Events of two independent signs, whose chance to be right is logistic in them."""
    signs = rng.random((n, 2)) < (0.4, 0.7)
    chance = 1 / (1 + np.exp(-(-0.5 + signs @ (1.5, -0.8))))
    right = rng.random(n) < chance
    names = np.array(["type:call", "place:lead"])
    return [
        Judged(number % 5, ("constant", *names[own]), bool(is_right))
        for number, (own, is_right) in enumerate(zip(signs, right, strict=True))
    ]


def test_the_fit_is_that_of_another_program() -> None:
    events = made(np.random.default_rng(5))
    weights = fit(events)
    table = np.array([[1, "place:lead" in e.signs, "type:call" in e.signs] for e in events], dtype=float)
    other = sm.Logit([e.is_right for e in events], table).fit(disp=False)
    # The ridge draws the weights towards 0 by a hundredth or two where there are so many events.
    found = [weights[name] for name in ("constant", "place:lead", "type:call")]
    np.testing.assert_allclose(found, other.params, atol=0.03)
    slope = table.T @ (np.array([e.is_right for e in events]) - 1 / (1 + np.exp(-table @ found)))
    np.testing.assert_allclose(slope, np.r_[0, 2.0 * np.array(found[1:])], atol=0.05)


def test_what_is_said_to_be_likely_is_so_as_often() -> None:
    events = made(np.random.default_rng(6))
    lines = reliability(events, [fit(events)] * 5).splitlines()
    for line in lines:
        low, rest = line.split(": ", 1)
        assert abs(float(rest.split(", ")[1].split()[0]) - float(low) - 0.05) < 0.07, line


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    texts = {
        "vi": "Hôm 12/2, Tổng thống Chile gặp Tổng thống Peru tại Lima.",
        "en": "The president of Chile met the president of Peru in Lima on February 12.",
        "ru": "Президент Чили встретился с президентом Перу в Лиме 12 февраля.",
    }
    for language, text in texts.items():
        (tmp_path / language).mkdir()
        (tmp_path / language / "a.txt").write_text(text, encoding="utf-8")
        gold = {"type": "meeting", "when": "2025-02-12", "modality": "happened"}
        row = {"article": "a.txt", "published": "2025-02-13", "events": [gold]}
        (tmp_path / language / "gold.jsonl").write_text(json.dumps(row) + "\n", encoding="utf-8")
    return tmp_path


def test_annotated_articles_are_read_and_judged(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (event,) = judged(folder, "ru")
    assert event.is_right
    assert {"language:ru", "type:meeting", "precision:10", "place:title", "mentions:0"} <= set(event.signs)
    main([str(folder)])
    assert "3 events, 1.00 right" in capsys.readouterr().out
