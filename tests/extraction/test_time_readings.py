# ruff: noqa: E501 - one sentence, one line
"""Which of several times is meant: by the clause, what was told before, and the habits of a language.

Thursday 2025-02-13 is the day of publication unless a case says otherwise; None: a time that hangs on nothing.
"""

from datetime import date

import pytest

from study.articles import read_article
from study.extraction import extract
from study.extraction.text import view_of
from study.extraction.times.timexes import find_times

PUBLISHED = date(2025, 2, 13)


def values(text, language, published=PUBLISHED):
    return [m.value for m in find_times(view_of(text), language, published, lambda _position: None)]


AHEAD = [
    # the clause decides, not a verb of the next one
    ("en", "The brewer's bid, tabled on Monday, would lift its debts.", "2025-02-10"),
    ("en", "The tariffs unveiled on Tuesday could cost growers dear.", "2025-02-11"),
    ("en", "A singer who was robbed in October would testify, her lawyer said.", "2024-10"),
    ("en", "The council was due to sit at 3 p.m. (1500 GMT) on Tuesday, clerks said.", ["2025-02-18T15:00", "2025-02-18T15:00+00:00", "2025-02-18"]),
    ("en", "Asked on Monday whether he would run, the mayor laughed.", "2025-02-10"),
    ("en", "The baker, who is fighting a fine, was in court on Monday.", "2025-02-10"),
    ("vi", "Thị trưởng nói vào hôm thứ Ba rằng cầu sẽ mở lại.", "2025-02-11"),
    # words that only look like the future
    ("en", "The ferry sank on Tuesday due to a storm.", "2025-02-11"),
    ("en", "The harbour master could not be reached on Monday.", "2025-02-10"),
    ("en", "A fault may have caused Tuesday's fire.", "2025-02-11"),
    ("en", "The bank kept its January forecast.", "2025-01"),
    ("en", "The duke dropped his planned visit on Monday evening.", "2025-02-10TEV"),
    ("en", "In November, the daily first reported the leak.", "2024-11"),
    ("en", "The duke has ruled since taking office in November.", "2024-11"),
    ("vi", "Cây cầu thuộc dự án đường sắt khởi công vào tháng 12.", "2024-12"),
    ("vi", "Theo số liệu công bố tháng 11, giá gạo tăng.", "2024-11"),
    ("vi", "Giá gạo tăng từ đầu năm 2024 tới tháng 10.", ["2024", "2024-10"]),
    # words that are the future
    ("en", "The duchess opens a school on Monday.", "2025-02-17"),
    ("en", "Growers start picking Tuesday.", "2025-02-18"),
    ("en", "On Monday, the governor delivers her budget.", "2025-02-17"),
    ("en", "Monday is a holiday.", "2025-02-17"),
    ("en", "The fair is to open on Saturday.", "2025-02-15"),
    ("ru", "В среду завод отчитается за год.", "2025-02-19"),
    ("ru", "К понедельнику всё готово.", "2025-02-17"),
    ("ru", "К понедельнику снег растаял.", "2025-02-10"),
    ("ru", "В воскресенье температура опустится.", "2025-02-16"),
    # a month just gone by is not that of next year
    ("en", "Sales in January could beat the last guess.", "2025-01"),
    ("ru", "Погода, обычная для января, ожидается на Урале.", "2025-01"),
    ("ru", "Нефть с поставкой в марте подешевела.", "2025-03"),
    ("en", "Crude for delivery in March slid.", "2025-03"),
    # what was agreed on
    ("en", "The guilds agreed to meet in March.", "2025-03"),
    ("en", "The guilds met in March.", "2024-03"),
    ("ru", "Гильдии пришли к соглашению о проведении в марте ярмарки.", "2025-03"),
    ("ru", "Гильдии решили собраться в марте.", "2025-03"),
    ("ru", "Гильдии собрались в марте.", "2024-03"),
    ("en", "Its first act since taking control of the house and the court in March was small.", "2024-03"),
    # a period that lies shortly ahead
    ("ru", "Добыча составит 9 млн тонн в апреле-июне, 7 млн во втором квартале.", ["2025-04/2025-06", "2025-Q2"]),
]  # fmt: skip
TOLD = [
    # what hangs on something told, with nothing told
    ("en", "The thieves came back the next day.", [None]),
    ("ru", "В тот же день вора отпустили.", [None]),
    ("ru", "Спустя два года дело закрыли.", [None]),
    ("vi", "Hôm sau chị lại đi làm.", [None]),
    # "through a year" in a tale
    ("ru", "В 2019 году мост закрыли, а через год снесли.", ["2019", "2020"]),
    ("ru", "Мост откроют через год.", ["2026"]),
    # the same year, month or time
    ("en", "He won a medal in March 2019 and retired later that year.", ["2019-03", "2019"]),
    ("en", "He won a medal in 2019 and retired in May of that year.", ["2019", "2019-05"]),
    ("ru", "В 2019 году он победил, в мае того же года ушёл.", ["2019", "2019-05"]),
    ("vi", "Năm 2019 ông thắng, tháng 5 cùng năm ông nghỉ.", ["2019", "2019-05"]),
    ("vi", "Đê vỡ vào tháng 6 năm ngoái. Thời điểm đó, nước dâng cao.", ["2024-06", "2024-06"]),
    ("ru", "К 12:40 мск рубль вырос. Евро к этому времени подешевел.", ["2025-02-13T12:40+03:00", "2025-02-13T12:40+03:00"]),
    # the year said at the head of the sentence
    ("en", "In 2019 the two met in November.", ["2019", "2019-11"]),
    ("en", "Last year, between May 2 and June 3, it rained.", ["2024", "2024-05-02/2024-06-03"]),
    ("en", "They froze until the end of 2026 some grants of a December scheme.", ["2026", "2024-12"]),
    # comparisons
    ("en", "Rents rose 3% in January from the previous month.", ["2025-01", "2024-12"]),
    ("vi", "Tháng 1, giá gạo tăng 2% so với tháng trước và 5% so với cùng kỳ năm trước.", ["2025-01", "2024-12", "2024-01"]),
    ("vi", "Doanh thu quý I/2024 giảm so với quý IV/2023 hoặc so với cùng kỳ năm trước.", ["2024-Q1", "2023-Q4", "2023-Q1"]),
    ("vi", "Đến ngày 31/12/2023, tài sản tăng 9% so với đầu năm.", ["2023-12-31", "2023"]),
    ("en", "It rose to 3,210.1 from 3,200.2 a day earlier.", ["2025-02-12"]),
    ("vi", "Tính chung cả tuần, giá gạo giảm.", ["2025-W07"]),
    ("en", "At 10:10 a.m. it stood at 21.40 after having touched 22.90 on Wednesday.", ["2025-02-13T10:10", "2025-02-12"]),
    ("ru", "В понедельник цена выросла после роста в предыдущий торговый день.", ["2025-02-10", "2025-02-07"]),
    # clock times
    ("ru", "Ярмарка пройдёт 3 марта с 18:00 до 22:00.", ["2025-03-03", "2025-03-03T18:00", "2025-03-03T22:00"]),
    ("vi", "Lễ viếng diễn ra ngày 15/2. Lễ truy điệu từ 10h.", ["2025-02-15", "2025-02-15T10:00"]),
    ("ru", "На 16.00 по Нью-Йорку 11 февраля (0.00 мск) золото стояло.", ["2025-02-11T16:00-05:00", "2025-02-12T00:00+03:00"]),
    ("vi", "Khoảng 12 giờ đêm nay tàu cập bến.", ["2025-02-14T00:00"]),
    ("ru", "После полудня 12 февраля снег прошел.", ["2025-02-12TAF"]),
    ("ru", "До полудня снег шел, после дня рождения растаял.", ["2025-02-13TMO"]),
    ("vi", "Kết quả được công bố lúc 2 giờ chiều 12/2 theo giờ ET.", ["2025-02-12T14:00-05:00"]),
    ("vi", "Đến cuối phiên sáng, giá gạo giảm.", ["2025-02-13TMO"]),
    ("vi", "Phiên hôm qua trầm lắng.\nĐến phiên chiều, giá gạo giảm.", ["2025-02-12", "2025-02-13TAF"]),
    ("vi", "Phiên 11/2 trầm lắng.\nĐến phiên chiều, giá gạo giảm.", ["2025-02-11", "2025-02-11TAF"]),
    # words quoted take the day of their saying, and only days do
    ("en", 'On Tuesday the abbot wept. "I saw them yesterday," he said.', ["2025-02-11", "2025-02-10"]),
    ("en", '"I saw them on Friday," the abbot said on Tuesday.', ["2025-02-07", "2025-02-11"]),
]  # fmt: skip
FORMS = [
    ("en", "They voted in 2001, 2006 and 2013.", ["2001", "2006", "2013"]),
    ("en", "Polls were held on November 7 and 17.", ["2024-11-07", "2024-11-17"]),
    ("en", "Polls were held on 7 and 17 November.", ["2024-11-07", "2024-11-17"]),
    ("en", "Polls were held on November 7 and 8.", ["2024-11-07/2024-11-08"]),
    ("en", "Games were played 29 August-7 September.", ["2024-08-29/2024-09-07"]),
    ("en", "Feb. 5: The envoy resigned.", ["2025-02-05"]),
    ("en", "The year 2019 was a dry one.", ["2019"]),
    ("en", "Bonds slid in mid-morning trade in Lima but rose by late afternoon.", ["2025-02-13TAF"]),
    ("en", "Rents rose from July 2023 to July last year.", ["2023-07/2024-07"]),
    ("en", "It is the worst since the 2008 financial crisis.", ["2008"]),
    ("ru", "Выборы прошли 7 и 17 ноября.", ["2024-11-07", "2024-11-17"]),
    ("ru", "Вечером 5 числа и утром 6 февраля шёл снег.", ["2025-02-05TEV", "2025-02-06TMO"]),
    ("ru", "С вечера воскресенья до утра вторника шёл снег.", ["2025-02-09TEV", "2025-02-11TMO"]),
    ("ru", "По сравнению с январём-июнем 2024 года цена выросла.", ["2024-01/2024-06"]),
    ("ru", "Среда, 12 февраля. В среду шёл снег, к среде его не будет.", ["2025-02-12", "2025-02-12", "2025-02-19"]),
    ("ru", "План на выходные готов.", ["2025-02-15/2025-02-16"]),
    ("vi", "Ông giữ chức từ năm 2017 - 2021.", ["2017/2021"]),
    ("vi", "Ông đến đây vào các năm 2001, 2006 và 2013.", ["2001", "2006", "2013"]),
    ("vi", "Hai con thuyền bị lật trong các ngày 3 và 5/2.", ["2025-02-03", "2025-02-05"]),
    ("vi", "Công ty thành lập ngày 2 9 1974.", ["1974-09-02"]),
    ("vi", "Lượng giao dịch giảm so với cuối tuần trước.", ["2025-02-07"]),
]  # fmt: skip
RUNNING = [
    ("ru", "Скидка действует с 27 ноября по 27 декабря.", date(2024, 11, 27), ["2024-11-27/2024-12-27"]),
    ("en", "A strike could come as soon as this week.", date(2025, 2, 9), ["2025-W07"]),
    ("en", "A report last Wednesday blamed the pilot.", date(2025, 2, 9), ["2025-02-05"]),
    ("en", "A report last Wednesday blamed the pilot.", date(2025, 2, 7), ["2025-01-29"]),
    ("vi", "Tuần qua, giá gạo giảm.", date(2025, 2, 15), ["2025-W07"]),
    ("vi", "Tuần qua, giá gạo giảm.", date(2025, 2, 11), ["2025-W06"]),
]  # fmt: skip
NONE = [
    # what comes again and again, spans of time, many of them
    ("en", "The gates open at 9:00 every day."),
    ("en", "The shop opens from 9 a.m. to 9 p.m. six days a week."),
    ("en", "Rents have doubled in the last year and over the past decade."),
    ("ru", "Музей открыт ежедневно с 10:00 до 18:00."),
    ("ru", "Каждое третье воскресенье поют."),
    ("vi", "Cô tập thể dục vào mỗi buổi sáng, còn sáng thứ bảy hằng tuần thì nghỉ."),
    ("vi", "Giá gạo tăng trong những năm qua và nhiều tháng tới."),
    ("vi", "Hai ngày tiếp theo, mưa lớn, khu chợ đã đóng cửa gần nửa năm nay."),
    ("vi", "Họ nhận 1/2 thửa ruộng và 1/3 mảnh vườn."),
    ("vi", "Giờ giới nghiêm từ 9 giờ tối hôm trước đến 5 giờ sáng hôm sau."),
    # names and other things
    ("en", "He told the Sunday Times and the BBC's Today programme."),
    ("en", "She was named Baker of the Year."),
    ("en", "She spent much of her last year abroad."),
    ("en", "We want a better tomorrow."),
    ("en", "He mocked that time and again."),
    ("en", "Growth was 7% in Q1 FY24 and 6% in the first quarter of the current fiscal year."),
    ("ru", "В научной среде и в гостевой среде спорят, создали среду."),
    ("ru", "Поздравляем с днём рождения, площадь - 3 кв. м, скидки чёрной пятницы."),
    ("ru", "Накануне 80-летия победы шли работы."),
    ("vi", "Chuyến đi từ quận 3 về q1 mất 2-3 tháng."),
    ("vi", "Lễ hội mở ngày 10/3 âm lịch."),
    # the months of contracts
    ("en", "Crude for April delivery and June futures slid."),
    ("en", "Futures for May and June slid."),
    ("ru", "Апрельские фьючерсы и фьючерс на нефть на декабрь подешевели."),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "value"), AHEAD)
