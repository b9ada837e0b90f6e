# ruff: noqa: E501 - one case, one line
"""Events: type, actors, time, modality; what is no event; and mentions that are joined."""

import pytest

from study.articles import read_article
from study.extraction import extract


def record(text, language, published="2025-02-13"):
    return extract(read_article(text.encode(), name="a.txt", published=published, language=language))


CASES = [
    ("en", "Donald Trump spoke by phone with Vladimir Putin on Wednesday.", "call", "2025-02-12", {"Donald Trump", "Vladimir Putin"}),
    ("en", "The Federal Reserve cut interest rates on December 18, 2024.", "rate_cut", "2024-12-18", {"Federal Reserve"}),
    ("en", "The Bank of England held interest rates on Thursday.", "rate_hold", "2025-02-13", {"Bank of England"}),
    ("en", "The European Union imposed sanctions on Russia on February 3.", "sanction", "2025-02-03", {"European Union", "Russia"}),
    ("en", "China imposed tariffs on Canada last month.", "tariff", "2025-01", {"China", "Canada"}),
    ("en", "Emmanuel Macron met with Keir Starmer on Monday.", "meeting", "2025-02-10", {"Emmanuel Macron", "Keir Starmer"}),
    ("en", "Trump cancelled the summit with Xi Jinping on Tuesday.", "cancellation", "2025-02-11", {"Donald Trump", "Xi Jinping"}),
    ("ru", "Банк России повысил ключевую ставку 25 октября 2024 года.", "rate_hike", "2024-10-25", {"Bank of Russia"}),
    ("ru", "США ввели санкции против Ирана в среду.", "sanction", "2025-02-12", {"United States", "Iran"}),
    ("ru", "Путин встретился с Эрдоганом 10 февраля.", "meeting", "2025-02-10", {"Vladimir Putin", "Recep Tayyip Erdogan"}),
    ("ru", "Макрон провёл телефонный разговор с Зеленским вчера.", "call", "2025-02-12", {"Emmanuel Macron", "Volodymyr Zelensky"}),
    ("vi", "Hôm qua, ông Putin điện đàm với ông Tập Cận Bình.", "call", "2025-02-12", {"Vladimir Putin", "Xi Jinping"}),
    ("vi", "Fed giảm lãi suất ngày 18/12/2024.", "rate_cut", "2024-12-18", {"Federal Reserve"}),
    ("vi", "Mỹ áp thuế với Trung Quốc từ ngày 4/2.", "tariff", "2025-02-04", {"United States", "China"}),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "kind", "when", "actors"), CASES)
def test_one_clause_one_event(language, text, kind, when, actors):
    events = record(text, language).events
    assert [(event.type, event.when, event.modality) for event in events] == [(kind, when, "happened")]
    assert set(events[0].actors) == actors
    assert events[0].text == text[events[0].start : events[0].end]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Trump did not meet with Putin on Wednesday."),
        ("en", "Zelensky called for sanctions against Russia."),
        ("vi", "Ông Zelensky muốn ngừng bắn."),
        ("ru", "Зеленский призвал ввести санкции."),
        ("en", "Analysts say oil demand is weak."),
    ],
)
def test_denials_wishes_and_opinions_are_no_events(language, text):
    assert [event for event in record(text, language).events if event.modality == "happened"] == []


def test_a_plan_is_marked_as_one():
    (event,) = record("Trump will hold a meeting with Putin on Tuesday.", "en").events
    assert (event.type, event.when, event.modality) == ("meeting", "2025-02-18", "planned")
    (done,) = record("Trump held a meeting with Putin on Tuesday.", "en").events
    assert event.confidence < done.confidence


@pytest.mark.parametrize(
    ("language", "text", "actors"),
    [
        ("vi", "Hôm qua, ông Trump hủy cuộc gặp với ông Putin ở thủ đô Hungary.", {"Donald Trump", "Vladimir Putin"}),
        ("vi", "Ngày 12/2, Nga và Mỹ đàm phán tại thủ đô Riyadh của Saudi Arabia.", {"Russia", "United States"}),
        ("en", "Trump met Putin in the Hungarian capital on Monday.", {"Donald Trump", "Vladimir Putin"}),
        ("en", "Trump met Putin in Jeddah, Saudi Arabia, on Monday.", {"Donald Trump", "Vladimir Putin"}),
        ("ru", "Путин встретился с Эрдоганом в Венгрии 10 февраля.", {"Vladimir Putin", "Recep Tayyip Erdogan"}),
        ("ru", "Россия и Китай подписали соглашение о поставках газа в Сербию 10 февраля.", {"Russia", "China", "Serbia"}),
        ("en", "Israel struck nuclear sites in Iran on Monday.", {"Israel", "Iran"}),
    ],
)  # fmt: skip
def test_the_place_of_a_meeting_is_no_party_to_it(language, text, actors):
    (event,) = record(text, language).events
    assert set(event.actors) == actors


def test_mentions_of_one_happening_are_joined():
    text = "Trump spoke by phone with Putin on Wednesday.\n\nThe phone call with Putin on February 12 lasted long, Trump said."
    (event,) = [event for event in record(text, "en").events if event.type == "call"]
    assert event.when == "2025-02-12"
    assert len(event.mentions) == 1
    assert "February 12" in event.mentions[0].text


def test_two_calls_of_one_day_with_other_people_stay_two():
    text = "Trump spoke by phone with Putin on Wednesday. Trump spoke by phone with Zelensky on Wednesday."
    assert sorted(set(event.actors) - {"Donald Trump"} for event in record(text, "en").events) == sorted(
        [{"Vladimir Putin"}, {"Volodymyr Zelensky"}]
    )


def test_an_event_dated_by_another_one():
    text = "Ngày 12/2, ông Trump điện đàm với ông Putin. Ông Witkoff đã bay tới Moscow 1 ngày trước khi có cuộc điện đàm."
    visit = next(event for event in record(text, "vi").events if event.type == "visit")
    assert (visit.when, visit.basis) == ("2025-02-11", "event")


@pytest.mark.parametrize(
    ("published", "holder"),
    [("2025-06-01", "Donald Trump"), ("2023-06-01", "Joe Biden"), ("2018-06-01", "Donald Trump")],
)
def test_an_office_means_who_held_it_at_the_time(published, holder):
    (event,) = record("The U.S. president met with Emmanuel Macron on May 2.", "en", published).events
    assert set(event.actors) == {holder, "Emmanuel Macron"}


def test_without_a_publication_date_the_record_says_what_is_open():
    text = b"Trump spoke by phone with Putin on Wednesday."
    found = extract(read_article(text, name="a.txt", language="en"))
    assert found.published is None
    assert [event.when for event in found.events] == [None]
    assert any("unresolved" in note for note in found.notes)
