# ruff: noqa: E501 - one rule, one line
"""How English says times."""

from __future__ import annotations

import re

from study.extraction.grammar import Grammar, rule
from study.extraction.text import word_set

_YEAR_AFTER = "in since by of from during until till to for through late early mid between and before after around than neither nor ( – -"
_AMBIGUOUS = (
    "in since of last this next early late mid by until from during through on between before after for"
)
_FULL = r"(?P<month>January|February|April|June|July|August|September|October|November|December|Jan\.|Feb\.|Apr\.|Aug\.|Sept\.|Oct\.|Nov\.|Dec\.)"
_CLOCK_ZONE = r"(?:,? \({zone}\)|,? {zone})?"

RULES = (
    # full and partial dates
    rule("date", "#", r"{y}-(?P<m>0[1-9]|1[0-2])-(?P<d>0[1-9]|[12]\d|3[01])"),
    rule("date", "#", r"{m}/{d}/{y}", never_after="/"),
    rule("date", "#", r"(?P<d>1[3-9]|2\d|3[01])/{m}/{y}", never_after="/"),
    rule("date", "{month}", r"(?-i:(?P<month>Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?|July?|Aug(?:ust|\.)?|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)) {d}(?:st|nd|rd|th)?(?![\d:%]|[.,]\d)(?:,? {y}(?!\d))?"),
    rule("date", "{month}", r"{month} {d}(?: ?[–\-] ?| to | and ){last}(?:,? {y})?(?![\d:%]|[.,]\d)"),
    rule("date", "#", r"{d}(?:st|nd|rd|th)?(?: of)? (?-i:(?P<month>January|February|March|April|May|June|July|August|September|October|November|December|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec))\.?(?:,? {y}| {yshift} year)?"),
    rule("date", "#", r"{d}(?: ?[–\-] ?| to | and ){last} (?-i:(?P<month>January|February|March|April|May|June|July|August|September|October|November|December))(?:,? {y})?"),
    rule("date", "{month}", r"{month},? (?:of )?{y}(?![\d%]|[.,]\d)"),
    rule("date", "{month}", r"{month} (?:of )?{yshift} year"),
    rule("date", "last this next", r"{yshift} (?-i:" + _FULL + r"|March|May)", never_after="the"),
    rule("date", "{month}", r"(?-i:" + _FULL + r")(?! \d)"),
    rule("date", "march may mar", r"(?-i:(?P<month>March|May))(?! \d)", after=_AMBIGUOUS),
    rule("date", "#", r"{y}(?![\d%/]|[.,:]\d|[–\-]\d|s| (?:points|percent|people|dollars|miles|pounds|euros|yen))", after=_YEAR_AFTER, never_after="fiscal fy $ €"),
    rule("weekday", "last this next on", r"{shift} {weekday}"),
    rule("weekday", "{weekday}", r"{weekday}(?:,? {shift} week)?", never_after="black"),
    # relative days
    rule("shift", "yesterday", r"yesterday", unit="day", count=-1),
    rule("shift", "today", r"today", unit="day", count=0),
    rule("shift", "tomorrow", r"tomorrow", unit="day", count=1),
    rule("shift", "tonight", r"tonight", unit="day", count=0, part="EV"),
    rule("shift", "the", r"the day before yesterday", unit="day", count=-2),
    rule("shift", "last", r"last night", unit="day", count=-1, part="EV"),
    rule("shift", "this", r"this {part}", unit="day", count=0),
    rule("shift", "the", r"the (?:following|next) day", unit="day", count=1, anchor="context"),
    rule("shift", "the", r"the (?:previous|prior) day", unit="day", count=-1, anchor="context"),
    rule("shift", "the a", r"(?:the|a) day (?:earlier|before(?! (?:the|his|her|their|it|he|they|that|a|an|yesterday)\b))", unit="day", count=-1, anchor="context"),
    rule("shift", "the a", r"(?:the|a) day (?:later|after(?! (?:the|his|her|their|it|he|they|that|a|an)\b))", unit="day", count=1, anchor="context"),
    rule("same", "the that on", r"(?:the )?same day|(?:on )?that day|(?:at )?that time(?! zone)", anchor="context"),
    rule("same", "the that", r"(?:the same|that) (?:evening|night)", anchor="context", part="EV"),
    rule("same", "the that", r"(?:the same|that) morning", anchor="context", part="MO"),
    rule("same", "the that", r"(?:the same|that) afternoon", anchor="context", part="AF"),
    # relative weeks, months, years
    rule("shift", "last next this", r"(?P<shift>last|next|this) (?P<unit>week|month|quarter|year|decade)(?!\w|-| of)"),
    rule("shift", "past previous coming the", r"(?:the )?{shift} (?P<unit>week|month|quarter|year|decade)(?!\w|-| of)", never_after="over during for within"),
    rule("shift", "earlier later early late mid", r"(?:earlier|later|early|late|mid) this (?P<unit>week|month|quarter|year|decade)", count=0),
    rule("weekend", "this last next over the at", r"(?:over |at )?(?:the |{shift} )weekend"),
    rule("shift", "the a", r"(?:the|a) day before(?= (?:the|his|her|their|its|a|an|it|he|they|[A-Z]))", unit="day", count=-1, anchor="event"),
    rule("shift", "the a", r"(?:the|a) day after(?= (?:the|his|her|their|its|a|an|it|he|they|[A-Z]))", unit="day", count=1, anchor="event"),
    rule("shift", "start beginning end close turn middle", r"(?:start|beginning|end|close|turn|middle) of (?:the|this) (?P<unit>week|month|quarter|year)(?!\w|-)", count=0),
    rule("shift", "year", r"year-end", unit="year", count=0),
    rule("shift", "# {number}", r"{number} {unit} ago", count=-1),
    rule("shift", "# {number} couple", r"{number} (?P<unit>days?|weeks?|months?|quarters?|years?|decades?) (?:earlier|previously|(?:before|prior)(?! (?:the|his|her|their|its|it|he|they|that|a|an|to)))", count=-1, anchor="context"),
    rule("shift", "# {number} couple", r"{number} (?P<unit>days?|weeks?|months?|quarters?|years?|decades?) (?:later|(?:after|afterwards?)(?! (?:the|his|her|their|its|it|he|they|that|a|an)))", count=1, anchor="context"),
    rule("shift", "# {number}", r"{number} (?P<unit>days?|weeks?|months?|years?) (?:before|prior to)(?= (?:the|his|her|their|it|he|they|that|a|an)\b)", count=-1, anchor="event"),
    rule("shift", "# {number}", r"{number} (?P<unit>days?|weeks?|months?|years?) after(?= (?:the|his|her|their|it|he|they|that|a|an)\b)", count=1, anchor="event"),
    rule("shift", "in", r"in {number} {unit}(?:'|’)? time", count=1),
    # quarters, halves, seasons, decades
    rule("quarter", "{ordinal} the", r"(?:the )?{ordinal} quarter(?:(?: of)? {y}| of {yshift} year)?"),
    rule("quarter", "q1 q2 q3 q4", r"Q(?P<ordinal>[1-4])(?: (?:of )?{y})?"),
    rule("half", "{ordinal} the", r"(?:the )?{ordinal} half (?:of )?(?:{y}|{yshift} year)"),
    rule("half", "h1 h2", r"H(?P<ordinal>[12])(?: (?:of )?{y})?"),
    rule("season", "last this next", r"{yshift} (?P<season>spring|summer|autumn|fall|winter)"),
    rule("season", "spring summer autumn winter fall", r"(?P<season>spring|summer|autumn|winter|fall) (?:of )?{y}"),
    rule("decade", "#", r"(?P<y>(?:1[5-9]|20)\d0)s"),
    # clock times
    rule("clock", "#", r"{h}[:.]{mi} ?(?P<ap>a\.?m\.?|p\.?m\.?)" + _CLOCK_ZONE),
    rule("clock", "#", r"{h} ?(?P<ap>a\.m\.|p\.m\.|am|pm|a\.m|p\.m)" + _CLOCK_ZONE, minute=0),
    rule("clock", "#", r"(?P<h>[01]\d|2[0-3]){mi} {zone}"),
    rule("clock", "#", r"{h}:{mi}" + _CLOCK_ZONE + r"(?![:\d])", after="# at by around about since until till from to before after ( , - – — |"),
    rule("clock", "#", r"{h}:{mi}(?: hours)?(?:,? \({zone}\)|,? {zone})"),
    rule("clock", "noon midday", r"(?:noon|midday)" + _CLOCK_ZONE, hour=12, minute=0, after="at by around about since until from before after ,"),
    rule("clock", "midnight", r"midnight" + _CLOCK_ZONE, hour=0, minute=0, after="at by around about since until from before after ,"),
    rule("part", "morning afternoon evening night early", r"{part}"),
)  # fmt: skip

GRAMMAR = Grammar(
    "en",
    RULES,
    re.compile(r"(?: ?[,(]? ?(?:(?:on|at|in|of|the) ){0,2}| [|–—-] )"),
    word_set(
        "will shall would delivery contract futures expires expiring forthcoming reconvenes expects expect forecast forecasts projects projections sees until may might could 'll ll due scheduled expected set plans plan upcoming slated hopes intends"
    ),
)
