"""From what a person asked of a conference to a command carried out, and to views that show it.

Invariant: an answer is given only after the views have folded what the command led to. Role and country of who is
invited come from the directory, and all who are invited take part in the case.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from msgspec.structs import replace

from domain.case.refusals import NotInThisCase
from domain.case.retention.refusals import CaseErased
from domain.conference.commands import ConferenceCommand, FreezeView, PinFact, SendApologies, TakeDecision, UnpinFact
from domain.conference.decider import originator
from domain.conference.events import Invited
from domain.conference.state import Conference
from domain.deciding.handling import Outcome
from domain.envelope import Audience
from projections import conferences, timeline
from web import seeing
from web.access.circumstances import command_id, context
from web.access.viewer import Viewer
from web.acting import shown
from web.answers.faults import BadBody
from web.repeating import refuse_other_words
from web.services import Services
from web.texts.catalog import gettext as _


async def act_on_conference(
    services: Services,
    viewer: Viewer,
    case_id: str,
    conference_id: str,
    command: ConferenceCommand,
    *,
    key: str | None,
    exercise: str | None = None,
) -> Outcome[Conference]:
    """Carry out *command* on a conference and wait until the conference and the timeline show it.

    Refuses (:class:`NotInThisCase`) who takes no part in the case, and everybody (:class:`CaseErased`) where what is
    written would be lost; raises :class:`~web.answers.faults.NotThere` for a pinned fact that is not seen.
    """
    if not seeing.works_on(services, viewer, case_id):
        raise NotInThisCase
    if not seeing.keeps_texts(services, case_id):
        raise CaseErased
    id_ = command_id(services, viewer, key, f"{conference_id}:{type(command).__name__}")
    command = _as_the_case_stands(command, seeing.taking_part(services, viewer, case_id))
    about = Audience()
    if isinstance(command, PinFact | UnpinFact):
        about = seeing.audience_of_fact(services, viewer, case_id, command.fact)
    circumstances = context(services, viewer, id_, None, exercise, about)
    outcome = await services.conferences.handle(originator(case_id, conference_id), command, circumstances)
    await shown(services, outcome.position, conferences.VIEW, timeline.VIEW)
    if not (isinstance(command, FreezeView) and command.known_at is None):
        await refuse_other_words(services.opener, command, outcome)
    return outcome


def _as_the_case_stands(command: ConferenceCommand, inside: Collection[str]) -> ConferenceCommand:
    """*command*, with who has left the case; raises :class:`BadBody` for an owner who has."""
    match command:
        case SendApologies(agency=agency):
            return replace(command, left=agency not in inside)
        case TakeDecision(owner=str(owner)) if owner not in inside:
            raise BadBody(_("This agency takes no part in the case any more, and nobody of it could do this."), "owner")
        case _:
            return command


def invited_among(services: Services, viewer: Viewer, case_id: str, chosen: Iterable[str]) -> tuple[Invited, ...]:
    """The agencies *chosen* to be invited and the viewer's own, as the directory has them.

    Raises :class:`BadBody` for one that takes no part in the case.
    """
    inside = seeing.taking_part(services, viewer, case_id)
    found = []
    for id_ in dict.fromkeys((viewer.agency_id, *chosen)):
        agency = services.people.agency(id_)
        if agency is None or agency.country is None or id_ not in inside:
            raise BadBody(_("An agency that was chosen takes no part in this case. Bring it in first."), "invited")
        found.append(Invited(agency.id, agency.role, agency.country))
    return tuple(found)
