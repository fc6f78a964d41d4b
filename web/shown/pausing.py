"""What a person reads about a clock that may wait: for what, how long still, and why it cannot where it cannot.

Invariant: whether a clock waits is decided by the task; these are its words.
"""

from __future__ import annotations

from datetime import datetime

from msgspec.structs import replace

from domain.task.refusals import PauseTooLong
from web.answers.faults import Fault
from web.forms.fields import ShownForm
from web.shown.tasks import TaskCard
from web.texts import wording
from web.texts.catalog import gettext as _
from web.texts.times import duration, now, when, zone


def with_limit(form: ShownForm, task: TaskCard) -> ShownForm:
    """*form*, which says beside its field until when the clock of *task* may wait at the latest."""
    for field in form.fields if form.slug == "pause-clock" else ():
        if field.name == "until":
            field.hint = _("At the latest %(latest)s: %(left)s of pause are left. Your time zone: %(zone)s") % {
                "latest": when(now() + task.may_pause, "day"),
                "left": duration(task.may_pause),
                "zone": zone().key,
            }
    return form


def in_own_time(fault: Fault, error: Exception) -> Fault:
    """*fault*, with the latest moment as the reader's clocks show it where a pause was asked for that is too long."""
    if not isinstance(error, PauseTooLong):
        return fault
    latest = when(datetime.fromisoformat(error.values["latest"]), "day")
    return replace(fault, instead=_(error.INSTEAD) % {"latest": latest})


def whether(task: TaskCard) -> str:
    """Whether the clock of *task* may wait, for what and how long still, or why it cannot; empty without a clock."""
    if task.due_at is None or task.urgency == "done":
        return ""
    if not task.pauses:
        return _("It cannot be paused: the rule gives no reason for which this duty may wait.")
    reasons = " · ".join(wording.code(code) for code in task.pauses)
    if task.pause is not None:
        return reasons
    if task.overdue:
        return _("It has run out, and a clock that has run out is not paused any more.")
    if not task.pausable:
        return _("It was paused for as long as the rule allows.")
    left = {"reasons": reasons, "left": duration(task.may_pause)}
    return _("It may be paused for %(left)s in all: %(reasons)s") % left
