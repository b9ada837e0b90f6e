"""What English verb forms assert: participles, infinitives, plurals, the present, the past with a coming day."""

import pytest
from english_reports import events


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("A fisherman held by police has gone home.", []),
        ("A fisherman arrested by police on Monday has gone home.", ["other 2025-02-10 happened"]),
        ("Families are back in recaptured villages.", []),
        ("The clerk complained of being attacked.", []),
        ("In a letter signed by 40 bishops, Peru was praised.", []),
        ("The envoy flew home without being arrested.", []),
        ("Clerks arrested for theft have gone home.", []),
        ("The king shows little interest in negotiating.", []),
    ],
)
def test_a_participle_that_describes_a_noun_needs_a_day_behind_it(text, wanted):
    assert events(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Norway asked for the king of Spain to visit Oslo.", []),
        ("The law let clerks order the bank to pay a fine.", []),
        ("Peru plans to visit the fair on 3 March.", ["visit 2025-03-03 planned"]),
    ],
)
def test_an_infinitive_asserts_nothing_by_itself(text, wanted):
    assert events(text) == wanted


def test_an_infinitive_in_a_headline_is_a_plan():
    assert events("King of Spain to visit Oslo on 3 March\nThe palace is being cleaned.", lead="") == [
        "visit 2025-03-03 planned"
    ]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "The president of Peru signed a decree on Monday that takes effect on 1 April.",
            ["legislation 2025-02-10 happened"],
        ),
        ("Chile imposed tariffs on Peru from 1 March.", ["tariff 2025-03-01 planned"]),
        ("Kenya called an election for 3 March.", ["election 2025-03-03 planned"]),
    ],
)
def test_a_verb_of_the_past_takes_no_coming_day_unless_it_sets_one(text, wanted):
    assert events(text) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "The report accuses Chile of theft.",
        "Mass arrests and long terms in jails are common.",
        "The bank of Norway has been raising interest rates for a year.",
        "Early signs point to a mild winter.",
    ],
)
def test_what_is_so_or_goes_on_is_no_happening(text):
    assert events(text) == []


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Norway said it would cut 900 jobs at the ministry.", ["statement 2025-02-13 happened"]),
        ("Norway said on Monday it would cut 900 jobs.", ["statement 2025-02-10 happened"]),
        ("Norway said it would impose tariffs on Peru on 1 March.", ["tariff 2025-03-01 planned"]),
        ("Norway's premier said on Monday the strike on Oslo was cruel.", ["statement 2025-02-10 happened"]),
        ("Norway's premier was widely praised on Monday.", []),
        (
            "On Monday, Norway's foreign minister, who is from Bergen, said he was tired.",
            ["statement 2025-02-10 happened"],
        ),
        ("Norway's premier warned on Monday that it would expel miners.", ["threat 2025-02-10 happened"]),
        ("Norway's premier warned on Monday that prices were too high.", ["statement 2025-02-10 happened"]),
    ],
)
def test_what_is_said_with_its_day_or_of_oneself_is_news(text, wanted):
    assert events(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("A Senate aide agreed to speak to the panel.", []),
        ("Norway and Peru agreed to share the catch on Monday.", ["agreement 2025-02-10 happened"]),
        ("The finance ministers agreed on Monday to share the cost.", ["agreement 2025-02-10 happened"]),
        ("On Monday the two leaders agreed to meet.", ["summit_announced 2025-02-10 happened"]),
        ("Both sides agreed to a truce on Monday.", ["ceasefire 2025-02-10 happened"]),
    ],
)
def test_to_agree_takes_two_sides(text, wanted):
    assert events(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("She was released in January after serving two years.", ["prisoner_release 2025-01 happened"]),
        ("The mayor called for a review of racist posts.", []),
        ("The plan was announced ahead of a summit in Oslo.", []),
        ("North Korea test-fired a missile on Monday.", ["military_action 2025-02-10 happened"]),
        ("The jury found him guilty on Monday.", ["other 2025-02-10 happened"]),
        (
            "The embassy closed on Monday, days after a strike on the port killed ten.",
            ["other 2025-02-10 happened"],
        ),
        ("The inflation data for January were mild.", []),
        ("The jobs report on Friday was mild.", ["other 2025-02-07 happened"]),
    ],
)
def test_how_far_the_words_of_an_event_reach(text, wanted):
    assert events(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Shares of the lender slid 4% after it reported a quarterly loss.", ["other 2025-02-13 happened"]),
        ("The lira weakened after the central bank cut rates.", ["rate_cut 2025-02-13 happened"]),
        ("Oil jumped after Norway fired missiles at Peru.", ["military_action 2025-02-13 happened"]),
        ("Norway moved its envoys after Peru fired missiles at Chile.", []),
        ("Stocks fell before Norway imposed tariffs.", []),
    ],
)
def test_what_a_market_moved_after_is_of_the_day(text, wanted):
    assert events(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("British Prime Minister Theresa May arrived in Oslo on Monday.", ["visit 2025-02-10 happened"]),
        ("On 5 May 2024 Norway imposed tariffs on Peru.", ["tariff 2024-05-05 happened"]),
        ("Peru may impose tariffs on Norway on 3 March.", ["tariff 2025-03-03 possible"]),
    ],
)
def test_may_with_a_capital_is_a_name_or_a_month(text, wanted):
    assert events(text) == wanted


def test_an_auxiliary_or_article_makes_no_two_happenings_one():
    text = "A mayor was shot dead on Monday. A waiter was arrested on Monday."
    assert events(text) == ["other 2025-02-10 happened"] * 2


def test_the_date_that_opens_the_first_line_is_that_of_the_article():
    text = "Thursday, February 13, 2025 On Tuesday, Norway announced a new flag."
    assert events(text, lead="Norway has a flag\n\n") == ["statement 2025-02-11 happened"]
