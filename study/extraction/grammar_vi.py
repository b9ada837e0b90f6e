# ruff: noqa: E501 - one rule, one line
"""How Vietnamese says times."""

from __future__ import annotations

import re

from study.extraction.grammar import Grammar, rule
from study.extraction.text import word_set

_BEFORE_DATE = "trước sau của phiên dịch ngày hôm sáng chiều tối trưa đêm từ đến tới vào ( hai ba tư năm sáu bảy nhật và ("
_DURING = "trong vòng suốt"

RULES = (
    # full and partial dates, day first
    rule("date", "#", r"{y}-(?P<m>0[1-9]|1[0-2])-(?P<d>0[1-9]|[12]\d|3[01])"),
    rule("date", "#", r"{d}[/.\-]{m}[/.\-]{y}", never_after="/ ."),
    rule("date", "ngày hôm mùng mồng", r"(?:ngày|hôm)? ?(?:mùng |mồng )?{d} ?[/\-] ?{m}(?: ?[/\-] ?{y}| năm {y})?(?![/\d]|,\d)"),
    rule("date", "#", r"{d}/{m}(?![/\d%]|[,.]\d| (?:số|phần|dân|tổng))", after=_BEFORE_DATE),
    rule("date", "#", r"{d} ?[–\-] ?{last}/{m}(?:/{y})?(?![/\d%]|[,.]\d)"),
    rule("date", "từ ngày #", r"(?:từ )?(?:ngày )?{d} (?:đến|tới|và|-) (?:ngày )?{last}/{m}(?:/{y}| năm {y})?(?![/\d%]|[,.]\d)", never_after="quý tháng"),
    rule("shift", "đầu cuối giữa", r"(?:đầu|cuối|giữa) (?P<unit>tháng|năm|quý|tuần)(?! \d|\w| (?:trước|sau|nay|này|tới|ngoái|qua|học|I|một|hai|ba|tư|năm|sáu|bảy|tám|chín|mười))", count=0, never_after="tháng nửa quý"),
    rule("date", "ngày hôm mùng", r"(?:ngày|hôm|mùng) (?:mùng )?{d} tháng {m}(?: năm {y}|,? {y}|/{y}| năm {yshift})?"),
    rule("date", "ngày hôm mùng", r"(?:ngày|hôm|mùng) (?:mùng )?{d} tháng {month}(?: năm {y}| năm {yshift})?"),
    rule("date", "#", r"{d} tháng {m}(?: năm|,)? {y}"),
    rule("date", "ngày", r"ngày {d}(?![/,.\-]\d| ?[/%\-]| tháng)"),
    rule("date", "tháng", r"tháng ?{m}(?:[/\-]| năm |, ?| ){y}(?![%\d])"),
    rule("date", "tháng", r"tháng {m}(?: năm {yshift})?(?![/\d%]|[,.]\d| ?\-)", never_after="# vài mấy mỗi nhiều"),
    rule("date", "tháng", r"tháng (?P<month>[Mm]ười [Mm]ột|[Mm]ười [Hh]ai|[Gg]iêng|[Cc]hạp|[Bb]a|[Tt]ư|[Ss]áu|[Bb]ảy|[Tt]ám|[Cc]hín|[Mm]ười)(?: năm {y}| năm {yshift})?",
         never_after="# vài mấy mỗi nhiều hai ba bốn năm sáu"),
    rule("date", "năm", r"năm {y}(?![%\d]|[,.]\d)"),
    rule("date", "#", r"{y}(?![%\d/\-]|[,.]\d| (?:điểm|đồng|USD|người|tỷ|triệu))", after="từ đến tới kể vào giai đoạn thế hồi cuối đầu giữa ("),
    rule("shift", "năm", r"năm {shift}", unit="year", never_after="# hai ba bốn tháng"),
    rule("weekday", "thứ", r"thứ {weekday} tuần {shift}"),
    rule("weekday", "thứ", r"thứ (?P<weekday>[Hh]ai|[Bb]a|[Tt]ư|[Nn]ăm|[Ss]áu|[Bb]ảy|[2-7])(?= ?[,(]? ?(?:ngày )?\d{1,2}[/\-]| ngày)"),
    rule("weekday", "thứ", r"thứ {weekday}(?! (?:đen|liên tiếp|trong|của|kể))", after="ngày hôm sáng chiều tối trưa đêm vào từ đến tới phiên của"),
    rule("weekday", "thứ", r"(?-i:thứ (?P<weekday>Hai|Ba|Tư|Năm|Sáu|Bảy))(?! (?:đen|Đen))", never_after="lần hạng đứng"),
    rule("weekday", "chủ", r"chủ nhật(?: tuần {shift})?", number=6),
    # relative days
    rule("shift", "hôm ngày", r"(?:ngày )?hôm qua", unit="day", count=-1),
    rule("shift", "hôm ngày", r"(?:ngày )?hôm nay", unit="day", count=0),
    rule("shift", "hôm ngày", r"(?:ngày )?hôm kia", unit="day", count=-2),
    rule("shift", "ngày mai", r"ngày mai|mai(?= \()", unit="day", count=1),
    rule("shift", "ngày", r"ngày kia", unit="day", count=2),
    rule("shift", "ngày hôm", r"(?:ngày )?hôm sau|ngày kế tiếp|ngày tiếp theo", unit="day", count=1, anchor="context"),
    rule("shift", "ngày hôm", r"(?:ngày )?hôm trước(?! khi)", unit="day", count=-1, anchor="context"),
    rule("shift", "rạng sáng trưa chiều tối đêm", r"{part} (?:nay|hôm nay)", unit="day", count=0),
    rule("shift", "rạng sáng trưa chiều tối đêm", r"{part} (?:qua|hôm qua)", unit="day", count=-1),
    rule("shift", "rạng sáng trưa chiều tối đêm", r"{part} mai", unit="day", count=1),
    rule("same", "cùng", r"cùng ngày(?! \d)(?: (?:hôm )?(?:đó|ấy))?", anchor="context"),
    rule("same", "tối đêm", r"(?:tối|đêm) cùng ngày|(?:tối|đêm) (?:hôm )?đó", anchor="context", part="EV"),
    rule("same", "sáng", r"sáng cùng ngày|sáng (?:hôm )?đó", anchor="context", part="MO"),
    rule("same", "chiều", r"chiều cùng ngày|chiều (?:hôm )?đó", anchor="context", part="AF"),
    rule("same", "cùng thời lúc", r"(?:cùng )?thời điểm (?:đó|ấy|này)|cùng thời điểm", anchor="context"),
    rule("same", "ngày hôm", r"(?:ngày )?(?:hôm|ngày) (?:đó|ấy)", anchor="context"),
    # relative weeks, months, years
    rule("shift", "tuần tháng quý thập", r"(?P<unit>tuần|tháng|quý|thập niên|thập kỷ) {shift}(?! khi| đó)", never_after="# hai ba bốn vài mấy nhiều"),
    rule("weekend", "cuối", r"cuối tuần(?: {shift})?", never_after="phiên"),
    rule("shift", "#", r"{number} {unit} trước(?! (?:khi|đó|khi đó))", count=-1, never_after="trong"),
    rule("shift", "{number}", r"{number} {unit} trước(?! (?:khi|đó))", count=-1, never_after="trong thứ tháng"),
    rule("shift", "cách", r"cách đây (?:khoảng |gần |hơn )?{number} {unit}", count=-1),
    rule("shift", "# {number}", r"{number} {unit} (?:tới|nữa)", count=1, never_after=_DURING + " thứ tháng những"),
    rule("shift", "# {number}", r"{number} {unit} trước (?:đó|ấy)", count=-1, anchor="context"),
    rule("shift", "trước", r"trước đó (?:khoảng |chỉ )?{number} {unit}", count=-1, anchor="context"),
    rule("shift", "# {number}", r"{number} {unit} (?:sau đó|sau)(?! khi)", count=1, anchor="context", never_after=_DURING + " thứ tháng"),
    rule("shift", "sau", r"sau đó {number} {unit}", count=1, anchor="context"),
    rule("shift", "# {number}", r"{number} {unit} trước(?= (?:khi|cuộc|ngày))", count=-1, anchor="event", never_after="thứ tháng"),
    rule("shift", "# {number}", r"{number} {unit} sau(?= (?:khi|cuộc))", count=1, anchor="event", never_after="thứ tháng"),
    # quarters, halves, seasons, decades
    rule("quarter", "quý", r"quý {ordinal}(?:(?: năm |/|, ?| ){y}| năm {yshift})?"),
    rule("half", "nửa", r"nửa {ordinal} năm(?: {y}| {yshift})?"),
    rule("half", "#", r"6 tháng {ordinal} năm(?: {y}| {yshift})?"),
    rule("months", "# {number}", r"{number} tháng đầu(?: của)? năm(?: {y}| {yshift})?"),
    rule("season", "mùa", r"mùa {season}(?: năm)? (?:{y}|{yshift})"),
    rule("decade", "thập những", r"(?:thập niên|thập kỷ|những năm) {y}"),
    # clock times and parts of the day
    rule("clock", "#", r"{h} ?(?:h|giờ) ?{mi}(?: phút)?(?: (?P<ap>sáng|chiều|tối|đêm))?(?:,? \((?:theo )?{zone}\)|,? (?:theo )?{zone})?", after="lúc khoảng vào đến từ tới trước sau ("),
    rule("clock", "#", r"{h}h{mi}(?: (?P<ap>sáng|chiều|tối|đêm))?(?:,? \((?:theo )?{zone}\)|,? (?:theo )?{zone})?"),
    rule("clock", "#", r"{h}h(?: (?P<ap>sáng|chiều|tối|đêm))?(?:,? \((?:theo )?{zone}\)|,? (?:theo )?{zone})?", minute=0),
    rule("clock", "#", r"{h}:{mi}(?: (?P<ap>sáng|chiều|tối|đêm))?(?:,? \((?:theo )?{zone}\)|,? (?:theo )?{zone})?"),
    rule("clock", "#", r"{h} giờ (?P<ap>sáng|trưa|chiều|tối|đêm)(?:,? \((?:theo )?{zone}\)|,? (?:theo )?{zone})?", minute=0),
    rule("clock", "#", r"{h} giờ(?:,? \((?:theo )?{zone}\)|,? (?:theo )?{zone})?(?! (?:đồng hồ|liền|\d))", after="lúc", minute=0),
    rule("clock", "#", r"{h} giờ {mi}(?: phút)?(?= ngày)"),
    rule("clock", "#", r"{h} giờ (?:theo )?{zone}", minute=0),
    rule("part", "buổi", r"{part}(?! sớm)"),
    rule("part", "rạng sáng trưa chiều tối đêm", r"{part}(?= (?:ngày )?\d{1,2}/\d| (?:ngày|hôm|thứ|chủ nhật) )"),
)  # fmt: skip

GRAMMAR = Grammar(
    "vi",
    RULES,
    re.compile(r" ?[,(]? ?(?:(?:vào|lúc|ngày|hôm|của|theo)(?: (?:lúc|ngày))? ?)?| [|–—-] "),
    word_set("sẽ sắp dự giao tới"),
)
