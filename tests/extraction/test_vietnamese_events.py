"""Events in Vietnamese: particles, passives, nouns of verbs, the people named, sayings and their day, settings."""

import pytest

from study.articles import read_article
from study.extraction import extract


def record(text, published="2025-02-13"):
    return extract(read_article(text.encode(), name="a.txt", published=published, language="vi"))


def events(text, published="2025-02-13"):
    found = record(text, published).events
    return [(event.type, event.when) for event in found if event.modality == "happened"]


DATED = [
    ("Ngày 12/2, nhóm kỹ sư đã trục vớt con tàu cổ.", [("other", "2025-02-12")]),
    ("Ngày 12/2, ngôi làng đã có điện.", []),
    ("Năm 2022, ngôi làng đã xây lại cây cầu.", []),
    ("Ban tổ chức vừa ra mắt linh vật mới.", [("other", "2025-02-13")]),
    ("Hôm 11/2, cổ phiếu của hãng đã bật lên mức kỷ lục.", []),
]


@pytest.mark.parametrize(("text", "wanted"), DATED)
def test_the_particle_of_the_perfective_tells_of_a_happening_where_a_day_is_said(text, wanted):
    assert events(text) == wanted


NO_ASSERTION = [
    "Theo thông báo, bến phà nghỉ từ 12/2.",
    "Ngày 12/2, giới quan sát hỏi ông Petrov có từ chức hay không.",
    "Ngày 12/2, tổng thống bị lật đổ Petrov vẫn ở nước ngoài.",
    "Bà Mai thay ông Lê Văn Nam nghỉ hưu hồi tháng 1.",
    "Hôm 12/2, ông Petrov bị Sofia cáo buộc né thuế.",
    "Các biện pháp bao gồm tăng thuế quan.",
    "Minsk khó chịu trước việc Ba Lan đánh thuế phân bón.",
    "Ngày 12/2, dân làng hoặc phải di tản hoặc phải đầu hàng.",
]


@pytest.mark.parametrize("text", NO_ASSERTION)
def test_nouns_attributes_and_questions_assert_nothing(text):
    assert events(text) == []


def test_an_object_does_not_stand_behind_a_comma_or_a_preposition():
    assert events("Hôm 12/2, giá thép giảm mạnh sau lo ngại về thuế quan.") == []
    assert events("Hôm 12/2, Ba Lan giảm 5,5% thuế nhập khẩu thép.") == [("tariff", "2025-02-12")]


def test_what_befalls_two_people_is_two_happenings():
    text = (
        "Ngày 12/2, Quốc hội miễn nhiệm chức bộ trưởng của ông Trần Văn Hải.\n"
        "Cùng ngày, Quốc hội miễn nhiệm chức bộ trưởng của bà Lý Thị Lan.\n"
        "Ông Hải được miễn nhiệm sau mười năm."
    )
    assert events(text) == [("resignation", "2025-02-12")] * 2


def test_too_sets_a_second_happening_apart():
    text = "Ngày 12/2, công an khởi tố một kế toán. Ngày 12/2, công an cũng khởi tố một thủ quỹ."
    assert events(text) == [("other", "2025-02-12")] * 2


SAYINGS = [
    ("Hồi tháng 1, quỹ Lundby cho biết sẽ mở văn phòng ở Huế.", [("statement", "2025-01")]),
    (
        "Ngày 12/2, bà Olsen, Bộ trưởng Y tế Na Uy, cho biết dịch chưa lan rộng.",
        [("statement", "2025-02-12")],
    ),
    ("Hôm 12/2, hãng Lundby tuyên bố giao 300 xe trong quý 4/2024.", [("statement", "2025-02-12")]),
    ("Ngày 12/2, Tổng thống Chile tuyên bố giải tán quốc hội.", [("statement", "2025-02-12")]),
    ("Tại cuộc gặp, Tổng thống Chile đề nghị hai bên mở đường bay.", [("meeting", "2025-02-13")]),
    ("Nhiều bộ trưởng ca ngợi quyết định ấy.", []),
]


@pytest.mark.parametrize(("text", "wanted"), SAYINGS)
def test_a_saying_with_a_day_is_news(text, wanted):
    assert events(text) == wanted


def test_the_period_of_published_figures_is_not_the_day():
    assert events("Hãng Lundby vừa công bố lợi nhuận nửa đầu năm 2024.", "2024-09-17") != [
        ("other", "2024-01/2024-06")
    ]


def test_what_is_called_off_may_lie_ahead():
    assert (
        events("Ngày 12/2, Paris họp báo. Ông Macron hoãn chuyến thăm Serbia dự định vào 20/2.")[-1][0]
        == "cancellation"
    )


def test_a_stop_without_a_blank_ends_a_sentence():
    text = "Anh ấy đã được xuất viện hôm 10/2.Ngày 12/2, Tổng thống Macron từ chức."
    assert ("resignation", "2025-02-12") in events(text)
    assert events("Trang VnExpress.Net và hãng U.S.Steel.") == []


def times(text, published="2025-02-13"):
    return [timex.value for timex in record(text, published).timexes]


