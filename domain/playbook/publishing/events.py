"""What can have happened to a playbook.

Invariant: names and fields are storage formats and are versioned with care; golden files in ``tests/golden`` hold them.
"""

from __future__ import annotations

from datetime import date

from domain.events import Event, stored_as


@stored_as("PlaybookPublished")
class PlaybookPublished(Event, frozen=True, kw_only=True):
    """A version of a playbook can be used from now on, or from the day *valid_from*, until *valid_to*.

    The *text* is the file as it was then, so that years later the log alone says which rule applied; *digest* is its
    SHA-256. Nothing in a playbook describes a person.
    """

    playbook: str
    version: str
    digest: str
    valid_from: date | None
    valid_to: date | None
    text: str


PlaybookEvent = PlaybookPublished
