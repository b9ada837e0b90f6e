"""What firms make known in English: deals, results, bids and perfects, and what only sounds like news."""

import pytest
from english_reports import events


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Larkfield Corp announced a new ferry line on Tuesday.", ["other 2025-02-11 happened"]),
        (
            "Larkfield Corp announced a partnership with its rival on Tuesday.",
            ["agreement 2025-02-11 happened"],
        ),
        ("Larkfield Corp announced on Tuesday that prices would stay.", ["statement 2025-02-11 happened"]),
        ("Larkfield Corp agreed to buy a brewery on Tuesday.", ["agreement 2025-02-11 happened"]),
        ("Larkfield Corp said on Tuesday it would buy a brewery.", ["agreement 2025-02-11 happened"]),
        ("Larkfield Corp said on Tuesday its quarterly profit rose a tenth.", ["other 2025-02-11 happened"]),
        ("Larkfield Corp rejected a second bid on Tuesday.", ["other 2025-02-11 happened"]),
        ("Larkfield Corp was in talks with its lenders on Tuesday.", ["negotiation 2025-02-11 happened"]),
    ],
)
def test_what_a_firm_makes_known_is_what_it_did(text, wanted):
    assert events(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Larkfield Corp has launched a review of its mills.", ["other 2025-02-13 happened"]),
        ("Larkfield Corp, the brewer that has launched reviews before, is calm.", []),
    ],
)
def test_a_perfect_in_the_lead_is_news(text, wanted):
    assert events(text, "A quiet week\n") == wanted


@pytest.mark.parametrize(
    "text",
    [
        "Larkfield Corp met the target of its lenders on Tuesday.",
        "Larkfield Corp was founded in 1988.",
        "For the quarter that ended January 31, orders were flat.",
        "Larkfield Corp is unlikely to announce anything on Tuesday.",
        "There were signs on Tuesday of a thaw among brewers.",
        "The clerk spoke of flat orders on a conference call.",
    ],
)
def test_what_only_sounds_like_news_is_none(text):
    assert events(text) == []


def test_figures_after_a_subject_s_aside_are_not_only_vouched_for():
    text = "Larkfield Corp, the brewer, posted a quarterly loss, its third."
    assert events(text, "A quiet week\n") == ["other 2025-02-13 happened"]