def test_the_same_day_after_a_look_far_back_is_the_day_of_the_news():
    text = (
        "Chính phủ Peru ngày 10/2 ký lệnh ngừng bắn.\n"
        "Vòng trước diễn ra ngày 4/9/2024. Trưởng đoàn là ông Diaz. Ông Diaz quê ở Cusco. Cùng ngày, Lima mưa to."
    )
    assert times(text) == ["2025-02-10", "2024-09-04", "2025-02-10"]
    assert times("Ngày 10/2 họ gặp nhau. Họ gặp nhau ngày 4/9/2024. Cùng ngày, họ ra về.")[-1] == "2024-09-04"


def test_a_month_takes_the_year_said_before_it():
    assert times("Lãnh đạo hai nước năm ngoái gặp nhau vào tháng 11 ở Lima.") == ["2024", "2024-11"]
    assert events("Ông Macron và ông Merz năm ngoái gặp nhau vào tháng 11.") == [("meeting", "2024-11")]


def test_a_verb_of_travel_needs_a_traveller_of_office():
    assert events("Hôm 12/2, năm nghìn du khách đã tới Lào.") != [("visit", "2025-02-12")]
    assert events("Hôm 12/2, Thủ tướng Anh đã tới Lào.") == [("visit", "2025-02-12")]


OFFICIALS = [
    ("Ngày 12/2, ông Petrov gặp Ngoại trưởng Bulgaria.", [("meeting", "2025-02-12")]),
    ("Ngày 12/2, nhóm sinh viên gặp nhau ở quán cà phê.", []),
    ("Ngày 12/2, Ba Lan và Séc thống nhất lịch họp.", [("agreement", "2025-02-12")]),
    ("Ngày 12/2, cách làm này được thống nhất trong cả trường.", []),
    ("Hôm 12/2, phiến quân tấn công một tiền đồn.", [("military_action", "2025-02-12")]),
    ("Hôm 12/2, axit tấn công niêm mạc.", []),
    ("Ngày 12/2, lãi suất qua đêm tăng 0,5 điểm phần trăm.", []),
    ("Pháp điện đàm với Brazil ngày 12/2.", [("call", "2025-02-12")]),
]


@pytest.mark.parametrize(("text", "wanted"), OFFICIALS)
def test_verbs_of_politics_need_somebody_in_public(text, wanted):
    assert events(text) == wanted


LED_TO = [
    (
        "Theo văn phòng tại Sofia ngày 12/2, ông Petrov đã gặp ông Ivanov tại Varna, bên bờ biển, vào hôm 11/2.",
        "11",
    ),
    ("Ông Petrov đã gặp ông Ivanov vào ngày 10/2.", "10"),
]


@pytest.mark.parametrize(("text", "day"), LED_TO)
def test_a_time_behind_vao_is_that_of_the_verb_before_it(text, day):
    assert ("meeting", f"2025-02-{day}") in events(text)


SAID = [
    ("Ngày 12/2, công an tỉnh cho biết, đơn vị vừa khởi tố ba bị can.", [("other", "2025-02-12")]),
    ("Mưa to. Gió lớn. Trời lạnh. Đường ngập. Thị trưởng Petrov cũng yêu cầu dọn rác.", []),
    (
        "Ngày 12/2, Bộ Ngoại giao Bulgaria ra thông cáo rằng tổng thống sẽ thăm Na Uy.",
        [("statement", "2025-02-12")],
    ),
    ("Ông Petrov dạy học trước khi bị bắt năm 2009.", [("other", "2009")]),
    ("Ngày 12/2, Sofia tuyên bố không ký hiệp định.", [("statement", "2025-02-12")]),
]


@pytest.mark.parametrize(("text", "wanted"), SAID)
def test_what_was_said_and_what_is_only_said_by_the_way(text, wanted):
    assert events(text) == wanted


COUNTED = [
    (
        "Hôm 12/2, ông Petrov từ chức, hai ngày sau khi Quốc hội luận tội ông.",
        [("resignation", "2025-02-12"), ("legislation", "2025-02-10")],
    ),
    (
        "Thủ tướng vừa ban hành Quyết định số 15/QĐ-TTg ngày 11/2/2025 phê duyệt đề án.",
        [("other", "2025-02-11")],
    ),
    ("Hội đồng làm việc theo Quyết định số 15/QĐ-TTg ngày 11/2/2025, cho ý kiến miễn nhiệm giám đốc.", []),
    ("Sofia sẽ đáp trả, phủ quyết mọi sáng kiến của khối.", []),
]


@pytest.mark.parametrize(("text", "wanted"), COUNTED)
def test_days_counted_days_of_documents_and_plans_carried_on(text, wanted):
    assert events(text) == wanted


COMPOUNDS = [
    ("Bộ Lao động Bulgaria vừa công bố số liệu việc làm hôm 12/2.", [("other", "2025-02-12")]),
    ("Máy bay không người lái tấn công một tiền đồn hôm 12/2.", [("military_action", "2025-02-12")]),
    ("Phó Thủ tướng Thường trực Bulgaria tiếp Đại sứ Na Uy.", [("meeting", "2025-02-13")]),
    ("Hôm 12/2, Sofia mở cuộc điều tra nhằm vào hãng sữa Lundby.", [("other", "2025-02-12")]),
    ("Hôm 12/2, thị trưởng hỏi liệu có nên đóng cửa trường học.", []),
]


@pytest.mark.parametrize(("text", "wanted"), COMPOUNDS)
def test_a_syllable_of_a_compound_is_no_cue(text, wanted):
    assert events(text) == wanted
