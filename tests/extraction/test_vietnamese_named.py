"""Named happenings in Vietnamese: meetings as occasions and what they are called, laws debated, journeys begun."""

import pytest

from study.articles import read_article
from study.extraction import extract


def events(text, published="2025-02-13"):
    found = extract(read_article(text.encode(), name="a.txt", published=published, language="vi")).events
    return [(event.type, event.when) for event in found if event.modality == "happened"]


OCCASIONS = [
    ("Tại Hội nghị Thủy lợi toàn quốc, ông Trần Văn Bình cho rằng đê biển còn yếu.", "2025-02-13"),
    ("Phát biểu tại Tọa đàm về giống lúa, bà Lê Thị Hoa cho rằng nông dân thiếu vốn.", "2025-02-13"),
    ("Tại cuộc hội kiến, Tổng thống Chile cảm ơn Thủ tướng Na Uy.", "2025-02-13"),
    ("Sáng 12/2, Ủy ban Kinh tế tổ chức phiên giải trình về giá điện.", "2025-02-12"),
    ("Chiều 12/2, Thủ tướng Na Uy chủ trì hội nghị tổng kết công tác năm 2024.", "2025-02-12"),
    ("Ngày 11/2, Thủ tướng Na Uy chủ trì phiên họp sơ kết công tác 6 tháng cuối năm 2024.", "2025-02-11"),
]


@pytest.mark.parametrize(("text", "day"), OCCASIONS)
def test_a_meeting_is_told_on_its_day_whatever_period_it_is_about(text, day):
    assert ("meeting", day) in events(text)


def test_what_is_decided_at_an_occasion_takes_its_day():
    text = "Giá gạo tăng. Trong cuộc họp chính sách diễn ra vào ngày 11/2, BOJ giữ nguyên lãi suất."
    assert ("rate_hold", "2025-02-11") in events(text)


@pytest.mark.parametrize(
    "text",
    [
        "Tiếp tục chương trình kỳ họp thứ 3, Hội đồng nghe ý kiến cử tri.",
        "Hội chợ mở cửa tại Trung tâm Hội nghị thành phố.",
        "Giá gạo tăng. Kiến nghị này đã gửi đến Kỳ họp thứ 5.",
    ],
)
def test_the_name_of_a_programme_or_hall_is_no_meeting(text):
    assert "meeting" not in dict(events(text))


LAWS = [
    ("Sáng 12/2, Quốc hội thảo luận ở hội trường về dự án Luật Cảng biển.", ("legislation", "2025-02-12")),
    ("Bộ Xây dựng đã hoàn thiện dự thảo Nghị định về nhà chung cư.", ("legislation", "2025-02-13")),
    ("Đề xuất được Bộ Xây dựng nêu trong dự thảo Luật Cảng biển.", ("legislation", "2025-02-13")),
]


@pytest.mark.parametrize(("text", "wanted"), LAWS)
def test_a_law_debated_or_drafted_is_news_in_the_first_sentence(text, wanted):
    assert wanted in events(text)
    assert "meeting" not in dict(events(text))


@pytest.mark.parametrize(
    "text",
    [
        "Giá gạo tăng. Chính phủ đã ban hành nhiều nghị định về đất đai.",
        "Giá gạo tăng. Vắc xin được chi trả thông qua ngân sách.",
        "Giá gạo tăng. Theo Luật Cảng biển năm 2015 được Quốc hội thông qua, cảng phải có đê.",
    ],
)
def test_a_law_that_is_only_spoken_of_is_no_news(text):
    assert "legislation" not in dict(events(text))


def test_a_journey_begun_is_of_the_day_that_it_begins():
    text = "Sáng 12/2, Thủ tướng Na Uy lên đường thăm chính thức Chile từ ngày 12-15/2."
    assert events(text) == [("visit", "2025-02-12")]


@pytest.mark.parametrize(
    "text",
    [
        "Ngày 12/2, Thủ tướng Na Uy trân trọng mời Tổng thống Chile sang thăm Oslo.",
        "Ngày 12/2, Thủ tướng Na Uy chuyển lời thăm hỏi tới Tổng thống Chile.",
        "Ngày 12/2, hai nước kỷ niệm 50 năm thiết lập quan hệ ngoại giao.",
    ],
)
def test_invitations_greetings_and_anniversaries_are_no_visit_and_no_agreement(text):
    assert not {"visit", "agreement"} & {kind for kind, _ in events(text)}


@pytest.mark.parametrize(
    "text",
    [
        "Ngày 12/2, chuyên gia nói về chu kỳ tăng lãi suất của Fed.",
        "Ngày 12/2, nghị sĩ giục Fed hạ lãi suất.",
    ],
)
def test_a_cycle_or_a_wish_is_no_decision_on_rates(text):
    assert not {"rate_hike", "rate_cut"} & {kind for kind, _ in events(text)}
