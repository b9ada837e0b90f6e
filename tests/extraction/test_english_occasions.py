"""Named happenings in English: meetings told in passing, deals that begin a report, what is only recalled."""

import pytest
from english_reports import events


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "The mayor signed the pact with Norway after a meeting with fishermen in Bergen on Tuesday.",
            ["agreement 2025-02-11 happened", "meeting 2025-02-11 happened"],
        ),
        (
            "At a meeting in Lisbon on Monday, the ministers approved the harbour bill.",
            ["legislation 2025-02-10 happened", "meeting 2025-02-10 happened"],
        ),
        (
            "Chile's president praised the growers on Tuesday during a visit to Poland.",
            ["statement 2025-02-11 happened", "visit 2025-02-11 happened"],
        ),
        (
            '"We are content," the minister told reporters on Tuesday after talks with Norway.',
            ["meeting 2025-02-11 happened", "statement 2025-02-11 happened"],
        ),
    ],
)
def test_a_meeting_in_passing_is_an_event_beside_what_was_done_there(text, wanted):
    assert [event for event in events(text) if not event.startswith("statement")] == [
        event for event in wanted if not event.startswith("statement")
    ]


@pytest.mark.parametrize(
    "text",
    [
        "The board will decide at a meeting with growers on Friday.",
        "Analysts expect the bank to raise rates at its next meeting.",
        "The clerk said that every meeting had to be minuted.",
        "The union asked for more money at the meeting.",
    ],
)
def test_a_meeting_to_come_or_of_no_day_and_party_is_no_occasion(text):
    assert not any(event.startswith("meeting") and event.endswith("happened") for event in events(text))


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Larkfield Corp settled a lawsuit with its tenants on Tuesday.", "agreement 2025-02-11 happened"),
        ("Larkfield Corp withdrew its hostile bid on Tuesday.", "cancellation 2025-02-11 happened"),
        ("Larkfield Corp postponed the sale of its mills on Tuesday.", "cancellation 2025-02-11 happened"),
        ("The merger with Larkfield fell apart on Tuesday.", "cancellation 2025-02-11 happened"),
        ("The parties failed to reach a deal on Tuesday.", "negotiation 2025-02-11 happened"),
        ("The two mills held preliminary talks on Tuesday.", "negotiation 2025-02-11 happened"),
        ("Larkfield Corp hired a brewer as chief executive on Tuesday.", "appointment 2025-02-11 happened"),
        ("Voters in Norway approved a ballot measure on Tuesday.", "election 2025-02-11 happened"),
        (
            "The governor rushed through emergency legislation on Tuesday.",
            "legislation 2025-02-11 happened",
        ),
        ("Under a deal reached with the mills on Tuesday the dam stays.", "agreement 2025-02-11 happened"),
        ("The minister lambasted the growers on Tuesday.", "statement 2025-02-11 happened"),
        (
            "Chile's president signed a sweeping overhaul of fishing on Tuesday.",
            "legislation 2025-02-11 happened",
        ),
        ("Larkfield Corp agreed to compensate its tenants on Tuesday.", "agreement 2025-02-11 happened"),
        ("Ann Lee took over as head of the mill on Tuesday.", "appointment 2025-02-11 happened"),
    ],
)
def test_words_of_named_events(text, wanted):
    assert events(text) == [wanted]


def test_a_deed_in_the_perfect_below_the_lead_is_recalled():
    lead = "A quiet week\nThe port was calm on Tuesday.\nThe fish came in.\nThe nets were dry.\n"
    assert events("Norway has accused Chile of dumping.", lead) == []


def test_a_report_that_begins_with_what_will_be_bought_tells_of_the_deal():
    assert events("Larkfield Corp will buy the mills of Oakham Ltd for $5 million.", "") == [
        "agreement 2025-02-13 happened"
    ]


@pytest.mark.parametrize(
    "text",
    [
        "The notices ran on walls during the 2016 presidential election.",
        "Ann Lee was appointed chief executive of the mill in 2003.",
        "The central bank has cut interest rates to almost zero.",
        "A further cut in interest rates would help little, brewers said.",
        "The plan met with a muted response on Tuesday.",
        "The delay flew in the face of what growers had hoped.",
        "The clerk's plan hit the owner's purse on Tuesday.",
        "Fees have doubled since the mayor took office in January.",
        "Trade weighed on the mills, cutting half a percentage point off output.",
    ],
)
def test_what_is_only_recalled_or_named_is_none(text):
    assert events(text) == []


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "At a gathering on Monday, OPEC and Norway agreed to raise output from March 1.",
            "agreement 2025-02-10 happened",
        ),
        (
            "The mills had a bad spell in 2019, when Larkfield Corp withdrew its hostile bid.",
            "cancellation 2019 happened",
        ),
        ("An airstrike hit the port of Tema on Tuesday.", "military_action 2025-02-11 happened"),
    ],
)
def test_the_day_is_not_the_one_from_which_something_is_to_hold(text, wanted):
    assert wanted in events(text)
