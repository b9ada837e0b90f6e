# ruff: noqa: E501 - one sentence, one line
"""Vietnamese reports: both sides of a quotation, currencies in dong, weeks that are over, what is looked back to.

In the notation of `test_claim_constructions`; published on Thursday 13 February 2025 unless said.
"""

import pytest
from test_claim_constructions import check, notation

SIDES = [
    (
        "Sacombank niêm yết giá USD ở mức 25.310 đồng (mua) và 25.720 (bán). VPBank: 25.290 đồng (mua) và 25.735 đồng (bán).",
        "USDVND =25310; USDVND =25720; USDVND =25290; USDVND =25735",
    ),
    (
        "Giá vàng SJC ở mức dưới 87,4 - 89,6 triệu đồng/lượng (mua vào - bán ra).",
        "SJC =87400000; SJC =89600000",
    ),
    (
        "Nhẫn trơn và vàng miếng hạ 250.000-350.000 đồng.",
        "SJCRING -250000p; SJCRING -350000p; SJC -250000p; SJC -350000p",
    ),
    (
        "Giá bán vàng miếng và vàng nhẫn cùng lên 91,5 triệu đồng mỗi lượng.",
        "SJC =91500000; SJCRING =91500000",
    ),
    ("Vàng Rồng Thăng Long được bán ở mức 90,2 triệu đồng/lượng.", "SJCRING =90200000"),
    ("Giá vàng nữ trang giảm 150.000 đồng/lượng.", ""),
]

IN_DONG = [
    ("Tỷ giá euro ở mức 25.870 đồng (mua) và 27.110 đồng (bán).", "EURVND =25870; EURVND =27110"),
    ("Giá bảng Anh giảm 90 đồng xuống 31.240 đồng.", "GBPVND -90p; GBPVND =31240"),
    ("Giá yên Nhật ở mức 160,4 - 169,7 đồng.", "JPYVND =160.4; JPYVND =169.7"),
    ("Tỷ giá nhân dân tệ niêm yết ở mức 3.440 - 3.550 đồng.", "CNYVND =3440; CNYVND =3550"),
    (
        "Chốt phiên 11/2, tỷ giá USD/VND ở mức 25.300 đồng. Tỷ giá euro ở mức 26.400 đồng.",
        "USDVND =25300 @2025-02-11; EURVND =26400 @2025-02-11",
    ),
    (
        "Tỷ giá trung tâm của đồng Việt Nam với đô la Mỹ ở mức 24.562 đồng (tăng 8 đồng).",
        "USDVND =24562; USDVND +8p",
    ),
    ("Giá cà phê ở Lâm Đồng là 128.500 đồng/kg, giảm 900 đồng.", "COFFEE =128500; COFFEE -900p"),
]

LOOKED_BACK_TO = [
    ("Cổ phiếu Intel mất 3% dù hôm thứ Ba vừa báo lãi.", "INTC -3% @2025-02-12"),
    ("Giá vàng giảm 0,7% sau phiên tăng mạnh hôm thứ Ba.", "GOLD -0.7%"),
    ("Giới đầu tư chốt lời sau phiên tăng mạnh hôm qua khiến VN-Index giảm 6 điểm.", "VNINDEX -6p"),
    ("VN-Index giảm 6 điểm sau phiên giao dịch ngày 11/2.", "VNINDEX -6p @2025-02-11"),
    ("Giá vàng giảm 8 USD so với cuối tuần qua.", "GOLD -8p"),
    (
        "Cả tuần, giá bạc mất 2,6%. Đây là mức giảm mạnh nhất trong 5 tuần.",
        "SILVER -2.6% @2025-W07; SILVER ^ @2025-W07",
    ),
    (
        "Cả tuần, Dow Jones tăng 0,3%.\n\nỞ phiên này, nhóm chip chốt phiên giảm. S&P 500 giảm 0,4%. Trong đó, cổ phiếu Nvidia giảm 2%.",
        "DJI +0.3% @2025-W07; SPX -0.4% @2025-02-12; NVDA -2% @2025-02-12",
    ),
]

NO_LEVELS = [
    ("Bitcoin tăng vọt, tiến sát 98.000 USD một đồng.", ""),
    ("Chuyên gia cho biết việc vàng lùi về dưới 2.800 USD có thể dễ dàng xảy ra.", ""),
    ("Giá gạo xuất khẩu bình quân 5% tấm giảm 14%, còn 540 USD/tấn.", ""),
]


@pytest.mark.parametrize(("text", "expected"), [*SIDES, *IN_DONG, *LOOKED_BACK_TO, *NO_LEVELS])
def test_what_a_vietnamese_report_says_of_sides_and_weeks(text, expected):
    check("vi", text, expected)


def test_a_week_that_ended_before_publication():
    text = "Vàng giao ngay chốt tuần ở 2.861 USD một ounce. Mức này tăng 0,2% so với ngày hôm trước."
    assert notation(text, "vi", "2025-02-10") == ["GOLD +0.2% @2025-02-07", "GOLD =2861 @2025-02-07"]
    assert notation(text, "vi", "2025-02-15") == ["GOLD +0.2% @2025-02-14", "GOLD =2861 @2025-02-14"]


def test_gold_at_home_is_sold_on_a_saturday():
    text = "Giá vàng giao ngay tăng 12 USD lên 2.890 USD. Giá vàng miếng SJC ở mức 91,2 triệu đồng/lượng."
    assert notation(text, "vi", "2025-02-15") == [
        "GOLD +12p @2025-02-14",
        "GOLD =2890 @2025-02-14",
        "SJC =91200000",
    ]


def test_a_time_of_a_move_is_no_moment_told_of_before():
    text = (
        "Lúc 10h, giá vàng SJC ở mức 90 triệu đồng/lượng.\n\n"
        "Trên thị trường quốc tế, kim loại quý có thời điểm xuống 2.871 USD một ounce."
    )
    assert notation(text, "vi") == ["GOLD =2871", "SJC =90000000 @2025-02-13T10:00"]


def test_the_price_goes_on_after_what_it_may_come_to():
    text = "Điều này có lợi cho vàng. Ông dự báo giá có thể lên 3.100 USD. Từ đầu năm, giá đã tăng 9%."
    assert notation(text, "vi") == ["GOLD +9% @2025"]
