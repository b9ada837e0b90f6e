"""Whether saying something is itself the news, or only vouches for what is told."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from study.extraction.events.days import Finding
from study.extraction.events.mentions import EventMention
from study.extraction.events.russian import is_declared_last, is_opening
from study.extraction.events.scenes import Clause, Scene
from study.extraction.text import View, word_set

_TRAILING = 4
_COMMITMENT = 4
# Words that begin what was said.
_SUBJECTS = (
    ("the",),
    ("it",),
    ("he",),
    ("she",),
    ("they",),
    ("there",),
    ("his",),
    ("her",),
    ("its",),
    ("that",),
)
_WILL = frozenset(("will", "would"))
_SETTING_WORDS = 7
_FACT = "fact"
_STOPS = frozenset(".!?…")
_ASPECTS = (_FACT, "planned", "possible", "wanted")
_CONTENT_REACH = 20
_PRONOUNS = word_set("he she it they who ông bà họ он она оно они")
_PLAIN = ("says", "informs")
_ABOUT = frozenset(("о", "об"))
_AS = frozenset(("as", "как", "theo", "như"))
# Who "also" says something goes on with what is told already.
_SAYINGS = ("speech", "announce")
_TALKS = ("call", "meeting", "visit", "negotiation")
_LEAD = 3
_LED = 2
_ALSO = word_set("also также cũng còn thêm")


def is_news(
    view: View,
    scene: Scene,
    mention: EventMention,
    mentions: Sequence[EventMention],
    found: Finding,
    *,
    is_inverted: bool,
    is_first: bool,
) -> bool:
    """Whether a statement is news of its own.

    It is none where what was said is an event, where it begins with "as", and, unless its clause states a day or
    it was said at some occasion, where the speaker comes last or a plain "said" is all there is. Behind a fact,
    ", сообщил в среду министр" only vouches for it. ``is_inverted``: the language puts the verb before its subject;
    ``is_first``: the article has told of nothing yet.
    """
    trigger, clause = mention.trigger, mention.clause
    if is_opening(view, scene, trigger, is_first=is_first) and (
        is_declared_last(view, scene, clause, trigger) or not _tells_of_deeds(mention, mentions)
    ):
        return True
    if view.keys[clause.first] in _AS or scene.has("vouched"):
        return False
    if trigger.part == "speech" and scene.moves_a_market(clause):
        return True
    if found.place == "far" and _is_by_the_way(view, scene, mention, is_inverted=is_inverted):
        return False
    is_plain = any(cue.entry in _PLAIN and trigger.first <= cue.first < trigger.last for cue in scene.cues)
    content = list(_content(scene, mention, is_led=is_plain and not is_inverted))
    if found.place == "far" and not scene.has("occasion") and _states_a_fact(scene, mention, content):
        return False
    is_dated = found.place != "far"
    if trigger.part in _SAYINGS and _tells_an_event(
        view, scene, content, mention, mentions, is_dated=is_dated
    ):
        return is_dated and not (is_plain and is_inverted)
    is_occasion = _has_occasion(scene, mention) or (is_inverted and _is_title(view, scene, mention))
    if vouches_behind(scene, mention, mentions) or (_informs_last(scene, mention) and not is_occasion):
        return False
    if found.place == "own" or is_occasion or _commits(view, mention):
        return True
    is_alone = len(content) == 1
    return _is_told_on(
        view, scene, mention, found, is_alone=is_alone, is_plain=is_plain, is_inverted=is_inverted
    )


def _is_told_on(
    view: View,
    scene: Scene,
    mention: EventMention,
    found: Finding,
    *,
    is_alone: bool,
    is_plain: bool,
    is_inverted: bool,
) -> bool:
    """Whether the verb of saying leads on to what was said, rather than name the speaker last.

    ``is_alone``: no clause with "that" follows.
    """
    trigger, clause = mention.trigger, mention.clause
    is_trailing = clause.opener == "mark" and is_alone and not _is_after_setting(scene, clause, found)
    is_dated = found.place == "frame" and not is_plain and trigger.last < clause.last
    if is_trailing and not is_dated and _comes_last(view, mention, is_plain=is_plain and is_inverted):
        return False
    return found.place == "frame" or not (is_plain or view.keys[trigger.first - 1] in _PRONOUNS)


def _is_by_the_way(view: View, scene: Scene, mention: EventMention, *, is_inverted: bool) -> bool:
    """Whether it is said "also", or in Vietnamese further down, and neither at an occasion nor then."""
    is_aside = _goes_on(view, mention) or (not is_inverted and scene.index > _LEAD)
    is_told = scene.has("occasion") or scene.has("then") or _is_during(scene, mention)
    return is_aside and mention.trigger.part in _SAYINGS and not is_told


def _is_during(scene: Scene, mention: EventMention) -> bool:
    """Whether a call or meeting at which it was said is named before it."""
    first = mention.trigger.first
    return any(t.is_noun and t.type in _TALKS and t.first < first for t in scene.triggers)


def _goes_on(view: View, mention: EventMention) -> bool:
    """Whether the speaker says "also" what states no time ("ông cũng yêu cầu", "cho biết thêm")."""
    trigger = mention.trigger
    beside = view.keys[max(trigger.first - 1, 0)], *view.keys[trigger.last : trigger.last + 1]
    return not _ALSO.isdisjoint(beside)


def _informs_last(scene: Scene, mention: EventMention) -> bool:
    """Whether a verb of informing stands behind a fact, before its subject (", сообщил в среду министр")."""
    trigger, clause = mention.trigger, mention.clause
    is_first = clause.opener == "mark" and trigger.first == clause.first
    return is_first and any(cue.entry == "informs" and cue.first == trigger.first for cue in scene.cues)


def _tells_of_deeds(mention: EventMention, mentions: Sequence[EventMention]) -> bool:
    """Whether the sentence tells of anything done, beside what is said there."""
    others = (other for other in mentions if other is not mention)
    return any(other.type != "statement" and other.modality == "happened" for other in others)


def _is_title(view: View, scene: Scene, mention: EventMention) -> bool:
    """Whether the title puts who said it before what was said, where the language might put it behind."""
    trigger, clause = mention.trigger, mention.clause
    is_behind = clause.opener == "mark" and trigger.first == clause.first
    is_line = scene.index == 0 and view.keys[scene.sentence.last - 1] not in _STOPS
    return is_line and trigger.part == "speech" and not is_behind


def _has_occasion(scene: Scene, mention: EventMention) -> bool:
    """Whether it was said at some occasion: one named before the verb or in its clause, not in what was said."""
    cues = (cue for cue in scene.cues if cue.entry == "occasion")
    return any(cue.first < mention.trigger.first or mention.clause.holds(cue.first) for cue in cues)


def _commits(view: View, mention: EventMention) -> bool:
    """Whether the speaker binds itself ("the ministry said it would release oil"): that is an announcement."""
    words = view.keys[mention.trigger.last : mention.trigger.last + _COMMITMENT]
    is_known = any(actor.last <= mention.trigger.first for actor in mention.actors)
    return is_known and any(pair[0] in _PRONOUNS and pair[1] in _WILL for pair in pairwise(words))


def vouches_behind(scene: Scene, mention: EventMention, mentions: Sequence[EventMention]) -> bool:
    """Whether the words only say who made known what the sentence tells first (", the minister announced Monday")."""
    trigger, clause = mention.trigger, mention.clause
    is_short = clause.last - trigger.last <= _TRAILING or trigger.first == clause.first
    is_last = clause.opener == "mark" and is_short and clause.last == scene.clauses[-1].last
    told = (other for other in mentions if other.type != "statement" and other.modality == "happened")
    return is_last and any(scene.clauses[0].holds(other.trigger.first) for other in told)


def _is_after_setting(scene: Scene, clause: Clause, found: Finding) -> bool:
    """Whether nothing but a time stands before the clause ("On Monday, the minister said ..")."""
    before = scene.clauses[0]
    is_short = before.last - before.first <= _SETTING_WORDS
    return found.place == "frame" and scene.number_of(clause.first) == 1 and is_short


def _states_a_fact(scene: Scene, mention: EventMention, content: Sequence[Clause]) -> bool:
    """Whether the first mark of aspect in what was said tells of what has happened already, not of what will."""
    marks = [
        cue.entry for cue in scene.cues
        if cue.entry in _ASPECTS and 0 <= cue.first - mention.trigger.last < _CONTENT_REACH
        and any(clause.holds(cue.first) for clause in content)
    ]  # fmt: skip
    return marks[:1] == [_FACT]


def _content(scene: Scene, mention: EventMention, *, is_led: bool) -> Iterator[Clause]:
    """The clauses of what was said: the statement's own, and those that "that" opens behind it.

    ``is_led``: a mark right behind a plain verb opens it as well ("bộ này cho biết, hai bên ..").
    """
    yield mention.clause
    is_open = is_led and mention.trigger.last == mention.clause.last
    behind = scene.clauses[scene.number_of(mention.trigger.first) + 1 :]
    for number, clause in enumerate(behind):
        if clause.opener != "complement" and not (is_open and number < _LED):
            return
        yield clause


def _states_a_time(view: View, scene: Scene, mention: EventMention) -> bool:
    return any(mention.clause.holds(view.word_at(time.start)) for time in scene.times)


def _tells_an_event(
    view: View,
    scene: Scene,
    content: Sequence[Clause],
    mention: EventMention,
    mentions: Sequence[EventMention],
    *,
    is_dated: bool,
) -> bool:
    """Whether what was said is an event; behind a day of the saying a noun is but the subject of what was said.

    What "о" leads to is what was made known ("сообщил о переговорах").
    """
    last = mention.trigger.last
    words = [
        other.trigger.first
        for other in mentions
        if other.type != "statement"
        and not (other.modality == "planned" and (is_dated or not _states_a_time(view, scene, other)))
        and other.trigger.first >= last
        and other.trigger.part != "dated"
        and not (
            is_dated and other.trigger.is_noun and _ABOUT.isdisjoint(view.keys[last : other.trigger.first])
        )
    ]
    return any(clause.holds(word) for clause in content for word in words)


def _comes_last(view: View, mention: EventMention, *, is_plain: bool) -> bool:
    """Whether the speaker is put behind what was said: ", the minister said", ", сообщил министр"."""
    trigger, clause = mention.trigger, mention.clause
    if view.keys[trigger.last : trigger.last + 1] in _SUBJECTS:
        return False
    if trigger.part == "speech" and clause.last - trigger.last <= _TRAILING:
        return True
    return is_plain and trigger.first - clause.first <= 1
