# ruff: noqa: E501 - one sentence, one line
"""Days counted back, weeks that end a list, superlatives of several, firms in brackets, Vietnamese quotations.

The notation is that of `test_claim_constructions`; the day of publication is Thursday 13 February 2025.
"""

import pytest
from test_claim_constructions import check, notation

ENGLISH = [
    (
        "Boeing shares sank 2% on Thursday, just a day after dropping 5%.",
        "BA -2%; BA -5% @2025-02-12",
    ),
    (
        "The fall comes three days after both the Dow and the Nasdaq closed at record highs.",
        "DJI ^ @2025-02-10; IXIC ^ @2025-02-10",
    ),
    (
        "Traders wait for a rate decision Friday. The Dow rose 220 points.",
        "DJI +220p",
    ),
    (
        "The Sensex added 312.4 points, or 0.4 per cent, while the Nifty rose 0.3 per cent, during this week.",
        "SENSEX +312.4p @2025-W07; SENSEX +0.4% @2025-W07; NIFTY50 +0.3% @2025-W07",
    ),
    (
        "The Dow lost 1.1%, the S&P 500 fell 2% and the Nasdaq shed 3% for the week.",
        "DJI -1.1% @2025-W07; SPX -2% @2025-W07; IXIC -3% @2025-W07",
    ),
    (
        "The Dow lost 1.1% while the S&P 500 is up 2% for the week.",
        "DJI -1.1%; SPX +2% @2025-W07",
    ),
    (
        "The S&P 500 and the Dow slipped and the Nasdaq rose, all having reached record highs before noon.",
        "SPX ^; DJI ^; IXIC ^",
    ),
    ("Boeing was the Dow's biggest loser, falling 3%.", "BA -3%"),
    (
        "Gainers were Bank of Zorland (up 1.9 percent), State Bank of India (up 0.5 percent) and Overseas Quill Bank (up 0.4 percent).",
        "Bank of Zorland +1.9%; SBIN +0.5%; Overseas Quill Bank +0.4%",
    ),
    ("Banks were led by Barclays, Lloyds and HSBC, rising by up to 9%.", ""),
    ("A council met Friday to discuss rates. The Dow rose 1%.", "DJI +1% @2025-02-07"),
    ("The NSE Nifty50 index climbed 57.20 points to 11,930.4.", "NIFTY50 +57.2p; NIFTY50 =11930.4"),
    ("The Nifty 50 benchmark index rose 0.4%.", "NIFTY50 +0.4%"),
]
VIETNAMESE = [
    (
        "Ngày 12/2, chỉ số DAX tăng 0,9%. Tới phiên giao dịch ngày 13/2 tại châu Á, nhiều cổ phiếu đã bị bán. Chỉ số Nikkei 225 giảm 1,4%.",
        "DAX +0.9% @2025-02-12; NIKKEI225 -1.4%",
    ),
    (
        "Các công ty niêm yết giá vàng SJC từ 84,6-86,6 triệu đồng/lượng.",
        "SJC =84600000; SJC =86600000",
    ),
    (
        "Nhà băng nọ niêm yết tỷ giá USD từ 25.310-25.670 đồng/USD.",
        "USDVND =25310; USDVND =25670",
    ),
    ("Tỷ giá trung tâm hôm nay là 24.343 VND/USD.", "USDVND =24343"),
    ("Sáng nay 1 USD đổi được 15,785 VND.", "USDVND =15785"),
    ("Trên thị trường Tokyo, 1 USD = 102,8 yen.", "USDJPY =102.8"),
    (
        "Dow Jones tương lai tăng 0,9%; Nasdaq tương lai tăng 1,8%.",
        "DJI_FUT +0.9%; NDX_FUT +1.8%",
    ),
    (
        "Cổ phiếu Tesla mất 8,2% giá trị, ở mức 267,8 USD/cổ phiếu.",
        "TSLA -8.2% @2025-02-12; TSLA =267.8 @2025-02-12",
    ),
    ("Theo dữ liệu của sàn, giá Bitcoin là 67.553 USD.", "BTC =67553"),
    (
        "Vàng tăng 14 USD/ounce so với cùng thời điểm của phiên liền trước.",
        "GOLD +14p",
    ),
]


@pytest.mark.parametrize(("text", "expected"), ENGLISH)
def test_english_days_and_lists(text: str, expected: str) -> None:
    check("en", text, expected)


@pytest.mark.parametrize(("text", "expected"), VIETNAMESE)
def test_vietnamese_quotations(text: str, expected: str) -> None:
    check("vi", text, expected)


def test_an_amount_in_brackets_only_converts() -> None:
    assert notation("Shares of Boeing rose 2%. ($1 = 91.48 yen)", "en") == ["BA +2%"]
