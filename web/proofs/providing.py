"""What the web asks of the outside about the providers of agencies.

Invariant: who somebody is to a provider is its issuer and their subject there, and nothing else: no address, no name.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Literal, Protocol

import msgspec

Purpose = Literal["sign-in", "join", "link", "prove"]
"""Why somebody goes to a provider: to sign in, to accept an invitation, to link it to their account, to prove who they
are once more."""

Fault = Literal["not-allowed", "away", "unfit", "refused", "wrong", "stale", "busy"]
"""What can be the matter with a provider: the operator has not named it; it does not answer; it is not set up as it
should be; it let the person not in; what it said cannot be believed; it did not ask the person anew; so much is on the
way to it from one place that no more is kept."""


class ProviderFault(Exception):
    """A provider is of no use now; *fault* is the kind of it, *detail* a word for the log that tells of nobody."""

    def __init__(self, fault: Fault, detail: str = "") -> None:
        """Remember what is the matter."""
        super().__init__(fault, detail)
        self.fault = fault
        self.detail = detail


class Registration(msgspec.Struct, frozen=True):
    """How Lantern and a provider know each other."""

    issuer: str
    client: str


class Journey(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody is on their way to the provider of *agency*, and what they were doing goes on when they are back.

    It is of *member* in the session whose hash is *sitting* where somebody is signed in. *link* is the invitation that
    is accepted, *name* what the person calls themselves.
    """

    agency: str
    registration: Registration
    purpose: Purpose
    began_at: datetime
    path: str = "/"
    kept: tuple[tuple[str, str], ...] = ()
    title: str = ""
    member: str = ""
    sitting: str = ""
    link: str = ""
    name: str = ""

    def __repr__(self) -> str:
        """Say that there is one without saying whose."""
        return f"Journey({self.purpose})"


class Providers(Protocol):
    """The providers of agencies. Everything raises :class:`ProviderFault` and the faults of the store."""

    async def examine(self, registration: Registration) -> None:
        """Return when the provider answers, is the one it is called, and offers what is needed."""

    async def set_secret(self, agency: str, secret: str) -> None:
        """Keep what Lantern proves itself with to the provider of *agency*; an empty one is forgotten."""

    async def has_secret(self, agency: str) -> bool:
        """Whether something is kept."""

    async def leave(self, journey: Journey, back: str) -> tuple[str, str]:
        """The token of *journey* for the cookie, and the address to go to; the provider sends the person *back*."""

    async def back(self, token: str) -> Journey | None:
        """The journey under *token*, once; None when it is over, took too long or never was one."""

    async def subject(self, journey: Journey, token: str, back: str, answer: Mapping[str, str]) -> str:
        """Who the provider says that the person is, from its *answer*, each claim of it checked."""


class Linked(msgspec.Struct, frozen=True):
    """A provider's subject is this *member*, who acts with it for *agency* alone, *since* then."""

    member: str
    agency: str
    since: datetime


class Subjects(Protocol):
    """Who the subjects of providers are. Everything raises the faults of the store."""

    async def find(self, agency: str, issuer: str, subject: str) -> Linked | None:
        """Whose *subject* it is at the provider *issuer* of *agency*."""

    async def link(self, member: str, agency: str, issuer: str, subject: str) -> bool:
        """Let *subject* be *member* in place of what it was before; False where it is somebody else."""

    async def of(self, member: str) -> Sequence[Linked]:
        """What is linked to *member*, the oldest first."""

    async def unlink(self, member: str, agency: str) -> None:
        """Forget the subject that is *member* for *agency*; forgetting it twice changes nothing."""
