# ruff: noqa: E501 - one sentence, one line
"""Vietnamese reports of gold and the dollar: moments, zones, rings and bars, the world's price in dong.

In the notation of `test_claim_constructions`; published on Thursday 13 February 2025 unless said.
"""

import pytest
from test_claim_constructions import check, notation

MOMENTS = [
    (
        "8h20 sáng nay (giờ Việt Nam), vàng giao ngay đứng ở mức 2.911 USD/oz.\n\n"
        "Đến 10h, giá vàng giao ngay xuống 2.905 USD/oz.",
        "GOLD =2911 @2025-02-13T08:20+07:00; GOLD =2905 @2025-02-13T10:00+07:00",
    ),
    (
        "Lúc 10h sáng nay, một hãng kim hoàn báo giá cho thị trường Hà Nội: vàng miếng SJC bán ra 90,3 triệu đồng/lượng.",
        "SJC =90300000 @2025-02-13T10:00+07:00",
    ),
    ("Lúc 10h sáng nay, giá vàng giao ngay xuống 2.905 USD/oz.", "GOLD =2905 @2025-02-13T10:00"),
    (
        "9h sáng nay (giờ Việt Nam), vàng giao ngay nhích 6 USD/oz so với đóng cửa phiên Mỹ.",
        "GOLD +6p @2025-02-13T09:00+07:00",
    ),
    (
        "9h sáng nay (giờ Việt Nam), vàng giao ngay có giá 2.911 USD/oz, rẻ hơn hôm qua.\n\n"
        "Cùng thời điểm, Eximbank báo giá USD ở mức 25.310 đồng (mua vào) và 25.690 đồng (bán ra), tăng 25 đồng so với sáng qua.",
        "GOLD =2911 @2025-02-13T09:00+07:00; USDVND =25310 @2025-02-13T09:00+07:00; "
        "USDVND =25690 @2025-02-13T09:00+07:00; USDVND +25p @2025-02-13T09:00+07:00",
    ),
    (
        "9h sáng nay (giờ Việt Nam), vàng giao ngay có giá 2.911 USD/oz. Trước đó, giá vàng có lúc đạt 2.919 USD/oz.",
        "GOLD =2911 @2025-02-13T09:00+07:00; GOLD =2919",
    ),
]

CONVERTED = [
    (
        "9h sáng nay (giờ Việt Nam), vàng giao ngay có giá 2.911 USD/oz.\n\n"
        "Đổi sang tiền đồng theo giá bán USD của ngân hàng, mức này tương đương 90 triệu đồng/lượng, giảm 400.000 đồng/lượng sau một ngày.",
        "GOLD =2911 @2025-02-13T09:00+07:00; GOLD =90000000 @2025-02-13T09:00+07:00; GOLD -400000p @2025-02-13T09:00+07:00",
    ),
    (
        "Giá vàng thế giới tương đương 89,6 triệu đồng/lượng nếu quy đổi theo giá USD của Eximbank, tăng 350.000 đồng/lượng sau một ngày.",
        "GOLD =89600000; GOLD +350000p",
    ),
    (
        "Quy đổi theo tỷ giá tại Vietcombank, vàng thế giới có giá khoảng 69,4 triệu đồng/lượng.",
        "GOLD =69400000",
    ),
    ("Tính ra tiền Việt, mỗi lượng vàng quốc tế có giá khoảng 88,2 triệu đồng.", "GOLD =88200000"),
    ("Vàng miếng SJC vẫn đắt hơn vàng thế giới quy đổi 2,7 triệu đồng/lượng.", ""),
    (
        "Tuần này, vàng thế giới quy đổi tăng 3 triệu đồng/lượng, trong khi vàng miếng chỉ tăng 2,2 triệu đồng/lượng.",
        "GOLD +3000000p @2025-W07; SJC +2200000p @2025-W07",
    ),
]

RINGS = [
    ("Nhẫn tròn 999,9 của một hãng ở Cần Thơ có giá 88,1 triệu đồng/lượng.", "SJCRING =88100000"),
    ("Nhẫn tròn SJC có giá 87,4 triệu đồng/lượng (mua vào).", "SJCRING =87400000"),
    (
        "Vàng miếng SJC được bán ở mức 90,3 triệu đồng/lượng, nhẫn trơn 9999 của hãng này ở mức 89,9 triệu đồng/lượng.",
        "SJC =90300000; SJCRING =89900000",
    ),
    (
        "Sáng nay khách phải trả 90 triệu đồng/lượng đối với vàng miếng, 89,1 triệu đồng/lượng đối với vàng nhẫn.",
        "SJC =90000000; SJCRING =89100000",
    ),
    (
        "Vàng nhẫn tròn trơn tăng 1,1 triệu đồng/lượng và 1,3 triệu đồng/lượng ở hai chiều.",
        "SJCRING +1100000p; SJCRING +1300000p",
    ),
    (
        "Giá vàng nhẫn tăng 300.000-450.000 đồng/lượng.",
        "SJCRING +300000p; SJCRING +450000p",
    ),
    ("Trong nước, giá vàng lập kỷ lục mới.", "SJC ^"),
]

