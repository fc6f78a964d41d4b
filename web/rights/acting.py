"""A right of the child exercised: a fact about a fact, for whom that was for.

Invariant: what is said about a fact is seen by nobody who does not see the fact.
"""

from __future__ import annotations

from domain.case.audience import audience_of
from domain.case.commands import RightsCommand
from domain.case.decider import originator
from domain.envelope import Audience, AudienceKind
from projections import cases, timeline
from projections.timeline import Entry
from web.access.circumstances import command_id, context
from web.access.viewer import Viewer
from web.acting import shown
from web.repeating import refuse_other_words
from web.services import Services


async def act(
    services: Services, viewer: Viewer, case: cases.Case, command: RightsCommand, key: str, about: Entry | None = None
) -> None:
    """Carry out *command* on *case* and wait until its page shows it; what follows is for whom *about* was for."""
    id_ = command_id(services, viewer, key, f"{case.id}:{type(command).__name__}")
    audience = Audience() if about is None else _audience(about)
    circumstances = context(services, viewer, id_, None, case.exercise, audience)
    outcome = await services.cases.handle(originator(case.id), command, circumstances)
    await shown(services, outcome.position, cases.VIEW, timeline.VIEW)
    await refuse_other_words(services.opener, command, outcome)


def _audience(about: Entry) -> Audience:
    """Whom *about* is for; of named agencies also the one that recorded it, and so sees it."""
    said = audience_of(about.name, about.audience)
    if said.kind is not AudienceKind.NAMED:
        return said
    return Audience(AudienceKind.NAMED, tuple(dict.fromkeys((*said.agencies, about.agency))))
