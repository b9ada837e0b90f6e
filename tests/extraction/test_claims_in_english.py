# ruff: noqa: E501 - one sentence, one line
"""English market prose: marks passed, peaks with days of their own, second currencies, codes, places, asides.

The notation is that of `test_claim_constructions`; the day of publication is Thursday 13 February 2025.
"""

import pytest
from test_claim_constructions import check, notation

from study.articles import read_article
from study.extraction import extract

MARKS = [
    ("Brent extended losses to trade below $70 a barrel.", "BRENT =70"),
    ("Shares of Boeing climbed past $250.", "BA =250"),
    ("The NSE Nifty slipped below the 22,400 mark.", "NIFTY50 =22400"),
    ("Bitcoin rose to over $98,000.", "BTC =98000"),
    ("Spot gold was quoted at $2,639.30/2,640.30 an ounce.", "GOLD =2639.3; GOLD =2640.3"),
    ("The Australian dollar dropped to 64.05 US cents.", "AUDUSD =0.6405"),
    ("Oil is just shy of $90.", ""),
    ("One bank saw gold at $2,640 in three months.", ""),
    ("Gold is gaining, and $3,650 an ounce must be the target.", ""),
]
EXTREMES = [
    (
        "Gold fell back from Tuesday's record of $2,518.10 an ounce.",
        "GOLD =2518.1 @2025-02-11; GOLD ^ @2025-02-11",
    ),
    (
        "The Dow was down 5 percent from its record high of 45,000 set in December.",
        "DJI -5% @2024-12/2025-02-13; DJI =45000 @2024-12; DJI ^ @2024-12",
    ),
    (
        "The dollar fell 1% to 151.40 yen but held above 13-week lows of 150.90 yen seen earlier this month.",
        "USDJPY -1%; USDJPY =151.4; USDJPY =150.9 @2025-02; USDJPY ^ @2025-02",
    ),
    ("Gold was on course for its best month since 2011.", "GOLD ^ @2025-02"),
    ("The Nasdaq is headed for its worst week since March.", "IXIC ^ @2025-W07"),
    ("Gold could post its biggest gain since 2011.", ""),
    ("Both the Dow and the S&P 500 closed at all-time highs.", "DJI ^; SPX ^"),
    ("It was the first time oil had closed above $100 since 2014.", "BRENT =100; BRENT ^"),
    ("The FTSE 100 slides 3%; the pound at a 37-year low.", "FTSE100 -3%; GBPUSD ^"),
    ("Silver is at its highest since touching $31.20 in June 2011.", "SILVER =31.2 @2011-06; SILVER ^"),
    ("WTI rose 2% after posting its biggest daily fall since August.", "WTI +2%; WTI ^ @2025-02-12"),
    ("Apple, which makes high-end phones, has told of falling sales for a year.", ""),
    ("Those who bought oil in the worst week were rewarded.", ""),
]
PAIRS = [
    (
        "The dollar gained 0.70% to 154.705 versus the yen and 0.40% to 0.79510 versus the Swiss franc.",
        "USDJPY +0.7%; USDJPY =154.705; USDCHF +0.4%; USDCHF =0.7951",
    ),
    ("Against the yen, the dollar rose 0.5% to 151.70, while against the franc it fell 0.2%.", "USDJPY +0.5%; USDJPY =151.7; USDCHF -0.2%"),
    ("The dollar fell 0.2% against the euro to 1.1705.", "USD -0.2%; EURUSD =1.1705"),
    ("On Wednesday the rouble firmed to 91.2 against the dollar and 95.5 against the euro.", "EURRUB =95.5 @2025-02-12; USDRUB =91.2 @2025-02-12"),
    ("The lira has lost 20% of its value this year.", "TRY -20% @2025"),
    (
        "The dollar index, a gauge of the currency that the euro and the yen enter with the largest weights, rose 0.27% to 107.01.",
        "DXY +0.27%; DXY =107.01",
    ),
]  # fmt: skip
NAMES = [
    (
        "Oil fell 3%. West Texas Intermediate settled at $71.20 on the New York Mercantile Exchange.",
        "WTI -3%; WTI =71.2",
    ),
    ("Oil fell 3%. Brent settled at $75.20, and WTI at $71.20.", "BRENT -3%; BRENT =75.2; WTI =71.2"),
    ("May Brent crude fell $1.72, or 2.3%, at $74.28 a barrel.", "BRENT -1.72p; BRENT -2.3%; BRENT =74.28"),
    ("Manila's central bank met. The peso traded at 57.695 to the dollar.", "PHP =57.695"),
    ("The peso traded at 57.695 to the dollar.", ""),
    ("In Abu Dhabi, the index slipped 0.1%; the benchmark of Kuwait gained 0.5%.", "FADGI -0.1%; BKP +0.5%"),
    ("Thai shares fell 1.1%, while European shares rose 0.5%.", "SET -1.1%; STOXX600 +0.5%"),
    (
        "The S&P 500 .SPX lost 1.5 percent, gold XAU= rose 1% and banks .SX7P fell 2 percent.",
        "SPX -1.5%; GOLD +1%; SX7P -2%",
    ),
    ("The DAX fell 1%, weighed down by Zorblatt (ZORG.DE), down 4 percent.", "DAX -1%; ZORG -4%"),
    (
        "Egypt's benchmark added 0.4%, with Zorblatt Holding rising 0.9%.",
        "EGX30 +0.4%; Zorblatt Holding +0.9%",
    ),
    ("Nvidia told of revenue of $22 billion. Shares jumped over 6% on that.", "NVDA +6%"),
    ("Apple told of weak demand. Shares in the sector fell 3%.", ""),
    ("Sterling slid 4% against the dollar to its lowest since March 1985.", "GBPUSD -4%; GBPUSD ^"),
    ("The euro eased 1% versus the dollar to a low of $1.0320.", "EURUSD -1%; EURUSD =1.032"),
    ("The rouble lost 2% against the dollar to a record low.", "RUB -2%; RUB ^"),
]
ASIDES = [
    ("HSBC, which said on Monday that it would keep its seat in London, rose about 4.6 percent.", "HSBA +4.6%"),
    ("BHP, the world's largest miner of iron ore, fell 2.1%.", "BHP -2.1%"),
    ("Apple, which reported better-than-expected earnings, rose 5%.", "AAPL +5%"),
    ("GM shares broke above $41.00, the price at which they had been sold to the public, rising as high as $41.30.", "GM =41; GM =41.3"),
    ("European stocks gained 2.9 percent, having slid by a tenth over two weeks.", "STOXX600 +2.9%"),
    ("Crude has tumbled 20% since early October.", "BRENT -20% @2024-10/2025-02-13"),
    ("The S&P 500 ended the week 1.5% lower.", "SPX -1.5% @2025-W07"),
    ("Silver ended at $31.20 on Wednesday, compared with $31.90 late on Tuesday, set for its worst month since May.", "SILVER =31.2 @2025-02-12; SILVER =31.9 @2025-02-11; SILVER ^ @2025-02"),
    ("The index's relative strength reading aside, the Nikkei's relative strength index (RSI) fell to 24.", ""),
]  # fmt: skip


