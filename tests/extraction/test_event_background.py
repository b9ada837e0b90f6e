"""What is told of without a date: news in a short report, background in a long one; questions; mere years."""

import pytest

from study.articles import read_article
from study.extraction import extract


def events(text, language, published="2025-02-13"):
    found = extract(read_article(text.encode(), name="a.txt", published=published, language=language)).events
    return [(event.type, event.when) for event in found if event.modality == "happened"]


LEADS = {
    "en": "Poland imposed tariffs on Belarus on Wednesday.\n",
    "ru": "Польша ввела пошлины на товары из Белоруссии в среду.\n",
    "vi": "Ba Lan áp thuế quan với hàng hóa Belarus hôm 12/2.\n",
}
FILLERS = {
    "en": "The goods cross by rail and by road. ",
    "ru": "Товары идут по железной дороге и по шоссе. ",
    "vi": "Hàng hóa đi bằng đường sắt và đường bộ. ",
}
UNDATED = {
    "en": "Angela Merkel resigned.",
    "ru": "Ангела Меркель ушла в отставку.",
    "vi": "Bà Angela Merkel từ chức.",
}


@pytest.mark.parametrize("language", LEADS)
def test_an_undated_event_takes_the_day_in_a_short_report_only(language):
    short = LEADS[language] + FILLERS[language] * 7 + UNDATED[language]
    long = LEADS[language] + FILLERS[language] * 30 + UNDATED[language]
    assert events(short, language) == [("tariff", "2025-02-12"), ("resignation", "2025-02-12")]
    assert events(long, language) == [("tariff", "2025-02-12")]


@pytest.mark.parametrize("language", LEADS)
def test_an_undated_event_takes_the_day_told_of_just_before(language):
    text = FILLERS[language] * 30 + LEADS[language].strip() + " " + UNDATED[language]
    assert events(text, language) == [("tariff", "2025-02-12"), ("resignation", "2025-02-12")]


def test_an_undated_perfect_further_down_is_background():
    text = LEADS["en"] + FILLERS["en"] * 8 + "Emmanuel Macron has imposed sanctions on Iran."
    assert events(text, "en") == [("tariff", "2025-02-12")]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Who imposed tariffs on Belarus on Wednesday?"),
        ("ru", "Кто ввел пошлины на товары из Белоруссии в среду?"),
        ("vi", "Vì sao Ba Lan áp thuế quan với Belarus hôm 12/2?"),
        ("en", "Emmanuel Macron praised the rate hikes of 2022."),
        ("en", "The ousted minister of Peru dined in Lima on Wednesday."),
        ("ru", "Захваченные суда стояли в порту в среду."),
    ],
)
def test_a_question_a_mere_year_and_an_attribute_assert_nothing(language, text):
    assert events(text, language) == []


@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [
        ("ru", "Банк Грузии в среду не изменил ставку.", ("rate_hold", "2025-02-12")),
        ("ru", "Эмманюэль Макрон 12 февраля отказался от поездки в Рим.", ("cancellation", "2025-02-12")),
        ("ru", "Самолет был сбит над Суданом 12 февраля.", ("military_action", "2025-02-12")),
        ("ru", "Закон о лесах был принят парламентом Чили 12 февраля.", ("legislation", "2025-02-12")),
        ("ru", "Иванов был назначен на должность посла 12 февраля.", ("appointment", "2025-02-12")),
    ],
)
def test_a_cue_inside_the_event_words_neither_denies_nor_plans(language, text, wanted):
    assert events(text, language) == [wanted]


@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [
        (
            "ru",
            "Чили в среду вышла из договора, подписанного в Риме 15 мая 1992 года.",
            ("cancellation", "2025-02-12"),
        ),
        ("ru", "Парламент Чили в среду принял бюджет на 2026 год.", ("legislation", "2025-02-12")),
        (
            "vi",
            "Ngày 12/2, quốc hội bầu ông Rinkevics làm chủ tịch nhiệm kỳ 2025 - 2029.",
            ("appointment", "2025-02-12"),
        ),
    ],
)
def test_the_time_of_something_else_does_not_date_the_event(language, text, wanted):
    assert wanted in events(text, language)
    assert len({when for _type, when in events(text, language)}) == 1
