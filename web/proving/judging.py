"""What is amiss with the proof of the record, and what to do about it.

Invariant: pure; everything that is told names a log, and where it is about somebody, who.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import NamedTuple

from web.proving.ports import LogStanding, RecordStanding, Witness
from web.texts.catalog import gettext as _

SIGNING = timedelta(minutes=1)
"""A log is signed within a second; after so long something is wrong."""

SILENT = timedelta(days=1)
"""A witness signs every hour at least, also when nothing is new; after so long it is asked for."""

SPARE = timedelta(minutes=5)


class Concern(NamedTuple):
    """Something amiss: how bad (*kind* of a notice), what, and what to do."""

    kind: str
    title: str
    text: str


def log_name(log: str) -> str:
    """What people call *log*."""
    return _("the record of what happened") if log == "events" else _("the record of who looked")


def concerns(standing: RecordStanding, now: datetime) -> list[Concern]:
    """What is amiss, the worst first."""
    found = [each for log in standing.logs for each in _of(log, standing, now)]
    return sorted(found, key=lambda each: each.kind != "critical")


def _of(log: LogStanding, standing: RecordStanding, now: datetime) -> Iterator[Concern]:
    name = log_name(log.log)
    if log.signed and not log.ours:
        yield Concern(
            "critical",
            _("A key that is not here signs %(log)s") % {"log": name},
            _("Nothing new is signed. Copy keys/checkpoints from the machine that signed last, or find out who did."),
        )
    elif log.since is not None and now - log.since > SIGNING:
        yield Concern(
            "warn",
            _("The newest entries of %(log)s are not signed") % {"log": name},
            _("A process with workers signs within a second: look whether one runs."),
        )
    for witness in log.witnesses:
        yield from _amiss(witness, name, now, signed=log.signed > 0)
    yield from _undated(log, standing, name, now)


def _amiss(witness: Witness, log: str, now: datetime, *, signed: bool) -> Iterator[Concern]:
    who = witness.name
    if witness.alarm is not None:
        yield Concern(
            "critical",
            _("%(who)s has raised an alarm about %(log)s") % {"who": who, "log": log},
            _("It says: %(why)s Call them, keep everything as it is, and tell the auditors.") % {"why": witness.alarm},
        )
    if not witness.sound:
        yield Concern(
            "critical",
            _("What stands as co-signed by %(who)s does not count") % {"who": who},
            _("It is not signed with the key that was named for it. Ask them what they have signed of %(log)s.")
            % {"log": log},
        )
    elif not witness.same:
        yield Concern(
            "critical",
            _("%(who)s has co-signed something else than %(log)s") % {"who": who, "log": log},
            _("Two logs were shown, or this one was rewritten. Keep everything as it is, and run lantern verify."),
        )
    elif witness.named and witness.at is None and signed:
        yield Concern(
            "warn",
            _("%(who)s has not co-signed %(log)s yet") % {"who": who, "log": log},
            _("Ask whether its program runs, and whether it was given the public keys of this log."),
        )
    elif witness.at is not None and now - witness.at > SILENT:
        yield Concern(
            "warn",
            _("%(who)s has not co-signed %(log)s for more than a day") % {"who": who, "log": log},
            _("Ask them whether its program runs. One that refuses to sign has a reason, which is in its folder."),
        )


def _undated(log: LogStanding, standing: RecordStanding, name: str, now: datetime) -> Iterator[Concern]:
    if standing.every is None or not log.signed:
        return
    stamp, late = log.stamp, 2 * standing.every + SPARE
    if stamp is not None and stamp.authority is None:
        yield Concern(
            "critical",
            _("The last timestamp of %(log)s does not count") % {"log": name},
            _("The certificates that are set up do not vouch for it: it was changed, or is of another authority."),
        )
    elif stamp is None or (stamp.size < log.signed and stamp.at is not None and now - stamp.at > late):
        yield Concern(
            "warn",
            _("There is no timestamp of late of %(log)s") % {"log": name},
            _("The authority is away or was refused; nothing waits for it. The log of the process says why."),
        )


def agreed(log: LogStanding, needed: int) -> int | None:
    """How far as many as are *needed* of the witnesses that are named agree; None where none is needed."""
    sizes = sorted((each.size for each in log.witnesses if each.named and each.sound and each.same), reverse=True)
    if needed < 1:
        return None
    return sizes[needed - 1] if len(sizes) >= needed else 0
