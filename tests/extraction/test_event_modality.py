# ruff: noqa: E501 - one case, one line
"""What an event word asserts: that something happened, is planned, is possible, is denied, or nothing at all."""

import pytest

from study.articles import read_article
from study.extraction import extract


def events(text, language, published="2025-02-13"):
    found = extract(read_article(text.encode(), name="a.txt", published=published, language=language)).events
    return [(event.type, event.when, event.modality) for event in found]


PLANNED = [
    ("en", "A presidential election will be held on 30 March.", ("election", "2025-03-30")),
    ("en", "The presidents of France and Poland are to meet on Monday.", ("meeting", "2025-02-17")),
    ("en", "Keir Starmer is due to visit Kyiv on 20 February.", ("visit", "2025-02-20")),
    ("en", "A summit of Turkey and Iran is planned for March.", ("meeting", "2025-03")),
    ("en", "The leaders of Turkey and Iran discussed a summit, which will be held in March.", ("meeting", "2025-03")),
    ("en", "The Bank of England holds its next meeting on 20 March.", ("meeting", "2025-03-20")),
    ("en", "Berlin said it would impose tariffs on Brazil on 1 March.", ("tariff", "2025-03-01")),
    ("ru", "Макрон посетит Варшаву 20 февраля.", ("visit", "2025-02-20")),
    ("ru", "Саммит Турции и Ирана состоится в марте.", ("meeting", "2025-03")),
    ("ru", "Выборы президента Польши запланированы на 18 мая.", ("election", "2025-05-18")),
    ("ru", "Евросоюз введет санкции против Ирана 24 февраля.", ("sanction", "2025-02-24")),
    ("vi", "Ông Macron dự kiến thăm Ba Lan ngày 20/2.", ("visit", "2025-02-20")),
    ("vi", "Lãnh đạo Thổ Nhĩ Kỳ và Iran sẽ gặp nhau vào tháng 3.", ("meeting", "2025-03")),
    ("vi", "Hội nghị thượng đỉnh Thổ Nhĩ Kỳ - Iran sẽ diễn ra ngày 20/3.", ("meeting", "2025-03-20")),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "wanted"), PLANNED)
def test_plans(language, text, wanted):
    assert (*wanted, "planned") in events(text, language)
    assert not [event for event in events(text, language) if event[2] == "happened"]


POSSIBLE = [
    ("en", "Narendra Modi could meet Emmanuel Macron next month.", ("meeting", "2025-03")),
    ("en", "A meeting of the two presidents may take place in March.", ("meeting", "2025-03")),
    ("ru", "Моди может посетить Париж в марте.", ("visit", "2025-03")),
    ("ru", "Встреча Моди и Макрона может состояться в марте.", ("meeting", "2025-03")),
    ("vi", "Ông Modi có thể thăm Pháp vào tháng 3.", ("visit", "2025-03")),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "wanted"), POSSIBLE)
def test_possibilities(language, text, wanted):
    assert (*wanted, "possible") in events(text, language)


DENIED = [
    ("en", "The Kremlin denied that Vladimir Putin had met Xi Jinping on Monday.", ("meeting", "2025-02-10")),
    ("en", "Reports that Keir Starmer had resigned on Monday were denied by his office.", ("resignation", "2025-02-10")),
    ("ru", "В Анкаре опровергли, что Эрдоган в понедельник встретился с Моди.", ("meeting", "2025-02-10")),
    ("ru", "Сообщения о том, что Эрдоган в понедельник встретился с Моди, Анкара опровергла.", ("meeting", "2025-02-10")),
    ("vi", "Điện Kremlin phủ nhận ông Putin điện đàm với ông Tập Cận Bình hôm 10/2.", ("call", "2025-02-10")),
    ("vi", "Thổ Nhĩ Kỳ bác tin ông Erdogan gặp ông Modi hôm 10/2.", ("meeting", "2025-02-10")),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "wanted"), DENIED)
