"""The forms of a task's commands, and which of them a person may use now.

Invariant: the choice here only spares a person a refusal; what is allowed is decided by the task.
"""

from __future__ import annotations

from web.access.viewer import Viewer
from web.forms.fields import Choices, FormSpec, Spec, choice, long
from web.shown.tasks import TaskCard
from web.texts.catalog import mark as _

REASON = (long("reason", _("Reason"), required=True),)

FORMS: dict[str, FormSpec] = {
    form.slug: form
    for form in (
        FormSpec("acknowledge", _("Acknowledge"), _("The others see that it reached you."), _("Acknowledge")),
        FormSpec("claim", _("Claim"), _("You take it on, and the others see it."), _("Claim")),
        FormSpec(
            "complete",
            _("Complete"),
            _("The outcome tells the other agencies what they can rely on."),
            _("Complete"),
            (Spec("outcome", "radios", _("Outcome")), long("note", _("Note"))),
        ),
        FormSpec(
            "hand-over",
            _("Hand over"),
            _("It stays with you until they accept."),
            _("Offer the hand-over"),
            (
                choice("to_member", _("To a colleague"), Choices.OWN_COLLEAGUES, required=False),
                choice("to_agency", _("Or to another agency"), Choices.OTHER_CASE_AGENCIES, required=False),
                long("reason", _("What they should know"), required=True),
            ),
        ),
        FormSpec("accept-hand-over", _("Accept the hand-over"), _("You take it on."), _("Accept the hand-over")),
        FormSpec(
            "decline-hand-over", _("Decline the hand-over"), _("Who offered it will read why."), _("Decline"), REASON
        ),
        FormSpec(
            "withdraw-hand-over", _("Withdraw the offer"), _("The task stays with you; they no longer see the offer."),
            _("Withdraw the offer"),
        ),
        FormSpec(
            "pause-clock",
            _("Pause the clock"),
            _("The deadline moves by as long as it waits, and everybody who sees this task reads at whose word."),
            _("Pause the clock"),
            (
                Spec("because", "radios", _("What it waits for")),
                Spec("until", "datetime", _("Until")),
                long("note", _("Note")),
            ),
        ),
        FormSpec(
            "resume-clock", _("Resume the clock"), _("The deadline moves by as long as the clock was paused."),
            _("Resume the clock"),
        ),
        FormSpec(
            "note", _("Write a note"), _("Everybody who sees this task can read it."), _("Save the note"),
            (long("note", _("Note"), required=True),),
        ),
        FormSpec(
            "release", _("Release"), _("It goes back to the board."), _("Release"), (long("reason", _("Reason")),)
        ),
        FormSpec(
            "waive", _("Waive"), _("You answer for not doing it; everybody who sees this task can read why."),
            _("Waive"), REASON,
        ),
        FormSpec("reopen", _("Reopen"), _("It turned out not to be done."), _("Reopen"), REASON),
    )
}  # fmt: skip

FROM_OUTSIDE = frozenset({"decline-hand-over", "withdraw-hand-over"})
"""What an agency can still do with a task once it takes no part in the case."""


def open_to(task: TaskCard, viewer: Viewer) -> list[FormSpec]:
    """The forms that make sense for *viewer* as *task* stands."""
    slugs: list[str] = []
    if task.hand_over is not None and task.hand_over.mine:
        slugs += ["accept-hand-over", "decline-hand-over"]
    if task.agency_id == viewer.agency_id:
        slugs += _own(task)
    return [FORMS[slug] for slug in slugs]


def _own(task: TaskCard) -> list[str]:
    if task.state in ("completed", "waived"):
        return ["reopen"]
    withdraw = ["withdraw-hand-over"] if task.hand_over is not None else []
    resume = ["resume-clock"] if task.pause is not None else []
    if task.state != "claimed":
        first = ["acknowledge", "claim"] if task.state == "open" else ["claim"]
        return [*first, *resume, *withdraw, "hand-over", "note", "waive"]
    if task.mine:
        pause = ["pause-clock"] if task.pausable else []
        return [*resume, *withdraw, "complete", "hand-over", *pause, "note", "release", "waive"]
    return [*resume, *withdraw, "note"]
