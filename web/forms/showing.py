"""A form as a page shows it: labels in the reader's language, choices from the case, values and errors.

Invariant: what was typed is shown again whenever the form is; a choice that no longer exists is said so by the domain.
"""

from __future__ import annotations

import enum
from collections.abc import Mapping, Sequence
from datetime import datetime

from domain.case.codes import CASE_ROLES
from domain.codes import Role
from projections import cases
from web.access.viewer import Viewer
from web.forms.asking import why
from web.forms.between import choosing
from web.forms.child import IDENTITY
from web.forms.fields import Choices, FormSpec, ShownError, ShownField, ShownForm, Spec
from web.people import People
from web.places.typing import WHICH, which_place
from web.texts import wording
from web.texts.catalog import gettext as _
from web.texts.times import when

Options = Sequence[tuple[str, str]]
Typed = Mapping[str, Sequence[str]]


def shown_form(
    spec: FormSpec,
    options: Mapping[str, Options],
    *,
    key: str,
    version: int | None,
    typed: Typed | None = None,
    errors: Sequence[ShownError] = (),
) -> ShownForm:
    """*spec* with its *options*, what was *typed* and what to correct."""
    told = {error.field: error.message for error in errors}
    fields = [
        _field(field, options.get(field.name, ()), typed or {}, told.get(field.name), why(spec.slug, field.name))
        for field in spec.fields
        if field.kind not in ("new-id", "signs")
    ]
    return ShownForm(
        slug=spec.slug,
        title=_(spec.title),
        why=_(spec.why),
        fields=fields,
        submit=_(spec.submit),
        version=version,
        key=key,
        errors=list(errors),
    )


def _field(spec: Spec, options: Options, typed: Typed, error: str | None, asked: str) -> ShownField:
    values = [value for value in typed.get(spec.name, ()) if value]
    if spec.kind == "point":
        options = which_place(_first(typed, spec.name).strip(), _first(typed, "country"))
    default = options[0][0] if spec.kind == "radios" and options else ""
    return ShownField(
        name=spec.name,
        kind=spec.kind,
        label=_(spec.label),
        hint=_(spec.hint),
        required=spec.required,
        options=options,
        value=values[0] if values else (spec.default or default),
        values=typed.get(f"{spec.name}{WHICH}", ()) if spec.kind == "point" else values,
        error=error,
        autocomplete="off",
        why=asked,
        recorded=spec.kind == "textarea" and spec not in IDENTITY,
    )


def _first(typed: Typed, name: str) -> str:
    return next(iter(typed.get(name, ())), "")


def occurred_field(typed: Typed | None = None, error: str | None = None) -> ShownField:
    """The field that every form of a case has: when it happened."""
    values = (typed or {}).get("occurred_at", ())
    return ShownField(
        name="occurred_at",
        kind="datetime",
        label=_("When it happened"),
        hint=_("Leave it empty if it is happening now. A late record is marked as late."),
        required=False,
        value=values[0] if values else "",
        error=error,
    )


def code_options(codes: type[enum.Enum]) -> Options:
    """All codes of a list, in words."""
    return [(str(code.value), wording.code(str(code.value))) for code in codes]


def case_options(spec: FormSpec, case: cases.Case, people: People, viewer: Viewer) -> dict[str, Options]:
    """The choices of every field of *spec* as the case stands."""
    found: dict[str, Options] = {}
    for field in spec.fields:
        if isinstance(field.options, Choices):
            found[field.name] = _of_case(field.options, case, people, viewer)
        elif field.options is not None:
            found[field.name] = code_options(field.options)
    return found


def _of_case(choices: Choices, case: cases.Case, people: People, viewer: Viewer) -> Options:
    inside = [member.agency for member in case.taking_part]
    match choices:
        case Choices.CASE_AGENCIES:
            return _agencies(inside, people)
        case Choices.CASE_POLICE:
            return _agencies([each.agency for each in case.taking_part if each.role is Role.POLICE], people)
        case Choices.OTHER_CASE_AGENCIES:
            return _agencies([agency for agency in inside if agency != viewer.agency_id], people)
        case Choices.OUTSIDE_AGENCIES:
            working = [a for a in people.agencies() if a.role in CASE_ROLES]
            return _agencies([agency.id for agency in working if agency.id not in inside], people)
        case Choices.OWN_COLLEAGUES:
            colleagues = [m for m in people.members_of(viewer.agency_id) if m.id != viewer.member_id]
            return [(member.id, member.name) for member in colleagues]
        case Choices.RUNNING_ALERTS:
            running = [alert for alert in case.alerts if alert.state != "withdrawn"]
            return [(a.id, _three(wording.code(a.kind), people.agency_name(a.of_agency), a.at)) for a in running]
        case Choices.OPEN_REQUESTS:
            asked = [r for r in case.requests if r.of_agency == viewer.agency_id and r.state != "given"]
            return [(r.id, _three(_("Question"), people.agency_name(r.by_agency), r.at)) for r in asked]
        case Choices.EMERGENCIES:
            waiting = [each for each in case.emergencies if each.finding is None and each.agency != viewer.agency_id]
            return [(e.id, _three(people.member_name(e.member), people.agency_name(e.agency), e.at)) for e in waiting]
        case Choices.HOLDS:
            return [(h.id, _three(_("Legal hold"), people.agency_name(h.agency), h.at)) for h in case.keeping.holds]
        case Choices.INVITED_AGENCIES | Choices.DECIDING_AGENCIES:
            return _agencies(choosing.among(choices, case, viewer), people)
        case Choices.PLACEMENTS:
            place = case.placement
            label = _("Placement")
            return [(place.id, _three(label, people.agency_name(place.agency), place.since))] if place else []
        case _:
            return choosing.parts(case, people, viewer, choices)


def _three(what: str, who: str, at: datetime) -> str:
    return f"{what} · {who} · {when(at, 'day')}"


def _agencies(ids: Sequence[str], people: People) -> Options:
    found = []
    for id_ in ids:
        agency = people.agency(id_)
        if agency is not None:
            found.append((id_, f"{agency.name} ({(agency.country or '').upper()})"))
    return sorted(found, key=lambda pair: pair[1])