def test_denials(language, text, wanted):
    assert (*wanted, "denied") in events(text, language)
    assert not [event for event in events(text, language) if event[2] == "happened" and event[0] == wanted[0]]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "If Iran attacks Israel on Monday, oil will soar."),
        ("en", "Unless Turkey raises rates on Monday, the lira will suffer."),
        ("en", "It is unclear whether France imposed sanctions on Iran on Monday."),
        ("en", "The mood is calm. Central banks raise interest rates to curb inflation."),
        ("en", "The mood is calm. Analysts expect the Bank of England to cut interest rates in May."),
        ("en", "The mood is calm. Poland has repeatedly imposed sanctions on Belarus."),
        ("en", "France wants to impose tariffs on Brazil in May."),
        ("ru", "Если Иран в понедельник атакует Израиль, нефть подорожает."),
        ("ru", "Аналитики прогнозируют, что Банк Англии снизит ставку в мае."),
        ("ru", "Франция готова ввести санкции против Ирана в мае."),
        ("vi", "Nếu Iran tấn công Israel hôm 17/2, giá dầu sẽ tăng."),
        ("vi", "Chưa rõ liệu Pháp có áp thuế với Brazil vào tháng 5 hay không."),
        ("vi", "Giới phân tích dự báo Ngân hàng Trung ương Anh sẽ giảm lãi suất vào tháng 5."),
    ],
)
def test_conditions_wishes_and_forecasts_assert_nothing(language, text):
    assert events(text, language) == []


@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [
        ("en", "The Bank of Korea voted to cut interest rates on Tuesday.", ("rate_cut", "2025-02-11")),
        ("ru", "Банк Кореи во вторник решил снизить ставку до 3%.", ("rate_cut", "2025-02-11")),
        ("vi", "Ngân hàng Trung ương Hàn Quốc hôm 11/2 quyết định giảm lãi suất.", ("rate_cut", "2025-02-11")),
    ],
)  # fmt: skip
def test_what_was_decided_has_happened(language, text, wanted):
    assert (*wanted, "happened") in events(text, language)


def test_what_lies_after_publication_has_not_happened():
    text = "Poland imposed tariffs on Belarus from 1 March."
    assert events(text, "en") == [("tariff", "2025-03-01", "planned")]
    assert events(text, "en", "2025-03-02") == [("tariff", "2025-03-01", "happened")]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Prices rose. Poland imposed tariffs on Belarus on Monday, the minister said."),
        ("en", "Prices rose. As the finance minister said, Poland imposed tariffs on Belarus on Monday."),
        ("en", "Prices rose. Emmanuel Macron said that Poland had imposed tariffs on Belarus on Monday."),
        ("ru", "Цены выросли. Польша ввела пошлины для Белоруссии в понедельник, сообщил министр."),
        (
            "ru",
            "Цены выросли. Как сообщил министр, Польша ввела пошлины на товары из Белоруссии в понедельник.",
        ),
        ("vi", "Giá tăng. Ba Lan áp thuế với Belarus hôm 10/2, bộ trưởng cho biết."),
    ],
)
def test_who_only_vouches_for_an_event_makes_no_statement(language, text):
    assert {kind for kind, _, _ in events(text, language)} == {"tariff"}


@pytest.mark.parametrize(
    ("language", "text", "when"),
    [
        ("en", "Prices rose. Emmanuel Macron told reporters that Europe must spend more.", "2025-02-13"),
        ("en", "Prices rose. On Monday Emmanuel Macron said that Europe must spend more.", "2025-02-10"),
        (
            "ru",
            "Цены выросли. Макрон на пресс-конференции заявил, что Европа должна тратить больше.",
            "2025-02-13",
        ),
        ("vi", "Giá tăng. Phát biểu tại họp báo, ông Macron nói châu Âu phải chi nhiều hơn.", "2025-02-13"),
    ],
)
def test_a_statement_at_an_occasion_or_of_a_day_is_news(language, text, when):
    assert ("statement", when, "happened") in events(text, language)


def test_what_was_planned_and_called_off_is_called_off():
    text = "The summit of Iran planned for Wednesday was called off on Monday."
    assert ("cancellation", "2025-02-10", "happened") in events(text, "en")
    assert "meeting" not in {kind for kind, _, _ in events(text, "en")}


def test_a_measure_announced_for_later_stands_from_its_announcement():
    text = "Prices rose. Ngày 1/2, ông Trump tuyên bố ông sẽ áp thuế 25% với Canada."
    assert ("tariff", "2025-02-01", "happened") in events(text, "vi")
