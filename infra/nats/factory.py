"""The eventsourcing library's way to its recorders: ``PERSISTENCE_MODULE=infra.nats``.

Invariant: all recorders of one factory share one connection, which the factory closes.
"""

from __future__ import annotations

from typing import Any

from eventsourcing.persistence import (
    AggregateRecorder,
    ApplicationRecorder,
    InfrastructureFactory,
    NotSupportedError,
    ProcessRecorder,
    TrackingRecorder,
)
from eventsourcing.popo import POPOTrackingRecorder
from eventsourcing.sqlite import SQLiteFactory
from eventsourcing.utils import Environment, EnvType

from infra.nats.background import Background
from infra.nats.connection import Wire, connect
from infra.nats.log import JetStreamLog
from infra.nats.recorder import BEGINNINGS, NatsAggregateRecorder, NatsApplicationRecorder
from infra.nats.streams import Names, prepare, replicas_of


class _Url:
    def __init__(self, urls: str) -> None:
        self._urls = [url.strip() for url in urls.split(",")]

    def options(self) -> dict[str, Any]:
        return {"servers": self._urls}


class NatsFactory(InfrastructureFactory[TrackingRecorder]):
    """Makes recorders on the server at ``NATS_URL``; ``NATS_STEM`` names the streams, which are made if missing.

    Views keep their positions in SQLite where ``SQLITE_DBNAME`` says, and in memory otherwise.
    """

    NATS_URL = "NATS_URL"
    NATS_STEM = "NATS_STEM"

    def __init__(self, env: Environment | EnvType | None) -> None:
        """Connect when the first recorder is asked for."""
        super().__init__(env)
        self._background: Background | None = None
        self._wire: Wire | None = None
        self._log: JetStreamLog | None = None

    def aggregate_recorder(self, purpose: str = "events") -> AggregateRecorder:
        """A recorder of events. Refuses snapshots: a history without gaps is the contract, and it loads fast enough."""
        if purpose != "events":
            raise NotSupportedError(f"there is no recorder for {purpose} on the log")
        return NatsAggregateRecorder(*self._opened())

    def application_recorder(self) -> ApplicationRecorder:
        """A recorder of events in the order of the log."""
        return NatsApplicationRecorder(*self._opened())

    def tracking_recorder(self, tracking_recorder_class: type[TrackingRecorder] | None = None) -> TrackingRecorder:
        """A recorder of positions, in a local file or in memory."""
        if self.env.get("SQLITE_DBNAME"):
            chosen: Any = tracking_recorder_class
            return SQLiteFactory(self.env).tracking_recorder(chosen)
        return (tracking_recorder_class or POPOTrackingRecorder)()

    def process_recorder(self) -> ProcessRecorder:
        """Refused: events live in the log and positions beside the view, so there is no transaction over both."""
        raise NotSupportedError("a log and a local view share no transaction; make commands with derived ids instead")

    def close(self) -> None:
        """Close the connection."""
        background, self._background = self._background, None
        if background is None:
            return
        if self._wire is not None:
            background.run(self._wire.close())
        background.close()

    def _opened(self) -> tuple[Background, JetStreamLog]:
        if self._background is None:
            self._background = Background()
        if self._log is None:
            self._log = self._background.run(self._open())
        return self._background, self._log

    async def _open(self) -> JetStreamLog:
        names = Names(self.env.get(self.NATS_STEM) or "lantern")
        self._wire = wire = await connect(_Url(self.env.get(self.NATS_URL) or "nats://127.0.0.1:4222"), "recorder")
        await prepare(wire, names)
        replicas = await replicas_of(wire, names.events)
        return JetStreamLog(wire, names.events, names.root(names.events), replicas=replicas, first=BEGINNINGS)
