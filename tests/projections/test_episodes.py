"""The newest disappearance on a case page: its status, the phase of the case, and what is likely to be forgotten."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from domain.case import events as e
from domain.codes import AgeBand, Classification, Country
from domain.events import Event
from projections import cases
from tests.projections.given import cases as c
from tests.projections.given.facts import CASE, FILE, Log, fold, kept


def case_after(*events: Event) -> cases.Case:
    log = Log()
    log.tell(FILE, c.OPENED, *events)
    return fold(cases.VIEW, log.facts)[CASE]


def test_what_rules_depend_on_is_shown_and_another_absence_is_called_nothing_yet() -> None:
    called = e.AbsenceClassified(episode=c.ONE, classification=Classification.WORRYING)
    told = (e.AgeBandRecorded(band=AgeBand.FROM_13), c.noticed(), called)

    first, second = case_after(*told), case_after(*told, c.RESOLVED, c.noticed(c.TWO))

    assert (first.age, first.called) == (AgeBand.FROM_13, Classification.WORRYING)
    assert (second.age, second.called) == (AgeBand.FROM_13, Classification.UNKNOWN)


@pytest.mark.parametrize(
    ("events", "status", "phase"),
    [
        ((), "absent", "missing"),
        ((c.reported(),), "reported", "missing"),
        ((c.reported(), c.refused()), "refused", "missing"),
        ((c.reported(), c.refused(), c.reported("police-fr")), "reported", "missing"),
        ((c.reported(), c.refused(), c.reported()), "reported", "missing"),
        ((c.RESOLVED,), "resolved", "prevention"),
        ((c.reported(), c.LOCATED), "located", "found"),
        ((c.LOCATED, c.reported()), "located", "found"),
        ((c.LOCATED, c.ENDED), "closed", "aftercare"),
        ((c.LOCATED, c.ENDED, c.ENDED), "closed", "aftercare"),
        ((c.RESOLVED, c.RESOLVED), "resolved", "prevention"),
        ((c.ENDED, c.RESUMED), "absent", "missing"),
        ((c.reported(), c.LOCATED, c.ENDED, c.RESUMED), "reported", "missing"),
        ((c.ENDED, c.CLOSED), "closed", "closed"),
    ],
)
def test_the_phase_follows_the_episode(events: tuple[Event, ...], status: str, phase: str) -> None:
    case = case_after(c.noticed(), *events)

    assert case.episode is not None
    assert (case.episode.status, case.phase) == (status, phase)


def test_each_absence_is_an_episode_of_its_own() -> None:
    case = case_after(c.noticed(), c.RESOLVED, c.noticed(c.TWO), c.LOCATED)

    assert case.episode is not None
    assert (case.episode.id, case.episode.number, case.episode.status) == (c.TWO, 2, "absent")


def test_a_fact_of_an_episode_that_never_began_changes_nothing() -> None:
    assert case_after(c.LOCATED).episode is None


def test_a_noticed_absence_noticed_again_stays_as_it_is_when_only_its_tail_is_folded() -> None:
    again = case_after(c.noticed(), c.noticed()).episode

    assert again is not None
    assert again.number == 2


def test_where_the_child_was_located_is_kept_sealed_and_the_country_is_not() -> None:
    episode = case_after(c.noticed(), c.LOCATED, c.CHECKED).episode

    assert episode is not None
    assert episode.located_place is not None
    assert (episode.located_in, episode.located_place.event) == (Country.FR, "event-3")
    assert (episode.located_how, episode.checked) == (kept(3, "how", "how"), kept(4, "result", "result"))
    assert (episode.alive, episode.checked_seen) == (True, True)


def test_an_episode_taken_up_again_knows_nothing_of_how_it_had_ended() -> None:
    dead = replace(c.LOCATED, alive=False)
    closed = case_after(c.noticed(), dead, c.CHECKED, c.ENDED).episode
    again = case_after(c.noticed(), dead, c.CHECKED, c.ENDED, c.RESUMED).episode

    assert closed is not None
    assert again is not None
    assert (closed.alive, closed.outcome) == (False, kept(5, "outcome", "ended"))
    assert (again.alive, again.checked_seen, again.checked, again.outcome) == (True, None, None, None)


def test_a_check_before_the_child_was_located_is_no_check() -> None:
    episode = case_after(c.noticed(), c.CHECKED).episode

    assert episode is not None
    assert episode.checked is None


@pytest.mark.parametrize(
    ("flag", "events", "mended"),
    [
        ("no-lead", (), (c.LEADS,)),
        ("lead-unanswered", (c.OFFERED,), (c.DECLINED,)),
        ("no-guardian", (), (c.GUARDIAN,)),
        ("not-assessed", (), (c.ASSESSED,)),
        ("not-reported", (c.noticed(),), (c.reported(),)),
        ("report-refused", (c.noticed(), c.reported(), c.refused()), (c.reported("police-fr"),)),
        ("no-alert", (c.noticed(),), (c.ASKED_ALERT,)),
        ("alert-still-open", (c.noticed(), c.ALERT, c.LOCATED), (c.WITHDRAWN,)),
        ("not-checked", (c.noticed(), c.LOCATED), (c.CHECKED,)),
        ("no-return-interview", (c.noticed(), c.LOCATED), (c.INTERVIEW,)),
        ("lowering-unconfirmed", (c.PROPOSED,), (c.KEPT,)),
    ],
)
def test_what_is_likely_to_be_forgotten_is_flagged_until_it_is_done(
    flag: str, events: tuple[Event, ...], mended: tuple[Event, ...]
) -> None:
    assert flag in case_after(*events).flags
    assert flag not in case_after(*events, *mended).flags


def test_a_closed_case_has_no_flags() -> None:
    assert case_after(c.noticed(), c.CLOSED).flags == ()
