"""What a rule says: when this happens, that agency gets this duty, with this clock, because of that source.

Invariant: a rule without a source or a mark cannot be written, and nothing in a rule describes a person.
"""

from __future__ import annotations

import enum
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Annotated

import msgspec

from domain.codes import AgeBand, AlertKind, Classification, Country, RiskLevel, Role
from domain.playbook.counting import OFFICE, Calendar, Clock, Counts, Hours, Night, NoHolidays

LEAD = "lead"
"""In a chain of escalation: whoever leads the case then."""


class Phase(enum.StrEnum):
    """Where in the course of events a duty belongs."""

    PREVENTION = "prevention"
    RESPONSE = "response"
    FOUND = "found"
    AFTERCARE = "aftercare"


class Scope(enum.StrEnum):
    """Whose agencies with the role: those of the country where it happened, or those of every country in the case."""

    HERE = "here"
    EVERYWHERE = "everywhere"


class Starts(enum.StrEnum):
    """Which of the two clocks of a fact the deadline runs from."""

    OCCURRED = "occurred"
    RECORDED = "recorded"


class Mark(enum.StrEnum):
    """How sure the rule is: read in the source, general knowledge, or a default of this installation."""

    SOURCE = "S"
    KNOWLEDGE = "K"
    DEFAULT = "D"


class Once(enum.StrEnum):
    """How often the duty arises for one agency."""

    EPISODE = "episode"
    CASE = "case"
    FACT = "fact"


class Addressee(enum.StrEnum):
    """Agencies that a rule finds without naming a role."""

    NAMED = "named"
    """the agency that the fact names: asked, offered, referred to"""
    ACTING = "acting"
    """the agency that recorded the fact"""
    LEAD = "lead"
    """the agency that leads, or while there is none the one that recorded the fact"""
    SECOND = "second"
    """an agency other than the one that recorded the fact, the lead first: for a second person's yes or no"""
    ALERT_ISSUER = "alert-issuer"
    """every agency with an alert of that kind still open"""
    TOLD = "told"
    """every agency that the loss gave a duty, so that finding mirrors missing"""


class IfNobody(enum.StrEnum):
    """What happens to a duty whose role has no agency in the case."""

    BRING_IN = "bring-in"
    SKIP = "skip"


