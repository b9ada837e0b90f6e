"""What is no market claim: rates, yields, results, deals, macro data, tariffs, votes, volumes, forecasts, targets."""

import pytest

from study.articles import read_article
from study.extraction import extract

SENTENCES = {
    "en": [
        "The Bank of England cut its key rate by 25 basis points to 4.5%.",
        "The yield on the 10-year Treasury note rose to 4.53% from 4.47%.",
        "Apple said revenue rose 4% to $124.3 billion and profit climbed 7%.",
        "Boeing delivered 45 planes in January, up 67% from a year earlier.",
        "Tesla's sales in Germany fell 59% last month.",
        "Nvidia shares could rise 20% this year, Morgan Stanley analysts said.",
        "Goldman Sachs raised its price target for Apple to $260 from $250.",
        "Goldman Sachs expects Brent to average $76 a barrel in 2025.",
        "Exxon Mobil agreed to buy Pioneer for $59.5 billion, or $253 a share.",
        "Consumer prices rose 3.0% in January from a year earlier.",
        "The United States will impose tariffs of 25% on steel and aluminium.",
        "Sberbank's net profit increased 6.8% to 132.9 billion roubles.",
        "Gazprom's gas exports rose 15% in January.",
        "India's gold imports fell 27% to $2.7 billion.",
        "Russian oil production fell 2.1% last year.",
        "The party won 28.5% of the vote, up 4 points from the last election.",
        "Donald Trump's approval rating fell 3 points to 44%.",
        "The price cap on Russian oil is set at $60 a barrel.",
        "Apple accounts for 7% of the S&P 500.",
        "Some 70% of the S&P 500 stocks went up.",
        "Earnings of S&P 500 companies are expected to grow 11.8%.",
        "The company will pay a dividend of $0.25 a share.",
        "The trade deficit widened 25% to $98.4 billion, while the euro zone economy grew 0.1%.",
        "Volume on U.S. exchanges was 14.5 billion shares, compared with the 15.2 billion average.",
        "Advancing issues outnumbered decliners by a 1.5-to-1 ratio on the NYSE.",
        "Samsung Electronics' market share fell to 38% from 41%.",
        "Ford cut 4,000 jobs, 14% of its workforce in Europe.",
        "Microsoft plans to spend $80 billion on data centres, up 30% from last year.",
        "The government raised the minimum wage by 6.7%.",
        "US crude inventories rose by 4.1 million barrels last week.",
        "Visa requests from Russia rose 20% last year.",
        "Support for the Labour party dropped 5 points.",
        "Amazon workers demanded a 30% pay rise.",
        "Germany must spend 3.5% of GDP on defence, Trump said.",
        "Ukraine's gold reserves rose 5% to $43 billion.",
        "Bitcoin's market value rose to $1.9 trillion.",
        "Bitcoin miners' revenue fell 20%.",
        "The dollar's share of global reserves fell to 57.4%.",
        "Volkswagen is to cut costs by 20% by the end of the decade.",
        "Investors put $5.2 billion into gold funds, up 20%.",
    ],
    "vi": [
        "Fed giữ nguyên lãi suất ở mức 4,25-4,5%.",
        "Lợi suất trái phiếu Mỹ kỳ hạn 10 năm tăng lên 4,53%.",
        "Vietcombank báo lãi trước thuế tăng 2% lên 42.236 tỷ đồng.",
        "Doanh thu của FPT tăng 19,4% trong năm 2024.",
        "Hòa Phát đặt mục tiêu lợi nhuận tăng 25%.",
        "Goldman Sachs dự báo giá vàng lên 3.000 USD một ounce cuối năm.",
        "Thanh khoản sàn HoSE đạt 15.600 tỷ đồng, tăng 12% so với hôm qua.",
        "Khối ngoại bán ròng 350 tỷ đồng, tập trung vào VNM và FPT.",
        "Mỹ áp thuế 25% với nhôm thép nhập khẩu.",
        "CPI tháng 1 tăng 3,63% so với cùng kỳ năm trước.",
        "Xuất khẩu dầu thô của Nga giảm 5% trong tháng 1.",
        "GDP Việt Nam tăng 7,09% trong năm 2024.",
        "Giá xăng RON 95 tăng 330 đồng lên 21.140 đồng một lít.",
        "Vinamilk sẽ trả cổ tức 20% bằng tiền mặt.",
        "Tesla bàn giao 1,79 triệu xe, giảm 1,1% so với năm 2023.",
        "Ông Trump giành 312 phiếu đại cử tri.",
        "Vốn hóa của Apple đạt 3.500 tỷ USD.",
        "Ngân hàng Nhà nước mua vào 6 tỷ USD dự trữ.",
        "Tỷ lệ thất nghiệp Mỹ giảm xuống 4%.",
        "Chuyên gia cho rằng VN-Index có thể giảm về 1.250 điểm.",
        "Tín dụng của Techcombank tăng 20,8%.",
        "Lãi suất tiết kiệm tại ACB tăng 0,2% lên 5,5% một năm.",
        "Sản lượng thép của Hòa Phát tăng 13%.",
        "Vingroup muốn bán 10% cổ phần tại Vincom Retail.",
    ],
    "ru": [
        "Банк России сохранил ключевую ставку на уровне 21% годовых.",
        "Доходность десятилетних ОФЗ выросла до 16,5%.",
        "Чистая прибыль Сбербанка по МСФО выросла на 4,8%, до 1,58 трлн рублей.",
        "Выручка «Яндекса» увеличилась на 37%.",
        "«Газпром» увеличил экспорт газа на 15%.",
        "Экспорт нефти Urals снизился на 5% в январе.",
        "Добыча золота в России выросла на 2%.",
        "Аналитики Goldman Sachs ожидают цену Brent на уровне $76 за баррель.",
        "Целевая цена акций «Лукойла» повышена до 9200 рублей.",
        "Инфляция в январе составила 1,23%, годовая ускорилась до 9,92%.",
        "США введут пошлины в размере 25% на сталь и алюминий.",
        "Объем торгов на Московской бирже вырос на 20%, до 120 млрд рублей.",
        "За кандидата проголосовали 52,3% избирателей.",
        "Дивиденды «Северстали» составят 31,06 рубля на акцию.",
        "ВВП Германии снизился на 0,2%.",
        "Капитализация Apple превысила 3,5 трлн долларов.",
        "Продажи Tesla в Европе упали на 45%.",
        "Потолок цен на российскую нефть установлен на уровне $60 за баррель.",
        "Потребительские цены выросли на 0,16%.",
        "«Роснефть» снизила добычу нефти на 4,7%.",
        "Запасы нефти в США выросли на 4,07 млн баррелей.",
        "Доля доллара в резервах упала до 57,4%.",
        "ВТБ повысил ставки по вкладам до 22%.",
        "Индекс Мосбиржи может вырасти до 3500 пунктов к концу года.",
        "Производство алюминия «Русалом» увеличилось на 3,7%.",
        "Поддержка Трампа снизилась на 3 пункта.",
    ],
}


