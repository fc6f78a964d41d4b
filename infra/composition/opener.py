"""Private text opened for the screens, and the people of the directory named in memory.

Invariant: clear text goes to the caller and to the in-memory index of members, and nowhere else.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence

from domain.directory.codes import Standing
from domain.ports import StoreAway
from domain.privacy import Clear, Erased, Private, Sealed
from infra.vault import KeyRing
from projections import directory
from projections.kept import Kept
from projections.views import Documents, Fact
from web.people import Agency, Member, People, Provider
from web.ports import Place

PAUSE_SECONDS = 0.5
"""How long an absent store or view is left alone."""


class RingOpener:
    """Opens texts with the key ring; implements :class:`web.ports.Opener`."""

    def __init__(self, ring: KeyRing) -> None:
        """Use *ring*."""
        self._ring = ring

    async def open(self, texts: Sequence[tuple[Private, Place]]) -> list[Clear | Erased]:
        """The texts in clear, or erased where the key is gone, in the same order."""
        await self._ring.fetch({text.key for text, _ in texts if isinstance(text, Sealed)})
        opened = [self._ring.open(text, place.originator, place.event, place.field) for text, place in texts]
        return [text if isinstance(text, Erased) else Clear(text) for text in opened]


class DirectoryReader:
    """Keeps :class:`web.people.People` as the directory view is."""

    def __init__(
        self, documents: Documents, opener: RingOpener, people: People, locked: Callable[[str], bool] = lambda _: False
    ) -> None:
        """Fill *people* from *documents*; an address that is *locked* is as good as suspended."""
        self._documents = documents
        self._opener = opener
        self._people = people
        self._locked = locked
        self._changed, self._until = asyncio.Event(), 0

    def hear(self, _: int, facts: Sequence[Fact]) -> None:
        """Note whether *facts* change the directory."""
        changes = [fact.position for fact in facts if fact.originator.startswith("directory.")]
        if changes:
            self._until = changes[-1]
            self._changed.set()

    async def keep(self) -> None:
        """Learn the directory again whenever it has changed, for ever.

        Its view may fold a change later than those who heard of it. It is waited for, so that nobody who is suspended
        stays for that reason; where it takes long, what it has by now is read meanwhile.
        """
        while True:
            await self._changed.wait()
            self._changed.clear()
            try:
                await self._documents.reached(directory.VIEW, self._until)
            except TimeoutError:
                self._changed.set()
            await self.learn()

    async def learn(self) -> None:
        """Read the directory, as often as it takes while the store or the view is away."""
        while True:
            try:
                await self.read()
            except StoreAway:
                await asyncio.sleep(PAUSE_SECONDS)
            else:
                return

    async def read(self) -> None:
        """Learn every agency and its members."""
        position = self._documents.position(directory.VIEW)
        for agency in self._documents.select(directory.VIEW):
            self._people.learn([_agency(agency)], [await self._member(agency.id, each) for each in agency.members])
        self._people.stand(position)

    async def _member(self, agency: str, member: directory.Member) -> Member:
        email = await self._text(member.email)
        return Member(
            id=member.id,
            agency=agency,
            name=await self._text(member.name),
            email=email,
            roles=tuple(str(role) for role in member.roles),
            standing=Standing.SUSPENDED if member.acts and self._locked(email) else member.standing,
            moved_to=member.moved_to,
            reset=member.reset,
            reset_at=member.reset_at,
            since=member.since,
        )

    async def _text(self, kept: Kept | None) -> str:
        if kept is None:
            return ""
        opened = await self._opener.open([(kept.text, Place(kept.originator, kept.event, kept.field))])
        return opened[0].text if isinstance(opened[0], Clear) else ""


def _agency(agency: directory.Agency) -> Agency:
    return Agency(
        id=agency.id,
        name=agency.name,
        role=agency.role,
        country=agency.country,
        zone=agency.zone,
        language=agency.language,
        provider=_provider(agency.provider),
    )


def _provider(kept: directory.Provider | None) -> Provider | None:
    if kept is None:
        return None
    return Provider(issuer=kept.issuer, client=kept.client, passwords=kept.passwords, since=kept.since)
