# ruff: noqa: E501 - one sentence, one line
"""Vietnamese reports of goods, rates and gold at home: two-sided quotations, fractions, cents, weeks, dealers.

In the notation of `test_claim_constructions`; published on Thursday 13 February 2025 unless said.
"""

import pytest
from test_claim_constructions import check, notation

TWO_SIDES = [
    (
        "Nhẫn trơn của hãng Abc niêm yết quanh vùng 88,1 - 90,3 triệu đồng.",
        "SJCRING =88100000; SJCRING =90300000",
    ),
    ("Giá vàng miếng đứng yên ở 88 - 91 triệu một lượng.", "SJC =88000000; SJC =91000000"),
    ("Tập đoàn DOJI mua bán nhẫn tròn ở 87,6 - 89,9 triệu.", "SJCRING =87600000; SJCRING =89900000"),
    ("Một công ty vàng bán 2 triệu cổ phiếu, vàng miếng giảm 1%.", "SJC -1%"),
    ("Giá USD tự do tăng lên 25.650 - 25.750 đồng.", "USDVND =25650; USDVND =25750"),
    ("Gạo 5% tấm được chào bán ở 391-395 USD/tấn.", "RICE =391; RICE =395"),
    ("Giá dầu WTI được dự đoán dao động trong khoảng 70 - 78 USD/thùng.", ""),
    (
        "Vàng miếng cao hơn 40.000 đồng so với hôm qua với giá mua bán 88,2 - 90,2 triệu đồng.",
        "SJC +40000p; SJC =88200000; SJC =90200000",
    ),
]

MONEY = [
    ("Giá vàng nhẫn giảm nửa triệu đồng.", "SJCRING -500000p"),
    ("So với đầu năm, mỗi lượng vàng nhẫn tăng gần 26 triệu một lượng.", "SJCRING +26000000p @2025"),
    ("Giá vàng miếng tăng vọt 91,5 triệu đồng/lượng.", "SJC =91500000"),
    ("Giá bán USD tăng sát 25.700 đồng.", "USDVND =25700"),
    (
        "Lúa mì tăng 3-1/2 cent, hay 0,6%, lên 5,81-3/4 USD/bushel.",
        "WHEAT +0.035p; WHEAT +0.6%; WHEAT =5.8175",
    ),
    ("Ngô mất 5-1/4 cent xuống 4,88 USD/bushel.", "CORN -0.0525p; CORN =4.88"),
    ("Cà phê arabica giảm 2,6 cent/lb, còn 401,2 cent/lb.", "COFFEE -2.6p; COFFEE =401.2"),
    ("Đường thô tăng 0,2 cent lên 19,6 cent/lb.", "SUGAR +0.2p; SUGAR =19.6"),
    ("Quặng sắt giảm 0,7% còn 801 nhân dân tệ (109,9 USD)/tấn.", "IRONORE -0.7%; IRONORE =801"),
    ("Cao su kỳ hạn tăng 3,5 yên, lên 372 yên (2,41 USD)/kg.", "RUBBER +3.5p; RUBBER =372"),
    ("Tại Moscow, 12,9 rúp đổi 1 nhân dân tệ.", "CNYRUB =12.9"),
]

AT_HOME = [
    (
        "Giá cà phê trong nước giảm 900 đồng/kg, còn 129.000 - 130.200 đồng/kg.",
        "COFFEE -900p; COFFEE =129000; COFFEE =130200",
    ),
    ("Giá tiêu hôm nay tăng 500 đồng lên 158.500 đồng/kg.", "PEPPER +500p; PEPPER =158500"),
    ("Một gói cà phê có giá 30.000 đồng.", ""),
    ("Giá cà phê trong nước giảm 700 - 900 đồng/kg.", "COFFEE -700p; COFFEE -900p"),
]

