"""Who was told that the child is missing, and who did not take the report.

Invariant: a report follows an absence and goes to the police; only the agency it was made to refuses it, with a reason.
Nothing that is missing in a report holds it up; it is named, and added when it is known.
"""

from __future__ import annotations

from typing import Any

from domain.case.episode import commands as c
from domain.case.episode import events as e
from domain.case.episode import refusals as r
from domain.case.episode.state import Found, Missing
from domain.case.state import Case
from domain.codes import Role
from domain.context import Context
from domain.deciding import Decided, reason_in
from domain.privacy import Clear, answered


def report(case: Case, command: c.ReportDisappearance, context: Context) -> Decided:
    """Tell a police agency. Refuses without an absence, and where that agency already has another report."""
    current = _missing(case)
    if case.party(command.to_agency, "to_agency").role is not Role.POLICE:
        raise r.ReportToPolice("to_agency")
    told = e.DisappearanceReported(
        episode=current.noticed.episode,
        to_agency=command.to_agency,
        by_agency=context.agency,
        channel=command.channel,
        **_texts(command),
    )
    before = current.report_to(command.to_agency)
    if before is not None and before.refused is None:
        raise r.AlreadyReportedThere
    return (told,)


def supplement(case: Case, command: c.SupplementReport, context: Context) -> Decided:
    """Add to a report. Refuses before there is one, and an addition without a word."""
    current = _missing(case)
    if not current.reports:
        raise r.NotReportedYet
    texts = _texts(command)
    if not texts["answered"]:
        raise r.NothingToAdd("last_seen")
    return (e.ReportSupplemented(episode=current.noticed.episode, by_agency=context.agency, **texts),)


def _texts(command: c.ReportDisappearance | c.SupplementReport) -> dict[str, Any]:
    """What a report tells, to be sealed, and the names of what it tells."""
    told = {name: getattr(command, name) for name in c.SupplementReport.__struct_fields__}
    return {"answered": answered(told), **{name: Clear(text) for name, text in told.items()}}


def refuse(case: Case, command: c.RefuseReport, context: Context) -> Decided:
    """Do not take a report. Refuses all but the agency it was made to."""
    current = _missing(case)
    refused = e.DisappearanceReportRefused(
        episode=current.noticed.episode,
        agency=context.agency,
        reason=command.reason,
        explanation=reason_in("explanation", command.explanation),
    )
    before = current.report_to(context.agency)
    if before is None or before.refused not in (None, command.reason):
        raise r.NoReportToYou
    return () if before.refused is command.reason else (refused,)


def _missing(case: Case) -> Missing:
    match case.episodes.current:
        case Missing() as current:
            return current
        case Found():
            raise r.AlreadyLocated
        case _:
            raise r.NoAbsenceNoticed
