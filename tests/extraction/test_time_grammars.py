"""Time expressions, case by case: what is said, on which day, and what it means (worked out by hand).

Thursday 2025-02-13 is the day of publication unless a case says otherwise.
"""

from datetime import date

import pytest

from study.extraction.text import view_of
from study.extraction.times.timexes import find_times

PUBLISHED = date(2025, 2, 13)


def values(text, language, published=PUBLISHED):
    view = view_of(text)
    return [
        (text[m.start : m.end], m.value)
        for m in find_times(view, language, published, lambda _position: None)
    ]


VIETNAMESE = [
    ("Hai bên gặp nhau ngày 12/2.", "2025-02-12"),
    ("Hai bên gặp nhau hôm 22/10.", "2024-10-22"),
    ("Quyết định ngày 20/12/2024 gây bất ngờ.", "2024-12-20"),
    ("Ông phát biểu ngày 5 tháng 11 năm 2024.", "2024-11-05"),
    ("Bầu cử diễn ra vào tháng 11/2024.", "2024-11"),
    ("Cuộc gặp diễn ra vào tháng 8.", "2024-08"),
    ("Ông nhậm chức vào tháng 1.", "2025-01"),
    ("Hôm qua, chỉ số tăng mạnh.", "2025-02-12"),
    ("Hôm nay thị trường nghỉ.", "2025-02-13"),
    ("Ngày mai, quốc hội sẽ bỏ phiếu.", "2025-02-14"),
    ("Họ gặp nhau tuần trước.", "2025-W06"),
    ("Họ nói chuyện hai tuần trước.", "2025-W05"),
    ("Doanh số giảm vào tháng trước.", "2025-01"),
    ("Kinh tế khởi sắc trong năm ngoái.", "2024"),
    ("Hội nghị sẽ mở vào tháng tới.", "2025-03"),
    ("Lợi nhuận quý I/2024 giảm.", "2024-Q1"),
    ("Xuất khẩu 6 tháng đầu năm 2024 tăng.", "2024-01/2024-06"),
    ("Đợt nắng nóng mùa hè 2023 kéo dài.", "2023-22"),
    ("Tối qua, tin tức lan ra.", "2025-02-12TEV"),
    ("Sáng nay, giá vàng tăng.", "2025-02-13TMO"),
    ("Đến 21h37 ngày 12/2 theo giờ Moscow, giá vàng tăng.", "2025-02-12T21:37+03:00"),
    ("Vào lúc 8 giờ sáng ngày 5/2 (giờ Việt Nam), tàu cập cảng.", "2025-02-05T08:00+07:00"),
    ("Hôm thứ Tư, ông lên tiếng.", "2025-02-12"),
    ("Hôm thứ Ba tuần trước, ông lên tiếng.", "2025-02-04"),
    ("Chủ nhật tuần trước, hàng nghìn người xuống đường.", "2025-02-09"),
    ("Cách đây 3 năm, giá còn rẻ.", "2022"),
    ("Cuộc chiến nổ ra năm 2022.", "2022"),
    ("Trong thập niên 1990, lạm phát rất cao.", "199X"),
]
ENGLISH = [
    ("The index rose on Wednesday.", "2025-02-12"),
    ("The index rose on Thursday.", "2025-02-13"),
    ("The leaders will meet on Tuesday.", "2025-02-18"),
    ("He spoke last Friday.", "2025-02-07"),
    ("They met on Feb. 12.", "2025-02-12"),
    ("They met on 5 November.", "2024-11-05"),
    ("Rates were cut on September 18, 2024.", "2024-09-18"),
    ("The deal was signed on 2024-09-18.", "2024-09-18"),
    ("The law passed on 12/25/2024.", "2024-12-25"),
    ("Prices fell yesterday.", "2025-02-12"),
    ("Prices will be known tomorrow.", "2025-02-14"),
    ("Sales dropped last month.", "2025-01"),
    ("They talked two weeks ago.", "2025-W05"),
    ("He quit three years ago.", "2022"),
    ("Output fell in the fourth quarter of 2024.", "2024-Q4"),
    ("Profits doubled in Q3 2024.", "2024-Q3"),
    ("The party lost ground in the first half of 2024.", "2024-01/2024-06"),
    ("It was founded in the 1990s.", "199X"),
    ("The war began in 2022.", "2022"),
    ("They met last summer.", "2024-22"),
    ("Trading resumed earlier this week.", "2025-W07"),
    ("The bank acted earlier this year.", "2025"),
    ("The post appeared at 12:10 p.m. ET on Wednesday.", "2025-02-12T12:10-05:00"),
    ("The post appeared at 12:10 p.m. ET on July 9, 2024.", "2024-07-09T12:10-04:00"),
    ("At 21:37 Moscow time on Wednesday it stood higher.", "2025-02-12T21:37+03:00"),
    ("The statement came on Wednesday evening.", "2025-02-12TEV"),
    ("The vote took place in May 2024.", "2024-05"),
    ("The vote took place in March.", "2024-03"),
    ("They met on March 3-5, 2024.", "2024-03-03/2024-03-05"),
]
RUSSIAN = [
    ("Индекс вырос в среду.", "2025-02-12"),
    ("Индекс вырос в четверг.", "2025-02-13"),
    ("Переговоры состоятся во вторник.", "2025-02-18"),
    ("Они встретились 12 февраля.", "2025-02-12"),
    ("Решение принято 20 декабря 2024 года.", "2024-12-20"),
    ("Договор подписан 20.12.2024.", "2024-12-20"),
    ("Встреча прошла в октябре.", "2024-10"),
    ("Он победил на выборах в ноябре 2024 года.", "2024-11"),
    ("Вчера биржа не работала.", "2025-02-12"),
    ("Завтра ЦБ объявит решение.", "2025-02-14"),
    ("Они виделись на прошлой неделе.", "2025-W06"),
    ("В прошлом месяце цены выросли.", "2025-01"),
    ("Две недели назад они говорили.", "2025-W05"),
    ("Три года назад рубль был крепче.", "2022"),
    ("В прошлом году экспорт упал.", "2024"),
    ("В I квартале 2024 года прибыль упала.", "2024-Q1"),
    ("В первом полугодии 2024 года выручка выросла.", "2024-01/2024-06"),
    ("Летом 2023 года курс менялся.", "2023-22"),
    ("В 1990-х годах всё было иначе.", "199X"),
    ("В 20:00 мск 12 февраля стало известно о разговоре.", "2025-02-12T20:00+03:00"),
    (
        "В 20:00 мск 12 июля 2013 года стало известно.",
        "2013-07-12T20:00+04:00",
    ),  # Moscow kept UTC+4 in 2011-2014
    ("Новость пришла в среду вечером.", "2025-02-12TEV"),
    ("Вчера вечером рынок вырос.", "2025-02-12TEV"),
    ("В минувшую пятницу торги прошли спокойно.", "2025-02-07"),
    ("Форум пройдёт 10-12 марта 2025 года.", "2025-03-10/2025-03-12"),
    ("Конфликт начался в 2022 году.", "2022"),
]


