"""Market claims: what is claimed of which instrument on which day, and what is no claim."""

import pytest

from study.articles import read_article
from study.extraction import extract
from study.extraction.numbers import read_number


def claims(text, language, published="2025-02-13"):
    record = extract(read_article(text.encode(), name="a.txt", published=published, language=language))
    return [(c.instrument, c.kind, c.value, c.when) for c in record.claims]


FRIDAY, TODAY = "2025-02-07", "2025-02-13"
CASES = [
    (
        "en",
        "The S&P 500 fell 1.5% to close at 5,100.25 on Friday, while the Nasdaq Composite lost 2.1%.",
        [
            ("SPX", "change_pct", -1.5, FRIDAY),
            ("SPX", "level", 5100.25, FRIDAY),
            ("IXIC", "change_pct", -2.1, FRIDAY),
        ],
    ),
    (
        "en",
        "The Dow and the S&P 500 gained 0.5% and 1.2%, respectively.",
        [("DJI", "change_pct", 0.5, TODAY), ("SPX", "change_pct", 1.2, TODAY)],
    ),
    (
        "en",
        "Brent crude rose 1.6% to $74.54 a barrel on Friday.",
        [("BRENT", "change_pct", 1.6, FRIDAY), ("BRENT", "level", 74.54, FRIDAY)],
    ),
    (
        "en",
        "Germany's DAX was down 0.8% by 0915 GMT.",
        [("DAX", "change_pct", -0.8, "2025-02-13T09:15+00:00")],
    ),
    ("en", "The pound fell to $1.2345 on Friday.", [("GBPUSD", "level", 1.2345, FRIDAY)]),
    (
        "en",
        "Bitcoin jumped 5% to $98,000 on Friday.",
        [("BTC", "change_pct", 5.0, FRIDAY), ("BTC", "level", 98000.0, FRIDAY)],
    ),
    (
        "vi",
        "Chốt phiên 5/2, VN-Index tăng 12,34 điểm (0,98%) lên 1.270,35 điểm.",
        [
            ("VNINDEX", "change_points", 12.34, "2025-02-05"),
            ("VNINDEX", "change_pct", 0.98, "2025-02-05"),
            ("VNINDEX", "level", 1270.35, "2025-02-05"),
        ],
    ),
    (
        "vi",
        "Hôm qua, giá vàng thế giới tăng 1,2% lên 2.900 USD/ounce; dầu Brent giảm 0,5% xuống 74,5 USD/thùng.",
        [
            ("GOLD", "change_pct", 1.2, "2025-02-12"),
            ("GOLD", "level", 2900.0, "2025-02-12"),
            ("BRENT", "change_pct", -0.5, "2025-02-12"),
            ("BRENT", "level", 74.5, "2025-02-12"),
        ],
    ),
    (
        "ru",
        "Индекс Мосбиржи 12 февраля снизился на 1,26%, до 2 984,78 пункта.",
        [("IMOEX", "change_pct", -1.26, "2025-02-12"), ("IMOEX", "level", 2984.78, "2025-02-12")],
    ),
    (
        "ru",
        "Вчера РТС упал на 12,5 пункта, до 1050,3 пункта.",
        [("RTSI", "change_points", -12.5, "2025-02-12"), ("RTSI", "level", 1050.3, "2025-02-12")],
    ),
    (
        "ru",
        "В среду нефть Brent подешевела на 2%, до 74,5 доллара за баррель.",
        [("BRENT", "change_pct", -2.0, "2025-02-12"), ("BRENT", "level", 74.5, "2025-02-12")],
    ),
]