LENGTHS = [
    ("The S&P 500 gained 4.1% over the past three months.", "SPX +4.1% @2024-11-13/2025-02-13"),
    ("Shares of Nissan have given up over 40 percent in the past 12 months.", "NISSAN -40% @2024-02-13/2025-02-13"),
    ("Gold climbed by up to 5 percent in the last three sessions.", "GOLD +5% @2025-02-11/2025-02-13"),
    ("The dollar has weakened about 6% against a basket of currencies since the election.", ""),
    ("The DAX jumped on Tuesday, bringing its rise for this year to 9 percent.", "DAX +9% @2025"),
    ("The dollar index weakened, taking its fall for the week to 0.8%.", "DXY -0.8% @2025-W07"),
]  # fmt: skip
WORDS = [
    ("Brent rose 1% and WTI 2%. Both benchmarks fell more than 1% on Tuesday.", "BRENT +1% @2025-02-11; BRENT -1% @2025-02-11; WTI +2% @2025-02-11; WTI -1% @2025-02-11"),
    ("Microsoft agreed to buy Zorblatt owner Disney for $68.7 billion, or $95 a share.", ""),
    ("Facebook set its IPO price at $38 a share.", ""),
    ("The lowest trade in US crude, minus $40.32, came late.", "WTI =-40.32"),
    ("Tesco's shares slid 16.5p to 353p, or 4.5pc.", "TSCO -16.5p; TSCO =353; TSCO -4.5%"),
    ("The S&P Zorblatt Composite Index posted a 3% gain.", "S&P Zorblatt Composite Index +3%"),
    ("Infosys fell 2%, dragging the energy index down 1%.", "INFY -2%"),
    ("Lloyds was the top FTSE 100 riser, up 3.4%.", "LLOY +3.4%"),
    ("The euro rose to $1.0405. The pair was last at $1.0409.", "EURUSD =1.0405; EURUSD =1.0409"),
    ("The pound was down 0.4% against the dollar at $1.2450 and fell 0.5% against the euro.", "GBPUSD -0.4%; GBPUSD =1.245; GBP -0.5%"),
    ("The euro failed to crack $1.0500.", ""),
    ("Tesla’s shares fell 2%, and Egypt’s benchmark rose 1%.", "TSLA -2%; EGX30 +1%"),
    ("Lloyds, which is cheap, was trading at 61.2 pence at 0815 GMT (3:15 EDT), up 1.4 percent.", "LLOY =61.2 @2025-02-13T08:15+00:00; LLOY +1.4% @2025-02-13T08:15+00:00"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), [*MARKS, *EXTREMES, *PAIRS, *NAMES, *ASIDES, *LENGTHS, *WORDS])
