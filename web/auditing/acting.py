"""From what an auditor or the audited asked to a command carried out, and to views that show it.

Invariant: a remark is made on a case that its maker audits, and asks an agency that takes or took part in it or that a
finding is about; an answer is given to a remark that its giver reads. What would be lost is refused.
"""

from __future__ import annotations

from domain.auditing.commands import RemarkCommand
from domain.auditing.decider import originator
from domain.auditing.state import Remarks
from domain.case.retention.refusals import CaseErased
from domain.deciding.handling import Outcome
from projections import auditing, timeline
from web import seeing
from web.access.circumstances import command_id, context
from web.access.viewer import Viewer
from web.acting import shown
from web.repeating import refuse_other_words
from web.services import Services


async def act_on_remark(
    services: Services,
    viewer: Viewer,
    case_id: str,
    remark: str,
    command: RemarkCommand,
    *,
    key: str | None,
    exercise: str | None,
) -> Outcome[Remarks]:
    """Carry out *command* on a *remark* of a case, and wait until the remark and the timeline show it.

    Refuses (:class:`CaseErased`) where what is written would be lost.
    """
    if not seeing.keeps_texts(services, case_id):
        raise CaseErased
    id_ = command_id(services, viewer, key, f"{remark}:{type(command).__name__}")
    circumstances = context(services, viewer, id_, None, exercise)
    outcome = await services.remarks.handle(originator(case_id), command, circumstances)
    await shown(services, outcome.position, auditing.remarks.VIEW, timeline.VIEW)
    await refuse_other_words(services.opener, command, outcome)
    return outcome
