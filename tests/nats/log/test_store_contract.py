"""The store on JetStream keeps every promise of an event store."""

from __future__ import annotations

import pytest

from infra.nats.log import JetStreamLog
from infra.nats.store import NatsEventStore
from infra.vault import KeyRing
from tests.contracts.event_store import EventStoreContract


class TestOnJetStream(EventStoreContract):
    @pytest.fixture(name="ring")
    def _ring(self, made_ring: KeyRing) -> KeyRing:
        return made_ring

    @pytest.fixture(name="store")
    def _store(self, log: JetStreamLog, ring: KeyRing) -> NatsEventStore:
        return NatsEventStore(log, ring)
