"""What a person reads about the note of a task before they complete it: with which outcomes it has to say why.

Invariant: whether a note is needed is decided by the task, as its rule said in the version that opened it; these are
its words.
"""

from __future__ import annotations

from collections.abc import Callable

from domain.playbook.library import Library
from web.forms.fields import ShownForm
from web.playbooks.reading import rule_behind
from web.shown.tasks import TaskCard
from web.texts import wording
from web.texts.catalog import gettext as _


def with_need(form: ShownForm, task: TaskCard, library: Callable[[], Library]) -> ShownForm:
    """*form*, which says beside its note with which outcomes of *task* it is needed. Asks for *library* only then."""
    rule = rule_behind(library(), task.rule) if form.slug == "complete" and task.rule is not None else None
    if rule is None or not rule.note_for:
        return form
    for field in form.fields:
        if field.name == "note":
            outcomes = " · ".join(wording.code(code) for code in rule.note_for)
            field.hint = _("Needed where the outcome is: %(outcomes)s") % {"outcomes": outcomes}
    return form
