# ruff: noqa: E501 - one sentence, one line
"""The day and zone of a claim's clock time: the zone said with it, else that of its own market or its readers.

In the notation of `test_claim_constructions`.
"""

import pytest
from test_claim_constructions import notation

DAY = "2025-02-13"

OTHER_MARKETS = [
    (
        "vi",
        "16h theo giờ New York, S&P 500 tăng 1,2%. Lúc 10h15, VN-Index còn 1.250 điểm.",
        "VNINDEX =1250 @2025-02-13T10:15",
    ),
    (
        "vi",
        "16h theo giờ New York, vàng ở mức 2.900 USD/oz. Lúc 10h15, vàng miếng SJC bán ra 90 triệu đồng/lượng.",
        "SJC =90000000 @2025-02-13T10:15",
    ),
    (
        "en",
        "At 4 p.m. New York time, the S&P 500 stood at 6,050. At 10:15 the VN-Index stood at 1,250 points.",
        "VNINDEX =1250 @2025-02-13T10:15",
    ),
    (
        "ru",
        "К 16:00 по нью-йоркскому времени S&P 500 вырос на 1,2%. К 10:15 индекс Мосбиржи опустился до 2950 пунктов.",
        "IMOEX =2950 @2025-02-13T10:15",
    ),
]
OWN_MARKET_OR_HOME = [
    (
        "vi",
        "21h37 theo giờ Moscow, IMOEX2 tăng 5,26%. Đến 22h10, IMOEX2 tăng 5,5%.",
        "IMOEX2 +5.5% @2025-02-13T22:10+03:00",
    ),
    (
        "en",
        "By 9:40 a.m. ET, the Dow was up 0.5%. By 11:20 a.m., the Dow was up 0.7%.",
        "DJI +0.7% @2025-02-13T11:20-05:00",
    ),
    (
        "en",
        "At 08:10 GMT the FTSE 100 was up 0.5%. By 09:30 the DAX was up 0.7%.",
        "DAX +0.7% @2025-02-13T09:30+00:00",
    ),
    (
        "en",
        "By 9:40 a.m. ET, the Dow was up 0.5%. At 11:25 a.m., gold was up 1%.",
        "GOLD +1% @2025-02-13T11:25-05:00",
    ),
    (
        "ru",
        "К 16:00 мск индекс Мосбиржи вырос на 1,2%. К 17:15 DAX снизился на 0,5%.",
        "DAX -0.5% @2025-02-13T17:15+03:00",
    ),
]


@pytest.mark.parametrize(("language", "text", "expected"), OTHER_MARKETS)
def test_another_markets_zone_is_not_given_to_an_index(language, text, expected):
    assert expected in notation(text, language, DAY)


@pytest.mark.parametrize(("language", "text", "expected"), OWN_MARKET_OR_HOME)
def test_a_zone_said_before_holds_for_its_market_its_readers_and_what_trades_everywhere(
    language, text, expected
):
    assert expected in notation(text, language, DAY)


@pytest.mark.parametrize("zone", ["giờ New York", "giờ địa phương", "giờ Mỹ"])
def test_another_zone_leaves_clock_times_as_they_are_said(zone):
    text = f"Lúc 16h {zone}, giá vàng giao ngay ở mức 2.903 USD/oz.\n\nLúc 9h sáng theo giờ Việt Nam, giá vàng ở mức 2.911 USD/oz.\n\nLúc 10h, giá vàng ở mức 2.912 USD/oz."
    assert "GOLD =2912 @2025-02-13T10:00" in notation(text, "vi")


def test_the_hour_of_new_york_is_not_that_of_moscow():
    abroad = "К 10:05 индекс Мосбиржи вырос до 3010 пунктов.\n\nК 16:00 по нью-йоркскому времени S&P 500 вырос до 6050 пунктов."
    assert notation(abroad, "ru", "2025-02-13")[0] == "IMOEX =3010 @2025-02-13T10:05"
    home = (
        "К 10:05 индекс Мосбиржи вырос до 3010 пунктов.\n\nК 12:30 мск индекс Мосбиржи вырос до 3020 пунктов."
    )
    assert [claim[-6:] for claim in notation(home, "ru", "2025-02-13")] == ["+03:00", "+03:00"]


NEXT_DAY_TOLD = [
    ("en", "Spot gold was up 0.7% at $2,903.56 an ounce as of 0245 GMT, after hitting $2,942.70 on Wednesday.", "GOLD =2903.56 @2025-02-13T02:45+00:00"),
    ("en", "At 0830 GMT, copper was at $9,450 a ton. It fell 1% on Wednesday.", "COPPER =9450 @2025-02-13T08:30+00:00"),
    ("ru", "В 12:30 мск индекс Мосбиржи составил 3000 пунктов. В среду он вырос на 2%.", "IMOEX =3000 @2025-02-13T12:30+03:00"),
    ("ru", "К 12:30 мск евро стоил 99 рублей после 101 рубля в среду.", "EURRUB =99 @2025-02-13T12:30+03:00"),
    ("vi", "Lúc 9h30, vàng giao ngay ở mức 2.903 USD/oz. Hôm qua, giá vàng giảm 1%.", "GOLD =2903 @2025-02-13T09:30"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "expected"), NEXT_DAY_TOLD)
def test_a_clock_time_is_not_of_the_day_told_of_behind_it(language, text, expected):
    assert expected in notation(text, language, DAY)


def test_a_day_before_the_news_holds_in_its_own_paragraph():
    eve = "Накануне власти региона объявили о референдуме. Сбербанк подешевел на 1%.\n\nИндекс Мосбиржи снизился на 9,6%."
    assert notation(eve, "ru", DAY) == ["IMOEX -9.6%", "SBER -1% @2025-02-12"]
