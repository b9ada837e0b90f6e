# ruff: noqa: E501 - one sentence, one line
"""Claims as desks and shops word them: units that tell the instrument, days compared with, numbers that mislead."""

import pytest
from test_claim_constructions import check

CLAIMS = [
    ("vi", "Vietcombank niêm yết ở mức 25.140 - 25.470 VND/USD.", "USDVND =25140; USDVND =25470"),
    ("en", "The S&P/TSX slipped 1.1% to 25,300.", "GSPTSE -1.1%; GSPTSE =25300"),
    (
        "en",
        "The panamax index, which tracks cargoes of about 60,000 to 70,000 tonnes of coal, rose 5.4% to 1,111.",
        "BDI_PANAMAX +5.4%; BDI_PANAMAX =1111",
    ),
    ("en", "Futures contracts tied to the Dow Jones Industrial Average shed 40 points.", "DJI_FUT -40p"),
    ("en", "The Nasdaq reversed earlier losses to trade 0.4% higher.", "IXIC +0.4%"),
    (
        "en",
        "The Dow and the S&P 500 are down 4.9% and 8.8%, respectively, in January.",
        "DJI -4.9% @2025-01; SPX -8.8% @2025-01",
    ),
    (
        "en",
        "The S&P 500 fell 5.7% last week and the Dow lost 4.6%.",
        "DJI -4.6% @2025-W06; SPX -5.7% @2025-W06",
    ),
    (
        "en",
        "The index of small firms closed flat; the S&P/ASX 200 hovered near the previous session's close of 8,097 on Wednesday.",
        "ASX200 =8097 @2025-02-11",
    ),
    ("en", "Gold rose 1.2% from a three-week low.", "GOLD +1.2%"),
    ("en", "Intel was down 7% on a weak outlook for the first quarter.", "INTC -7%"),
    ("en", "The Dow finished around 255 points higher at 44,807.", "DJI +255p; DJI =44807"),
    ("en", "Intel rose 2% after its founder reached his goal of selling 10% of his holding.", "INTC +2%"),
    ("en", "The JSE FTSE All Share index closed 1.3% firmer.", "JSEALSI +1.3%"),
    (
        "en",
        "The S&P/TSX Composite index was 0.4% higher on Thursday, rebounding from last session's 0.3% loss.",
        "GSPTSE +0.4%; GSPTSE -0.3% @2025-02-12",
    ),
    ("en", "The Dow rose 0.2%, helped by a surge of 9% in Zorblatt.", "DJI +0.2%"),
    (
        "en",
        "The Nikkei lost 12.4%. The fall was the steepest since October 1987.",
        "NIKKEI225 -12.4%; NIKKEI225 ^",
    ),
    (
        "en",
        "The S&P 500 gained 0.6% and ended near 4,726, past the record finish of 4,712.02 that it set on Feb. 10.",
        "SPX +0.6%; SPX =4726; SPX =4712.02 @2025-02-10; SPX ^ @2025-02-10",
    ),
    ("vi", "Chốt phiên giao dịch ngày 12-2, Dow Jones giảm 1,2%.", "DJI -1.2% @2025-02-12"),
    ("vi", "VN-Index tăng phiên thứ năm liên tiếp, thêm 4,2 điểm.", "VNINDEX +4.2p"),
    ("vi", "So với mở cửa phiên sáng qua, giá vàng nhẫn giảm 160.000 đồng/lượng.", "SJCRING -160000p"),
    (
        "vi",
        "VN-Index đóng cửa ở trên 1.272,6 điểm, giảm hơn 9 điểm so với hôm qua. VN30-Index giảm 1%.",
        "VN30 -1%; VNINDEX -9p; VNINDEX =1272.6",
    ),
    (
        "vi",
        "Giá vàng Doji hôm nay đang là 77 triệu đồng/lượng mua vào và 79 triệu đồng/lượng bán ra.",
        "SJC =77000000; SJC =79000000",
    ),
    (
        "vi",
        "Tại SJC, vàng nhẫn có giá 87,6-90,1 triệu đồng/lượng (mua vào - bán ra).",
        "SJCRING =87600000; SJCRING =90100000",
    ),
    ("vi", "Giá vàng thế giới tăng mạnh lên mức kỷ lục mới 2.884 USD/ounce.", "GOLD =2884; GOLD ^"),
    (
        "vi",
        "Giá vàng giao ngay tại thị trường Mỹ tăng 38,3 USD/oz, đạt 2.346,9 USD/oz.",
        "GOLD +38.3p; GOLD =2346.9",
    ),
    ("vi", "VN-Index tăng 11%, Quuxo Zorblatt giảm 4%.", "VNINDEX +11%"),
    ("vi", "VN-Index mất hết các mốc đỡ giá, rơi về 1.216,61 điểm.", "VNINDEX =1216.61"),
    (
        "ru",
        "Курс доллара рос на 5 копеек, до 93,82 рубля, курс евро – на 25 копеек, до 96,75 рубля.",
        "EURRUB +0.25p; EURRUB =96.75; USDRUB +0.05p; USDRUB =93.82",
    ),
    (
        "ru",
        "Курс доллара составил 93,86 руб./$1 в 15:00 МСК, что на 9 копеек выше уровня закрытия предыдущих торгов.",
        "USDRUB +0.09p @2025-02-13T15:00+03:00; USDRUB =93.86 @2025-02-13T15:00+03:00",
    ),
    (
        "ru",
        "Акции с утра дорожали, и рынок поднялся в район 2950 пунктов по индексу Мосбиржи.",
        "IMOEX =2950",
    ),
    (
        "ru",
        "К 14:05 мск мартовские фьючерсы на нефть Brent подешевели на 0,03% до $74,28 за баррель, мартовские фьючерсы на нефть WTI — на 0,09% до $70,78 за баррель.",
        "BRENT -0.03% @2025-02-13T14:05+03:00; BRENT =74.28 @2025-02-13T14:05+03:00; WTI -0.09% @2025-02-13T14:05+03:00; WTI =70.78 @2025-02-13T14:05+03:00",
    ),
    (
        "ru",
        "Курс гривны после укрепления в понедельник на 7 коп. во вторник укрепился на 5 коп. до 41,19 UAH/USD.",
        "UAH +0.05p @2025-02-11; UAH +0.07p @2025-02-10; UAH =41.19 @2025-02-11",
    ),
    (
        "ru",
        'Подорожали акции "Распадской" (MOEX: RASP) (+1,6%), "Зорблатта" (MOEX: ZRBL) (+1,3%), ВТБ (MOEX: VTBR) (+0,5%).',
        "RASP +1.6%; VTBR +0.5%",
    ),
    ("ru", 'Акции "Яндекса" в начале торгов на Nasdaq выросли на 10%.', "YDEX +10%"),
    (
        "ru",
        "Пара доллар-рубль выросла на 0,2% к уровню закрытия рынков в пятницу и торгуется в районе 93,8.",
        "USDRUB +0.2%; USDRUB =93.8",
    ),
    (
        "ru",
        "Баррель Brent потерял в цене $0,95 (1,27%), до $73,72.",
        "BRENT -0.95p; BRENT -1.27%; BRENT =73.72",
    ),
    ("ru", "Рынок акций утром поднялся к 2950 пунктам по индексу Мосбиржи.", "IMOEX =2950"),
    ("ru", "Пара евро-доллар отскочила до 1,0450.", "EURUSD =1.045"),
    (
        "ru",
        "К 12:20 мск DAX вырос на 1%.\nFTSE 100 к этому времени снизился на 2%.",
        "DAX +1% @2025-02-13T12:20+03:00; FTSE100 -2% @2025-02-13T12:20+03:00",
    ),
]

