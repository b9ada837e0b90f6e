"""Happenings as English wires tell of them: calls, talks called off, arms cleared, and the days around them."""

import pytest

from study.articles import read_article
from study.extraction import extract


def events(text, published="2025-06-13"):
    article = read_article(text.encode(), name="a.txt", published=published, language="en")
    return sorted(f"{event.type} {event.when} {event.modality}" for event in extract(article).events)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Putin told Trump by phone on Wednesday that Moscow would respond.", "call 2025-06-11"),
        ("The two presidents spoke for an hour on the phone on Thursday.", "call 2025-06-12"),
        (
            "Lula discussed the crisis with his Turkish counterpart Erdogan by phone on Monday.",
            "call 2025-06-09",
        ),
        ("Trump welcomed Merz to the White House on Thursday.", "meeting 2025-06-12"),
        ("Modi was received by Xi in Tianjin on Tuesday.", "meeting 2025-06-10"),
        ("The EU on Thursday eased restrictions on Syrian banks.", "sanction_relief 2025-06-12"),
        ("Trump signed an order on Thursday ending sanctions on Syria.", "sanction_relief 2025-06-12"),
        (
            "The United States approved the sale of F-16 parts to Ukraine on Tuesday.",
            "arms_transfer 2025-06-10",
        ),
        ("Washington on Monday halted shipments of weapons to Kyiv.", "arms_transfer 2025-06-09"),
        (
            "The sixth round of talks between Iran and the U.S. was postponed on Thursday.",
            "cancellation 2025-06-12",
        ),
        ("The United States withdrew from UNESCO on Monday.", "cancellation 2025-06-09"),
        (
            "At least 30 people were killed in Israeli strikes across Gaza on Wednesday.",
            "military_action 2025-06-11",
        ),
        ("A U.S. strike on a boat killed 11 people on Thursday.", "military_action 2025-06-12"),
        ("Youth-led demonstrations erupted in Madagascar on Monday.", "protest 2025-06-09"),
        ("Iran and Oman reached a deal on Tuesday to halt fighting in Yemen.", "ceasefire 2025-06-10"),
        ("Egyptians voted on Saturday in a referendum on the constitution.", "election 2025-06-07"),
        ("Iran threatened on Thursday to install more centrifuges.", "threat 2025-06-12"),
        ("A summit between Trump and Putin was announced on Thursday.", "summit_announced 2025-06-12"),
        ("The EU and Indonesia clinched a long-awaited free trade deal on Thursday.", "agreement 2025-06-12"),
    ],
)
def test_a_wire_sentence_tells_one_happening_of_its_type(text, wanted):
    assert events(text) == [f"{wanted} happened"]


def test_somebody_who_tells_a_news_agency_by_phone_makes_no_call():
    assert events("Analyst John Gray told Reuters by phone on Thursday that demand was weak.") == []


def test_what_is_announced_takes_no_day_from_the_announcement():
    text = "The Kremlin announced on Thursday that Putin and Trump would meet in Alaska."
    assert [event for event in events(text) if event.startswith("meeting")] == []


def test_what_went_before_a_call_by_hours_is_of_its_day():
    text = (
        "Trump and Putin talk about Iran\n"
        "WASHINGTON, June 13 (Reuters) - Trump and Putin spoke by phone on Thursday, the White House said.\n"
        "The call came hours after Ukrainian drones struck a refinery in Russia's Samara region.\n"
        "The leaders last talked on May 19.\n"
    )
    assert events(text) == [
        "call 2025-05-19 happened", "call 2025-06-12 happened", "military_action 2025-06-12 happened",
    ]  # fmt: skip


def test_a_verb_behind_but_is_of_the_day_of_the_first_one_not_of_the_dateline():
    text = (
        "WASHINGTON, April 10 - Trump on Wednesday suspended most of his tariffs "
        "but fired the head of the trade commission."
    )
    assert events(text, "2025-04-10") == ["resignation 2025-04-09 happened", "tariff 2025-04-09 happened"]


def test_a_statement_does_not_take_the_old_day_of_the_background_before_it():
    text = (
        "Fed cuts rates\n"
        "WASHINGTON, Sept 18 - The Federal Reserve lowered its benchmark rate on Wednesday.\n"
        "The Bank of Canada lowered rates for a third time on Sept. 4. "
        "Fed Chair Jerome Powell told a news conference the economy was in good shape.\n"
    )
    assert "statement 2024-09-18 happened" in events(text, "2024-09-18")
