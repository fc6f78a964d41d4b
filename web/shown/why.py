"""Why somebody has a task: the rule, what opened it, which clock runs, what ends it, and who is told otherwise.

Invariant: it is told from the version of the rule that opened the task and from what the reader may see of the record;
a rule that this release cannot read leaves its place, and nothing is made up for it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import msgspec

from domain.codes import Role
from domain.playbook.counting import Counts
from domain.playbook.rules import LEAD, BringIn, Rule
from projections import board
from web import seeing
from web.access.viewer import Viewer
from web.casefile.choosing import Choice
from web.playbooks import words
from web.playbooks.reading import rule_behind
from web.seeing import Acquainted
from web.services import Services
from web.shown.reaching import Reach, reach_of
from web.shown.timeline import is_main
from web.texts import wording
from web.texts.catalog import gettext as _

BRING_IN = "bring-in"
"""How the tasks to bring in an agency name their rule."""


class Trigger(msgspec.Struct, frozen=True):
    """What opened a task: in words, when, and at which address it stands; none where the reader does not see it."""

    event: str
    at: datetime | None = None
    agency: str = ""
    href: str = ""


class Step(msgspec.Struct, frozen=True):
    """Who is told next where nobody acknowledges: an agency, how it is reached now, or a role that nobody has yet."""

    name: str
    reach: Reach | None = None


class Behind(msgspec.Struct, frozen=True, kw_only=True):
    """The rule behind a task, in the version that opened it; texts are empty where it cannot be read here."""

    name: str
    playbook: str
    version: str
    href: str
    because: str = ""
    clock: str = ""
    ends: str = ""
    lapses: bool = False


class Why(msgspec.Struct, frozen=True, kw_only=True):
    """Why somebody has a task."""

    behind: Behind | None
    trigger: Trigger | None
    since: datetime | None
    calendar: str
    chain: Sequence[Step]
    reach: Reach | None


def why(services: Services, viewer: Viewer, task: board.Task) -> Why:
    """Why the agency of *task* has it, as *viewer* is told."""
    told = Acquainted(services, viewer)
    return Why(
        behind=_behind(services, task),
        trigger=_trigger(services, viewer, task),
        since=task.clock_from or (task.opened_at if task.due_at else None),
        calendar=_calendar(task),
        chain=[_step(services, told, each) for each in task.escalate_to],
        reach=reach_of(services, task.agency, told),
    )


def _behind(services: Services, task: board.Task) -> Behind | None:
    ref = task.playbook
    if ref is None:
        return None
    library = services.rules.library()
    playbook = library.find(ref.playbook, ref.version)
    rule: Rule | BringIn | None = rule_behind(library, ref)
    if rule is None and playbook is not None and ref.rule == BRING_IN:
        rule = playbook.bring_in
    address = f"/playbooks/{ref.playbook}?version={ref.version}"
    place = Behind(
        name=f"{ref.playbook}/{ref.rule}",
        playbook=playbook.title if playbook is not None else ref.playbook,
        version=ref.version,
        href=f"{address}#rule-{ref.rule}" if isinstance(rule, Rule) else address,
    )
    return place if rule is None or playbook is None else _said(place, rule)


def _said(place: Behind, rule: Rule | BringIn) -> Behind:
    if isinstance(rule, BringIn):
        return msgspec.structs.replace(place, because=rule.why, lapses=True)
    return msgspec.structs.replace(
        place,
        because=rule.why,
        clock=words.clock(rule) if rule.within is not None else "",
        ends=words.ends(rule),
        lapses=rule.lapses,
    )


def _trigger(services: Services, viewer: Viewer, task: board.Task) -> Trigger | None:
    """What opened the task; without an address where the reader does not see that fact."""
    entries = seeing.entries_about(services, viewer, task)
    opened = next((entry for entry in entries if entry.task == task.id and entry.name == "TaskOpened"), None)
    name = opened.codes.get("trigger") if opened is not None else None
    if opened is None or not name:
        return None
    before = [entry for entry in entries if entry.filed and entry.name == name and entry.position < opened.position]
    # Of several the one that started the clock, or else the last: an agency may join long after what concerns it.
    timed = (entry for entry in reversed(before) if task.clock_from in (entry.occurred.at, entry.recorded_at))
    found = next(timed, before[-1] if before else None)
    if found is None:
        return Trigger(wording.event(name))
    shown = Choice(timeline="main" if is_main(found) else "all", at=found.id)
    address = f"/cases/{task.case}{shown.query(at=found.id)}#entry-{found.id}"
    return Trigger(wording.event(name), found.occurred.at, services.people.agency_name(found.agency), address)


def _calendar(task: board.Task) -> str:
    """What of the time counts, and by whose calendar."""
    country = wording.code(task.country) if task.country is not None else _("no country")
    match task.counts:
        case Counts.WORKING_DAYS:
            return _("Whole working days count, by the calendar and the public holidays of %(country)s.") % {
                "country": country
            }
        case Counts.WORKING_HOURS:
            return _("Office hours of working days count, by the calendar and the public holidays of %(country)s.") % {
                "country": country
            }
        case _:
            return _("Every hour counts, by day and night and on every day.")


def _step(services: Services, told: Acquainted, to: str) -> Step:
    if services.people.agency(to) is not None:
        return Step(services.people.agency_name(to), reach_of(services, to, told))
    if to == LEAD:
        return Step(_("the lead"))
    return Step(wording.code(to) if to in list(Role) else to)