def test_english_market_prose(text: str, expected: str) -> None:
    check("en", text, expected)


def test_a_report_told_of_in_passing_dates_no_move() -> None:
    text = (
        "Gulf markets were mixed on Thursday, and Qatar's index fell 0.2%.\n\n"
        "A report on Tuesday suggested that growth is slow. Egypt's benchmark added 0.4%."
    )
    assert notation(text, "en") == ["EGX30 +0.4%", "QSI -0.2%"]


def test_a_short_sentence_is_no_byline() -> None:
    text = "The Dow soared on Tuesday.\n\nPart of that was handed back Thursday. The Dow lost 202 points."
    assert notation(text, "en") == ["DJI -202p"]


def test_a_report_that_is_awaited_dates_no_move() -> None:
    text = (
        "Stocks rose on Thursday as investors geared up for a report on Friday.\n\n"
        "Few traded before Friday's payrolls. The Dow edged up 5.74 points."
    )
    assert notation(text, "en") == ["DJI +5.74p"]


def test_what_new_york_did_overnight_is_that_of_the_day_before() -> None:
    text = "The Nikkei rose 1% on Thursday. Overnight, the S&P 500 gained 0.7%."
    assert notation(text, "en") == ["NIKKEI225 +1%", "SPX +0.7% @2025-02-12"]


def test_a_report_on_a_month_dates_its_moves_by_the_month() -> None:
    text = (
        "Gulf stocks rally in January\n\nMarkets in the Gulf rallied in January on easing tensions. "
        "Qatar's index jumped 4.2%, while Dubai's index gained 4.1% for the month."
    )
    assert notation(text, "en") == ["DFMGI +4.1% @2025-01", "QSI +4.2% @2025-01"]
    assert notation("Tesla rose 5% after January deliveries were up.", "en") == ["TSLA +5%"]


def test_a_peak_that_a_fall_is_counted_from_is_none_of_today():
    check("en", "The DAX has lost 10% since its peak on 20 January.", "")


def test_a_mark_that_was_passed_is_no_quotation():
    article = read_article(
        b"The DAX fell below 18,000 on Wednesday and closed at 17,950.25.",
        name="a.txt", published="2025-02-13", language="en",
    )  # fmt: skip
    assert [(claim.value, claim.passed) for claim in extract(article).claims] == [
        (18000, True),
        (17950.25, False),
    ]


def test_a_code_of_another_exchange_is_not_the_share_of_that_ticker():
    check("en", "Zorblatt (MSFT.AX) rose 2%.", "Zorblatt +2%")
    check("en", "Zorblatt (ZBTT.AX) rose 2%.", "ZBTT +2%")
