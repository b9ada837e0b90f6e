# ruff: noqa: E501 - one sentence, one line
"""Vietnamese market news: gold and where it is sold, the shares of named firms, marks and steps, what is no claim.

The notation is that of `test_claim_constructions`; publication is Thursday 13 February 2025.
"""

import pytest
from test_claim_constructions import check, notation

GOLD = [
    (
        "Vàng nhẫn 9999 do Công ty SJC bán lên giá nhanh, tới mức 91,5 triệu đồng/lượng.",
        "SJCRING =91500000",
    ),
    (
        "Tại Công ty SJC, vàng miếng hôm nay tăng 300.000 đồng, lên 92,3 triệu đồng/lượng, mua vào 89,3 triệu đồng/lượng.",
        "SJC +300000p; SJC =92300000; SJC =89300000",
    ),
    (
        "Giá mua, bán vàng miếng SJC giữ ở mức 89,3 triệu – 92,3 triệu đồng/lượng.",
        "SJC =89300000; SJC =92300000",
    ),
    ("Giá bạc trong nước niêm yết ở mức 1.150.000 đồng/lượng.", ""),
    (
        "Phú Quý niêm yết vàng nhẫn từ 91,8-92,3 triệu đồng/lượng (mua vào/bán ra), tức giảm 250.000 đồng.",
        "SJCRING =91800000; SJCRING =92300000; SJCRING -250000p",
    ),
    (
        "Vietcombank niêm yết tỷ giá USD từ 25.285-25.645 đồng/USD (mua vào/bán ra).",
        "USDVND =25285; USDVND =25645",
    ),
    (
        "Lúc 14h30 ngày 13/2, giá vàng thế giới lên 2.930 USD/ounce. Tuy nhiên sau đó giảm về 2.921 USD/ounce.",
        "GOLD =2930 @2025-02-13T14:30; GOLD =2921",
    ),
    ("Giá vàng thế giới giao ngay lúc 8h sáng nay ở mức 2.912 USD/ounce.", "GOLD =2912 @2025-02-13T08:00"),
]
SHARES = [
    (
        "VN-Index giảm 3 điểm. VCB tác động tích cực nhất đến thị trường khi tăng 1,2% lên 92.000 đồng.",
        "VNINDEX -3p; VCB +1.2%; VCB =92000",
    ),
    (
        "Cổ phiếu của Tập đoàn Hòa Bình Xanh (mã chứng khoán: HBX) sáng nay chạm giá sàn 6.150 đồng.",
        "HBX =6150",
    ),
    (
        "Cổ phiếu SBT của Công ty cổ phần Thành Thành Công – Biên Hoà đang giao dịch quanh vùng giá 12.500 đồng.",
        "SBT =12500",
    ),
    ("Cổ phiếu NVL rơi từ 12.000 đồng xuống 8.950 đồng.", "NVL =8950"),
    ("Các mã HPG, VHM đều tăng từ 2% trở lên.", "HPG +2%; VHM +2%"),
    ("Các cổ phiếu SSI, SHS đều đi lùi từ 0,4% so với tham chiếu.", "SSI -0.4%; SHS -0.4%"),
    (
        "So với đầu năm, cổ phiếu VIC tăng 4%. Hiện tại, cổ phiếu HPG giao dịch quanh mức 26.000 đồng, giảm 2% so với đầu tháng 2.",
        "VIC +4% @2025; HPG =26000; HPG -2% @2025-02",
    ),
    ("Chiếc BMW cũ mất 60% giá trị sau 5 năm.", ""),
    ("Thanh khoản toàn thị trường tăng 15% so với phiên trước.", ""),
    (
        "Kết thúc phiên giao dịch ngày 12/2, chứng khoán Mỹ đồng loạt đi lên. Kết phiên, Dow Jones tăng 0,9%. Sáng nay (13/2), Nikkei 225 tăng 0,4%.",
        "DJI +0.9% @2025-02-12; NIKKEI225 +0.4%",
    ),
    ("Vietjet có số chuyến bay tăng 22%.", ""),
    ("Quỹ này nắm 14,3% vốn của Vinamilk. Cổ phiếu VNM đứng giá.", ""),
    ("Cổ phiếu GAS góp điểm nhiều nhất hôm nay.", ""),
    ("Khối ngoại bán ra 1.800 tỷ đồng - cao nhất hai tuần - tập trung vào cổ phiếu HPG.", ""),
]
INDICES = [
    ("VN-Index bật lên gần 10 điểm sau phiên ATO.", "VNINDEX +10p"),
    ("Đến 10h15, VN-Index nới rộng đà tăng lên gần 8 điểm.", "VNINDEX +8p @2025-02-13T10:15"),
    ("VN-Index thủng một ngưỡng hỗ trợ để lùi về 1.266,5 điểm.", "VNINDEX =1266.5"),
    ("VN-Index chốt phiên 12/2 dưới 1.270 điểm.", "VNINDEX =1270 @2025-02-12"),
    ("Chỉ số đại diện cho sàn TP HCM đóng cửa tại 1.268 điểm.", "VNINDEX =1268"),
    (
        "Tính đến 20h40 ngày 13/2, cả ba chỉ số của Mỹ đều giảm. Dow Jones giảm 412 điểm.",
        "DJI -412p @2025-02-13T20:40",
    ),
    (
        "Từ đầu năm, tỷ giá USD/VND đã tăng 1,2%. Chẳng hạn, so với USD, yen mất giá 3%.",
        "USDVND +1.2% @2025; JPY -3% @2025",
    ),
    (
        "Hiện tỷ giá dao động ở mức 25.300 VND/USD (mua vào) và 25.690 VND/USD (bán ra).",
        "USDVND =25300; USDVND =25690",
    ),
    (
        "Lúc 20h40, Dow Jones mất 1,020 điểm (2.4%), Nasdaq Composite lùi 3.9%, Bitcoin về 52,000 USD.",
        "DJI -1020p @2025-02-13T20:40; DJI -2.4% @2025-02-13T20:40; IXIC -3.9% @2025-02-13T20:40; BTC =52000 @2025-02-13T20:40",
    ),
    ("Đến năm 1990, khi chiến tranh nổ ra, giá dầu tiếp tục tăng 180%.", "BRENT +180% @1990"),
]
NO_CLAIMS = [
    ("Dòng tiền vào thị trường chứng khoán giảm hơn 40% so với phiên trước.", ""),
    ("Dầu có lên nổi 100 USD/thùng?", ""),
    ("Giá dầu điêzen trong nước giảm còn 17.870 đồng/lít.", ""),
    ("Công ty chứng khoán hạ tỷ lệ cho vay margin mã VIC từ 30% xuống 20%.", ""),
    ("Arsenal giữ đỉnh bảng sau 26 vòng.", ""),
    ("Lãi suất cơ bản USD được nâng 25 điểm.", ""),
]


@pytest.mark.parametrize(("text", "expected"), [*GOLD, *SHARES, *INDICES, *NO_CLAIMS])
def test_vietnamese_press(text, expected):
    check("vi", text, expected)


def test_pence_are_those_of_london():
    text = "Chỉ số FTSE 100 tăng 0,2%. Cổ phiếu Lloyds (LLOY.L) giảm 0,8% xuống 61,7 xu."
    assert "LLOY =61.7" in notation(text, "vi")
