"""The playbooks as Markdown: what happens, who then has which duty, until when, and who says so.

Invariant: every rule in force has a row, with its mark.
"""

from collections.abc import Iterator
from datetime import timedelta
from typing import assert_never

from domain.codes import Country
from domain.playbook.counting import Counts
from domain.playbook.rules import Addressee, BringIn, Playbook, Playbooks, Rule, Scope, Starts, When

ADDRESSEES = {
    Addressee.NAMED: "the agency that the fact names",
    Addressee.ACTING: "the agency that recorded it",
    Addressee.LEAD: "the lead",
    Addressee.SECOND: "a second agency",
    Addressee.ALERT_ISSUER: "who issued the alert",
    Addressee.TOLD: "everybody who was told of the loss",
}
COLUMNS = "| rule | on | who | duty | within | source | mark |\n|---|---|---|---|---|---|---|"


def rule_sections(playbooks: Playbooks) -> Iterator[str]:
    """A section for each playbook, the common one first."""
    for playbook in playbooks.playbooks:
        yield f"## {playbook.title}\n"
        holds = f" For agencies of {_codes(playbook.countries)}." if playbook.countries else ""
        yield f"`playbooks/{playbook.id}.toml`, version {playbook.version}.{holds}\n"
        yield from _agencies(playbook)
        yield "\n".join([COLUMNS, *_rows(playbook)]) + "\n"


def _agencies(playbook: Playbook) -> Iterator[str]:
    if playbook.agencies:
        rows = [f"| {role.value} | {name} |" for role, name in playbook.agencies.items()]
        yield "\n".join(["| role | who has it here |", "|---|---|", *rows]) + "\n"


def _rows(playbook: Playbook) -> Iterator[str]:
    if playbook.bring_in is not None:
        yield _bring_in(playbook.bring_in)
    for rule in playbook.rules:
        cells = (f"`{rule.id}`{_replaces(rule)}", _trigger(rule), _who(rule), rule.title, _clock(rule), rule.source)
        yield f"| {' | '.join(cells)} | {rule.mark.value} |"


def _bring_in(said: BringIn) -> str:
    roles = ", ".join(sorted(role.value for role in said.titles))
    duty = f"Bring in an agency with that role: {roles}"
    cells = ("`bring-in`", "a duty whose role nobody has here", "the lead", duty, _span(said.within), said.source)
    return f"| {' | '.join(cells)} | {said.mark.value} |"


def _replaces(rule: Rule) -> str:
    return "".join(f", instead of `{name}`" for name in rule.instead_of)


def _trigger(rule: Rule) -> str:
    events = " or ".join(f"`{event}`" for event in (rule.on, *rule.or_on))
    return ", ".join((events, *_conditions(rule.when)))


def _conditions(when: When) -> Iterator[str]:
    if when.risk_at_least is not None:
        yield f"risk at least {when.risk_at_least.value}"
    if when.risk_below is not None:
        yield f"risk below {when.risk_below.value}"
    if when.countries:
        yield f"in {_codes(when.countries)}"
    if when.guarded is not None:
        yield "with a guardian" if when.guarded else "without a guardian"
    if when.missing is not None:
        yield "while missing" if when.missing else "while not missing"
    if when.abroad is not None:
        yield "abroad" if when.abroad else "not abroad"
    if when.worrying is not None:
        yield "worrying signs counted" if when.worrying else "no worrying sign counted"
    if when.ages:
        yield f"age {' or '.join(band.value for band in when.ages)}"
    if when.classified:
        yield f"called {' or '.join(each.value for each in when.classified)}"
    if when.by:
        yield f"recorded by {' or '.join(role.value for role in when.by)}"
    if when.alerts:
        yield f"alert: {', '.join(kind.value for kind in when.alerts)}"


def _codes(countries: tuple[Country, ...]) -> str:
    return ", ".join(country.value.upper() for country in countries)


def _who(rule: Rule) -> str:
    if rule.addressee is not None:
        return ADDRESSEES[rule.addressee]
    role = "" if rule.role is None else rule.role.value
    return f"{role}, in every country of the case" if rule.scope is Scope.EVERYWHERE else role


def _clock(rule: Rule) -> str:
    if rule.within is None:
        return "no clock"
    span, since = _counted(rule.counts, rule.within), "recording" if rule.starts is Starts.RECORDED else "happening"
    again = "" if rule.repeats is None else f", again every {_span(rule.repeats)}"
    if rule.night is None:
        return f"{span} of {since}{again}"
    begins, ends = f"{rule.night.begins:%H:%M}", f"{rule.night.ends:%H:%M}"
    return f"{span} of {since}, {_span(rule.night.within)} where it starts between {begins} and {ends}"


def _counted(counts: Counts, within: timedelta) -> str:
    match counts:
        case Counts.HOURS:
            return _span(within)
        case Counts.WORKING_HOURS:
            return f"{_span(within)} in office hours"
        case Counts.WORKING_DAYS:
            return f"{within.days} working days"
        case _:
            assert_never(counts)


def _span(span: timedelta) -> str:
    hours, minutes = divmod((span - timedelta(days=span.days)).seconds // 60, 60)
    parts = ((span.days, "d"), (hours, "h"), (minutes, "min"))
    return " ".join(f"{number} {unit}" for number, unit in parts if number)
