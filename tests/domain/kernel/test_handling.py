"""Carrying out commands: once each, on the newest history, also when others are faster."""

from __future__ import annotations

import pytest

from domain.case.commands import CaseCommand, JoinAgency, OpenCase, RaiseRisk, RecordIdentity, RequestInformation
from domain.case.decider import DECIDER, originator
from domain.case.events import RiskRaised
from domain.case.file.refusals import IdentityAlreadyRecorded
from domain.case.refusals import NoSuchCase
from domain.case.state import Case
from domain.codes import Country, RiskLevel, Role
from domain.deciding import For
from domain.deciding.handling import ATTEMPTS, REMEMBERED, Expected, Handler, drafts_of
from domain.envelope import Audience, AudienceKind
from domain.ids import derive
from domain.ports import VersionTaken
from domain.privacy import Clear
from tests.domain.cast import CARER, COMMAND, POLICE, acting
from tests.domain.kernel.tiny_store import Rival, TinyStore

CASE = originator("one")
OPEN = OpenCase(reference="GR-2026-0007", country=Country.GR)
RECORD = RecordIdentity(names="Qiro")
JOIN = JoinAgency(agency=POLICE.agency, role=Role.POLICE, country=Country.GR)


def handler(store: TinyStore) -> Handler[Case, CaseCommand]:
    return Handler(DECIDER, store)


def nth(number: int) -> str:
    return derive(COMMAND, number)


async def opened() -> tuple[TinyStore, Handler[Case, CaseCommand]]:
    store = TinyStore()
    await handler(store).handle(CASE, OPEN, acting(CARER, command_id=nth(0)))
    return store, handler(store)


def raise_to(level: RiskLevel) -> RaiseRisk:
    return RaiseRisk(level=level, reason="-")


async def test_a_command_becomes_facts_with_identifiers_derived_from_it() -> None:
    store, handle = await opened()

    outcome = await handle.handle(CASE, RECORD, acting(CARER))

    assert [fact.id for fact in outcome.events] == [derive(COMMAND, 0)]
    assert (outcome.version, outcome.position, outcome.repeated) == (2, 2, False)
    assert [fact.name for fact in store.histories[CASE]] == ["CaseOpened", "IdentityRecorded"]


async def test_a_repeated_command_is_answered_with_the_facts_it_led_to() -> None:
    store, handle = await opened()
    first = await handle.handle(CASE, RECORD, acting(CARER))

    again = await handle.handle(CASE, RECORD, acting(CARER))
    elsewhere = await handler(store).handle(CASE, RECORD, acting(CARER))

    assert again.repeated
    assert elsewhere.repeated
    assert again.events == elsewhere.events == first.events


async def test_a_command_with_nothing_to_do_leads_to_no_facts() -> None:
    _, handle = await opened()

    outcome = await handle.handle(CASE, OPEN, acting(CARER))

    assert (outcome.events, outcome.position, outcome.version) == ((), 0, 1)


async def test_a_refusal_reaches_who_asked() -> None:
    with pytest.raises(NoSuchCase):
        await handler(TinyStore()).handle(CASE, RECORD, acting(CARER))


async def test_what_is_remembered_and_stale_does_not_refuse() -> None:
    store, handle = await opened()
    await handle.state(CASE)
    await handler(store).handle(CASE, JOIN, acting(CARER, command_id=nth(1)))

    outcome = await handle.handle(CASE, RECORD, acting(POLICE))

    assert outcome.version == 3


async def test_what_is_remembered_and_stale_does_not_say_that_there_is_nothing_to_do() -> None:
    store, handle = await opened()
    joined = JoinAgency(agency=CARER.agency, role=Role.CARER, country=Country.GR)
    await handle.state(CASE)

    outcome = await handle.handle(CASE, joined, acting(CARER, command_id=nth(3)))

    assert (outcome.events, outcome.version) == ((), 1)
    assert len(store.histories[CASE]) == 1


async def test_whoever_loses_a_race_decides_again_on_the_newer_history() -> None:
    store, handle = await opened()
    store.rivals.append(lambda: handler(store).handle(CASE, RECORD, acting(CARER, command_id=nth(1))))

    with pytest.raises(IdentityAlreadyRecorded):
        await handle.handle(CASE, RecordIdentity(names="Quiro"), acting(CARER, command_id=nth(2)))

    assert len(store.histories[CASE]) == 2


async def test_a_race_with_somebody_who_did_something_else_is_won_at_the_second_attempt() -> None:
    store, handle = await opened()
    store.rivals.append(lambda: handler(store).handle(CASE, JOIN, acting(CARER, command_id=nth(1))))

    outcome = await handle.handle(CASE, RECORD, acting(CARER, command_id=nth(2)))

    assert outcome.version == 3


