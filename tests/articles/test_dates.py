# ruff: noqa: E501 - one case, one line
"""Publication dates: which element gives them, and which must not."""

import pytest

from study.articles import read_article
from study.articles.dates import address_date, byline_date, find_date
from study.errors import ArticleError

STORY = (
    "<p>Ngân hàng trung ương giữ nguyên lãi suất sau cuộc họp kéo dài, theo thông báo của cơ quan này.</p>"
    * 3
)


def page(head="", above="", below=""):
    return f"<html><head>{head}</head><body>{above}<article><h1>Lãi suất đứng yên</h1>{below}{STORY}</article></body></html>".encode()


def test_the_byline_wins_over_related_headlines():
    related = "<div class='related'><ul><li><a>Nhìn lại 01/01/2020</a></li><li><a>Cũ hơn 02/01/2020</a></li></ul></div>"
    article = read_article(page(above=related, below="<div>05/11/2025, 08:15 (GMT+7)</div>" + related))
    assert article.published == "2025-11-05"
    assert article.published_basis == "byline: 05/11/2025, 08:15 (GMT+7)"


@pytest.mark.parametrize(
    ("head", "basis"),
    [
        (
            '<meta property="article:published_time" content="2025-02-13T23:30:00+03:00">',
            "meta article:published_time",
        ),
        ('<meta itemprop="datePublished" content="2025-02-13">', "meta datepublished"),
        (
            '<script type="application/ld+json">[{"@type":"NewsArticle","datePublished":"2025-02-13T08:00Z"}]</script>',
            "JSON-LD",
        ),
        ('<link rel="canonical" href="https://news.example/2025/02/13/a-story">', "address of the page"),
    ],
)
def test_machine_readable_dates_keep_the_publishers_day(head, basis):
    article = read_article(page(head=head))
    assert article.published == "2025-02-13"
    assert article.published_basis.startswith(basis)


def test_a_broken_json_ld_is_passed_over():
    head = '<script type="application/ld+json">{"datePublished": "2025-</script><meta name="date" content="2024-05-06">'
    assert read_article(page(head=head)).published == "2024-05-06"


@pytest.mark.parametrize(
    ("address", "day"),
    [
        ("https://img.example/2025/2/13/18-a.jpg", "2025-02-13"),
        ("https://img.example/a-1739428957305-b.jpg", "2025-02-13"),  # 06:42 UTC
        ("https://img.example/20250213/x.png", "2025-02-13"),
        ("https://img.example/2025/13/45/x.png", None),
        ("https://img.example/203337114487263232/x.png", None),
    ],
)
def test_addresses(address, day):
    assert address_date(address) == day


def test_a_text_with_dated_images_only():
    text = "Cổ phiếu tăng mạnh hôm qua.\n![ảnh](https://img.example/2025/2/13/18-1739428957305.jpg)\nNhà đầu tư vui mừng."
    article = read_article(text.encode(), name="a.txt")
    assert article.published == "2025-02-13"
    assert "address" in article.published_basis


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("05/11/2025, 08:15 (GMT+7)", "2025-11-05"),
        ("By Ann Lee, 13 February 2025", "2025-02-13"),
        ("Published: February 3, 2025 at 10:00", "2025-02-03"),
        ("Иван Петров, 13 февраля 2025 года", "2025-02-13"),
        ("Thứ Năm, ngày 13 tháng 2 năm 2025", "2025-02-13"),
        ("The parties had signed the treaty in Geneva on 5 May 2019, and it has held ever since then.", None),
    ],
)
def test_bylines(line, day):
    found = byline_date([line])
    assert (found.value if found else None) == day


def test_day_first_unless_the_numbers_rule_it_out():
    assert find_date("05/11/2025")[0] == "2025-11-05"
    assert find_date("11/25/2025")[0] == "2025-11-25"
    assert find_date("31/02/2025") is None


def test_the_caller_wins_and_must_be_valid():
    assert (
        read_article(b"Shares rose, 1 May 2020", name="a.txt", published="2021-02-03").published
        == "2021-02-03"
    )
    with pytest.raises(ArticleError, match="published"):
        read_article(b"Shares rose", name="a.txt", published="yesterday")


def test_without_a_date_the_reader_says_so():
    article = read_article(b"Shares rose on Thursday.", name="a.txt")
    assert article.published is None
    assert any("no publication date" in note for note in article.notes)


@pytest.mark.parametrize(
    ("text", "given", "fallback", "published", "note"),
    [
        ("Shares rose.", None, "2025-03-06", "2025-03-06", ""),
        ("Shares rose.", "2025-03-05", "2025-03-06", "2025-03-05", ""),
        ("Published 5 March 2025\n\nShares rose.", None, "2025-03-05T14:00+03:00", "2025-03-05", ""),
        ("Published 5 March 2025\n\nShares rose.", None, "2025-03", "2025-03-05", ""),
        ("Published 5 March 2025\n\nShares rose.", None, "2025-03-06", "2025-03-05", "2025-03-05 is taken"),
        ("Published 5 March 2025\n\nShares rose.", "2025-03-06", None, "2025-03-06", "2025-03-06 is taken"),
        (
            "Published 5 March 2025\n\nShares rose.",
            "2025-03-05T23:50+03:00",
            None,
            "2025-03-05T23:50+03:00",
            "",
        ),
    ],
)
def test_a_date_that_is_given_and_one_that_is_stated(text, given, fallback, published, note):
    article = read_article(text.encode(), name="a.txt", published=given, fallback=fallback)
    assert article.published == published
    said = [one for one in article.notes if one.startswith("published:")]
    assert len(said) == bool(note)
    assert all(
        note in one and "the article states 2025-03-05 (byline: Published 5 March 2025)" in one
        for one in said
    )


def test_a_fallback_gives_way_to_front_matter_and_to_a_time_element():
    front = b"---\ndate: 2025-03-05\n---\nShares rose.\n"
    assert read_article(front, name="a.md", fallback="2025-03-06").published == "2025-03-05"
    html = b"<html><body><h1>Day</h1><time datetime='2025-03-05'>x</time><p>Shares rose.</p></body></html>"
    assert read_article(html, name="a.html", fallback="2025-03-06").published == "2025-03-05"
    with pytest.raises(ArticleError, match="published"):
        read_article(b"Shares rose", name="a.txt", fallback="yesterday")


def test_a_page_without_a_headline_is_dated_by_the_byline_of_its_body():
    story = (
        "<p>Cổ phiếu thép tăng giá trong phiên hôm qua, theo số liệu của sở giao dịch chứng khoán.</p>" * 3
    )
    page = f"<html><body><article><p>05/11/2025, 08:15 (GMT+7)</p>{story}</article></body></html>"
    article = read_article(page.encode(), name="a.html")
    assert (article.published, article.published_basis) == ("2025-11-05", "byline: 05/11/2025, 08:15 (GMT+7)")
    undated = page.replace("05/11/2025, 08:15 (GMT+7)", "Bài đọc")
    assert read_article(undated.encode(), name="a.html").published is None
