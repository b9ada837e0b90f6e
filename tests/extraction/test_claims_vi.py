# ruff: noqa: E501 - one sentence, one line
"""Vietnamese market news: marks passed, days of markets, oil without a grade, tickers, pairs and peaks."""

import pytest
from test_claim_constructions import check, notation

MARKS = [
    ("VN-Index mở cửa lình xình rồi thủng mốc 1.250 điểm.", "VNINDEX =1250"),
    (
        "Bitcoin có lúc vượt ngưỡng 90.000 USD, sau đó lùi về quanh mốc 88.500 USD.",
        "BTC =88500; BTC =90000",
    ),
    ("VN30-Index mất 21 điểm, lùi về dưới ngưỡng tâm lý 1.290 điểm.", "VN30 -21p; VN30 =1290"),
    ("Giá bạc tăng lên hơn 32 USD/ounce.", "SILVER =32"),
    ("Giá vàng tăng tới 24 USD/ounce, lên 2.905 USD/ounce.", "GOLD +24p; GOLD =2905"),
    ("VN-Index vẫn chưa vượt được mốc 1.300 điểm.", ""),
    ("Giá vàng tiến về ngưỡng 3.000 USD một ounce.", ""),
    ("VN-Index gần chạm ngưỡng 1.300 điểm.", ""),
    ("Nếu mất mốc 1.260 điểm, VN-Index sẽ giảm thêm.", ""),
    ("Cổ phiếu FPT từng lên đến 160.000 đồng.", ""),
    ("Nikkei 225 chạm mức cao nhất phiên 39.500 điểm.", "NIKKEI225 =39500"),
    (
        "Phiên hôm nay VN-Index có lúc lên sát 1.275 điểm rồi đóng cửa ở 1.268,4 điểm.",
        "VNINDEX =1275; VNINDEX =1268.4",
    ),
    ("Người mua đưa cổ phiếu PVT lên giá trần 5.300 đồng/cp.", "PVT =5300"),
    ("Chỉ số ngành cao hơn VN-Index (11%).", ""),
    ("VN-Index giảm phiên thứ ba liên tiếp, mất tổng cộng 25 điểm.", "VNINDEX -25p"),
    ("Alphabet và Amazon giảm từ 2,5% đến 5%.", ""),
    (
        "Chốt phiên, VN-Index giảm 5,2 điểm còn 1.270,35 điểm với thanh khoản 14.000 tỷ đồng.",
        "VNINDEX -5.2p; VNINDEX =1270.35",
    ),
    (
        "Cổ phiếu hãng Nike đi ngược phiên tăng của thị trường, giảm 2,7%.",
        "NKE -2.7% @2025-02-12",
    ),
    ("Mỗi cổ phiếu Alibaba quý này thu lợi nhuận 9,4 nhân dân tệ.", ""),
    ("Rosneft gặp sức ép lớn nhất từ trước tới giờ, công ty than.", ""),
]
OIL = [
    (
        "Tại New York, giá dầu mất 1,1 USD còn 71,3 USD/thùng; tại London, một thùng vàng đen có giá 74,9 USD.",
        "WTI -1.1p; WTI =71.3; BRENT =74.9",
    ),
    (
        "Dầu thô loại ngọt, nhẹ tăng 40 cent lên 70,15 USD/thùng. Giá dầu thô đã giảm 3% trong tuần này.",
        "WTI +0.4p; WTI =70.15; WTI -3% @2025-W07",
    ),
    ("Giá dầu tăng 2%.", "BRENT +2%"),
    ("Chứng khoán Hàn Quốc tăng 1,2%, chứng khoán Tokyo giảm 0,4%.", "KOSPI +1.2%; NIKKEI225 -0.4%"),
    ("Chỉ số chứng khoán chính của Zorbia giảm 2%.", ""),
    ("Giá cao su trên sàn Osaka tăng 2,1% lên 370 yên/kg.", "RUBBER +2.1%; RUBBER =370"),
]
PAIRS = [
    (
        "Sáng nay 13/2, 1 euro đổi được 1,042 USD, tăng so với mức 1,037 USD của phiên trước.",
        "EURUSD =1.042; EURUSD =1.037 @2025-02-12",
    ),
    ("So với yen, 1 USD đổi được 153,8.", "USDJPY =153.8"),
    ("Mỗi USD đổi 25.480 đồng.", "USDVND =25480"),
    ("Đồng nội tệ Thổ Nhĩ Kỳ mất 1%, còn 36,2 lira đổi một USD.", "TRY -1%; USDTRY =36.2"),
    ("Yen Nhật mất 0,5% về 154,2 đổi một USD.", "JPY -0.5%; USDJPY =154.2"),
    ("Giá đồng đô la tăng lên 107,9 điểm.", "DXY =107.9"),
    (
        "Sáng nay, vàng ở mức 2904.5 usd/ounce, giảm 0.4 % so với chiều hôm qua ở mức 2916 usd/ounce.",
        "GOLD =2904.5; GOLD -0.4%; GOLD =2916 @2025-02-12",
    ),
    (
        "Giá vàng miếng SJC niêm yết ở 86,3-89,3 triệu đồng/lượng.",
        "SJC =86300000; SJC =89300000",
    ),
    ("Giá vàng nhẫn tăng lên 88,4 - 89,9 triệu đồng/lượng.", "SJCRING =88400000; SJCRING =89900000"),
]
SHARES = [
    (
        "Cuối phiên, cổ phiếu QXZ đứng ở 36.200 đồng, cao nhất kể từ đầu năm, tăng 1.200 đồng/cổ phiếu.",
        "QXZ =36200; QXZ ^; QXZ +1200p",
    ),
    (
        "VN-Index tăng 3 điểm. QXZ và ZQT cùng tăng 5%, còn XQ1 mất 600 đồng/cổ phiếu.",
        "VNINDEX +3p; QXZ +5%; ZQT +5%; XQ1 -600p",
    ),
    ("VN-Index giảm 4 điểm. GDP tăng 7%, CPI tăng 3%, còn FDI tăng 9%.", "VNINDEX -4p"),
    (
        "Với khối lượng khớp lệnh 4 triệu đơn vị, VIC có mức giá 41.000 đồng/cp, tăng gần 2%.",
        "VIC =41000; VIC +2%",
    ),
    ("Thị giá cổ phiếu VHM 38.500 đồng/cp, thấp hơn 20% so với giá trị sổ sách.", "VHM =38500"),
    (
        "Cổ phiếu Nvidia Corp. và Apple Inc. cùng giảm ít nhất 2%.",
        "AAPL -2% @2025-02-12; NVDA -2% @2025-02-12",
    ),
    (
        "Cổ phiếu Nvidia, hãng đặt làm chip ở châu Á, mất khoảng 4%.",
        "NVDA -4% @2025-02-12",
    ),
    (
        "Bitcoin - đồng tiền số lớn nhất - mất 3%, về ngưỡng 95.000 USD.",
        "BTC -3%; BTC =95000",
    ),
    (
        "Giá USD tại Vietcombank tăng 20 đồng, lên 25.320 đồng chiều mua và 25.710 đồng chiều bán.",
        "USDVND +20p; USDVND =25320; USDVND =25710",
    ),
    ("Cổ phiếu Hoa Sen tăng 3%, Thép Nam Kim tăng 2%.", "HSG +3%; NKG +2%"),
]
PEAKS = [
    ("Nasdaq mất hơn 9% so với mức đỉnh vào tháng 12/2024.", "IXIC -9% @2025-02-12"),
    (
        "So với mức cao kỷ lục lập hôm 20/1, bitcoin đã mất hơn 11%.",
        "BTC -11%; BTC ^ @2025-01-20",
    ),
    ("Đồng tiền này giảm. Bitcoin mất hơn 11% giá trị so với đỉnh.", "BTC -11%"),
    ("Chốt phiên 12/2, S&P 500 lên mức kỷ lục 6.115,07 điểm.", "SPX =6115.07 @2025-02-12; SPX ^ @2025-02-12"),
    (
        "Lúc này bitcoin giao dịch quanh mốc 94.000 USD, thấp nhất trong 2 tuần qua.",
        "BTC =94000; BTC ^",
    ),
    (
        "Sau khi chạm kỷ lục 2.942 USD ngày 11/2, giá vàng đã giảm hai phiên liên tiếp.",
        "GOLD =2942 @2025-02-11",
    ),
]
DAYS = [
    ("Giá Bitcoin sáng nay tăng 2%. Cổ phiếu PayPal tăng 5%.", "BTC +2%; PYPL +5% @2025-02-12"),
    ("So với cuối năm ngoái, VN-Index đã tăng 0,8%.", "VNINDEX +0.8% @2025"),
    ("Cổ phiếu Intel tăng 16% trong tuần qua.", "INTC +16% @2025-W06"),
    (
        "Lực mua mạnh dần sau 14h và VN-Index vượt mốc 1.300 điểm trong phiên 12/2.",
        "VNINDEX =1300 @2025-02-12",
    ),
    ("Rạng sáng nay, chứng khoán Mỹ khép phiên với Dow Jones giảm 0,5%.", "DJI -0.5% @2025-02-12"),
    ("Sáng nay, hợp đồng tương lai Dow Jones giảm 0,2%.", "DJI_FUT -0.2%"),
    (
        "VN-Index sáng 13/2 tăng 2 điểm.\nPhiên 11/2, Phố Wall đi xuống. Chốt phiên, S&P 500 giảm 0,3%.\nChỉ số Dow Jones mất 0,1%.",
        "VNINDEX +2p; SPX -0.3% @2025-02-11; DJI -0.1% @2025-02-11",
    ),
    (
        "Hôm qua, giá vàng tại London tăng 0,4%. Tại Hong Kong, vàng cũng tăng 0,5%.",
        "GOLD +0.4% @2025-02-12; GOLD +0.5% @2025-02-12",
    ),
    (
        "Bạc hôm qua thêm 2,1%, lên 31,4 USD một ounce. Bạch kim thêm 0,6%, lên 962 USD.",
        "SILVER +2.1% @2025-02-12; SILVER =31.4 @2025-02-12; PLATINUM +0.6% @2025-02-12; PLATINUM =962 @2025-02-12",
    ),
    (
        "Chứng khoán giằng co ở phiên hôm qua. Phiên hôm nay, dòng tiền trở lại. VN-Index tăng 5 điểm.",
        "VNINDEX +5p",
    ),
    (
        "Đóng cửa phiên trước, giá dầu WTI ở mức 71,3 USD/thùng.",
        "WTI =71.3 @2025-02-12",
    ),
    ("Vào lúc hơn 8h sáng 13/2, giá Bitcoin đạt 96.400 USD.", "BTC =96400 @2025-02-13T08:00"),
    ("Phiên đầu tuần, VN-Index tăng 12 điểm.", "VNINDEX +12p @2025-02-10"),
]


@pytest.mark.parametrize(("text", "expected"), [*MARKS, *OIL, *PAIRS, *SHARES, *PEAKS, *DAYS])
def test_vietnamese_market_news(text, expected):
    check("vi", text, expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Chốt phiên cuối tuần, giá vàng thế giới giảm 22 USD/ounce.", ["GOLD -22p @2025-02-14"]),
        ("Giá Bitcoin tăng 2%.", ["BTC +2%"]),
        ("Giá vàng miếng SJC tăng 200.000 đồng/lượng.", ["SJC +200000p"]),
    ],
)
def test_what_trades_on_weekdays_moved_on_friday_in_the_news_of_a_saturday(text, expected):
    assert notation(text, "vi", published="2025-02-15") == expected


def test_a_ticker_that_is_anothers_abroad_is_nobodys_among_vietnams_shares():
    text = "VN-Index giảm 1%. Cổ phiếu ABB tăng 2%, BAC giảm 3%, HPG tăng 6%."
    check("vi", text, "VNINDEX -1%; HPG +6%")
