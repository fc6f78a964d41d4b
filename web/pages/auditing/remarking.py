"""Remarks: made on a case by its auditors, read and answered by whom they ask, settled by who made them.

Invariant: the words are opened for who said why they look, and for nobody whom the remark is not between; an agency
that has left the case still reads and answers what asks it, and nothing else of the case.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from litestar import Response, get, post
from litestar.params import FromPath
from litestar.response import Redirect

from domain.auditing.commands import AnswerRemark, MakeRemark, RemarkCommand, SettleRemark
from domain.deciding.refusals import Refused
from domain.ids import derive
from domain.looking import LookReason
from domain.privacy import Purpose
from projections import cases
from projections.auditing import Remark, Said
from projections.findings import Finding
from web import seeing
from web.access.circumstances import command_id
from web.access.justifying import ReasonNeeded, has_said_why, say_why
from web.access.viewer import AppRequest, Viewer, services_of
from web.answers.faults import BadBody, NotThere, fault_of
from web.answers.rendering import page
from web.auditing.acting import act_on_remark
from web.auditing.rows import Fact
from web.auditing.told import Told, told_of
from web.forms.fields import ShownForm
from web.forms.reading import shown_error, to_command
from web.pages.auditing.asking import answer_form, settle_form
from web.pages.auditing.one_case import Refusal
from web.pages.auditing.one_case import show as show_case
from web.repeating import OtherWords
from web.rights.forms import typed_again
from web.services import Services
from web.shown.opening import opened
from web.shown.timeline import Words
from web.texts import wording
from web.texts.catalog import gettext as _


@dataclass(frozen=True)
class Line:
    """Something that was said about a remark, by whom, when."""

    title: str
    who: str
    agency_name: str
    at: datetime
    words: Words | None


@dataclass(frozen=True)
class Opened:
    """A remark as one of those it is between reads it, with the form that they may use."""

    told: Told
    lines: Sequence[Line]
    facts: Sequence[Fact]
    sees_case: bool
    audits: bool
    form: ShownForm | None


@get("/remarks", include_in_schema=False)
async def remarks_page(request: AppRequest) -> Response[Any]:
    """The remarks that ask the reader's agency; for auditors, those on all cases of their country."""
    services, viewer = services_of(request), request.user
    found = seeing.remarks_across(services, viewer)
    numbers = seeing.numbers_of(services, found)
    told = [told_of(services, remark, numbers[remark.case]) for remark in found]
    return page(request, "pages/remarks.html", remarks=told, audits=seeing.audits(viewer))


@post("/cases/{case_id:str}/remarks", include_in_schema=False, status_code=200)
async def make(request: AppRequest, case_id: FromPath[str]) -> Response[Any]:
    """Put a remark on record, perhaps about a finding, and go to it."""
    services, viewer = services_of(request), request.user
    found = await seeing.found_in(services, viewer, case_id)
    typed = {name: str(value) for name, value in (await request.form()).items()}
    about = next((each for each in found.findings if each.key == typed.get("about")), None)
    key = typed.get("key") or services.ids.new()
    new = derive(command_id(services, viewer, key, f"{case_id}:remark"), "remark")
    try:
        command = to_command(MakeRemark, {"case": case_id, "remark": new, **_said(found.case, typed, about)})
        await act_on_remark(services, viewer, case_id, new, command, key=key, exercise=found.case.exercise)
    except (Refused, BadBody, OtherWords) as error:
        fault = fault_of(error, "")
        refused = (typed, shown_error(fault))
        return await show_case(request, case_id, typed.get("about", ""), refused, fault.status)
    return Redirect(f"/cases/{case_id}/remarks/{new}", status_code=303)


def _said(case: cases.Case, typed: Mapping[str, str], about: Finding | None) -> dict[str, Any]:
    """What a form says of a remark; it asks an agency of the case, or the one that the finding is about."""
    asked = typed.get("agency", "")
    known = {part.agency for part in case.agencies} | ({about.agency} if about else set())
    if asked and asked not in known:
        raise BadBody(_("That agency takes no part in this case."), "agency")
    said: dict[str, Any] = {"agency": asked or None, "words": typed.get("words", "")}
    if about is not None:
        facts = tuple(fact.id for fact in about.facts)
        said |= {"check": about.check.value, "anchor": about.anchor, "facts": facts}
    return said


@get("/cases/{case_id:str}/remarks/{remark_id:str}", include_in_schema=False)
async def remark_page(request: AppRequest, case_id: FromPath[str], remark_id: FromPath[str]) -> Response[Any]:
    """One remark with everything that was said about it."""
    return await _show(request, case_id, remark_id)


