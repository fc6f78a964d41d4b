"""Emergency access: a case that one's agency takes no part in, read for some hours, and reviewed by somebody else.

Invariant: a number that there is not, and one that cannot be opened, get the same answer; both are on record, and too
many of them are refused for a while. What is read is on record like every look, and nothing can be changed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from litestar import Response, get, post
from litestar.params import FromPath
from litestar.response import Redirect

from domain.case.authority import IN_AN_EMERGENCY
from domain.case.codes import EmergencyReason
from domain.case.commands import TakeEmergencyAccess
from domain.case.emergency.decider import LASTS
from domain.ids import derive
from domain.looking import LookReason
from projections import cases
from web import seeing
from web.access.circumstances import command_id
from web.access.justifying import asker, say_why
from web.access.viewer import AppRequest, Viewer, services_of
from web.acting import act_on_case
from web.answers.faults import NotThere
from web.answers.rendering import page
from web.forms.fields import ShownError, ShownField, ShownForm
from web.forms.showing import code_options
from web.services import Services
from web.shown.case import Identity
from web.shown.opening import identity_of, open_entries
from web.shown.timeline import Entry, shown
from web.texts.catalog import gettext as _
from web.texts.catalog import ngettext

WHERE = "emergency"
"""What the record of who looked calls this page."""


MOST, WITHIN = 5, timedelta(hours=24)
"""So many accesses of one person within so long may wait for their review: a default of the installation (ADR 65)."""


@dataclass(frozen=True)
class Reading:
    """A case as emergency access shows it."""

    case: cases.Case
    until: datetime
    identity: Identity
    entries: Sequence[Entry]
    lead_name: str
    agencies: Sequence[str]


def guesser(member: str) -> tuple[str, str]:
    """As whom and from where wrong numbers of *member* count: wherever they sit, and nobody else's with theirs."""
    return f"{WHERE}.{member}", f"{WHERE}.{member}"


def _may(viewer: Viewer) -> None:
    if viewer.role not in IN_AN_EMERGENCY:
        raise NotThere


@get("/emergency", include_in_schema=False)
async def ask_page(request: AppRequest) -> Response[Any]:
    """The form that asks for the number of the case and why it cannot wait."""
    _may(request.user)
    return page(request, "pages/emergency_ask.html", form=_form(services_of(request).ids.new(), {}, ()))


@post("/emergency", include_in_schema=False, status_code=200)
async def take(request: AppRequest) -> Response[Any]:
    """Take emergency access to the case that was named, and go on to it."""
    services, viewer = services_of(request), request.user
    _may(viewer)
    typed = {name: str(value) for name, value in (await request.form()).items()}
    key = typed.get("key") or services.ids.new()
    errors = _missing(typed) or _too_many(services, viewer) or _unreviewed(services, viewer)
    case = None if errors else await _named(services, viewer, typed["reference"])
    if not errors and case is None:
        errors = [ShownError("reference", _("There is no open case under this number that you could read like this."))]
    if case is None:
        return page(request, "pages/emergency_ask.html", status=422, form=_form(key, typed, errors))
    access = derive(command_id(services, viewer, key, f"{case.id}:TakeEmergencyAccess"), "access")
    reason, words = EmergencyReason(typed["reason"]), typed["circumstances"]
    command = TakeEmergencyAccess(access=access, reason=reason, circumstances=words)
    await act_on_case(services, viewer, case.id, command, key=key, exercise=case.exercise)
    await say_why(services, viewer, case.id, LookReason.EMERGENCY)
    return Redirect(f"/emergency/{case.id}", status_code=303)


def _missing(typed: Mapping[str, str]) -> list[ShownError]:
    found = []
    if not typed.get("reference", "").strip():
        found.append(ShownError("reference", _("Give the number of the case, such as IT-2026-0417.")))
    if typed.get("reason") not in set(EmergencyReason):
        found.append(ShownError("reason", _("Say why it cannot wait.")))
    if not typed.get("circumstances", "").strip():
        found.append(ShownError("circumstances", _("Say what has happened; who reviews it needs to know.")))
    return found


def _too_many(services: Services, viewer: Viewer) -> list[ShownError]:
    wait: timedelta | None = services.guesses.pause(*guesser(viewer.member_id), services.clock.now())
    if wait is None:
        return []
    minutes = int(wait.total_seconds()) // 60 + 1
    said = ngettext(
        "Several numbers led nowhere. The next one is taken in %(num)s minute; call an agency of the case meanwhile.",
        "Several numbers led nowhere. The next one is taken in %(num)s minutes; call an agency of the case meanwhile.",
        minutes,
    )
    return [ShownError("reference", said % {"num": minutes})]


def _unreviewed(services: Services, viewer: Viewer) -> list[ShownError]:
    if seeing.awaiting_review(services, viewer.member_id, services.clock.now() - WITHIN) < MOST:
        return []
    said = _(
        "You have taken emergency access %(num)s times within a day, and nobody has reviewed these yet. Call an agency "
        "of the case and ask to be brought in, or let a colleague take it; you can again once one is reviewed or a day "
        "is over."
    )
    return [ShownError("reference", said % {"num": MOST})]


async def _named(services: Services, viewer: Viewer, reference: str) -> cases.Case | None:
    """The case called *reference*, if it can be read; a number that leads nowhere counts and is on record."""
    case = seeing.outside_case(services, viewer, " ".join(reference.split()).upper())
    if case is None:
        services.guesses.wrong(*guesser(viewer.member_id), services.clock.now())
        await services.consultations.note("refused", asker(viewer), WHERE)
    return case


def _form(key: str, typed: Mapping[str, str], errors: Sequence[ShownError]) -> ShownForm:
    told = {error.field: error.message for error in errors}
    fields = [
        ShownField("reference", "text", _("Number of the case"), autocomplete="off"),
        ShownField("reason", "radios", _("Why it cannot wait"), options=code_options(EmergencyReason)),
        ShownField("circumstances", "textarea", _("What has happened"), recorded=True),
    ]
    for field in fields:
        field.value, field.error = typed.get(field.name, ""), told.get(field.name)
    return ShownForm(
        slug="emergency",
        title=_("Emergency access"),
        fields=fields,
        submit=_("Open the case for %(n)s hours") % {"n": LASTS // timedelta(hours=1)},
        key=key,
        errors=list(errors),
    )


@get("/emergency/{case_id:str}", include_in_schema=False)
async def read_page(request: AppRequest, case_id: FromPath[str]) -> Response[Any]:
    """What emergency access lets somebody read, until it ends."""
    services, viewer = services_of(request), request.user
    access, entries = seeing.case_in_emergency(services, viewer, case_id)
    await say_why(services, viewer, case_id, LookReason.EMERGENCY)
    case = seeing.as_told(entries)
    texts = await open_entries(services, viewer, case_id, entries)
    told = [shown(entry, services.people, texts) for entry in reversed(entries)]
    reading = Reading(
        case,
        access.until,
        await identity_of(services, viewer, case),
        told,
        services.people.agency_name(case.lead),
        [services.people.agency_name(each.agency) for each in case.taking_part],
    )
    return page(request, "pages/emergency.html", reading=reading)


HANDLERS = (ask_page, take, read_page)
