"""When an article was published: bylines, machine-readable stamps, and the addresses of pages and images.

Only full dates (day, month, year) count. Day-first is assumed for numbers (``05/11/2025`` is 5 November), as
Vietnamese, Russian and British bylines write them, unless the numbers rule it out.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan январь января янв",
            "february feb февраль февраля фев",
            "march mar март марта мар",
            "april apr апрель апреля апр",
            "may май мая",
            "june jun июнь июня июн",
            "july jul июль июля июл",
            "august aug август августа авг",
            "september sept sep сентябрь сентября сен сент",
            "october oct октябрь октября окт",
            "november nov ноябрь ноября ноя нояб",
            "december dec декабрь декабря дек",
        ),
        1,
    )
    for name in names.split()
}
_NAME = "|".join(sorted(_MONTHS, key=len, reverse=True))
_DATE = re.compile(
    r"(?<![\d./-])(?:"
    r"(?P<iso_y>(?:19|20)\d\d)-(?P<iso_m>\d\d)-(?P<iso_d>\d\d)(?=\D|$)"
    r"|(?P<num_d>\d{1,2})[./-](?P<num_m>\d{1,2})[./-](?P<num_y>(?:19|20)\d\d)(?!\d)"
    rf"|(?P<dmy_d>\d{{1,2}})(?:st|nd|rd|th)?\s(?P<dmy_m>{_NAME})\.?,?\s(?P<dmy_y>(?:19|20)\d\d)(?!\d)"
    r"|(?:ngày\s)?(?P<vi_d>\d{1,2})\s(?:tháng|thg)\s(?P<vi_m>\d{1,2})(?:\s?,\s?|\snăm\s|\s)(?P<vi_y>(?:19|20)\d\d)(?!\d)"
    r")"
    rf"|\b(?P<mdy_m>{_NAME})\.?\s(?P<mdy_d>\d{{1,2}})(?:st|nd|rd|th)?,?\s(?P<mdy_y>(?:19|20)\d\d)(?!\d)",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"(?:published|posted|updated|đăng|xuất bản|cập nhật|ngày đăng|опубликовано|дата публикации|date|ngày|дата)\b",
    re.IGNORECASE,
)
_ASIDE = re.compile(r"\([^()]{0,40}\)")
_WORD = re.compile(r"[^\W\d_]+")
_PATH_DATE = re.compile(
    r"(?<!\d)((?:19|20)\d\d)([/_\-])(0?[1-9]|1[0-2])\2(0?[1-9]|[12]\d|3[01])(?!\d)"
    r"|(?<!\d)((?:19|20)\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?!\d)"
)
_EPOCH_MS = re.compile(r"(?<!\d)1[0-9]{12}(?!\d)")
_ADDRESS = re.compile(r"https?://[^\s\"'<>)\]]+")
_FIRST = date(1990, 1, 1)
_LONGEST_BYLINE = 160
_MOST_WORDS = 14
_LINES_ABOVE, _LINES_BELOW = 8, 3
_HANOI = timezone(timedelta(hours=7))


@dataclass(frozen=True)
class Published:
    """A publication date (``YYYY-MM-DD``) and the element of the article that gave it."""

    value: str
    basis: str


def find_date(text: str) -> tuple[str, int, int] | None:
    """Return the first full date in ``text`` as ISO text with its span, or None.

    Examples
    --------
    >>> find_date("05/11/2025, 08:15 (GMT+7)")
    ('2025-11-05', 0, 10)
    """
    for match in _DATE.finditer(text):
        kind = (match.lastgroup or "").partition("_")[0]
        year, month, day = (match[f"{kind}_{part}"] for part in "ymd")
        number = _MONTHS.get(month.casefold()) or int(month)
        value = _iso(int(year), number, int(day))
        if value is None and kind == "num":
            value = _iso(int(year), int(day), number)
        if value is not None:
            return value, match.start(), match.end()
    return None


def byline_date(lines: list[str]) -> Published | None:
    """Return the date of the byline among the first and last lines of an article, or None.

    A byline is a short line that is little more than a date, a clock time, a place and a name, or one that a
    word such as "Published" opens. A date inside a sentence of the story never counts.
    """
    filled = [line.strip() for line in lines if line.strip()]
    for line in filled[:_LINES_ABOVE] + filled[_LINES_ABOVE:][-_LINES_BELOW:]:
        found = find_date(line) if len(line) <= _LONGEST_BYLINE else None
        if found and _is_byline(line, found):
            return Published(found[0], f"byline: {line}")
    return None


def _is_byline(line: str, found: tuple[str, int, int]) -> bool:
    _, start, end = found
    if _LABEL.match(line):
        return len(_WORD.findall(line)) <= _MOST_WORDS
    rest = _ASIDE.sub(" ", line[:start] + " " + line[end:])
    words = _WORD.findall(rest)
    prose = rest.rstrip().endswith((".", "!", "?")) and len(words) > 4
    return not prose and len(words) <= _MOST_WORDS // 2


def stamp_date(stamp: str) -> str | None:
    """Return the day of a machine-readable stamp (``2025-11-05T08:15:00+07:00``) in its own zone, or None."""
    found = find_date(stamp.strip())
    return found[0] if found and found[1] == 0 else None


def address_date(address: str) -> str | None:
    """Return the day that a page's or image's address carries: ``/2025/2/13/`` or epoch milliseconds, or None.

    Examples
    --------
    >>> address_date("https://a.example/2025/2/13/18-1739428957305.jpg")
    '2025-02-13'
    """
    for match in _PATH_DATE.finditer(address):
        year, _, month, day = match.group(1, 2, 3, 4) if match[1] else match.group(5, 5, 6, 7)
        value = _iso(int(year), int(month), int(day))
        if value:
            return value
    epoch = _EPOCH_MS.search(address)
    if epoch is None:
        return None
    return datetime.fromtimestamp(int(epoch[0]) / 1000, UTC).astimezone(_HANOI).date().isoformat()


def images_date(text: str) -> Published | None:
    """Return the day that most dated addresses in ``text`` carry (ties: the latest), or None."""
    days = Counter(day for day in map(address_date, _ADDRESS.findall(text)) if day)
    if not days:
        return None
    value = max(days, key=lambda day: (days[day], day))
    return Published(value, f"address of {days[value]} image(s) or link(s) in the text")


def _iso(year: int, month: int, day: int) -> str | None:
    try:
        value = date(year, month, day)
    except ValueError:
        return None
    return value.isoformat() if value >= _FIRST else None
