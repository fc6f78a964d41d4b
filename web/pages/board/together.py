"""The form for several tasks at once: what it asks, and what has to be corrected in it.

Invariant: it offers to claim and to hand over, and nothing that ends a task.
"""

from __future__ import annotations

from collections.abc import Sequence

from litestar.datastructures import FormMultiDict

from domain.task.commands import Claim
from web.access.viewer import Viewer
from web.answers.faults import BadBody
from web.forms import showing
from web.forms.commands import task_command
from web.forms.fields import Choices, FormSpec, ShownError, ShownForm, choice, long
from web.forms.reading import read_form
from web.pages.board.doing import MOST, Choose
from web.services import Services
from web.texts.catalog import gettext as _
from web.texts.catalog import mark

HAND_OVER = FormSpec(
    "hand-over",
    mark("Hand over"),
    mark("Each stays with you until they accept it."),
    mark("Offer them"),
    (
        choice("to_member", mark("To a colleague"), Choices.OWN_COLLEAGUES),
        long("reason", mark("What they should know"), required=True),
    ),
)
SPECS = {"claim": FormSpec("claim", mark("Claim"), "", mark("Claim")), "hand-over": HAND_OVER}


def colleagues(services: Services, viewer: Viewer) -> list[tuple[str, str]]:
    """Who may be offered a task of the viewer's agency."""
    return [(m.id, m.name) for m in services.people.members_of(viewer.agency_id) if m.id != viewer.member_id]


def bulk_form(services: Services, viewer: Viewer, refused: FormMultiDict | None = None) -> ShownForm:
    """The form for several tasks, with what was typed where it was *refused*."""
    typed = {} if refused is None else {name: refused.getall(name) for name in refused}
    return showing.shown_form(
        HAND_OVER,
        {"to_member": colleagues(services, viewer)},
        key=next((str(key) for key in typed.get("key", ())), services.ids.new()),
        version=None,
        typed=typed,
        errors=() if refused is None else wrong(refused, viewer),
    )


def wrong(data: FormMultiDict, viewer: Viewer) -> list[ShownError]:
    """What has to be corrected before anything is done."""
    tasks = chosen(data)
    if not tasks:
        return [ShownError(None, _("Select at least one task."))]
    if len(tasks) > MOST:
        return [ShownError(None, _("Select at most %(n)s tasks at once.") % {"n": MOST})]
    errors = read_form(SPECS[str(data.get("do"))], data, "")[1]
    if errors:
        return errors
    try:
        command_of(data, viewer)
    except BadBody as error:
        return [ShownError(error.field, error.why)]
    return []


def chosen(data: FormMultiDict) -> Sequence[str]:
    """The tasks that were chosen."""
    return list(dict.fromkeys(str(value) for value in data.getall("task", [])))


def command_of(data: FormMultiDict, viewer: Viewer) -> Choose:
    """What is done with each of the tasks. Raises :class:`BadBody` where what was typed is too long for it."""
    if data.get("do") == "claim":
        return lambda _task: Claim()
    body, _errors = read_form(HAND_OVER, data, "")
    offer = task_command("hand-over", {**body, "to_agency": viewer.agency_id})
    return lambda _task: offer