@get("/cases/{case_id:str}/remarks/{remark_id:str}/{step:str}", include_in_schema=False)
async def back(case_id: FromPath[str], remark_id: FromPath[str], step: FromPath[str]) -> Redirect:  # noqa: ARG001
    """The page of the remark, for who comes back to the address of a step."""
    return Redirect(f"/cases/{case_id}/remarks/{remark_id}", status_code=303)


STEPS: Mapping[str, type[AnswerRemark | SettleRemark]] = {"answer": AnswerRemark, "settle": SettleRemark}


@post("/cases/{case_id:str}/remarks/{remark_id:str}/{step:str}", include_in_schema=False, status_code=200)
async def say(
    request: AppRequest, case_id: FromPath[str], remark_id: FromPath[str], step: FromPath[str]
) -> Response[Any]:
    """Answer a remark, or settle it."""
    services, viewer = services_of(request), request.user
    remark, _number = seeing.remark_for(services, viewer, case_id, remark_id)
    typed = {name: str(value) for name, value in (await request.form()).items()}
    if step not in STEPS:
        raise NotThere(case_id)
    try:
        command: RemarkCommand = to_command(STEPS[step], {"remark": remark.id, "words": typed.get("words", "")})
        key = typed.get("key") or services.ids.new()
        await act_on_remark(services, viewer, case_id, remark.id, command, key=key, exercise=remark.exercise)
    except (Refused, BadBody, OtherWords) as error:
        fault = fault_of(error, "")
        return await _show(request, case_id, remark_id, (typed, shown_error(fault)), fault.status)
    return Redirect(f"/cases/{case_id}/remarks/{remark_id}", status_code=303)


async def _show(
    request: AppRequest, case_id: str, remark_id: str, refused: Refusal | None = None, status: int = 200
) -> Response[Any]:
    """The page; a form that was *refused* has what was typed."""
    services, viewer = services_of(request), request.user
    remark, reference = seeing.remark_for(services, viewer, case_id, remark_id)
    sees_case = await _say_why(services, viewer, case_id)
    form = _form(services, viewer, remark, anyway=refused is not None)
    told = Opened(
        told=told_of(services, remark, reference),
        lines=await _lines(services, viewer, remark),
        facts=_facts(services, viewer, remark) if sees_case else (),
        sees_case=sees_case,
        audits=seeing.audits(viewer),
        form=typed_again(form, *refused) if form and refused else form,
    )
    return page(request, "pages/remark.html", status=status, remark=told)


async def _say_why(services: Services, viewer: Viewer, case_id: str) -> bool:
    """Whether *viewer* sees the case. Raises :class:`ReasonNeeded` for who does and has not said why they look.

    For who has left it a reason is put down that opens nothing but this: there is nothing else that they could open.
    """
    sees_case = case_id in seeing.case_ids(services, viewer)
    if not await has_said_why(services, viewer, case_id):
        if sees_case:
            raise ReasonNeeded(case_id)
        await say_why(services, viewer, case_id, LookReason.SUPERVISION)
    return sees_case


def _facts(services: Services, viewer: Viewer, remark: Remark) -> list[Fact]:
    """The facts that *remark* rests on, as far as *viewer* sees them."""
    seen = {entry.id: entry for entry in seeing.entries_for(services, viewer, remark.case)}
    found = [seen[fact] for fact in remark.facts if fact in seen]
    return [Fact(wording.event(each.name), each.recorded_at, f"/cases/{remark.case}/facts/{each.id}") for each in found]


def _form(services: Services, viewer: Viewer, remark: Remark, *, anyway: bool) -> ShownForm | None:
    """The form that *viewer* may use; *anyway* gives back what was typed where there is no use for it any more."""
    if not anyway and (remark.settled is not None or not seeing.keeps_texts(services, remark.case)):
        return None
    if remark.agency == viewer.agency_id:
        return answer_form(services)
    return settle_form(services) if remark.by == viewer.agency_id and seeing.audits(viewer) else None


async def _lines(services: Services, viewer: Viewer, remark: Remark) -> list[Line]:
    said = [(_("Remark"), remark.made), *((_("Answer"), each) for each in remark.answers)]
    said += [(_("Settled"), remark.settled)] if remark.settled else []
    return [await _line(services, viewer, remark.case, title, each) for title, each in said]


async def _line(services: Services, viewer: Viewer, case_id: str, title: str, said: Said) -> Line:
    words = (
        None
        if said.words is None
        else await opened(services, viewer, case_id, said.words, Purpose.NARRATIVE, what="remark")
    )
    return Line(
        title=title,
        who=services.people.member_name(said.member),
        agency_name=services.people.agency_name(said.agency),
        at=said.at,
        words=words,
    )


HANDLERS = (remarks_page, make, remark_page, back, say)
