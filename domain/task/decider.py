"""What a command leads to, given where a task stands.

Invariant: at most one member holds a task; only its agency works on it; a repeat changes nothing. What a person ended
stays ended until a person reopens it, and a clock never goes by an older turn of itself.
"""

from __future__ import annotations

from datetime import datetime
from typing import assert_never

from domain.context import SYSTEM_AGENCY, Context
from domain.deciding import Decided, Decider, check_times, reason_in
from domain.privacy import Clear
from domain.task import commands as c
from domain.task import events as e
from domain.task import refusals as r
from domain.task.pausing import cut_short, pause, resume
from domain.task.state import INITIAL, Ended, NotOpened, Running, Task, evolve

DONE = "done"
"""How a task ends that lists no outcomes."""

COMES_BACK = "Done for this time. It comes back until its reason ends."
"""Why a duty that repeats is open again."""


def originator(case: str, task: str) -> str:
    """The address of a task's history."""
    return f"case.{case}.task.{task}"


def decide(task: Task, command: c.TaskCommand, context: Context) -> Decided:
    """The facts that *command* leads to, none when there is nothing to do; raises a refusal otherwise."""
    check_times(context)
    match task:
        case NotOpened():
            return _open(command, context)
        case Ended():
            return _after_end(task, command, context)
        case Running():
            return _while_running(task, command, context)
        case _:
            assert_never(task)


def _open(command: c.TaskCommand, context: Context) -> Decided:
    if not isinstance(command, c.OpenTask):
        raise r.NoSuchTask
    return (
        e.TaskOpened(
            case=command.case,
            task=command.task,
            reference=command.reference,
            agency=command.agency,
            role=command.role,
            country=command.country,
            code=command.code,
            title=command.title,
            opened_at=context.now,
            due_at=command.due_at,
            acknowledge_by=command.acknowledge_by,
            escalate_to=command.escalate_to,
            outcomes=command.outcomes,
            source=command.source,
            mark=command.mark,
            trigger=command.trigger,
            clock_from=command.clock_from,
            counts=command.counts,
            pauses=command.pauses,
            pause_minutes=command.pause_minutes,
            note_for=command.note_for,
            repeat_minutes=command.repeat_minutes,
        ),
    )


def _after_end(task: Ended, command: c.TaskCommand, context: Context) -> Decided:
    match command:
        case c.OpenTask() | c.MarkOverdue() | c.Escalate():
            return ()
        case c.Reopen(reason=reason, due_at=due_at):
            _own(task.was, context)
            return (e.TaskReopened(member=context.actor, reason=reason_in("reason", reason), due_at=due_at),)
        case c.OpenAgain():
            return _open_again(task, command, context)
        case c.Complete(outcome=outcome) if not task.waived and (task.outcome, task.by) == (outcome, context.actor):
            return ()
        case c.Waive() if task.waived and task.by == context.actor:
            return ()
        case _:
            _own(task.was, context)
            raise r.TaskAlreadyEnded


def _while_running(task: Running, command: c.TaskCommand, context: Context) -> Decided:
    match command:
        case c.OpenTask() | c.OpenAgain():
            return ()
        case c.MarkOverdue(due_at=due_at):
            late = task.due_at == due_at and not task.overdue and task.pause is None and due_at <= context.now
            return (e.TaskWentOverdue(due_at=due_at),) if late else ()
        case c.Escalate():
            return _escalate(task, command, context.now)
        case c.ResumeClock():
            _own(task, context)
            return resume(task, context)
        case c.AcceptHandOver() | c.DeclineHandOver():
            return _answer_offer(task, command, context)
        case c.Reopen():
            _own(task, context)
            if task.reopened:
                return ()
            raise r.TaskNotEnded
        case _:
            _own(task, context)
            return _work(task, command, context)


def _work(
    task: Running,
    command: c.Acknowledge
    | c.Claim
    | c.Release
    | c.HandOver
    | c.WithdrawHandOver
    | c.Note
    | c.PauseClock
    | c.Complete
    | c.Waive,
    context: Context,
) -> Decided:
    me = context.actor
    match command:
        case c.Acknowledge():
            return () if task.acknowledged else (e.TaskAcknowledged(member=me, at=context.now),)
        case c.Claim():
            return _claim(task, context)
        case c.Note(note=note):
            return (e.TaskNoted(member=me, note=reason_in("note", note)),)
        case c.Waive(reason=reason):
            _not_held_by_another(task, me)
            return (*cut_short(task, context), e.TaskWaived(member=me, reason=reason_in("reason", reason)))
        case c.WithdrawHandOver():
            return () if task.offer is None else (e.TaskHandOverWithdrawn(withdrawn_by=me),)
        case c.Release(reason=reason):
            return _release(task, reason, me)
        case c.HandOver():
            return _offer(task, command, context)
        case c.PauseClock():
            _hold(task, me)
            return pause(task, command, context)
        case c.Complete():
            return _complete(task, command, context)
        case _:
            assert_never(command)


def _own(task: Running, context: Context) -> None:
    if context.agency not in (task.agency, SYSTEM_AGENCY):
        raise r.NotYourTask


