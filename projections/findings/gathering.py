"""All that the checks find in one case, at a moment.

Invariant: the same documents, looks and moment give the same findings, in the same order: the oldest first.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from projections.findings.checks import ALERT_MAY_STAND, ALERT_STANDS, Check, Cited, Finding, Why, anchored
from projections.findings.duties import AuditedDuty, Turn
from projections.findings.files import AuditedFile
from projections.findings.looks import Asked, Look, looked_without_task


def found(
    case: str,
    file: AuditedFile | None,
    duties: Sequence[AuditedDuty],
    now: datetime,
    looks: Iterable[Look] = (),
    asked: Sequence[Asked] = (),
) -> tuple[Finding, ...]:
    """What the checks find in *case* by *now*."""
    closed = file.closed if file else None
    all_ = [each for duty in duties for turn in duty.turns for each in _of_turn(duty, turn, closed, now)]
    all_ += [] if file is None else [*_of_file(file, now)]
    all_ += looked_without_task(case, looks, duties, file, asked)
    return tuple(sorted(all_, key=lambda each: (each.since, each.key)))


def state_of(finding: Finding) -> str:
    """Whether what was found still stands: ``open`` or ``over``."""
    return "open" if finding.over is None else "over"


def _of_turn(duty: AuditedDuty, turn: Turn, closed: Cited | None, now: datetime) -> Iterator[Finding]:
    ended = turn.ended.at if turn.ended else None
    if turn.due_at is not None and turn.due_at < (ended or now):
        yield _of_duty(duty, turn, Check.LATE, turn.due_at, over=ended, facts=(turn.overdue, turn.ended))
    seen = turn.acknowledged or turn.ended
    if turn.acknowledge_by is not None and turn.acknowledge_by < (seen.at if seen else now):
        over = seen.at if seen else None
        yield _of_duty(duty, turn, Check.UNACKNOWLEDGED, turn.acknowledge_by, over=over, facts=(seen,))
    if turn.waived and turn.ended is not None:
        later = next((each.opened for each in duty.turns if each.opened.at > turn.ended.at), None)
        over = later.at if later else None
        yield _of_duty(duty, turn, Check.SKIPPED, turn.ended.at, Why.WAIVED, over=over, facts=(turn.ended, later))
    if turn.ended is None and closed is not None and turn.opened.at <= closed.at:
        yield _of_duty(duty, turn, Check.SKIPPED, closed.at, Why.LEFT_OPEN, facts=(closed,))


def _of_duty(
    duty: AuditedDuty,
    turn: Turn,
    check: Check,
    since: datetime,
    why: Why = Why.PLAIN,
    *,
    over: datetime | None = None,
    facts: Iterable[Cited | None] = (),
) -> Finding:
    return Finding(
        check=check,
        why=why,
        anchor=turn.opened.id,
        case=duty.case,
        agency=duty.holder(since),
        since=since,
        over=over,
        facts=(turn.opened, *(each for each in facts if each is not None)),
        task=duty.task,
        title=duty.title,
        rule=duty.rule,
        source=duty.source,
    )


def _of_file(file: AuditedFile, now: datetime) -> Iterator[Finding]:
    for lowered in file.lowered:
        raised = lowered.raised
        facts = (lowered.fact, *([raised] if raised else []))
        fact, why = lowered.fact, lowered.why
        yield _about(file, Check.DOWNGRADED, fact.id, fact.agency, fact.at, facts, raised, why=why)
    for alert in file.alerts:
        if alert.found is not None:
            since = alert.found.at + ALERT_MAY_STAND.get(alert.kind, ALERT_STANDS)
            if since < (alert.over.at if alert.over else now):
                facts = (alert.issued, alert.found, *([alert.over] if alert.over else []))
                # An alert that stood after one return is told from itself after another, and from the others then.
                anchor = anchored(alert.issued.id, alert.found.id)
                yield _about(file, Check.ALERT_OPEN, anchor, alert.agency, since, facts, alert.over, of=alert.kind)
    for taken in file.accesses:
        if taken.until < (taken.reviewed.at if taken.reviewed else now):
            facts = (taken.taken, *([taken.reviewed] if taken.reviewed else []))
            yield _about(file, Check.EMERGENCY, taken.taken.id, taken.agency, taken.until, facts, taken.reviewed)


def _about(
    file: AuditedFile,
    check: Check,
    anchor: str,
    agency: str,
    since: datetime,
    facts: tuple[Cited, ...],
    over: Cited | None,
    *,
    why: Why = Why.PLAIN,
    of: str = "",
) -> Finding:
    return Finding(
        check=check,
        why=why,
        anchor=anchor,
        case=file.case,
        agency=agency,
        since=since,
        over=over.at if over else None,
        facts=facts,
        detail=str(of),
    )
