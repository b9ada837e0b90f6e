# ruff: noqa: E501 - one sentence, one line
"""Market claims in Russian: previous closes, official rates, elided names, spelled numbers, minutes carried on.

The notation is that of `test_claim_constructions`; publication is Thursday 13 February 2025.
"""

from pathlib import Path

import pandas as pd
import pytest
from test_claim_constructions import check, notation

from study.extraction.claims.instruments.hours import index_of_session
from study.extraction.lexicon import read_table

DATA = Path(__file__).parents[2] / "data"

MINUTE = "@2025-02-13T{}+03:00"
PREVIOUS = [
    (
        "Курс фунта поднимался до 1,2530 доллара с 1,2488 доллара на предыдущем закрытии. Курс евро рос до 1,0432 доллара с 1,0385 доллара.",
        "GBPUSD =1.253; GBPUSD =1.2488 @2025-02-12; EURUSD =1.0432; EURUSD =1.0385 @2025-02-12",
    ),
    (
        "Курс доллара к иене снижался до 153,80 иены со 154,42 иены на прошлых торгах.",
        "USDJPY =153.8; USDJPY =154.42 @2025-02-12",
    ),
    (
        "Предыдущую сессию фьючерс Brent закончил потерей $0,95 (1,25%), на $75,2 за баррель.",
        "BRENT -0.95p @2025-02-12; BRENT -1.25% @2025-02-12; BRENT =75.2 @2025-02-12",
    ),
    (
        "Индекс Мосбиржи снижается на 0,6% по отношению к предыдущему закрытию и составляет 3 010,2 пункта.",
        "IMOEX -0.6%; IMOEX =3010.2",
    ),
    (
        "Евро стоил $1,0421 против $1,0383 на закрытие рынка в среду, фунт стерлингов — $1,2495 против $1,2447.",
        "EURUSD =1.0421; EURUSD =1.0383 @2025-02-12; GBPUSD =1.2495; GBPUSD =1.2447 @2025-02-12",
    ),
    (
        "За январь нефть Brent подешевела с 82,5 до 76,3 доллара.",
        "BRENT =82.5 @2025-01; BRENT =76.3 @2025-01",
    ),
    ("Месяц назад доллар стоил 98 рублей.", "USDRUB =98 @2025-01"),
]
OFFICIAL = [
    (
        "Официальный курс доллара, установленный ЦБ на 14 февраля, составил 91,5 рубля. Он снижен на 1,2 рубля. Евро подешевел на 90 копеек, до 95,31 рубля. На Московской бирже доллар стоил 91,9 рубля.",
        "USDRUB_CBR =91.5 @2025-02-14; USDRUB_CBR -1.2p @2025-02-14; EURRUB -0.9p @2025-02-14; EURRUB =95.31 @2025-02-14; USDRUB =91.9",
    ),
    (
        "Банк России установил курс доллара на 14 февраля на уровне 91,5 рубля, курс евро — 95,1 рубля, юаня — 12,42 рубля.",
        "USDRUB_CBR =91.5 @2025-02-14; EURRUB =95.1 @2025-02-14; CNYRUB =12.42 @2025-02-14",
    ),
    ("Официальный курс Нацбанка — 498,9 тенге за доллар.", "KZT =498.9"),
    (
        "Нацбанк Украины на 14 февраля повысил курс гривны к доллару на восемь копеек, до 41,53 гривны за доллар.",
        "UAH +0.08p @2025-02-14; UAH =41.53 @2025-02-14",
    ),
]
ELIDED = [
    (
        "На бирже американская валюта стоила 92,1 рубля (минус 38 копеек), единая европейская — 95,8 рубля (минус 51 копейка).",
        "USDRUB =92.1; USDRUB -0.38p; EURRUB =95.8; EURRUB -0.51p",
    ),
    (
        "Американская валюта подорожала до 93,2 рубля, европейская — до 96,4 рубля.",
        "USDRUB =93.2; EURRUB =96.4",
    ),
    ("За один доллар давали 92,6 рубля, за евро — 96,4 рубля.", "USDRUB =92.6; EURRUB =96.4"),
    ("Рубль ослаб до 93,5 за доллар и 97,1 за евро.", "USDRUB =93.5; EURRUB =97.1"),
    ("Доллар торговался по 92,1 рубля, евро — по 96,9 рубля.", "USDRUB =92.1; EURRUB =96.9"),
    (
        "Акции Сбербанка выросли на 2,1%, до 291,4 рубля, «префы» банка — на 2,3%, до 290,8 рубля.",
        "SBER +2.1%; SBER =291.4; SBERP +2.3%; SBERP =290.8",
    ),
    (
        "Обыкновенные акции Сбербанка подорожали на 1,4%, привилегированные — на 1,6%.",
        "SBER +1.4%; SBERP +1.6%",
    ),
    (
        "Немецкий DAX прибавил 0,7%, французский CAC 40 — 0,2%, австралийский S&P/ASX 200 — 0,4%.",
        "DAX +0.7%; CAC40 +0.2%; ASX200 +0.4%",
    ),
    (
        "К закрытию американская валюта отыграла часть потерь, поднявшись до 92,2 рубля, что на 1,1 рубля ниже закрытия предыдущих торгов.",
        "USDRUB =92.2; USDRUB -1.1p",
    ),
]
MOVES = [
    ("Доллар вырос к рублю на два процента.", "USDRUB +2%"),
    ("Индекс РТС упал на полтора процента.", "RTSI -1.5%"),
    ("Доллар подорожал на двадцать пять копеек.", "USDRUB +0.25p"),
    ("Рубль укрепился к доллару на 45 копеек.", "RUB +0.45p"),
    ("Рост акций «Магнита» замедлился до 1,3%.", "MGNT +1.3%"),
    ("Индекс Мосбиржи сократил потери до 2,1%.", "IMOEX -2.1%"),
    ("Доллар стоил 89,6 рубля, на 8,4 рубля больше, чем утром.", "USDRUB =89.6; USDRUB +8.4p"),
    ("На NASDAQ акции Apple подорожали на 1,1%, до $231,5.", "AAPL +1.1%; AAPL =231.5"),
    ("Выросли бумаги Polymetal (плюс 3,5%), снизились «Мечел» (минус 2,2%).", "POLY +3.5%; MTLR -2.2%"),
    ("Акции Abrivo Foods SA (ABVF) подскочили на 37%.", "ABVF +37%"),
    ("Акции Сбербанка перевалили за 300 рублей.", "SBER =300"),
    ("Индекс Мосбиржи впервые превысил 3500 пунктов.", "IMOEX ^"),
    (
        "С 3 по 7 февраля акции «Аэрофлота» выросли на 6%, до 71,2 рубля.",
        "AFLT +6% @2025-02-03/2025-02-07; AFLT =71.2 @2025-02-07",
    ),
    ("Объем сделок вырос до 5 млрд руб. Акции «Ленты» подорожали на 2%.", "LENT +2%"),
]
LATE = [
    ("Бумаги Intel на открытии торгов в Нью-Йорке рухнули на 6%.", "INTC -6%"),
    (
        "S&P 500 снижался на 0,7%, Dow Jones — на 0,4%, Nasdaq рос на 0,1%.",
        "SPX -0.7%; DJI -0.4%; IXIC +0.1%",
    ),
    (
        "Самое сильное за год падение нефти Brent случилось в январе.",
        "BRENT ^ @2025-01",
    ),
    ("Цены на нефть Brent держатся у максимумов за восемь недель.", ""),
    ("Биткоин превысил 98 тыс. долларов\nБиткоин впервые в истории превысил 98 тыс. долларов.", "BTC ^"),
    ("Доллар вырос на 30 копеек за 100 долларов, до 92,3 рубля.", "USDRUB +0.3p; USDRUB =92.3"),
    ("Доллар торговался на уровне 92,30/92,40 рубля.", "USDRUB =92.3; USDRUB =92.4"),
    ("Польский WIG20 вырос на 1%, кувейтский рухнул на 10%.", "WIG20 +1%"),
    (
        "К 12:20 мск DAX вырос на 1%.\nFTSE 100 снизился на 2%.",
        "DAX +1% @2025-02-13T12:20+03:00; FTSE100 -2%",
    ),
]
CARRIED = [
    (
        "Доллар стоит 92,3 рубля, евро — 96,1 рубля. Все данные приведены на 11:30 мск.",
        ["USDRUB =92.3 11:30", "EURRUB =96.1 11:30"],
    ),
    (
        "Бумаги ВТБ с открытия в четверг подешевели на 5,1%, говорят данные биржи на 10:00 мск.",
        ["VTBR -5.1% 10:00"],
    ),
    (
        "Нефть в четверг дешевеет. К 9:25 мск Brent подешевела на 0,45%. По итогам торгов в среду нефть потеряла 1,2%. WTI к этому времени снизилась на 0,42%.",
        ["BRENT -0.45% 09:25", "BRENT -1.2% @2025-02-12", "WTI -0.42% 09:25"],
    ),
    (
        "К 13:20 мск доллар стоил 92,1 рубля. Тем временем акции в ходе торговой сессии стали расти медленнее. Так, индекс Мосбиржи прибавил 0,1%.",
        ["USDRUB =92.1 13:20", "IMOEX +0.1%"],
    ),
    (
        "* К 18.00 мск акции Яндекса выросли на 1,5%.\n* Компания объявила о выкупе бумаг.\n* Индекс РТС снизился на 0,5%.",
        ["YDEX +1.5% 18:00", "RTSI -0.5% 18:00"],
    ),
    (
        "К 16:30 мск акции Intel стоили 21,4 доллара, на открытии цена составляла 20,9 доллара.",
        ["INTC =21.4 16:30", "INTC =20.9"],
    ),
]
NOTHING = [
    "Аналитики ждут доллар по 105 рублей к концу года.",
    "Индекс Мосбиржи стремится к отметке 3500 пунктов.",
    "Акции «Ромашки» подешевели на 5%.",
    "Рубль торгуется по 4,94 тенге.",
    "Дефицит бюджета вырос на 3%, рынок ждет до 7 млрд долларов заимствований.",
    "За последний месяц бумаги «Магнита» потеряли 14%.",
]


