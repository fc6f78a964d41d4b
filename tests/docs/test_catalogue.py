"""The pages that are written from the code are fresh and leave nothing out."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from domain.commands import CATALOGUE, Aggregate
from domain.deciding.refusals import Conflict, Forbidden, Malformed, NotPossible, Refused
from domain.events import REGISTER
from infra.data import PLAYBOOKS
from infra.playbooks import load_playbooks
from tests.docs.markdown import DOCS
from tools.catalogue import EVENTS, PAGES, stale
from tools.catalogue.__main__ import main
from tools.catalogue.asked import APART, DECIDERS
from tools.catalogue.refusing import refusals

FAMILIES = (Malformed, Forbidden, Conflict, NotPossible)


def named_refusals(family: type[Refused] = Refused) -> Iterator[type[Refused]]:
    for refused in family.__subclasses__():
        if refused not in FAMILIES and refused.__module__.startswith("domain."):
            yield refused
        yield from named_refusals(refused)


def test_the_pages_are_fresh() -> None:
    assert stale() == [], "python -m tools.catalogue"


def test_a_stale_page_is_named_and_left_as_it_is(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    page = next(iter(PAGES))
    before = page.read_text()
    monkeypatch.setitem(PAGES, page, lambda: "something else")

    code = main(["--check"])

    assert code == 1
    assert f"{page.name} is stale" in capsys.readouterr().out
    assert page.read_text() == before


def test_an_argument_that_is_none_is_misuse() -> None:
    assert main(["--cheque"]) == 2


def test_every_event_has_a_section_and_every_command_a_row() -> None:
    text = (DOCS / "events.md").read_text()

    assert text.startswith(EVENTS)
    assert [name for name in REGISTER if f"#### {name}\n" not in text] == []
    assert [slug for slug in CATALOGUE if f"| `{slug}` |" not in text] == []


def test_every_refusal_can_be_met_by_a_command() -> None:
    asked = [(entry.aggregate, entry.command) for entry in CATALOGUE.values()]
    asked += [(Aggregate.CASE, each) for _, kinds in APART for each in kinds if each.__module__[:12] == "domain.case."]
    met = {refused for whose, command in asked for refused in refusals(DECIDERS[whose], command).values()}

    assert {refused.__name__ for refused in set(named_refusals()) - met} == set()


def test_no_two_refusals_share_a_slug() -> None:
    slugs = [refused.SLUG for refused in named_refusals()]

    assert sorted(slugs) == sorted(set(slugs))


def test_every_publication_that_a_rule_cites_is_among_the_sources() -> None:
    listed = [line.split("`")[1] for line in (DOCS / "sources.md").read_text().splitlines() if line.startswith("| `")]
    cited = [rule.source for playbook in load_playbooks(PLAYBOOKS).playbooks for rule in playbook.rules]

    unknown = [source for source in cited if not any(name in source for name in listed)]

    assert [source for source in unknown if not source.startswith("Default of this installation")] == []
