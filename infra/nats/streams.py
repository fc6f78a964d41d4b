"""The streams of the storage contract: what they are called, how they are set up, and whether they still are.

Invariant: only the steward creates a stream, nobody alters one here except to let it do what a newer release needs,
and nobody works on one whose settings differ.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from nats.js.api import KeyValueConfig, ObjectStoreConfig, StorageType
from nats.js.errors import BucketNotFoundError, NotFoundError

from infra.nats.connection import Wire
from infra.nats.errors import StreamUnfit

SECOND = 1_000_000_000
DUPLICATE_WINDOW_SECONDS = 10 * 60
SESSION_SECONDS = 12 * 60 * 60
ROOM_SECONDS = 12 * 60 * 60
"""A conference is over by then, and where its presenter stood is nobody's business any more."""
NOTICE_SECONDS = 14 * 24 * 60 * 60
"""So long it is known that a message went out; facts much younger than this alone lead to one."""
SERVER_CHOOSES = 10 * SECOND
"""Longer than a server needs to place a stream on a busy disk."""


@dataclass(frozen=True)
class Names:
    """What the streams and their subjects are called; only tests and rehearsals choose other *stem*s."""

    stem: str = "lantern"

    @property
    def events(self) -> str:
        """The log of all case actions."""
        return f"{self.stem.upper()}_EVENTS"

    @property
    def access(self) -> str:
        """The log of who looked."""
        return f"{self.stem.upper()}_ACCESS"

    @property
    def checkpoints(self) -> str:
        """The signed checkpoints of both logs, and what witnesses co-signed."""
        return f"{self.stem.upper()}_CHECKPOINTS"

    @property
    def keys(self) -> str:
        """The data keys, one message each."""
        return f"{self.stem.upper()}_KEYS"

    @property
    def credentials(self) -> str:
        """Password hashes and second factors, one message for each member."""
        return f"{self.stem.upper()}_CREDENTIALS"

    @property
    def notices(self) -> str:
        """Messages that tell somebody that something awaits them, one message each."""
        return f"{self.stem.upper()}_NOTICES"

    @property
    def sessions(self) -> str:
        """The bucket of sessions."""
        return f"{self.stem.upper()}_SESSIONS"

    @property
    def desks(self) -> str:
        """The bucket of desks."""
        return f"{self.stem.upper()}_DESKS"

    @property
    def rooms(self) -> str:
        """The bucket of the rooms of conferences."""
        return f"{self.stem.upper()}_ROOMS"

    @property
    def attachments(self) -> str:
        """The bucket of sealed files."""
        return f"{self.stem.upper()}_ATTACHMENTS"

    def root(self, stream: str) -> str:
        """What every subject of *stream* begins with."""
        return f"{self.stem}.{stream.removeprefix(self.stem.upper() + '_').lower()}"


LANTERN = Names()

LET_GO = "allow_msg_ttl"
"""That a message may say how long it is kept. A stream that learns it forgets nothing of what it held."""


def settings_of(names: Names, replicas: int = 1) -> dict[str, dict[str, Any]]:
    """The settings of each stream that is not a bucket, in the server's own words."""
    log = {
        "discard": "new",
        "deny_delete": True,
        "deny_purge": True,
        "allow_direct": True,
        "allow_atomic": True,
        "duplicate_window": DUPLICATE_WINDOW_SECONDS * SECOND,
    }
    secrets = {
        # One message for each subject, and its successor for the moment in which it is replaced. The server refuses a
        # third, and never makes room by itself: that would leave the bytes of the old one in the file.
        "discard": "new",
        "discard_new_per_subject": True,
        "max_msgs_per_subject": 2,
        "deny_delete": False,
        "allow_direct": True,
    }
    # Each consultation says how long it is kept: the months of its country. The server lets go of it by itself.
    looks = log | {LET_GO: True}
    chosen = {
        names.events: log,
        names.access: looks,
        names.checkpoints: log,
        names.keys: secrets,
        names.credentials: secrets,
        names.notices: secrets | {"max_age": NOTICE_SECONDS * SECOND},
    }
    return {stream: _common(stream, names, replicas) | wanted for stream, wanted in chosen.items()}


