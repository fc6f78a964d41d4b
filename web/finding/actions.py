"""What can be done, by its name: "record a sighting in IT-2026-0417".

Invariant: an action is found only where the case's own decider would let the viewer begin it.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable
from itertools import islice

from domain.case.decider import originator
from projections.cases import Case
from web import seeing
from web.access.viewer import Viewer
from web.finding.cases import Own
from web.finding.found import Found
from web.finding.words import Words, fits_roughly, words_of
from web.forms.case_forms import FORMS
from web.services import Services
from web.texts.catalog import gettext as _

CASES = 2
"""In how many cases actions are looked for: what a case allows has to be worked out from its history."""


async def actions(own: Own, about: Iterable[tuple[Case, Words]]) -> AsyncIterator[Found]:
    """What can be done in these cases, each with the words that say what."""
    for case, words in islice(about, CASES):
        fitting = _fitting(words)
        allowed = await _allowed(own.services, own.viewer, case) if fitting else frozenset[str]()
        for slug in fitting:
            if slug in allowed:
                yield Found(_(FORMS[slug].title), case.reference, f"/cases/{case.id}/do/{slug}")


def _fitting(words: Words) -> list[str]:
    """The forms whose title has *words*; all of them where the search names nothing but a case."""
    return [slug for slug, form in FORMS.items() if not words or fits_roughly(words, words_of(_(form.title)))]


async def _allowed(services: Services, viewer: Viewer, case: Case) -> frozenset[str]:
    if not seeing.may_act(viewer, case):
        return frozenset()
    folded = await services.cases.state(originator(case.id))
    _likely, allowed = seeing.next_commands(services, viewer, case, folded.state)
    return frozenset(allowed)
