"""One fact of a case: what it says, what became of it, and the forms to dispute or correct it.

Invariant: a fact that its reader does not see is not there; who did not record it is not offered to correct it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from litestar import Response, get, post
from litestar.params import FromPath
from litestar.response import Redirect

from domain.case.commands import AnswerDispute, CorrectRecord, DisputeRecord, RightsCommand
from domain.case.events import RightsEvent
from domain.case.rights.codes import Asking, DisputeFinding
from domain.context import Command
from domain.deciding.refusals import Refused
from domain.events import REGISTER
from domain.ids import derive
from domain.task.events import TaskHandOverDeclined, TaskHandOverOffered
from projections import cases
from projections.timeline import Entry
from web import seeing
from web.access.circumstances import command_id
from web.access.viewer import AppRequest, Viewer, services_of
from web.answers.faults import BadBody, NotThere, fault_of
from web.answers.rendering import page
from web.conference.behind import Pinning, pinning
from web.forms.fields import ShownField, ShownForm
from web.forms.reading import shown_error, to_command
from web.forms.showing import code_options
from web.repeating import OtherWords
from web.rights.acting import act
from web.rights.forms import plain, typed_again
from web.rights.marks import Dispute, corrections_of, disputes_of
from web.services import Services
from web.shown.opening import asks_why, open_entries
from web.shown.timeline import SEALED, shown
from web.shown.timeline import Entry as Shown
from web.texts import wording
from web.texts.catalog import gettext as _
from web.texts.times import when
from web.texts.wording.looking import reasons

ABOUT_RIGHTS = frozenset(each.NAME for each in RightsEvent.__args__)
"""Facts that say something about another fact: what is wrong in them is said about that one."""

BETWEEN = frozenset({TaskHandOverOffered.NAME, TaskHandOverDeclined.NAME})
"""Facts whose words stay between two agencies, and so are not said again for others."""

STEPS: Mapping[str, type[Command]] = {"dispute": DisputeRecord, "correct": CorrectRecord, "answer": AnswerDispute}


@dataclass(frozen=True)
class ShownFact:
    """A fact on its page: what it says, what was said about it, and what can be said."""

    id: str
    entry: Shown
    sealed: bool
    after: Sequence[Shown]
    forms: Sequence[ShownForm]
    pins: Sequence[Pinning]


@get("/cases/{case_id:str}/facts/{fact_id:str}", include_in_schema=False)
async def fact_page(request: AppRequest, case_id: FromPath[str], fact_id: FromPath[str]) -> Response[Any]:
    """The fact, and what can be said about it."""
    return await show(request, case_id, fact_id)


@get("/cases/{case_id:str}/facts/{fact_id:str}/{step:str}", include_in_schema=False)
async def again(case_id: FromPath[str], fact_id: FromPath[str], step: FromPath[str]) -> Redirect:  # noqa: ARG001
    """The page of the fact, for who comes back to the address of a step."""
    return Redirect(f"/cases/{case_id}/facts/{fact_id}", status_code=303)


@post("/cases/{case_id:str}/facts/{fact_id:str}/{step:str}", include_in_schema=False, status_code=200)
async def say(
    request: AppRequest, case_id: FromPath[str], fact_id: FromPath[str], step: FromPath[str]
) -> Response[Any]:
    """Dispute the fact, correct it, or answer a dispute about it."""
    services, viewer = services_of(request), request.user
    case = seeing.case_for(services, viewer, case_id)
    entries = seeing.entries_for(services, viewer, case_id)
    about = _found(entries, case_id, fact_id)
    typed = {name: str(value) for name, value in (await request.form()).items()}
    if step not in STEPS or not seeing.may_act(viewer, case) or not _is_of(about, step, typed, entries):
        raise NotThere(case_id)
    key = typed.get("key") or services.ids.new()
    id_ = derive(command_id(services, viewer, key, f"{fact_id}:{step}"), "dispute")
    try:
        command = _command(step, about, typed, id_)
        await act(services, viewer, case, command, key, about)
    except (Refused, BadBody, OtherWords) as error:
        fault = fault_of(error, "")
        form = next((each for each in forms_for(services, viewer, case, about) if each.slug == step), None)
        again = None if form is None else typed_again(form, typed, shown_error(fault))
        return await show(request, case_id, fact_id, refused=again, status=fault.status)
    return Redirect(f"/cases/{case_id}/facts/{fact_id}", status_code=303)


async def show(
    request: AppRequest, case_id: str, fact_id: str, *, refused: ShownForm | None = None, status: int = 200
) -> Response[Any]:
    """The page of a fact, with the form that was *refused* in the place of a fresh one."""
    services, viewer = services_of(request), request.user
    case = seeing.case_for(services, viewer, case_id)
    entries = seeing.entries_for(services, viewer, case_id)
    about = _found(entries, case_id, fact_id)
    after = [*corrections_of(entries, about.id)]
    for dispute in disputes_of(entries, about.id):
        after += [dispute.begun, *([dispute.answered] if dispute.answered else [])]
    after.sort(key=lambda entry: entry.position)
    texts = await open_entries(services, viewer, case_id, [about, *after])
    told = [shown(entry, services.people, texts) for entry in (about, *after)]
    forms = forms_for(services, viewer, case, about) if seeing.may_act(viewer, case) else []
    forms = [refused if refused is not None and refused.slug == form.slug else form for form in forms]
    pins = pinning(services, viewer, case, entries, about.id)
    fact = ShownFact(about.id, told[0], about.name in SEALED, told[1:], forms, pins)
    why = reasons() if await asks_why(services, viewer, case_id, [about, *after]) else ()
    return page(request, "pages/fact.html", status=status, case=case, fact=fact, reasons=why)


def _found(entries: Sequence[Entry], case: str, fact: str) -> Entry:
    """The entry of *fact* among those that are seen. Raises :class:`NotThere`."""
    found = next((entry for entry in entries if entry.id == fact), None)
    if found is None:
        raise NotThere(case)
    return found


def forms_for(services: Services, viewer: Viewer, case: cases.Case, about: Entry) -> list[ShownForm]:
    """What *viewer* may say about a fact, as forms: who recorded it corrects, everybody else disputes."""
    if about.name in ABOUT_RIGHTS:
        return []
    forms = [_dispute(services)]
    if about.agency == viewer.agency_id:
        disputes = disputes_of(seeing.entries_for(services, viewer, case.id), about.id)
        waiting = [each for each in disputes if each.answered is None]
        fields = correctable(about)
        forms = [
            *([_answer(services, waiting)] if waiting else []),
            *([_correct(services, fields)] if fields else []),
            *forms,
        ]
    return forms


def correctable(about: Entry) -> list[tuple[str, str]]:
    """The texts of a fact that other words can take the place of, with their labels."""
    kind = REGISTER.get(about.name)
    if kind is None or about.unknown or about.name in SEALED or about.name in BETWEEN:
        return []
    return [(field, wording.field(field)) for field in about.private if field not in kind.codes]


def _is_of(about: Entry, step: str, typed: Mapping[str, str], entries: Sequence[Entry]) -> bool:
    """Whether what was *typed* names something of the fact: what is said goes to whom the fact was for, no further."""
    if step == "correct" and typed.get("field"):
        return typed["field"] in dict(correctable(about))
    if step == "answer" and typed.get("dispute"):
        return typed["dispute"] in {each.begun.codes["dispute"] for each in disputes_of(entries, about.id)}
    return step != "dispute" or about.name not in ABOUT_RIGHTS


def _dispute(services: Services) -> ShownForm:
    fields = [
        ShownField("asked_by", "radios", _("Who says so"), options=code_options(Asking), value=Asking.CHILD.value),
        ShownField("words", "textarea", _("What is wrong or missing"), recorded=True),
    ]
    return plain(services, "dispute", _("Say that this is wrong"), fields, _("Put it down"))


def _correct(services: Services, texts: Sequence[tuple[str, str]]) -> ShownForm:
    fields = [
        ShownField("field", "select", _("Which part"), options=texts, value=texts[0][0]),
        ShownField("text", "textarea", _("It should read"), recorded=True),
        ShownField("reason", "textarea", _("Why"), recorded=True),
    ]
    return plain(services, "correct", _("Correct it"), fields, _("Record the correction"))


def _answer(services: Services, waiting: Sequence[Dispute]) -> ShownForm:
    which = [(each.begun.codes["dispute"], when(each.begun.recorded_at, "full")) for each in waiting]
    kind = "hidden" if len(which) == 1 else "select"
    fields = [
        ShownField("dispute", kind, _("Which one"), options=which, value=which[0][0]),
        ShownField("finding", "radios", _("What was found"), options=code_options(DisputeFinding)),
        ShownField("words", "textarea", _("In words"), recorded=True),
    ]
    return plain(services, "answer", _("Answer the dispute"), fields, _("Record the answer"))


def _command(step: str, about: Entry, typed: Mapping[str, str], id_: str) -> RightsCommand:
    """The command of *step*; which fact it is about comes from the page and never from the form."""
    known = {"fact": about.id, "event": about.name, "recorded_by": about.agency}
    if step == "dispute":
        said = {name: typed.get(name, "") for name in ("asked_by", "words")}
        return to_command(DisputeRecord, {**known, **said, "dispute": id_})
    if step == "correct":
        country = {"country": about.codes["country"]} if about.codes.get("country") else {}
        said = {name: typed.get(name, "") for name in ("field", "text", "reason")}
        return to_command(CorrectRecord, {**known, **country, **said})
    said = {name: typed.get(name, "") for name in ("dispute", "finding", "words")}
    return to_command(AnswerDispute, said)


HANDLERS = (fact_page, again, say)