class When(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Conditions on the case and the fact; all that are given must hold."""

    risk_at_least: RiskLevel | None = None
    risk_below: RiskLevel | None = None
    countries: tuple[Country, ...] = ()
    abroad: bool | None = None
    """whether it happened in another country than the one the child was missed in"""
    guarded: bool | None = None
    """whether a guardian has been appointed"""
    missing: bool | None = None
    """whether the child was missing once it had happened"""
    alive: bool | None = None
    """whether a located child was alive; what is owed to a living child is not asked for a dead one"""
    worrying: bool | None = None
    """whether signs were counted that make a disappearance worrying; which ones, and how old the child is, is sealed"""
    alerts: tuple[AlertKind, ...] = ()
    ages: tuple[AgeBand, ...] = ()
    """the bands of ages; *unknown* is one of them, and holds only where it is named"""
    classified: tuple[Classification, ...] = ()
    """what the absence was called; *unknown* for as long as nobody has said"""
    by: tuple[Role, ...] = ()
    """the roles of which the agency that recorded the fact has one"""


Code = Annotated[str, msgspec.Meta(pattern=r"^[a-z0-9][a-z0-9-]{0,63}$")]
Sentence = Annotated[str, msgspec.Meta(min_length=1, max_length=200)]
Text = Annotated[str, msgspec.Meta(min_length=1, max_length=1_000)]
Name = Annotated[str, msgspec.Meta(pattern=r"^[A-Z][A-Za-z]{2,60}$")]
Language = Annotated[str, msgspec.Meta(pattern=r"^[a-z]{2}$")]
Moment = Annotated[datetime, msgspec.Meta(tz=True)]


class Rule(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One line of a playbook."""

    id: Code
    phase: Phase
    on: Name
    or_on: tuple[Name, ...] = ()
    """other events that trigger it just as well; once is once, whichever came first"""
    when: When = When()
    role: Role | None = None
    addressee: Addressee | None = None
    scope: Scope = Scope.HERE
    if_nobody: IfNobody = IfNobody.BRING_IN
    once_per: Once = Once.EPISODE
    code: Code
    title: Sentence
    titles: dict[Language, Sentence] = {}
    """the title in the languages of the playbook; the one above is in English"""
    why: Text
    within: timedelta | None = None
    counts: Counts = Counts.HOURS
    night: Night | None = None
    starts: Starts = Starts.OCCURRED
    acknowledge_within: timedelta | None = None
    escalate_to: tuple[Code, ...] = ()
    outcomes: tuple[Code, ...] = ("done", "not-needed")
    """how the duty can end; they are stored in clear, so they never say how the child is"""
    note_for: tuple[Code, ...] = ()
    """the outcomes that need a note: those which say nothing without the reason for them"""
    repeats: timedelta | None = None
    """how long after it was done the duty comes back, until what ends its reason happens"""
    closes_on: tuple[Name, ...] = ()
    lapses: bool = False
    """whether a task that nobody has taken is withdrawn once the reason for it is gone"""
    instead_of: tuple[Code, ...] = ()
    """rules of a wider playbook that this one replaces where it applies"""
    pauses: tuple[Code, ...] = ()
    """for which reasons who holds the duty may pause its clock; without any, nothing does; never how the child is"""
    pause_at_most: timedelta | None = None
    """how long all pauses together last at most"""
    since: Moment | None = None
    """for a rule added to a playbook in use: what was recorded earlier does not trigger it, whoever reads it"""
    until: Moment | None = None
    """for a rule that ends: what was recorded from then on does not trigger it"""
    source: Text
    mark: Mark


class BringIn(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What to do about a duty whose role has no agency in the case."""

    titles: dict[Role, Sentence]
    why: Text
    within: timedelta
    acknowledge_within: timedelta
    escalate_to: tuple[Code, ...] = ()
    source: Text
    mark: Mark


class Playbook(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A named, versioned set of rules, for one country or for all."""

    id: Code
    version: Code
    title: Sentence
    country: Country | None = None
    countries: tuple[Country, ...] = ()
    """for a layer between all and one: the countries whose agencies it holds for"""
    languages: tuple[Language, ...] = ()
    """every rule has its title in each of these"""
    agencies: dict[Role, Sentence] = {}
    """what the agency with a role is called in this country"""
    office: Hours = OFFICE
    """what a clock of working hours counts"""
    valid_from: date | None = None
    valid_to: date | None = None
    """the first day on which it is no longer valid"""
    rules: tuple[Rule, ...] = ()
    bring_in: BringIn | None = None

    def holds_in(self, country: Country | None) -> bool:
        """Whether agencies of *country* go by it."""
        if self.country is not None:
            return self.country == country
        return not self.countries or country in self.countries


def wideness(playbook: Playbook) -> tuple[int, str]:
    """The order in which playbooks are told: what holds everywhere, for some countries, then country by country."""
    return (2 if playbook.country is not None else 1 if playbook.countries else 0), playbook.id


class Placed(msgspec.Struct, frozen=True):
    """A rule, and the playbook it stands in."""

    playbook: Playbook
    rule: Rule


def clock_of(said: Rule | BringIn, playbook: Playbook) -> Clock | None:
    """The clock of what *playbook* says; none where it gives no time."""
    if said.within is None:
        return None
    if isinstance(said, BringIn):
        return Clock(within=said.within)
    return Clock(within=said.within, counts=said.counts, night=said.night, office=playbook.office)


_WEEKENDS = NoHolidays()


class Playbooks:
    """All playbooks in force, found by the event that triggers them."""

    def __init__(self, playbooks: Sequence[Playbook], calendar: Calendar = _WEEKENDS) -> None:
        """Keep *playbooks* in the order given: the first with a ``bring_in`` says how to bring agencies in."""
        self.playbooks = tuple(playbooks)
        self.calendar = calendar

    def of(self, case: object) -> Playbooks:
        """These rules, whatever the *case*: without a history of versions there is nothing to choose."""
        del case
        return self

    def learn(self, fact: object) -> None:
        """Nothing: a fixed set takes no note of what is published."""

    @cached_property
    def _by_event(self) -> dict[str, tuple[Placed, ...]]:
        found: dict[str, tuple[Placed, ...]] = {}
        for playbook in self.playbooks:
            for rule in playbook.rules:
                for event in (rule.on, *rule.or_on):
                    found[event] = (*found.get(event, ()), Placed(playbook, rule))
        return found

    def on(self, event: str) -> tuple[Placed, ...]:
        """The rules that *event* triggers."""
        return self._by_event.get(event, ())

    @cached_property
    def _ended_by(self) -> dict[str, frozenset[str]]:
        found: dict[str, set[str]] = {}
        for trigger, placed in self._by_event.items():
            for event in (name for one in placed for name in one.rule.closes_on):
                found.setdefault(event, set()).add(trigger)
        return {event: frozenset(triggers) for event, triggers in found.items()}

    def ended_by(self, event: str) -> frozenset[str]:
        """The triggers of which some rule loses its reason by *event*."""
        return self._ended_by.get(event, frozenset())

    @cached_property
    def events(self) -> frozenset[str]:
        """Every event name that some rule waits for, as trigger or as end."""
        ends = (name for playbook in self.playbooks for rule in playbook.rules for name in rule.closes_on)
        return frozenset((*self._by_event, *ends))

    @cached_property
    def bring_in(self) -> tuple[Playbook, BringIn] | None:
        """How to bring in an agency with a role that a duty needs."""
        return next(((p, p.bring_in) for p in self.playbooks if p.bring_in is not None), None)

    def called(self, role: Role, country: Country | None) -> str | None:
        """What the agency with *role* is called in *country*, where a playbook says."""
        names = (p.agencies.get(role) for p in self.playbooks if p.country is not None and p.country == country)
        return next((name for name in names if name is not None), None)

    def rule(self, playbook: str, rule: str) -> Rule | None:
        """The rule *rule* of *playbook*, for the question why a task exists."""
        return next((r for p in self.playbooks if p.id == playbook for r in p.rules if r.id == rule), None)
