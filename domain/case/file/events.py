"""What can have happened to the file of a child.

Invariant: names and fields are storage formats and are versioned with care; golden files in ``tests/golden`` hold them.
"""

from __future__ import annotations

from typing import Annotated

from domain.case.codes import CaseOutcome, Sex
from domain.codes import Country, Role
from domain.events import Event, Upcaster, stored_as
from domain.privacy import NOTHING, Health, Identity, Narrative


@stored_as("CaseOpened")
class CaseOpened(Event, frozen=True, kw_only=True):
    """A child came to an agency's knowledge; *agency* is the first to take part."""

    reference: str
    country: Country
    agency: str
    role: Role


# In the first schema nobody counted which fields were *answered*.
@stored_as("IdentityRecorded", schema=2, upcasters=(Upcaster(1),))
class IdentityRecorded(Event, frozen=True, kw_only=True):
    """Who the child is, as far as known; *answered* names the fields that say something."""

    answered: tuple[str, ...] = ()
    names: Identity
    aliases: Identity = NOTHING
    birth_date: Identity = NOTHING
    sex: Annotated[Identity, Sex] = NOTHING
    nationality: Identity = NOTHING
    languages: Identity = NOTHING
    description: Identity = NOTHING
    marks: Identity = NOTHING
    documents: Identity = NOTHING
    contacts: Identity = NOTHING


# In the first schema nobody counted which fields were *answered*.
@stored_as("IdentityCorrected", schema=2, upcasters=(Upcaster(1),))
class IdentityCorrected(Event, frozen=True, kw_only=True):
    """What was recorded about the child's identity was wrong or incomplete; these are all fields as they are now."""

    answered: tuple[str, ...] = ()
    names: Identity
    aliases: Identity = NOTHING
    birth_date: Identity = NOTHING
    sex: Annotated[Identity, Sex] = NOTHING
    nationality: Identity = NOTHING
    languages: Identity = NOTHING
    description: Identity = NOTHING
    marks: Identity = NOTHING
    documents: Identity = NOTHING
    contacts: Identity = NOTHING
    reason: Narrative


@stored_as("CaseClosed")
class CaseClosed(Event, frozen=True, kw_only=True):
    """The case needs no more work; *exception* says why without a return interview, where there was none."""

    outcome: Annotated[Health, CaseOutcome]
    exception: Narrative = NOTHING


@stored_as("CaseReopened")
class CaseReopened(Event, frozen=True, kw_only=True):
    """The case turned out to need more work."""

    reason: Narrative


@stored_as("CaseMovedToPlaybook")
class CaseMovedToPlaybook(Event, frozen=True, kw_only=True):
    """From here on the case goes by that version of a playbook; what its rules opened before stays as it is."""

    playbook: str
    version: str
    reason: Narrative


FileEvent = CaseOpened | IdentityRecorded | IdentityCorrected | CaseClosed | CaseReopened | CaseMovedToPlaybook
