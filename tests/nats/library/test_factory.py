"""What the library gets from us, and what it is refused."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from eventsourcing.persistence import DataError, IntegrityError, NotSupportedError, OperationalError, StoredEvent
from eventsourcing.popo import POPOTrackingRecorder
from eventsourcing.sqlite import SQLiteTrackingRecorder

from infra.clock import RandomIds
from infra.nats import NatsFactory
from tests.nats.real_server import RealServer


@pytest.fixture(name="factory")
def _factory(server: RealServer) -> Iterator[NatsFactory]:
    factory = NatsFactory({"NATS_URL": server.url, "NATS_STEM": f"t{RandomIds().new()}"})
    yield factory
    factory.close()


def event(version: int, originator: str = "case.c1.file", topic: str = "domain.model:Dog.Registered") -> StoredEvent:
    return StoredEvent(originator, version, topic, b"{}")


def test_a_topic_with_dots_and_an_address_with_dots_come_back_as_they_went(factory: NatsFactory) -> None:
    recorder = factory.application_recorder()

    assert recorder.insert_events([event(1)]) == [1]

    (found,) = recorder.select_notifications(start=1, limit=10)
    assert (found.originator_id, found.topic) == ("case.c1.file", "domain.model:Dog.Registered")
    assert list(recorder.select_events("case.c1.file")) == [event(1)]


def test_several_aggregates_are_recorded_at_once(factory: NatsFactory) -> None:
    recorder = factory.application_recorder()

    assert recorder.insert_events([event(1, "a"), event(1, "b"), event(2, "a")]) == [1, 3, 2]


def test_a_history_that_began_with_0_goes_on_with_1(factory: NatsFactory) -> None:
    factory.application_recorder().insert_events([event(0)])
    other = factory.application_recorder()

    other.insert_events([event(1)])

    assert [found.originator_version for found in other.select_events("case.c1.file")] == [0, 1]


def test_a_version_after_a_gap_is_refused(factory: NatsFactory) -> None:
    recorder = factory.application_recorder()

    for versions in ([2], [1, 3], [1, 1]):
        with pytest.raises(IntegrityError):
            recorder.insert_events([event(version) for version in versions])


def test_what_cannot_be_recorded_is_a_data_error(factory: NatsFactory) -> None:
    recorder = factory.application_recorder()

    with pytest.raises(DataError):
        recorder.insert_events([event(1, "case.*.file")])
    with pytest.raises(DataError):
        recorder.insert_events([event(version) for version in range(1, 1_002)])


def test_a_server_that_is_away_is_an_operational_error(tmp_path: Path) -> None:
    server = RealServer(tmp_path)
    server.start()
    factory = NatsFactory({"NATS_URL": server.url})
    recorder = factory.application_recorder()
    server.kill()

    with pytest.raises(OperationalError):
        recorder.insert_events([event(1)])
    factory.close()


def test_positions_are_kept_in_memory_or_in_sqlite(tmp_path: Path) -> None:
    in_file = NatsFactory({"SQLITE_DBNAME": str(tmp_path / "views.sqlite")})

    assert isinstance(NatsFactory({}).tracking_recorder(), POPOTrackingRecorder)
    assert isinstance(in_file.tracking_recorder(), SQLiteTrackingRecorder)
    in_file.close()


def test_what_a_log_cannot_promise_is_not_supported(factory: NatsFactory) -> None:
    with pytest.raises(NotSupportedError, match=re.escape("snapshots")):
        factory.aggregate_recorder("snapshots")
    with pytest.raises(NotSupportedError):
        factory.process_recorder()