@pytest.mark.parametrize(
    ("language", "text"), [(language, text) for language, texts in SENTENCES.items() for text in texts]
)
def test_what_is_no_claim_stays_none(language, text):
    record = extract(read_article(text.encode(), name="a.txt", published="2025-02-13", language=language))
    assert [(claim.instrument, claim.kind, claim.value) for claim in record.claims] == []


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        ("en", "The lira has lost 25 per cent since January.", [("TRY", -25.0, "2025", "year")]),
        ("ru", "С января индекс Мосбиржи вырос на 8%.", [("IMOEX", 8.0, "2025", "year")]),
        ("en", "Oil has fallen 9% since Monday.", [("BRENT", -9.0, "2025-02-10/2025-02-13", "unknown")]),
        ("en", "Gold has gained 8% since January 2024.", [("GOLD", 8.0, "2024-01/2025-02-13", "unknown")]),
        ("ru", "С понедельника нефть Brent подешевела на 4%.", []),
        ("vi", "VN-Index đã giảm 9% kể từ thứ Hai.", []),
    ],
)
def test_a_change_since_a_day_is_the_move_of_no_day(
    language: str, text: str, found: list[tuple[str, float, str, str]]
) -> None:
    article = read_article(text.encode(), name="x.txt", published="2025-02-13", language=language)  # type: ignore[arg-type]
    claims = extract(article).claims
    assert [(c.instrument, c.value, c.when, c.basis) for c in claims] == found


def test_a_superlative_keeps_its_since() -> None:
    text = "Gold rose 2% on Tuesday, its biggest gain since March."
    article = read_article(text.encode(), name="x.txt", published="2025-02-13", language="en")
    assert [(c.kind, c.when) for c in extract(article).claims] == [
        ("change_pct", "2025-02-11"), ("superlative", "2025-02-11"),
    ]  # fmt: skip
