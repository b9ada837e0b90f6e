# ruff: noqa: E501 - one sentence, one line
"""The constructions of market news, one by one, in a compact notation.

``SPX -1.5%`` is a change in percent, ``SPX -12.5p`` one in points or money, ``SPX =5100.25`` a level and ``SPX ^``
a superlative; ``@`` gives the time where it is not the day of publication, Thursday 13 February 2025.
"""

import pytest

from study.articles import read_article
from study.extraction import extract

PUBLISHED = "2025-02-13"
_FORMS = {"change_pct": "{:+g}%", "change_points": "{:+.9g}p", "level": "={:.9g}", "superlative": "^"}


def notation(text, language, published=PUBLISHED):
    record = extract(read_article(text.encode(), name="a.txt", published=published, language=language))
    found = []
    for claim in record.claims:
        number = _FORMS[claim.kind].format(claim.value)
        found.append(f"{claim.instrument} {number}" + (f" @{claim.when}" if claim.when != published else ""))
    return sorted(found)


def check(language, text, expected):
    assert notation(text, language) == sorted(part.strip() for part in expected.split(";") if part.strip())


ENGLISH = [
    (
        "The Dow Jones Industrial Average closed 420.22 points lower at 24,608.98 on Wednesday.",
        "DJI -420.22p @2025-02-12; DJI =24608.98 @2025-02-12",
    ),
    ("The Dow fell 1,679.39 points, or 3.98%, to 40,545.93.", "DJI -1679.39p; DJI -3.98%; DJI =40545.93"),
    ("The Dow lost as much as 586 points.", "DJI -586p"),
    (
        "The FTSE 100 finished 64.86 points, or 0.78%, lower at 8,205.98.",
        "FTSE100 -64.86p; FTSE100 -0.78%; FTSE100 =8205.98",
    ),
    ("At the close the FTSE 100 was 28.69 points lower at 4,387.54.", "FTSE100 -28.69p; FTSE100 =4387.54"),
    (
        "The DAX ended at 4,932.88 points, down 67.89 or 1.36 percent.",
        "DAX =4932.88; DAX -67.89p; DAX -1.36%",
    ),
    ("The Nikkei rose 12.62 points to 9,451.39.", "NIKKEI225 +12.62p; NIKKEI225 =9451.39"),
    ("Bitcoin was down 3.1% at $96,410.", "BTC -3.1%; BTC =96410"),
    (
        "Brent futures settled up 42 cents, or 0.6%, at $74.74 a barrel, while U.S. West Texas Intermediate crude "
        "rose 30 cents to $71.03.",
        "BRENT +0.42p; BRENT +0.6%; BRENT =74.74; WTI +0.3p; WTI =71.03",
    ),
    ("Spot gold added 0.4% to $2,935.80 an ounce.", "GOLD +0.4%; GOLD =2935.8"),
    ("U.S. gold futures fell $12.30 to $2,900.10 an ounce.", "GOLD -12.3p; GOLD =2900.1"),
    (
        "The S&P 500 rose 0.5 per cent, the Nasdaq 0.8 per cent and the Dow 0.1 per cent.",
        "SPX +0.5%; IXIC +0.8%; DJI +0.1%",
    ),
    (
        "The Dow and the S&P 500 each rose 0.2% to 18,040 and 2,111 respectively.",
        "DJI +0.2%; SPX +0.2%; DJI =18040; SPX =2111",
    ),
    ("Germany's DAX and France's CAC 40 both fell around 1 per cent.", "DAX -1%; CAC40 -1%"),
    ("The Nasdaq slid 2.4%, its worst day since April 2024.", "IXIC -2.4%; IXIC ^"),
    ("The Nasdaq slid 2.4%, its worst day in nearly two years.", "IXIC -2.4%; IXIC ^"),
    ("Gold rose 1% to a three-month high of $2,950.10.", "GOLD +1%; GOLD =2950.1; GOLD ^"),
    ("The S&P 500 rose 0.2%, after falling 1.1% on Tuesday.", "SPX +0.2%; SPX -1.1% @2025-02-11"),
    (
        "The FTSE 100 opened at 8,700.5 and touched a high of 8,750.1 before closing at 8,720.3.",
        "FTSE100 =8700.5; FTSE100 =8750.1; FTSE100 =8720.3",
    ),
    ("For the week, the S&P 500 is down 3%, the Dow 2%.", "SPX -3% @2025-W07; DJI -2% @2025-W07"),
    (
        "For the week:\nThe S&P 500 is down 17.40 points, or 0.4%.\nThe Dow is down 116.19 points, or 0.3%.\n"
        "For the year:\nThe S&P 500 is up 54.21 points, or 1.3 percent.\nThe Dow is up 906.62 points, or 2.7 percent.",
        "SPX -17.4p @2025-W07; SPX -0.4% @2025-W07; DJI -116.19p @2025-W07; DJI -0.3% @2025-W07; "
        "SPX +54.21p @2025; SPX +1.3% @2025; DJI +906.62p @2025; DJI +2.7% @2025",
    ),
    (
        "Shares of Apple fell 2.3% to $220.50, while Nvidia gained 1.5%.",
        "AAPL -2.3%; AAPL =220.5; NVDA +1.5%",
    ),
    ("Sterling slipped 0.3% to $1.2450.", "GBPUSD -0.3%; GBPUSD =1.245"),
    ("The dollar rose 0.5% to 154.30 yen.", "USDJPY +0.5%; USDJPY =154.3"),
    ("The euro was up 0.2% at $1.0420.", "EURUSD +0.2%; EURUSD =1.042"),
    (
        "Japan's Nikkei 225 lost 1.1% to 38,500.20, Hong Kong's Hang Seng added 0.3% to 21,500.10 and the Shanghai "
        "Composite was little changed at 3,320.50.",
        "NIKKEI225 -1.1%; NIKKEI225 =38500.2; HSI +0.3%; HSI =21500.1; SSEC =3320.5",
    ),
    (
        "The index rose to 3,250. The MOEX index rose to 3,250.1 from 3,200.2 a day earlier.",
        "IMOEX =3250.1; IMOEX =3200.2 @2025-02-12",
    ),
    ("The VIX jumped 3.2 points to 18.5.", "VIX +3.2p; VIX =18.5"),
    ("Apple (-0.9%), Boeing (+2.1%) and Nvidia (1.2%) were in focus on Wall Street.", "AAPL -0.9%; BA +2.1%"),
    ("A 3.4% drop in the Hang Seng followed.", "HSI -3.4%"),
    ("The S&P 500 rose 0.5%. Zorblatt Holdings gained 3%.", "SPX +0.5%; Zorblatt +3%"),
    ("On the S&P 500, Zorblatt fell 4.3% and Home Widgets lost 2%.", "Zorblatt -4.3%; Home Widgets -2%"),
    ("The Stoxx 600 ended 0.4% higher, with bank stocks up 1.2%.", "STOXX600 +0.4%"),
    (
        "At 9:40 a.m. ET bitcoin stood at $97,500. Ether fell 2%.",
        "BTC =97500 @2025-02-13T09:40-05:00; ETH -2% @2025-02-13T09:40-05:00",
    ),
    ("So far this year, gold has gained 11%.", "GOLD +11% @2025"),
    ("Gold is up 11% year to date.", "GOLD +11% @2025"),
    ("Oil prices rose more than 2%.", "BRENT +2%"),
    ("The Nasdaq fell below 19,000 for the first time since January 15.", "IXIC =19000; IXIC ^"),
    (
        "The Dow was down 180 points, or 0.6%, to 29,864 as of 3:23 p.m. Eastern time.",
        "DJI -180p @2025-02-13T15:23-05:00; DJI -0.6% @2025-02-13T15:23-05:00; DJI =29864 @2025-02-13T15:23-05:00",
    ),
    (
        "Silver rose 1.1% to $32.40, platinum lost 0.5% to $995.10 and palladium was flat at $980.",
        "SILVER +1.1%; SILVER =32.4; PLATINUM -0.5%; PLATINUM =995.1; PALLADIUM =980",
    ),
    (
        "On Wednesday the S&P 500 rose 0.3%. S&P 500 futures fell 0.4% today.",
        "SPX_FUT -0.4%; SPX +0.3% @2025-02-12",
    ),
    ("Tesla shares, which lost 6.3% on Tuesday, rose 2.4%.", "TSLA -6.3% @2025-02-11; TSLA +2.4%"),
    ("House prices rose by 0.4% in March as the FTSE 100 dipped 0.1%.", "FTSE100 -0.1%"),
    (
        "The FTSE 100 fell 0.2%, extending the 1.1% decline in the previous session.",
        "FTSE100 -0.2%; FTSE100 -1.1% @2025-02-12",
    ),
    ("Dow and S&P 500 futures fell 0.3%.", "DJI_FUT -0.3%; SPX_FUT -0.3%"),
    ("April gold rose $4.10 to $2,940.20 an ounce.", "GOLD +4.1p; GOLD =2940.2"),
    (
        "Brent for April delivery settled up 81 cents at $75.40, after a 2.7% jump on Tuesday.",
        "BRENT +0.81p; BRENT =75.4; BRENT +2.7% @2025-02-11",
    ),
    (
        "Allianz put on 1.08 euros to 300.50 euros and Commerzbank 59 cents to 18.40 euros.",
        "ALV +1.08p; ALV =300.5; CBK +0.59p; CBK =18.4",
    ),
    ("Glencore rose 2.8 percent to 350 pence.", "GLEN +2.8%; GLEN =350"),
    ("The rouble, helped by dearer oil, gained 0.5% to 92.30 per dollar.", "RUB +0.5%; USDRUB =92.3"),
    (
        "The dollar index, which tracks the greenback against six peers, fell 0.2% to 107.90.",
        "DXY -0.2%; DXY =107.9",
    ),
    ("Abc Widgets was the top riser on the STOXX 600, gaining 4.3 percent.", ""),
    ("The Dow rose 1% on bets the Fed would cut rates.", "DJI +1%"),
    ("Bitcoin, largest by market value, fell 3%.", "BTC -3%"),
    ("It firmed. The lira firmed to just over 36 to the dollar.", "USDTRY =36"),
    ("The S&P 500 has gained between 1-2%.", ""),
]

