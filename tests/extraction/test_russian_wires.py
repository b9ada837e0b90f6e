"""Russian wires: the verb and its noun with the day between them, what goes with an event, whole short reports."""

import pytest

from study.articles import read_article
from study.extraction import extract

PUBLISHED = "2025-06-13"


def events(text, published=PUBLISHED):
    found = extract(read_article(text.encode(), name="a.txt", published=published, language="ru")).events
    return {(event.type, event.when) for event in found if event.modality == "happened"}


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("call", "Лидеры двух стран в четверг поговорили по телефону."),
        ("visit", "В четверг завершился государственный визит президента Монголии в Италию."),
        ("visit", "Понтифик в четверг посетил Турцию."),
        ("rate_hike", "Совет директоров ЦБ РФ решил в четверг повысить ключевую ставку на 2 п.п."),
        ("rate_cut", "Совет управляющих ЕЦБ принял в четверг решение снизить ставку по депозитам до 2%."),
        (
            "election",
            "Лидер Демократической партии Ли Чжэ Мён одержал победу на выборах президента в четверг.",
        ),
        ("appointment", "Новый министр обороны Украины назначен в четверг Верховной радой."),
        (
            "resignation",
            "Премьер Великобритании Борис Джонсон объявил в четверг, что уйдет в отставку в октябре.",
        ),
        ("military_action", "Минобороны РФ сообщило в четверг об освобождении села Комар в ДНР."),
        ("arms_transfer", "США одобрили в четверг продажу Польше ракет JASSM на $735 млн."),
        ("arms_transfer", "Пентагон объявил в четверг о новом пакете военной помощи Украине."),
        ("ceasefire", "Баку и Ереван подписали в четверг заявление о полном прекращении огня."),
        ("agreement", "Соглашение о выводе войск США и талибы подписали в Дохе в четверг."),
        (
            "cancellation",
            "Шестой раунд переговоров Ирана и США, назначенный на воскресенье, отменен в четверг.",
        ),
        ("cancellation", "Киев приостановил в четверг подготовку к подписанию соглашения с ЕС."),
        ("summit_announced", "Кремль объявил в четверг о встрече Путина и Трампа в Анкоридже."),
        ("summit_announced", "Трамп объявил в четверг, что встретится с Путиным на Аляске в августе."),
    ],
)
def test_one_event_of_the_day_between_its_words(kind, text):
    assert events(text) == {(kind, "2025-06-12")}


def test_a_present_tense_with_a_weekday_tells_of_what_is_due():
    text = "Лига арабских государств созывает экстренное совещание в субботу."
    found = extract(read_article(text.encode(), name="a.txt", published=PUBLISHED, language="ru")).events
    assert [(one.type, one.when, one.modality) for one in found] == [("meeting", "2025-06-14", "planned")]


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("other", "В понедельник вертолет был сбит над Арменией, погибли два члена экипажа."),
        ("legislation", "Россия и США в мае подписали договор. Оно вступило в силу 10 июня."),
        ("agreement", "Верховная рада ратифицировала в четверг соглашение с США о недрах."),
        ("other", "Израиль ударил в четверг по Дамаску, передало агентство SANA."),
    ],
)
def test_what_only_goes_with_an_event_is_none(kind, text):
    kinds = {one for one, _ in events(text)}
    assert kinds and kind not in kinds


def test_the_date_of_a_contract_is_no_day_of_its_amendment():
    found = events("Греция и Италия подписали в четверг дополнение к договору от 2009 года.")
    assert found == {("agreement", "2025-06-12")}


def test_a_report_of_a_visit_and_a_summit():
    text = """Зеленский прибыл на саммит в Джидду

Президент Украины Владимир Зеленский прибыл в пятницу в город Джидда, где проходит саммит арабских стран.

Он планирует провести переговоры с наследным принцем Мухаммедом бен Сальманом.

Накануне страны "Большой семерки" объявили о новых санкциях против России.

Нефть Brent к вечеру пятницы подешевела на 0,4%."""
    found = events(text, "2023-05-19")
    assert found == {("visit", "2023-05-19"), ("meeting", "2023-05-19"), ("sanction", "2023-05-18")}


def test_a_report_of_a_trade_dispute():
    text = """США ввели пошлины на китайские товары

США в пятницу ввели 25-процентные пошлины на китайские товары общей стоимостью $34 млрд.

Накануне Дональд Трамп пригрозил обложить пошлинами импорт еще на $500 млрд. Трамп объявил о тарифах 15 июня.

Индекс Dow Jones прибавил 0,4%."""
    found = events(text, "2018-07-06")
    assert found == {("tariff", "2018-07-06"), ("threat", "2018-07-05"), ("tariff", "2018-06-15")}
