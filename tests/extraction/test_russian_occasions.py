"""Named events in Russian: meetings named in passing, what was done "earlier", unrest, two who leave, and words."""

import pytest

from study.articles import read_article
from study.extraction import extract

PUBLISHED = "2025-02-13"
OPENING = "Новости дня.\n\n"


def events(text, published=PUBLISHED):
    found = extract(read_article(text.encode(), name="a.txt", published=published, language="ru")).events
    return [(event.type, event.when) for event in found if event.modality == "happened"]


def kinds(text):
    return {kind for kind, _ in events(OPENING + text)}


@pytest.mark.parametrize(
    "text",
    [
        "Цены вырастут, сказал министр энергетики на совещании с губернаторами в Уфе.",
        "Премьер Италии и президент Кении на встрече в Риме подписали меморандум.",
        "Главные заявления президента по итогам саммита в Бишкеке:",
        "Важным результатом встречи с генсеком НАТО премьер назвал новый фонд.",
        "В ходе рабочего совещания глава Минздрава потребовал проверить больницы.",
    ],
)
def test_a_meeting_named_in_passing_is_one_of_the_day(text):
    assert ("meeting", PUBLISHED) in events(OPENING + text)


@pytest.mark.parametrize(
    "text",
    [
        "Премьер Италии рассказал, что на встрече, которая состоится в мае, обсудят газ.",
        "Депутаты приняли закон на пленарном заседании Госдумы.",
        "Посол заявил, что на предыдущей встрече стороны спорили.",
        "Позиция Рима на переговорах с партнерами ослабла.",
        "Министр надеется, что на саммите в Бишкеке подпишут договор.",
    ],
)
def test_a_meeting_to_come_or_of_routine_is_none(text):
    assert "meeting" not in kinds(text)


def test_a_meeting_in_passing_takes_its_own_day():
    text = "Решение об уходе тренер принял после встречи министров в понедельник."
    assert ("meeting", "2025-02-10") in events(OPENING + text)


def test_an_occasion_leaves_its_day_to_what_was_done_there():
    text = "Правительство Дании заключило соглашение с Норвегией на встрече в понедельник."
    assert {("meeting", "2025-02-10"), ("agreement", "2025-02-10")} <= set(events(OPENING + text))


def test_what_was_done_earlier_is_of_the_day():
    lead = "Суд оштрафовал завод.\n\nСуд в Перми оштрафовал завод. Акции упали. "
    assert ("accusation", PUBLISHED) in events(lead + "Ранее Эстония обвинила Латвию в нарушении договора.")
    assert "agreement" not in {k for k, _ in events(lead + "Ранее Эстония заключила соглашение с Латвией.")}


@pytest.mark.parametrize(
    "text",
    [
        "Мост в пригороде получил повреждения в результате удара БПЛА.",
        "Склад загорелся в результате ночной атаки беспилотников.",
    ],
)
def test_a_strike_is_told_by_what_came_of_it(text):
    assert ("military_action", PUBLISHED) in events(OPENING + text)


def test_a_campaign_that_goes_on_is_no_strike_of_the_day():
    assert "military_action" not in kinds("Солдат, который пострадал в ходе спецоперации, получил медаль.")


def test_two_who_leave_office_are_two():
    text = (
        "Министр спорта Олег Жуков подал в отставку. Об этом сообщила пресс-служба. "
        "В отставку подал и министр культуры Павел Громов."
    )
    assert events(OPENING + text).count(("resignation", PUBLISHED)) == 2


def test_one_who_leaves_is_one_whoever_lets_him_go():
    text = "Министр спорта Олег Жуков подал в отставку. Премьер Анна Белова приняла отставку Олега Жукова."
    assert events(OPENING + text).count(("resignation", PUBLISHED)) == 1


def test_unrest_further_down_is_of_the_day():
    text = "Суд вынес приговор. Здание оцепили. Дождь. Ветер. Холодно. В столице прошли демонстрации."
    assert ("protest", PUBLISHED) in events(OPENING + text)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Правительство Латвии покинули два министра.", "resignation"),
        ("Место главы Минфина занял Петр Орлов.", "appointment"),
        ("Журналист вышел из тюрьмы в Минске.", "prisoner_release"),
        ("Индия снизила тариф на шерсть.", "tariff"),
        ("Госдеп внес группировку в список террористических организаций.", "sanction"),
        ("За сутки отражены три атаки армии противника.", "military_action"),
        ("Премьер Израиля распорядился нанести удары по складам.", "military_action"),
        ("Из-за тумана отменены 40 авиарейсов.", "cancellation"),
        ("Власти города закрыли проект скоростного трамвая.", "cancellation"),
        ("Президент Чили назвал действия соседей шантажом.", "accusation"),
        ("МИД Кипра подверг критике решение Анкары.", "accusation"),
        ("Мэр пообещал уволить виновных чиновников.", "threat"),
        ("Еврокомиссия не исключает ответные меры против Сербии.", "threat"),
        ("Правительство не поддержало законопроект о дачах.", "legislation"),
        ("Король поставил подпись под законом о лесе.", "legislation"),
        ("Решение мэрии вызвало протесты в пригородах.", "protest"),
        ("Накануне в порту прошли столкновения у ворот.", "protest"),
        ("Министр обороны Перу находится с визитом в Лиссабоне.", "visit"),
        ("Эмир Катара обсудил с президентом Ганы поставки газа.", "meeting"),
        ("Стратегия развития порта согласована в среду.", "agreement"),
        ("Закон о новых правилах для врачей принят парламентом Чили.", "legislation"),
        ("Совет директоров отправил главу фирмы в отставку.", "resignation"),
        ("В пригородах Бамако возобновились бои с армией.", "military_action"),
        ("В столице не утихают протесты.", "protest"),
    ],
)
def test_words_of_named_events(text, kind):
    assert kind in kinds(text)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Блогеру избрана мера пресечения.", "election"),
        ("Дом получил повреждения при падении ракеты.", "arms_transfer"),
        ("Суд освободил фермера от уплаты штрафа.", "prisoner_release"),
        ("Врачи провели повторную операцию спортсмену.", "military_action"),
        ("На склад приехали полицейские.", "visit"),
        ("Певица прилетела в Москву из Ниццы.", "visit"),
        ("После допроса водителя отпустили.", "prisoner_release"),
        ("Суд назначил бухгалтеру два года условно.", "appointment"),
        ("Глава фирмы вспомнил об этом в ходе телефонного разговора с инвесторами.", "call"),
    ],
)
def test_what_only_sounds_like_a_named_event(text, kind):
    assert kind not in kinds(text)
