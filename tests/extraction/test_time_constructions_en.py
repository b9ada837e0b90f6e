# ruff: noqa: E501 - one sentence, one line
"""The time constructions of English news, one by one: what each says on Thursday 2025-02-13, by hand."""

from datetime import date

import pytest

from study.extraction.text import view_of
from study.extraction.times.timexes import find_times

PUBLISHED = date(2025, 2, 13)

ONE = [
    # datelines and bylines
    ("LONDON, Feb 12 (Agency) - Shares slipped.", "2025-02-12"),
    ("PARIS, FEB. 12 - Ministers gathered.", "2025-02-12"),
    ("Updated 12-Feb-2025 by the desk.", "2025-02-12"),
    ("GENEVA (Wire) — Delegates broke off talks Wednesday.", "2025-02-12"),
    # weekdays
    ("Bonds slid early Wednesday.", "2025-02-12"),
    ("The minister resigned late on Tuesday.", "2025-02-11"),
    ("Markets reopened Wednesday, Feb. 12, 2025, in Lima.", "2025-02-12"),
    ("Traders were calm on Wednesday (Feb 12).", "2025-02-12"),
    ("The envoy left on Friday last week.", "2025-02-07"),
    ("The envoy left last Friday.", "2025-02-07"),
    ("The envoy left this past Monday.", "2025-02-10"),
    ("The council will sit next Tuesday.", "2025-02-18"),
    ("The council will sit this coming Saturday.", "2025-02-15"),
    ("The exchange will be closed on Monday.", "2025-02-17"),
    ("A hearing has been scheduled for Monday.", "2025-02-17"),
    ("The ministry said on Monday it would buy gas.", "2025-02-10"),
    ("The prime minister will visit Oslo for long talks with the young Norwegian leader on Monday.", "2025-02-17"),
    ("The bank is closing branches, it announced on Tuesday.", "2025-02-11"),
    ("The brewer posted better-than-expected profits on Wednesday.", "2025-02-12"),
    ("Nurses walked out on Monday over plans to close a ward.", "2025-02-10"),
    # parts of the day
    ("Turnout was low on Wednesday evening.", "2025-02-12TEV"),
    ("The bridge was hit on Tuesday night.", "2025-02-11TNI"),
    ("The bridge was hit last night.", "2025-02-12TNI"),
    ("The deal was struck early this morning.", "2025-02-13TMO"),
    ("The gauge fell on Wednesday afternoon.", "2025-02-12TAF"),
    ("The leader will speak tonight.", "2025-02-13TEV"),
    ("They left yesterday evening.", "2025-02-12TEV"),
    # weeks, months, years
    ("The rally faded this week.", "2025-W07"),
    ("The rally faded later this month.", "2025-02"),
    ("The rally faded early last month.", "2025-01"),
    ("The yen is up 2% for the week.", "2025-W07"),
    ("It was the third strike of the year.", "2025"),
    ("The fund has doubled by year's end.", "2025"),
    ("It was up sharply from a year ago.", "2024"),
    ("They married last August.", "2024-08"),
    ("They will marry next May.", "2025-05"),
    ("The law took effect in mid-January.", "2025-01"),
    ("The law took effect in mid-2023.", "2023"),
    ("The law took effect at the end of 2023.", "2023"),
    ("The plant has stood idle since July 25, 2023.", "2023-07-25"),
    ("The treaty of May 3rd, 2019 lapsed.", "2019-05-03"),
    ("The treaty was signed on the 3rd of May 2019.", "2019-05-03"),
    ("They met a fortnight ago.", "2025-W05"),
    ("They parted at the weekend after a plan to stay failed.", "2025-02-08/2025-02-09"),
    ("Parliament returns on Tuesday.", "2025-02-18"),
    ("The index could fall in March, he said.", "2025-03"),
    ("The index had fallen in December.", "2024-12"),
    ("It happened on 6 January 2022, a Thursday.", "2022-01-06"),
    ("They met the day before yesterday.", "2025-02-11"),
    ("They will meet the day after tomorrow.", "2025-02-15"),
    ("They will meet in two weeks' time.", "2025-W09"),
    ("Votes were bought in the 2019 election.", "2019"),
    ("Its 2008 crash still hurts.", "2008"),
    ("Fighting flared over the weekend.", "2025-02-08/2025-02-09"),
    ("Fighting flared last weekend.", "2025-02-08/2025-02-09"),
    ("The attacks of 9/11 changed much.", "2001-09-11"),
    ("Shops closed on Christmas Eve.", "2024-12-24"),
    # quarters, halves, seasons, decades
    ("Sales fell in the third quarter of last year.", "2024-Q3"),
    ("Third-quarter sales fell.", "2024-Q3"),
    ("Sales fell in 3Q 2024.", "2024-Q3"),
    ("Sales fell in the final quarter of 2023.", "2023-Q4"),
    ("Sales fell in the first nine months of 2024.", "2024-01/2024-09"),
    ("Sales fell in the second half of last year.", "2024-07/2024-12"),
    ("The drought began in the summer of 2022.", "2022-22"),
    ("The drought will end next winter.", "2025-24"),
    ("The drought began last winter.", "2023-24"),
    ("Prices soared in the late 1970s.", "197X"),
    ("Prices soared in the '80s.", "198X"),
    # ranges
    ("Trade shrank between October 1997 and October 1998.", "1997-10/1998-10"),
    ("Trade shrank from October 2023 to March 2024.", "2023-10/2024-03"),
    ("Trade shrank from May to July 2024.", "2024-05/2024-07"),
    ("Trade shrank in November-January.", "2024-11/2025-01"),
    ("The fair ran from Feb. 3 to Feb. 7.", "2025-02-03/2025-02-07"),
    ("The office will be closed Monday through Wednesday.", "2025-02-17/2025-02-19"),
    ("He ruled in 1998-2004.", "1998/2004"),
    ("The budget for 2021–2027 was agreed.", "2021/2027"),
    ("Second-half sales fell.", "2024-07/2024-12"),
    # clock times
    ("It stood at 41.20 at noon on Wednesday.", "2025-02-12T12:00"),
    ("The truce began at midnight on Wednesday.", "2025-02-12T00:00"),
    ("The truce began at 1130 GMT on Wednesday.", "2025-02-12T11:30+00:00"),
    ("The truce began at 9.30am on Wednesday.", "2025-02-12T09:30"),
    ("The truce began at 4 p.m. local time on Wednesday.", "2025-02-12T16:00"),
    ("The truce began at six o'clock in the evening, Moscow time, on 5 May 2023.", "2023-05-05T18:00+03:00"),
    ("The truce began at 3 in the afternoon on Wednesday.", "2025-02-12T15:00"),
    ("By 10:15 a.m. Eastern on Wednesday gold was flat.", "2025-02-12T10:15-05:00"),
]  # fmt: skip
NONE = [
    "Every Friday April Jones and August Wilson sing.",
    "He runs the shop 24/7 and is 45 years old.",
    "The firm's fiscal 2024 loss and its fiscal third quarter were poor.",
    "Call 1-800-2010 or see Rule 10b-5 of the 2000 pages.",
    "The party took 2/3 of the seats in a 3-2 vote.",
    "April gold stood at $1,913.30.",
    "The march may yet fall short, they said.",
    "The talks lasted two days and three nights.",
    "It rose to 2024 points.",
    "It came 20 years after the war began.",
    "Flight 2025 carried 2015 passengers.",
]
CHAINS = [
    ("They met on January 6. Two days later the deal collapsed.", ["2025-01-06", "2025-01-08"]),
    ("They met on January 6. The following Friday they parted.", ["2025-01-06", "2025-01-10"]),
    ("Rates rose in December 2018 and fell the following July.", ["2018-12", "2019-07"]),
    ("It was 2.1% in August 2024, against 2.4% the previous month.", ["2024-08", "2024-07"]),
    ("He won in 2013. Two years later he lost.", ["2013", "2015"]),
    ("Output grew in the third quarter of 2024, beating the same period a year earlier.", ["2024-Q3", "2023-Q3"]),
    ("It opened fire on 8 October 2023; shells had fallen a day earlier.", ["2023-10-08", "2023-10-07"]),
    ("At 9:40 a.m. ET on Wednesday it rose; by 11 a.m. it had fallen.", ["2025-02-12T09:40-05:00", "2025-02-12T11:00-05:00"]),
    ("It opened at 9:04 a.m. local time (0104 GMT) on Wednesday and closed at 1:42 p.m.", ["2025-02-12T09:04", "2025-02-12T01:04+00:00", "2025-02-12", "2025-02-12T13:42"]),
    ("On 16 December 2014 rates rose. Markets opened at 10 a.m. lower.", ["2014-12-16", "2014-12-16T10:00"]),
    ("Late trade jumps\n13.02.2025 09:10 London time | Desk\n\nShares rose on Wednesday.\n\nAker led in the evening.", ["2025-02-13T09:10+00:00", "2025-02-12", "2025-02-12TEV"]),
    ("He spoke on Wednesday of a summit set for Monday. Shares rose the same day.", ["2025-02-12", "2025-02-17", "2025-02-12"]),
]  # fmt: skip


def values(text):
    return [m.value for m in find_times(view_of(text), "en", PUBLISHED, lambda _position: None)]


@pytest.mark.parametrize(("text", "value"), ONE)
def test_one_expression(text, value):
    assert values(text) == [value]


@pytest.mark.parametrize("text", NONE)
def test_no_expression(text):
    assert values(text) == []


@pytest.mark.parametrize(("text", "found"), CHAINS)
def test_expressions_that_hang_on_one_another(text, found):
    assert values(text) == found