VIETNAMESE = [
    (
        "Dow Jones tăng 588,64 điểm, tương đương +1,21%, lên 49.077,23 điểm.",
        "DJI +588.64p @2025-02-12; DJI +1.21% @2025-02-12; DJI =49077.23 @2025-02-12",
    ),
    ("VN-Index tăng hơn 26 điểm, vượt ngưỡng 1.570.", "VNINDEX +26p; VNINDEX =1570"),
    ("VN-Index tăng hơn 26 điểm, vượt ngưỡng 1.570 điểm.", "VNINDEX +26p; VNINDEX =1570"),
    (
        "Chốt phiên 12/2, VN-Index tăng 17,57 điểm (1,01%) lên 1.265,12 điểm; HNX-Index tăng 1,73 điểm (0,63%) đạt "
        "275,35 điểm; UPCoM-Index giảm 0,19 điểm, còn 97,5 điểm.",
        "VNINDEX +17.57p @2025-02-12; VNINDEX +1.01% @2025-02-12; VNINDEX =1265.12 @2025-02-12; "
        "HNXINDEX +1.73p @2025-02-12; HNXINDEX +0.63% @2025-02-12; HNXINDEX =275.35 @2025-02-12; "
        "UPCOM -0.19p @2025-02-12; UPCOM =97.5 @2025-02-12",
    ),
    (
        "Lúc 14h17, VN-Index tăng 38,94 điểm (tương đương 2,41%) lên mức 1.253,40 điểm. VN30-Index tăng 51,25 điểm.",
        "VNINDEX +38.94p @2025-02-13T14:17; VNINDEX +2.41% @2025-02-13T14:17; VNINDEX =1253.4 @2025-02-13T14:17; "
        "VN30 +51.25p @2025-02-13T14:17",
    ),
    ("VIC tăng trần 6,98%, VRE tăng 6,57%, trong khi FPT giảm 2,19%.", "VIC +6.98%; VRE +6.57%; FPT -2.19%"),
    ("Các mã lớn như CTG (+2,52%), STB (-2,39%) biến động mạnh.", "CTG +2.52%; STB -2.39%"),
    ("HNX-Index và UPCoM-Index lần lượt tăng 0,17% và 0,2%.", "HNXINDEX +0.17%; UPCOM +0.2%"),
    (
        "Giá vàng thế giới giao ngay tăng 20 USD lên 2.916 USD một ounce, mức cao nhất kể từ phiên 23/1.",
        "GOLD +20p; GOLD =2916; GOLD ^",
    ),
    (
        "Chỉ số Nasdaq Composite đóng cửa tại 21.705 điểm, tăng 0,53%.",
        "IXIC =21705 @2025-02-12; IXIC +0.53% @2025-02-12",
    ),
    (
        "Cổ phiếu Nvidia và Broadcom tăng tương ứng khoảng 3% và hơn 2%.",
        "NVDA +3% @2025-02-12; AVGO +2% @2025-02-12",
    ),
    ("Tính chung cả tuần, S&P 500 tăng 1,5%, Nasdaq tăng 2,1%.", "SPX +1.5% @2025-W07; IXIC +2.1% @2025-W07"),
    (
        "Giá dầu Brent giao tháng 4 tăng 0,42 USD, tương đương 0,6%, lên 74,74 USD/thùng. Giá dầu WTI giảm 30 cent, "
        "còn 71,03 USD/thùng.",
        "BRENT +0.42p; BRENT +0.6%; BRENT =74.74; WTI -0.3p; WTI =71.03",
    ),
    ("Từ đầu năm đến nay, VN-Index đã tăng 5%.", "VNINDEX +5% @2025"),
    ("Khối ngoại bán ròng 500 tỷ đồng, VN-Index có 268 mã tăng và 56 mã giảm.", ""),
    ("Trong rổ VN30 có 29 mã tăng và 1 mã giảm.", ""),
    ("Bitcoin giảm 3,1% xuống 96.410 USD.", "BTC -3.1%; BTC =96410"),
    ("S&P 500 tăng 0,5%. Cổ phiếu hãng Zorblatt tăng 2,3%, ZRB giảm 1%.", "SPX +0.5% @2025-02-12"),
    ("Đồng euro tăng 0,2% lên 1,0420 USD.", "EURUSD +0.2%; EURUSD =1.042"),
    (
        "Kospi của Hàn Quốc mất 1,2%, Hang Seng cộng 0,4%, Nikkei 225 lùi 0,9% về 38.500,2 điểm.",
        "KOSPI -1.2%; HSI +0.4%; NIKKEI225 -0.9%; NIKKEI225 =38500.2",
    ),
    ("Nhóm cổ phiếu ngân hàng tăng 1,5%, VN-Index tăng 0,3%.", "VNINDEX +0.3%"),
    ("VN-Index tăng 1,2% sau khi giảm 0,8% hôm qua.", "VNINDEX +1.2%; VNINDEX -0.8% @2025-02-12"),
    (
        "Hợp đồng tương lai S&P 500 và Nasdaq 100 lần lượt lùi 0,7% và 1%.",
        "SPX_FUT -0.7%; NDX_FUT -1%",
    ),
    ("Chỉ số DXY đo sức mạnh đồng bạc xanh hôm qua chạm 107,9 điểm.", "DXY =107.9 @2025-02-12"),
    ("Có lúc 153,9 yên đổi một USD.", ""),
    ("Yên yếu đi, có lúc 153,9 yên đổi một USD.", "USDJPY =153.9"),
    ("VCB, ACB, STB tăng gần 1%.", "VCB +1%; ACB +1%; STB +1%"),
    ("VPL tăng 1,09%, đem về 4,9 điểm cho chỉ số.", "VPL +1.09%"),
    ("Vàng miếng SJC bán ra 91,5 triệu đồng một lượng.", "SJC =91500000"),
]

