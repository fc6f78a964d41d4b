"""What a command leads to, given where a case stands.

Invariant: only agencies that take part act, and only as their roles allow; a closed case stays as it is; each command
and each fact belongs to exactly one part, and the type checker sees that none is forgotten.
"""

from __future__ import annotations

from typing import assert_never

from msgspec.structs import replace

from domain.case import commands as c
from domain.case import events as e
from domain.case.aftercare import decider as aftercare
from domain.case.aftercare.state import evolve as aftercare_after
from domain.case.alerts import decider as alerts
from domain.case.alerts.state import evolve as alerts_after
from domain.case.authority import IN_AN_EMERGENCY, may
from domain.case.care import decider as care
from domain.case.care.state import evolve as care_after
from domain.case.classing import decider as classing
from domain.case.classing.state import evolve as classing_after
from domain.case.coordination import decider as coordination
from domain.case.coordination.state import evolve as coordination_after
from domain.case.disclosure import decider as disclosure
from domain.case.disclosure.state import evolve as disclosures_after
from domain.case.emergency import decider as emergency
from domain.case.emergency.state import evolve as emergencies_after
from domain.case.episode import decider as episode
from domain.case.episode.state import evolve as episodes_after
from domain.case.file import decider as file
from domain.case.file.state import Closed, NotOpened
from domain.case.file.state import evolve as file_after
from domain.case.information import decider as information
from domain.case.information.state import evolve as information_after
from domain.case.photos import decider as photos
from domain.case.photos.state import evolve as photos_after
from domain.case.prepared import decider as prepared
from domain.case.prepared.state import evolve as prepared_after
from domain.case.refusals import CaseIsClosed, NoSuchCase, NotForYourRole, NotInThisCase
from domain.case.retention import decider as retention
from domain.case.retention.refusals import CaseErased, CaseIsHeld
from domain.case.retention.state import evolve as keeping_after
from domain.case.rights import decider as rights
from domain.case.rights.state import evolve as rights_after
from domain.case.risk import decider as risk
from domain.case.risk.state import evolve as risk_after
from domain.case.state import INITIAL, Case
from domain.context import SYSTEM_AGENCY, Context
from domain.deciding import Decided, Decider, check_times
from domain.events import REGISTER, Event
from domain.retention.codes import PURPOSES, RecordClass

_BY_LANTERN = c.ExpireDisclosure | c.JoinAgency | c.MoveToPlaybook | c.RecordDestruction
"""What Lantern itself asks for, and no agency's role lets it."""

_AFTER_THE_END = (
    c.CloseCase
    | c.ExpireDisclosure
    | c.RecallDisclosure
    | c.ReopenCase
    | c.RetentionCommand
    | c.RightsCommand
    | c.WithdrawPhoto
)
"""What can be asked of a closed case."""


def originator(case: str) -> str:
    """The address of a case's history."""
    return f"case.{case}.file"


def decide(case: Case, command: c.CaseCommand, context: Context) -> Decided:
    """The facts that *command* leads to, none when there is nothing to do; raises a refusal otherwise."""
    check_times(context)
    if isinstance(command, c.OpenCase):
        return _decide(case, command, context)
    if isinstance(case.file, NotOpened):
        raise NoSuchCase
    if isinstance(command, c.LeaveCase) and context.agency in case.coordination.left:
        return ()
    _check_takes_part(case, command, context)
    if case.keeping.ended and not isinstance(command, c.RetentionCommand) and not _outlasts(case, command):
        raise CaseErased
    if isinstance(case.file, Closed) and not isinstance(command, _AFTER_THE_END):
        raise CaseIsClosed
    if isinstance(command, c.WithdrawPhoto) and case.keeping.holds:
        raise CaseIsHeld  # Its picture would be gone for good.
    return _decide(case, command, context)


def _outlasts(case: Case, command: c.CaseCommand) -> bool:
    """Whether *command* is about what is left of a case of which something is erased, and is not lost as it is written.

    What is left can be read, disputed, corrected and taken back as long as it is there.
    """
    left = case.keeping.left
    if isinstance(command, c.CorrectRecord):
        kind = REGISTER.get(command.event)
        purpose = None if kind is None else kind.private.get(command.field)
        of = next((each for each, purposes in PURPOSES.items() if purpose in purposes), RecordClass.CASE_FILE)
        return {of, RecordClass.CASE_FILE} <= set(left)
    return isinstance(command, c.RecallDisclosure | c.RightsCommand | c.WithdrawPhoto) and RecordClass.CASE_FILE in left


