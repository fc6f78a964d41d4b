"""Conferences in stories: what agencies ask of one, and the facts that the decider makes of it, for those it says.

Who may know of them is said in :mod:`tests.web.unseen.law` by hand.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from hypothesis import strategies as st
from msgspec.structs import replace as changed

from domain.case.authority import COORDINATING
from domain.conference import commands as c
from domain.conference.codes import Topic
from domain.conference.decider import DECIDER, originator
from domain.conference.events import ConferenceBegun, ConferenceEnded, Invited, MinutesDrafted
from domain.conference.following import follows, task_of_decision
from domain.conference.state import Called, Conference
from domain.deciding import Decided, For
from domain.deciding.refusals import Refused
from domain.envelope import Audience, AudienceKind
from domain.events import REGISTER, Event
from domain.privacy import Clear
from domain.task.decider import DECIDER as TASK
from projections.views import Fact
from tests.projections.given.facts import sealed
from tests.web.unseen.agencies import CASES, COUNTRY, NUMBERS, ROLES
from tests.web.unseen.law import may_know, members
from tests.web.unseen.recording import circumstances, recorded


@dataclass(frozen=True)
class Wish:
    """Something that is asked of the conference about a case; by *who* and of *which* is counted among those there."""

    case: int
    what: str
    who: int = 0
    which: int = 0


PINNING = ("pin", "pin unpin", "pin unpin")
BEFORE = (*PINNING, "there", "sorry", "freeze", "move")
SITTING = (*PINNING, "unpin", "decide", "decide dissent", "decide withdraw", "freeze", "release", "there", "sorry")
AFTER = ("draft", "approve", "approve", "object", "there")
STEERING = {"move", "cancel", "begin", "end", "freeze", "release", "decide", "withdraw", "draft"}


@st.composite
def meetings(draw: st.DrawFn, most: int = 5) -> list[Wish]:
    """A conference as far as it comes: planned, cancelled, sitting, or over with its minutes; in some stories none."""
    how = draw(st.sampled_from(("none", "planned", "cancelled", "sitting", "over", "over")))
    if how == "none":
        return []
    said = ["call", *draw(st.lists(st.sampled_from(BEFORE), max_size=most))]
    if how == "cancelled":
        said += ["cancel"]
    if how in {"sitting", "over"}:
        said += ["there", "begin", *draw(st.lists(st.sampled_from(SITTING), max_size=most))]
    if how == "over":
        said += ["end", "draft", *draw(st.lists(st.sampled_from(AFTER), max_size=most))]
    case = draw(st.sampled_from((0, 0, 0, 1)))
    by_the_same = [(words, draw(NUMBER), draw(NUMBER)) for words in said]
    return [Wish(case, what, who, which) for words, who, which in by_the_same for what in words.split()]


NUMBER = st.integers(0, 2 ** len(ROLES) - 1)


def conference_of(case: int) -> str:
    """The identifier of the conference about a case."""
    return CASES[case][:-2] + f"c{case}"


def decided_of(case: int) -> str:
    """The identifier of the task that the conference about a case decides on."""
    return task_of_decision(CASES[case], conference_of(case), DECISION)


DECISION = "0190f3a07c1c7c0fa4c36b6f2f6d1ed1"


def granted(wish: Wish, facts: Sequence[Fact], at: datetime) -> list[Fact]:
    """The facts that *wish* leads to after *facts*, none where the decider refuses it, and what follows from them."""
    where = originator(CASES[wish.case], conference_of(wish.case))
    state = _folded(facts, where)
    by = _by(wish, state, facts)
    known = [each for each in facts if _case(each) == CASES[wish.case] and by and may_know(each, facts, by)]
    command = _command(wish, state, by, known, facts, at)
    if command is None:
        return []
    about = next((_about(each) for each in facts if each.id == getattr(command, "fact", "")), Audience())
    context = circumstances(by, at, len(facts) + 1, about)
    told: list[Fact] = []
    for event, audience in _decided(lambda: DECIDER.decide(state, command, context)):
        told.append(recorded(len(facts) + len(told) + 1, where, event, context.meta(audience), at))
        told += _following([*facts, *told])
    return told


def _following(facts: Sequence[Fact]) -> list[Fact]:
    """The task that the last of *facts* leads to, or its end."""
    last = facts[-1]
    found = follows(_folded(facts, last.originator), last, last.recorded_at)
    if found is None:
        return []
    task = TASK.fold(each.event for each in facts if each.originator == found.originator)
    decided = _decided(lambda: TASK.decide(task, found.command, found.context))
    return [
        recorded(len(facts) + number, found.originator, event, found.context.meta(audience), last.recorded_at)
        for number, (event, audience) in enumerate(decided, 1)
    ]


def _folded(facts: Sequence[Fact], where: str) -> Conference:
    return DECIDER.fold(each.event for each in facts if each.originator == where)


def _decided(decide: Callable[[], Decided]) -> list[tuple[Event, Audience | None]]:
    """What was decided, sealed as it is stored, and for whom; nothing where it is refused."""
    try:
        found = decide()
    except Refused:
        return []
    return [(_sealed(each.event), each.audience) if isinstance(each, For) else (_sealed(each), None) for each in found]


def _sealed(event: Event) -> Event:
    texts = {field: getattr(event, field) for field in REGISTER[event.NAME].private}
    return changed(event, **{field: sealed(text.text) for field, text in texts.items() if text != Clear("")})


def _case(fact: Fact) -> str:
    return fact.originator.split(".")[1]


def _about(fact: Fact) -> Audience:
    """Whom a fact is for, who recorded it among them."""
    audience = fact.meta.audience
    if audience.kind is not AudienceKind.NAMED:
        return audience
    return Audience(AudienceKind.NAMED, (*audience.agencies, fact.meta.agency))


def _by(wish: Wish, state: Conference, facts: Sequence[Fact]) -> str:
    """Who asks: somebody who takes part in the case, and steers or was invited where that is needed; perhaps nobody."""
    inside, _ever = members(facts, CASES[wish.case])
    if not isinstance(state, Called):
        able = [each for each in sorted(inside) if ROLES[each] in COORDINATING]
    elif wish.what in STEERING:
        able = [each for each in (state.chair, state.called_by) if each in inside]
    else:
        able = [each.agency for each in state.invited if each.agency in inside]
    return able[wish.who % len(able)] if able else ""


def _command(
    wish: Wish, state: Conference, by: str, known: Sequence[Fact], facts: Sequence[Fact], at: datetime
) -> c.ConferenceCommand | None:
    if not by:
        return None
    if not isinstance(state, Called):
        return _call(wish, by, facts, at) if wish.what == "call" else None
    if wish.what in {"pin", "unpin", "freeze"}:
        return _about_fact(wish, state, by, known)
    if wish.what == "draft":
        ends = [each.position for each in known if isinstance(each.event, ConferenceBegun | ConferenceEnded)]
        return c.DraftMinutes(first=min(ends), last=max(ends), added="what else was said") if ends else None
    return ASKED[wish.what](state, by, wish.which)


def _call(wish: Wish, by: str, facts: Sequence[Fact], at: datetime) -> c.CallConference:
    """A call of some of those who take part; each bit that both numbers have leaves one of them out."""
    inside, _ever = members(facts, CASES[wish.case])
    invited = [each for bit, each in enumerate(sorted(inside)) if not (wish.who & wish.which) >> bit & 1]
    able = [each for each in invited if ROLES[each] in COORDINATING] or [by]
    return c.CallConference(
        case=CASES[wish.case],
        conference=conference_of(wish.case),
        reference=NUMBERS[wish.case],
        starts_at=at + timedelta(hours=4),
        chair=able[wish.who % len(able)],
        invited=tuple(Invited(each, ROLES[each], COUNTRY[each]) for each in invited),
        topics=(Topic.SEARCH, Topic.RISK),
        agenda="what to talk about",
    )


def _about_fact(wish: Wish, state: Called, by: str, known: Sequence[Fact]) -> c.ConferenceCommand | None:
    """What is asked about a fact that who asks may know of."""
    if wish.what == "unpin":
        ids = {each.id for each in known}
        pins = [each.fact for each in state.pins if each.fact in ids and (each.agency == by or state.steers(by))]
        return c.UnpinFact(fact=pins[wish.which % len(pins)]) if pins else None
    few = [each for each in known if _is_told_to_few(each)]
    among = few if few and wish.which & 1 else known
    fact = among[wish.which // 2 % len(among)]
    if wish.what == "pin":
        return c.PinFact(fact=fact.id, note="why it matters")
    return c.FreezeView(known_at=fact.recorded_at, moment=fact.id) if wish.who & 1 else c.FreezeView()


def _is_told_to_few(fact: Fact) -> bool:
    return fact.meta.audience.kind is not AudienceKind.CASE and ".conference." not in fact.originator


def _decision(state: Called, _by: str, which: int) -> c.TakeDecision:
    owners = (*(each.agency for each in state.invited), None)
    return c.TakeDecision(
        decision=DECISION, topic=Topic.SEARCH, decided="what to do", owner=owners[which % len(owners)]
    )


ASKED: Mapping[str, Callable[[Called, str, int], c.ConferenceCommand | None]] = {
    "call": lambda *_: None,
    "move": lambda state, _by, _: c.MoveConference(starts_at=state.starts_at + timedelta(hours=1), reason="moved"),
    "cancel": lambda *_: c.CancelConference(reason="cancelled"),
    "sorry": lambda _state, by, _: c.SendApologies(agency=by, note="cannot come"),
    "there": lambda _state, by, _: c.RecordAttendance(agency=by, who="who came"),
    "begin": lambda *_: c.BeginConference(),
    "release": lambda *_: c.ReleaseView(),
    "decide": _decision,
    "withdraw": lambda *_: c.WithdrawDecision(decision=DECISION, reason="no longer"),
    "dissent": lambda _state, by, _: c.RecordDissent(decision=DECISION, agency=by, reason="does not agree"),
    "end": lambda *_: c.EndConference(),
    "approve": lambda state, _by, _: c.ApproveMinutes(draft=max(state.draft, 1)),
    "object": lambda state, _by, _: c.ObjectToMinutes(draft=max(state.draft, 1), reason="it was not so"),
}
"""What is asked in other words than of a fact, by whom and of which."""


def moved(event: Event, places: Mapping[int, int]) -> Event:
    """*event* where the log has other facts: minutes name the *places* that their first and last fact have there."""
    if not isinstance(event, MinutesDrafted):
        return event
    return changed(event, first=places[event.first], last=places[event.last])