DOLLARS = [
    (
        "Sáng nay, tỷ giá USD tại quầy của một ngân hàng được niêm yết ở mức 25.290 – 25.680 VND/USD (mua vào – bán ra).",
        "USDVND =25290; USDVND =25680",
    ),
    (
        "Khi New York đóng cửa, vàng giao ngay còn 2.903 USD/oz. Sáng nay, vàng đi ngang.",
        "GOLD =2903 @2025-02-12",
    ),
    (
        "Giá vàng sáng nay (13/2) đi ngang.\n\nDollar Index chốt phiên ở mức 107,9 điểm.",
        "DXY =107.9 @2025-02-12",
    ),
    (
        "Giá vàng sáng nay (13/2) đi ngang.\n\nDollar Index chốt phiên ở mức 107,9 điểm, giảm từ mức 108,2 điểm của phiên trước.",
        "DXY =107.9 @2025-02-12; DXY =108.2 @2025-02-11",
    ),
    (
        "Phiên 12/2, giá vàng giao ngay giảm 1% tại New York.\n\nVietcombank mua USD ở mức 25.310 đồng, bán ở mức 25.690 đồng.",
        "GOLD -1% @2025-02-12; USDVND =25310; USDVND =25690",
    ),
    (
        "Ở thị trường liên ngân hàng, tỷ giá phiên 12/2 chốt tại 25.460 VND/USD, tăng 35 đồng. "
        "Trên thị trường tự do, tỷ giá tăng 20 đồng, lên 25.720 VND/USD.",
        "USDVND =25460 @2025-02-12; USDVND +35p @2025-02-12; USDVND +20p; USDVND =25720",
    ),
    (
        "Giá USD tại Eximbank là 25.310 đồng, giá mua giảm 20 đồng nhưng giá bán tăng 10 đồng.",
        "USDVND =25310; USDVND -20p; USDVND +10p",
    ),
]

SHARES = [
    (
        "Hôm nay nhà đầu tư trong nước thận trọng. Trên sàn chứng khoán New York, cổ phiếu Nike giảm 3%.",
        "NKE -3% @2025-02-12",
    ),
    (
        "Chứng khoán Mỹ tăng điểm trong phiên ngày thứ Tư (12/2). “Hôm nay ai cũng mua”, một nhà môi giới nói.\n\nCổ phiếu Nike tăng 3%.",
        "NKE +3% @2025-02-12",
    ),
    ("Phiên 12/2, cổ phiếu Nike giảm 3% do báo cáo tài chính quý 4 gây thất vọng.", "NKE -3% @2025-02-12"),
    ("Sáng nay, đồng tiền số lớn thứ hai sau bitcoin là ethereum tăng 4%.", "ETH +4%"),
    ("VN-Index chịu sức ép mạnh từ HPG và VNM, giảm 0,4%.", "VNINDEX -0.4%"),
    (
        "VN-Index tăng. SSI tăng 2%; VCI tăng 1,5%; FTS tăng 1,2%; HCM tăng 1%.",
        "SSI +2%; VCI +1.5%; FTS +1.2%; HCM_S +1%",
    ),
    ("BID, cổ phiếu có vốn hóa lớn thứ 3 thị trường, tăng 1,1%.", "BID +1.1%"),
    ("Brent vừa qua tuần tăng mạnh nhất kể từ tháng 6/2023.", "BRENT ^ @2025-W07"),
]


@pytest.mark.parametrize(("text", "expected"), [*MOMENTS, *CONVERTED, *RINGS, *DOLLARS, *SHARES])
def test_gold_reports(text, expected):
    check("vi", text, expected)


def test_last_weeks_close_is_the_base_of_the_week_once_it_is_over():
    text = "So với mức chốt của tuần trước, Eximbank nâng giá USD thêm 70 đồng."
    assert notation(text, "vi", "2025-02-15") == ["USDVND +70p @2025-W07"]
    assert notation(text, "vi", "2025-02-11") == ["USDVND +70p"]
