# ruff: noqa: E501 - one sentence, one line
"""English market prose: companies and indexes that no table knows, which oil is meant, comparisons, long moves.

The notation is that of `test_claim_constructions`; the day of publication is Thursday 13 February 2025.
"""

import pytest
from test_claim_constructions import check

COMPANIES = [
    (
        "A buyer is sought for Zorblatt ( 4711.T ). Shares of Zorblatt fell 3.2 percent to 832 yen.",
        "4711 -3.2%; 4711 =832",
    ),
    (
        "Quuxo Widgets Holdings Corp. ( QX.N ) fell 3%. Quuxo shares dropped 20 cents to $3.11.",
        "QX -3%; QX -0.2p; QX =3.11",
    ),
    ("Quuxo Canada Ltd. QUUX.TO shares jumped 30 percent.", "QUUX +30%"),
    ("Goldman Sachs said so. Goldman's shares closed down 1.6 percent at $166.55.", "GS -1.6%; GS =166.55"),
    ("Quuxo shares were up 4 percent.", "Quuxo +4%"),
    (
        "Quuxo rose 1.3 percent to $27.15, while Zorblatt Brothers gained 2 percent to $9.60.",
        "Quuxo +1.3%; Quuxo =27.15; Zorblatt Brothers +2%; Zorblatt Brothers =9.6",
    ),
    ("Sales of the drug Quuxo rose 6 percent to $596 million.", ""),
    (
        "The Dubai index rose 1%. Quuxo Widgets, a maker of lamps, fell 1.2%.",
        "DFMGI +1%; Quuxo Widgets -1.2%",
    ),
    ("The Abu Dhabi index rose 0.2%, lifted by a 4% advance in Quuxo Lamps.", "FADGI +0.2%; Quuxo Lamps +4%"),
    ("Gainers include Apple (+1.2%), Quuxo (+2%) and Nvidia (+3%).", "AAPL +1.2%; Quuxo +2%; NVDA +3%"),
    ("Shares of Apple, the No. 3 maker of phones by sales, slid 2%.", "AAPL -2%"),
    ("Apple ( AAPL.O ), down 2.4 percent, was the Dow's worst drag.", "AAPL -2.4%"),
    ("Boeing fell. Shares in the world's largest maker of jets ended 5% lower.", "BA -5%"),
    ("Boeing fell. Goldman Sachs downgraded the plane maker. The stock slumped 4%.", "BA -4%"),
]
RESULTS = [
    ("Boeing, off 2.4 percent to $149.47, led losses.", "BA -2.4%; BA =149.47"),
    ("Boeing posted net income of $2.3 billion, or $1.22 per share.", ""),
    ("Boeing set aside $1.6 billion for losses, up 34 percent.", ""),
    ("Boeing shares fell 3 percent to $150 a share.", "BA -3%; BA =150"),
]
INDEXES = [
    ("The S&P financial index slid 3 percent.", "S&P financial index -3%"),
    ("The KBW mortgage finance index tumbled 3.9 percent.", "KBW mortgage finance index -3.9%"),
    ("The broad S&P 500 Index rose 1%.", "SPX +1%"),
    ("The FAO Food Price Index fell 3%.", ""),
    ("EGYPT added 0.4% to 32,820", "EGX30 +0.4%; EGX30 =32820"),
    ("Microsoft was a drag on both the Dow and the Nasdaq 100, dropping 1.9 percent.", "MSFT -1.9%"),
    ("Apple led gains in the Nasdaq 100 and shot up 4.4 percent.", "AAPL +4.4%"),
    ("IBM led the Dow, finishing up 2.8 percent.", "IBM +2.8%"),
    ("It helped to bring about a 180-point decline in the Dow .DJI.", "DJI -180p"),
    (
        "S&P 500 futures lost 0.6%, following a 0.8% rise overnight in the cash index.",
        "SPX_FUT -0.6%; SPX +0.8%",
    ),
    (
        "The Shanghai Composite, mainland China's benchmark index for large companies and blue-chip stocks, ended up 3.2%.",
        "SSEC +3.2%",
    ),
]
OIL = [
    ("Oil gained on a report showing the biggest increase in the crude inventories since 2021.", ""),
    ("The Dow fell 1%. Oil fell 3% to $68 a barrel.", "DJI -1%; WTI -3%; WTI =68"),
    ("Oil rose 3%. Brent November crude fell $3.84 to $108.19.", "BRENT +3%; BRENT -3.84p; BRENT =108.19"),
    ("Brent rose 1%. U.S. October crude fell $3 to $91.98.", "BRENT +1%; WTI -3p; WTI =91.98"),
    ("Brent rose 1%. US futures added 0.3% to $62.70 a barrel.", "BRENT +1%; WTI +0.3%; WTI =62.7"),
    ("Output of oil-producing countries declined 0.5 percent.", ""),
    ("The oil giant's worst spill in history was an oil spill.", ""),
    ("Oil was pushed down toward $71 a barrel.", ""),
    ("Oil fell to $92.73, below the $92.91 100-day moving average.", "BRENT =92.73"),
]
DAYS = [
    (
        "For the week, the Dow rose 0.8 percent. The Nasdaq added 3 percent. Microsoft shares gained 1.9 percent.",
        "DJI +0.8% @2025-W07; IXIC +3% @2025-W07; MSFT +1.9%",
    ),
    ("Energy shares extended Tuesday's gains, with Exxon Mobil up 1.1 percent.", "XOM +1.1%"),
    (
        "Citi, which reports earnings on Monday, lost 2.7 percent, while Apple fell 4.9 percent.",
        "C -2.7%; AAPL -4.9%",
    ),
    ("On Friday bitcoin gave way, an 8% drop on the day before.", "BTC -8% @2025-02-07"),
    ("Brent crude for May rose $1.34.", "BRENT +1.34p"),
    ("The dollar index fell 0.1%, trimming its 0.4% advance on Tuesday.", "DXY -0.1%; DXY +0.4% @2025-02-11"),
    (
        "Spot gold touched a record $2,961, and stood at $2,953 at 1:40 p.m. EST.",
        "GOLD =2961; GOLD =2953 @2025-02-13T13:40-05:00; GOLD ^",
    ),
    ("Brent's three-day fall came to over 6 percent.", "BRENT -6% @2025-02-11/2025-02-13"),
    ("Oil rose, stretching a two-day rally to over $5.", "BRENT +5p @2025-02-12/2025-02-13"),
    ("Gold's loss was the biggest since a 7.7 percent dive in early June.", "GOLD -7.7% @2024-06; GOLD ^"),
    (
        "The S&P 500 rose 13 percent in January. Gold rose 21 percent over the same period.",
        "SPX +13% @2025-01; GOLD +21% @2025-01",
    ),
    ("The S&P 500 is up more than 13 percent for the year.", "SPX +13% @2025"),
]
CURRENCIES = [
    ("The dollar fell 0.2 percent against a basket of currencies to 81.143.", "DXY -0.2%; DXY =81.143"),
    ("Against a basket of currencies the dollar sank to a nine-month low.", "DXY ^"),
    ("Sterling firmed against the euro, which last fetched 86.3 pence.", "EURGBP =0.863"),
    ("The euro fell as far as $1.0257.", "EURUSD =1.0257"),
]
EXTREMES = [
    ("The S&P 500 closed 2.53% higher, and bitcoin hit a record high.", "SPX +2.53%; BTC ^"),
    ("Gold fell 1% after hitting a record high and silver touched a ten-year high.", "GOLD -1%; GOLD ^; SILVER ^"),
    ("Silver stood at its strongest since May 2011 and palladium reached a two-year peak.", "SILVER ^; PALLADIUM ^"),
    ("U.S. oil has risen 2 percent as the dollar slipped to record lows.", "WTI +2%; USD ^"),
    ("Intel, the largest maker of chips, fell 5 percent in the quarter.", "INTC -5% @2025-Q1"),
    ("The Dow is 3% higher this week -- its best since March -- while the S&P 500 added 2%.", "DJI +3% @2025-W07; SPX +2% @2025-W07; DJI ^ @2025-W07"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "expected"), [*COMPANIES, *RESULTS, *INDEXES, *OIL, *DAYS, *CURRENCIES, *EXTREMES]
)
def test_english_names(text: str, expected: str) -> None:
    check("en", text, expected)
