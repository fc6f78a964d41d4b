"""What the web asks of the outside.

Invariant: only shapes stand here; ``infra`` puts real parts behind them.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from typing import Literal, Protocol

import msgspec

from domain.looking import LookReason
from domain.notice.delivering import Delivery, Notice
from domain.notice.wishes import Wishes
from domain.playbook.library import Library
from domain.privacy import Clear, Erased, Private


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


class Bookmarks(Protocol):
    """Where in the log a reader has got to, as it may leave the process.

    A position counts what happened, also where the reader may not know that anything did; so none is told in clear.
    """

    def __hash__(self) -> int:
        """One for each installation: what was written with it is kept under it."""

    def mark(self, position: int) -> str:
        """A bookmark at *position*, another one each time."""

    def find(self, bookmark: str | None) -> int | None:
        """The position that *bookmark* was made at; None for what is none, or was made under another key."""


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
        """Put on record, durably, *why* the *asker* looks at *case*; what they said in a sitting stands.

        Until they say what opens more: that is put down beside it.
        """

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


class Traffic(msgspec.Struct, frozen=True, kw_only=True):
    """How many messages to people wait and have failed, and since when the *oldest* could have gone out."""

    waiting: int
    failed: int
    oldest: datetime | None = None


class Notices(Protocol):
    """Telling people that something awaits them. What asks the store raises its faults."""

    @property
    def mail(self) -> bool:
        """Whether there is a server that takes mail."""

    @property
    def comes_back(self) -> bool:
        """Whether mail that comes back later is noticed; what is refused at once always is."""

    @property
    def push_key(self) -> str:
        """The key that a browser asks for messages with; empty where there is no push."""

    def accepts(self, endpoint: str, p256dh: str, auth: str) -> bool:
        """Whether a browser's messages can be left there, with keys that are some."""

    async def wishes(self, member: str) -> Wishes:
        """What *member* wishes; where they chose nothing, what everybody gets."""

    async def change(self, member: str, alter: Callable[[Wishes], Wishes]) -> Wishes:
        """Put what *alter* makes of the wishes in their place, and return it; it may be asked several times."""

    async def tell(self, notice: Notice, now: datetime) -> None:
        """Keep what *notice* leads to, to be sent."""

    async def lately(self, member: str) -> Sequence[Delivery]:
        """The messages to *member* of the last days, the newest first."""

    async def failed(self) -> Sequence[Delivery]:
        """The messages of the last days that reached nobody, the newest first; whose they are is for the caller."""

    async def traffic(self) -> Traffic:
        """How many there are."""


class Health(msgspec.Struct, frozen=True, kw_only=True):
    """How the process is doing. *behind* names the views that stand still, are far behind or are being built anew.

    *left* counts the cases that go by rules which a newer release published and this one cannot read. *keys_missing*
    are key-encryption keys that something stored is under, or new keys should be, and that this process does not have.
    *unsigned* counts the newest facts that no checkpoint covers yet.
    """

    ready: bool
    store: bool
    position: int
    last: int
    behind: tuple[str, ...] = ()
    parked: int
    unknown: int = 0
    damaged: int = 0
    left: int = 0
    unsigned: int = 0
    keys_missing: tuple[str, ...] = ()


HealthCheck = Callable[[], Awaitable[Health]]


class PictureRefused(Exception):
    """What was sent is no photo that can be kept; *why* is a code of :mod:`web.texts.wording.photos`."""

    def __init__(self, why: str) -> None:
        """Remember *why*."""
        super().__init__(why)
        self.why = why


class KeptPicture(msgspec.Struct, frozen=True, kw_only=True):
    """A picture by the *digest* of what was sealed, and the key it *opens_with*."""

    digest: str
    opens_with: str

    def __repr__(self) -> str:
        """Name the digest only."""
        return f"KeptPicture({self.digest})"


class Pictures(Protocol):
    """Photos of children, sealed. Everything raises the faults of the store."""

    async def keep(self, sent: bytes) -> KeptPicture:
        """Read what was *sent* and keep nothing of it but its pixels. Raises :class:`PictureRefused`."""

    async def show(self, picture: KeptPicture) -> bytes | None:
        """The picture as JPEG; None where it is kept no more."""

    async def remove(self, digest: str) -> None:
        """Keep the picture no more; removing it twice changes nothing."""
