"""The forms of an agency's page: when somebody answers, who answers otherwise, who is on call.

Invariant: they are offered to those whom the agency lets say so, and hold what stands there now.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta

from domain.case.codes import CASE_ROLES
from domain.directory.codes import MemberRole
from web import seeing
from web.access.viewer import Viewer
from web.forms import showing
from web.forms.fields import FormSpec, ShownError, ShownForm, Spec, text
from web.pages.agency.hours import DAYS, typed
from web.services import Services
from web.texts.catalog import gettext
from web.texts.catalog import mark as _
from web.texts.times import now, to_local

ALWAYS, IN_HOURS = "always", "hours"
SHIFT = timedelta(hours=12)
"""How long a shift is where nobody says otherwise."""

DAY_LABELS = {
    1: _("Monday"),
    2: _("Tuesday"),
    3: _("Wednesday"),
    4: _("Thursday"),
    5: _("Friday"),
    6: _("Saturday"),
    7: _("Sunday"),
}
HOURS = FormSpec(
    "set-contact-hours",
    _("Change when somebody answers"),
    _("Whoever is told of a duty that nobody acknowledges is reached by these hours."),
    _("Save the hours"),
    (
        Spec("when", "radios", _("When does somebody answer?")),
        *(text(field, DAY_LABELS[day]) for day, field in DAYS.items()),
        Spec("closed_on_holidays", "checkboxes", _("Public holidays"), required=False),
        Spec("fallback", "select", _("Which agency answers while nobody does"), required=False),
        text("line", _("Or which other line"), _("A line that is no agency here, never somebody’s own number.")),
    ),
)
ON_CALL = FormSpec(
    "name-on-call",
    _("Name who is on call"),
    _("When a duty of yours is not acknowledged, they are named. Of shifts that overlap, the one named last counts."),
    _("Name them"),
    (
        Spec("member", "select", _("Who")),
        Spec("begins", "datetime", _("From")),
        Spec("ends", "datetime", _("Until")),
    ),
)
FORMS = {spec.slug: spec for spec in (HOURS, ON_CALL)}


def may_change(viewer: Viewer) -> bool:
    """Whether *viewer* may say how their agency is reached."""
    return bool({MemberRole.ADMIN, MemberRole.DUTY}.intersection(viewer.roles))


def forms_of(services: Services, viewer: Viewer) -> list[ShownForm]:
    """The forms for *viewer*, with what stands there now; none for who may not change it."""
    if not may_change(viewer):
        return []
    return [shown(services, viewer, spec, standing(services, viewer, spec)) for spec in FORMS.values()]


def shown(
    services: Services,
    viewer: Viewer,
    spec: FormSpec,
    filled: Mapping[str, Sequence[str]],
    errors: Sequence[ShownError] = (),
) -> ShownForm:
    """One of the forms, *filled* with what stands there or was typed."""
    agency = seeing.own_agency(services, viewer)
    version = agency.version if agency is not None and spec is HOURS else None
    form = showing.shown_form(
        spec, _options(services, viewer), key=services.ids.new(), version=version, typed=filled, errors=errors
    )
    if spec is HOURS:
        hint = gettext("Such as 08:00-12:30, 13:00-22:00. Empty where nobody answers; 00:00-24:00 is the whole day.")
        next(field for field in form.fields if field.name == DAYS[1]).hint = hint
    return form


def standing(services: Services, viewer: Viewer, spec: FormSpec) -> dict[str, list[str]]:
    """What stands there now, as the form holds it; for a shift, one that begins now."""
    if spec is ON_CALL:
        return {"begins": [to_local(now())], "ends": [to_local(now() + SHIFT)]}
    agency = seeing.own_agency(services, viewer)
    if agency is None:
        return {}
    return {
        "when": [IN_HOURS if agency.hours else ALWAYS],
        **typed(agency.hours),
        "closed_on_holidays": ["yes"] if agency.closed_on_holidays else [],
        "fallback": [agency.fallback or ""],
        "line": [agency.line or ""],
    }


def _options(services: Services, viewer: Viewer) -> dict[str, showing.Options]:
    others = [each for each in services.people.agencies() if each.role in CASE_ROLES and each.id != viewer.agency_id]
    return {
        "when": [(ALWAYS, gettext("By day and night, on every day")), (IN_HOURS, gettext("In these hours:"))],
        "closed_on_holidays": [("yes", gettext("Nobody answers on public holidays of the country"))],
        "fallback": [(each.id, f"{each.name} ({(each.country or '').upper()})") for each in others],
        "member": [(each.id, each.name) for each in services.people.members_of(viewer.agency_id)],
    }
