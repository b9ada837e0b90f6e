"""An HTML page: its title, its body (trafilatura) and its publication date, with the element that gave it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

import htmldate
import lxml.etree
import lxml.html
import trafilatura

from study.articles.dates import Published, address_date, byline_date, images_date, stamp_date
from study.articles.limits import Limits
from study.errors import ArticleError

_META = (
    "article:published_time",
    "datepublished",
    "og:published_time",
    "pubdate",
    "publishdate",
    "publish-date",
    "publish_date",
    "date",
    "dc.date",
    "dc.date.issued",
    "dcterms.created",
    "parsely-pub-date",
    "sailthru.date",
    "article.published",
)
_ASIDE = re.compile(
    r"related|recommend|sidebar|aside|footer|comment|popular|latest|more-news|lien-quan|tin-khac", re.I
)
_UNSEEN = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse))\b", re.I)
_BLOCKS = ("p", "h1", "h2", "h3", "h4", "li", "blockquote", "figcaption")
_AFTER_TITLE = 12
_NOTE_FALLBACK = "trafilatura found no main text; the body is the page's paragraphs in order"


def parse_page(text: str, limits: Limits) -> lxml.html.HtmlElement:
    """Parse a page and hold it against the limits.

    Raises
    ------
    ArticleError
        If the page is empty, nested too deeply, or has too long a run of text.
    """
    parser = lxml.html.HTMLParser(encoding="utf-8", huge_tree=True)
    try:
        page = lxml.html.document_fromstring(text.encode(), parser=parser)
    except (lxml.etree.ParserError, ValueError) as error:
        raise ArticleError(
            f"the HTML cannot be parsed ({error}); check that the file is a whole page"
        ) from error
    depth = deepest = 0
    for event, element in lxml.etree.iterwalk(page, events=("start", "end")):
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
        if element.text and len(element.text) > limits.max_paragraph:
            raise ArticleError(
                f"a paragraph has {len(element.text):,} characters, the limit is {limits.max_paragraph:,}; "
                "split it, or pass other Limits"
            )
    if deepest > limits.max_nesting:
        raise ArticleError(
            f"the HTML is nested {deepest} elements deep, the limit is {limits.max_nesting}; "
            "simplify the page, or pass other Limits"
        )
    return page


def drop_hidden(page: lxml.html.HtmlElement) -> None:
    """Take out of the page what a browser does not show: it is no part of the article."""
    for node in [node for node in page.iter() if _is_hidden(node)]:
        node.drop_tree()


def _is_hidden(node: lxml.html.HtmlElement) -> bool:
    """Whether an element hides itself; a page that is hidden as a whole only waits for its script."""
    if not isinstance(node.tag, str) or node.tag in ("html", "head", "body", "meta"):
        return False
    return (
        node.get("hidden", "until-found").casefold() != "until-found"
        or node.get("aria-hidden", "").casefold() == "true"
        or bool(_UNSEEN.search(node.get("style", "")))
    )


def page_title(page: lxml.html.HtmlElement) -> str:
    """Return the page's headline: og:title, else the first h1, else the title element."""
    for path in ("//meta[@property='og:title']/@content", "//h1", "//title"):
        for node in page.xpath(path):
            text = " ".join((node if isinstance(node, str) else node.text_content()).split())
            if text:
                return text
    return ""


def page_body(page: lxml.html.HtmlElement) -> tuple[str, tuple[str, ...]]:
    """Return the main text, paragraphs separated by newlines, and notes on how it was found.

    Raises
    ------
    ArticleError
        If the page holds no text at all.
    """
    body = trafilatura.extract(
        page, output_format="txt", include_comments=False, include_tables=False, include_formatting=False
    )
    if body and body.strip():
        return body.strip(), ()
    blocks = [" ".join(node.text_content().split()) for node in page.iter(*_BLOCKS) if not _in_aside(node)]
    body = "\n".join(block for block in blocks if block)
    if not body:
        raise ArticleError(
            "the page holds no paragraphs of text; save the article itself, not its frame or script"
        )
    return body, (_NOTE_FALLBACK,)


