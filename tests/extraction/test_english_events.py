"""Events in English: releases, forms in "ing", perfects, clauses that look back, verbs of saying, named times."""

import pytest

from study.articles import read_article
from study.extraction import extract


def events(text):
    article = read_article(text.encode(), name="a.txt", published="2025-02-13", language="en")
    found = extract(article).events
    return sorted(f"{event.type} {event.when}" for event in found if event.modality == "happened")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Data on Wednesday showed that payrolls grew by 90,000 in January.", ["other 2025-02-12"]),
        ("Figures on Tuesday showed retail sales fell for the month ended January 25.", ["other 2025-02-11"]),
        ("The Census Bureau reported Wednesday that orders fell in December.", ["other 2025-02-12"]),
        ("The brewer fell after reporting a drop in third quarter profit on Monday.", ["other 2025-02-10"]),
        ("Mortgage rates rose to 7%, the lender's data showed.", []),
    ],
)
def test_a_release_has_the_day_of_the_telling_and_not_that_of_its_figures(text, wanted):
    assert events(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "Chile's central bank surprised traders by cutting interest rates on Tuesday.",
            ["rate_cut 2025-02-11"],
        ),
        ("Peru is holding a general election on Thursday.", ["election 2025-02-13"]),
        ("The king signed a decree on Monday imposing tariffs on Brazil.", ["tariff 2025-02-10"]),
        ("Poland made its case for imposing sanctions on Belarus.", []),
        ("Norway insisted on Monday on the benefits of raising rates without imposing tariffs.", []),
    ],
)
def test_a_form_in_ing_asserts_only_what_is_being_done(text, wanted):
    assert events(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("The defence minister of Peru has resigned.\nHis party is silent.", ["resignation 2025-02-13"]),
        (
            "The blogger was freed from jail on Monday after she was held last month.",
            ["prisoner_release 2025-02-10"],
        ),
        ("Sweden joined the pact on Monday, years after Russia invaded Ukraine.", ["other 2025-02-10"]),
        (
            "Canada sealed a deal on Tuesday, hours after Mexico imposed tariffs.",
            ["agreement 2025-02-11", "tariff 2025-02-11"],
        ),
        ("Brazil has not moved since Peru imposed tariffs.", []),
        ("The detention was condemned by Norway.", []),
        ("Norway condemned the detention on Monday.", ["accusation 2025-02-10"]),
    ],
)
def test_what_only_looks_back_without_a_day_is_no_event(text, wanted):
    assert events(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("The court met on Tuesday, before the president visits Peru.", ["meeting 2025-02-11"]),
        ("The rebels' captured tanks stood in the square on Tuesday.", []),
        ("Ann Lee told the show Street Signs Asia of her plans.", []),
        ("He was charged on Monday over a 2018 post.", ["other 2025-02-10"]),
        ("Peru and Chile agreed on the border in a May 2015 statement.", ["agreement 2015-05"]),
        ("She was beaten in the 2021 presidential election.", ["election 2021"]),
        (
            "Canada imposed sanctions on Peru on Monday. It also imposed sanctions on Chile on Monday.",
            ["sanction 2025-02-10"] * 2,
        ),
        ("The bank is closing 40 branches, it announced on Tuesday.", ["other 2025-02-11"]),
        ("Steel makers posted better-than-expected profits on Wednesday.", ["other 2025-02-12"]),
        ("According to a poll published on Monday, voters are tired.", []),
    ],
)
def test_times_and_words_that_belong_to_something_else(text, wanted):
    assert events(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "Narendra Modi said on Tuesday he was in no hurry to negotiate trade deals.",
            ["statement 2025-02-11"],
        ),
        ("On Tuesday, she told reporters that the plan was dead.", ["statement 2025-02-11"]),
        ("Prices fell when the oil minister of Norway said it would hold output.", ["statement 2025-02-13"]),
        (
            "Peru has filed a trade case against Chile, its trade minister announced on Wednesday.",
            ["accusation 2025-02-12"],
        ),
        ("Lee Kim, head of analysis at Nordbank, warned on Wednesday that prices would fall.", []),
        (
            "Last week, the federal consumer bureau, a watchdog, issued a warning on loans.",
            ["statement 2025-W06"],
        ),
    ],
)
def test_who_speaks_and_whether_it_is_news(text, wanted):
    assert events(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "Mali closed its border on Tuesday, two days after soldiers seized power in Niger.",
            ["other 2025-02-09", "other 2025-02-11"],
        ),
        (
            "On Monday Fiji signed the pact, a day before Tonga imposed sanctions on Palau.",
            ["agreement 2025-02-10", "sanction 2025-02-11"],
        ),
        ("Chad held an election on Sunday, years after Mali signed the pact.", ["election 2025-02-09"]),
    ],
)
def test_a_clause_counts_its_days_from_the_sentence(text, wanted):
    assert events(text) == wanted