def _common(stream: str, names: Names, replicas: int) -> dict[str, Any]:
    return {
        "name": stream,
        "subjects": [f"{names.root(stream)}.>"],
        "storage": "file",
        "retention": "limits",
        "max_msgs": -1,
        "max_bytes": -1,
        "max_age": 0,
        "max_msg_size": -1,
        "max_msgs_per_subject": -1,
        "max_consumers": -1,
        "num_replicas": replicas,
    }


async def prepare(wire: Wire, names: Names = LANTERN, *, replicas: int = 1) -> None:
    """Create what is missing, as the steward; what is there is checked and left alone, or taught :data:`LET_GO`.

    Raises :class:`StreamUnfit` when a stream that is there has other settings: changing it is a person's decision.
    """
    for stream, wanted in settings_of(names, replicas).items():
        info = await _info(wire, stream)
        if info is None:
            await wire.api(f"STREAM.CREATE.{stream}", wanted, within=SERVER_CHOOSES / SECOND)
        elif wanted.get(LET_GO) and not info["config"].get(LET_GO):
            await wire.api(f"STREAM.UPDATE.{stream}", info["config"] | {LET_GO: True})
    await _prepare_buckets(wire, names, replicas)
    await check(wire, names, replicas=replicas)


async def check(wire: Wire, names: Names = LANTERN, *, replicas: int | None = None) -> None:
    """Make sure that every stream is set up as the contract says. Raises :class:`StreamUnfit` naming all that is not.

    Without *replicas* any number will do: the contract knows one and three.
    """
    faults: list[str] = []
    for stream, wanted in settings_of(names, replicas or 1).items():
        info = await _info(wire, stream)
        if info is None:
            faults.append(f"{stream} does not exist")
            continue
        faults += _differences(stream, wanted, info["config"], replicas=replicas)
    if faults:
        raise StreamUnfit("; ".join(faults))


def _differences(stream: str, wanted: dict[str, Any], found: dict[str, Any], *, replicas: int | None) -> list[str]:
    ignored = {"num_replicas"} if replicas is None else set()
    # A window may be longer than asked for, never shorter.
    longer = {"duplicate_window"} if found.get("duplicate_window", 0) >= wanted.get("duplicate_window", 0) else set()
    return [
        f"{stream}: {key} is {found.get(key)!r} and should be {value!r}"
        for key, value in wanted.items()
        if key not in ignored | longer and found.get(key, False) != value
    ]


async def _info(wire: Wire, stream: str) -> dict[str, Any] | None:
    try:
        return await wire.api(f"STREAM.INFO.{stream}")
    except StreamUnfit:
        return None


async def _prepare_buckets(wire: Wire, names: Names, replicas: int) -> None:
    js = wire.jetstream()
    for bucket, seconds in ((names.sessions, SESSION_SECONDS), (names.desks, None), (names.rooms, ROOM_SECONDS)):
        try:
            await js.key_value(bucket)
        except (BucketNotFoundError, NotFoundError):
            await js.create_key_value(
                KeyValueConfig(
                    bucket=bucket,
                    ttl=seconds,
                    history=1,
                    storage=StorageType.FILE,
                    replicas=replicas,
                    direct=replicas == 1,
                )
            )
    try:
        await js.object_store(names.attachments)
    except (BucketNotFoundError, NotFoundError):
        await js.create_object_store(
            names.attachments, config=ObjectStoreConfig(storage=StorageType.FILE, replicas=replicas)
        )


async def replicas_of(wire: Wire, stream: str) -> int:
    """How many replicas *stream* has."""
    info = await wire.api(f"STREAM.INFO.{stream}")
    return int(info["config"].get("num_replicas", 1))
