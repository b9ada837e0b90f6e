"""Offices and bare titles: whom they mean, by date, country and what was named before."""

from collections import defaultdict
from datetime import date
from itertools import pairwise

import pytest

from study.extraction.actors.mentions import find_actors
from study.extraction.actors.offices import holder_in, terms
from study.extraction.lexicon import read_table
from study.extraction.text import view_of


def names(text, language, day=date(2025, 2, 13)):
    return [actor.name for actor in find_actors(view_of(text), language, day)]


CASES = [
    ("en", "The French president spoke.", "Emmanuel Macron"),
    ("en", "The chancellor of Germany spoke.", "Olaf Scholz"),
    ("en", "The US secretary of state spoke.", "Marco Rubio"),
    ("en", "The Fed chair spoke.", "Jerome Powell"),
    ("en", "The governor of the Bank of England spoke.", "Andrew Bailey"),
    ("en", "Turkey's economy shrank, and the president spoke.", "Recep Tayyip Erdogan"),
    ("en", "Turkey's economy shrank, and the central bank acted.", "Central Bank of Turkey"),
    ("ru", "Выступил президент Франции.", "Emmanuel Macron"),
    ("ru", "Выступил глава МИД Китая.", "Wang Yi"),
    ("ru", "Выступил глава Белого дома.", "Donald Trump"),
    ("ru", "Выступил российский лидер.", "Vladimir Putin"),
    ("ru", "Выступил глава государства.", "Vladimir Putin"),
    ("ru", "Турция ждала, и регулятор повысил ставку.", "Central Bank of Turkey"),
    ("vi", "Tổng thống Pháp phát biểu.", "Emmanuel Macron"),
    ("vi", "Ngoại trưởng Nga phát biểu.", "Sergei Lavrov"),
    ("vi", "Ông chủ Nhà Trắng phát biểu.", "Donald Trump"),
    ("vi", "Thủ tướng phát biểu.", "Pham Minh Chinh"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "name"), CASES)
def test_an_office_means_its_holder(language, text, name):
    assert names(text, language)[-1] == name


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2016, 7, 1), "David Cameron"),
        (date(2016, 7, 13), "Theresa May"),
        (date(2022, 10, 1), "Liz Truss"),
        (date(2024, 7, 5), "Keir Starmer"),
    ],
)
def test_the_holder_of_the_day(day, name):
    assert names("The British prime minister spoke.", "en", day) == [name]


@pytest.mark.parametrize(
    ("language", "text", "name"),
    [
        ("en", "Emmanuel Macron met Keir Starmer. The president was tired.", "Emmanuel Macron"),
        ("en", "Emmanuel Macron met Keir Starmer. The prime minister was tired.", "Keir Starmer"),
        ("ru", "Макрон встретил Стармера. Президент устал.", "Emmanuel Macron"),
        ("vi", "Ông Macron gặp ông Starmer. Tổng thống rất mệt.", "Emmanuel Macron"),
    ],
)
def test_a_bare_title_means_who_was_last_named_of_its_holders(language, text, name):
    assert names(text, language)[-1] == name


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The former French president spoke."),
        ("en", "The president spoke."),
        ("en", "The president of the company spoke."),
        ("en", "US President Richard Nixon spoke."),
        ("ru", "Выступил бывший президент Франции."),
        ("vi", "Cựu tổng thống Pháp phát biểu."),
    ],
)
def test_nobody_is_guessed(language, text):
    people = {
        actor.name
        for actor in find_actors(view_of(text), language, date(2025, 2, 13))
        if actor.kind == "person"
    }
    assert people == set()


def test_no_office_has_two_holders_at_once():
    held = defaultdict(list)
    for term in terms():
        held[term.office, term.country].append(term)
    for group in held.values():
        for before, after in pairwise(group):
            assert before.end is not None
            assert before.end <= after.begin


def test_every_country_of_a_role_is_known():
    known = {row["country"] for row in read_table("countries.csv")}
    assert {term.country for term in terms()} <= known


def test_a_day_between_two_terms_has_no_holder():
    assert holder_in("president", "KOR", date(2017, 4, 1)) is None
    assert holder_in("central bank", "KOR", None) == "Bank of Korea"


@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [
        (
            "en",
            "Emmanuel Macron met Keir Starmer. He was tired.",
            ["Emmanuel Macron", "Keir Starmer", "Keir Starmer"],
        ),
        ("vi", "Ông Macron đến Hà Nội. Ông rất mệt.", ["Emmanuel Macron", "Vietnam", "Emmanuel Macron"]),
        ("vi", "Ông Macron gặp ông Starmer. Hai ông rất mệt.", ["Emmanuel Macron", "Keir Starmer"]),
        ("vi", "Ông Macron phát biểu. Ông Nguyễn Văn Ba vắng mặt.", ["Emmanuel Macron"]),
    ],
)
def test_a_pronoun_means_the_person_last_named(language, text, wanted):
    assert names(text, language) == wanted


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ru", "Экономист победил на выборах президента Франции."),
        ("ru", "Кандидат в президенты Франции выступил в Лионе."),
        ("ru", "Экономист избран президентом Франции."),
        ("ru", "Экономист претендует на пост президента Франции."),
        ("en", "An economist won the election for the French president."),
        ("en", "An economist was elected president of France."),
        ("vi", "Cuộc bầu cử tổng thống Pháp diễn ra yên ổn."),
        ("vi", "Nhà kinh tế tranh chức tổng thống Pháp."),
    ],
)
def test_an_office_that_is_sought_or_voted_on_is_not_its_holder(language, text):
    assert "Emmanuel Macron" not in names(text, language)
