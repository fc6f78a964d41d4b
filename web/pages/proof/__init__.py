"""Proof of the record: what is signed, who co-signs it and when it was timestamped, and what is amiss.

Invariant: it is for who runs the installation and who audits it; how large a log is, is for the former alone: it would
tell an auditor how much happens in cases that are not theirs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from litestar import Response, get

from domain.codes import Role
from web.access.viewer import AppRequest, services_of
from web.answers.faults import NotThere
from web.answers.rendering import page
from web.proving.judging import SILENT, Concern, agreed, concerns, log_name
from web.proving.ports import LogStanding, RecordStanding, Stamp, Witness
from web.texts.catalog import gettext as _

READERS = frozenset({Role.ADMIN, Role.AUDITOR})


@dataclass(frozen=True)
class WitnessRow:
    """One witness: who, since when, how far, and in a word how it stands."""

    name: str
    at: datetime | None
    size: int
    behind: int
    state: str
    kind: str


@dataclass(frozen=True)
class LogRow:
    """One log."""

    name: str
    last: int
    signed: int
    signed_at: datetime | None
    agreed: int | None
    stamp: Stamp | None
    authority: str
    witnesses: Sequence[WitnessRow]


@dataclass(frozen=True)
class Proof:
    """The whole page; *sizes* are for who runs the installation."""

    logs: Sequence[LogRow]
    concerns: Sequence[Concern]
    named: int
    needed: int
    dated: bool
    sizes: bool


@get("/proof", include_in_schema=False)
async def proof_page(request: AppRequest) -> Response[Any]:
    """How far others vouch for the record, for administrators and auditors."""
    services, viewer = services_of(request), request.user
    if viewer.role not in READERS:
        raise NotThere
    standing, now = await services.record(), services.clock.now()
    shown = Proof(
        logs=[_row(log, standing, now) for log in standing.logs],
        concerns=concerns(standing, now),
        named=standing.named,
        needed=standing.needed,
        dated=standing.every is not None,
        sizes=viewer.role is Role.ADMIN,
    )
    return page(request, "pages/proof.html", proof=shown)


def _row(log: LogStanding, standing: RecordStanding, now: datetime) -> LogRow:
    return LogRow(
        name=log_name(log.log),
        last=log.last,
        signed=log.signed,
        signed_at=log.signed_at,
        agreed=agreed(log, standing.needed),
        stamp=log.stamp,
        authority=_plainly(log.stamp.authority) if log.stamp and log.stamp.authority else "",
        witnesses=[_witness(each, log, now) for each in log.witnesses],
    )


def _plainly(name: str) -> str:
    """The name of a certificate, without its mark where it has nothing else."""
    mark, _sign, rest = name.partition("=")
    return rest if mark == "CN" and "=" not in rest else name


def _witness(witness: Witness, log: LogStanding, now: datetime) -> WitnessRow:
    state, kind = _state(witness, now)
    return WitnessRow(witness.name, witness.at, witness.size, max(log.signed - witness.size, 0), state, kind)


def _state(witness: Witness, now: datetime) -> tuple[str, str]:
    """How *witness* stands, in a word, and the kind of its tag."""
    if witness.alarm is not None:
        return _("Alarm"), "critical"
    if not witness.sound or not witness.same:
        return _("Does not count"), "critical"
    if not witness.named:
        return _("Its key is not named here"), ""
    if witness.at is None:
        return _("Nothing signed yet"), "warn"
    return (_("Silent"), "warn") if now - witness.at > SILENT else (_("Co-signs"), "done")


HANDLERS = (proof_page,)
