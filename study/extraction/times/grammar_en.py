# ruff: noqa: E501 - one rule, one line
"""How English says times."""

from __future__ import annotations

import re

from study.extraction.text import word_set
from study.extraction.times.grammar import Grammar, rule

_YEAR_AFTER = "in since by of from during until till to for through late early mid between and before after around than neither nor ( – -"
_OWNER = "the its his her their our s a"
_COUNTED = r"(?: (?:points?|percent|people|dollars|miles|pounds|euros|yen|troops|soldiers|workers|jobs|mark|level|dollars?|tons?|tonnes?|barrels|shares|homes|votes|seats|employees|men|women|children|families|contracts|basis|won|roubles|rubles|yuan|square|met(?:er|re)s|index|fiscal|financial (?:years?|results)|others?|pages|and|or|to|in|on))\b"
_AMBIGUOUS = (
    "in since of last this next early late mid by until from during through on between before after for"
)
_FULL = r"(?P<month>January|February|April|June|July|August|September|October|November|December|Jan\.|Feb\.|Apr\.|Aug\.|Sept\.|Oct\.|Nov\.|Dec\.)"
_NAMED = _FULL.removesuffix(")") + "|March|May)"
_CASED = r"(?-i:(?P<month>January|February|March|April|May|June|July|August|September|October|November|December|JANUARY|FEBRUARY|MARCH|APRIL|MAY|JUNE|JULY|AUGUST|SEPTEMBER|OCTOBER|NOVEMBER|DECEMBER|(?:Jan|JAN|Feb|FEB|Mar|MAR|Apr|APR|Jun|JUN|Jul|JUL|Aug|AUG|Sept|SEPT|Sep|SEP|Oct|OCT|Nov|NOV|Dec|DEC)\.?))"
_NO_CONTRACT = r"(?! (?:gold|silver|copper|crude|Brent|WTI|wheat|corn|soybeans?|platinum|palladium)\b)"
_STOPS = r"(?=[.,;:)\"”’]|$| (?:in|at|on|by|when|that|and|but)\b)"
_CLOCK_ZONE = r"(?:,? \({zone}\)|,? {zone})?"
_UNIT = r"(?P<unit>week|month|quarter|year)(?!\w|-)"
_YEAR_OR_SHIFT = r"(?:{y}|{yshift} year|the year)"
_NO_FISCAL = (
    r"(?! of (?:the |its |their )?(?:current |next |last |previous |new |this )?(?:fiscal|financial)| of FY)"
)
_TITLES = r"(?:Times|Mail|Telegraph|Mirror|Express|Post|Herald|Star|Sun|Night (?:Live|Massacre|Football))\b"
_CLOCK_LEADS = "at by around about since until from before after , to till"