def page_published(page: lxml.html.HtmlElement) -> Published | None:
    """Return the publication date from the first source that gives one.

    In order: JSON-LD, meta elements, the byline beside the headline, a ``time`` element outside related
    headlines, the page's own address, htmldate over the page without its asides, image addresses. A page without a
    headline may still have a byline in its body, which the reader looks for last.
    """
    for source in (_json_ld, _meta, _byline, _time_element, _own_address, _htmldate, _images):
        found = source(page)
        if found:
            return found
    return None


def _json_ld(page: lxml.html.HtmlElement) -> Published | None:
    for script in page.xpath("//script[@type='application/ld+json']/text()"):
        try:
            data = json.loads(script)
        except ValueError:
            continue
        for node in _json_objects(data):
            value = stamp_date(str(node.get("datePublished", "")))
            if value:
                return Published(value, f"JSON-LD datePublished: {node['datePublished']}")
    return None


def _json_objects(data: object) -> Iterator[dict[str, object]]:
    stack = [data]
    while stack:
        node = stack.pop(0)
        if isinstance(node, dict):
            yield node
            stack.extend(node.get("@graph", []) if isinstance(node.get("@graph"), list) else [])
        elif isinstance(node, list):
            stack.extend(node)


def _meta(page: lxml.html.HtmlElement) -> Published | None:
    stamps: dict[str, str] = {}
    for node in page.iter("meta"):
        name = node.get("property") or node.get("name") or node.get("itemprop") or ""
        stamps.setdefault(name.casefold(), node.get("content") or "")
    for name in _META:
        value = stamp_date(stamps.get(name, ""))
        if value:
            return Published(value, f"meta {name}: {stamps[name]}")
    return None


def _byline(page: lxml.html.HtmlElement) -> Published | None:
    headline = next(iter(page.iter("h1")), None)
    if headline is None:
        return None
    lines: list[str] = []
    for node in headline.xpath("following::text()"):
        parent = node.getparent()
        if parent.tag in ("script", "style") or _in_aside(parent) or _in_hidden(parent):
            continue
        if node.strip():
            lines.append(" ".join(node.split()))
        if len(lines) == _AFTER_TITLE:
            break
    return byline_date(lines)


def _in_aside(node: lxml.html.HtmlElement | None) -> bool:
    while node is not None:
        label = f"{node.get('class') or ''} {node.get('id') or ''}" if isinstance(node.tag, str) else ""
        if node.tag in ("aside", "footer", "nav") or _ASIDE.search(label):
            return True
        node = node.getparent()
    return False


def _in_hidden(node: lxml.html.HtmlElement) -> bool:
    return _is_hidden(node) or any(map(_is_hidden, node.iterancestors()))


def _time_element(page: lxml.html.HtmlElement) -> Published | None:
    for node in page.iter("time"):
        stamp = node.get("datetime") or ""
        value = None if _in_aside(node) else stamp_date(stamp)
        if value:
            return Published(value, f"time element: {stamp}")
    return None


def _own_address(page: lxml.html.HtmlElement) -> Published | None:
    for address in page.xpath("//link[@rel='canonical']/@href | //meta[@property='og:url']/@content"):
        value = address_date(address)
        if value:
            return Published(value, f"address of the page: {address}")
    return None


def _htmldate(page: lxml.html.HtmlElement) -> Published | None:
    copy = lxml.html.fromstring(lxml.html.tostring(page))
    for node in [n for n in copy.iter() if isinstance(n, lxml.html.HtmlElement) and _is_aside(n)]:
        node.drop_tree()
    value = htmldate.find_date(copy, extensive_search=False, original_date=True)
    return Published(value, "htmldate over the page without related headlines") if value else None


def _is_aside(node: lxml.html.HtmlElement) -> bool:
    label = f"{node.get('class') or ''} {node.get('id') or ''}"
    return node.tag in ("aside", "footer", "nav") or bool(_ASIDE.search(label))


def _images(page: lxml.html.HtmlElement) -> Published | None:
    return images_date(" ".join(page.xpath("//img/@src")))
