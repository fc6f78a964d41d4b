"""What the web asks of the outside.

Invariant: only shapes stand here; ``infra`` puts real parts behind them.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime, timedelta
from typing import Literal, Protocol

import msgspec

from domain.looking import LookReason
from domain.playbook.library import Library
from domain.privacy import Clear, Erased, Private

Scope = Literal["news", "read", "work"]
"""What a program may do: hear that something changed, read besides, or everything that its owner may."""


class Session(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody is signed in. *token* is the secret in their cookie or header; stores keep its hash only.

    They proved who they are last at *proven_at*, with a *second* factor or without, on a *device* as it calls itself.
    A program may do what is within its *scope*.
    """

    token: str
    member: str
    agency: str
    csrf: str
    started_at: datetime
    proven_at: datetime
    expires_at: datetime
    kind: str = "browser"
    device: str = ""
    second: bool = False
    scope: Scope = "work"


class Sitting(msgspec.Struct, frozen=True, kw_only=True):
    """A session as it is listed to its owner; *id* does not lead back to its token."""

    id: str
    agency: str
    kind: str
    device: str
    started_at: datetime
    used_at: datetime


class Sessions(Protocol):
    """Who is signed in. A session that was ended stays ended, whatever still runs under it."""

    async def start(
        self, member: str, agency: str, kind: str = "browser", *, device: str = "", second: bool = False
    ) -> Session:
        """A new session under a fresh token, of who has just proven who they are."""

    async def renew(self, session: Session, agency: str | None = None, *, proven: bool = False) -> Session:
        """*session* under a fresh token, for another *agency* where one is given, *proven* anew; the old one ends."""

    async def find(self, token: str, kind: str = "browser") -> Session | None:
        """The session under *token*, unless it ended or expired."""

    async def end(self, token: str) -> None:
        """End the session under *token*; ending it twice changes nothing."""

    async def of(self, member: str) -> Sequence[Sitting]:
        """Where *member* is signed in, the one used last first."""

    def is_of(self, sitting: Sitting, session: Session) -> bool:
        """Whether *sitting* is how *session* is listed."""

    async def end_one(self, member: str, sitting: str) -> None:
        """End one of the sessions of *member*; ending it twice changes nothing."""

    async def end_all(self, member: str, *, agency: str | None = None, but: str | None = None) -> None:
        """End every session of *member*: those for *agency* only where one is given, *but* the one of that token."""


class Credentials(Protocol):
    """What members prove themselves with."""

    async def verify(self, member: str | None, password: str) -> bool:
        """Whether *password* is the member's. Takes the same time for a member who does not exist (None)."""

    async def known(self, member: str) -> bool:
        """Whether the member has a password."""

    async def set_password(self, member: str, password: str) -> None:
        """Replace the member's password."""


class ApiToken(msgspec.Struct, frozen=True, kw_only=True):
    """A token as it is listed to its owner; *id* does not lead back to it."""

    id: str
    agency: str
    name: str
    scope: Scope
    created_at: datetime
    expires_at: datetime


class Tokens(Protocol):
    """Tokens of programs. Everything raises the faults of the store."""

    async def create(self, member: str, agency: str, name: str, scope: Scope, lasts: timedelta) -> str:
        """A fresh token of *member* for *agency*; nothing gives it again."""

    async def find(self, token: str) -> Session | None:
        """As whom and how far *token* lets a program act; None when it was revoked, has ended or never was one."""

    async def of(self, member: str) -> Sequence[ApiToken]:
        """The tokens of *member*, also those that have ended, the newest first."""

    async def revoke(self, member: str, token: str) -> None:
        """Delete a token of *member*; deleting it twice changes nothing."""

    async def revoke_all(self, member: str, agency: str | None = None) -> None:
        """Delete every token of *member*, or those for *agency* only."""


LinkKind = Literal["invitation", "password"]


class Link(msgspec.Struct, frozen=True, kw_only=True):
    """What a link is for: to accept the invitation of *agency*, or to choose a new password."""

    kind: LinkKind
    member: str
    agency: str
    expires_at: datetime


class Links(Protocol):
    """Links that let somebody in once. Everything raises the faults of the store."""

    async def issue(self, kind: LinkKind, member: str, agency: str) -> tuple[str, datetime]:
        """A fresh secret and when it ends; earlier ones of the same kind for the same agency end now."""

    async def find(self, secret: str) -> Link | None:
        """What *secret* lets somebody do, also once it has ended; None when it was used or never was one."""

    async def take(self, secret: str) -> bool:
        """Use *secret* up; whether it was good and nobody else used it first."""

    async def withdraw(self, member: str, agency: str) -> None:
        """End every link of *member* for *agency*."""


class SavedView(msgspec.Struct, frozen=True):
    """A way to look at the board that somebody kept: what they call it, and the board's *query* string."""

    name: str
    query: str


