"""Who sits before an open page, known for a moment without asking the store again.

After a claim hundreds of open boards ask for their region at once, and to ask the store for the session of each takes
as long as the rest of the answer. A page that listens to the news has had its session confirmed a moment ago.

Invariant: a session is taken for granted only while a page of it listens to this process, for a few seconds after the
store has confirmed it, for refreshing what is on that page; ending it here ends that at once.
"""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta

from web.proofs.ports import Session

RECHECK = timedelta(seconds=10)
"""How long a page may still hear that something changed, and see what, after its session ended in another process."""


class Sittings:
    """The sessions of the pages that listen."""

    def __init__(self) -> None:
        """Begin with none."""
        self._pages: Counter[str] = Counter()
        self._members: dict[str, str] = {}
        self._confirmed: dict[str, tuple[Session, datetime]] = {}

    def begin(self, session: Session) -> None:
        """A page of *session* listens from now on."""
        self._pages[session.token] += 1
        self._members[session.token] = session.member

    def leave(self, token: str) -> None:
        """A page under *token* listens no more."""
        self._pages[token] -= 1
        if self._pages[token] <= 0:
            self.end(token)

    def confirm(self, session: Session, now: datetime) -> None:
        """The store knew *session* at *now*; remembered where a page of it listens."""
        if session.token in self._pages:
            self._confirmed[session.token] = (session, now)

    def forget(self, token: str) -> None:
        """Ask the store again: the session under *token* has ended, or may have."""
        self._confirmed.pop(token, None)

    def end(self, token: str) -> None:
        """The session under *token* ends here: what was read of it before is never taken for granted afterwards."""
        self._pages.pop(token, None)
        self._members.pop(token, None)
        self.forget(token)

    def end_of(self, member: str) -> None:
        """Sessions of *member* ended: none of theirs is taken for granted, one that goes on is asked for each time."""
        for token in [token for token, whose in self._members.items() if whose == member]:
            self.end(token)

    def find(self, token: str, now: datetime) -> Session | None:
        """The session under *token*, where it was confirmed a moment ago and has not run out since."""
        session, confirmed = self._confirmed.get(token, (None, now))
        if session is None or now >= session.expires_at or not timedelta(0) <= now - confirmed < RECHECK:
            return None
        return session