@pytest.mark.parametrize(("text", "expected"), PREVIOUS)
def test_previous_closes_and_periods(text, expected):
    check("ru", text, expected)


@pytest.mark.parametrize(("text", "expected"), OFFICIAL)
def test_official_rates(text, expected):
    check("ru", text, expected)


@pytest.mark.parametrize(("text", "expected"), ELIDED)
def test_names_left_out(text, expected):
    check("ru", text, expected)


@pytest.mark.parametrize(("text", "expected"), MOVES)
def test_moves_and_marks(text, expected):
    check("ru", text, expected)


@pytest.mark.parametrize(("text", "expected"), LATE)
def test_names_and_marks_beside_one_another(text, expected):
    check("ru", text, expected)


@pytest.mark.parametrize(("text", "expected"), CARRIED)
def test_minutes_carried_on_and_where_they_end(text, expected):
    full = [
        one.rpartition(" ")[0] + " " + MINUTE.format(one.rpartition(" ")[2]) if ":" in one else one
        for one in expected
    ]
    assert notation(text, "ru") == sorted(full)


@pytest.mark.parametrize("text", NOTHING)
def test_what_is_no_claim(text):
    check("ru", text, "")


def test_the_one_share_of_an_article_is_meant_by_its_papers():
    text = "Акции ВТБ рухнули на 24%.\nБанк платит дивиденды.\nЭто решило собрание.\nОб этом сообщили утром.\nКотировки падали до 72,7 рубля."
    check("ru", text, "VTBR -24%; VTBR =72.7")