def _check_takes_part(case: Case, command: c.CaseCommand, context: Context) -> None:
    """Refuse who takes no part, and what is not for their role.

    Rules bring agencies in, who runs Lantern moves a case to another version of its rules, the time of a disclosure is
    over, and keys are destroyed as two people decided: none of these decides about a child.
    """
    if context.agency == SYSTEM_AGENCY and isinstance(command, _BY_LANTERN):
        return
    if isinstance(command, c.TakeEmergencyAccess):
        if context.role not in IN_AN_EMERGENCY:
            raise NotForYourRole
        return
    if isinstance(command, c.TakePart | c.DeclineToTakePart) and case.coordination.asked(context.agency):
        return
    if case.coordination.party(context.agency) is None:
        raise NotInThisCase
    if not may(case, context.agency, type(command)):
        raise NotForYourRole


def _decide(case: Case, command: c.CaseCommand, context: Context) -> Decided:
    if isinstance(command, c.FileCommand):
        return file.decide(case, command, context)
    if isinstance(command, c.CareCommand):
        return care.decide(case, command)
    if isinstance(command, c.CoordinationCommand):
        return coordination.decide(case, command, context)
    if isinstance(command, c.RetentionCommand):
        return retention.decide(case, command, context)
    if isinstance(command, c.RiskCommand):
        return risk.decide(case, command, context)
    if isinstance(command, c.RightsCommand):
        return rights.decide(case, command, context)
    if isinstance(command, c.ClassingCommand):
        return classing.decide(case, command)
    if isinstance(command, c.EmergencyCommand):
        return emergency.decide(case, command, context)
    if isinstance(command, c.DisclosureCommand):
        return disclosure.decide(case, command, context)
    if isinstance(command, c.EpisodeCommand):
        return episode.decide(case, command, context)
    if isinstance(command, c.AlertCommand):
        return alerts.decide(case, command, context)
    if isinstance(command, c.InformationCommand):
        return information.decide(case, command, context)
    if isinstance(command, c.PreparedCommand):
        return prepared.decide(command, context)
    if isinstance(command, c.PhotoCommand):
        return photos.decide(case.photos, command, context)
    if isinstance(command, c.AftercareCommand):
        return aftercare.decide(case, command, context)
    assert_never(command)


def evolve(case: Case, event: Event) -> Case:
    """The case after *event*. A fact that is none of a case's, or not known here, leaves it as it is."""
    return _evolve(case, event) if isinstance(event, e.CaseEvent) else case


def _evolve(case: Case, event: e.CaseEvent) -> Case:
    if isinstance(event, e.CaseOpened):
        together = coordination_after(case.coordination, event)
        return replace(case, file=file_after(case.file, event), coordination=together)
    if isinstance(event, e.FileEvent):
        return replace(case, file=file_after(case.file, event))
    if isinstance(event, e.CareEvent):
        return replace(case, care=care_after(case.care, event))
    if isinstance(event, e.AgencyLeft):
        together = coordination_after(case.coordination, event)
        return replace(case, coordination=together, disclosures=disclosures_after(case.disclosures, event))
    if isinstance(event, e.CoordinationEvent):
        return replace(case, coordination=coordination_after(case.coordination, event))
    if isinstance(event, e.DisclosureEvent):
        return replace(case, disclosures=disclosures_after(case.disclosures, event))
    if isinstance(event, e.RetentionEvent):
        return replace(case, keeping=keeping_after(case.keeping, event))
    if isinstance(event, e.RiskEvent):
        return replace(case, risk=risk_after(case.risk, event))
    if isinstance(event, e.RightsEvent):
        return replace(case, rights=rights_after(case.rights, event))
    if isinstance(event, e.ClassingEvent):
        return replace(case, classing=classing_after(case.classing, event))
    if isinstance(event, e.EmergencyEvent):
        return replace(case, emergencies=emergencies_after(case.emergencies, event))
    if isinstance(event, e.EpisodeEvent):
        return replace(case, episodes=episodes_after(case.episodes, event))
    if isinstance(event, e.AlertEvent):
        return replace(case, alerts=alerts_after(case.alerts, event))
    if isinstance(event, e.InformationEvent):
        return replace(case, information=information_after(case.information, event))
    if isinstance(event, e.PreparedEvent):
        return replace(case, prepared=prepared_after(case.prepared, event))
    if isinstance(event, e.PhotoEvent):
        return replace(case, photos=photos_after(case.photos, event))
    if isinstance(event, e.AftercareEvent):
        return replace(case, aftercare=aftercare_after(case.aftercare, event))
    assert_never(event)


DECIDER: Decider[Case, c.CaseCommand] = Decider(INITIAL, decide, evolve)
