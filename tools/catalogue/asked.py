"""The commands as Markdown: slug, what it asks, what may refuse it.

Invariant: every command of the catalogue has a row, and every refusal a sentence.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping

import domain.auditing.decider
import domain.case.decider
import domain.conference.decider
import domain.directory.decider
import domain.playbook.publishing.decider
import domain.sampling.decider
import domain.task.decider
from domain.auditing.commands import MakeRemark
from domain.case.commands import OpenCase
from domain.commands import (
    BY_TWO_PEOPLE_ONLY,
    CATALOGUE,
    FOR_OPERATORS_ONLY,
    FOR_RULES_ONLY,
    FROM_OUTSIDE_ONLY,
    KNOWING_THE_FACT_ONLY,
    WITH_A_FILE_ONLY,
    Aggregate,
)
from domain.conference.commands import CallConference
from domain.context import Command
from domain.deciding.refusals import Conflict, Forbidden, Malformed, Refused
from domain.directory.commands import RegisterAgency
from domain.playbook.publishing.commands import PublishPlaybook
from domain.sampling.commands import AnnounceSample
from domain.task.commands import OpenTask
from tools.catalogue.refusing import refusals
from tools.catalogue.stored import said

DECIDERS: Mapping[Aggregate, Callable[..., object]] = {
    Aggregate.CASE: domain.case.decider.decide,
    Aggregate.TASK: domain.task.decider.decide,
    Aggregate.CONFERENCE: domain.conference.decider.decide,
    Aggregate.REMARK: domain.auditing.decider.decide,
    Aggregate.SAMPLE: domain.sampling.decider.decide,
    Aggregate.AGENCY: domain.directory.decider.decide,
    Aggregate.PLAYBOOK: domain.playbook.publishing.decider.decide,
}
FIRST: Mapping[Aggregate, type[Command]] = {
    Aggregate.CASE: OpenCase,
    Aggregate.TASK: OpenTask,
    Aggregate.CONFERENCE: CallConference,
    Aggregate.REMARK: MakeRemark,
    Aggregate.SAMPLE: AnnounceSample,
    Aggregate.AGENCY: RegisterAgency,
    Aggregate.PLAYBOOK: PublishPlaybook,
}
"""What begins each aggregate; everything else needs it to have begun."""

ASKED_AT = {
    Aggregate.CASE: "`POST /api/v1/cases/{id}/<slug>` (a case is opened with `POST /api/v1/cases`)",
    Aggregate.TASK: "`POST /api/v1/tasks/{id}/<slug>`",
    Aggregate.CONFERENCE: "`/cases/{id}/conferences/{conference}/do/<slug>`, a form; no address for programs yet",
    Aggregate.REMARK: "`/cases/{id}/remarks` and `/remarks/{remark}/<slug>`, forms; no address for programs",
    Aggregate.SAMPLE: "`/audit/samples`, a form; no address for programs",
    Aggregate.PLAYBOOK: "no form and no address: a start of Lantern publishes what is new in its playbooks",
    Aggregate.AGENCY: "no form and no address yet: Lantern itself and its command line give them",
}
HEAD = """\
A slug is the name of a command in forms and in the HTTP API.
The refusals are read from the deciders: each `raise` that the command can come to, whatever the history.
A command that finds its work done already leads to no fact and is not refused.
What may refuse every command of an aggregate stands above its table.
"""


APART: tuple[tuple[str, frozenset[type[Command]]], ...] = (
    ("rules only", FOR_RULES_ONLY),
    ("operators only", FOR_OPERATORS_ONLY),
    ("from outside only", FROM_OUTSIDE_ONLY),
    ("two people, on a page", BY_TWO_PEOPLE_ONLY),
    ("on the page of the fact", KNOWING_THE_FACT_ONLY),
    ("with a file, on a page", WITH_A_FILE_ONLY),
)
"""What is not in the catalogue, and who gives it."""


def command_tables() -> Iterator[str]:
    """A table for each aggregate, then all refusals with their sentences."""
    yield HEAD
    met: dict[str, type[Refused]] = {}
    for aggregate, decide in DECIDERS.items():
        first = FIRST[aggregate]
        found = {command: refusals(decide, command) for _, command in _commands(aggregate)}
        others = [set(slugs) for command, slugs in found.items() if command is not first]
        common = set.intersection(*others) if others else set()
        yield f"### Commands of a{'n' if aggregate is Aggregate.AGENCY else ''} {aggregate.value}\n"
        yield f"Asked at: {ASKED_AT[aggregate]}.\n"
        if others:
            yield f"All but `{first.slug()}` may be refused as {_listed(common)}.\n"
        rows = ["| slug | asks | may be refused as, too |", "|---|---|---|"]
        for slug, command in _commands(aggregate):
            own = found[command].keys() - (set() if command is first else common)
            rows.append(f"| {slug} | {said(command)} | {_listed(own)} |")
            met |= found[command]
        yield "\n".join(rows) + "\n"
    yield from _refusal_table(met)


def _commands(aggregate: Aggregate) -> Iterator[tuple[str, type[Command]]]:
    for entry in CATALOGUE.values():
        if entry.aggregate is aggregate:
            yield f"`{entry.slug}`", entry.command
    for who, commands in APART:
        for command in sorted(commands, key=lambda cls: cls.__name__):
            if command.__module__.startswith(f"domain.{aggregate.value}."):
                yield f"`{command.slug()}` ({who})", command


def _listed(slugs: Iterable[str]) -> str:
    return ", ".join(f"`{slug}`" for slug in sorted(slugs))


def _refusal_table(met: Mapping[str, type[Refused]]) -> Iterator[str]:
    yield "### Refusals\n"
    yield "In the HTTP API the problem's `type` is `urn:lantern:problem:<slug>`, and stays as it is.\n"
    rows = ["| slug | answer | why | what would be possible |", "|---|---|---|---|"]
    for slug, refused in sorted(met.items()):
        rows.append(f"| `{slug}` | {_status(refused)} | {_sentence(refused.WHY)} | {_sentence(refused.INSTEAD)} |")
    yield "\n".join(rows) + "\n"


def _sentence(text: str) -> str:
    return re.sub(r"%\(\w+\)s", "…", text)


def _status(refused: type[Refused]) -> str:
    if issubclass(refused, Malformed):
        return "422 malformed"
    if issubclass(refused, Forbidden):
        return "403 forbidden"
    return "409 conflict" if issubclass(refused, Conflict) else "409 not possible"
