# ruff: noqa: E501 - one rule, one line
"""How Vietnamese says times."""

from __future__ import annotations

import re

from study.extraction.text import word_set
from study.extraction.times.grammar import Grammar, rule

_DAY_WORDS = "ngày hôm sáng chiều tối trưa đêm khuya phiên sớm muộn"
_BEFORE_DATE = _DAY_WORDS + " trước sau của dịch từ đến tới vào ( hai ba tư năm sáu bảy nhật nay qua mai hết"
_MANY = "# chục trăm nghìn một hai ba bốn năm sáu bảy tám chín mười vài mấy nhiều những các mỗi mọi từng"
_DURING = "trong vòng suốt"
_COUNTED = r"(?![/\d%]|[,.]\d| (?:số|phần|dân|tổng|điểm|lần|thành viên|ghế))"
_NO_COUNT = (
    r"(?![\d%/\-]|[,.]\d| (?:ngày|tháng|tuần|năm|phút|lần|người|%|điểm|triệu|tỉ|tỷ|đồng|USD|phiên|bàn))"
)
_ZONE = r"(?:,? \((?:theo )?(?:giờ )?{zone}\)|,? (?:theo )?(?:giờ )?{zone})?"
_AP = r"(?: (?P<ap>sáng|trưa|chiều|tối|đêm|khuya)(?! (?:hôm |ngày )*(?:nay|qua|mai|cùng|đó|sau|trước)))?"
_EVENT = r"(?:khi|lúc|cuộc|ngày|chuyến|phiên|trận|vụ|lễ|kỳ|hội nghị|bầu cử|đại hội|thời hạn|hạn chót|Tết|sinh nhật|thềm)(?!\w)"
_PARTS = "rạng sáng trưa chiều tối đêm khuya nửa giữa"
_MONTH = r"(?P<month>[Mm]ười [Mm]ột|[Mm]ười [Hh]ai|[Gg]iêng|[Cc]hạp|[Hh]ai|[Bb]a|[Tt]ư|[Nn]ăm|[Ss]áu|[Bb]ảy|[Tt]ám|[Cc]hín|[Mm]ười)"

