"""Vietnamese events: what is news of the day, and of which type: announcements, conferences, background."""

import pytest

from study.articles import read_article
from study.extraction import extract

PUBLISHED = "2025-02-13"


def events(text, published=PUBLISHED):
    found = extract(read_article(text.encode(), name="a.txt", published=published, language="vi")).events
    return [(event.type, event.when) for event in found if event.modality == "happened"]


ANNOUNCED = [
    ("Ngày 12/2, Tập đoàn Sao Mai thông báo thay đổi nhận diện thương hiệu.", [("other", "2025-02-12")]),
    ("Ngày 12/2, ông Vladimir Putin thông báo thay đổi quan trọng.", [("statement", "2025-02-12")]),
    ("UBND tỉnh vừa ban hành Kế hoạch số 12 về trồng rừng.", [("other", PUBLISHED)]),
    ("Sở Xây dựng vừa gửi thư ngỏ cho người dân.", [("statement", PUBLISHED)]),
]


@pytest.mark.parametrize(("text", "wanted"), ANNOUNCED)
def test_what_an_office_makes_known_is_something_done_and_what_a_person_does_is_said(text, wanted):
    assert events(text) == wanted


HELD = [
    ("Sáng 12/2, Bộ Nông nghiệp tổ chức hội nghị về cá tra.", [("meeting", "2025-02-12")]),
    ("Tọa đàm về giống lúa mới diễn ra chiều 12/2 tại Cần Thơ.", [("meeting", "2025-02-12")]),
    ("Ngày 12/2, Phó Thủ tướng làm việc với Bộ Y tế về giá thuốc.", [("meeting", "2025-02-12")]),
    ("Hội thảo về giống lúa chịu mặn thu hút nhiều nông dân.", [("meeting", PUBLISHED)]),
    ("Sáng 12/2, huyện tổ chức lễ kỷ niệm tại sân đình.", [("other", "2025-02-12")]),
]


@pytest.mark.parametrize(("text", "wanted"), HELD)
def test_conferences_are_meetings_and_the_first_sentence_may_just_name_one(text, wanted):
    assert events(text) == wanted


def test_a_conference_further_down_says_only_where_something_was_said():
    lead = "Ngày 12/2, Chile bắn thử pháo hoa.\n"
    assert ("meeting", "2024-12") not in events(
        lead + "“Tốt”, ông nói tại hội thảo ở Hà Nội hồi tháng 12/2024."
    )


LEAD = "Ngày 12/2, Chile khánh thành cây cầu ở Valdivia. Cây cầu dài hai cây số. Người dân rất vui. "
BACKGROUND = [
    "Chile đánh thuế nhập khẩu thép.",
    "Hai bên nhất trí thúc đẩy thương mại.",
    "Đồng peso tăng giá sau khi ngân hàng trung ương Chile tăng lãi suất.",
]


@pytest.mark.parametrize("text", BACKGROUND)
def test_measures_and_agreements_without_a_day_are_background_further_down(text):
    assert events(LEAD + text) == [("other", "2025-02-12")]


def test_the_same_with_a_day_or_in_the_lead_is_news():
    assert ("tariff", "2025-02-11") in events(LEAD + "Ngày 11/2, Chile đánh thuế nhập khẩu thép.")
    assert events("Chile vừa đánh thuế nhập khẩu thép.") == [("tariff", PUBLISHED)]


def test_what_goes_on_this_year_and_what_is_said_in_a_year_are_no_events():
    assert events("Năm 2025, cổ đông thông qua kế hoạch trồng rừng.") == []
    assert events("Năm 2019, Thủ tướng Lê Văn Nam chỉ đạo các bộ trồng rừng.") == []
    assert events("Năm 2019, Hạ viện Chile thông qua luật trồng rừng.") == [("legislation", "2019")]


def test_a_full_date_behind_a_verb_of_saying_is_that_of_what_is_told():
    text = "Ông Vladimir Putin cho biết ngày 3/1/2025 cây cầu còn dang dở."
    assert ("statement", "2025-01-03") not in events(text)


def test_an_invitation_that_opens_the_line_is_the_setting_of_a_journey():
    text = "Nhận lời mời của Tổng thống Chile, ngày 12/2 Thủ tướng Lê Văn Nam thăm chính thức Chile."
    assert events(text) == [("visit", "2025-02-12")]
