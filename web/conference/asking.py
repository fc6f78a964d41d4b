"""The forms of a conference as they are shown: with its agencies to choose from, and with what the page knows.

Invariant: who is offered to be invited takes part in the case; who is offered to do something was invited.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from domain.case.authority import COORDINATING
from domain.codes import Role
from domain.conference.codes import Topic
from projections import cases
from projections.conferences import Conference
from web.access.viewer import Viewer
from web.conference.forms import CALL, LASTING
from web.forms import showing
from web.forms.fields import FormSpec, ShownError, ShownForm
from web.services import Services
from web.texts.catalog import ngettext
from web.texts.times import to_local


def call_form(
    services: Services,
    viewer: Viewer,
    case: cases.Case,
    typed: showing.Typed,
    *,
    key: str,
    errors: Sequence[ShownError] = (),
) -> ShownForm:
    """The form to call a conference about *case*."""
    options = showing.case_options(CALL, case, services.people, viewer)
    may_chair = {part.agency for part in case.taking_part if part.role in COORDINATING}
    options["chair"] = [(agency, name) for agency, name in options["chair"] if agency in may_chair]
    return showing.shown_form(CALL, {**options, **_lasting()}, key=key, version=None, typed=typed, errors=errors)


def call_begun(case: cases.Case, viewer: Viewer, starts_at: datetime | None) -> showing.Typed:
    """What the form to call a conference begins with: everybody, the chair of the case in the chair, a time."""
    chairs = [part.agency for part in case.taking_part if part.role is Role.CHAIR]
    return {
        "starts_at": [to_local(starts_at)],
        "chair": [next(iter(chairs), viewer.agency_id)],
        "invited": [part.agency for part in case.taking_part if part.agency != viewer.agency_id],
        "topics": [Topic.SITUATION.value, *([Topic.NEXT_REVIEW.value] if starts_at else [])],
    }


def step_form(
    services: Services,
    viewer: Viewer,
    conference: Conference,
    spec: FormSpec,
    typed: showing.Typed,
    *,
    key: str,
    errors: Sequence[ShownError] = (),
) -> ShownForm:
    """The form *spec* about *conference*."""
    invited = [(each.agency, services.people.agency_name(each.agency)) for each in conference.invited]
    own = [each for each in invited if each[0] == viewer.agency_id]
    options: dict[str, showing.Options] = {
        "agency": invited if conference.steered_by(viewer.agency_id) else own,
        "owner": invited,
        "topic": showing.code_options(Topic),
        **_lasting(),
    }
    return showing.shown_form(spec, options, key=key, version=None, typed=typed, errors=errors)


def step_begun(conference: Conference, viewer: Viewer, spec: FormSpec, asked: Mapping[str, str]) -> showing.Typed:
    """What a form about *conference* begins with: what the link to it *asked* for, and what is known."""
    known = {
        "agency": viewer.agency_id,
        "starts_at": to_local(conference.starts_at),
        "lasts_minutes": str(conference.lasts_minutes),
        "draft": str(conference.minutes.draft) if conference.minutes is not None else "",
        "topic": next(iter(conference.topics), Topic.SITUATION).value if len(conference.topics) == 1 else "",
        **{name: asked[name] for name in ("fact", "decision", "topic", "agency", "draft") if asked.get(name)},
    }
    return {field.name: [known[field.name]] for field in spec.fields if known.get(field.name)}


def _lasting() -> dict[str, showing.Options]:
    words = [(each, ngettext("%(num)s minute", "%(num)s minutes", int(each)) % {"num": each}) for each in LASTING]
    return {"lasts_minutes": words}
