# ruff: noqa: E501 - one sentence, one line
"""Vietnamese wraps: the index named only later, tickers that are other words too, clocks, weeks, fuels, prices of gold.

In the notation of `test_claim_constructions`; published on Thursday 13 February 2025 unless said.
"""

import pytest
from test_claim_constructions import check, notation

WRAPS = [
    (
        "Dù chỉ số có lúc rơi hơn 9 điểm, phiên chiều cầu giá thấp xuất hiện. VN-Index giữ được xu hướng.",
        "VNINDEX -9p",
    ),
    ("VN-Index tăng 2,1 điểm, tiến về vùng 1.272,33 điểm.", "VNINDEX +2.1p; VNINDEX =1272.33"),
    ("VN-Index đang tiến về vùng 1.300 điểm.", ""),
    ("VN-Index tăng. Cổ VIX tăng 3,1%, SHS tăng 2%, VND tăng 1,2%.", "VIX_S +3.1%; SHS +2%; VNDIRECT +1.2%"),
    ("VN-Index giảm. SSI giảm 1%, riêng VND mất 3,2%.", "SSI -1%; VNDIRECT -3.2%"),
    ("Tỷ giá USD tăng 30 VND tăng mạnh so với hôm qua.", "USDVND +30p"),
]

CLOCKS = [
    ("VN-Index hồi lên. HPG lúc 1h50 tăng 1%.", "HPG +1% @2025-02-13T13:50"),
    ("VN-Index hồi lên. HPG lúc 9h50 tăng 1%.", "HPG +1% @2025-02-13T09:50"),
    (
        "VN-Index hồi lên. Cổ phiếu HPG lên cao nhất lúc 2h10 (TCB lúc 1h30), trên tham chiếu 2,5%.",
        "HPG +2.5% @2025-02-13T14:10",
    ),
    (
        "Lúc 2h10, giá dầu Brent tăng 1% lên 75,2 USD/thùng.",
        "BRENT +1% @2025-02-13T02:10; BRENT =75.2 @2025-02-13T02:10",
    ),
]

FUELS = [
    ("Giá dầu điêzen thế giới giảm còn 87,7 USD/thùng dầu điêzen.", "GASOIL =87.7"),
    ("Xăng RON95-III: không cao hơn 20.870 đồng/lít (giảm 140 đồng/lít).", ""),
    (
        "Bình quân giá xăng dầu thế giới giữa kỳ ngày 6/2/2025 và kỳ ngày 13/2/2025 là: 81,200 USD/thùng xăng RON95 "
        "(tăng 1,300 USD/thùng, tương đương tăng 1,63%); 90,150 USD/thùng dầu hỏa (giảm 0,400 USD/thùng).",
        "RON95 =81.2 @2025-02-06/2025-02-13; RON95 +1.3p @2025-02-06/2025-02-13; RON95 +1.63% @2025-02-06/2025-02-13; "
        "KEROSENE =90.15 @2025-02-06/2025-02-13; KEROSENE -0.4p @2025-02-06/2025-02-13",
    ),
    ("Giá dầu Brent ở mức 75,2 USD/thùng, còn 520 USD/tấn là giá chào khác.", "BRENT =75.2"),
]

GOLD = [
    (
        "Giá mua/bán vàng miếng 88,3 triệu – 90,1 triệu đồng/lượng được niêm yết tại PNJ.",
        "SJC =88300000; SJC =90100000",
    ),
    ("Giá vàng thế giới giảm 21 USD so với hôm qua và gần 35 USD so với trưa nay.", "GOLD -21p; GOLD -35p"),
    ("Từ đầu năm, giá vàng có 5 lần lập kỷ lục trên ngưỡng 2.800 USD/oz.", "GOLD ^"),
    ("Vàng hạ nhiệt. Giá kim loại quý này tăng 0,3%.", "GOLD +0.3%"),
]

ABROAD = [
    (
        "Dow Jones tăng 0,3% khi đóng cửa. Giới đầu tư chờ đợi trước khi Fed công bố biên bản họp vào ngày 13/2.\n\n"
        "Nasdaq giảm 0,4%, còn 19.801,2 điểm.",
        "DJI +0.3% @2025-02-12; IXIC -0.4% @2025-02-12; IXIC =19801.2 @2025-02-12",
    ),
    (
        "Lúc đóng cửa, thước đo rộng nhất của chứng khoán Mỹ tăng 0,9%.",
        "SPX +0.9% @2025-02-12",
    ),
    (
        "S&P 500 tăng hơn 2% trong tuần này và hiện thấp hơn 1,5% so với mức kỷ lục.",
        "SPX +2% @2025-W07; SPX -1.5% @2025-02-12",
    ),
]


@pytest.mark.parametrize(("text", "wanted"), WRAPS + CLOCKS + FUELS + GOLD + ABROAD)
def test_wraps(text, wanted):
    check("vi", text, wanted)


@pytest.mark.parametrize(
    ("published", "text", "wanted"),
    [
        ("2025-02-14", "Chốt tuần, chỉ số VN-Index tăng 2,3%.", "VNINDEX +2.3% @2025-W07"),
        ("2025-02-17", "Chốt tuần, chỉ số VN-Index tăng 2,3%.", "VNINDEX +2.3% @2025-W07"),
        ("2025-02-15", "VN-Index giảm 12 điểm trong ngày hôm nay.", "VNINDEX -12p @2025-02-14"),
        ("2025-02-15", "Hôm nay, giá vàng SJC tăng 300.000 đồng/lượng.", "SJC +300000p"),
    ],
)
def test_weeks_and_weekends(published, text, wanted):
    assert notation(text, "vi", published) == [wanted]
