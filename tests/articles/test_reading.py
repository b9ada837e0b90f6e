# ruff: noqa: E501 - one case, one line
"""Reading: encodings, formats, titles, languages, limits."""

import hashlib

import pytest

from study.articles import Limits, read_article
from study.errors import ArticleError

RUSSIAN = "Индекс Московской биржи вырос по итогам торгов, а рубль укрепился к доллару и юаню."
VIETNAMESE = "Chỉ số chứng khoán tăng mạnh trong phiên giao dịch sáng nay nhờ nhóm ngân hàng."


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1251", "koi8-r", "cp866"]
)
def test_russian_bytes_in_any_encoding(encoding):
    article = read_article(RUSSIAN.encode(encoding), name="a.txt")
    assert article.body.lstrip("\ufeff") == RUSSIAN
    assert article.language == "ru"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le"])
def test_vietnamese_bytes(encoding):
    article = read_article(VIETNAMESE.encode(encoding), name="a.txt")
    assert (article.body, article.language) == (VIETNAMESE, "vi")


def test_a_wrong_charset_label_does_not_win():
    page = f'<html><head><meta charset="iso-8859-1"></head><body><p>{RUSSIAN}</p></body></html>'
    article = read_article(page.encode("cp1251"))
    assert RUSSIAN in article.body
    assert "encoding: cp1251" in article.notes


def test_plain_text_keeps_every_character_and_its_hash():
    data = b"Shares fell.\r\n\r\n  Two  spaces stay.\t\n"
    article = read_article(data, name="a.txt")
    assert article.body == data.decode()
    assert article.sha256 == hashlib.sha256(data).hexdigest()


def test_english_is_told_from_vietnamese():
    assert read_article(b"The central bank kept its key rate on hold.", name="a.txt").language == "en"


def test_markdown_gives_plain_text_and_front_matter():
    source = b"---\ntitle: 'A day'\ndate: 2025-03-04\n---\n\n# Head\n\nShares *rose* [again](http://x.example) today.\n\n![a](b.png)\n"
    article = read_article(source, name="a.md")
    assert article.title == "A day"
    assert article.published == "2025-03-04"
    assert article.body == "Head\nShares rose again today."


def test_html_body_leaves_the_frame_out():
    page = (
        "<html><body><nav>Home About Contact</nav><article><h1>Calm day</h1>"
        + "<p>Shares in Frankfurt hardly moved as investors waited for the central bank's decision.</p>" * 3
        + "</article><footer>Imprint and cookies</footer></body></html>"
    )
    article = read_article(page.encode(), name="page.html")
    assert article.title == "Calm day"
    assert "Shares in Frankfurt" in article.body
    assert "cookies" not in article.body


def test_title_of_a_text_is_its_first_line_only_where_it_stands_like_one():
    assert read_article(b"A quiet day\n\nNothing moved at all.", name="a.txt").title == "A quiet day"
    assert read_article(b"Nothing moved at all.\nNothing fell.", name="a.txt").title == ""


@pytest.mark.parametrize(
    ("data", "limits", "words"),
    [
        (b"word " * 100, Limits(max_bytes=100), "bytes"),
        (b"word " * 100, Limits(max_characters=100), "characters"),
        (
            b"<html><body>" + b"<div>" * 300 + b"<p>deep text</p>" + b"</div>" * 300 + b"</body></html>",
            Limits(),
            "nested",
        ),
        (
            b"<html><body><p>" + b"word " * 1000 + b"</p></body></html>",
            Limits(max_paragraph=1000),
            "paragraph",
        ),
        (b"12345 67,8 %", Limits(), "letters"),
        (bytes(range(256)) * 4, Limits(), "text"),
    ],
)
def test_beyond_a_limit_a_typed_error_that_names_it(data, limits, words):
    with pytest.raises(ArticleError, match=words):
        read_article(data, limits=limits)


def test_a_missing_file_is_a_typed_error(tmp_path):
    with pytest.raises(ArticleError, match="cannot be read"):
        read_article(tmp_path / "none.txt")


def test_path_and_bytes_read_the_same(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(RUSSIAN, encoding="utf-8")
    assert read_article(path) == read_article(RUSSIAN.encode(), name="a.txt")


def test_bytes_that_are_no_text_are_named_by_their_file(tmp_path):
    path = tmp_path / "photo.txt"
    path.write_bytes(bytes(range(256)) * 20)
    with pytest.raises(ArticleError, match=r"^photo\.txt: the bytes are no text"):
        read_article(path)


@pytest.mark.parametrize(
    "hidden",
    [
        "hidden",
        'hidden="hidden"',
        'aria-hidden="true"',
        'style="display:none"',
        'style="color:red; display : none !important"',
        'style="visibility: hidden"',
    ],
)
@pytest.mark.parametrize("tag", ["div", "p", "span"])
def test_what_a_page_hides_is_no_part_of_the_article(hidden, tag):
    shown = "<p>Shares in Seoul hardly moved as investors waited for the figures of the chip makers.</p>"
    inline = f"<p>Banks fell <span {hidden}>66%</span>late in the session, as brokers had expected.</p>"
    page = f"<html><body><article><h1>Calm</h1>{shown}<{tag} {hidden}><b>KOSPI jumped 77%</b></{tag}>{inline}</article></body></html>"
    body = read_article(page.encode(), name="a.html").body
    assert "Shares in Seoul" in body
    assert "Banks fell late in the session" in body
    assert "77" not in body
    assert "66" not in body


@pytest.mark.parametrize(
    "attributes",
    ['style="opacity:0.5"', 'aria-hidden="false"', 'hidden="until-found"', 'style="display:block"'],
)
def test_what_a_page_shows_stays(attributes):
    page = f"<html><body style='visibility:hidden'><article><h1>Calm</h1><div {attributes}><p>Shares in Seoul fell 2% as investors sold chip makers.</p></div></article></body></html>"
    assert "fell 2%" in read_article(page.encode(), name="a.html").body


def test_a_hidden_stamp_still_dates_the_page():
    page = "<html><body><article><h1>Calm</h1><span style='display:none'><time datetime='2025-03-05'></time></span><p>Shares in Seoul hardly moved today.</p></article></body></html>"
    assert read_article(page.encode(), name="a.html").published == "2025-03-05"
