"""What was decided becomes a task, and what is withdrawn is none any more."""

from __future__ import annotations

from datetime import timedelta

from msgspec.structs import asdict, replace

from domain.codes import Country, Role
from domain.conference import events as e
from domain.conference.codes import Topic
from domain.conference.decider import DECIDER, originator
from domain.conference.following import ACTOR, Follows, follows, task_of_decision
from domain.context import SYSTEM_AGENCY
from domain.envelope import Audience, AudienceKind, Recorded
from domain.events import Event
from domain.ids import is_id
from domain.privacy import Clear
from domain.task import commands as t
from domain.task.decider import DECIDER as TASK_DECIDER
from domain.task.decider import originator as task_originator
from domain.task.state import Ended
from tests.domain.cast import CHAIR, NOW, POLICE, acting
from tests.domain.conference.stories import (
    ALL,
    CALLED,
    CASE,
    CONFERENCE,
    DECIDED,
    DECISION,
    FACT,
    IN_AN_HOUR,
    REFERENCE,
    SITTING,
)

TASK = task_of_decision(CASE, CONFERENCE, DECISION)
WITHDRAWN = e.DecisionWithdrawn(decision=DECISION, reason=Clear("It is done"))


def recorded(event: Event) -> Recorded[Event]:
    """*event* as it stands in the log."""
    return Recorded(
        id=FACT,
        originator=originator(CASE, CONFERENCE),
        version=7,
        position=70,
        schema=1,
        recorded_at=NOW,
        meta=replace(acting(CHAIR).meta(ALL), exercise="one"),
        event=event,
    )


def following(*events: Event) -> Follows | None:
    """What follows from the last of *events*, after the conference sat down."""
    return follows(DECIDER.fold([*SITTING, *events]), recorded(events[-1]), NOW)


def test_a_decision_with_an_owner_opens_a_task_of_that_agency() -> None:
    follow = following(DECIDED)

    assert follow is not None
    assert follow.originator == task_originator(CASE, TASK)
    command = follow.command
    assert isinstance(command, t.OpenTask)
    assert (command.case, command.task, command.reference) == (CASE, TASK, REFERENCE)
    assert (command.agency, command.role, command.country) == (POLICE.agency, Role.POLICE, Country.GR)
    assert (command.code, command.title) == ("conference-decision", "Do what the case conference decided: search")
    assert (command.due_at, command.clock_from, command.acknowledge_by) == (IN_AN_HOUR, NOW, IN_AN_HOUR)
    assert (command.trigger, command.escalate_to) == ("DecisionTaken", (CHAIR.agency,))
    assert is_id(TASK)


def test_the_task_says_no_word_of_what_was_decided() -> None:
    follow = following(DECIDED)

    assert follow is not None
    said = DECIDED.decided
    assert isinstance(said, Clear)
    assert said.text not in str(asdict(follow.command))


def test_the_task_is_for_those_who_were_invited_and_nobody_acts_in_it() -> None:
    follow = following(DECIDED)

    assert follow is not None
    assert follow.context.meta().audience == Audience(AudienceKind.NAMED, ALL.agencies)
    assert (follow.context.agency, follow.context.actor) == (SYSTEM_AGENCY, ACTOR)
    assert (follow.context.causation_id, follow.context.exercise) == (FACT, "one")


def test_what_has_no_time_is_seen_within_a_day_and_nobody_is_told_but_the_chair() -> None:
    own = replace(DECIDED, owner=CHAIR.agency, due_at=None, topic=Topic.AFTER_RETURN)
    follow = following(own)

    assert follow is not None
    assert isinstance(follow.command, t.OpenTask)
    assert (follow.command.due_at, follow.command.clock_from) == (None, None)
    assert follow.command.acknowledge_by == NOW + timedelta(days=1)
    assert follow.command.escalate_to == ()
    assert follow.command.title.endswith("after return")


def test_a_decision_that_nobody_has_to_do_opens_no_task() -> None:
    assert following(replace(DECIDED, owner=None, due_at=None)) is None
    assert following(replace(DECIDED, owner="elsewhere")) is None


def test_what_is_withdrawn_is_not_to_be_done_any_more() -> None:
    opened, gone = following(DECIDED), following(DECIDED, WITHDRAWN)

    assert opened is not None
    assert gone is not None
    assert gone.originator == opened.originator
    state = TASK_DECIDER.fold(TASK_DECIDER.decide(TASK_DECIDER.initial, opened.command, opened.context))  # type: ignore[arg-type]
    after = TASK_DECIDER.fold(TASK_DECIDER.decide(state, gone.command, gone.context), state)  # type: ignore[arg-type]
    assert isinstance(after, Ended)
    assert after.waived


def test_nothing_follows_from_withdrawing_what_was_nobodys_task() -> None:
    assert following(replace(DECIDED, owner=None, due_at=None), WITHDRAWN) is None
    assert follows(DECIDER.initial, recorded(DECIDED), NOW) is None


def test_nothing_follows_from_anything_else() -> None:
    assert following(CALLED) is None
    assert following(e.ConferenceEnded()) is None


def test_looking_again_leads_to_the_same_commands() -> None:
    one, two = following(DECIDED), following(DECIDED)

    assert one == two
    assert one is not None
    assert one.context.command_id != following(DECIDED, WITHDRAWN).context.command_id  # type: ignore[union-attr]
