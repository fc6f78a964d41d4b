"""Who asked for the child's own data, of which agency, and what became of it.

Invariant: a request is what its facts say; what was granted ends by itself at the moment that its fact names.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from domain.case.events import SubjectAccessGranted, SubjectAccessRefused, SubjectAccessRequested
from projections.timeline import Entry


@dataclass(frozen=True)
class Asked:
    """A request: *decided* is the fact that granted or refused it."""

    id: str
    of_agency: str
    asked_by: str
    at: datetime
    due_at: datetime
    begun: Entry
    decided: Entry | None

    @property
    def granted(self) -> bool:
        """Whether what is recorded is handed out."""
        return self.decided is not None and self.decided.name == SubjectAccessGranted.NAME

    @property
    def until(self) -> datetime | None:
        """Until when it can be fetched."""
        return moment(self.decided.codes["until"]) if self.decided is not None and self.granted else None

    @property
    def withheld(self) -> frozenset[str]:
        """The ids of the facts that were decided not to be handed out."""
        return frozenset(self.decided.codes["withheld"]) if self.decided is not None and self.granted else frozenset()

    def is_ready(self, now: datetime) -> bool:
        """Whether it can be fetched *now*."""
        return self.until is not None and now < self.until


def asked_in(entries: Iterable[Entry]) -> list[Asked]:
    """The requests among *entries*, the newest first."""
    told = list(entries)
    decisions = {
        entry.codes["request"]: entry
        for entry in told
        if entry.name in {SubjectAccessGranted.NAME, SubjectAccessRefused.NAME}
    }
    return [
        Asked(
            id=entry.codes["request"],
            of_agency=entry.codes["of_agency"],
            asked_by=entry.codes["asked_by"],
            at=entry.occurred.at,
            due_at=moment(entry.codes["due_at"]),
            begun=entry,
            decided=decisions.get(entry.codes["request"]),
        )
        for entry in reversed(told)
        if entry.name == SubjectAccessRequested.NAME
    ]


def moment(told: object) -> datetime:
    """A moment among the codes of a fact, which is text once it was stored."""
    return told if isinstance(told, datetime) else datetime.fromisoformat(str(told))
