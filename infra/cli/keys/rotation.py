"""One key-encryption key in place of another: data keys and secrets of members wrapped anew, no event touched.

Each step finds from what is stored and from the file of keys how far things are, so that whoever is interrupted, or
killed, begins again with the same command and ends at the same place.

Invariant: whatever is stored can be opened by a key that is in the file, at any moment. The older key leaves the file
only after all that is stored, copies that were left behind included, was found to be under the newer one.
"""

from __future__ import annotations

import secrets
from collections import Counter
from collections.abc import AsyncGenerator, Mapping
from typing import NamedTuple

import msgspec

from infra.composition.ground import Ground
from infra.composition.keys import KekFile, id_of, keks_of
from infra.faults import AnswerIsNo, Misuse
from infra.nats.keys import KeyStream
from infra.notices import wishes
from infra.proofs import factors, sealing
from infra.proofs.places import place_of
from infra.proofs.providers import openid
from infra.proofs.sealing import OwnersSeal
from infra.settings import KEK_BYTES, Settings
from infra.vault import Keks, Wraps
from infra.vault.rotating import left_under, rewrap
from infra.vault.wrapping import NOTE, Content, decode

KINDS = ((factors.PREFIX, factors.KIND), (wishes.PREFIX, wishes.KIND), (openid.PREFIX, openid.KIND))
"""What of the stream of secrets is sealed under the key-encryption key: where it lies, and which kind it is."""


class Step(NamedTuple):
    """What is being done, and how far it is."""

    what: str
    done: int = 0
    of: int = 0


class Standing(NamedTuple):
    """Which key wraps, which keys are in the file, and how many stored things are under which other one."""

    current: str
    here: tuple[str, ...]
    under: Mapping[str, int]


class Rotation:
    """The keys and secrets of one installation, on their way from one key-encryption key to another."""

    def __init__(self, base: Ground, settings: Settings) -> None:
        """Rotate what *base* reaches."""
        self._file = None if settings.kek else KekFile.of(settings)
        given = (settings.kek, *settings.kek_old) if settings.kek else ()
        self._keys: tuple[bytes, ...] = given if self._file is None else self._file.read()
        self._store = KeyStream(base.wire, replicas=settings.nats_replicas)
        self._base = base

    async def standing(self) -> Standing:
        """How things are, without changing them."""
        told = (await self._store.find([NOTE])).get(NOTE)
        current = id_of(self._keys[0]) if told is None else decode(told.content).kek
        wraps = Wraps(Keks(current, keks_of(self._keys).keys))
        return Standing(current, tuple(map(id_of, self._keys)), await self._under(wraps))

    async def run(self) -> AsyncGenerator[Step, None]:
        """Go from wherever things are to where nothing is under another key than the newest one, step by step.

        Raises :class:`Misuse` where the keys come from the environment and a newer one is not there yet.
        """
        if len(self._keys) == 1 and (self._file is None or not await self._is_begun()):
            self._begin()
            yield Step("a new key is in the file")
        wraps = Wraps(keks_of(self._keys))
        await self._announce(wraps.current)
        yield Step("running processes are told")
        for store in (self._store, self._base.secrets):
            await store.tidy()
        yield Step("no copies are left behind")
        changed = 1
        while changed:
            # Once more until a whole pass finds nothing: others make keys meanwhile.
            async for each in rewrap(self._store, wraps):
                yield Step("data keys", each.done, each.of)
            changed = each.changed
        owners = await self._owners()
        for prefix, kind in KINDS:
            async for done, of in sealing.reseal(self._base.secrets, prefix, OwnersSeal(wraps, kind), owners):
                yield Step(f"secrets: {prefix}", done, of)

    async def retire(self) -> tuple[str, ...]:
        """Take the older keys out of the file; their ids. Raises :class:`AnswerIsNo` while something is under one."""
        wraps = Wraps(keks_of(self._keys))
        under = await self._under(wraps)
        if under or (told := (await self.standing()).current) != wraps.current:
            what = ", ".join(f"{count} under {kek}" for kek, count in under.items()) or f"the key in use is {told}"
            raise AnswerIsNo(f"The older key is still needed ({what}): run `lantern keys rotate` first.")
        older = tuple(map(id_of, self._keys[1:]))
        if older and self._file is not None:
            self._file.write(self._keys[:1])
        return older

    async def _is_begun(self) -> bool:
        """Whether a rotation to the one key that is here was begun, and perhaps not ended."""
        standing = await self.standing()
        return bool(standing.under) or standing.current != standing.here[0]

    def _begin(self) -> None:
        if self._file is None:
            raise Misuse(
                "LANTERN_KEK holds the one key there is. Put a new one there (`openssl rand -base64 32`), the one of "
                "now into LANTERN_KEK_OLD, restart every process with both, and run this again."
            )
        self._keys = (secrets.token_bytes(KEK_BYTES), *self._keys)
        self._file.write(self._keys)

    async def _announce(self, kek: str) -> None:
        content = msgspec.json.encode(Content(kek))
        stored = (await self._store.find([NOTE])).get(NOTE)
        if stored is None:
            done = await self._store.create(NOTE, content)
        else:
            done = stored.content == content or await self._store.replace(NOTE, content, stored)
        if not done:
            raise AnswerIsNo("Somebody else rotates the key at this moment: let one of the two end.")

    async def _under(self, wraps: Wraps) -> dict[str, int]:
        found = Counter(await left_under(self._store, wraps.current))
        for prefix, kind in KINDS:
            found.update(await sealing.left_under(self._base.secrets, prefix, OwnersSeal(wraps, kind)))
        return dict(found)

    async def _owners(self) -> dict[str, str]:
        """Everybody whom the directory ever named, and every agency, by the place of their secrets."""
        found: set[str] = set()
        for entry in await self._base.log.matching("directory.>"):
            data = msgspec.json.decode(entry.body)["data"]
            found.update(owner for owner in (data.get("member"), data.get("agency")) if isinstance(owner, str))
        return {place_of(owner): owner for owner in found}
