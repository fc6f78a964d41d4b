"""The names that others script against."""

from __future__ import annotations

import inspect

import pytest

from domain.case import commands as case_commands
from domain.commands import (
    BY_TWO_PEOPLE_ONLY,
    CATALOGUE,
    FOR_OPERATORS_ONLY,
    FOR_RULES_ONLY,
    FROM_OUTSIDE_ONLY,
    KNOWING_THE_FACT_ONLY,
    WITH_A_FILE_ONLY,
    Aggregate,
    of,
)
from domain.conference import commands as conference_commands
from domain.context import Command
from domain.directory import commands as directory_commands
from domain.task import commands as task_commands


def test_the_actions_of_a_task_keep_their_names() -> None:
    assert list(of(Aggregate.TASK)) == [
        "acknowledge",
        "claim",
        "release",
        "hand-over",
        "accept-hand-over",
        "decline-hand-over",
        "withdraw-hand-over",
        "note",
        "complete",
        "waive",
        "pause-clock",
        "resume-clock",
        "reopen",
    ]


def test_the_commands_of_a_conference_keep_their_names() -> None:
    assert " ".join(of(Aggregate.CONFERENCE)) == (
        "call-conference move-conference cancel-conference send-apologies record-attendance begin-conference "
        "freeze-view release-view pin-fact unpin-fact take-decision withdraw-decision record-dissent end-conference "
        "draft-minutes approve-minutes object-to-minutes"
    )


def test_the_commands_of_auditors_keep_their_names() -> None:
    assert [*of(Aggregate.REMARK)] == ["make-remark", "answer-remark", "settle-remark"]
    assert [*of(Aggregate.SAMPLE)] == ["announce-sample", "draw-sample"]


def test_the_commands_of_an_agency_keep_their_names() -> None:
    assert list(of(Aggregate.AGENCY)) == [
        "register-agency",
        "invite-member",
        "withdraw-invitation",
        "accept-invitation",
        "add-member",
        "change-roles",
        "move-member",
        "suspend-member",
        "reinstate-member",
        "reset-access",
        "set-contact-hours",
        "name-on-call",
        "set-provider",
        "remove-provider",
    ]


def test_the_commands_of_a_case_keep_their_names() -> None:
    assert " ".join(of(Aggregate.CASE)) == (
        "open-case record-identity correct-identity close-case reopen-case "
        "appoint-guardian start-placement end-placement "
        "invite-agency withdraw-agency-invitation join-agency leave-case end-part "
        "offer-lead accept-lead decline-lead "
        "assess-risk raise-risk lower-risk confirm-lower-risk decline-lower-risk "
        "record-turning-point record-asylum-decision "
        "record-age-band classify-absence "
        "review-emergency-access "
        "request-disclosure grant-disclosure refuse-disclosure recall-disclosure "
        "notice-absence resolve-absence report-disappearance supplement-report refuse-report "
        "locate-child check-safe-and-well close-episode reopen-episode "
        "request-alert issue-alert withdraw-alert "
        "record-sighting record-protected-sighting request-information give-information refuse-information "
        "record-profile record-safety-plan "
        "place-legal-hold lift-legal-hold "
        "offer-return-interview hold-return-interview decline-return-interview make-referral"
    )


MODULES = [case_commands, task_commands, conference_commands, directory_commands]


@pytest.mark.parametrize("module", MODULES, ids=lambda m: m.__name__)
def test_no_command_is_missing_from_the_catalogue(module: object) -> None:
    classes = {cls for _, cls in inspect.getmembers(module, inspect.isclass) if issubclass(cls, Command)}
    listed = {entry.command for entry in CATALOGUE.values()}

    listed |= WITH_A_FILE_ONLY | KNOWING_THE_FACT_ONLY
    assert classes - {Command} <= listed | FOR_RULES_ONLY | FOR_OPERATORS_ONLY | FROM_OUTSIDE_ONLY | BY_TWO_PEOPLE_ONLY


def test_a_command_is_printed_without_its_fields() -> None:
    assert repr(task_commands.Note(note="A name")) == "Note(…)"
