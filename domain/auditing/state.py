"""The remarks on a case, folded from what happened.

Invariant: the fold is total. Whatever history holds, also what today's rules would refuse, leads to a state; a remark
that was made is never gone from it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import assert_never

import msgspec
from msgspec.structs import replace

from domain.auditing.events import RemarkAnswered, RemarkEvent, RemarkMade, RemarkSettled
from domain.events import Event


class Remark(msgspec.Struct, frozen=True, kw_only=True):
    """A remark *by* an agency of auditors, which may ask another *agency*."""

    by: str
    agency: str | None
    settled: bool = False


Remarks = Mapping[str, Remark]

INITIAL: Remarks = {}


def evolve(remarks: Remarks, event: Event) -> Remarks:
    """The remarks after *event*."""
    if not isinstance(event, RemarkEvent):
        return remarks
    match event:
        case RemarkMade(remark=remark, by_agency=by, agency=agency):
            return {**remarks, remark: Remark(by=by, agency=agency)} if remark not in remarks else remarks
        case RemarkAnswered():
            return remarks
        case RemarkSettled(remark=remark):
            known = remarks.get(remark)
            return remarks if known is None else {**remarks, remark: replace(known, settled=True)}
        case _:
            assert_never(event)
