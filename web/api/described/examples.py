"""Examples of what the API answers.

Invariant: every example is made with the shape it is an example of, so it cannot lack a field.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec

from domain.case.codes import LegalBasis, SharedFor
from domain.case.coordination.grounds import Provision
from domain.codes import Country, RiskLevel, Role
from web.api import invitations, shapes
from web.api.described.bodies import AN_ID
from web.api.problems import TYPE, Problem, Winner

AT = datetime(2026, 3, 1, 18, 30, tzinfo=UTC)
OTHER_ID = AN_ID[:-1] + "a"

TASK = shapes.Task(
    id=AN_ID,
    case=OTHER_ID,
    reference="BE-2026-0042",
    agency="police-brussels",
    role=Role.POLICE,
    country=Country.BE,
    code="issue-alert",
    title="Decide on an alert",
    state="claimed",
    opened_at=AT,
    due_at=AT + timedelta(hours=2),
    clock_from=AT,
    counts="hours",
    pauses=("interpreter-awaited",),
    pause=None,
    overdue=False,
    escalated=0,
    claimed_by=shapes.By(member="m-17", name="S. Maes", agency="police-brussels", at=AT + timedelta(minutes=6)),
    hand_over_to=None,
    outcome=None,
    outcomes=("issued", "not-issued"),
    source="National protocol, chapter 3",
    mark="S",
    exercise=None,
    version=3,
)
SUMMARY = shapes.CaseSummary(
    id=OTHER_ID,
    reference="BE-2026-0042",
    country=Country.BE,
    status="open",
    phase="missing",
    risk=RiskLevel.HIGH,
    lead="police-brussels",
    last_activity=AT,
    erased_on=None,
    exercise=None,
)
DISCLOSURE = {
    "id": AN_ID,
    "part": "found-place",
    "subject": None,
    "to": "asylum-be",
    "state": "granted",
    "open": True,
    "until": AT + timedelta(days=3),
}
CASE = shapes.Case(
    **msgspec.structs.asdict(SUMMARY),
    agencies=[{"id": "police-brussels", "role": Role.POLICE, "country": Country.BE, "since": AT, "until": None}],
    invited=[{"id": "chair-be", "purpose": "case-conference", "legal_basis": "public-task", "at": AT}],
    disclosures=[DISCLOSURE],
    episode={"id": AN_ID, "number": 1, "status": "reported", "since": AT},
    alerts=[{"id": AN_ID, "kind": "sis", "state": "issued", "by": "police-brussels", "at": AT}],
    lead_offer=None,
    actions=["record-sighting", "locate-child"],
    version=9,
)
ENTRY = shapes.TimelineEntry(
    id=AN_ID,
    event="SightingRecorded",
    title="Sighting recorded",
    happened_at=AT,
    happened_until=None,
    approximate=True,
    recorded_at=AT + timedelta(hours=1),
    late_seconds=3600,
    agency="Federal police",
    actor="S. Maes",
    audience="case",
    task=None,
    details={"country": "Belgium"},
    unknown=False,
)

INVITATION = invitations.Invitation(
    id=AN_ID,
    by="carer-brussels",
    purpose=SharedFor.CONFERENCE,
    legal_basis=LegalBasis.PUBLIC_TASK,
    provision=Provision.BE_PROTOCOL,
    at=AT,
    exercise=None,
)

ANSWERS: dict[type[msgspec.Struct], Any] = {
    shapes.Task: TASK,
    shapes.Board: shapes.Board(tasks=[TASK]),
    shapes.Case: CASE,
    invitations.Invitations: invitations.Invitations(invitations=[INVITATION]),
    shapes.Cases: shapes.Cases(cases=[SUMMARY]),
    shapes.Timeline: shapes.Timeline(entries=[ENTRY]),
    shapes.Me: shapes.Me(
        member="m-17",
        name="S. Maes",
        agency="police-brussels",
        agency_name="Federal police",
        role=Role.POLICE,
        country=Country.BE,
        roles=("worker",),
    ),
    shapes.Token: shapes.Token(token="kept-by-you-and-shown-once", expires_at=AT + timedelta(hours=12)),  # noqa: S106
}

FACT = (
    f"event: fact\nid: KZ5dBn1hPz1J\n"
    f'data: {{"id":"{AN_ID}","name":"SightingRecorded","case":"{OTHER_ID}","task":null}}\n\n'
)


def example_problem(slug: str, status: int, title: str, detail: str, instead: str) -> Problem:
    """A problem; that of a lost race with its winner and the fresh task."""
    lost = status == 409
    return Problem(
        type=TYPE + slug,
        title=title,
        status=status,
        detail=detail,
        instead=instead,
        field="occurred_at" if status == 422 else None,
        winner=Winner(agency="police-antwerp", member="m-23", at=AT) if lost else None,
        task=TASK if lost else None,
    )
