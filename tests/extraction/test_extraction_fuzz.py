# ruff: noqa: E501 - scraps in rows
"""Any text gives a valid record, the same one twice, with spans that quote it."""

import gc
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from study.articles import read_article
from study.extraction import extract

SCRAPS = st.sampled_from(
    [
        "12/2", "5,26%", "21h37", "ngày", "tháng", "năm", "trước", "theo giờ Moscow", "chỉ số này", "IMOEX2", "tăng", "lên",
        "3184,78", "điểm", "ông Trump", "điện đàm", "hủy", "cuộc gặp", "thứ", "hai", "p.m.", "ET", "on", "Friday", "May", "the",
        "S&P 500", "fell", "to", "since", "largest", "two", "weeks", "ago", "Putin", "met", "в", "среду", "февраля", "31", "мск",
        "индекс", "вырос", "на", "до", "пункта", "Банк России", "сохранил ставку", "накануне", ".", ",", "(", ")", '"', "«", "»",
        "\n", "\n\n", ":", "-", "—", "/", "2025", "0", "99/99/9999", "25:61", "T", "https://x.example/2025/2/13/", "\u00a0",
        "\u0301", "\u200b", "ﬁ", "İ", "e\u0302\u0301",
    ]
)  # fmt: skip


@pytest.mark.parametrize("language", ["vi", "en", "ru"])
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(parts=st.lists(SCRAPS, max_size=60), glue=st.sampled_from([" ", ""]))
def test_any_text_gives_a_valid_record(language, parts, glue):
    article = read_article(
        ("a " + glue.join(parts)).encode(), name="a.txt", published="2025-02-13", language=language
    )
    record = extract(article)
    assert record == extract(article)
    for item in (*record.timexes, *record.events, *record.claims):
        assert article.body[item.start : item.end] == item.text


@pytest.mark.parametrize(
    ("language", "scrap"),
    [
        ("en", "the S&P 500 fell 1% to 5,100 on Friday, "), ("en", "raised "), ("en", "at 5 p.m. "), ("en", "it "),
        ("ru", "индекс Мосбиржи упал на 1% в пятницу, "), ("ru", "накануне "), ("ru", "к 10:30 "), ("ru", "Трамп заявил "),
        ("vi", "VN-Index giảm 1% hôm qua, "), ("vi", "một ngày trước đó "), ("vi", "Putin điện đàm "),
    ],
)  # fmt: skip
def test_ten_times_the_text_takes_about_ten_times_as_long(language, scrap):
    """A repetition without an end of sentence is the worst case; the bound leaves room for a noisy clock."""
    spent = []
    for characters in (2_000, 20_000):
        body = "a " + (scrap * (characters // len(scrap)))
        article = read_article(body.encode(), name="a.txt", published="2025-02-13", language=language)
        start = time.process_time()
        extract(article)
        spent.append(time.process_time() - start)
    assert spent[1] < 25 * max(spent[0], 0.1)


@pytest.mark.parametrize(
    "scrap", ["1 ", "12/2 ", "(", '"', "3.", "ngày ", "Friday ", "a day after the ", "trước đó ", "в "]
)
def test_a_long_repetition_is_read_to_its_end(scrap):
    body = "a " + scrap * 20_000
    assert (
        extract(read_article(body.encode(), name="a.txt", published="2025-02-13", language="vi")).article
        == "a.txt"
    )


@pytest.mark.parametrize("was_on", [True, False])
def test_the_search_for_cycles_is_left_as_it_was_and_has_nothing_to_find(was_on):
    article = read_article(
        ("The DAX fell 2% on Friday. " * 200).encode(), name="a.txt", published="2025-02-13"
    )
    extract(article)
    gc.collect()
    (gc.enable if was_on else gc.disable)()
    try:
        record = extract(article)
        assert gc.isenabled() is was_on
        assert gc.collect() == 0
    finally:
        gc.enable()
    assert record.claims
