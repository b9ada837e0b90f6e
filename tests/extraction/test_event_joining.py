# ruff: noqa: E501 - one case, one line
"""Mentions of one happening are one event; two happenings of a kind stay two."""

import pytest

from study.articles import read_article
from study.extraction import extract


def events(text, language, published="2025-02-13"):
    return extract(read_article(text.encode(), name="a.txt", published=published, language=language)).events


ONE = [
    ("en", "Poland slaps tariffs on Belarus\n\nPoland imposed tariffs on Belarus on Monday. The tariffs on Belarus were a surprise.", "tariff", "2025-02-10"),
    ("en", "Turkey and Iran hold summit\n\nThe leaders of Turkey and Iran met in Ankara on Monday.\n\nThe meeting of Turkey and Iran on February 10 was short.", "meeting", "2025-02-10"),
    ("ru", "Польша ввела пошлины для Белоруссии\n\nВ понедельник Польша ввела пошлины на товары из Белоруссии.", "tariff", "2025-02-10"),
    ("vi", "Ba Lan áp thuế với Belarus\n\nHôm 10/2, Ba Lan áp thuế với Belarus.", "tariff", "2025-02-10"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "kind", "when"), ONE)
def test_headline_lead_and_later_mentions_are_one(language, text, kind, when):
    (event,) = (event for event in events(text, language) if event.type == kind)
    assert event.when == when
    assert event.mentions


TWO = [
    ("en", "Israel bombed Beirut on Monday, and Hezbollah fired drones at Haifa.", "military_action"),
    ("en", "The jets bombed Beirut on Monday, and Hezbollah fired drones at Haifa.", "military_action"),
    ("en", "The Bank of Korea cut interest rates on Tuesday. The Bank of England cut interest rates on Tuesday.", "rate_cut"),
    ("en", "An air strike on Monday hit a port in Yemen. Another air strike hit a bridge in Syria on Monday.", "military_action"),
    ("en", "Emmanuel Macron met Narendra Modi on Monday. Keir Starmer met Volodymyr Zelensky on Monday.", "meeting"),
    ("ru", "Россия в понедельник атаковала Одессу. Украина в понедельник атаковала Брянск.", "military_action"),
    ("vi", "Nga tấn công Odesa hôm 10/2. Ukraine tấn công Bryansk hôm 10/2.", "military_action"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "kind"), TWO)
def test_two_happenings_of_a_day_stay_two(language, text, kind):
    assert len([event for event in events(text, language) if event.type == kind]) == 2


def test_the_clause_that_says_who_did_it_stands_for_the_title():
    text = "Саммит отменён, санкции введены\n\nВ среду США ввели санкции против «Роснефти»."
    article = read_article(text.encode(), name="a.txt", published="2025-02-13", language="ru")
    told = [event for event in extract(article).events if event.type == "sanction"]
    assert [event.text for event in told] == ["В среду США ввели санкции против «Роснефти»"]
    assert [mention.text for mention in told[0].mentions] == ["санкции введены"]


def test_the_finer_date_wins():
    text = "Poland imposed tariffs on Belarus this month. The tariffs were imposed by Poland on February 10."
    (event,) = (event for event in events(text, "en") if event.type == "tariff")
    assert event.when == "2025-02-10"