NO_CLAIMS = [
    ("en", "The Nasdaq is 15% off its November peak."),
    ("en", "Bread Basket — The bakery chain saw its shares rise 4%."),
    ("en", "Bread Basket (BRBK) – The baker of pies saw its shares slump 3%."),
    ("en", "Intel earned $1.78 per share."),
    ("en", "Shares of the oil and gas giant fell 3.9%."),
    ("en", "Zorblatt sank 5.8% to pace the S&P 500 decliners."),
    ("en", "The Nikkei closed close to four-month highs."),
    ("en", "Intel is down 46% from its record high."),
    ("vi", "Chênh lệch giữa giá mua và bán vàng SJC giảm còn 2 triệu đồng/lượng."),
    ("vi", "Giá dầu diesel giảm 760 đồng/lít."),
    ("vi", "Vốn hóa của hãng còn 3.317 tỉ USD khi cổ phiếu giảm 0,45%."),
    ("vi", "Lợi suất trái phiếu kho bạc tăng lên 4,43%."),
    ("vi", "Vòng chung kết Euro 2024 có xác suất giảm điểm gần 64%."),
    ("vi", "Ngưỡng hỗ trợ của VN-Index ở 1.250 điểm."),
    ("vi", "Cổ phiếu Zorblatt và Apple lần lượt giảm 12% và 7%."),
    ("vi", "Chỉ số ngành cao hơn VN-Index (11%), thép (10%)."),
    ("vi", "Bitcoin sắp chạm mức 90.000 USD."),
    ("ru", "Лидеры роста в S&P 500: ** Zorblatt Corp, +3,5% ** Quuxo Corp, +3,2%"),
    ("ru", "Мы ожидаем, что пара доллар/рубль будет держаться вблизи отметки 93,80."),
    ("ru", "Компания потребовала взыскать с «Транснефти» 640 млн рублей."),
    ("ru", "Поддержкой для нефти Brent служит отметка $71,5."),
    ("ru", "Торги по евро прошли в диапазоне 1,1040 - 1,1070 долл."),
    ("ru", "Акции «Яндекса» подешевели на 30% от исторического максимума."),
]


@pytest.mark.parametrize(("language", "text", "expected"), CLAIMS)
def test_desk_wordings(language, text, expected):
    check(language, text, expected)


@pytest.mark.parametrize(("language", "text"), NO_CLAIMS)
def test_numbers_that_mislead(language, text):
    check(language, text, "")
