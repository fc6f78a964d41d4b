"""A rule in words: when, who, by when, and how sure that is.

Invariant: what is marked as general knowledge or as our own number is never worded as the law.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from typing import NamedTuple

from domain.playbook.counting import Counts, Hours
from domain.playbook.rules import LEAD, Addressee, BringIn, Mark, Once, Rule, Scope, Starts, When
from web.texts import wording
from web.texts.catalog import gettext as _
from web.texts.catalog import mark, ngettext
from web.texts.times import duration

DAY = timedelta(days=1)

ADDRESSEES: Mapping[Addressee, str] = {
    Addressee.NAMED: mark("The agency that is named"),
    Addressee.ACTING: mark("The agency that recorded it"),
    Addressee.LEAD: mark("The lead"),
    Addressee.SECOND: mark("A second agency"),
    Addressee.ALERT_ISSUER: mark("Who issued the alert"),
    Addressee.TOLD: mark("Everybody who was told of the loss"),
}

MARKS: Mapping[Mark, str] = {
    Mark.SOURCE: mark("From this source"),
    Mark.KNOWLEDGE: mark("General knowledge, unchecked: a default of this installation, not the law"),
    Mark.DEFAULT: mark("A default of this installation, not the law"),
}


class Title(NamedTuple):
    """What a duty is called, and in which language where that is not English."""

    text: str
    language: str | None = None


def title_of(rule: Rule, reads: Sequence[str] = ()) -> Title:
    """What the duty is called, in the first of the languages that somebody *reads* which the playbook has."""
    found = next((each for each in reads if each in rule.titles), None)
    return Title(_(rule.title)) if found is None else Title(rule.titles[found], found)


def event_words(name: str) -> str:
    """What happened, as a condition of a rule."""
    return wording.event(name)


def triggers(rule: Rule) -> str:
    """The events that give somebody the duty."""
    return _(" or ").join(event_words(name) for name in (rule.on, *rule.or_on))


def who(rule: Rule) -> str:
    """Whose duty it is."""
    if rule.addressee is not None:
        return _(ADDRESSEES[rule.addressee])
    role = wording.code(rule.role) if rule.role is not None else ""
    return _("%(role)s of every country in the case") % {"role": role} if rule.scope is Scope.EVERYWHERE else role


def counted(within: timedelta, counts: Counts) -> str:
    """A time and what of the time that passes counts: "15 working days"."""
    if counts is Counts.WORKING_DAYS:
        days = within // DAY
        return ngettext("%(num)s working day", "%(num)s working days", days) % {"num": days}
    span = duration(within)
    return _("%(span)s of office hours") % {"span": span} if counts is Counts.WORKING_HOURS else span


def brief_clock(rule: Rule) -> str:
    """By when, as short as it can be said."""
    return _("no clock") if rule.within is None else counted(rule.within, rule.counts)


def clock(rule: Rule) -> str:
    """By when, from when, and what is different at night."""
    if rule.within is None:
        return _("no clock")
    span = {"span": counted(rule.within, rule.counts)}
    said = (
        _("%(span)s after it happened") % span
        if rule.starts is Starts.OCCURRED
        else _("%(span)s after it was recorded") % span
    )
    if rule.night is None:
        return said
    night = {"span": duration(rule.night.within), "hours": _hours(Hours(rule.night.begins, rule.night.ends))}
    return f"{said}; {_('%(span)s where it begins between %(hours)s') % night}"


def _hours(hours: Hours) -> str:
    return f"{hours.begins:%H:%M}–{hours.ends:%H:%M}"


def more_clocks(rule: Rule) -> Iterator[str]:
    """What else the clock does: to be acknowledged, escalated, paused."""
    if rule.acknowledge_within is not None:
        chain = ", ".join(_("the lead") if step == LEAD else wording.code(step) for step in rule.escalate_to)
        told = {"span": duration(rule.acknowledge_within), "chain": chain}
        yield _("acknowledged within %(span)s, or told on to: %(chain)s") % told
    if rule.repeats is not None:
        yield _("comes back %(span)s after it was done") % {"span": duration(rule.repeats)}
    if rule.pauses and rule.pause_at_most is not None:
        why = ", ".join(wording.code(each) for each in rule.pauses)
        yield _("may wait at most %(span)s: %(why)s") % {"span": duration(rule.pause_at_most), "why": why}


def conditions(rule: Rule) -> Sequence[str]:
    """What must hold beside the trigger, and how often the duty arises where that is not once a disappearance."""
    return [*of_when(rule.when), *_often(rule.once_per)]


def _often(once: Once) -> Iterator[str]:
    if once is Once.CASE:
        yield _("once in a case")
    elif once is Once.FACT:
        yield _("each time")


def of_when(when: When) -> Iterator[str]:
    """Each of the conditions in words."""
    if when.risk_at_least is not None:
        yield _("risk at least %(level)s") % {"level": wording.code(when.risk_at_least).lower()}
    if when.risk_below is not None:
        yield _("risk below %(level)s") % {"level": wording.code(when.risk_below).lower()}
    if when.countries:
        yield _("in %(countries)s") % {"countries": ", ".join(each.upper() for each in when.countries)}
    for value, yes, no in (
        (when.abroad, _("abroad"), _("not abroad")),
        (when.guarded, _("with a guardian"), _("without a guardian")),
        (when.missing, _("while missing"), _("while not missing")),
        (when.alive, _("found alive"), _("found dead")),
        (when.worrying, _("with worrying signs"), _("without worrying signs")),
    ):
        if value is not None:
            yield yes if value else no
    if when.ages:
        yield _("age group: %(ages)s") % {"ages": ", ".join(wording.code(each) for each in when.ages)}
    if when.classified:
        yield _("called: %(kinds)s") % {"kinds": ", ".join(wording.code(each) for each in when.classified)}
    if when.by:
        yield _("recorded by: %(roles)s") % {"roles": ", ".join(wording.code(each) for each in when.by)}
    if when.alerts:
        yield _("alert: %(kinds)s") % {"kinds": ", ".join(wording.code(each) for each in when.alerts)}


def ends(rule: Rule) -> str:
    """What ends the reason for the duty."""
    return ", ".join(map(event_words, rule.closes_on))


def how_sure(said: Rule | BringIn) -> str:
    """What the mark means."""
    return _(MARKS[said.mark])
