"""Articles as the toolkit reads them: text, Markdown or HTML, from a path or from bytes."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path, PurePath
from typing import Literal

from study.articles import dates, html, markdown
from study.articles.encoding import decode
from study.articles.language import detect_language
from study.articles.limits import LIMITS, Limits
from study.errors import ArticleError, TimeError
from study.records import Language
from study.times import TimeValue, parse_time

_HTML_NAMES = (".html", ".htm", ".xhtml")
_MARKDOWN_NAMES = (".md", ".markdown")
_LOOKS_HTML = re.compile(
    r"\A\s*(?:<\?xml[^>]*>\s*)?<(?:!doctype\s+html|html|head|body|article)\b", re.IGNORECASE
)
_LETTER = re.compile(r"[^\W\d_]")
_DATE_FIELDS = ("date", "published", "pubdate", "datepublished", "publish_date")
_TITLE_LENGTH = 200
_Format = Literal["text", "markdown", "html"]


@dataclass(frozen=True)
class Article:
    """An article as read.

    Attributes
    ----------
    name
        Name of the file (without its folder), or the name that the caller gave.
    sha256
        Hash of the bytes that were read.
    language
        ``vi``, ``en`` or ``ru``.
    published
        EDTF day of publication, in the publisher's own zone; None where nothing tells it.
    published_basis
        The element that gave the date (meta element, byline, address, the caller); empty where there is none.
    title
        The headline; empty where none can be told.
    body
        The text. All offsets of events, claims and time expressions count its characters.
    notes
        What the reader wants known: encoding, fallbacks, a missing date.
    """

    name: str
    sha256: str
    language: Language
    published: str | None
    published_basis: str
    title: str
    body: str
    notes: tuple[str, ...] = ()

    def summary(self) -> str:
        """Return name, language, date and size in one line."""
        when = self.published or "no publication date"
        return f"{self.name}: {self.language}, {when}, {len(self.body):,} characters"


def read_article(
    source: str | Path | bytes,
    *,
    name: str | None = None,
    published: str | None = None,
    fallback: str | None = None,
    language: Literal["auto", "vi", "en", "ru"] = "auto",
    limits: Limits = LIMITS,
) -> Article:
    """Read one article.

    Parameters
    ----------
    source
        A path to a .txt, .md or .html file, or the bytes of one. Bytes are taken as HTML where they begin
        like a page, unless ``name`` ends in .txt or .md.
    name
        What the records call the article; by default the file's name.
    published
        EDTF date of publication. What the caller gives wins over what the article says; a note tells where the
        two differ.
    fallback
        EDTF date of publication for an article that states none; a note tells where one that is stated differs.
    language
        The language, or ``auto`` to detect it.
    limits
        What is accepted; see `Limits`.

    Raises
    ------
    ArticleError
        If the file cannot be read, is no text, holds no letters, or exceeds a limit.
    """
    data, name = _load(source, name, limits)
    try:
        text, encoding = decode(data)
        if len(text) > limits.max_characters:
            raise ArticleError(
                f"{len(text):,} characters, the limit is {limits.max_characters:,}; split it, or pass other Limits"
            )
        title, body, found, notes = _parse(text, _format(name, text), limits)
        if len(_LETTER.findall(body[:100_000])) < limits.min_characters:
            raise ArticleError("holds no letters; check that the file is an article")
        told = language if language != "auto" else detect_language(f"{title}\n{body}")
    except ArticleError as error:
        raise ArticleError(f"{name}: {error}") from error
    when, basis, remark = _published(published, fallback, found)
    notes += remark
    if encoding != "utf-8":
        notes += (f"encoding: {encoding}",)
    if when is None:
        notes += ("no publication date found: relative time expressions stay unresolved",)
    return Article(name, hashlib.sha256(data).hexdigest(), told, when, basis, title, body, notes)


def read_articles(paths: Iterable[Path]) -> tuple[dict[str, Article], dict[str, str]]:
    """Read articles; return them by name, and the reason for each that cannot be read."""
    articles, unread = {}, {}
    for path in paths:
        try:
            articles[path.name] = read_article(path)
        except ArticleError as error:
            unread[path.name] = str(error)
    return articles, unread


def _load(source: str | Path | bytes, name: str | None, limits: Limits) -> tuple[bytes, str]:
    if isinstance(source, bytes):
        data, name = source, name or "article"
    else:
        path = Path(source)
        name = name or path.name
        try:
            size = path.stat().st_size
            data = path.read_bytes() if size <= limits.max_bytes else b"\x00" * (limits.max_bytes + 1)
        except OSError as error:
            raise ArticleError(f"{path}: cannot be read ({error.strerror}); check the path") from error
    if len(data) > limits.max_bytes:
        raise ArticleError(f"{name}: more than {limits.max_bytes:,} bytes; split it, or pass other Limits")
    return data, name


def _format(name: str, text: str) -> _Format:
    suffix = PurePath(name).suffix.casefold()
    if suffix in _HTML_NAMES:
        return "html"
    if suffix in _MARKDOWN_NAMES:
        return "markdown"
    return "html" if suffix != ".txt" and _LOOKS_HTML.match(text) else "text"


def _parse(
    text: str, kind: _Format, limits: Limits
) -> tuple[str, str, dates.Published | None, tuple[str, ...]]:
    if kind == "html":
        page = html.parse_page(text, limits)
        published = html.page_published(page)
        html.drop_hidden(page)
        title = html.page_title(page)
        body, notes = html.page_body(page)
        return title, body, published or dates.byline_date(body.splitlines()), notes
    if kind == "markdown":
        fields, rest = markdown.split_front_matter(text)
        heading, body = markdown.plain_text(rest)
        published = _front_date(fields) or dates.byline_date(body.splitlines()) or dates.images_date(text)
        return fields.get("title", heading), body, published, ()
    published = dates.byline_date(text.splitlines()) or dates.images_date(text)
    return _text_title(text), text, published, ()


def _front_date(fields: dict[str, str]) -> dates.Published | None:
    for field in _DATE_FIELDS:
        found = dates.find_date(fields.get(field, ""))
        if found:
            return dates.Published(found[0], f"front matter {field}: {fields[field]}")
    return None


def _text_title(text: str) -> str:
    """The first line, where it stands like a headline: short, without a full stop, above further text."""
    first, _, rest = text.strip("\ufeff \t\r\n").partition("\n")
    first = first.strip()
    is_title = rest.strip() and len(first) <= _TITLE_LENGTH and not first.endswith((".", ",", ";", ":", ")"))
    return first if is_title else ""


def _published(
    given: str | None, fallback: str | None, found: dates.Published | None
) -> tuple[str | None, str, tuple[str, ...]]:
    """Return the date that counts, what gave it, and a note where the article states another than was given."""
    told = given if given is not None else fallback
    if told is None:
        return (found.value, found.basis, ()) if found else (None, "", ())
    try:
        time = parse_time(told)
    except TimeError as error:
        raise ArticleError(f"published: {error}") from error
    if found is None or given is not None:
        when, basis = str(time), "the caller"
    else:
        when, basis = found.value, found.basis
    if found is None or _holds(time, found.value):
        return when, basis, ()
    note = f"published: {time} was given, the article states {found.value} ({found.basis}); {when} is taken"
    return when, basis, (note,)


def _holds(time: TimeValue, day: str) -> bool:
    """Whether a day (``YYYY-MM-DD``) lies in the days that a time value touches, in its own zone."""
    last = time.end - timedelta(microseconds=1)
    return time.start.date() <= date.fromisoformat(day) <= max(last.date(), time.start.date())
