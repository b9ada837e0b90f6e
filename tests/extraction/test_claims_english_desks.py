# ruff: noqa: E501 - one sentence, one line
"""How desks of India, Canada, Seoul and the crypto press tell of the market: bare points, lists, ranges, closes."""

import pytest

from tests.extraction.test_claim_constructions import check

SENTENCES = [
    ("The Nikkei was down 110 at 38,890; the Topix lost 8 to 2,760.", "NIKKEI225 -110p; NIKKEI225 =38890; TOPIX -8p; TOPIX =2760"),
    ("Shares of Canara Bank and Federal Bank were trading 1.4% and 2.2% lower, respectively.", "CANBK -1.4%; FEDERALBNK -2.2%"),
    ("Ethereum slipped to $2.6K, and Solana was changing hands at $195.", "ETH =2600; SOL =195"),
    ("Platinum ended the day up 40-cents at $1,003.40.", "PLATINUM +0.4p; PLATINUM =1003.4"),
    ("Brent stood at $75/bbl, WTI at $71/bbl.", "BRENT =75; WTI =71"),
    ("A 3% slide in Tesla and Nvidia weighed on Wall Street.", "TSLA -3%; NVDA -3%"),
    ("Nifty Auto, Nifty IT and Nifty Pharma were down 0.7% to 0.3%.", ""),
    ("The national currency was quoted at 41.6 hryvnias to the dollar.", "UAH =41.6"),
    ("Corn firmed. The May contract rose 3 cents to $4.95.", "CORN +0.03p; CORN =4.95"),
    ("Silver approached $34 an ounce.", ""),
    ("Apple closed at $230. The stock's 52-week range is $164 to $260.", "AAPL =230"),
    ("Over the last five trading days, the Kospi has climbed 3.4%.", "KOSPI +3.4% @2025-02-07/2025-02-13"),
    ("Silver rose to $33.10, topping Monday's record high of $32.90.", "SILVER =33.1; SILVER =32.9 @2025-02-10; SILVER ^ @2025-02-10"),
    ("Nikkei futures stood at 38,900, compared to the Nikkei's close of 38,801.", "NIKKEI225 =38801 @2025-02-12; NIKKEI225 =38900"),
    ("Gainers included Floki (up 9%) and Pepe (up 4%).", "FLOKI +9%; PEPE +4%"),
    ("The TSX was 40 points lower at 25,500.", "GSPTSE -40p; GSPTSE =25500"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), SENTENCES)
def test_sentences_of_desks(text, expected):
    check("en", text, expected)


def test_tariffs_that_are_coming_on_a_day_date_no_claim():
    text = "New levies were coming on Tues or Wed.\n\nThe Nikkei 225 was up 0.1% at 38,900."
    check("en", text, "NIKKEI225 +0.1%; NIKKEI225 =38900")


def test_a_close_goes_on_with_the_day_before_of_which_the_metal_was_told():
    text = "Asian shares fell on Thursday.\n\nCopper lost 2% on Wednesday.\n\nCopper futures ended 9 cents lower at $4.62 a pound."
    check("en", text, "COPPER -2% @2025-02-12; COPPER -0.09p @2025-02-12; COPPER =4.62 @2025-02-12")
