"""Whatever happens in a case, in whatever order: the rules ask once, and ask the same again."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from domain.case import events as e
from domain.case.codes import AbsenceEnd, CheckResult, EpisodeOutcome
from domain.codes import AgeBand, AlertKind, Classification, Country, RiskLevel
from domain.events import Event
from domain.playbook.policy import Reaction, react
from domain.playbook.standing import Standing
from domain.privacy import NOTHING, Clear
from domain.task.commands import OpenTask
from tests.playbook.story import SHIPPED, Story, absent, joined, located, reported

AGENCIES = ("carer.it", "police.it", "guardian.it", "protection.it", "hotline.fr", "police.fr", "protection.uk")
EVENTS: tuple[Event, ...] = (
    *map(joined, AGENCIES),
    *(e.AgencyLeft(agency=agency, reason=NOTHING) for agency in AGENCIES[:3]),
    *(e.LeadAccepted(agency=agency) for agency in AGENCIES[:3]),
    *(e.LeadOffered(to_agency=agency, by_agency="carer.it") for agency in AGENCIES[:3]),
    *(e.RiskRaised(level=level, reason=NOTHING) for level in RiskLevel),
    *(e.AlertIssued(alert=kind, kind=kind, country=Country.IT, agency="police.it") for kind in AlertKind),
    e.AlertWithdrawn(alert=AlertKind.SIS, agency="police.it", reason=NOTHING),
    *(e.RiskAssessed(level=level) for level in (RiskLevel.LOW, RiskLevel.HIGH)),
    *(e.AgeBandRecorded(band=band) for band in (AgeBand.UNDER_13, AgeBand.FROM_16)),
    *(e.AbsenceClassified(episode="first", classification=what) for what in Classification),
    e.SightingRecorded(sighting="s", country=Country.FR, place=NOTHING),
    absent(),
    absent(episode="second"),
    e.AbsenceResolved(episode="first", how=AbsenceEnd.RETURNED),
    reported(),
    located(),
    located("uk"),
    e.SafeAndWellChecked(episode="first", seen=True, result=Clear(CheckResult.SAFE)),
    e.EpisodeClosed(episode="first", outcome=Clear(EpisodeOutcome.BACK_IN_CARE)),
    e.EpisodeReopened(episode="first", reason=NOTHING),
)
HAPPENINGS = st.lists(st.tuples(st.sampled_from(EVENTS), st.sampled_from(AGENCIES)), max_size=25)


def told(happenings: list[tuple[Event, str]]) -> Story:
    story = Story("carer.it")
    for event, by in happenings:
        story.tell(event, by=by)
    return story


def by_command(reactions: list[Reaction]) -> dict[str, Reaction]:
    return {reaction.context.command_id: reaction for reaction in reactions}


@given(HAPPENINGS)
def test_looking_at_the_same_history_again_asks_for_the_same(happenings: list[tuple[Event, str]]) -> None:
    story, standing = told(happenings), Standing()
    again: list[Reaction] = []

    for fact in story.facts:
        standing, reactions = react(SHIPPED, Standing(standing.case), fact, fact.recorded_at)
        again += reactions

    assert again == story.reactions
    assert standing == story.standing


@given(HAPPENINGS)
def test_no_fact_is_asked_to_open_the_same_task_twice(happenings: list[tuple[Event, str]]) -> None:
    story = told(happenings)

    for fact in story.facts:
        caused = [reaction for reaction in story.reactions if reaction.context.causation_id == fact.id]
        assert len(by_command(caused)) == len(caused)


@given(HAPPENINGS)
def test_a_task_belongs_to_one_agency_and_one_rule_for_ever(happenings: list[tuple[Event, str]]) -> None:
    owners: dict[str, set[tuple[str, str]]] = {}
    for reaction in told(happenings).reactions:
        if isinstance(reaction.command, OpenTask):
            owners.setdefault(reaction.originator, set()).add((reaction.command.agency, reaction.command.code))

    assert all(len(owner) == 1 for owner in owners.values())


@given(HAPPENINGS)
def test_a_task_reaches_agencies_of_the_case_only(happenings: list[tuple[Event, str]]) -> None:
    story = Story("carer.it")
    for event, by in happenings:
        reactions = story.tell(event, by=by)
        asked = {reaction.command.agency for reaction in reactions if isinstance(reaction.command, OpenTask)}
        assert asked <= {agency.agency for agency in story.case.agencies}