async def test_whoever_loses_every_race_is_told_so() -> None:
    store, handle = await opened()
    ask = RequestInformation(request="q", of_agency=POLICE.agency, question="-")
    await handle.handle(CASE, JOIN, acting(CARER, command_id=nth(1)))
    store.rivals.extend(rival(store, number) for number in range(ATTEMPTS))

    with pytest.raises(VersionTaken):
        await handle.handle(CASE, ask, acting(CARER, command_id=nth(99)))


def rival(store: TinyStore, number: int) -> Rival:
    """Somebody who writes something else just before, without a rival of their own."""
    command = RequestInformation(request=f"other {number}", of_agency=POLICE.agency, question="-")

    async def write() -> None:
        waiting, store.rivals = store.rivals, []
        await handler(store).handle(CASE, command, acting(CARER, command_id=nth(100 + number)))
        store.rivals = waiting

    return write


async def test_a_version_that_was_expected_and_is_not_there_stops_the_command() -> None:
    _, handle = await opened()

    with pytest.raises(Expected):
        await handle.handle(CASE, RECORD, acting(CARER), expected_version=4)


async def test_an_expected_version_is_compared_with_the_newest_history() -> None:
    store, handle = await opened()
    await handle.state(CASE)
    await handler(store).handle(CASE, JOIN, acting(CARER, command_id=nth(1)))

    outcome = await handle.handle(CASE, RECORD, acting(CARER), expected_version=2)

    assert outcome.version == 3


async def test_a_version_that_was_current_when_remembered_and_no_longer_is_stops_the_command() -> None:
    store, handle = await opened()
    await handle.state(CASE)
    await handler(store).handle(CASE, JOIN, acting(CARER, command_id=nth(1)))

    with pytest.raises(Expected):
        await handle.handle(CASE, RECORD, acting(CARER), expected_version=1)


async def test_what_is_at_hand_is_decided_from() -> None:
    store, handle = await opened()
    store.at_hand = 1

    outcome = await handle.handle(CASE, RECORD, acting(CARER))

    assert outcome.version == 2


async def test_what_is_at_hand_and_stale_does_not_refuse() -> None:
    store, handle = await opened()
    await handler(store).handle(CASE, JOIN, acting(CARER, command_id=nth(1)))
    store.at_hand = 1

    outcome = await handle.handle(CASE, RECORD, acting(POLICE))

    assert outcome.version == 3


async def test_a_refusal_from_what_is_at_hand_is_decided_again_on_the_newest_history() -> None:
    store, handle = await opened()
    await handler(store).handle(CASE, RECORD, acting(CARER, command_id=nth(1)))
    store.at_hand = 1

    with pytest.raises(IdentityAlreadyRecorded):
        await handle.handle(CASE, RecordIdentity(names="Quiro"), acting(CARER, command_id=nth(2)))

    assert len(store.histories[CASE]) == 2


async def test_a_repeat_is_answered_with_all_facts_where_some_of_them_are_at_hand() -> None:
    store, _ = await opened()
    twice = tuple(RiskRaised(level=level, reason=Clear("-")) for level in (RiskLevel.MEDIUM, RiskLevel.HIGH))
    await store.append(CASE, 1, drafts_of(twice, acting(CARER)), acting(CARER).now)
    store.at_hand = 2

    outcome = await handler(store).handle(CASE, raise_to(RiskLevel.HIGH), acting(CARER))

    assert (outcome.repeated, [fact.version for fact in outcome.events]) == (True, [2, 3])


async def test_the_aggregates_used_longest_ago_are_forgotten() -> None:
    _, handle = await opened()

    for number in range(REMEMBERED + 1):
        await handle.state(originator(str(number)))

    assert len(handle._remembered) == REMEMBERED
    assert originator("0") not in handle._remembered


async def test_a_forgotten_aggregate_is_read_again() -> None:
    _, handle = await opened()

    assert (await handle.state(CASE)).version == 1
    assert (await handle.handle(CASE, raise_to(RiskLevel.HIGH), acting(CARER))).version == 2


def test_a_fact_for_some_is_drafted_with_its_audience() -> None:
    protected = Audience(AudienceKind.PROTECTED)
    fact = RiskRaised(level=RiskLevel.HIGH, reason=Clear("-"))

    drafts = drafts_of((fact, For(fact, protected)), acting(CARER))

    assert [draft.meta.audience for draft in drafts] == [Audience(), protected]
    assert [draft.id for draft in drafts] == [derive(COMMAND, 0), derive(COMMAND, 1)]
