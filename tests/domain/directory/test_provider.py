"""An agency's own provider: set and removed by who runs the agency."""

from __future__ import annotations

from domain.codes import Country, Role
from domain.directory import refusals as r
from domain.directory.commands import RemoveProvider, SetProvider
from domain.directory.decider import DECIDER
from domain.directory.events import AgencyRegistered, ProviderRemoved, ProviderSet
from tests.domain.cast import ADMIN, CARER, LANTERN
from tests.domain.given_when_then import Stories

agency = Stories(DECIDER)

REGISTERED = AgencyRegistered(
    agency=CARER.agency, name="Shelter", role=Role.CARER, country=Country.GR, zone="Europe/Athens"
)
SET = SetProvider(issuer="https://login.shelter.example/realm", client="lantern")
WAS_SET = ProviderSet(issuer="https://login.shelter.example/realm", client="lantern", passwords=True)


def test_a_provider_is_set_once() -> None:
    known = agency.given(REGISTERED)

    known.when(SET, by=ADMIN).then(WAS_SET)
    known.when(SET, by=ADMIN).when(SET, by=ADMIN).then_nothing_happened()


def test_passwords_are_no_longer_taken_as_a_fact_of_its_own() -> None:
    alone = SetProvider(issuer=SET.issuer, client=SET.client, passwords=False)

    agency.given(REGISTERED, WAS_SET).when(alone, by=LANTERN).then(
        ProviderSet(issuer=SET.issuer, client=SET.client, passwords=False)
    )


def test_a_provider_is_removed_once() -> None:
    agency.given(REGISTERED, WAS_SET).when(RemoveProvider(), by=ADMIN).then(ProviderRemoved())
    agency.given(REGISTERED, WAS_SET, ProviderRemoved()).when(RemoveProvider(), by=ADMIN).then_nothing_happened()
    agency.given(REGISTERED).when(RemoveProvider(), by=ADMIN).then_nothing_happened()


def test_who_does_not_run_the_agency_sets_and_removes_none() -> None:
    agency.given(REGISTERED).when(SET, by=CARER).then_refused(r.NotYoursToRun)
    agency.given(REGISTERED, WAS_SET).when(RemoveProvider(), by=CARER).then_refused(r.NotYoursToRun)
