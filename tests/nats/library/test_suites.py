"""The suites that the eventsourcing library ships, over recorders on a real server."""

from __future__ import annotations

import pytest
from eventsourcing.persistence import (
    AggregateRecorder,
    ApplicationRecorder,
    InfrastructureFactory,
)
from eventsourcing.tests.persistence import (
    AggregateRecorderTestCase,
    ApplicationRecorderTestCase,
    NonInterleavingNotificationIDsBaseCase,
)

from infra.clock import RandomIds
from infra.nats import NatsFactory
from tests.nats.real_server import RealServer


class OnJetStream:
    """Makes recorders the way the library's users do, each test on streams of its own."""

    factory: NatsFactory

    @pytest.fixture(autouse=True)
    def _factory(self, server: RealServer) -> object:
        stem = f"t{RandomIds().new()}"
        env = {"PERSISTENCE_MODULE": "infra.nats", "NATS_URL": server.url, "NATS_STEM": stem}
        factory = InfrastructureFactory.construct(env)
        assert isinstance(factory, NatsFactory)
        self.factory = factory
        yield
        factory.close()


class TestAggregateRecorder(OnJetStream, AggregateRecorderTestCase):
    def create_recorder(self) -> AggregateRecorder:
        return self.factory.aggregate_recorder()


class TestApplicationRecorder(OnJetStream, ApplicationRecorderTestCase[ApplicationRecorder]):
    def create_recorder(self) -> ApplicationRecorder:
        return self.factory.application_recorder()

    def test_insert_subscribe(self) -> None:
        self.optional_test_insert_subscribe()


class TestTwoRacingInserts(OnJetStream, NonInterleavingNotificationIDsBaseCase):
    def create_recorder(self) -> ApplicationRecorder:
        return self.factory.application_recorder()