def test_what_is_to_come_and_what_has_been(language, text, value):
    assert values(text, language) == (value if isinstance(value, list) else [value])


@pytest.mark.parametrize(("language", "text", "found"), TOLD)
def test_what_hangs_on_what_was_told(language, text, found):
    assert values(text, language) == found


@pytest.mark.parametrize(("language", "text", "found"), FORMS)
def test_forms(language, text, found):
    assert values(text, language) == found


@pytest.mark.parametrize(("language", "text", "published", "found"), RUNNING)
def test_by_the_day_of_publication(language, text, published, found):
    assert values(text, language, published) == found


@pytest.mark.parametrize(("language", "text"), NONE)
def test_no_time_of_one_day_or_period(language, text):
    assert values(text, language) == []


@pytest.mark.parametrize(
    ("language", "text", "value"),
    [
        ("en", "The two ports signed a long-awaited lease on Friday.", "2025-02-07"),
        ("en", "Traders awaited a report on Friday.", "2025-02-14"),
        ("ru", "Новый ректор назначен в пятницу.", "2025-02-07"),
        ("ru", "Заседание суда назначено на пятницу.", "2025-02-14"),
    ],
)
def test_what_is_long_awaited_or_has_an_office_lies_behind(language, text, value):
    article = read_article(text.encode(), name="a.txt", published="2025-02-13", language=language)
    assert [timex.value for timex in extract(article).timexes] == [value]
