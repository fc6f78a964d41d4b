"""``lantern playbook``: check and compare files, play them, and move a case to another version of its rules.

Invariant: a case goes by the version it began with until somebody moves it here, with a reason that is recorded.
"""

from __future__ import annotations

import re
from pathlib import Path

import click

from domain.case.commands import MoveToPlaybook
from domain.case.decider import DECIDER, originator
from domain.playbook.publishing.decider import originator as playbook_originator
from infra.cli.comparing import difference
from infra.cli.simulating import simulated
from infra.clock import SystemClock
from infra.composition.ground import ground
from infra.faults import AnswerIsNo, Misuse
from infra.operating import operate
from infra.playbooks import load_playbooks
from infra.publishing import library
from infra.settings import Settings

ID = re.compile(r"[0-9a-f]{32}")
CODE = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")


def check(folder: Path) -> None:
    """Say what is in *folder*; refuses with every fault of every file."""
    found = load_playbooks(folder).playbooks
    for playbook in found:
        languages = ", ".join(("en", *playbook.languages))
        valid = f", valid from {playbook.valid_from}" if playbook.valid_from else ""
        click.echo(f"{playbook.id:<16} {playbook.version:<14} {len(playbook.rules):>3} rules in {languages}{valid}")
    click.echo(f"{len(found)} playbooks, {sum(len(one.rules) for one in found)} rules, no fault.")


def diff(before: Path, after: Path) -> None:
    """Print what differs between the playbooks in two folders."""
    for line in difference(load_playbooks(before), load_playbooks(after)):
        click.echo(line)


async def simulate(scenario: str, folder: Path) -> int:
    """Print what the playbooks in *folder* do in *scenario*."""
    for line in await simulated(load_playbooks(folder), scenario, SystemClock().now()):
        click.echo(line)
    return 0


async def move(settings: Settings, case: str, playbook: str, version: str, reason: str) -> int:
    """Let *case* go by *version* of *playbook* from now on."""
    if not ID.fullmatch(case):
        raise Misuse("Name the case by its identifier, as `lantern replay` prints it.")
    if not CODE.fullmatch(playbook) or not reason.strip():
        raise Misuse("Name a playbook by its id, and give a reason that is not empty.")
    async with ground(settings, join=True) as base:
        known = library(await base.store.load(playbook_originator(playbook)))
        if (playbook, version) in known.unreadable:
            raise AnswerIsNo(f"Version {version} of {playbook} was written by a newer release: let that one move it.")
        if known.find(playbook, version) is None:
            raise AnswerIsNo(f"Version {version} of {playbook} was never published.")
        command = MoveToPlaybook(playbook=playbook, version=version, reason=reason)
        outcome = await operate(base, DECIDER, originator(case), command)
    click.echo("The case goes by that version now." if outcome.events else "The case went by that version already.")
    return 0
