"""What somebody may do in a conference now, as links to its forms.

Invariant: a step is offered only where the decider would not refuse it for who asks and how far the conference is;
that is for the reader's ease, and the decider still says.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from domain.conference.state import Phase
from projections.conferences import Conference
from web.conference.forms import FORMS
from web.texts.catalog import gettext as _

ABOUT_A_DRAFT = frozenset({"approve-minutes", "object-to-minutes"})
"""The steps that answer the draft somebody has read, and no later one."""


@dataclass(frozen=True)
class Step:
    """One step: the form behind it, in a word, and whether it is the next one; for the *draft* shown beside it."""

    slug: str
    title: str
    next: bool = False
    draft: int | None = None

    @property
    def link(self) -> str:
        """The end of the address of its form, with the draft that whoever follows it has before their eyes."""
        return self.slug if self.draft is None else f"{self.slug}?draft={self.draft}"


def steps_of(conference: Conference, agency: str) -> tuple[Step, ...]:
    """The steps that *agency*, which takes part in the case, may take in *conference*."""
    if not conference.is_invited(agency):
        return ()
    return tuple(_step(conference, slug, next_one=next_one) for slug, next_one in _slugs(conference, agency))


def _step(conference: Conference, slug: str, *, next_one: bool) -> Step:
    ahead = conference.phase is Phase.PLANNED and slug == "record-attendance"
    draft = conference.minutes.draft if conference.minutes is not None and slug in ABOUT_A_DRAFT else None
    return Step(slug, _("Say who comes") if ahead else _(FORMS[slug].title), next_one, draft)


def _slugs(conference: Conference, agency: str) -> Iterator[tuple[str, bool]]:
    steers = conference.steered_by(agency)
    match conference.phase:
        case Phase.PLANNED:
            if steers:
                yield "begin-conference", True
            yield "record-attendance", False
            yield "send-apologies", False
            if steers:
                yield "move-conference", False
                yield "cancel-conference", False
        case Phase.SITTING:
            if steers:
                yield "take-decision", True
            yield "record-attendance", not steers and agency not in conference.present
            yield "send-apologies", False
            if steers:
                yield "end-conference", False
        case Phase.ENDED:
            yield from _after(conference, agency, steers=steers)
        case _:
            return


def _after(conference: Conference, agency: str, *, steers: bool) -> Iterator[tuple[str, bool]]:
    if conference.minutes_stand:
        return
    drafted = conference.minutes is not None
    waited_for = drafted and agency in conference.awaited
    if waited_for:
        yield "approve-minutes", True
        yield "object-to-minutes", False
    if steers:
        yield "draft-minutes", not drafted
    yield "record-attendance", False