RUSSIAN = [
    (
        "Индекс Мосбиржи составил 2807,41 пункта (+1,9%), индекс РТС - 1138,33 пункта (+1,9%).",
        "IMOEX =2807.41; IMOEX +1.9%; RTSI =1138.33; RTSI +1.9%",
    ),
    (
        'Подорожали акции "НОВАТЭКа" (+3,4%), "ММК" (+3%), "Роснефти" (+1,2%).',
        "NVTK +3.4%; MAGN +3%; ROSN +1.2%",
    ),
    ('Подешевели акции "Роснефти" (на 1,2%), "Газпрома" (на 0,8%).', "ROSN -1.2%; GAZP -0.8%"),
    ("Индекс Мосбиржи снизился на 0,53%, достигнув 2 801,05 пункта.", "IMOEX -0.53%; IMOEX =2801.05"),
    ("Курс доллара составил 92,5 руб. (+20 коп.).", "USDRUB =92.5; USDRUB +0.2p"),
    (
        "К 13:10 мск курс доллара снижался до 72,12 рубля (-0,9%), курс евро находился на уровне 75,4 рубля (+0,16%).",
        "USDRUB =72.12 @2025-02-13T13:10+03:00; USDRUB -0.9% @2025-02-13T13:10+03:00; "
        "EURRUB =75.4 @2025-02-13T13:10+03:00; EURRUB +0.16% @2025-02-13T13:10+03:00",
    ),
    (
        "Больше всего выросли акции «Татнефти» (плюс 6,02 процента, до 562,4 рубля за штуку) и «Роснефти» (плюс 3,4 процента).",
        "TATN +6.02%; TATN =562.4; ROSN +3.4%",
    ),
    ("Доллар подорожал на 25 копеек, до 63,92 рубля.", "USDRUB +0.25p; USDRUB =63.92"),
    ("Евро прибавил 49 копеек и торгуется по 63 рубля 37 копеек.", "EURRUB +0.49p; EURRUB =63.37"),
    (
        "Стоимость апрельских фьючерсов на нефть марки Brent к 10:02 мск снизилась на 0,27% — до $51,38 за баррель.",
        "BRENT -0.27% @2025-02-13T10:02+03:00; BRENT =51.38 @2025-02-13T10:02+03:00",
    ),
    ("За неделю индекс Мосбиржи потерял 2,3%, РТС — 3,1%.", "IMOEX -2.3% @2025-W07; RTSI -3.1% @2025-W07"),
    ("С начала года индекс Мосбиржи вырос на 11%.", "IMOEX +11% @2025"),
    ("Накануне индекс Мосбиржи закрылся на отметке 3 000,5 пункта.", "IMOEX =3000.5 @2025-02-12"),
    ("Индекс РТС прибавил 1,33% и впервые с 27 ноября поднялся выше 1000 пунктов.", "RTSI +1.33%; RTSI ^"),
    ("Биткоин подешевел на 3,1%, до $96 410.", "BTC -3.1%; BTC =96410"),
    ("Доходность ОФЗ выросла до 15%, ВВП увеличился на 4,1%.", ""),
    (
        "По данным на 12:57 мск, индекс Мосбиржи рос до 2 501,12 пункта (+3,17%). Индекс РТС составлял 1 092,59 пункта (+4,15%).",
        "IMOEX =2501.12 @2025-02-13T12:57+03:00; IMOEX +3.17% @2025-02-13T12:57+03:00; RTSI =1092.59 @2025-02-13T12:57+03:00; RTSI +4.15% @2025-02-13T12:57+03:00",
    ),
    ("Dow Jones опустился на 0,5%, S&P 500 - на 0,7%, Nasdaq - на 1,1%.", "DJI -0.5%; SPX -0.7%; IXIC -1.1%"),
    (
        "Золото подорожало на 0,9%, до $2916,5 за унцию, и обновило исторический максимум.",
        "GOLD +0.9%; GOLD =2916.5; GOLD ^",
    ),
    ("Бумаги «Зорблатта» подорожали на 4%, индекс Мосбиржи вырос на 1%.", "IMOEX +1%"),
    ("Индекс Мосбиржи вырос на 1%. Акции «Зорблатта» подорожали на 4%.", "IMOEX +1%"),
    ("Индекс DAX прибавил 0,8%, CAC 40 и FTSE 100 — по 0,3%.", "DAX +0.8%; CAC40 +0.3%; FTSE100 +0.3%"),
    ("На Мосбирже юань подешевел на 3 копейки, до 12,45 рубля.", "CNYRUB -0.03p; CNYRUB =12.45"),
    ("Курс доллара составил 510,5 тенге.", "KZT =510.5"),
    ("Kospi закрылся ниже на 2,1%, Nikkei - выше на 0,4%.", "KOSPI -2.1%; NIKKEI225 +0.4%"),
    (
        "Доллар снизился до 90,1 рубля с уровня предыдущего закрытия в 91,2 рубля.",
        "USDRUB =90.1; USDRUB =91.2 @2025-02-12",
    ),
    (
        "Индекс доллара (его курс к корзине шести валют) потерял 0,15%, до 107,86 пункта.",
        "DXY -0.15%; DXY =107.86",
    ),
    ("Индекс Dow Jones снизился на 0,06% до 44.593,65 пункта.", "DJI -0.06%; DJI =44593.65"),
    ("«Яндекс» подорожал на бирже NASDAQ более чем на 9%.", "YDEX +9%"),
]


