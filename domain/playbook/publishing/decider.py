"""What a command leads to, given which versions of a playbook were published.

Invariant: a published version never changes, and versions follow each other in the order of their validity.
"""

from __future__ import annotations

from domain.codes import Role
from domain.context import SYSTEM_AGENCY, Context
from domain.deciding import Decided, Decider, check_times
from domain.events import Event
from domain.playbook.publishing import commands as c
from domain.playbook.publishing import events as e
from domain.playbook.publishing import refusals as r

Published = tuple[e.PlaybookPublished, ...]
"""The versions of a playbook, in the order in which they were published."""

INITIAL: Published = ()


def originator(playbook: str) -> str:
    """The address of a playbook's history."""
    return f"playbook.{playbook}"


def decide(published: Published, command: c.PlaybookCommand, context: Context) -> Decided:
    """The facts that *command* leads to, none when there is nothing to do; raises a refusal otherwise."""
    check_times(context)
    if context.role is not Role.ADMIN and context.agency != SYSTEM_AGENCY:
        raise r.NotYoursToPublish
    before = next((one for one in published if one.version == command.version), None)
    if before is not None:
        if before.digest != command.digest:
            raise r.PublishedVersionStays("version", version=command.version)
        return ()
    begins = [one.valid_from for one in published if one.valid_from is not None]
    if begins and (command.valid_from is None or command.valid_from < begins[-1]):
        raise r.ValidityOverlaps("valid_from", valid_from=begins[-1].isoformat())
    return (
        e.PlaybookPublished(
            playbook=command.playbook,
            version=command.version,
            digest=command.digest,
            valid_from=command.valid_from,
            valid_to=command.valid_to,
            text=command.text,
        ),
    )


def evolve(published: Published, event: Event) -> Published:
    """The versions after *event*. What is none of a playbook's leaves them as they are: history is never rejected."""
    return (*published, event) if isinstance(event, e.PlaybookPublished) else published


DECIDER: Decider[Published, c.PlaybookCommand] = Decider(INITIAL, decide, evolve)