RULES = (
    # full and partial dates
    rule("date", "#", r"{y}-(?P<m>0[1-9]|1[0-2])-(?P<d>0[1-9]|[12]\d|3[01])"),
    rule("date", "#", r"{y}/(?P<m>0[1-9]|1[0-2])/(?P<d>0[1-9]|[12]\d|3[01])"),
    rule("date", "#", r"{m}/{d}/{y}", never_after="/"),
    rule("date", "#", r"(?P<d>1[3-9]|2\d|3[01])/{m}/{y}", never_after="/"),
    rule("date", "#", r"{d}-" + _CASED + r"-{y}"),
    rule("date", "{month}", _CASED + r" ?{d}(?:st|nd|rd|th)?(?![\d%]|[.,:]\d)(?:,? {y}(?!\d)| {yshift} year)?"),
    rule("date", "{month}", r"{month} {d}(?:st|nd|rd|th)?(?:(?: ?[–\-] ?| to ){last}| and {next})(?:st|nd|rd|th)?(?:,? {y})?(?![\d%]|[.,:]\d)"),
    rule("date", "#", r"{d}(?:st|nd|rd|th)?(?: of)? " + _CASED + r"(?:,? {y}| {yshift} year)?"),
    rule("date", "#", r"{d}(?:(?: ?[–\-] ?| to ){last}| and {next}) " + _CASED + r"(?:,? {y})?"),
    rule("date", "#", r"{d}(?=(?:, \d{1,2})* and \d{1,2} " + _CASED + r"(?:,? {y})?)"),
    rule("date", "the", r"the {d}(?:st|nd|rd|th)(?: of (?:the|this) month)?(?=[.,;)\"”’]| and | at |$)", after="on by until till since from before after be"),
    rule("date", "{month}", r"{month},? (?:of )?{y}(?![\d%]|[.,]\d)"),
    rule("date", "{month}", r"{month} (?:of )?{yshift} year"),
    rule("date", "last this next", r"{shift} (?-i:" + _NAMED + r")(?! \d)", never_after="the"),
    rule("date", "last this next", r"{shift} " + _CASED + r" {d}(?:st|nd|rd|th)?(?![\d%]|[.,:]\d)(?:,? {y})?"),
    rule("date", "the", r"the (?:following|next) (?-i:" + _NAMED + r")", turn=1, anchor="context"),
    rule("date", "the", r"the (?:previous|preceding|prior) (?-i:" + _NAMED + r")", turn=-1, anchor="context"),
    rule("date", "{month}", r"(?-i:" + _FULL + r"(?! [A-Z]))(?! \d)" + _NO_CONTRACT),
    rule("date", "{month}", r"(?-i:" + _FULL + r")(?! \d)" + _NO_CONTRACT, after=_AMBIGUOUS + " the a its s , ("),
    rule("date", "march may mar", r"(?-i:(?P<month>March|May))(?! \d)" + _NO_CONTRACT, after=_AMBIGUOUS),
    rule("date", "mid late early end", r"(?:mid|late|early|end)-(?-i:" + _NAMED + r")(?:,? {y})?(?! \d)"),
    rule("date", "mid late early end", r"(?:mid|late|early|end)-{y}(?!s)"),
    rule("date", "#", r"{y}(?![\d%/]|[.,:]\d|[–\-]\d|s| (?:points|percent|people|dollars|miles|pounds|euros|yen|GMT|UTC))", after=_YEAR_AFTER, never_after="fiscal fy $ €"),
    rule("date", "#", r"(?P<y>19[3-9]\d|20[0-4]\d)(?= [a-z]{3,})(?!" + _COUNTED + ")", after=_OWNER),
    rule("date", "#", r"(?P<y>1[5-9]\d\d|20\d\d)[–\-](?P<lasty>(?:19|20)\d\d)(?![\d%\-]|[.,]\d)"),
    rule("date", "#", r"(?P<y>19\d\d|20\d\d)[–/](?P<lasty>\d\d)(?![\d%/\-]|[.,]\d)", after="in of the since for during from through"),
    rule("date", "the year", r"(?:the )?(?-i:year) {y}(?![\d%/]|[.,:]\d|[–\-]\d)", never_after="fiscal financial -"),
    rule("date", "{holiday}", r"{holiday}"),
    rule("weekday", "last this next on", r"{turn} {weekday}(?! of| in (?:the|each|every))"),
    rule("weekday", "this the", r"(?:this|the) past {weekday}", count=-1),
    rule("weekday", "this the", r"(?:this|the) coming {weekday}", count=1),
    rule("weekday", "the", r"the (?:following|next) {weekday}", count=1, anchor="context"),
    rule("weekday", "the", r"the (?:previous|prior|preceding) {weekday}", count=-1, anchor="context"),
    rule("weekday", "{weekday}", r"{weekday}(?:,?(?: of)? {shift} week)?(?-i:(?! " + _TITLES + "))", never_after="black super cyber good ash palm bloody every each any first second third fourth fifth"),
    # relative days
    rule("shift", "yesterday", r"yesterday", unit="day", count=-1),
    rule("shift", "today", r"today(?! (?:programme|program|show)\b)", unit="day", count=0, never_after="usa india russia psychology"),
    rule("shift", "tomorrow", r"tomorrow", unit="day", count=1, never_after="better brighter"),
    rule("shift", "tonight", r"tonight", unit="day", count=0, part="EV"),
    rule("shift", "the", r"the day before yesterday", unit="day", count=-2),
    rule("shift", "the", r"the day after tomorrow", unit="day", count=2),
    rule("shift", "last", r"last night", unit="day", count=-1, part="NI"),
    rule("shift", "this", r"(?:early |late )?this {part}", unit="day", count=0),
    rule("shift", "the", r"the (?:following|next) day", unit="day", count=1, anchor="context"),
    rule("shift", "the", r"the (?:following|next) (?P<part>morning|afternoon|evening|night)", unit="day", count=1, anchor="context"),
    rule("shift", "the", r"the (?:previous|prior|preceding) day", unit="day", count=-1, anchor="context"),
    rule("shift", "the", r"the (?:previous|prior) (?P<part>morning|afternoon|evening|night)", unit="day", count=-1, anchor="context"),
    rule("shift", "the a", r"(?:the|a) day (?:earlier|before" + _STOPS + ")", unit="day", count=-1, anchor="context"),
    rule("shift", "the a", r"(?:the|a) day (?:later|after" + _STOPS + ")", unit="day", count=1, anchor="context"),
    rule("same", "the that on", r"(?:the )?same day|(?:on )?that day", anchor="context"),
    rule("then", "that", r"that time(?! zone| and)", anchor="context", after="at by since until before around about from"),
    rule("date", "{month}", r"{month} (?:of )?(?:that|the same) year", shift=0, anchor="context"),
    rule("date", "{month}", r"{month} {d}(?:,? of|,)? (?:that|the same) year", shift=0, anchor="context"),
    rule("shift", "earlier later that the", r"(?:(?:earlier|later) )?(?:that|the same) (?P<unit>week|month|quarter|year)(?!\w|-| every)", count=0, anchor="context"),
    rule("same", "the that", r"(?:later )?(?:the same|that) {part}", anchor="context"),
    # relative weeks, months, years
    rule("shift", "last next this", r"(?P<shift>last|next|this) (?P<unit>week|month|quarter|year|decade)(?!\w|-| of)", never_after="the his her their my your our its"),
    rule("shift", "the", r"the (?:previous|prior|preceding) " + _UNIT, count=-1, anchor="context"),
    rule("shift", "the", r"the (?P<unit>week|month|quarter|year) (?:before|earlier)" + _STOPS, count=-1, anchor="context"),
    rule("shift", "the", r"the (?P<unit>week|month|quarter|year) after" + _STOPS, count=1, anchor="context"),
    rule("shift", "the", r"the (?:following|next) " + _UNIT + r"(?! or)", count=1, anchor="context"),
    rule("shift", "past the", r"(?:the )?past week(?!\w|-| of)", unit="week", count=-1, turn=-1, never_after="over during for within"),
    rule("shift", "previous coming current the", r"(?:the )?(?P<shift>previous|coming|current) (?P<unit>week|month|quarter|year|decade)(?!\w|-| of)", never_after="over during for within"),
    rule("shift", "earlier later early late mid", r"(?:earlier|later|early|late|mid)(?: |-)?(?:in )?(?P<shift>this|next|last) (?P<unit>week|month|quarter|year|decade)"),
    rule("shift", "the", r"(?i:the) (?-i:(?P<unit>week|month|quarter|year))(?!\w|-| (?:to|under review|following|ended|ending|through|since|of|before|after|that|ago|earlier|ahead|until|in))", count=0, after="over for on of during in"),
    rule("weekend", "this last next over the at", r"(?:over |at )?(?:the |{shift} )(?:past )?weekend"),
    rule("shift", "the a", r"(?:the|a) day before(?= (?:the|his|her|their|its|a|an|it|he|they|[A-Z]))", unit="day", count=-1, anchor="event"),
    rule("shift", "the a", r"(?:the|a) day after(?= (?:the|his|her|their|its|a|an|it|he|they|[A-Z]))", unit="day", count=1, anchor="event"),
    rule("shift", "start beginning end close turn middle", r"(?:start|beginning|end|close|turn|middle) of (?:the|this) (?P<unit>week|month|quarter|year)(?!\w|-)", count=0),
    rule("shift", "year month week", r"(?P<unit>year|month|week)(?:-|['’]s )end", count=0),
    rule("period", "the", r"the same (?:period|quarter|month|time|stage|point) (?:of |in )?(?:last year|(?:a|the|one) year (?:ago|earlier|before)|the (?:previous|prior) year|the year before)", count=-1),
    rule("shift", "# {number}", r"{number} {unit} ago", count=-1),
    rule("shift", "a", r"a fortnight ago", unit="week", count=-2),
    rule("shift", "# {number} couple", r"{number} (?P<unit>days?|weeks?|months?|quarters?|years?|decades?) (?:earlier|previously|(?:before|prior)" + _STOPS + ")", count=-1, anchor="context"),
    rule("shift", "# {number} couple", r"{number} (?P<unit>days?|weeks?|months?|quarters?|years?|decades?) (?:later|(?:after|afterwards?)" + _STOPS + ")", count=1, anchor="context"),
    rule("shift", "# {number}", r"{number} (?P<unit>days?|weeks?|months?) (?:before|prior to)(?= (?:the|his|her|their|it|he|they|that|a|an)\b)", count=-1, anchor="event"),
    rule("shift", "# {number}", r"{number} (?P<unit>days?|weeks?|months?) after(?= (?:the|his|her|their|it|he|they|that|a|an)\b)", count=1, anchor="event"),
    rule("shift", "in", r"in {number} {unit}(?:'|’)? time", count=1),
    rule("shift", "in", r"in (?:a|one) (?P<unit>week|month|year)['’]s time", count=1),
    # quarters, halves, seasons, decades
    rule("quarter", "{ordinal} the", r"(?:the )?{ordinal}(?: |-)quarter(?:(?: of| in)? {y}| (?:of|in) {yshift} year)?" + _NO_FISCAL, never_after="fiscal financial"),
    rule("quarter", "the final last closing", r"(?:the )?(?:final|last|closing) quarter of (?:{y}|{yshift} year)", number=4),
    rule("quarter", "q1 q2 q3 q4", r"Q(?P<ordinal>[1-4])(?! ?(?:FY|fiscal))(?:,? (?:of )?{y}| (?:of )?{yshift} year)?", never_after="fiscal fy"),
    rule("quarter", "1q 2q 3q 4q", r"(?P<ordinal>[1-4])Q(?: (?:of )?{y})?", never_after="fiscal fy"),
    rule("half", "{ordinal} the", r"(?:the )?{ordinal}(?: |-)half (?:of |in )?" + _YEAR_OR_SHIFT),
    rule("half", "{ordinal}", r"{ordinal}-half(?! time)"),
    rule("half", "h1 h2", r"H(?P<ordinal>[12])(?: (?:of )?{y})?"),
    rule("half", "1h 2h", r"(?P<ordinal>[12])H (?:of )?{y}"),
    rule("months", "first the", r"(?:the )?first {number} months of " + _YEAR_OR_SHIFT),
    rule("season", "last this next", r"{shift} (?:past )?(?P<season>spring|summer|autumn|fall|winter)(?! in)"),
    rule("season", "spring summer autumn winter fall", r"(?P<season>spring|summer|autumn|winter|fall) (?:of )?{y}"),
    rule("season", "the", r"the (?-i:(?P<season>spring|summer|autumn|winter))(?: of {y}| of {yshift} year)?(?! [a-z]+ing)", after="in since during over until by through for of"),
    rule("decade", "#", r"(?P<y>(?:1[5-9]|20)\d0)(?:'|’)?s"),
    rule("decade", "' ’ ‘", r"['’‘](?P<y>[2-9]0)s"),
    # clock times
    rule("clock", "#", r"{h}[:.]{mi} ?(?P<ap>a\.?m\.?|p\.?m\.?)" + _CLOCK_ZONE),
    rule("clock", "#", r"{h} ?(?P<ap>a\.m\.|p\.m\.|am|pm|a\.m|p\.m)" + _CLOCK_ZONE, minute=0),
    rule("clock", "#", r"(?P<h>[01]\d|2[0-3]){mi} {zone}"),
    rule("clock", "#", r"{h}:{mi}" + _CLOCK_ZONE + r"(?![:\d])", after="# at by around about since until till from to before after ( , - – — |"),
    rule("clock", "#", r"{h}:{mi}(?: hours)?(?:,? \({zone}\)|,? {zone})"),
    rule("clock", "noon midday", r"(?:noon|midday)" + _CLOCK_ZONE, hour=12, minute=0, after=_CLOCK_LEADS + " 12"),
    rule("clock", "#", r"12 noon" + _CLOCK_ZONE, hour=12, minute=0),
    rule("clock", "midnight", r"midnight" + _CLOCK_ZONE, hour=0, minute=0, after=_CLOCK_LEADS),
    rule("clock", "# {hour}", r"(?:{h}|{hour}) o['’]clock(?: (?:in the|at) (?P<ap>morning|afternoon|evening|night))?" + _CLOCK_ZONE, minute=0),
    rule("clock", "# {hour}", r"(?:{h}|{hour})(?:[:.]{mi})? in the (?P<ap>morning|afternoon|evening)" + _CLOCK_ZONE, after=_CLOCK_LEADS, minute=0),
    rule("part", "morning afternoon evening night early", r"{part}(?! to \w+ \d)"),
    rule("part", "early late mid", r"(?:early|late|mid)(?: |-)(?P<part>morning|afternoon|evening)", after="in by since"),
)  # fmt: skip

GRAMMAR = Grammar(
    "en",
    RULES,
    re.compile(r"(?: ?[,(]? ?(?:(?:on|at|in|of|the|a) ){0,2}| [|–—-] )"),
    (
        (frozenset(), re.compile(r" ?[–—-] ?| (?:to|through) ")),
        (word_set("from"), re.compile(r" (?:until|till|up to) ")),
        (word_set("between"), re.compile(r" and ")),
    ),
    word_set(
        "will shall would expires expiring forthcoming reconvenes celebrates opens reopens hosts publishes unveils delivers decides announces convenes takes start begin expects expect forecast forecasts projects projections sees may might could 'll ll due scheduled expected set plans plan upcoming slated hopes intends planned fixed meets begins starts returns resumes convenes leaves arrives"
    ),
)
