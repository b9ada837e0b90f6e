# ruff: noqa: E501 - one case, one line
"""Which time dates which event, where a sentence tells of several."""

import pytest

from study.articles import read_article
from study.extraction import extract


def events(text, language, published="2025-02-13"):
    found = extract(read_article(text.encode(), name="a.txt", published=published, language=language)).events
    return sorted((event.type, event.when) for event in found if event.modality == "happened")


CASES = [
    ("en", "Russia attacked Odesa on Tuesday after Ukraine struck a refinery on Sunday.", [("military_action", "2025-02-09"), ("military_action", "2025-02-11")]),
    ("en", "Poland imposed tariffs on Belarus on Monday, and France met Iran in Geneva on Tuesday.", [("meeting", "2025-02-11"), ("tariff", "2025-02-10")]),
    ("en", "Emmanuel Macron praised Monday's summit of Turkey and Iran.", [("meeting", "2025-02-10")]),
    ("en", "Poland imposed tariffs, which replace those of 2019, on Monday.", [("tariff", "2025-02-10")]),
    ("en", "Turkey imposed sanctions on Iran on Friday after a missile attack on its army this week.", [("military_action", "2025-W07"), ("sanction", "2025-02-07")]),
    ("en", "Narendra Modi said on Tuesday that India had imposed tariffs on Brazil in January.", [("tariff", "2025-01")]),
    ("en", "The Bank of Korea cut interest rates on Tuesday, its first move since 2023.", [("rate_cut", "2025-02-11")]),
    ("ru", "Россия атаковала Одессу во вторник после того, как Украина нанесла удар по Туапсе в воскресенье.", [("military_action", "2025-02-09"), ("military_action", "2025-02-11")]),
    ("ru", "Польша ввела пошлины на товары из Белоруссии в понедельник, а Франция во вторник повысила ставку налога.", [("tariff", "2025-02-10")]),
    ("ru", "Банк Кореи снизил ставку во вторник впервые с 2023 года.", [("rate_cut", "2025-02-11")]),
    ("vi", "Nga tấn công Odesa hôm 11/2 sau khi Ukraine không kích Tuapse hôm 9/2.", [("military_action", "2025-02-09"), ("military_action", "2025-02-11")]),
    ("vi", "Ngày 11/2, Ngân hàng Trung ương Hàn Quốc giảm lãi suất lần đầu kể từ năm 2023.", [("rate_cut", "2025-02-11")]),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "wanted"), CASES)
def test_each_event_has_its_own_time(language, text, wanted):
    assert events(text, language) == wanted


@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [
        ("en", "A ceasefire between Israel and Hezbollah came into force at 5 a.m. Beirut time on Monday.", ("ceasefire", "2025-02-10T05:00+02:00")),
        ("ru", "Перемирие между Израилем и Ливаном вступило в силу в понедельник в 05:00 мск.", ("ceasefire", "2025-02-10T05:00+03:00")),
        ("vi", "Lệnh ngừng bắn giữa Israel và Hezbollah có hiệu lực lúc 5h ngày 10/2 (giờ Moscow).", ("ceasefire", "2025-02-10T05:00+03:00")),
        ("en", "A ceasefire between Israel and Hezbollah came into force on Monday evening.", ("ceasefire", "2025-02-10")),
        ("en", "A ceasefire between Israel and Hezbollah came into force at 5 a.m. on Monday.", ("ceasefire", "2025-02-10")),
    ],
)  # fmt: skip
def test_a_clock_time_of_a_known_zone_is_kept(language, text, wanted):
    assert wanted in events(text, language)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "On Monday Poland imposed tariffs on Belarus. It also imposed sanctions on Iran."),
        (
            "ru",
            "В понедельник Польша ввела пошлины на товары из Белоруссии. Она также ввела санкции против Ирана.",
        ),
        ("vi", "Hôm 10/2, Ba Lan áp thuế với Belarus. Nước này cũng áp lệnh trừng phạt với Iran."),
    ],
)
def test_the_next_sentence_goes_on_with_the_day(language, text):
    assert events(text, language) == [("sanction", "2025-02-10"), ("tariff", "2025-02-10")]


def test_rates_are_decided_on_the_last_day_of_a_meeting():
    text = "Банк Японии по итогам заседания 10–11 февраля повысил ставку до 0,5%."
    assert ("rate_hike", "2025-02-11") in events(text, "ru")


def test_a_dateline_or_byline_dates_no_event():
    text = (
        "Poland imposes tariffs on Belarus 13/02/2025 08:15\n\nOn Monday Poland imposed tariffs on Belarus."
    )
    assert events(text, "en") == [("tariff", "2025-02-10")]


def test_a_quotation_is_not_asserted_unless_it_states_a_day():
    long = (
        "We have talked about it with our friends for a long time, and nobody can say that we have not tried."
    )
    quoted = (
        f'Emmanuel Macron spoke. "{long} Poland imposed tariffs on Belarus. We saw that coming, he thought."'
    )
    assert "tariff" not in {kind for kind, _ in events(quoted, "en")}
    assert ("tariff", "2025-01-20") in events(quoted.replace("Belarus.", "Belarus on 20 January."), "en")
