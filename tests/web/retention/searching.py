"""Looking for texts and keys in every byte of a folder."""

from __future__ import annotations

import base64
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path

from domain.case.decider import originator
from domain.events import REGISTER
from domain.privacy import Erased, Purpose, Sealed
from infra.codec.sealing import key_name
from infra.nats.keys import KeyStream
from infra.vault import KeyRing
from infra.vault.wrapping import decode
from tests.web.world import World

KEY_STORE = ("LANTERN_KEYS", "keys")
"""The stream of keys, and the folder of the key-encryption key: a backup keeps them apart from the rest."""


def as_written(values: Iterable[str]) -> Iterator[bytes]:
    """How *values* could stand in a file: as text, as wide text, in base64 wherever they begin."""
    for value in values:
        yield value.encode()
        yield value.encode("utf-16-le")
        for shift in range(3):
            encoded = base64.b64encode(bytes(shift) + value.encode())
            yield encoded[4 if shift else 0 : len(encoded) - 4]


def holding(folder: Path, needles: Iterable[bytes]) -> list[str]:
    """The files below *folder* that hold one of *needles*."""
    wanted = list(needles)
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert len(files) > 20
    return [path.name for path in files if any(needle in path.read_bytes() for needle in wanted)]


def backup_of(folder: Path, to: Path) -> Path:
    """A copy of everything in *folder* but the keys."""
    return shutil.copytree(folder, to, ignore=lambda _, names: [name for name in names if name in KEY_STORE])


async def keys_of(world: World, case: str) -> list[bytes]:
    """Each data key of *case* that there is, as it is and as it is wrapped in the store."""
    base, found = world.process.base, list[bytes]()
    stored = await KeyStream(base.wire).find([key_name(case, purpose) for purpose in Purpose])
    for name, key in stored.items():
        content = decode(key.content)
        raw = base.wraps.unwrap(name, content)
        found += [raw, base64.b64encode(raw), content.text.encode()]
    return found


async def opened(world: World, case: str) -> list[str]:
    """Every text of the file of *case* that still opens, with whatever keys there are now."""
    base = world.process.base
    ring, texts = KeyRing(KeyStream(base.wire), base.wraps), list[str]()
    for fact in await base.store.load(originator(case)):
        kind = REGISTER.get(fact.name)
        for field in kind.private if kind is not None else ():
            private = getattr(fact.event, field)
            assert isinstance(private, Sealed | Erased)
            text = await ring.reveal(private, fact.originator, fact.id, field)
            texts += [text] if isinstance(text, str) and text else []
    return texts
