"""Which duties the rules ask for, given where a case stands.

Invariant: a pure function of the rules and the state; the same duty has the same identifier whenever it is computed, so
a duty that was opened before is never opened twice.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import assert_never

import msgspec

from domain.codes import RISK_ORDER, Country, Role
from domain.envelope import AudienceKind
from domain.ids import derive
from domain.playbook.rules import (
    Addressee,
    BringIn,
    IfNobody,
    Once,
    Phase,
    Placed,
    Playbook,
    Playbooks,
    Rule,
    Scope,
    When,
)
from domain.playbook.state import CaseSoFar, Happened, Participant


class Duty(msgspec.Struct, frozen=True, kw_only=True):
    """What one agency has to do because of one fact, as *said*: a rule's duty, or bringing in *role* of *country*.

    *called* is what the agency with that role is called there.
    """

    task: str
    agency: Participant
    happened: Happened
    playbook: Playbook
    said: Rule | BringIn
    role: Role
    country: Country | None
    called: str | None = None


def duties_of(playbooks: Playbooks, case: CaseSoFar, happened: Happened) -> Iterator[Duty]:
    """The duties that the rules ask for because of what *happened*, as *case* stands: one pass over its rules."""
    open_rules = [placed for placed in playbooks.on(happened.name) if _applies(placed.rule, case, happened)]
    if not open_rules:
        return
    for country, placed_here in _by_country(open_rules, case, happened):
        replaced = {name for placed in placed_here for name in placed.rule.instead_of}
        for placed in placed_here:
            if placed.rule.id not in replaced:
                yield from _of_rule(playbooks, case, happened, placed, country)


def _applies(rule: Rule, case: CaseSoFar, happened: Happened) -> bool:
    if rule.since is not None and happened.recorded_at < rule.since:
        return False
    if rule.until is not None and happened.recorded_at >= rule.until:
        return False
    return _holds(rule.when, case, happened) and not case.ended(happened, rule.closes_on)


def _holds(when: When, case: CaseSoFar, happened: Happened) -> bool:
    risk = RISK_ORDER[case.risk]
    if when.risk_at_least is not None and risk < RISK_ORDER[when.risk_at_least]:
        return False
    if when.risk_below is not None and risk >= RISK_ORDER[when.risk_below]:
        return False
    if when.countries and happened.here not in when.countries:
        return False
    if when.abroad is not None and happened.abroad is not when.abroad:
        return False
    if when.ages and case.age not in when.ages:
        return False
    if when.classified and case.classified not in when.classified:
        return False
    if when.by and happened.by not in when.by:
        return False
    if when.guarded is not None and case.guarded is not when.guarded:
        return False
    if when.missing is not None and happened.missing is not when.missing:
        return False
    if when.alive is not None and happened.alive is not when.alive:
        return False
    if when.worrying is not None and (case.worrying > 0) is not when.worrying:
        return False
    # Of a fact that is not about an alert, the kinds say whose alerts the rule means: see ALERT_ISSUER.
    return not (when.alerts and happened.alert is not None and happened.alert not in when.alerts)


def _by_country(
    placed: Iterable[Placed], case: CaseSoFar, happened: Happened
) -> Iterator[tuple[Country | None, list[Placed]]]:
    """The rules country by country, because a national rule replaces a wider one for its own agencies only."""
    rules = list(placed)
    countries = {agency.country for agency in case.agencies} | {happened.here}
    for country in sorted(countries, key=lambda code: code or ""):
        yield country, [placed for placed in rules if placed.playbook.holds_in(country)]


def _of_rule(
    playbooks: Playbooks, case: CaseSoFar, happened: Happened, placed: Placed, country: Country | None
) -> Iterator[Duty]:
    rule = placed.rule
    if rule.role is not None and rule.scope is Scope.HERE and country != happened.here:
        return
    agencies = [agency for agency in receivers(playbooks, case, happened, rule) if agency.country == country]
    for agency in agencies:
        if may_know(agency, happened):
            task = derive(*_reason(case, happened, rule.once_per), placed.playbook.id, rule.id, agency.agency)
            yield Duty(
                task=task,
                agency=agency,
                happened=happened,
                playbook=placed.playbook,
                said=rule,
                role=agency.role,
                country=agency.country,
            )
    if not agencies and rule.role is not None and rule.if_nobody is IfNobody.BRING_IN and country == happened.here:
        yield from _bring_in(playbooks, case, happened, rule.role, country)


def _bring_in(
    playbooks: Playbooks, case: CaseSoFar, happened: Happened, role: Role, country: Country | None
) -> Iterator[Duty]:
    asked = case.leading(happened)
    if playbooks.bring_in is None or asked is None or not may_know(asked, happened):
        return
    playbook, said = playbooks.bring_in
    task = derive(*_reason(case, happened, Once.EPISODE), playbook.id, "bring-in", role, country or "", asked.agency)
    yield Duty(
        task=task,
        agency=asked,
        happened=happened,
        playbook=playbook,
        said=said,
        role=role,
        country=country,
        called=playbooks.called(role, country),
    )


def _reason(case: CaseSoFar, happened: Happened, once: Once) -> tuple[str, str]:
    match once:
        case Once.FACT:
            return happened.fact, "fact"
        case Once.EPISODE:
            return case.case, f"episode {happened.episode} {happened.turn}"
        case Once.CASE:
            return case.case, "case"
        case _:
            assert_never(once)


def receivers(playbooks: Playbooks, case: CaseSoFar, happened: Happened, rule: Rule) -> Iterable[Participant]:
    """The agencies of the case that *rule* means."""
    match rule.addressee:
        case None:
            return [agency for agency in case.agencies if agency.role is rule.role]
        case Addressee.NAMED:
            return case.find(happened.named)
        case Addressee.ACTING:
            return case.find(happened.agency)
        case Addressee.LEAD:
            leading = case.leading(happened)
            return () if leading is None else (leading,)
        case Addressee.SECOND:
            return case.second(happened)
        case Addressee.ALERT_ISSUER:
            return [agency for alert in case.alerts if alert.kind in rule.when.alerts for agency in case.find(alert.by)]
        case Addressee.TOLD:
            return _told(playbooks, case, happened)
        case _:
            assert_never(rule.addressee)


def _told(playbooks: Playbooks, case: CaseSoFar, found: Happened) -> list[Participant]:
    """The agencies that the loss gave a duty before *found*, and those that told of it; not the finder, who knows."""
    told: set[str] = set()
    for happened in case.happened:
        rules = [placed.rule for placed in playbooks.on(happened.name) if placed.rule.phase is Phase.RESPONSE]
        if happened.version >= found.version or happened.episode != found.episode or not rules:
            continue
        told.add(happened.agency)
        roles = {rule.role for rule in rules}
        told |= {agency.agency for agency in case.agencies if agency.role in roles and agency.since < found.version}
    return [agency for agency in case.agencies if agency.agency in told - {found.agency}]


def may_know(agency: Participant, happened: Happened) -> bool:
    """Whether a task about *happened* may reach *agency*: a duty must not tell what the fact itself does not."""
    match happened.audience.kind:
        case AudienceKind.CASE:
            return True
        case AudienceKind.NAMED:
            return agency.agency in happened.audience.agencies
        case AudienceKind.PROTECTED:
            return agency.agency == happened.agency
        case _:
            assert_never(happened.audience.kind)
