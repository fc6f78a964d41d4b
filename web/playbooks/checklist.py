"""The duties of a case as a list to work through and to print: who, by when, why, how it stands, who did it.

Invariant: every duty the reader may see stands in it once, and so does every rule that has not opened one yet.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from domain.codes import Country
from domain.context import SYSTEM_AGENCY
from domain.playbook.rules import Phase, Placed, Playbook, Playbooks, Rule
from projections import timeline
from web.people import People
from web.playbooks import words
from web.playbooks.duties import PHASES, STATES, Duty, State
from web.playbooks.reading import href_of, name_of, placed_in
from web.texts import wording
from web.texts.catalog import gettext as _


@dataclass(frozen=True)
class Reader:
    """Who reads: by which names they know *people*, and the languages they *read*, the preferred one first."""

    people: People
    reads: Sequence[str] = ()


@dataclass(frozen=True)
class Line:
    """A duty, or one that may come: *due* in the *zone* of its agency, *within* the time that the rule gives."""

    id: str
    title: str
    language: str | None
    href: str
    state: State
    state_name: str
    who: str
    country: Country | None
    holder: str
    due: datetime | None
    zone: str
    within: str
    trigger: str
    rule: str
    rule_href: str
    source: str
    mark: str
    sure: str
    ended_at: datetime | None
    ended_by: str
    outcome: str


@dataclass(frozen=True)
class Part:
    """A phase with its duties, and those that may still come."""

    phase: Phase | None
    name: str
    lines: Sequence[Line]
    later: Sequence[Line]


def checklist(
    duties: Sequence[Duty],
    rules: Playbooks,
    countries: Sequence[Country],
    reader: Reader,
    only: Phase | None = None,
) -> list[Part]:
    """What stands in each phase, or in one *only*; what no rule opened comes last."""
    opened = {duty.name for duty in duties}
    placed = {name_of(each.playbook, each.rule): each for c in countries for each in placed_in(rules, c)}
    later = {name: each for name, each in placed.items() if name not in opened}
    parts = [_part(phase, duties, later, reader) for phase in Phase if only in {None, phase}]
    rest = [duty for duty in duties if duty.phase is None] if only is None else []
    return [*parts, Part(None, _("Other duties"), _lines(rest, reader), ())] if rest else parts


def _part(phase: Phase, duties: Sequence[Duty], later: Mapping[str, Placed], reader: Reader) -> Part:
    own = [duty for duty in duties if duty.phase is phase]
    later = {name: each for name, each in later.items() if each.rule.phase is phase}
    coming = [_coming(name, each.playbook, each.rule, reader) for name, each in later.items()]
    return Part(phase, _(PHASES[phase]), _lines(own, reader), coming)


def _lines(duties: Sequence[Duty], reader: Reader) -> list[Line]:
    order = list(State)
    ordered = sorted(duties, key=lambda duty: (order.index(duty.state), duty.task.due_at is None, duty.task.due_at))
    return [_line(duty, reader) for duty in ordered]


def _line(duty: Duty, reader: Reader) -> Line:
    task, rule = duty.task, duty.rule
    title = words.Title(_(task.title)) if rule is None else words.title_of(rule, reader.reads)
    agency = reader.people.agency(task.agency)
    return Line(
        id=f"line-{task.id}",
        title=title.text,
        language=title.language,
        href=f"/tasks/{task.id}",
        state=duty.state,
        state_name=_(STATES[duty.state]),
        who=reader.people.agency_name(task.agency),
        country=task.country,
        holder=reader.people.member_name(task.claimed_by.member) if task.claimed_by else "",
        due=task.due_at,
        zone=agency.zone if agency else "",
        within=words.clock(rule) if rule is not None else "",
        trigger=words.event_words(duty.trigger) if duty.trigger else "",
        rule=duty.name,
        rule_href=href_of(task.playbook) if rule is not None else "",
        source=task.source or "",
        mark=task.mark or "",
        sure=_sure(task.mark),
        ended_at=task.ended_at,
        ended_by=_by(duty.ended_by, reader),
        outcome=wording.code(task.outcome) if task.outcome else "",
    )


def _by(entry: timeline.Entry | None, reader: Reader) -> str:
    if entry is None:
        return ""
    return _("Lantern, by the rules") if entry.agency == SYSTEM_AGENCY else reader.people.member_name(entry.actor)


def _sure(mark: str | None) -> str:
    return next((_(said) for known, said in words.MARKS.items() if known.value == mark), "")


def _coming(name: str, playbook: Playbook, rule: Rule, reader: Reader) -> Line:
    title = words.title_of(rule, reader.reads)
    return Line(
        id=f"rule-{name.replace('/', '-')}",
        title=title.text,
        language=title.language,
        href="",
        state=State.NOT_YET,
        state_name=_(STATES[State.NOT_YET]),
        who=words.who(rule),
        country=None,
        holder="",
        due=None,
        zone="",
        within=words.clock(rule),
        trigger=words.triggers(rule),
        rule=name,
        rule_href=f"/playbooks/{playbook.id}?version={playbook.version}#rule-{rule.id}",
        source=rule.source,
        mark=rule.mark.value,
        sure=words.how_sure(rule),
        ended_at=None,
        ended_by="",
        outcome="",
    )
