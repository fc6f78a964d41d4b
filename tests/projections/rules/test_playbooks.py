"""The playbooks: every version as it was published, and which of them a case goes by."""

from __future__ import annotations

from datetime import date

from msgspec.structs import replace

from domain.case import events as e
from domain.playbook.publishing.decider import originator
from domain.playbook.publishing.events import PlaybookPublished
from domain.privacy import NOTHING
from projections import cases, playbooks
from projections.views import moment
from tests.projections.given import cases as c
from tests.projections.given.facts import CASE, FILE, Log, fold

FIRST = PlaybookPublished(playbook="be", version="1", digest="a" * 64, valid_from=None, valid_to=None, text="one")
SECOND = replace(FIRST, version="2", digest="b" * 64, valid_from=date(2027, 1, 1), text="two")
MOVED = e.CaseMovedToPlaybook(playbook="be", version="2", reason=NOTHING)


def test_versions_stand_in_the_order_in_which_they_were_published() -> None:
    log = Log()
    facts = log.tell(originator("be"), FIRST, SECOND, replace(FIRST, text="another text"))

    known = fold(playbooks.VIEW, facts)["be"]

    assert [(one.version, one.text, one.valid_from) for one in known.versions] == [
        ("1", "one", None),
        ("2", "two", date(2027, 1, 1)),
    ]
    assert known.versions[0].published_at == facts[0].recorded_at
    assert playbooks.VIEW.columns["versions"](known) == 2


def test_what_publishes_nothing_changes_no_playbook() -> None:
    log = Log()
    facts = log.tell(FILE, c.OPENED)

    assert playbooks.keys(facts[0]) == ()
    assert playbooks.evolve(None, facts[0]) is None


def test_a_case_remembers_what_it_was_moved_to() -> None:
    log = Log()
    log.tell(FILE, c.OPENED, MOVED)
    case = fold(cases.VIEW, log.facts)[CASE]

    opened = log.facts[0]
    assert (case.rules.opened_at, case.rules.opened_position) == (opened.recorded_at, opened.position)
    assert case.rules.versions == {"be": "2"}
    assert cases.VIEW.columns["moved_to"](case) == "be=2"
    assert cases.VIEW.columns["founded"](case) == moment(opened.recorded_at)
    assert cases.VIEW.columns["founded_position"](case) == opened.position