@pytest.mark.parametrize(("text", "value"), VIETNAMESE)
def test_vietnamese(text, value):
    assert [found for _, found in values(text, "vi")] == [value]


@pytest.mark.parametrize(("text", "value"), ENGLISH)
def test_english(text, value):
    assert [found for _, found in values(text, "en")] == [value]


@pytest.mark.parametrize(("text", "value"), RUSSIAN)
def test_russian(text, value):
    assert [found for _, found in values(text, "ru")] == [value]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Chỉ số tăng 5,26% lên 3184,78 điểm, lãi suất 21%.", "vi"),
        ("Họ nói chuyện 90 phút, cuộc họp kéo dài 2 giờ 30 phút.", "vi"),
        ("Ông nói chuyện trong vòng 1 giờ đồng hồ.", "vi"),
        ("Một ngày nào đó chúng ta sẽ hiểu.", "vi"),
        ("Hai phần ba, tức 2/3 số phiếu, và tỷ số 3-1.", "vi"),
        ("Thứ hai, mặc dù khó khăn, họ vẫn thắng.", "vi"),
        ("Ông bị kết án 14 năm tù trong 3 tháng điều tra.", "vi"),
        ("Anh 35 tuổi, sống tại số 12/5 phố Huế.", "vi"),
        ("Xem ảnh tại https://img.example/2025/2/13/18-1739428957305.jpg", "vi"),
        ("The index rose 5.26% to 3,184.78 points, the rate stayed at 21%.", "en"),
        ("The call lasted 90 minutes; the flight took two and a half hours.", "en"),
        ("The team won 3-1 and leads 24-7.", "en"),
        ("You may march on, and they may follow.", "en"),
        ("See section 3.11 and page 2024 of the report.", "en"),
        ("The firm expects fiscal 2025 sales of $2024 million.", "en"),
        ("Индекс вырос на 5,26%, до 3184,78 пункта, ставка 21%.", "ru"),
        ("Разговор длился полтора часа, а встреча 2 часа 30 минут.", "ru"),
        ("Матч закончился со счётом 3:1.", "ru"),
        ("Ему 35 лет, он живёт в доме 12/5.", "ru"),
    ],
)
def test_figures_durations_scores_and_ages_are_no_dates(text, language):
    assert values(text, language) == []


