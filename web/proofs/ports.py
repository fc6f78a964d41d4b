"""What the web asks of the outside about who somebody is.

Invariant: only shapes stand here; ``infra`` puts real parts behind them. What stores keep of a secret is its hash, or
the secret sealed.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Literal, Protocol

import msgspec

Scope = Literal["news", "read", "work"]
"""What a program may do: hear that something changed, read besides, or everything that its owner may."""


class Session(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody is signed in. *token* is the secret in their cookie or header; stores keep its hash only.

    They proved who they are last at *proven_at*, and to us at *own_at*, with a *second* factor or without, on a
    *device* as it calls itself. Who came in through a *provider* is named by its agency.
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
    provider: str = ""
    own_at: datetime | None = None
    scope: Scope = "work"


class Sitting(msgspec.Struct, frozen=True, kw_only=True):
    """A session as it is listed to its owner; *id* does not lead back to its token."""

    id: str
    agency: str
    kind: str
    device: str
    provider: str = ""
    started_at: datetime
    used_at: datetime


class Sessions(Protocol):
    """Who is signed in. A session that was ended stays ended, whatever still runs under it."""

    async def start(
        self,
        member: str,
        agency: str,
        kind: str = "browser",
        *,
        device: str = "",
        second: bool = False,
        provider: str = "",
    ) -> Session:
        """A new session under a fresh token, of who has just proven who they are, to a *provider* or to us."""

    async def renew(
        self, session: Session, agency: str | None = None, *, proven: bool = False, own: bool = True
    ) -> Session:
        """*session* under a fresh token, *proven* anew, to us unless not *own*; the old one ends.

        For another *agency*, where one is given, it no longer rests on a provider.
        """

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


class Passkey(msgspec.Struct, frozen=True, kw_only=True):
    """A passkey as it is listed to its owner."""

    id: str
    name: str
    since: datetime
    used: datetime | None = None


class FactorStatus(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody has besides a password: an authenticator *since* when, *recovery* codes, passkeys."""

    totp: bool = False
    since: datetime | None = None
    recovery: int = 0
    passkeys: tuple[Passkey, ...] = ()


class Enrolment(msgspec.Struct, frozen=True, kw_only=True):
    """What an authenticator is told: the *secret* to be typed in, or the *address* that a QR code says."""

    secret: str
    address: str

    def __repr__(self) -> str:
        """Say that there is one without saying it."""
        return "Enrolment(…)"


class Factors(Protocol):
    """Second factors. Everything raises the faults of the store."""

    async def status(self, member: str) -> FactorStatus:
        """What *member* has."""

    async def begin(self, member: str, account: str) -> Enrolment:
        """A fresh secret for the authenticator of *member*, who signs in as *account*; it counts once confirmed."""

    async def pending(self, member: str, account: str) -> Enrolment | None:
        """The secret that waits to be confirmed, if one does."""

    async def confirm(self, member: str, code: str) -> list[str] | None:
        """Let the secret that waits count if *code* is its own; the recovery codes, which nothing gives again."""

    async def verify(self, member: str, code: str) -> bool:
        """Whether *code* is one of the authenticator's that was not used, or a recovery code; it is used up."""

    async def renew_recovery(self, member: str) -> list[str]:
        """Recovery codes in place of those there were; nothing gives them again."""

    async def remove(self, member: str) -> None:
        """Forget the authenticator of *member* and its recovery codes."""

    async def forget(self, member: str) -> None:
        """Forget every factor of *member* but the password."""


class Site(msgspec.Struct, frozen=True):
    """Where a passkey is for: the *origin* of the pages, and their *host*."""

    origin: str
    host: str


class Passkeys(Protocol):
    """Passkeys. A *challenge* is 32 random bytes in base64url; everything raises the faults of the store."""

    async def offer(self, member: str, account: str, name: str, challenge: str, site: Site) -> str:
        """What a browser needs to make a passkey for *member*, as JSON."""

    async def register(self, member: str, name: str, challenge: str, site: Site, answer: str) -> bool:
        """Keep the passkey of which *answer* tells under *name*; whether it could be."""

    def ask(self, challenge: str, site: Site) -> str:
        """What a browser needs to use a passkey of whoever sits there, as JSON."""

    async def verify(self, challenge: str, site: Site, answer: str) -> str | None:
        """Whose passkey signed the *challenge*; None where none of ours did."""

    async def remove(self, member: str, passkey: str) -> None:
        """Forget one passkey of *member*."""


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
