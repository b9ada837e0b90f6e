"""The style of Vietnamese wire reports: whose a time is, what only says where something goes, background."""

from __future__ import annotations

import pytest

from study.articles import read_article
from study.extraction import extract


def events(text, published):
    """Return type, date and modality of every event of a Vietnamese text, in order."""
    article = read_article(text.encode(), name="a.txt", published=published, language="vi")
    return [(event.type, event.when, event.modality) for event in extract(article).events]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ngoại trưởng Blinken hôm 12/2 tới Cairo.", [("visit", "2025-02-12", "happened")]),
        ("Hãng này ngày 12/2 chuyển dây chuyền sản xuất đến Mỹ.", []),
        (
            "Bộ Chính trị ngày 12/2 đồng ý cho ông Nguyễn Văn Nam thôi giữ các chức vụ.",
            [("resignation", "2025-02-12", "happened")],
        ),
        (
            "Vòng đàm phán giữa hai bên về thỏa thuận ngừng bắn bắt đầu tại Doha hôm 12/2.",
            [("negotiation", "2025-02-12", "happened")],
        ),
        (
            "Điện Kremlin ngày 12/2 xác nhận ông Putin và ông Trump sẽ gặp nhau tại Riyadh.",
            [("summit_announced", "2025-02-12", "happened")],
        ),
        (
            "Ông Peskov hôm 12/2 cho biết Nga sẽ tiếp tục chiến dịch quân sự.",
            [("statement", "2025-02-12", "happened")],
        ),
        (
            "Giao tranh bùng phát ở biên giới Thái Lan - Campuchia sáng 12/2.",
            [("military_action", "2025-02-12", "happened")],
        ),
        (
            "Phát biểu tại Quốc hội ngày 12/2, Chủ tịch Fed Jerome Powell nói lạm phát còn cao.",
            [("statement", "2025-02-12", "happened")],
        ),
        (
            "Tên lửa rơi trúng tòa nhà ở Odessa hôm 12/2 khiến ba người chết.",
            [("military_action", "2025-02-12", "happened")],
        ),
    ],
)
def test_a_sentence_of_the_wires(text, expected):
    """Each tells of one happening, with the type and day that its words say, or of none."""
    assert events(text, "2025-02-13") == expected


def test_the_same_day_is_no_noun():
    """In "cùng ngày hủy" the day does not turn the verb behind it into a noun."""
    text = (
        "Bộ Tài chính Mỹ ngày 22/10 áp lệnh trừng phạt lên Lukoil.\n\n"
        "Ông Trump cùng ngày hủy cuộc gặp với ông Putin tại Budapest."
    )
    assert events(text, "2025-10-23") == [
        ("sanction", "2025-10-22", "happened"),
        ("cancellation", "2025-10-22", "happened"),
    ]


def test_another_state_s_ministry_is_not_the_home_one():
    """ "Bộ Tài chính Trung Quốc" is no Vietnamese ministry, so that title and lead tell of one tariff."""
    text = (
        "Trung Quốc áp thuế trả đũa lên hàng Mỹ\n"
        "Bộ Tài chính Trung Quốc hôm 4/4 thông báo áp thuế bổ sung 34% với hàng Mỹ."
    )
    assert events(text, "2025-04-05") == [("tariff", "2025-04-04", "happened")]


def test_why_and_since_when_are_background():
    """A cause, what something lasts since, and an election held earlier take no day of the report."""
    text = (
        "Ông Lee Jae-myung sáng 4/6 tuyên thệ nhậm chức Tổng thống Hàn Quốc. "
        "Ông thắng trong cuộc bầu cử ngày 3/6.\n\n"
        "Cuộc bầu cử được tổ chức sớm sau khi Tòa án Hiến pháp phế truất ông Yoon Suk-yeol hôm 4/4 vì ban bố "
        "thiết quân luật."
    )
    assert events(text, "2025-06-04") == [
        ("appointment", "2025-06-04", "happened"),
        ("election", "2025-06-03", "happened"),
        ("resignation", "2025-04-04", "happened"),
    ]


def test_a_measure_that_somebody_announced_is_dated_in_its_relative_clause():
    """ "Thuế đối ứng mà ông A công bố hôm 2/4" tells of the tariff, not of a statement."""
    text = (
        "Trung Quốc ngày 4/4 áp thuế 34% với hàng Mỹ. "
        "Động thái này nhằm đáp trả thuế đối ứng mà Tổng thống Trump công bố hôm 2/4."
    )
    assert events(text, "2025-04-05") == [
        ("tariff", "2025-04-04", "happened"),
        ("tariff", "2025-04-02", "happened"),
    ]
