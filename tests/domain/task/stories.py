"""What has usually happened before a story about a task begins."""

from __future__ import annotations

from datetime import timedelta

from domain.codes import Country, Role
from domain.privacy import Clear
from domain.task.commands import OpenTask
from domain.task.decider import DECIDER
from domain.task.events import (
    TaskAcknowledged,
    TaskClaimed,
    TaskCompleted,
    TaskHandOverOffered,
    TaskOpened,
    TaskReopened,
    TaskWaived,
)
from tests.domain.cast import CARER, NIGHT_CARER, NOW, POLICE
from tests.domain.given_when_then import Stories

task = Stories(DECIDER)

DUE = NOW - timedelta(minutes=30)
OPEN = OpenTask(
    case="c",
    task="t",
    reference="GR-2026-0007",
    agency=CARER.agency,
    role=Role.CARER,
    country=Country.GR,
    code="report",
    title="Report to the police",
    due_at=DUE,
    escalate_to=(POLICE.agency, "protection"),
    outcomes=("reported", "not-needed"),
)
OPENED = TaskOpened(
    case="c",
    task="t",
    reference="GR-2026-0007",
    agency=CARER.agency,
    role=Role.CARER,
    country=Country.GR,
    code="report",
    title="Report to the police",
    opened_at=NOW,
    due_at=DUE,
    escalate_to=(POLICE.agency, "protection"),
    outcomes=("reported", "not-needed"),
)
ACKNOWLEDGED = TaskAcknowledged(member=CARER.member, at=NOW)
CLAIMED = TaskClaimed(member=CARER.member, agency=CARER.agency, at=NOW)
OFFERED = TaskHandOverOffered(
    offered_by=CARER.member, to_agency=POLICE.agency, to_member=None, reason=Clear("Their town"), at=NOW
)
OFFERED_TO_COLLEAGUE = TaskHandOverOffered(
    offered_by=CARER.member,
    to_agency=CARER.agency,
    to_member=NIGHT_CARER.member,
    reason=Clear("My shift ends"),
    at=NOW,
)
COMPLETED = TaskCompleted(member=CARER.member, outcome="reported", note=Clear("By phone"))
WAIVED = TaskWaived(member=CARER.member, reason=Clear("She is back"))
REOPENED = TaskReopened(member=CARER.member, reason=Clear("Nobody picked up"), due_at=NOW)
