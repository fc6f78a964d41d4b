"""How the installation is doing, for its administrators: positions, and what was set aside or is damaged.

Invariant: it names places in the log and kinds of facts, never what a fact says and never a child; of people, only
those of the administrator's own agency.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from litestar import Response, get

from domain.codes import Role
from domain.directory.codes import Standing
from projections import audit
from projections.views import Parked
from web import seeing
from web.access.viewer import AppRequest, Viewer, services_of
from web.answers.faults import NotThere
from web.answers.rendering import page
from web.api.system import traffic_of
from web.ports import Health, Notices, Traffic
from web.proving.judging import Concern
from web.proving.telling import amiss
from web.services import Services
from web.texts import wording
from web.texts.catalog import gettext as _

MOST = 200
"""How many damaged messages are listed; the figure above the list counts all."""


@dataclass(frozen=True)
class ViewRow:
    """One read model: its name and how far it is."""

    name: str
    version: int
    position: int
    behind: int


@dataclass(frozen=True)
class DamagedRow:
    """One message that does not fit its history."""

    position: int
    originator: str
    version: int


@dataclass(frozen=True)
class ParkedRow:
    """One fact that a view has set aside."""

    view: str
    position: int
    event: str
    why: str
    at: datetime


@dataclass(frozen=True)
class MemberRow:
    """Somebody who acts for the administrator's own agency."""

    name: str
    roles: Sequence[str]
    suspended: bool


@dataclass(frozen=True)
class AgencyRow:
    """An agency of the administrator's country, and how many people act for it."""

    name: str
    role: str
    members: int
    suspended: int


@dataclass(frozen=True)
class Installation:
    """Everything an administrator looks at."""

    health: Health
    behind: int
    members: Sequence[MemberRow]
    agencies: Sequence[AgencyRow]
    views: Sequence[ViewRow]
    parked: Sequence[ParkedRow]
    damaged: Sequence[DamagedRow]
    told: str
    traffic: Traffic
    amiss: Sequence[Concern]


def told_by(notices: Notices) -> str:
    """By which ways people are told that something awaits them."""
    if notices.mail and notices.push_key:
        return _("People are told by mail and push.")
    if notices.mail or notices.push_key:
        return _("People are told by mail.") if notices.mail else _("People are told by push.")
    return _("Nobody is told by mail or push: neither is set up.")


def _parked(parked: Parked) -> ParkedRow:
    return ParkedRow(parked.view, parked.position, parked.event, parked.why, parked.at)


def _damaged(mark: audit.Trace) -> DamagedRow:
    return DamagedRow(mark.position, mark.originator, mark.version)


@get("/installation", include_in_schema=False)
async def installation_page(request: AppRequest) -> Response[Any]:
    """The state of the installation, for administrators."""
    services, viewer = services_of(request), request.user
    if viewer.role is not Role.ADMIN:
        raise NotThere
    health = await services.health()
    positions = seeing.view_positions(services)
    shown = Installation(
        health=health,
        behind=max((health.last - at for _name, _version, at in positions), default=0),
        members=_members(services, viewer),
        agencies=_agencies(services, viewer),
        views=[ViewRow(name, version, at, max(health.last - at, 0)) for name, version, at in positions],
        parked=[_parked(parked) for parked in seeing.set_aside(services)],
        told=told_by(services.notices),
        traffic=await traffic_of(services.notices),
        amiss=await amiss(services),
        damaged=[
            DamagedRow(mark.position, mark.originator, mark.version) for mark in seeing.damaged_marks(services, MOST)
        ],
    )
    return page(request, "pages/installation.html", installation=shown)


def _members(services: Services, viewer: Viewer) -> list[MemberRow]:
    members = services.people.all_of(viewer.agency_id)
    return [MemberRow(each.name, [wording.code(role) for role in each.roles], not each.acts) for each in members]


def _agencies(services: Services, viewer: Viewer) -> list[AgencyRow]:
    """Agencies with figures only: who the others' people are is theirs to know."""
    found = []
    for agency in services.people.agencies():
        if agency.country == viewer.country:
            members = services.people.all_of(agency.id)
            suspended = sum(member.standing is Standing.SUSPENDED for member in members)
            found.append(
                AgencyRow(agency.name, wording.code(agency.role), sum(member.acts for member in members), suspended)
            )
    return found


HANDLERS = (installation_page,)