RULES = (
    # full and partial dates, day first
    rule("date", "#", r"{y}-(?P<m>0[1-9]|1[0-2])-(?P<d>0[1-9]|[12]\d|3[01])"),
    rule("date", "#", r"{d}[/.\-]{m}[/.\-]{y}", never_after="/ ."),
    rule("date", "ngày hôm mùng mồng", r"(?:ngày|hôm)? ?(?:mùng |mồng )?{d} ?[/\-.] ?{m}(?: ?[/\-.] ?{y}| năm {y}| năm {yshift})?(?![/\d]|,\d)"),
    rule("date", "#", r"{d}/{m}" + _COUNTED, after=_BEFORE_DATE),
    rule("date", "#", r"(?<=\d\x20và\x20){d}/{m}" + _COUNTED, after="và"),
    rule("date", "#", r"{d}/{m}" + _COUNTED + r"(?=[,.;:)'\n]|$| (?:tại|ở|vừa|của|thì|là|đã|sẽ|khi|trong|do|theo|này|tới|qua)(?!\w))", after="và"),
    rule("date", "#", r"(?:(?<=\dh\x20)|(?<=h\d\d\x20))(?:{d}/{m}|{d}[\-.]{m})" + _NO_COUNT),
    rule("date", "#", r"{d}[\-.]{m}" + _NO_COUNT, after=_DAY_WORDS + " nay qua"),
    rule("date", "#", r"{d}[.\-]{m}(?=\))", after="("),
    rule("date", "thứ chủ", r"(?:thứ (?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ nhật)(?: tuần (?:này|trước|qua|tới))?(?: \((?:ngày )?{d}[/\-.]{m}(?:[/\-.]{y})?\)|(?:,| -)?(?: ngày)? {d}[/\-.]{m}(?:[/\-.]{y})?(?![/\d%]|,\d))"),
    rule("date", "#", r"{d} ?[–\-] ?{last}/{m}(?:/{y})?(?![/\d%]|[,.]\d)"),
    rule("date", "từ ngày các hai #", r"(?:từ |(?:các|hai) )?(?:ngày )?{d} (?:(?:đến|tới|-|–) (?:hết )?(?:ngày )?{last}|và (?:ngày )?{next})[/\-]{m}(?:[/\-]{y}| năm {y})?(?![/\d%]|[,.]\d)", never_after="quý tháng"),
    rule("date", "từ ngày", r"(?:từ )?ngày {d} ?[–\-] ?{last}[/\-]{m}(?:[/\-]{y}| năm {y})?(?![/\d%]|[,.]\d)"),
    rule("shift", "đầu cuối giữa", r"(?:(?:đầu|cuối|giữa) (?P<unit>tháng|năm|quý)|(?:đầu|giữa) (?P<unit>tuần))(?! \d|\w| (?:trước|sau|nay|này|tới|ngoái|qua|vừa|học|rồi|I|một|hai|ba|tư|năm|sáu|bảy|tám|chín|mười))", count=0, never_after="tháng nửa quý bắt"),
    rule("weekday", "phiên ngày", r"(?:phiên|ngày)(?: giao dịch)?(?: sáng| chiều)? đầu tuần(?: {shift}| mới)?", number=0),
    rule("weekday", "sáng chiều tối", r"(?P<part>sáng|chiều|tối) đầu tuần(?: {shift}| mới)?", number=0),
    rule("weekday", "phiên ngày", r"(?:phiên(?: giao dịch)?(?: sáng| chiều)?(?: cuối cùng)?|ngày giao dịch(?: cuối cùng)?|ngày cuối cùng) (?:cuối|của|trong) tuần(?: {shift})?", number=4),
    rule("date", "ngày hôm mùng", r"(?:ngày|hôm|mùng) (?:mùng )?{d} tháng {m}(?: năm {y}|,? {y}|/{y}| năm {yshift})?"),
    rule("date", "ngày hôm mùng", r"(?:ngày|hôm|mùng) (?:mùng )?{d} tháng {month}(?: năm {y}| năm {yshift})?"),
    rule("date", "ngày từ", r"(?:từ )?ngày {d} (?:(?:đến|tới|-|–) (?:ngày )?{last}|và (?:ngày )?{next}) tháng {m}(?: năm {y}|/{y})?"),
    rule("date", "#", r"{d} tháng {m}(?: năm|,)? {y}"),
    rule("date", "ngày", r"ngày {d}(?![/,.\-]\d| ?[/%\-]| tháng| \d)", never_after="#"),
    rule("date", "ngày hôm", r"(?:ngày|hôm) {d} {m} {y}"),
    rule("date", "ngày hôm", r"(?:ngày|hôm) {d} {m}(?=[,.;:)\n]|\x20\x20|$)"),
    rule("date", "ngày các hai", r"(?:(?:các|hai) )?ngày {d}(?=(?:, \d{1,2})* và (?:ngày )?\d{1,2}[/\-]{m}(?:[/\-]{y})?(?!\d))"),
    rule("date", "tháng", r"tháng ?{m}(?: ?[/\-.] ?| năm |, ?| ){y}(?![%\d])"),
    rule("date", "tháng", r"tháng {m}(?: năm {yshift})?(?![/\d%]|[,.]\d| ?\-)", never_after="# vài mấy mỗi độ nhiều"),
    rule("date", "tháng", r"tháng {m} ?[–\-] ?{lastm}(?:[/\-.]{y}| năm {y})?(?![/\d%]|[,.]\d)", never_after="# vài mấy mỗi độ nhiều"),
    rule("date", "tháng", r"tháng " + _MONTH + r"(?: năm {y}| năm {yshift})", never_after="# vài mấy mỗi độ nhiều"),
    rule("date", "tháng", r"tháng (?P<month>[Mm]ười [Mm]ột|[Mm]ười [Hh]ai|[Gg]iêng|[Cc]hạp|[Bb]a|[Tt]ư|[Ss]áu|[Bb]ảy|[Tt]ám|[Cc]hín|[Mm]ười)(?! tháng)",
         never_after="# vài mấy mỗi độ nhiều hai ba bốn năm sáu"),
    rule("date", "tháng", r"(?-i:tháng (?P<month>Hai|Năm))(?! \w+ năm)", never_after="# vài mấy mỗi độ nhiều"),
    rule("date", "t1 t2 t3 t4 t5 t6 t7 t8 t9 t10 t11 t12", r"T{m}/{y}"),
    rule("date", "#", r"{m}[/\-]{y}(?![/\d%]|[.,]\d)", after="từ đến tới hồi cuối đầu giữa vào trong kỳ"),
    rule("date", "năm", r"năm {y}(?![%\d]|[,.]\d)", never_after="# khóa"),
    rule("date", "năm", r"năm {y}(?: ?[–\-] ?| (?:đến|tới) (?:hết )?(?:năm )?)(?P<lasty>(?:19|20)\d\d)(?![%\d\-]|[,.]\d)", never_after="# khóa"),
    rule("date", "#", r"{y}(?![%\d/\-]|[,.]\d| (?:điểm|đồng|USD|người|tỷ|triệu|tấn|lượng))", after="từ đến tới kể vào giai đoạn thế hồi cuối đầu giữa ( và"),
    rule("date", "#", r"(?P<y>1[5-9]\d\d|20\d\d) ?[–\-] ?(?P<lasty>(?:19|20)\d\d)(?![\d%\-]|[.,]\d)"),
    rule("date", "{holiday}", r"{holiday}"),
    rule("date", "mùng", r"mùng 1 Tết Dương lịch", month=1, day=1),
    rule("shift", "năm", r"năm {shift}(?! đó)", unit="year", never_after=_MANY + " tháng gần nửa"),
    rule("weekday", "thứ", r"thứ {weekday} tuần {shift}"),
    rule("weekday", "thứ", r"thứ {weekday} (?:vừa qua|vừa rồi)", count=-1),
    rule("weekday", "thứ", r"thứ {weekday} tới", count=1),
    rule("weekday", "thứ", r"thứ (?P<weekday>[Hh]ai|[Bb]a|[Tt]ư|[Nn]ăm|[Ss]áu|[Bb]ảy|[2-7])(?= ?[,(]? ?(?:ngày )?\d{1,2}[/\-]| ngày)"),
    rule("weekday", "thứ", r"thứ {weekday}(?! (?:đen|liên tiếp|trong|của|kể))", after="ngày hôm sáng chiều tối trưa đêm khuya sớm muộn vào từ đến tới phiên của"),
    rule("weekday", "thứ", r"(?-i:[Tt]hứ (?P<weekday>Hai|Ba|Tư|Năm|Sáu|Bảy))(?! (?:đen|Đen))", never_after="lần hạng đứng"),
    rule("weekday", "chủ", r"chủ nhật(?: tuần {shift})?(?! h[àằ]ng tuần)", number=6),
    # relative days
    rule("shift", "hôm ngày", r"(?:ngày )?hôm qua", unit="day", count=-1),
    rule("shift", "hôm ngày", r"(?:ngày )?hôm nay", unit="day", count=0),
    rule("shift", "hôm ngày", r"(?:ngày )?hôm kia", unit="day", count=-2),
    rule("shift", "ngày mai", r"ngày mai|(?-i:mai)(?= \(\d)", unit="day", count=1),
    rule("shift", "ngày", r"ngày kia", unit="day", count=2),
    rule("shift", "ngày hôm", r"(?:ngày )?hôm sau|ngày kế tiếp|ngày tiếp theo", unit="day", count=1, anchor="context", never_after=_MANY),
    rule("shift", "ngày hôm", r"(?:ngày )?hôm trước(?! khi)|ngày (?:liền )?trước đó", unit="day", count=-1, anchor="context"),
    rule("shift", _PARTS, r"{part} (?:ngày )?(?:hôm )?nay", unit="day", count=0),
    rule("shift", _PARTS, r"{part} (?:ngày )?(?:hôm )?qua", unit="day", count=-1),
    rule("shift", _PARTS, r"{part} (?:ngày )?mai", unit="day", count=1),
    rule("same", "cùng", r"cùng ngày(?! \d)(?: (?:hôm )?(?:đó|ấy))?", anchor="context"),
    rule("same", _PARTS, r"{part} (?:cùng ngày|(?:ngày )?(?:hôm )?(?:đó|ấy))", anchor="context"),
    rule("same", "cùng thời lúc", r"cùng thời điểm(?: này)?", anchor="context"),
    rule("then", "cùng thời", r"(?:cùng )?thời điểm (?:đó|ấy)", anchor="context"),
    rule("date", "tháng", r"tháng {m} (?:cùng năm|năm (?:đó|ấy))", shift=0, anchor="context"),
    rule("date", "ngày hôm", r"(?:ngày|hôm) {d}(?:[/\-.]| tháng ){m} (?:cùng năm|năm (?:đó|ấy))", shift=0, anchor="context"),
    rule("same", "ngày hôm", r"(?:ngày )?(?:hôm|ngày) (?:đó|ấy)", anchor="context"),
    # relative weeks, months, years
    rule("period", "cùng", r"cùng (?:kỳ|kì|thời điểm|giai đoạn)(?: của)? (?:năm (?:ngoái|trước|rồi)|một năm trước)", count=-1),
    rule("date", "cùng", r"cùng (?:kỳ|kì)(?: của)?(?: năm)? {y}"),
    rule("shift", "tuần", r"tuần (?:vừa )?(?:qua|rồi)(?! khi)", unit="week", count=-1, turn=-1, never_after=_MANY),
    rule("shift", "cả", r"cả tuần(?: (?:vừa )?qua)?", unit="week", count=0, turn=0, after="chung tính"),
    rule("shift", "tháng quý", r"(?P<unit>tháng|quý) (?:liền )?trước(?: đó)?", count=-1, anchor="context", after="với"),
    rule("shift", "tuần tháng quý thập", r"(?:(?P<unit>tuần|tháng|quý) {shift}|(?P<unit>thập niên|thập kỷ) (?P<shift>này|trước))(?! khi| đó)", never_after=_MANY + " cuối loại đá"),
    rule("shift", "tuần tháng quý năm", r"(?P<unit>tuần|tháng|quý|năm) (?:liền )?trước đó", count=-1, anchor="context", never_after=_MANY),
    rule("shift", "trong", r"trong tuần(?! (?:này|nay|trước|qua|tới|sau|vừa|rồi|đầu|cuối|thứ|lễ|làm|kế|tiếp|\d))", unit="week", count=0, anchor="context", never_after="việc ngày lần # giữa"),
    rule("weekday", "cuối", r"cuối tuần {shift}(?! đó)", number=4, after="với chốt"),
    rule("weekend", "cuối", r"cuối tuần(?: {shift})?(?! trước đó)", never_after="phiên ngày dịch và các những mỗi hàng hằng nghỉ"),
    rule("shift", "#", r"{number} {unit} trước(?! đó)(?! " + _EVENT + ")", count=-1, never_after="trong"),
    rule("shift", "{number}", r"{number} {unit} trước(?! đó)(?! " + _EVENT + ")", count=-1, never_after="trong thứ tháng"),
    rule("shift", "cách", r"cách đây (?:khoảng |gần |hơn |đúng )?{number} {unit}", count=-1),
    rule("shift", "# {number}", r"{number} {unit} nữa", count=1, never_after=_DURING + " thứ tháng những"),
    rule("shift", "# {number}", r"{number} {unit} trước (?:đó|ấy)", count=-1, anchor="context"),
    rule("shift", "trước", r"trước đó (?:khoảng |chỉ |đúng )?{number} {unit}", count=-1, anchor="context"),
    rule("shift", "# {number}", r"{number} {unit} sau(?: đó|(?=[,.;:]))", count=1, anchor="context", never_after=_DURING + " thứ tháng đầy"),
    rule("shift", "sau", r"sau đó {number} {unit}", count=1, anchor="context"),
    rule("shift", "# {number}", r"{number} {unit} trước(?= " + _EVENT + ")", count=-1, anchor="event", never_after="thứ tháng"),
    rule("shift", "# {number}", r"{number} {unit} sau(?= (?:khi|cuộc))", count=1, anchor="event", never_after="thứ tháng"),
    # quarters, halves, seasons, decades
    rule("quarter", "quý", r"quý (?:cuối(?: cùng)?)(?: của)?(?: năm(?: {y}| {yshift})?|[/\-]{y})", number=4),
    rule("quarter", "quý", r"quý {ordinal}(?:(?: năm | ?[/\-.] ?|, ?| ){y}| năm {yshift})?(?! ?[–\-] ?\d)", never_after="# hai ba bốn"),
    rule("quarter", "q1 q2 q3 q4", r"(?-i:Q)(?P<ordinal>[1-4])(?:[/\-.]{y}| năm {y}| {y})?"),
    rule("half", "nửa", r"nửa {ordinal}(?: của)? năm(?: {y}| {yshift})?"),
    rule("half", "#", r"6 tháng {ordinal}(?: của)? năm(?: {y}| {yshift})?"),
    rule("half", "sáu", r"sáu tháng {ordinal}(?: của)? năm(?: {y}| {yshift})?"),
    rule("months", "# {number}", r"{number} tháng đầu(?: tiên)?(?: của)? năm(?: {y}| {yshift})?"),
    rule("months", "# {number}", r"{number} tháng cuối(?: cùng)?(?: của)? năm(?: {y}| {yshift})?", number=-1),
    rule("months", "# {number}", r"{number} tháng(?: của)? năm {y}", never_after="tháng"),
    rule("season", "mùa", r"mùa {season}(?:(?: năm)? {y}| năm {yshift})"),
    rule("season", "mùa", r"mùa {season} {shift}(?! năm)"),
    rule("decade", "thập những", r"(?:những năm|thập niên|thập kỷ)(?: những năm)?(?: thập niên)? (?P<y>(?:1[5-9]|20)\d0|[2-9]0)"),
    # clock times and parts of the day
    rule("clock", "#", r"{h} ?(?:h|giờ) ?{mi}(?![/\-.]\d)(?: phút)?" + _AP + _ZONE, after="lúc khoảng vào đến từ tới trước sau ("),
    rule("clock", "#", r"{h} giờ (?P<mi>\d) phút" + _AP + _ZONE, after="lúc khoảng vào đến từ tới trước sau ("),
    rule("clock", "#", r"{h}(?:h|g){mi}" + _AP + _ZONE),
    rule("clock", "#", r"(?P<h>[01]?\d|2[0-3])h" + _AP + _ZONE, minute=0),
    rule("clock", "#", r"{h}:{mi}" + _AP + _ZONE),
    rule("clock", "#", r"{h} giờ (?P<ap>sáng|trưa|chiều|tối|đêm|khuya)(?! (?:hôm |ngày )*(?:nay|qua|mai|cùng|đó|sau|trước))" + _ZONE, minute=0),
    rule("clock", "#", r"{h} giờ(?: {mi}(?: phút)?)?(?= (?:rạng sáng|sáng sớm|sáng|trưa|chiều|tối|đêm) (?:nay|qua|mai|hôm|ngày|cùng)| (?:ngày|hôm|cùng|thứ) )", minute=0),
    rule("clock", "#", r"{h} giờ" + _ZONE + r"(?! (?:đồng hồ|liền|\d))", after="lúc điểm", minute=0),
    rule("clock", "#", r"{h} giờ {mi}(?: phút)?" + _AP + r"(?= ngày)"),
    rule("clock", "#", r"{h} giờ(?: {mi})? (?:\((?:theo )?{zone}\)|(?:theo )?{zone})", minute=0),
    rule("part", "buổi", r"{part}(?! sớm)", never_after=_MANY + " cả hàng hằng"),
    rule("part", "sáng chiều", r"(?P<part>sáng|chiều)(?! (?:nay|qua|mai|hôm|ngày|cùng|đầu|cuối|thứ|\d))", after="phiên"),
    rule("part", _PARTS, r"{part}(?= (?:ngày )?\d{1,2}[/\-.]\d| (?:ngày|hôm|thứ|chủ nhật|mùng)(?!\w))"),
)  # fmt: skip

GRAMMAR = Grammar(
    "vi",
    RULES,
    re.compile(r" ?[,(]? ?(?:(?:vào|lúc|ngày|hôm|của|theo)(?: (?:lúc|ngày))? ?)?| [|–—-] "),
    (
        (frozenset(), re.compile(r" ?[–-] ?| (?:đến|tới)(?: hết)? ")),
        (word_set("giữa"), re.compile(r" và ")),
    ),
    word_set("sẽ sắp dự tới"),
)