@pytest.mark.parametrize(
    ("text", "language", "found"),
    [
        ("Ngày 10/2 ông tới nơi. Một ngày sau đó, ông rời đi.", "vi", ["2025-02-10", "2025-02-11"]),
        ("Ngày 20/12/2024 lãi suất đứng yên. Thời điểm đó, chỉ số tăng.", "vi", ["2024-12-20", "2024-12-20"]),
        ("They met on February 10. The next day the deal collapsed.", "en", ["2025-02-10", "2025-02-11"]),
        ("He left a day after the February 10 call.", "en", ["2025-02-11", "2025-02-10"]),
        ("On February 10 he spoke; that evening markets jumped.", "en", ["2025-02-10", "2025-02-10TEV"]),
        (
            "Они встретились 10 февраля. На следующий день сделка сорвалась.",
            "ru",
            ["2025-02-10", "2025-02-11"],
        ),
        ("10 февраля он выступил. Тем же вечером рынок вырос.", "ru", ["2025-02-10", "2025-02-10TEV"]),
    ],
)
def test_expressions_that_hang_on_an_earlier_one(text, language, found):
    assert [value for _, value in values(text, language)] == found


def test_a_bare_clock_time_takes_the_day_of_its_sentence_else_of_publication():
    assert values("12 февраля индекс рос, к 21:37 мск он стоял выше.", "ru")[1][1] == "2025-02-12T21:37+03:00"
    assert values("К 21:37 мск индекс стоял выше.", "ru") == [("21:37 мск", "2025-02-13T21:37+03:00")]


def test_a_clock_time_without_a_zone_carries_none():
    assert values("The vote began at 9:30 a.m. on Wednesday.", "en")[0][1] == "2025-02-12T09:30"


def test_without_a_publication_date_relative_expressions_stay_unresolved():
    assert values("Prices fell yesterday, not on 3 May 2021.", "en", None) == [
        ("yesterday", None),
        ("3 May 2021", "2021-05-03"),
    ]


def test_a_quotation_is_anchored_to_the_day_it_was_spoken():
    text = 'Ngày 5/11 ông phát biểu. "Tôi gặp ông ấy hôm qua", ông nói.'
    view = view_of(text)
    found = find_times(view, "vi", date(2025, 11, 7), lambda _position: None)
    assert [(m.value, m.anchor) for m in found] == [("2025-11-05", "publication"), ("2025-11-04", "speech")]


def test_decomposed_letters_give_the_same_values():
    import unicodedata

    text = unicodedata.normalize("NFD", "Hôm qua, ngày 12/2/2025, giá tăng.")
    view = view_of(text)
    found = find_times(view, "vi", PUBLISHED, lambda _position: None)
    assert [m.value for m in found] == ["2025-02-12", "2025-02-12"]
    start, end, words = view.span(found[0].start, found[0].end)
    assert text[start:end] == words
    assert unicodedata.normalize("NFC", words) == "Hôm qua"
