"""The circumstances of a command: who gives it, when, and under which identifier.

Invariant: the same key from the same person for the same thing is the same command, however often it is sent.
"""

from __future__ import annotations

import hashlib

from litestar.exceptions import NotAuthorizedException

from domain.context import Context
from domain.envelope import Audience, Occurred
from domain.ids import derive, is_id
from web.access.viewer import Viewer, opens_for
from web.services import Services


def command_id(services: Services, viewer: Viewer, key: str | None, target: str) -> str:
    """The identifier of a command sent with the idempotency *key*; a new one where no key was sent."""
    if not key:
        return services.ids.new()
    origin = key if is_id(key) else hashlib.sha256(key.encode()).hexdigest()[:32]
    return derive(origin, viewer.member_id, target)


def context(
    services: Services,
    viewer: Viewer,
    command: str,
    occurred: Occurred | None,
    exercise: str | None,
    audience: Audience = Audience(),  # noqa: B008  frozen
) -> Context:
    """The circumstances of a command of *viewer* under the identifier *command*; what follows is for *audience*.

    Raises that they are nobody, for who was suspended or moved while their request was under way.
    """
    member = services.people.member(viewer.member_id, viewer.agency_id)
    agency = services.people.agency(viewer.agency_id)
    if member is None or not opens_for(member, viewer.session, agency):
        raise NotAuthorizedException("signed-out")
    now = services.clock.now()
    return Context(
        command_id=command,
        now=now,
        occurred_at=occurred or Occurred(now),
        actor=viewer.member_id,
        agency=viewer.agency_id,
        role=viewer.role,
        country=viewer.country,
        audience=audience,
        correlation_id=command,
        exercise=exercise,
        language=viewer.writes or None,
        offices=viewer.roles,
    )
