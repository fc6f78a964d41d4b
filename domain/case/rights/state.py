"""What is disputed and who asked to read, folded from what happened.

Invariant: the fold is total. Whatever history holds, also what today's rules would refuse, leads to a state.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import assert_never

import msgspec
from msgspec.structs import replace

from domain.case.rights import events as e


class Rights(msgspec.Struct, frozen=True, kw_only=True):
    """Disputes and requests, each with the agency that answers, and the identifiers of those that are *settled*.

    *ready_until* is the last moment at which a copy that was granted can be fetched; none before the first one.
    """

    disputes: Mapping[str, str] = msgspec.field(default_factory=dict)
    requests: Mapping[str, str] = msgspec.field(default_factory=dict)
    settled: frozenset[str] = frozenset()
    ready_until: datetime | None = None


def evolve(rights: Rights, event: e.RightsEvent) -> Rights:
    """The rights after *event*."""
    match event:
        case e.RecordDisputed(dispute=dispute, recorded_by=agency):
            return replace(rights, disputes={**rights.disputes, dispute: agency})
        case e.SubjectAccessRequested(request=request, of_agency=agency):
            return replace(rights, requests={**rights.requests, request: agency})
        case e.DisputeAnswered(dispute=id_):
            return replace(rights, settled=rights.settled | {id_})
        case e.SubjectAccessGranted(request=id_, until=until):
            ready = until if rights.ready_until is None else max(rights.ready_until, until)
            return replace(rights, settled=rights.settled | {id_}, ready_until=ready)
        case e.SubjectAccessRefused(request=id_):
            return replace(rights, settled=rights.settled | {id_})
        case e.RecordCorrected():
            return rights
        case _:
            assert_never(event)
