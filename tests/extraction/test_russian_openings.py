"""Russian events: what a report opens with, reproaches, earlier events of no day, resignations told from the post."""

import pytest

from study.articles import read_article
from study.extraction import extract

DAY = "2025-02-13"
OPENING = "Новости дня.\n\nО погоде в регионе рассказали синоптики. Холодно. Дождь. Ветер. Снег. "


def events(text):
    found = extract(read_article(text.encode(), name="a.txt", published=DAY, language="ru")).events
    return [(event.type, event.when) for event in found if event.modality == "happened"]


@pytest.mark.parametrize(
    "text",
    [
        "Реформа школ займет пять лет, заявила министр образования Анна Реброва.",
        "Губернатор Петр Лавочкин заявил, что дорогам нужен капитальный ремонт.",
        "Мост простоит сто лет.\n\nОб этом заявил мэр города Олег Пашин.",
        "Мост простоит сто лет.\n\nМинистр транспорта Олег Пашин заявил, что опоры крепки.",
    ],
)
def test_a_report_opens_with_what_was_said(text):
    assert events(text) == [("statement", DAY)]


def test_who_declared_a_deed_of_the_lead_is_news_beside_it():
    text = "Суд арестовал капитана траулера, заявил прокурор области Глеб Рощин."
    assert sorted(events(text)) == [("other", DAY), ("statement", DAY)]


@pytest.mark.parametrize(
    "text",
    [
        "Мост простоит сто лет. Дожди ему не страшны. Министр Олег Пашин заявил, что опоры крепки.",
        "Мост простоит сто лет.\n\nСтанция откроется летом, уточнил министр Олег Пашин.",
    ],
)
def test_further_down_a_saying_is_no_news(text):
    assert events(text) == []


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Ранее завод подал в суд на поставщика.", []),
        ("Недавно министр связи ушел в отставку.", []),
        ("Ранее, 10 февраля, завод подал в суд на поставщика.", [("other", "2025-02-10")]),
    ],
)
def test_what_happened_earlier_needs_a_day(text, wanted):
    assert events(OPENING + text) == wanted


def test_an_attribute_may_be_of_an_earlier_day():
    assert events("Непал снял все ранее введенные ограничения на ввоз риса.") == [("other", DAY)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("МИД Перу раскритиковал поправки к уставу.", [("accusation", DAY)]),
        (OPENING + "Проект порта критикуют власти Перу.", []),
        (OPENING + "10 февраля премьер Перу раскритиковал проект порта.", [("accusation", "2025-02-10")]),
    ],
)
def test_a_reproach_is_a_saying(text, wanted):
    assert events(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("10 февраля со своего поста ушел министр связи.", ("resignation", "2025-02-10")),
        ("10 февраля свой пост покинул губернатор.", ("resignation", "2025-02-10")),
        ("Министр связи 10 февраля сообщил о своем уходе.", ("resignation", "2025-02-10")),
        ("Авиакомпания 10 февраля объявила об отмене рейсов на юг.", ("cancellation", "2025-02-10")),
        ("Новые ставки сбора вступили в силу 10 февраля.", ("legislation", "2025-02-10")),
        ("10 февраля войска взяли в плен 30 солдат.", ("military_action", "2025-02-10")),
    ],
)
def test_words_that_tell_it_the_other_way_round(text, wanted):
    assert events(OPENING + text) == [wanted]


@pytest.mark.parametrize(
    "text",
    [
        "Рябов стал вторым министром, который покинет кабинет.",
        "Посол занял взвешенную позицию.",
    ],
)
def test_what_is_no_appointment_and_no_attack(text):
    assert events(text) == []


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Новый порт угрожает заповеднику Перу.", []),
        ("Премьер Перу 10 февраля угрожал соседям войной.", [("threat", "2025-02-10")]),
    ],
)
def test_a_threat_that_lasts_needs_a_day(text, wanted):
    assert events(OPENING + text) == wanted


def test_two_who_resign_are_two():
    text = "10 февраля Борис Джонсон подал в отставку.\n\n10 февраля Рекс Тиллерсон ушел в отставку."
    assert events(OPENING + text) == [("resignation", "2025-02-10")] * 2
