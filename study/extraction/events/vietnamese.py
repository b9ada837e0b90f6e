"""What only Vietnamese needs: verbs that stand as nouns, passives, and the people whom a clause names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from study.extraction.events.scenes import Clause, Scene
from study.extraction.events.triggers import Trigger
from study.extraction.text import View, word_set
from study.extraction.times.timexes import TimeMention
from study.records import EventType

_VERBS = ("verb", "gap")
# A verb right behind these is a noun: "việc từ chức", "theo thông báo", "bao gồm tăng thuế".
_NOMINALISERS = word_set(
    "việc sự lời nỗi cuộc vụ đợt lần quyền điểm mức loại cách nghi chuyện ngày buổi tiến thái những các mọi"
)
_PREPOSITIONS = word_set("theo của bởi về với nhờ gồm sách pháp do")
_FRANCE = "Pháp"
_AROUND = word_set("sau trước")
# A word of saying is a noun behind these: "các cảnh báo", "nhấn mạnh yêu cầu".
_SAYINGS = ("speech", "announce")
_OF_SAYINGS = word_set("các những mọi bản buổi lễ từ mạnh ứng nhận về phạm định ký")
_TIMES = word_set("ngày tuần tháng năm hôm giờ phút quý kỳ lâu")
_PASSIVES = word_set("bị được")
_PASSIVE_REACH = 9
_CLAUSE_REACH = 7
_MARKS = frozenset(',.;:()"”“')
_WORKS = word_set("làm công vụ sự")
_FORMER = word_set("cựu nguyên")
_TITLE_REACH = 5
_CALLED = word_set("ông bà anh chị ngài tướng cô")
_LONGEST_NAME = 5
_PUBLISHING = (
    ("công", "bố"),
    ("thông", "báo"),
    ("ra", "mắt"),
    ("báo", "cáo"),
    ("cho", "biết"),
    ("báo", "lãi"),
    ("báo", "lỗ"),
)
_DECLARING = (("tuyên", "bố"), ("thông", "báo"))
_AHEAD = word_set("sẽ là việc về")
_SIGNS: dict[tuple[str, ...], int] = {("sau", "khi"): -1, ("trước", "khi"): 1}
_NUMBERS = {word: number for number, word in enumerate(["một", "hai", "ba", "bốn", "năm", "sáu", "bảy"], 1)}
_WHEN = word_set("hồi vào cuối đầu giữa")
# Further down an article speaks of these again and again: without a day of its own a mention is no news there.
_SPOKEN_OF_AGAIN = frozenset(
    (
        *("agreement", "tariff", "rate_hike", "rate_hold", "rate_cut", "sanction", "sanction_relief"),
        *("cancellation", "threat", "accusation", "summit_announced", "ceasefire"),
        *("military_action", "arms_transfer", "prisoner_release"),
    )
)
_LED = 2
_PRESS = ("họp", "báo")
_GATHERINGS = (("hội", "nghị"), ("hội", "thảo"), ("tọa", "đàm"), ("toạ", "đàm"), ("diễn", "đàn"))
_DONE = word_set("đã vừa mới")
_HELD = (("diễn", "ra"), ("được", "tổ", "chức"), ("khai", "mạc"), ("bế", "mạc"), ("kết", "thúc"))
_OCCASIONS = frozenset(("meeting", "visit"))
_MEETINGS = frozenset(("meeting", "negotiation", "visit", "call"))
_AT = word_set("tại trong")
_ONE = word_set("một cuộc buổi")
_SAME = "cùng"
_DAY = "ngày"
_ARRIVING = word_set("đến tới")
_VISITING = ("thăm",)
_ASPECTS = word_set("đã vừa cũng sẽ bay ngờ thức")
_CAUSES = word_set("vì do bởi")
_JUDGED_REACH = 6
_JUDGING = word_set("điều không bất cần sai")
_BRINGING = word_set("khiến làm")
_TOPIC_REACH = 6
_SHOULD = "nên"
_SINCE, _WHEN_IT = "từ", "khi"
_CLASH = ("đụng", "độ")
_MEASURES = frozenset(("tariff", "sanction"))
_ABOUT = word_set("về")
_SITTING = "phiên"
# Of a "thường kỳ" meeting the month is that which it is about.
_REGULAR = "kỳ"
_BEGINNING = word_set("lên bắt kết đã đến tới rời bay đáp hạ đặt")
_LAWS = word_set("luật lệnh pháp")
_LAW_REACH = 7
_NAME_REACH = 6
_NEW = word_set("vừa mới")
_ISSUED = frozenset(
    (("ban", "hành"), ("trình", "bày"), ("trình", "quốc"), ("trình", "bộ"), ("trình", "chính"))
)
_YEAR = len("2025")
_MONTHS = len("2025-01/2025-06")


def is_nominal(view: View, trigger: Trigger) -> bool:
    """Whether a verb stands as a noun, by the word before it."""
    if not trigger.first:
        return False
    if trigger.part in _SAYINGS:
        return view.keys[trigger.first - 1] in _OF_SAYINGS
    if trigger.part not in _VERBS:
        return False
    before, earlier = view.keys[trigger.first - 1], view.keys[max(trigger.first - 2, 0)]
    if view.text.startswith(_FRANCE, view.starts[trigger.first - 1]):
        return False
    if trigger.type == "meeting" and view.keys[trigger.first : trigger.first + 2] == _PRESS and before in _AT:
        return True
    if before == _DAY and earlier == _SAME:
        return False
    if before in _AROUND:
        return earlier not in _TIMES and not earlier.isdecimal()
    return before in _NOMINALISERS or before in _PREPOSITIONS or _is_in_noun_clause(view, trigger.first)


def _is_in_noun_clause(view: View, word: int) -> bool:
    """Whether "việc" opens the clause with its subject before the verb: "việc Mỹ rút quân khiến .."."""
    for place in range(word - 1, max(word - _CLAUSE_REACH, 0), -1):
        if view.keys[place] in _MARKS:
            return False
        if view.keys[place] == "việc":
            return view.keys[place - 1] not in _WORKS
    return False


def is_attribute(view: View, trigger: Trigger) -> bool:
    """Whether a passive only tells who somebody is: "tổng thống bị phế truất Park Geun-hye"."""
    last = min(trigger.last, len(view.keys) - 1)
    is_passive = view.keys[trigger.first] in _PASSIVES and trigger.last - trigger.first > 1
    before = view.starts[max(trigger.first - 1, 0)]
    is_former = trigger.type == "resignation" and not _FORMER.isdisjoint(
        view.keys[max(trigger.first - _TITLE_REACH, 0) : trigger.first]
    )
    return is_passive and (is_former or (_is_capital(view, last) and view.text[before].islower()))


def is_declared(view: View, trigger: Trigger) -> bool:
    """Whether what is told of is what somebody announces to do: "tuyên bố giải tán", "thông báo sẽ cấm"."""
    last = trigger.first
    while last > 0 and view.keys[last - 1] in _AHEAD:
        last -= 1
    return trigger.part in ("verb", "gap", "dated") and view.keys[max(last - 2, 0) : last] in _DECLARING


def is_suffered(view: View, clause: Clause, trigger: Trigger) -> bool:
    """Whether the clause tells whom it befell before the verb: "bị Mỹ cáo buộc", "được Quốc hội miễn nhiệm"."""
    before = view.keys[max(trigger.first - _PASSIVE_REACH, clause.first) : trigger.first + 1]
    return not _PASSIVES.isdisjoint(before)


def is_of_content(view: View, trigger: Trigger, start: int) -> bool:
    """Whether a time behind a word of telling or publishing is that of what is told ("công bố lãi quý III")."""
    tells = trigger.type == "statement" or view.keys[trigger.first : trigger.first + 2] in _PUBLISHING
    first = view.word_at(start)
    return tells and start > trigger.start and view.keys[max(first - 1, 0)] not in _WHEN


def begins(view: View, trigger: Trigger) -> bool:
    """Whether a verb tells of the first or last day of a journey ("lên đường", "bắt đầu chuyến thăm", "đã tới")."""
    return trigger.type == "visit" and not trigger.is_noun and view.keys[trigger.first] in _BEGINNING


def is_of_title(view: View, trigger: Trigger, time: TimeMention) -> bool:
    """Whether a year, half or month belongs to what a meeting is called ("hội nghị sơ kết 6 tháng đầu năm")."""
    if time.day:
        return False
    if trigger.type == "legislation":
        word = view.word_at(time.start)
        return len(time.value or "") == _YEAR and not _LAWS.isdisjoint(
            view.keys[max(word - _LAW_REACH, 0) : word]
        )
    if trigger.type != "meeting" or time.start < trigger.start:
        return False
    value, before = time.value or "", view.keys[view.word_at(time.start) - 1]
    is_period = len(value) == _YEAR or "Q" in value or ("/" in value and len(value) <= _MONTHS)
    return before == _REGULAR or (is_period and before not in _WHEN)


def days_apart(view: View, clause: Clause) -> int | None:
    """Return how many days a clause lies behind or ahead of its sentence: -1 for "một ngày sau khi ký"."""
    first = clause.first
    sign = _SIGNS.get(view.keys[first : first + 2])
    number, unit = (*view.keys[max(first - 2, 0) : first], "", "")[:2]
    count = _NUMBERS.get(number)
    return sign * count if sign and count and unit == "ngày" else None


def needs_a_day(kind: EventType, clause: Clause, sentence: int, *, is_known: bool) -> bool:
    """Whether what states no time is no news of the day: told further down, or behind "that".

    ``is_known``: somebody known takes part.
    """
    if clause.opener == "complement":
        return True
    is_nobodys = kind == "other" and not is_known
    return sentence >= _LED and (kind in _SPOKEN_OF_AGAIN or is_nobodys)


def is_of_known_law(view: View, trigger: Trigger) -> bool:
    """Whether a law is issued or handed in, or bears its year: articles speak of such ones; "has just" is news."""
    words = view.keys[trigger.first - 1 : trigger.last]
    before = view.keys[max(trigger.first - _NAME_REACH, 0) : trigger.first]
    is_old = any(
        pair[0] == "năm" and len(pair[1]) == _YEAR and pair[1].isdecimal() for pair in pairwise(before)
    )
    is_issued = is_old or any(pair in _ISSUED for pair in pairwise(words))
    return trigger.type == "legislation" and is_issued and _NEW.isdisjoint(words)


def opens_with(trigger: Trigger, sentence: int) -> bool:
    """Whether a meeting is the occasion that the first sentence tells of ("Tại hội nghị về .., ông .. cho biết")."""
    return trigger.is_noun and trigger.type in _OCCASIONS and not sentence


def is_done_at_once(view: View, scene: Scene, clause: Clause, trigger: Trigger) -> bool:
    """Whether the first sentence tells of what somebody "has just" done ("UBND tỉnh vừa ban hành kế hoạch")."""
    is_led = view.keys[trigger.first - 1] in _DONE and view.keys[trigger.first] not in _DONE
    return is_led and not scene.index and clause.opener != "clause"


def kind_held(view: View, trigger: Trigger, triggers: Sequence[Trigger]) -> EventType | None:
    """What the words say was held, where they stand far from its name ("Hội nghị tổng kết .. diễn ra chiều 8/7")."""
    if trigger.part != "dated" or view.keys[trigger.first : trigger.last] not in _HELD:
        return None
    named = (t.type for t in triggers if t.is_noun and t.type in _MEETINGS and t.first < trigger.first)
    return next(named, None)


def is_setting(view: View, scene: Scene, trigger: Trigger) -> bool:
    """Whether a conference further down only says where something was said ("nói tại hội nghị .. hồi tháng 6")."""
    first, last = trigger.first, trigger.last
    is_gathering = view.keys[first:last] in _GATHERINGS or view.keys[first : first + 2] == _PRESS
    first -= view.keys[first - 1] in _ONE
    return trigger.is_noun and is_gathering and scene.index > 0 and view.keys[first - 1] in _AT


def with_arrivals(view: View, scene: Scene) -> Scene:
    """The scene without the words that only say where something goes to."""
    arriving = [t for t in scene.triggers if _arrives(view, scene, scene.clause_of(t.first, t.last), t)]
    return scene if len(arriving) == len(scene.triggers) else replace(scene, triggers=arriving)


def is_held(view: View, trigger: Trigger) -> bool:
    """Whether a verb says of what is named before it that it took place ("được tổ chức sớm")."""
    return view.keys[trigger.first : trigger.last] in _HELD


def _arrives(view: View, scene: Scene, clause: Clause, trigger: Trigger) -> bool:
    """Whether "đến" or "tới" with a place is a verb: somebody, a time or an aspect stands before it.

    Elsewhere it says where something goes to ("chuyến thăm tới Nga", "chuyển sản xuất đến Mỹ").
    """
    words = view.keys[trigger.first : trigger.first + 2]
    if trigger.type != "visit" or words[0] not in _ARRIVING or words[1:] == _VISITING:
        return True
    if any(t.is_noun and t.type == "visit" and t.first < trigger.first for t in scene.triggers_in(clause)):
        return False
    start = view.starts[trigger.first]
    is_timed = any(0 <= start - time.end <= 1 for time in scene.times)
    is_person = any(a.kind == "person" and a.last == trigger.first for a in scene.actors)
    before = trigger.first - 1
    is_titled = any(cue.entry == "title" and clause.first <= cue.first < before for cue in scene.cues)
    is_person = is_person or (is_titled and before > clause.first and _is_capital(view, before))
    return is_timed or is_person or view.keys[before] in _ASPECTS or trigger.first == clause.first


def is_cause(view: View, scene: Scene, clause: Clause) -> bool:
    """Whether a clause says why or since when, which its sentence's time does not date ("vì ban bố ..").

    What a market moves on is news all the same.
    """
    if scene.moves_a_market(clause):
        return False
    is_since = view.keys[clause.first] == _WHEN_IT and view.keys[clause.first - 1] == _SINCE
    return clause.opener == "clause" and (is_since or view.keys[clause.first] in _CAUSES)


def is_no_news(view: View, clause: Clause, trigger: Trigger, own: Sequence[Trigger]) -> bool:
    """Whether a word only says what would be, what an attack brought about, or what talks are about."""
    is_due = trigger.part in _VERBS and view.keys[max(trigger.first - 1, 0)] == _SHOULD
    is_idle = is_due or _is_judged(view, trigger)
    return is_idle or _is_effect(view, trigger, own) or _is_topic(view, clause, trigger)


def kind_told(view: View, scene: Scene, clause: Clause, trigger: Trigger, told: EventType) -> EventType:
    """What a word tells of in its sentence: clashes at a protest, a measure that somebody announced.

    "Thuế thép mà ông Biden ban hành hôm 7/5" tells of the tariff.
    """
    if view.keys[trigger.last - 2 : trigger.last] == _CLASH and told == "military_action":
        is_unrest = any(t.type == "protest" for t in scene.triggers)
        return "protest" if is_unrest else told
    if trigger.part == "announce" and clause.opener == "relative":
        measure = next((t for t in reversed(scene.triggers) if t.first < clause.first), None)
        is_meant = measure is not None and measure.type in _MEASURES and measure.is_noun
        return measure.type if measure is not None and is_meant else told
    return kind_held(view, trigger, scene.triggers) or told


def _is_judged(view: View, trigger: Trigger) -> bool:
    """Whether the clause only says of it what it would be ("Ukraine gia nhập NATO là điều không thực tế")."""
    words = view.keys[trigger.last : trigger.last + _JUDGED_REACH]
    return trigger.part in _VERBS and any(pair[0] == "là" and pair[1] in _JUDGING for pair in pairwise(words))


def _is_effect(view: View, trigger: Trigger, own: Sequence[Trigger]) -> bool:
    """Whether "khiến .. thiệt mạng" is but what an attack or a disaster of its clause did."""
    is_caused = trigger.type == "other" and view.keys[trigger.first] in _BRINGING
    return is_caused and any(t.type == "military_action" and t.first < trigger.first for t in own)


def _is_topic(view: View, clause: Clause, trigger: Trigger) -> bool:
    """Whether a truce is what talks are about ("đàm phán về giai đoạn hai của thỏa thuận ngừng bắn")."""
    words = view.keys[max(trigger.first - _TOPIC_REACH, clause.first) : trigger.first]
    return trigger.is_noun and trigger.type == "ceasefire" and bool(_ABOUT & set(words))


def is_told_ahead(scene: Scene, trigger: Trigger, time: TimeMention) -> bool:
    """Whether a time before a verb of saying is that of the saying: "ngày 12/6 cho biết sẽ gặp"."""
    said = (t for t in scene.triggers if t.part in _SAYINGS and t.first < trigger.first)
    return any(time.end <= t.start for t in said)


def is_day_of(view: View, trigger: Trigger, time: TimeMention) -> bool:
    """Whether a time is the day of a meeting; a sitting ("phiên") is but the setting of what was said there."""
    return time.day is not None and view.keys[trigger.first] != _SITTING


def people_named(view: View, first: int, last: int) -> frozenset[str]:
    """Return the given names of those whom words ``first`` .. ``last`` call Mr or Mrs ("ông Nguyễn Văn Nam")."""
    found: set[str] = set()
    for word in range(first, last):
        if view.keys[word] in _CALLED:
            end = word
            while end + 1 < min(word + 1 + _LONGEST_NAME, last) and _is_capital(view, end + 1):
                end += 1
            if end > word:
                found.add(view.keys[end])
    return frozenset(found)


def names_in(view: View, first: int, last: int) -> frozenset[str]:
    """Return the words with a capital among words ``first`` .. ``last``, in lower case."""
    return frozenset(view.keys[word] for word in range(first, last) if _is_capital(view, word))


def _is_capital(view: View, word: int) -> bool:
    return view.text[view.starts[word]].isupper()
