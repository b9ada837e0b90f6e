# ruff: noqa: E501 - one sentence, one line
"""English market prose: contracts' codes, live quotes, lists of points, tickers in brackets, weeks and sessions.

The notation is that of `test_claim_constructions`; the day of publication is Thursday 13 February 2025.
"""

import pytest
from test_claim_constructions import check

CONTRACTS = [
    (
        "Crude oil for April delivery CLJ25 slid 59 cents, or 0.7%, to settle at $78.15 a barrel.",
        "WTI -0.59p; WTI -0.7%; WTI =78.15",
    ),
    (
        "June gasoline RBM25 rose 1.2% to $2.31 a gallon, and April heating oil HOJ25 lost 2% to $2.41.",
        "RBOB +1.2%; RBOB =2.31; HEATINGOIL -2%; HEATINGOIL =2.41",
    ),
    ("December nickel was dear. Natural gas NGH25 fell 4%.", "NATGAS -4%"),
    ("Wheat for May ZWK25 gained 1.1% to $5.60 a bushel.", "WHEAT +1.1%; WHEAT =5.6"),
]
LIVE = [
    (
        "Gold for June delivery GC5M +0.85% added $31.50, or 1.5%, to $2,957.10 an ounce.",
        "GOLD +31.5p; GOLD +1.5%; GOLD =2957.1",
    ),
    (
        "Shares of Boeing Co. BA, -0.75% fell 2.1%, while Nike Inc. NKE, +1.10% gained 0.9%.",
        "BA -2.1%; NKE +0.9%",
    ),
    ("The dollar index DXY +0.11% , which gauges it against six others, was at 107.4.", "DXY =107.4"),
    ("BTC +1.1% to $97,120 at noon.", "BTC +1.1% @2025-02-13T12:00; BTC =97120 @2025-02-13T12:00"),
]
LISTS = [
    (
        "Platinum rose 1% to $990.\n* Up three of the past four sessions\n* Off 8.1% from its 52-week high of $1,077.50 hit Monday, Oct. 28, 2024\n* Month-to-date it is down 2.3%",
        "PLATINUM +1%; PLATINUM =990; PLATINUM -8.1% @2024-10-28/2025-02-13; PLATINUM =1077.5 @2024-10-28; PLATINUM ^ @2024-10-28; PLATINUM -2.3% @2025-02",
    ),
    (
        "Stocks:\n* S&P 500 down 1.0% at 5,078\n* Dow down 1.1% at 38,585",
        "SPX -1%; SPX =5078; DJI -1.1%; DJI =38585",
    ),
]
BRACKETED = [
    ("Target (TGT) shares fell 3% after a data breach.", "TGT -3%"),
    ("Quuxo & Sons (QXS) shares jumped 4%.", "QXS +4%"),
    ("Gap (GPS) shares rose 5.2%, Foot Locker (FL) stock slid 11%.", "GPS +5.2%; FL -11%"),
    (
        "Apple Inc. (AAPL) shares fell 2.8% to $170.12.",
        "AAPL -2.8%; AAPL =170.12",
    ),
    ("SeaWorld opened. The park operator's stock sank 6%.", "SEAS -6%"),
]
SPANS = [
    ("Gold rose over $12, but still posts 1.8% weekly loss", "GOLD +12p; GOLD -1.8% @2025-W07"),
    (
        "Palladium put on $14.20, or 1.5%, to $967.10 an ounce, down 2% for the week.",
        "PALLADIUM +14.2p; PALLADIUM +1.5%; PALLADIUM =967.1; PALLADIUM -2% @2025-W07",
    ),
    (
        "Copper added 7 cents to $4.22 a pound, but it still lost 1.6% for the week.",
        "COPPER +0.07p; COPPER =4.22; COPPER -1.6% @2025-W07",
    ),
    (
        "Apple rose 1%, Boeing lost 2% and Nike added 3% for the week.",
        "AAPL +1% @2025-W07; BA -2% @2025-W07; NKE +3% @2025-W07",
    ),
    ("Copper posted a 1.4% monthly gain.", "COPPER +1.4% @2025-02"),
    (
        "Bitcoin is up 4.9% in the last 24 hours and 28% this year.",
        "BTC +4.9%; BTC +28% @2025",
    ),
    ("Nike shares eased after a 9% jump over the past two days.", "NKE +9% @2025-02-11/2025-02-12"),
]
DAYS = [
    (
        "After Monday's 2% jump, silver eased 0.3%.",
        "SILVER +2% @2025-02-10; SILVER -0.3%",
    ),
    (
        "Following Tuesday's 1.2% drop, the Nasdaq gained 0.4%.",
        "IXIC -1.2% @2025-02-11; IXIC +0.4%",
    ),
    (
        "The won closed at 1,449.8 per dollar. It was the highest since Jan. 3, when it finished at 1,441.5 won.",
        "KRW =1449.8; KRW ^; KRW =1441.5 @2025-01-03",
    ),
    (
        "The dollar index, which measures the greenback against six peers, was at 107.9, against 108.04 late Tuesday.",
        "DXY =107.9; DXY =108.04 @2025-02-11",
    ),
    (
        "Nike's stock sank 7% in after hours trading on Wednesday.",
        "NKE -7% @2025-02-12",
    ),
    (
        "Spot gold was up 0.7% at $2,928.55 by 1330 GMT, after hitting a record high of $2,942.",
        "GOLD +0.7% @2025-02-13T13:30+00:00; GOLD =2928.55 @2025-02-13T13:30+00:00; GOLD =2942; GOLD ^",
    ),
]
HEADS = [
    (
        "April Brent on the Intercontinental Exchange was trading at $75.10, 0.35% higher.",
        "BRENT =75.1; BRENT +0.35%",
    ),
    ("Shares of Intercontinental Exchange fell 1.2% to $160.", "ICE_US -1.2%; ICE_US =160"),
    ("Europe ended mixed, led by a 1.2% gain on the DAX in Frankfurt.", "DAX +1.2%"),
    ("Yen Slips and Silver Climbs to a Record High", "SILVER ^"),
    (
        "Bitcoin dipped after the surprisingly strong US CPI data but soon topped $98,000 before settling at $96,000.",
        "BTC =98000; BTC =96000",
    ),
    ("The yen is under pressure after a survey of firms fell to an 8-month low.", ""),
    ("The windfall tax on crude was lifted to $72 per tonne.", ""),
    ("The rupee stayed in a narrow range of 86.05 to 86.30.", ""),
    ("Alibaba's American depositary receipts rose 2.6% to $119.90.", "BABA +2.6%; BABA =119.9"),
    ("The Straits Times Index (STI) ended 0.5 per cent or 15.2 points lower.", "STI -0.5%; STI -15.2p"),
    ("The Nifty IT dropped 1.9 per cent and BSE Midcap 0.4 per cent.", "NIFTYIT -1.9%; BSEMIDCAP -0.4%"),
    (
        "The Korea Composite Stock Price Index (KOSPI) lost 24.87 points to end at 2,549.40.",
        "KOSPI -24.87p; KOSPI =2549.4",
    ),
]
NUMBERS = [
    ("The Dow fell one percent and the Nasdaq lost half a percent.", "DJI -1%; IXIC -0.5%"),
    ("Natural gas was up six cents at US$3.63.", "NATGAS +0.06p; NATGAS =3.63"),
    ("Ether rose 5.1 per cent to $US2,732.", "ETH +5.1%; ETH =2732"),
    ("Shares of Paytm fell Rs15 to Rs745.60.", "PAYTM -15p; PAYTM =745.6"),
    ("Saudi Aramco fell 1.4% to 27.60 riyals.", "ARAMCO -1.4%; ARAMCO =27.6"),
    ("Oil fell more than a dollar to $71.20 a barrel.", "BRENT =71.2"),
    ("The rouble hit 90 per dollar.", "USDRUB =90"),
    ("Intel (INTC) stock jumped 7%, Super Micro Computer (SMCI) 6%.", "INTC +7%; SMCI +6%"),
    (
        "Gold, which hit $2,942.70 on Tuesday, was steady at $2,904.",
        "GOLD =2942.7 @2025-02-11; GOLD =2904",
    ),
    (
        "Bitcoin is up 1.5% on the day and 0.9% on the week, trading at $96,300.",
        "BTC +1.5%; BTC +0.9% @2025-W07; BTC =96300",
    ),
    ("Last week gold rose 1.2%, ending at $2,860.", "GOLD +1.2% @2025-W06; GOLD =2860 @2025-W06"),
    ("The dollar index was at 107.9 after slipping to 107.2 overnight.", "DXY =107.9; DXY =107.2"),
]
PEAKS = [
    ("The S&P 500 closed within 0.1% of its record high.", ""),
    (
        "The PSEi closed at 6,047.72, down 36.46 points from Wednesday's 6,084.18.",
        "PSEI =6047.72; PSEI -36.46p; PSEI =6084.18 @2025-02-12",
    ),
    ("Maybank shares added two sen to RM10.50.", "MAYBANK +0.02p; MAYBANK =10.5"),
]
GAPS = [
    (
        "Related: Bitcoin bubble grows    European shares fell 1%.   Nike (NKE) shares added 2%",
        "STOXX600 -1%; NKE +2%",
    ),
]


@pytest.mark.parametrize(
    ("text", "expected"),
    [*CONTRACTS, *LIVE, *LISTS, *BRACKETED, *SPANS, *DAYS, *HEADS, *NUMBERS, *PEAKS, *GAPS],
)
def test_market_wires_in_english(text, expected):
    check("en", text, expected)