@pytest.mark.parametrize(("language", "text", "expected"), CASES)
def test_moves_and_levels(language, text, expected):
    assert claims(text, language) == expected


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Inflation rose 3.1% and the Fed held interest rates at 4.5%."),
        ("en", "The yield on the 10-year note rose to 4.5% as the S&P 500 waited."),
        ("en", "Analysts expect the Nikkei to rise 5% this year."),
        ("en", "The company bought a 12% stake for $500 million."),
        ("en", "The index has 500 members."),
        ("vi", "Ngân hàng Trung ương Nga giữ lãi suất điều hành tại mức 21%."),
        ("vi", "VN-Index giao dịch với thanh khoản đạt 20.000 tỷ đồng."),
        ("vi", "Chuyên gia dự báo VN-Index sẽ tăng 10% trong năm nay."),
        ("ru", "Банк России сохранил ключевую ставку на уровне 21%, инфляция выросла до 9,5%."),
        ("ru", "Доходность облигаций выросла до 15%, оборот торгов составил 98,5 млрд рублей."),
        ("ru", "Аналитики ожидают, что индекс Мосбиржи вырастет на 10%."),
    ],
)
def test_rates_yields_turnover_forecasts_and_deals_are_no_claims(language, text):
    assert claims(text, language) == []


@pytest.mark.parametrize(
    ("language", "text", "reference"),
    [
        ("en", "The DAX fell 3% on Wednesday, its biggest drop since August 5, 2024.", "2024-08-05"),
        ("vi", "Hôm qua VN-Index giảm 3%, mức giảm mạnh nhất kể từ ngày 5/8/2024.", "2024-08-05"),
        ("ru", "В среду индекс Мосбиржи упал на 3%, сильнейшее падение с 5 августа 2024 года.", "2024-08-05"),
    ],
)
def test_a_superlative_keeps_what_it_compares_with(language, text, reference):
    record = extract(read_article(text.encode(), name="a.txt", published="2025-02-13", language=language))
    found = {claim.kind: claim for claim in record.claims}
    assert found["superlative"].reference == reference
    assert found["superlative"].value is None
    assert {claim.when for claim in record.claims} == {"2025-02-12"}
    assert found["change_pct"].value == -3.0


@pytest.mark.parametrize(
    ("language", "text", "basis"),
    [
        ("en", "The FTSE 100 rose 1.2% at the close on Wednesday.", "close"),
        ("en", "IMOEX2 rose 1.2% in the evening session on Wednesday.", "evening_session"),
        ("ru", "В среду IMOEX2 вырос на 1,2% в ходе утренней сессии.", "morning_session"),
        ("ru", "В среду индекс Мосбиржи вырос на 1,2% по итогам торгов.", "close"),
        ("vi", "Hôm qua IMOEX2 tăng 1,2% trong phiên giao dịch buổi tối.", "evening_session"),
        ("vi", "VN-Index tăng 1,2% lúc 10h15 hôm qua.", "intraday"),
    ],
)
def test_the_base_words_are_kept(language, text, basis):
    record = extract(read_article(text.encode(), name="a.txt", published="2025-02-13", language=language))
    assert [claim.basis for claim in record.claims] == [basis]


def test_the_index_and_it_mean_the_last_one_named():
    text = "The FTSE 100 closed 1.2% higher on Wednesday. At 12:10 p.m. ET on Wednesday it stood at 8,700.5 points."
    assert claims(text, "en")[1] == ("FTSE100", "level", 8700.5, "2025-02-12T12:10-05:00")
    russian = "Индекс РТС вырос на 2% в среду. Индикатор достиг 1050,3 пункта."
    assert claims(russian, "ru")[1] == ("RTSI", "level", 1050.3, "2025-02-12")


def test_quoted_decimals_are_counted():
    record = extract(
        read_article(b"The DAX rose 1.50% on Friday.", name="a.txt", published="2025-02-13", language="en")
    )
    assert [(claim.value, claim.decimals) for claim in record.claims] == [(1.5, 2)]


@pytest.mark.parametrize(
    ("words", "language", "value"),
    [
        ("3184,78", "vi", (3184.78, 2)),
        ("3.184,78", "vi", (3184.78, 2)),
        ("3 184,78", "ru", (3184.78, 2)),
        ("3,184.78", "en", (3184.78, 2)),
        ("3184.78", "ru", (3184.78, 2)),
        ("5,26", "en", (5.26, 2)),
        ("1.250", "vi", (1250.0, 0)),
        ("1,250", "en", (1250.0, 0)),
        ("12,34,56", "en", None),
    ],
)
def test_numbers_are_read_strictly(words, language, value):
    assert read_number(words, language) == value