@pytest.mark.parametrize(("text", "expected"), ENGLISH)
def test_english(text, expected):
    check("en", text, expected)


@pytest.mark.parametrize(("text", "expected"), VIETNAMESE)
def test_vietnamese(text, expected):
    check("vi", text, expected)


@pytest.mark.parametrize(("text", "expected"), RUSSIAN)
def test_russian(text, expected):
    check("ru", text, expected)


@pytest.mark.parametrize(
    ("language", "text", "when"),
    [
        ("vi", "Lúc 9 giờ sáng, VN-Index tăng 3 điểm so với hôm qua.", "2025-02-13T09:00"),
        ("vi", "Phiên giao dịch thứ Sáu, VN-Index tăng 3 điểm.", "2025-02-07"),
        ("en", "Compared with Wednesday, gold rose 1% by 9:30 a.m. ET.", "2025-02-13T09:30-05:00"),
        (
            "ru",
            "По сравнению со вчерашним днем индекс Мосбиржи к 12:30 мск вырос на 1%.",
            "2025-02-13T12:30+03:00",
        ),
    ],
)
def test_a_day_compared_with_is_not_the_day_of_the_claim(language: str, text: str, when: str) -> None:
    article = read_article(text.encode(), name="x.txt", published="2025-02-13", language=language)  # type: ignore[arg-type]
    (claim,) = extract(article).claims
    assert claim.when == when


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        ("en", "Gold was at $2,900 by 0900 GMT, down from $2,920 on Wednesday.",
         [("GOLD", "level", "2025-02-13T09:00+00:00"), ("GOLD", "level", "2025-02-12")]),
        ("en", "The lira traded at 36.05 against the dollar by 0900 GMT, compared with a close of 36.02.",
         [("USDTRY", "level", "2025-02-13T09:00+00:00")]),
        ("en", "It was the biggest one-day gain for the S&P 500 since April.", [("SPX", "superlative", "2025-02-13")]),
        ("vi", "Đây là phiên tăng mạnh nhất của VN-Index kể từ tháng 4/2024.", [("VNINDEX", "superlative", "2025-02-13")]),
        ("vi", "Lúc 10h30, chỉ số sàn HoSE tăng 7,5 điểm.", [("VNINDEX", "change_points", "2025-02-13T10:30")]),
        ("ru", "К 19:05 мск фьючерсы на Brent с поставкой в апреле подешевели на 1,06%.",
         [("BRENT", "change_pct", "2025-02-13T19:05+03:00")]),
    ],
)  # fmt: skip
def test_what_a_desk_writes_every_day(language: str, text: str, found: list[tuple[str, str, str]]) -> None:
    article = read_article(text.encode(), name="x.txt", published="2025-02-13", language=language)  # type: ignore[arg-type]
    assert [(c.instrument, c.kind, c.when) for c in extract(article).claims] == found
