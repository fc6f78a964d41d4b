"""The people of the stories in the domain's tests, and the moment at which they act."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import msgspec

from domain.codes import Country, Role
from domain.context import SYSTEM_AGENCY, Context
from domain.envelope import Occurred

NOW = datetime(2026, 3, 4, 21, 30, tzinfo=UTC)
EARLIER = NOW - timedelta(hours=3)
TOMORROW = NOW + timedelta(days=1)
COMMAND = "0195612345677000a0000000000000aa"


class Actor(msgspec.Struct, frozen=True):
    """A member of an agency."""

    member: str
    agency: str
    role: Role | None
    country: Country | None
    offices: tuple[str, ...] = ()


CARER = Actor("maria", "shelter-gr", Role.CARER, Country.GR)
NIGHT_CARER = Actor("eleni", "shelter-gr", Role.CARER, Country.GR)
POLICE = Actor("nikos", "police-gr", Role.POLICE, Country.GR)
POLICE_BE = Actor("an", "police-be", Role.POLICE, Country.BE)
GUARDIAN = Actor("sofia", "guardian-gr", Role.GUARDIAN, Country.GR)
PROTECTION = Actor("ioanna", "protection-gr", Role.PROTECTION, Country.GR)
HOTLINE = Actor("petros", "hotline-gr", Role.HOTLINE, Country.GR)
ASYLUM = Actor("kostas", "asylum-gr", Role.ASYLUM, Country.GR)
CHAIR = Actor("dimitra", "chair-gr", Role.CHAIR, Country.GR)
AUDITOR = Actor("giorgos", "auditor-gr", Role.AUDITOR, Country.GR)
ADMIN = Actor("katerina", "admin-gr", Role.ADMIN, Country.GR)
STRANGER = Actor("jonas", "carer-se", Role.CARER, Country.SE)
LANTERN = Actor("reacting", SYSTEM_AGENCY, None, None)

ACTORS = (CARER, NIGHT_CARER, POLICE, POLICE_BE, GUARDIAN, PROTECTION, HOTLINE, ASYLUM, CHAIR, ADMIN, STRANGER, LANTERN)


def acting(
    actor: Actor,
    *,
    occurred: Occurred | None = None,
    command_id: str = COMMAND,
    now: datetime = NOW,
) -> Context:
    """The circumstances in which *actor* acts."""
    return Context(
        command_id=command_id,
        now=now,
        occurred_at=occurred or Occurred(now),
        actor=actor.member,
        agency=actor.agency,
        role=actor.role,
        country=actor.country,
        offices=actor.offices,
    )