class Look(msgspec.Struct, frozen=True, kw_only=True):
    """How far somebody has seen a case: up to *position* of the log, last at *at*.

    *before* is how far they had seen it when they last came back to it, and *before_at* when they had left: what came
    since is new to them. At the first visit there is no *before_at*.
    """

    position: int
    at: datetime
    before: int
    before_at: datetime | None = None


class Desk(msgspec.Struct, frozen=True, kw_only=True):
    """What belongs to a person or an agency and to no case: how they like to work. Nothing secret, nobody's words.

    *looked* says how far each case had been seen. *zone* is empty for the agency's own; *writes*
    is the language of their words, a BCP 47 tag, empty where they do not say; the board *opens_with* a view, named by
    its query.
    """

    views: tuple[SavedView, ...] = ()
    looked: dict[str, Look] = msgspec.field(default_factory=dict)
    single_keys: bool = True
    tour_done: bool = False
    theme: Literal["system", "light", "dark"] = "system"
    density: Literal["comfortable", "compact"] = "comfortable"
    zone: str = ""
    language: str = ""
    writes: str = ""
    opens_with: str = ""


class Desks(Protocol):
    """The desks of people and agencies; ``web.desks`` says whose is called what.

    Both raise :class:`domain.ports.StoreAway`; a page goes on with an empty desk then.
    """

    async def find(self, owner: str) -> Desk:
        """The desk of *owner*; an empty one where nothing was kept."""

    async def change(self, owner: str, alter: Callable[[Desk], Desk]) -> Desk:
        """Put what *alter* makes of the desk in its place, and return it.

        *alter* is asked again with what is there by then whenever somebody else was first, or when an answer was lost:
        what it changes twice must be the same as once.
        """


class RuleBooks(Protocol):
    """The playbooks that were published, in all their versions."""

    def library(self) -> Library:
        """Every version that the views know of by now: the same object each time, so that what it makes can be kept.

        Raises :class:`domain.ports.StoreAway` while its view cannot be read.
        """


class Place(msgspec.Struct, frozen=True):
    """Where a private text stands: the associated data of its seal."""

    originator: str
    event: str
    field: str


class Opener(Protocol):
    """Opens private text. Every call is a consultation."""

    async def open(self, texts: Sequence[tuple[Private, Place]]) -> list[Clear | Erased]:
        """The texts in clear, or erased where the key is gone, in the same order."""


class Asker(msgspec.Struct, frozen=True, kw_only=True):
    """Who looks, for which agency of which country, and in which *sitting*: the token of their session."""

    member: str
    agency: str
    country: str
    sitting: str

    def __repr__(self) -> str:
        """Name the identifiers only."""
        return f"Asker({self.member}, {self.agency})"


LookKind = Literal["opened", "refused", "searched", "exported"]


class Looked(msgspec.Struct, frozen=True, kw_only=True):
    """A line of the record of who looked: *what* is the kind of thing, never its content.

    *case* is empty where it is about none, *why* where nothing was asked.
    """

    kind: LookKind
    member: str
    agency: str
    case: str
    what: str
    why: str
    at: datetime
    position: int


class Consultations(Protocol):
    """The record of who looked at what, and why. Everything raises the faults of the store."""

    async def reason(self, asker: Asker, case: str) -> LookReason | None:
        """Why *asker* looks at *case*, where they said so in this sitting."""

    async def justify(self, asker: Asker, case: str, why: LookReason) -> None:
        """Put on record, durably, *why* the *asker* looks at *case*; what they said first in a sitting stands."""

    async def record(self, asker: Asker, case: str, what: str) -> None:
        """Put on record, durably, that *asker* opens *what* of *case*; once for each sitting.

        Nothing may be shown when that cannot be done.
        """

    async def note(self, kind: LookKind, asker: Asker, what: str, case: str = "") -> None:
        """Put on record that *asker* was refused, searched or took a copy; the same once an hour of a sitting."""

    async def lately(self, most: int, before: int | None = None) -> Sequence[Looked]:
        """At most *most* lines about all cases, the newest first, or those *before* a position of their log.

        Whose cases they are is for the caller to cut.
        """

    async def of_case(self, case: str) -> Sequence[Looked]:
        """All lines about *case* that are kept, the newest first."""

    async def between(self, country: str, month: str) -> Sequence[Looked]:
        """All lines of agencies of *country* in a *month*, such as 2026-11, in order."""


class Health(msgspec.Struct, frozen=True, kw_only=True):
    """How the process is doing. *behind* names the views that stand still, are far behind or are being built anew."""

    ready: bool
    store: bool
    position: int
    last: int
    behind: tuple[str, ...] = ()
    parked: int
    unknown: int = 0
    damaged: int = 0


HealthCheck = Callable[[], Awaitable[Health]]
