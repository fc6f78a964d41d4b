"""Reading the playbooks: one TOML file each, checked as a whole before any of them is in force.

Invariant: a rule in force has a known trigger, a source, a mark and somebody to do it; all faults are told at once.
"""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from pathlib import Path

from msgspec.structs import replace

import domain.case.events
import domain.task.events  # noqa: F401 - registers the names that triggers are checked against
from domain.codes import Role
from domain.events import REGISTER
from domain.playbook.counting import Counts
from domain.playbook.rules import LEAD, Addressee, BringIn, IfNobody, Playbook, Playbooks, Rule
from infra.calendars import PublicHolidays
from infra.tables import FilesRefused, Table, refuse_faults

DAY = timedelta(days=1)

BELONGS_TO_NOBODY = frozenset({Role.AUDITOR, Role.ADMIN})
"""Roles that look on and keep things running; a duty towards a child is never theirs."""


def load_playbooks(folder: Path) -> Playbooks:
    """The playbooks in *folder*, the common ones first.

    Refuses (:class:`FilesRefused`) with every fault of every file, each with its file and line.
    """
    return Playbooks([playbook for playbook, _ in read_folder(folder)], PublicHolidays())


def read_folder(folder: Path) -> list[tuple[Playbook, str]]:
    """The playbooks in *folder*, the common ones first, each with its text; refuses as :func:`load_playbooks`."""
    tables = [Table(path) for path in sorted(folder.glob("*.toml"))]
    if not tables:
        nothing = Table(folder, f"{folder.name}/")
        nothing.faults.clear()
        nothing.fault("there is no playbook here")
        raise FilesRefused(nothing.faults)
    read = [(table, playbook) for table in tables if (playbook := _read(table)) is not None]
    refuse_faults(*tables)
    for table, playbook in read:
        _check_across(table, playbook, [other for _, other in read])
    refuse_faults(*tables)
    read.sort(key=lambda item: (item[1].country is not None, item[1].id))
    return [(playbook, table.text) for table, playbook in read]


def read_text(text: str, name: str) -> Playbook:
    """The playbook that *text* is, called *name* in faults; refuses (:class:`FilesRefused`) what is none.

    It was checked when it was published: a check that is added later does not make it unreadable.
    """
    table = Table(Path(name), name, text)
    playbook = _read(table, checked=True)
    refuse_faults(table)
    if playbook is None:
        table.fault("is empty")
        raise FilesRefused(table.faults)
    return playbook


def _read(table: Table, *, checked: bool = False) -> Playbook | None:
    data = dict(table.data)
    rows = table.rows("rule")
    rules = [table.convert(Rule, row, "rule", place) for place, row in enumerate(rows)]
    data.pop("rule", None)
    bring_in = data.pop("bring_in", None)
    how = table.convert(BringIn, bring_in, "bring_in") if isinstance(bring_in, dict) else None
    head = table.convert(Playbook, data) if table.data else None
    known = [(place, rule) for place, rule in enumerate(rules) if rule is not None]
    if not checked:
        _check(table, head, how, known)
    if head is None:
        return None
    return replace(head, rules=tuple(rule for _, rule in known), bring_in=how)


def _check(table: Table, head: Playbook | None, how: BringIn | None, rules: Sequence[tuple[int, Rule]]) -> None:
    for place, rule in rules:
        for key, what in _faults(rule):
            table.fault(f"rule {rule.id}: {what}", "rule", place, key)
    _check_ids(table, rules)
    if how is not None:
        for key, what in _escalation_faults(how.escalate_to, None, how.acknowledge_within):
            table.fault(f"bring_in: {what}", "bring_in", 0, key)
    if head is not None:
        _check_head(table, head, rules)


def _check_head(table: Table, head: Playbook, rules: Sequence[tuple[int, Rule]]) -> None:
    if head.valid_from and head.valid_to and head.valid_to <= head.valid_from:
        table.fault("valid_to: a playbook ends after it begins", key="valid_to")
    if head.office.begins >= head.office.ends:
        table.fault("office: office hours end after they begin, on the same day", key="office")
    if head.country is not None and head.countries:
        table.fault("countries: a playbook of one country has no list of countries", key="countries")
    for place, rule in rules:
        for language in sorted(set(head.languages) ^ rule.titles.keys()):
            known = language in head.languages
            what = f"the title in {language} is missing" if known else f"{language} is no language of this playbook"
            table.fault(f"rule {rule.id}: {what}", "rule.titles", place, language)


def _check_ids(table: Table, rules: Sequence[tuple[int, Rule]]) -> None:
    seen: set[str] = set()
    for place, rule in rules:
        if rule.id in seen:
            table.fault(f"rule {rule.id}: another rule of this file has this id", "rule", place, "id")
        seen.add(rule.id)


