"""The event words that times are bound to: "Monday's call", "the 2022 invasion", a participle with its time."""

from __future__ import annotations

import re
from collections.abc import Mapping

from study.extraction.events.russian import is_past
from study.extraction.events.scenes import Scene
from study.extraction.events.triggers import Trigger
from study.extraction.text import View, word_set
from study.extraction.times.timexes import TimeMention
from study.records import Language

ATTACHED_REACH = 4
# What owns a time that belongs to a noun of no event.
NOBODY = Trigger("other", "noun", -1, -1, -1, -1)
_PARTICIPLE_REACH = 4
_PARTICIPLE = re.compile(
    r"[а-яё]{2,}(?:вш|[ую]щ|[ая]щ|[еёа]нн|[ия]т|нут)(?:[иы]й|ая|[ое]е|[иы]е|[ое]го|[ое]му|[ое]й|[иы]х|ую|юю|[иы]м|[иы]ми|[ое]м)(?:ся)?$"
)
_DETERMINERS = frozenset(("the", "a", "an", "s", "its", "his", "her", "their"))
_RU_PREPOSITIONS = frozenset(("в", "во", "на", "с", "к", "до", "по", "ночь"))
_VI_FILLERS = word_set("hôm ngày lúc khoảng cuối đầu giữa tối sáng chiều")
_LED_REACH = 14
_CODE_REACH = 14
_SIGNED_REACH = 4
_DOCUMENTS = word_set("định nghị quyết văn tư thị lệnh luận điện luật báo")
_YEAR = re.compile(r"\d{4}$")
_BEFORE_YEARS = _RU_PREPOSITIONS | word_set(
    "за из около после от начале конце середине течение началу концу начала конца середины половине половины "
    "квартале полугодии весной летом осенью зимой весна лето осень зима и или г года году годы"
)
_POSSESSIVE = ("'s", "’s", "s'")
# By what something is said or agreed, so that its day is that of the saying ("agreed in a May 2015 statement").
_MEDIA = word_set(
    "statement interview speech letter note accord declaration communique appeal address announcement"
)


class Owners:
    """Finds the event words that the times of a text are bound to, sentence by sentence."""

    def __init__(self, view: View, language: Language) -> None:
        self._view = view
        self._language = language
        self._owned: tuple[int, Mapping[int, Trigger]] = (-1, {})

    def of(self, scene: Scene) -> Mapping[int, Trigger]:
        """Return the event words that times of a sentence are bound to, by where the time begins."""
        if self._owned[0] != scene.index:
            found = {time.start: self._owner(scene, time) for time in scene.times}
            self._owned = scene.index, {start: owner for start, owner in found.items() if owner}
        return self._owned[1]

    def _owner(self, scene: Scene, time: TimeMention) -> Trigger | None:
        """The noun that a time is bound to, as in "Monday's call", "the 2022 invasion"; None where it is free."""
        view = self._view
        word = view.word_at(time.end)
        around = next((t for t in scene.triggers if t.start < time.start and time.end < t.end), None)
        if around is not None:
            return around
        if view.text.startswith(_POSSESSIVE, time.end):
            word = view.word_at(time.end + 1) + 1
            return self._noun_at(scene, word) or NOBODY
        before = view.word_at(time.start) - 1
        if self._language == "ru":
            return self._of_participle(scene, word, before) or self._of_genitive(scene, time, before)
        if self._language == "vi":
            return self._led_to(scene, before)
        if self._language != "en" or before < scene.sentence.first or view.keys[before] not in _DETERMINERS:
            return None
        return self._noun_at(scene, word) or (NOBODY if self._is_attribute(time, word) else None)

    def _led_to(self, scene: Scene, before: int) -> Trigger | None:
        """The event word that "vào" binds a time behind it to ("đã gặp ông Lee tại Seoul vào hôm 21/11").

        The day behind the number of a document is that of its signing ("ký Quyết định số 12/QĐ ngày 3/3").
        """
        keys = self._view.keys
        number = next(
            (word for word in range(before, max(before - _CODE_REACH, 0), -1) if keys[word] == "số"), 0
        )
        if number and keys[number - 1] in _DOCUMENTS:
            signed = [t for t in scene.triggers if t.last <= number < t.last + _SIGNED_REACH]
            told = [t for t in scene.triggers if before < t.first and "," not in keys[before : t.first]]
            return signed[-1] if signed else told[0] if told else NOBODY
        while before > scene.sentence.first and keys[before] in _VI_FILLERS:
            before -= 1
        if keys[before] != "vào":
            return None
        near = [t for t in scene.triggers if 0 <= before - t.last < _LED_REACH]
        return max(near, key=lambda trigger: (trigger.part != "dated", trigger.last), default=None)

    def _is_attribute(self, time: TimeMention, word: int) -> bool:
        """Whether a time with an article before it belongs to the noun behind it ("in a 2018 post")."""
        view = self._view
        is_beside = word < len(view.keys) and view.starts[word] - time.end == 1 and view.keys[word].isalpha()
        return is_beside and _MEDIA.isdisjoint(view.keys[word : word + 2])

    def _of_participle(self, scene: Scene, word: int, before: int) -> Trigger | None:
        """What a time behind a Russian participle dates: the noun that the participle belongs to."""
        keys = self._view.keys
        while before > scene.sentence.first and keys[before] in _RU_PREPOSITIONS:
            before -= 1
        if keys[max(before - 1, scene.sentence.first)] in _RU_PREPOSITIONS:
            before -= 2
        if before < scene.sentence.first or not _PARTICIPLE.match(keys[before]):
            return None
        if any(trigger.first <= before < trigger.last for trigger in scene.triggers):
            return None
        earlier = [t for t in scene.triggers if t.is_noun and 0 < before - t.last < _PARTICIPLE_REACH]
        return self._noun_at(scene, word) or (earlier[-1] if earlier else NOBODY)

    def _of_genitive(self, scene: Scene, time: TimeMention, before: int) -> Trigger | None:
        """What a Russian year without a preposition belongs to: the noun before it ("закон о бюджете 2004 года")."""
        key = self._view.keys[max(before, scene.sentence.first)]
        is_bare = key.isalpha() and key not in _BEFORE_YEARS and not is_past(key)
        if not (is_bare and _YEAR.match(time.value or "") and self._view.text[time.start].isdecimal()):
            return None
        return next((t for t in scene.triggers if t.first <= before < t.last), NOBODY)

    def _noun_at(self, scene: Scene, word: int) -> Trigger | None:
        near = [t for t in scene.triggers if 0 <= t.first - word < ATTACHED_REACH]
        return next((t for t in near if t.is_noun or t.first - word < 2), None)
