# ruff: noqa: E501 - one rule, one line
"""How Russian says times."""

from __future__ import annotations

import re

from study.extraction.grammar import Grammar, rule
from study.extraction.text import word_set

_YEAR = r"(?:{y}(?:-(?:го|м|й))?(?: ?(?:года|году|годом|год|гг?\.))?)"
_YEAR_WORD = r"{y}(?:-(?:го|м|й))? ?(?:года|году|годом|год|гг?\.)"
_WEEK = r"(?:неделе|недели|неделю|неделя|неделей)"
_CLOCK_ZONE = r"(?:,? \((?:по )?{zone}\)|,? (?:по )?{zone})?"
_UNITS = r"(?P<unit>дней|дня|день|недель|недели|неделю|месяцев|месяца|месяц|лет|года|год|часов|часа|час|десятилетий|десятилетия)"
_BY = r"(?P<unit>днями|днем|днём|неделями|неделей|месяцами|месяцем|годами|годом)"

RULES = (
    # full and partial dates
    rule("date", "#", r"{y}-(?P<m>0[1-9]|1[0-2])-(?P<d>0[1-9]|[12]\d|3[01])"),
    rule("date", "#", r"{d}\.(?P<m>0[1-9]|1[0-2])\.{y}(?: ?г\.)?", never_after="."),
    rule("date", "#", r"{d}\.(?P<m>0[1-9]|1[0-2])\.(?P<y>[0-3]\d)(?!\d|\.\d)", never_after="."),
    rule("date", "#", r"{d}/{m}/{y}", never_after="/"),
    rule("date", "#", r"{d}(?:-(?:го|е|му|м))? {month}(?:,? " + _YEAR + r"| {yshift} года)?"),
    rule("date", "#", r"{d}(?: ?[–—\-] ?| и | по ){last} {month}(?: " + _YEAR + r")?"),
    rule("date", "{adjmonth}", r"{adjmonth}"),
    rule("date", "{month}", r"{month}(?! \d)", after="начала начале началу началом конца конце концу концом середины середине середину"),
    rule("shift", "начала начале началу начало конца конце концу конец середины середине", r"(?:начал[ауео]|конц[аеу]|конец|середин[ыеу]) (?P<unit>года|месяца|квартала|недели)", count=0),
    rule("weekday", "в ночь", r"(?:в )?ночь на {weekday}", part="NI"),
    rule("date", "в ночь", r"(?:в )?ночь на {d} {month}(?: " + _YEAR + r")?", part="NI"),
    rule("date", "{month}", r"{month}(?: " + _YEAR_WORD + r"| {y}-(?:го|м)| {y}(?!\d|[.,]\d)| {yshift} года)"),
    rule("date", "{month}", r"(?P<month>январ[ьяею]|феврал[ьяею]|марта|марте|мартом|апрел[ьяею]|мае|июн[ьяею]|июл[ьяею]|августа|августе|август|сентябр[ьяею]|октябр[ьяею]|ноябр[ьяею]|декабр[ьяею])(?! \d)"),
    rule("date", "март май мая августом", r"(?P<month>март|май|мая)(?! \d)", after="в на за с по до к начале конце середине весь ,"),
    rule("date", "#", _YEAR_WORD),
    rule("date", "#", r"{y}-(?:м|го)"),
    rule("date", "#", r"{y}(?![\d%/]|[.,:]\d|[–\-]\d)", after="с до к в во ("),
    rule("shift", "{shift}", r"{shift} (?P<unit>году|года|год|годом)"),
    rule("weekday", "{weekday}", r"{weekday}(?! \d{1,2} \w+ \d{4})(?: на {shift} " + _WEEK + r"| {shift} недели)?", never_after="черный чёрный черная чёрная"),
    rule("weekday", "{shift}", r"{shift} {weekday}"),
    # relative days
    rule("shift", "вчера вчерашний вчерашнего вчерашней вчерашних вчерашнем", r"вчера|вчерашн\w+", unit="day", count=-1),
    rule("shift", "сегодня сегодняшний сегодняшнего сегодняшней сегодняшних сегодняшнем", r"сегодня|сегодняшн\w+", unit="day", count=0),
    rule("shift", "завтра", r"завтра", unit="day", count=1),
    rule("shift", "позавчера", r"позавчера", unit="day", count=-2),
    rule("shift", "послезавтра", r"послезавтра", unit="day", count=2),
    rule("shift", "накануне", r"накануне(?! (?:встреч|переговор|саммит|выбор|заседан|визит|праздн|нов))", unit="day", count=-1, anchor="context"),
    rule("shift", "на следующий", r"(?:на )?следующий день", unit="day", count=1, anchor="context"),
    rule("shift", "предыдущий в", r"(?:в )?предыдущий день", unit="day", count=-1, anchor="context"),
    rule("shift", "в", r"в предыдущий день|в предыдущую сессию", unit="day", count=-1, anchor="context"),
    rule("shift", "днем днём", r"дн[её]м (?:ранее|раньше)", unit="day", count=-1, anchor="context"),
    rule("shift", "днем днём день", r"(?:дн[её]м позже|день спустя)", unit="day", count=1, anchor="context"),
    rule("same", "тот", r"тот же день", anchor="context"),
    rule("same", "этот тот", r"(?:этот|тот) (?:день|момент)(?! \d)", anchor="context"),
    rule("same", "тем тот", r"тем же вечером|тот же вечер", anchor="context", part="EV"),
    rule("same", "вечером", r"вечером того же дня", anchor="context", part="EV"),
    rule("same", "тем то", r"тем же утром|то же утро", anchor="context", part="MO"),
    # relative weeks, months, years
    rule("shift", "{shift}", r"{shift} (?P<unit>неделе|недели|неделю|месяце|месяца|месяц|квартале|квартала|квартал|десятилетии)", never_after="за"),
    rule("shift", "{shift}", r"{shift} (?P<unit>недели)", never_after="за"),
    rule("weekend", "{shift} выходные", r"(?:{shift} )?выходные", after="в на минувшие прошлые"),
    rule("weekend", "{shift}", r"{shift} выходные"),
    rule("shift", "# {number}", r"{number} " + _UNITS + r" назад", count=-1),
    rule("shift", "день неделю месяц год", r"(?P<unit>день|неделю|месяц|год) назад", count=-1),
    rule("shift", "полгода", r"полгода назад", unit="half", count=-1),
    rule("shift", "через", r"через {number} " + _UNITS + r"(?! после)", count=1),
    rule("shift", "через", r"через (?P<unit>неделю|месяц|год|день)(?! после)", count=1),
    rule("shift", "# {number}", r"{number} " + _UNITS + r" (?:спустя|позже)", count=1, anchor="context"),
    rule("shift", "# {number}", r"{number} " + _BY + r" (?:ранее|раньше)", count=-1, anchor="context"),
    rule("shift", "# {number}", r"{number} " + _BY + r" (?:позже|позднее)", count=1, anchor="context"),
    rule("shift", "неделей месяцем годом", r"(?P<unit>неделей|месяцем|годом) (?:ранее|раньше)", count=-1, anchor="context"),
    rule("shift", "неделей месяцем годом", r"(?P<unit>неделей|месяцем|годом) (?:позже|позднее)", count=1, anchor="context"),
    rule("shift", "за", r"за (?P<unit>день|неделю|месяц|год|сутки) до", count=-1, anchor="event"),
    rule("shift", "за", r"за {number} " + _UNITS + r" до", count=-1, anchor="event"),
    rule("shift", "через", r"через {number} " + _UNITS + r" после", count=1, anchor="event"),
    rule("shift", "через", r"через (?P<unit>день|неделю|месяц|год) после", count=1, anchor="event"),
    # quarters, halves, seasons, decades
    rule("quarter", "{ordinal}", r"{ordinal} квартал(?:е|а|у|ом)?(?: " + _YEAR + r"| {yshift} года)?"),
    rule("half", "{ordinal}", r"{ordinal} полугоди[еияю](?: " + _YEAR + r"| {yshift} года)?"),
    rule("half", "{ordinal}", r"{ordinal} половин[еыу] (?:" + _YEAR_WORD + r"|{yshift} года)"),
    rule("season", "весной летом осенью зимой", r"(?P<season>весной|летом|осенью|зимой)(?: " + _YEAR + r"| {yshift} года)?"),
    rule("season", "весны лета лете осени зиме зимы весну лето осень зиму", r"{season} (?:" + _YEAR_WORD + r"|{yshift} года)"),
    rule("decade", "#", r"(?P<y>(?:1[5-9]|20)\d0)-(?:х|е)(?: год(?:ов|ы|ах))?"),
    # clock times
    rule("clock", "#", r"{h}[:.]{mi}(?: (?P<ap>утра|вечера|дня|ночи))?(?:,? \((?:по )?{zone}\)|,? (?:по )?{zone})"),
    rule("clock", "#", r"{h}:{mi}(?: (?P<ap>утра|вечера|дня|ночи))?(?![:\d])", after="# в к на до с около после примерно ( , - – — |"),
    rule("clock", "час часу часа", r"час[ау]? (?:ночи|дня)" + _CLOCK_ZONE, hour=1, minute=0),
    rule("clock", "полдень полудня полудню", r"пол(?:день|удня|удню)" + _CLOCK_ZONE, hour=12, minute=0),
    rule("clock", "полночь полуночи", r"полно?чь|полуночи", hour=0, minute=0),
    rule("clock", "#", r"{h} (?:часов|часа|час)? ?(?P<ap>утра|вечера|дня|ночи)" + _CLOCK_ZONE, after="в к до с около после на", minute=0),
    rule("clock", "#", r"{h} (?:часов|часа|час)(?:,? \((?:по )?{zone}\)|,? (?:по )?{zone})", minute=0),
    rule("part", "утром днем днём вечером ночью", r"(?P<part>утром|днем|днём|вечером|ночью)"),
)  # fmt: skip

GRAMMAR = Grammar(
    "ru",
    RULES,
    re.compile(r" ?[,(]? ?(?:(?:в|на|во|по|к|около) ){0,2}| [|–—-] "),
    word_set(
        "будет будут состоится состоятся планирует планируют намерен намерена намерены предстоит ожидается пройдет пройдёт запланирован запланирована запланировано назначен назначена назначено начнет начнется проведет встретятся проведут пройдут встретится покинет вступит вступят начнут рассмотрит рассмотрят опубликует обсудит обсудят посетит прибудет соберется соберутся объявит примет подпишет вернется ожидают ожидает ожидается ожидаются прогноз прогнозирует прогнозируют прогнозу возможен возможна возможны намеченное намечен намечена намеченный намеченного отложить перенести планируется запланированный запланированного может могут предстоящий предстоящего должна должен должны поставка поставкой фьючерс фьючерсы"
    ),
)