def _faults(rule: Rule) -> Iterable[tuple[str, str]]:
    """What is wrong with *rule* by itself: the key, and the sentence."""
    if (rule.role is None) is (rule.addressee is None):
        yield "role", "give either a role or an addressee"
    if rule.role in BELONGS_TO_NOBODY:
        yield "role", f"a duty is never for the role {rule.role}"
    if rule.addressee is Addressee.ALERT_ISSUER and not rule.when.alerts:
        yield "when", "say with alerts which kinds of alert are meant"
    if rule.addressee is not None and rule.if_nobody is not IfNobody.BRING_IN:
        yield "if_nobody", "goes with a role only"
    if rule.since and rule.until and rule.until <= rule.since:
        yield "until", "a rule ends after it begins"
    yield from _clock_faults(rule)
    for outcome in rule.note_for:
        if outcome not in rule.outcomes:
            yield "note_for", f"{outcome} is none of its outcomes"
    if not rule.closes_on:
        yield "closes_on", "say what ends the reason for the duty"
    for key, names in (("on", (rule.on,)), ("or_on", rule.or_on), ("closes_on", rule.closes_on)):
        for name in names:
            if name not in REGISTER:
                yield key, f"there is no event {name}"
    own = LEAD if rule.addressee is Addressee.LEAD else rule.role
    yield from _escalation_faults(rule.escalate_to, own, rule.acknowledge_within)


def _clock_faults(rule: Rule) -> Iterable[tuple[str, str]]:
    if rule.within is None and (rule.night or rule.counts is not Counts.HOURS):
        yield "within", "says how its time is counted, and gives no time"
    if rule.within and rule.counts is Counts.WORKING_DAYS and rule.within % DAY:
        yield "within", "working days are whole days"
    if rule.night and rule.counts is not Counts.HOURS:
        yield "night", "offices are closed at night: a clock with a night rule counts hours"
    if bool(rule.pauses) is not bool(rule.pause_at_most):
        yield "pauses", "a clock that pauses says for which reasons, and with pause_at_most how long at most"
    if rule.pauses and rule.within is None:
        yield "pauses", "there is no clock to pause"
    if rule.repeats and rule.within is None:
        yield "repeats", "what comes back has a clock: say with within when it is due first"
    if rule.night and rule.night.begins == rule.night.ends:
        yield "night", "the night ends at another hour than it begins"


def _escalation_faults(
    chain: Sequence[str], own: str | None, acknowledge_within: timedelta | None
) -> Iterable[tuple[str, str]]:
    if acknowledge_within and not chain:
        yield "escalate_to", "say who is told where nobody acknowledges it in time"
    for step in chain:
        if step != LEAD and step not in list(Role):
            yield "escalate_to", f"{step} is neither a role nor {LEAD}"
    if len(set(chain)) < len(chain) or (own is not None and own in chain):
        yield "escalate_to", "the chain of escalation comes back to somebody who already knows"


def _overlap(one: Playbook, other: Playbook) -> bool:
    """Whether two playbooks with different names are valid on the same day."""
    begins = max(one.valid_from or date.min, other.valid_from or date.min)
    return one.id != other.id and begins < min(one.valid_to or date.max, other.valid_to or date.max)


def _first_key(playbook: Playbook) -> str:
    return "valid_from" if playbook.valid_from else "valid_to" if playbook.valid_to else "country"


def _check_across(table: Table, playbook: Playbook, all_of_them: Sequence[Playbook]) -> None:
    if sum(other.id == playbook.id for other in all_of_them) > 1:
        table.fault(f"another file has the id {playbook.id} too", key="id")
    for other in all_of_them:
        if playbook.country is not None and other.country is playbook.country and _overlap(playbook, other):
            what = f"on days of its validity the playbook {other.id} holds for the same country"
            table.fault(f"{what}: say with valid_from and valid_to which follows which", key=_first_key(playbook))
    if sum(other.bring_in is not None for other in all_of_them) > 1 and playbook.bring_in is not None:
        table.fault("only one playbook can say how agencies are brought in", "bring_in")
    if all(other.bring_in is None for other in all_of_them):
        table.fault("no playbook says with [bring_in] how a missing agency is brought in")
    wider = {rule.id for other in all_of_them if other.country is None for rule in other.rules}
    for place, rule in enumerate(playbook.rules):
        for name in rule.instead_of:
            if playbook.country is None:
                table.fault(f"rule {rule.id}: only a national playbook replaces rules", "rule", place, "instead_of")
            elif name not in wider:
                table.fault(f"rule {rule.id}: no common playbook has a rule {name}", "rule", place, "instead_of")
            elif any(own.id == name for own in playbook.rules):
                what = f"a rule of this file is called {name} too and would be left out with it: give it another id"
                table.fault(f"rule {rule.id}: {what}", "rule", place, "instead_of")
