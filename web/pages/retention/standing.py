"""Where a case stands between being kept and being erased, in words, class by class.

Invariant: the day is worked out from the rules as they are now, each time anew; nothing private is needed for it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from domain.retention.codes import OF_A_CASE, CountedFrom, RecordClass
from domain.retention.rules import Due, Over, RetentionRule
from projections import cases
from web.services import Services
from web.texts import wording
from web.texts.catalog import gettext as _
from web.texts.catalog import ngettext

MONTHS_OF_A_YEAR = 12


@dataclass(frozen=True)
class Kept:
    """One class of the records of a case. *state* is kept, due, proposed, going or erased."""

    of: RecordClass
    label: str
    state: str
    due_at: datetime | None
    erased_at: datetime | None
    rule: ShownRule | None
    name: str


@dataclass(frozen=True)
class ShownRule:
    """A rule in words; a *default* is one of this installation, because no law was found that gives the number."""

    country: str
    label: str
    time: str
    source: str
    mark: str
    why: str
    default: bool


def shown_rule(country: str, rule: RetentionRule) -> ShownRule:
    """*rule* of *country* in words."""
    return ShownRule(
        country=wording.code(country),
        label=wording.code(rule.of),
        time=_time(rule),
        source=rule.source,
        mark=rule.mark,
        why=rule.why,
        default=rule.is_default,
    )


def _time(rule: RetentionRule) -> str:
    years, months = divmod(rule.months, MONTHS_OF_A_YEAR)
    if months:
        span = ngettext("%(num)s month", "%(num)s months", rule.months) % {"num": rule.months}
    else:
        span = ngettext("%(num)s year", "%(num)s years", years) % {"num": years}
    if rule.of is RecordClass.CONSULTATIONS:
        return _("%(span)s after the month") % {"span": span}
    if rule.counted_from is CountedFrom.BIRTH:
        return _("%(span)s after the child’s birth") % {"span": span}
    return _("%(span)s after the case was closed") % {"span": span}


def due_of(services: Services, case: cases.Case) -> Sequence[Due]:
    """When each class of *case* is due; nothing while it is open."""
    if case.status != "closed" or case.keeping.closed_at is None:
        return ()
    countries = tuple(sorted({case.country, *(part.country for part in case.agencies)}))
    return services.retention.due(Over(closed_at=case.keeping.closed_at, countries=countries, age=case.age))


def due_now(services: Services, case: cases.Case) -> Sequence[Due]:
    """What of *case* is still there and need not be kept any more."""
    now, left = services.clock.now(), case.keeping.left
    return [each for each in due_of(services, case) if each.of in left and each.at <= now]


def standing(services: Services, case: cases.Case) -> list[Kept]:
    """The classes of *case*, each with where it stands."""
    due = {each.of: each for each in due_of(services, case)}
    return [_kept(case, kind, due.get(kind), services.clock.now()) for kind in OF_A_CASE]


def _kept(case: cases.Case, kind: RecordClass, due: Due | None, now: datetime) -> Kept:
    erasure = next((each for each in case.keeping.erasures if kind in each.classes), None)
    proposed = case.keeping.proposed is not None and kind in case.keeping.proposed.classes
    if erasure is not None:
        state = "going" if erasure.destroyed_at is None else "erased"
    elif proposed:
        state = "proposed"
    else:
        state = "due" if due is not None and due.at <= now else "kept"
    return Kept(
        of=kind,
        label=wording.code(kind),
        state=state,
        due_at=None if due is None else due.at,
        erased_at=None if erasure is None else erasure.destroyed_at,
        rule=None if due is None else shown_rule(due.country, due.rule),
        name="" if due is None else due.name,
    )
