"""How long one case is kept, why, and what can be done about it.

Invariant: whoever sees the case sees this; only who reviews is offered to propose, confirm or decline.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from litestar import Response, get
from litestar.params import FromPath

from projections import cases
from web import seeing
from web.access.viewer import AppRequest, Viewer, services_of
from web.answers.rendering import page
from web.forms.fields import ShownError, ShownField, ShownForm
from web.pages.retention.due import reviews
from web.pages.retention.standing import Kept, due_now, standing
from web.services import Services
from web.texts import wording
from web.texts.catalog import gettext as _

Typed = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Said:
    """Who said what about keeping the case, and when: a hold, or a proposal."""

    who: str
    agency: str
    at: datetime
    what: Sequence[str] = ()


@dataclass(frozen=True)
class Keeping:
    """How one case is kept."""

    classes: Sequence[Kept]
    closed_at: datetime | None
    holds: Sequence[Said]
    proposed: Said | None
    certificates: Sequence[tuple[str, datetime | None]]
    forms: Sequence[ShownForm]
    may_hold: bool
    may_lift: bool


@get("/cases/{case_id:str}/retention", include_in_schema=False)
async def case_page(request: AppRequest, case_id: FromPath[str]) -> Response[Any]:
    """How long the case is kept."""
    case = seeing.case_for(services_of(request), request.user, case_id)
    return show(request, case)


def show(
    request: AppRequest, case: cases.Case, *, status: int = 200, refused: ShownForm | None = None
) -> Response[Any]:
    """The page of *case*, with the form that was *refused* open in the place of a fresh one."""
    services, viewer = services_of(request), request.user
    forms = [refused if refused and refused.slug == form.slug else form for form in forms_for(services, viewer, case)]
    if refused is not None and refused not in forms:
        forms = [refused, *forms]
    keeping = case.keeping
    shown = Keeping(
        classes=standing(services, case),
        closed_at=keeping.closed_at if case.status == "closed" else None,
        holds=[_said(services, hold.by, hold.agency, hold.at) for hold in keeping.holds],
        proposed=_proposed(services, case),
        certificates=[(each.id, each.destroyed_at) for each in keeping.erasures],
        forms=forms,
        may_hold=bool(keeping.left) and seeing.may_act(viewer, case),
        may_lift=bool(keeping.holds) and seeing.may_act(viewer, case),
    )
    names = [form.slug for form in forms if form.errors]
    return page(request, "pages/case_retention.html", status=status, case=case, keeping=shown, wrong=names)


def _said(services: Services, who: str, agency: str, at: datetime, what: Sequence[str] = ()) -> Said:
    return Said(services.people.member_name(who), services.people.agency_name(agency), at, what)


def _proposed(services: Services, case: cases.Case) -> Said | None:
    proposed = case.keeping.proposed
    if proposed is None:
        return None
    what = [wording.code(each) for each in proposed.classes]
    return _said(services, proposed.by, proposed.agency, proposed.at, what)


def forms_for(services: Services, viewer: Viewer, case: cases.Case) -> list[ShownForm]:
    """What *viewer* may do about *case* now, as forms."""
    if not (reviews(viewer) and seeing.may_act(viewer, case)) or case.keeping.pending is not None:
        return []
    proposed = case.keeping.proposed
    if proposed is None:
        due = [] if case.keeping.holds else due_now(services, case)
        return [_propose(services, [(each.of.value, wording.code(each.of)) for each in due])] if due else []
    if proposed.by == viewer.member_id:
        return [_decline(services, _("Take the proposal back"))]
    return [*([] if case.keeping.holds else [_confirm(services)]), _decline(services, _("Decline: keep it"))]


def _propose(services: Services, due: Sequence[tuple[str, str]]) -> ShownForm:
    chosen = [value for value, _label in due]
    fields = [
        ShownField("classes", "checkboxes", _("What is erased"), options=due, values=chosen),
        ShownField(
            "note",
            "textarea",
            _("What you looked at"),
            _("Whether anybody still needs it: a claim, a sibling, an adult who may ask about their childhood."),
            required=False,
            recorded=True,
        ),
    ]
    return plain(services, "propose", _("Propose the erasure"), fields, _("Propose to a second person"))


def _confirm(services: Services) -> ShownForm:
    field = ShownField(
        "sure",
        "checkboxes",
        _("This cannot be taken back"),
        options=[("yes", _("I have looked at the case and at what is proposed, and nobody needs it any more"))],
    )
    return plain(services, "confirm", _("Confirm the erasure"), [field], _("Erase for good"))


def _decline(services: Services, title: str) -> ShownForm:
    field = ShownField("reason", "textarea", _("Reason"), recorded=True)
    return plain(services, "decline", title, [field], title)


def plain(services: Services, slug: str, title: str, fields: list[ShownField], submit: str) -> ShownForm:
    """A form of this page."""
    return ShownForm(
        slug=slug,
        title=title,
        fields=fields,
        submit=submit,
        key=services.ids.new(),
    )


def typed_again(form: ShownForm, typed: Typed, error: ShownError) -> ShownForm:
    """*form* as it was typed, with *error* at its field where that is on it."""
    for field in form.fields:
        field.values = list(typed.get(field.name, ()))
        field.value = field.values[0] if field.values else ""
        if field.name == error.field:
            field.error = error.message
    on_it = error.field in {field.name for field in form.fields}
    form.errors = [error if on_it else ShownError(None, error.message)]
    return form


HANDLERS = (case_page,)
