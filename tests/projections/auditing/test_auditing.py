"""Remarks and samples as documents, and who is told what of them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from msgspec.structs import replace

from domain.auditing import events as e
from domain.auditing.decider import between
from domain.codes import Country, Role
from domain.sampling import events as s
from domain.task.events import TaskAcknowledged
from projections import cases, timeline
from projections.auditing import Remark, Sample, remarks, samples
from projections.cases import Membership
from projections.findings import Finding
from projections.visibility import LANTERN, Viewer, audits, entries_seen, findings_seen, sees_remark, sees_sample
from tests.projections.findings.stories import Story
from tests.projections.given.cases import OPENED, POLICE
from tests.projections.given.facts import CASE, DUTY, FILE, PROTECTED, START, Log, fold, sealed
from tests.projections.given.tasks import opened

AUDIT = f"case.{CASE}.audit"
MADE = e.RemarkMade(
    case=CASE,
    remark="one",
    by_agency="auditor-be",
    agency="police-be",
    check="late",
    anchor="fact",
    facts=("fact",),
    words=sealed("why"),
)
ANSWERED = e.RemarkAnswered(remark="one", agency="police-be", words=sealed("so"))
SETTLED = e.RemarkSettled(remark="one", words=sealed("good"))
PART = Membership(agency="police-be", role=Role.POLICE, country=Country.BE, since=START)
AUDITOR = Viewer("auditor-be", Role.AUDITOR, Country.BE)
ABROAD = Viewer("auditor-fr", Role.AUDITOR, Country.FR)
ASKED = Viewer("police-be", Role.POLICE, Country.BE)
OTHER = Viewer("guardian-be", Role.GUARDIAN, Country.BE)


def remarked(*events: e.RemarkEvent) -> dict[str, Remark]:
    log = Log()
    log.tell(AUDIT, *events, by="auditor-be")
    log.tell(DUTY, opened())
    return fold(remarks.VIEW, log.facts)


def test_a_remark_waits_for_an_answer_is_answered_and_is_settled() -> None:
    states = [remarked(*so_far)["one"].state for so_far in ((MADE,), (MADE, ANSWERED), (MADE, ANSWERED, SETTLED))]

    assert states == ["asked", "answered", "settled"]


def test_a_remark_that_asks_nobody_is_noted_and_is_perhaps_about_no_finding() -> None:
    alone = replace(MADE, agency=None, check=None, anchor=None)

    remark = remarked(alone)["one"]

    assert (remark.state, remark.about) == ("noted", None)
    assert remarked(MADE)["one"].about == "late.fact"


def test_nothing_that_was_said_is_ever_gone_from_it() -> None:
    again = replace(MADE, words=sealed("something else"))
    remark = remarked(MADE, ANSWERED, ANSWERED, again, SETTLED, replace(SETTLED, words=sealed("no")))["one"]

    assert [kept.text for kept in remark.words] == [sealed("why"), sealed("so"), sealed("so"), sealed("good")]
    assert remarked(ANSWERED) == {}


ANNOUNCED = s.SampleAnnounced(
    sample="s", country=Country.BE, month="2026-03", kind=s.SampleKind.MISSING, many=2, by_agency="auditor-be"
)
DRAWN = s.SampleDrawn(sample="s", log="l", size=9, root="ab", among=5, fingerprint="cd", cases=("a", "b"))


def sampled(*events: s.SamplingEvent) -> dict[str, Sample]:
    log = Log()
    log.tell("audit.sample.s", *events, by="auditor-be")
    log.tell(DUTY, opened())
    return fold(samples.VIEW, log.facts)


def test_a_sample_says_where_it_was_announced_and_what_was_drawn_first() -> None:
    sample = sampled(ANNOUNCED, replace(ANNOUNCED, many=9), DRAWN, replace(DRAWN, cases=()))["s"]

    assert (sample.position, sample.many) == (1, 2)
    assert sample.draw is not None
    assert (sample.draw.cases, sample.draw.size) == (("a", "b"), 9)
    assert sampled(DRAWN) == {}


def test_a_sample_is_told_to_the_auditors_of_its_country() -> None:
    sample = sampled(ANNOUNCED)["s"]

    assert [sees_sample(viewer, sample) for viewer in (AUDITOR, LANTERN, ABROAD, ASKED)] == [True, True, False, False]
    assert [audits(viewer) for viewer in (AUDITOR, ABROAD, ASKED)] == [True, True, False]


def test_a_remark_is_read_by_the_auditors_concerned_and_by_whom_it_asks_also_once_they_have_left() -> None:
    remark, left = remarked(MADE)["one"], replace(PART, until=START + timedelta(days=1))

    assert [sees_remark(viewer, remark, [PART]) for viewer in (AUDITOR, ASKED, ABROAD, OTHER)] == [
        True,
        True,
        False,
        False,
    ]
    assert sees_remark(ASKED, remark, [left])


def late() -> Finding:
    return Story().duty(opened(), TaskAcknowledged(member="police-be-1", at=START)).found(timedelta(days=1))[0]


def test_findings_are_told_to_auditors_alone() -> None:
    told = [bool(findings_seen(viewer, [PART], [late()])) for viewer in (AUDITOR, LANTERN, ABROAD, ASKED, OTHER)]

    assert told == [True, True, False, False, False]


def test_a_finding_that_rests_on_what_is_told_in_confidence_is_told_to_no_auditor() -> None:
    found = late()
    hidden = replace(found, facts=(*found.facts, replace(found.facts[0], audience=PROTECTED)))

    assert findings_seen(AUDITOR, [PART], [hidden]) == ()


@pytest.mark.parametrize(("viewer", "words"), [(AUDITOR, 1), (ASKED, 1), (OTHER, None), (ABROAD, None)])
def test_in_the_timeline_a_remark_is_there_for_those_it_is_between(viewer: Viewer, words: int | None) -> None:
    log = Log()
    log.tell(FILE, OPENED, POLICE)
    log.tell(AUDIT, MADE, by="auditor-be", audience=between("auditor-be", "police-be"))

    case, entries = fold(cases.VIEW, log.facts)[CASE], list(fold(timeline.VIEW, log.facts).values())

    seen = entries_seen(viewer, case, entries)

    told = [len(entry.private) for entry in seen if entry.name == "RemarkMade"]
    assert told == ([] if words is None else [words])
