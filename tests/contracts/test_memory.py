"""The store in memory keeps every promise of the one on JetStream."""

from __future__ import annotations

import pytest

from infra.memory import MemoryEventStore, MemoryKeys
from infra.vault import Keks, KeyRing
from tests.contracts.event_store import EventStoreContract


class TestInMemory(EventStoreContract):
    @pytest.fixture(name="ring")
    def _ring(self) -> KeyRing:
        return KeyRing(MemoryKeys(), Keks("first", {"first": bytes(32)}))

    @pytest.fixture(name="store")
    def _store(self, ring: KeyRing) -> MemoryEventStore:
        return MemoryEventStore(ring)