def test_the_sessions_of_an_index_are_those_of_the_calendar():
    calendar = pd.read_csv(DATA / "sessions.csv", dtype=str)
    regular = calendar[(calendar["calendar"] == "MOEX") & (calendar["rule"] == "regular")].set_index(
        "session"
    )
    (row,) = read_table("sessions.csv")
    assert row["since"] == regular.loc["evening", "effective_from"].min()
    assert row["ends"] == regular.loc["evening", "open"].iloc[0]
    assert row["begins"] == regular.loc["main", "open"].iloc[-1]
    assert f"IMOEX2 only from {row['weekends_since']}" in regular.loc["weekend", "note"]


@pytest.mark.parametrize(
    ("symbol", "when", "basis", "expected"),
    [
        ("IMOEX", "2025-02-12T21:37+03:00", "intraday", "IMOEX2"),
        ("IMOEX", "2025-02-12T13:30+07:00", "intraday", "IMOEX2"),
        ("IMOEX", "2025-02-12T18:50+03:00", "intraday", "IMOEX"),
        ("IMOEX", "2025-02-12", "evening_session", "IMOEX2"),
        ("IMOEX", "2025-07-05", "day", "IMOEX2"),
        ("IMOEX", "2025-03-15", "day", "IMOEX"),
        ("IMOEX", "2024-04-27", "close", "IMOEX"),
        ("IMOEX", "2015-02-12T19:30+03:00", "intraday", "IMOEX"),
        ("IMOEX", "2025-W07", "week", "IMOEX"),
        ("RTSI", "2025-02-12T21:37+03:00", "intraday", "RTSI"),
    ],
)
def test_the_index_of_a_session(symbol, when, basis, expected):
    assert index_of_session(symbol, when, basis) == expected


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("ru", "На вечерней сессии в среду индекс Мосбиржи прибавил 1,2%.", "IMOEX2 +1.2% @2025-02-12"),
        ("en", "The MOEX index rose 1.2% in the evening session on Wednesday.", "IMOEX2 +1.2% @2025-02-12"),
        ("vi", "Chỉ số MOEX tăng 1,2% trong phiên giao dịch buổi tối 12/2.", "IMOEX2 +1.2% @2025-02-12"),
    ],
)
def test_the_evening_index_in_three_languages(language, text, expected):
    check(language, text, expected)
