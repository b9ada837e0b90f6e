"""The time constructions of Vietnamese news, one by one: what each says on Thursday 2025-02-13, by hand."""

from datetime import date

import pytest

from study.extraction.text import view_of
from study.extraction.times.timexes import find_times

PUBLISHED = date(2025, 2, 13)

ONE = [
    # dates
    ("Phiên 12/2, sàn giao dịch ảm đạm.", "2025-02-12"),
    ("Phiên giao dịch ngày 12.2 ảm đạm.", "2025-02-12"),
    ("Hội nghị khép lại ngày 12-2.", "2025-02-12"),
    ("Sáng 12-2, tàu rời cảng.", "2025-02-12TMO"),
    ("Hội nghị họp ngày 12-2-2025.", "2025-02-12"),
    ("Hội nghị họp ngày 5.11.2024.", "2024-11-05"),
    ("Tàu rời cảng hôm thứ Ba, 11/2.", "2025-02-11"),
    ("Tàu rời cảng hôm thứ ba (11-2).", "2025-02-11"),
    ("Tàu rời cảng thứ Hai ngày 10/2/2025.", "2025-02-10"),
    ("Tàu rời cảng ngày 10/2 năm ngoái.", "2024-02-10"),
    ("Tàu rời cảng ngày mùng 3 tháng 2.", "2025-02-03"),
    ("Tàu rời cảng ngày 3 tháng Hai năm 2024.", "2024-02-03"),
    ("Hội chợ mở trong các ngày 5 và 6/2.", "2025-02-05/2025-02-06"),
    ("Hội chợ mở từ ngày 3 đến 7/2.", "2025-02-03/2025-02-07"),
    ("Hội chợ mở từ 28/1 đến 3/2.", "2025-01-28/2025-02-03"),
    ("Hội chợ mở ngày 3-7/2.", "2025-02-03/2025-02-07"),
    ("Giá xăng hôm nay (13/2) tăng.", "2025-02-13"),
    ("Giá xăng chiều nay (13.2) tăng.", "2025-02-13TAF"),
    # weekdays
    ("Ông đến hôm thứ Tư.", "2025-02-12"),
    ("Ông đến hôm thứ sáu tuần trước.", "2025-02-07"),
    ("Ông đến thứ Sáu vừa qua.", "2025-02-07"),
    ("Ông sẽ đến vào thứ Hai tới.", "2025-02-17"),
    ("Ông đến vào Chủ nhật.", "2025-02-09"),
    ("Phiên đầu tuần, sàn giao dịch ảm đạm.", "2025-02-10"),
    ("Phiên cuối tuần trước, sàn giao dịch ảm đạm.", "2025-02-07"),
    # parts of the day
    ("Rạng sáng 12/2, bão đổ bộ.", "2025-02-12TMO"),
    ("Rạng sáng nay, bão đổ bộ.", "2025-02-13TMO"),
    ("Sáng sớm thứ Bảy, bão đổ bộ.", "2025-02-08TMO"),
    ("Đêm 11/2 (giờ Việt Nam), bão đổ bộ.", "2025-02-11TNI"),
    ("Đêm qua, bão đổ bộ.", "2025-02-12TNI"),
    ("Chiều qua, bão đổ bộ.", "2025-02-12TAF"),
    ("Tối hôm qua, bão đổ bộ.", "2025-02-12TEV"),
    ("Trưa nay, bão đổ bộ.", "2025-02-13TAF"),
    ("Chiều tối 12/2, bão đổ bộ.", "2025-02-12TEV"),
    # weeks, months, quarters, years
    ("Tuần qua, giá gạo giảm.", "2025-W06"),
    ("Cuối tuần qua, giá gạo giảm.", "2025-02-08/2025-02-09"),
    ("Đầu tuần này, giá gạo giảm.", "2025-W07"),
    ("Đầu năm nay, giá gạo giảm.", "2025"),
    ("Hồi đầu tháng, giá gạo giảm.", "2025-02"),
    ("Cuối tháng 1, giá gạo giảm.", "2025-01"),
    ("Trong tháng 1-2025, giá gạo giảm.", "2025-01"),
    ("Tháng Mười Hai năm ngoái, giá gạo giảm.", "2024-12"),
    ("Từ tháng 9 đến tháng 11, giá gạo giảm.", "2024-09/2024-11"),
    ("Quý I/2025, giá gạo giảm.", "2025-Q1"),
    ("Quý 3-2024, giá gạo giảm.", "2024-Q3"),
    ("Quý cuối năm 2024, giá gạo giảm.", "2024-Q4"),
    ("Q4/2024, giá gạo giảm.", "2024-Q4"),
    ("Nửa cuối năm ngoái, giá gạo giảm.", "2024-07/2024-12"),
    ("9 tháng đầu năm 2024, giá gạo giảm.", "2024-01/2024-09"),
    ("Ba tháng cuối năm 2024, giá gạo giảm.", "2024-10/2024-12"),
    ("Hồi tháng 3, dự báo giá gạo còn cao.", "2024-03"),
    ("Liệu giá gạo có giảm vào tháng 3 hay không.", "2025-03"),
    ("Hồi cuối tuần, giá gạo giảm.", "2025-02-08/2025-02-09"),
    ("Giai đoạn 2021-2025, giá gạo giảm.", "2021/2025"),
    ("Mùa đông tới, giá gạo sẽ giảm.", "2025-24"),
    ("Mùa hè năm ngoái, giá gạo giảm.", "2024-22"),
    ("Những năm 90, giá gạo giảm.", "199X"),
    ("Sau vụ khủng bố 11/9, an ninh siết chặt.", "2001-09-11"),
    # clock times
    ("Lúc 15h 12/2, xăng giảm giá.", "2025-02-12T15:00"),
    ("Từ 15 giờ ngày 12/2, xăng giảm giá.", "2025-02-12T15:00"),
    ("Lúc 12 giờ trưa 12/2, xăng giảm giá.", "2025-02-12T12:00"),
    ("Lúc 3 giờ chiều 12/2, xăng giảm giá.", "2025-02-12T15:00"),
    ("Lúc 7 giờ 30 phút tối 12/2, xăng giảm giá.", "2025-02-12T19:30"),
    ("Lúc 9h sáng nay, xăng giảm giá.", "2025-02-13T09:00"),
    ("Lúc 8h tối qua, xăng giảm giá.", "2025-02-12T20:00"),
    ("Lúc 2h rạng sáng 12/2 (giờ địa phương), xăng giảm giá.", "2025-02-12T02:00"),
    ("Lúc 11h15 hôm qua (giờ Jerusalem), đoàn xe đến nơi.", "2025-02-12T11:15+02:00"),
    ("Lúc 7h30 ngày 12/2 theo giờ địa phương, xăng giảm giá.", "2025-02-12T07:30"),
]  # fmt: skip
NONE = [
    "Chủ nhật hằng tuần cô Mai (24 tuổi) đi chợ.",
    "Nghị định 12/2025/NĐ-CP và Thông tư số 02/2023 có hiệu lực.",
    "Khoảng 1/3 dân số và 2/3 số phiếu.",
    "Đội nhà thắng 3-1, đội khách thua 2-0.",
    "Đường dây nóng 1900 1234 phục vụ 24/7.",
    "Cuộc họp kéo dài 2 giờ 15 phút trong 3 ngày.",
    "Đây là phiên giảm thứ 3 liên tiếp, lần thứ hai trong đợt.",
    "Trong 24 giờ qua và 5 năm tới.",
    "Giá chạm đỉnh 2 tuần sau bầu cử.",
    "Ông 62 tuổi, có 15 năm kinh nghiệm.",
    "Lợi nhuận năm tài chính đạt 2025 tỷ đồng.",
]
CHAINS = [
    ("Ngày 10/2 ông đến Huế. Sáng hôm sau ông rời đi.", ["2025-02-10", "2025-02-11TMO"]),
    ("Ngày 10/2 ông đến Huế. Chiều cùng ngày ông rời đi.", ["2025-02-10", "2025-02-10TAF"]),
    ("Ngày 10/2 ông đến Huế. Hai ngày sau, ông rời đi.", ["2025-02-10", "2025-02-12"]),
    ("Xuất khẩu 6 tháng đầu năm 2024 tăng so với cùng kỳ năm trước.", ["2024-01/2024-06", "2023-01/2023-06"]),
    ("Tuần trước giá gạo giảm. Điểm sáng trong tuần là xuất khẩu.", ["2025-W06", "2025-W06"]),
    ("Chợ mở từ 8h đến 10h ngày 12/2.", ["2025-02-12T08:00", "2025-02-12T10:00"]),
    ("Năm 2013 ông thắng cử. Hai năm sau đó ông từ chức.", ["2013", "2015"]),
]


def values(text):
    return [m.value for m in find_times(view_of(text), "vi", PUBLISHED, lambda _position: None)]


@pytest.mark.parametrize(("text", "value"), ONE)
def test_one_expression(text, value):
    assert values(text) == [value]


@pytest.mark.parametrize("text", NONE)
def test_no_expression(text):
    assert values(text) == []


@pytest.mark.parametrize(("text", "found"), CHAINS)
def test_expressions_that_hang_on_one_another(text, found):
    assert values(text) == found
