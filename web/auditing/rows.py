"""Findings in words, as a table and a copy show them.

Invariant: a row says what was found about whom, since when, by which rule, on which facts, and what would settle it; it
holds nothing that was written.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from projections import cases
from projections.auditing import Remark
from projections.findings import Check, Finding, state_of
from web.services import Services
from web.texts import wording
from web.texts.catalog import gettext as _
from web.texts.wording import findings as words
from web.texts.wording import looking


@dataclass(frozen=True)
class Fact:
    """A fact that a finding rests on: what happened, when it was recorded, and where it stands."""

    title: str
    at: datetime
    url: str


@dataclass(frozen=True)
class Row:
    """A finding in words. *state* is open or over; *remark* is that of its last remark, empty where there is none."""

    key: str
    check: Check
    title: str
    what: str
    rule: str
    rule_name: str
    settles: str
    agency_name: str
    agency: str
    case: cases.Case
    since: datetime
    over: datetime | None
    state: str
    facts: Sequence[Fact]
    remark: str = ""
    remark_url: str = ""
    exercise: bool = False


def rows_of(services: Services, case: cases.Case, found: Iterable[Finding], remarks: Iterable[Remark]) -> list[Row]:
    """What was *found* in *case*, each with the last of its *remarks*, which come the newest first."""
    about: dict[str, Remark] = {}
    for remark in remarks:
        if remark.about is not None:
            about.setdefault(remark.about, remark)
    return [_row(services, case, each, about.get(each.key)) for each in found]


def _row(services: Services, case: cases.Case, found: Finding, remark: Remark | None) -> Row:
    return Row(
        key=found.key,
        check=found.check,
        title=_(words.CHECKS[found.check]),
        what=_what(services, found),
        rule=_(words.RULES[found.check]),
        rule_name=f"{found.rule.playbook}/{found.rule.rule} {found.rule.version}" if found.rule else "",
        settles=_(words.SETTLES[found.check]),
        agency_name=services.people.agency_name(found.agency),
        agency=found.agency,
        case=case,
        since=found.since,
        over=found.over,
        state=state_of(found),
        facts=[Fact(wording.event(fact.name), fact.at, f"/cases/{case.id}/facts/{fact.id}") for fact in found.facts],
        remark=_(words.REMARK_STATES[remark.state]) if remark else "",
        remark_url=f"/cases/{case.id}/remarks/{remark.id}" if remark else "",
        exercise=case.exercise is not None,
    )


def _what(services: Services, found: Finding) -> str:
    """What it was that was found so: a duty by its title, an alert by its kind, a look by who looked and how often."""
    if found.check is Check.LOOKED:
        said = ", ".join(looking.why(each) for each in found.said) or _("no reason said")
        who = services.people.member_name(found.member)
        return _("%(who)s, %(times)s times that day; said: %(said)s") % {"who": who, "times": found.times, "said": said}
    why = words.WHYS[found.why]
    told = [
        _(found.title) if found.title else "",
        wording.code(found.detail) if found.detail else "",
        _(why) if why else "",
    ]
    return ": ".join(each for each in told if each)