def _not_held_by_another(task: Running, me: str) -> None:
    if task.holder is not None and task.holder.member != me:
        raise r.TaskAlreadyClaimed(task.holder.member, task.holder.agency, task.holder.at)


def _hold(task: Running, me: str) -> None:
    _not_held_by_another(task, me)
    if task.holder is None:
        raise r.TaskNotClaimedByYou


def _claim(task: Running, context: Context) -> Decided:
    _not_held_by_another(task, context.actor)
    if task.holder is not None:
        return ()
    return (e.TaskClaimed(member=context.actor, agency=context.agency, at=context.now),)


def _release(task: Running, reason: str, me: str) -> Decided:
    if task.holder is None:
        return ()
    _hold(task, me)
    return (e.TaskReleased(member=me, reason=Clear(reason)),)


def _complete(task: Running, command: c.Complete, context: Context) -> Decided:
    me = context.actor
    _hold(task, me)
    outcomes = task.outcomes or (DONE,)  # It is kept in clear: who completes a task must not make up a word.
    if command.outcome not in outcomes:
        raise r.UnknownOutcome("outcome", outcomes=", ".join(outcomes))
    if command.outcome in task.note_for and not command.note.strip():
        raise r.NoteNeeded("note")
    done = e.TaskCompleted(member=me, outcome=command.outcome, note=Clear(command.note))
    return (*cut_short(task, context), done, *_comes_back(task, context))


def _comes_back(task: Running, context: Context) -> Decided:
    """A duty that repeats is open again at once, and due so much later: whoever ends it cannot end the search by it."""
    if not task.repeats:
        return ()
    back = e.TaskReopened(member=context.actor, reason=Clear(COMES_BACK), due_at=context.now + task.repeats)
    return (back,)


def _offer(task: Running, command: c.HandOver, context: Context) -> Decided:
    me = context.actor
    _not_held_by_another(task, me)
    if command.to_member == me or (command.to_member is None and command.to_agency == task.agency):
        raise r.HandOverToYourself("to_member")
    if task.offer is not None:
        same = (task.offer.to_agency, task.offer.to_member) == (command.to_agency, command.to_member)
        if same and task.offer.offered_by == me:
            return ()
        raise r.HandOverOpen
    return (
        e.TaskHandOverOffered(
            offered_by=me,
            to_agency=command.to_agency,
            to_member=command.to_member,
            reason=reason_in("reason", command.reason),
            at=context.now,
        ),
    )


def _answer_offer(task: Running, command: c.AcceptHandOver | c.DeclineHandOver, context: Context) -> Decided:
    offer, me = task.offer, context.actor
    if offer is None:
        return _nothing_offered(task, command, me)
    if context.agency != offer.to_agency or offer.to_member not in (None, me):
        raise r.NotOfferedToYou
    match command:
        case c.AcceptHandOver():
            moved = e.TaskHandedOver(from_agency=task.agency, to_agency=context.agency, to_member=me, at=context.now)
            return (moved,)
        case c.DeclineHandOver(reason=reason):
            return (e.TaskHandOverDeclined(declined_by=me, reason=reason_in("reason", reason)),)
        case _:
            assert_never(command)


def _nothing_offered(task: Running, command: c.AcceptHandOver | c.DeclineHandOver, me: str) -> Decided:
    """Nothing more to do where the same person has given the same answer; otherwise there is nothing to answer."""
    accepted = isinstance(command, c.AcceptHandOver) and task.holder is not None and task.holder.member == me
    declined = isinstance(command, c.DeclineHandOver) and task.declined_by == me
    if accepted or declined:
        return ()
    raise r.NothingOffered


def _open_again(task: Ended, command: c.OpenAgain, context: Context) -> Decided:
    """Only what the same rules withdrew: what a person completed or waived stays ended."""
    if not task.waived or task.by != context.actor or context.agency != SYSTEM_AGENCY:
        return ()
    return (
        e.TaskReopened(
            member=context.actor,
            reason=reason_in("reason", command.reason),
            due_at=command.due_at,
            acknowledge_by=command.acknowledge_by,
            acknowledged=False,
        ),
    )


def _escalate(task: Running, command: c.Escalate, now: datetime) -> Decided:
    # Whoever asks has looked at a view, which may be behind: the task may be seen, or taken up again, by now.
    step, because = command.step, command.because
    if step != task.escalated + 1 or step > len(task.escalate_to) or not _ran_out(task, because, now):
        return ()
    named = task.escalate_to[step - 1]
    to = command.to or named
    return (
        e.TaskEscalated(
            step=step,
            to=to,
            because=because,
            to_member=command.to_member,
            closed=named if to != named else None,
            on_call=command.on_call,
            stand_in=command.stand_in,
        ),
    )


def _ran_out(task: Running, because: str, now: datetime) -> bool:
    if because == "overdue":
        return task.overdue
    return not task.acknowledged and task.acknowledge_by is not None and task.acknowledge_by <= now


DECIDER: Decider[Task, c.TaskCommand] = Decider(INITIAL, decide, evolve)
