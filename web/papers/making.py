"""Makes a paper for somebody: asks why they look, puts on record that they take a copy, and has it set.

Invariant: that a copy was taken is on record before there is one. A paper is whole or is not made: where the reason
that was given does not open all of it, a better one is asked for.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from babel.core import Locale

from domain.looking import LookReason
from web.access.justifying import ReasonNeeded, asker, reason_of
from web.access.viewer import Viewer
from web.papers.content import Paper
from web.services import Services
from web.texts import catalog
from web.texts.catalog import gettext as _

WHOLE = frozenset({LookReason.DUTY, LookReason.STANDING_IN, LookReason.CONFERENCE})
"""For these reasons everything is opened that a paper tells."""


def spoken_in() -> list[tuple[str, str]]:
    """The languages of papers: their tags, and a paper in each under the language's own name."""
    return [(str(each), _("%(language)s (PDF)") % {"language": _own_name(each)}) for each in catalog.of_papers()]


def _own_name(locale: Locale) -> str:
    return (locale.display_name or str(locale)).capitalize()


@dataclass(frozen=True)
class Wanted:
    """A paper of a *kind* about a case, in a *language*."""

    kind: str
    case: str
    language: str


@dataclass(frozen=True)
class Made:
    """A paper that was set, and what its file is called."""

    name: str
    pdf: bytes


async def may_be_made(services: Services, viewer: Viewer, case_id: str) -> bool:
    """Whether *viewer* has said why they look, and for a reason that opens everything."""
    return await reason_of(services, viewer, case_id) in WHOLE


async def made(services: Services, viewer: Viewer, wanted: Wanted, paper: Callable[[], Awaitable[Paper]]) -> Made:
    """The *paper* that is *wanted*, set.

    Raises :class:`ReasonNeeded`, :class:`~web.papers.content.PaperFault`, what the paper raises, faults of the store.
    """
    if not await may_be_made(services, viewer, wanted.case):
        raise ReasonNeeded(wanted.case)
    await services.consultations.note("exported", asker(viewer), wanted.kind, wanted.case)
    with catalog.speaking(wanted.language):
        told = await paper()
    return Made(f"{told.reference}-{wanted.kind}-{wanted.language}.pdf", await services.papers.put(told))