DEALERS = [
    (
        "Giá USD hôm nay giảm. BIDV niêm yết 25.330 - 25.690 đồng, Sacombank 25.310 - 25.700 đồng.",
        "USDVND =25330; USDVND =25690; USDVND =25310; USDVND =25700",
    ),
    (
        "Tỷ giá tại VIB cũng tăng 35 đồng lên 25.360 - 25.720 đồng; Eximbank nâng thêm 25 đồng.",
        "USDVND +35p; USDVND =25360; USDVND =25720; USDVND +25p",
    ),
    (
        "Giá vàng miếng tăng sáng nay. PNJ niêm yết 88,3 - 90,3 triệu đồng, tăng 300.000 đồng.",
        "SJC =88300000; SJC =90300000; SJC +300000p",
    ),
    ("Cổ phiếu PNJ tăng 1,2%, còn vàng miếng giảm 0,3%.", "PNJ +1.2%; SJC -0.3%"),
]

DAYS = [
    (
        "Thị trường ngày 13/2: Kẽm tăng giá\n\nGiá kẽm tăng trong phiên thứ Tư.\n\nKẽm giao ngay tăng 1,4% lên 2.850 USD/tấn.",
        "ZINC +1.4% @2025-02-12; ZINC =2850 @2025-02-12",
    ),
    (
        "Dầu giảm giá\n\nChốt phiên 12/2, dầu thô giảm.\n\nĐồn đoán lan rộng.\n\nThứ năm, 13/2/2025, 06:45 (GMT+7)\n\nGiá dầu Brent giảm 90 cent.",
        "BRENT -0.9p @2025-02-12",
    ),
    ("Giá vàng tăng phiên thứ ba liên tiếp, thêm 0,4%.", "GOLD +0.4%"),
    ("Dầu Brent giao tháng 4 mất 60 cent - mức đáy từ đầu tháng 1.", "BRENT -0.6p; BRENT ^"),
    (
        "Mỗi ounce vàng quốc tế hiện giao dịch quanh 2.905 USD, sau khi giảm so với cuối tuần trước.",
        "GOLD =2905",
    ),
    ("Chứng khoán mất gần 14 điểm\n\nVN-Index lùi về 1.257 điểm.", "VNINDEX -14p; VNINDEX =1257"),
    ("Trong 6 ngày qua, Bitcoin mất 7%.", "BTC -7% @2025-02-07/2025-02-13"),
    ("Giá bạc tăng 8% trong ba tháng qua.", "SILVER +8% @2024-11/2025-02"),
    ("Đậu tương giảm 2% do vụ mùa năm nay bội thu.", "SOYBEAN -2%"),
    ("Quý I, VN-Index tăng 3%, còn HNX-Index giảm 1%.", "VNINDEX +3% @2025-Q1; HNXINDEX -1% @2025-Q1"),
    (
        "Gạo đồ 5% tấm tăng lên 412 USD/tấn từ mức 409 USD/tấn của tuần trước.",
        "RICE =412 @2025-W07; RICE =409 @2025-W06",
    ),
]

EXTREMES = [
    ("Giá dầu Brent rơi xuống đáy 7 tháng.", "BRENT ^"),
    ("Giá vàng lên đỉnh hai tuần.", "GOLD ^"),
    ("Giá vàng tăng trở lại từ mức đáy nhiều tháng.", ""),
    ("Giá vàng nhẫn ghi nhận mức giảm thêm 300.000 đồng.", "SJCRING -300000p"),
    ("Giá bạc tăng mạnh hơn 1 USD.", "SILVER +1p"),
    ("Quỹ ETF vàng lớn nhất thế giới mua thêm 0,4%.", ""),
]


@pytest.mark.parametrize(("text", "expected"), [*TWO_SIDES, *MONEY, *AT_HOME, *DEALERS, *DAYS, *EXTREMES])
def test_what_a_vietnamese_report_of_goods_says(text, expected):
    check("vi", text, expected)


def test_the_last_session_of_a_week_that_is_over():
    text = (
        "Tuần qua, giá vàng kết thúc ở mức 2.880 USD/oz.\n\n"
        "Khép lại phiên cuối tuần, giá vàng nhẫn giảm 200.000 đồng."
    )
    found = notation(text, "vi", "2025-02-16")
    assert found == ["GOLD =2880 @2025-02-14", "SJCRING -200000p @2025-02-15"]


def test_a_span_of_days_that_runs_backwards_is_no_time():
    check("vi", "Ngô kỳ hạn tháng 5 giảm 3-1/4 cent.", "CORN -3.25p")
    check("vi", "Lúa mì tăng 2% trong phiên ngày 14-10/2.", "WHEAT +2%")
