"""The certificate of an erasure: what, when, by whom, by which rule, and which keys by their fingerprints.

Invariant: it says nothing about the child, and stays true for ever.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from litestar import Response, get
from litestar.params import FromPath

from projections.retention import Erasure
from web import seeing
from web.access.viewer import AppRequest, services_of
from web.answers.faults import NotThere
from web.answers.rendering import page
from web.texts import wording


@dataclass(frozen=True)
class Certificate:
    """An erasure in words; *keys* are names with fingerprints, empty where no key was ever made."""

    erasure: Erasure
    classes: list[str]
    proposed_by: str
    confirmed_by: str
    keys: list[tuple[str, str]]


@get("/cases/{case_id:str}/erased/{erasure_id:str}", include_in_schema=False)
async def certificate_page(request: AppRequest, case_id: FromPath[str], erasure_id: FromPath[str]) -> Response[Any]:
    """The certificate, to be read and printed; or that the keys are being destroyed."""
    services, viewer = services_of(request), request.user
    case = seeing.case_for(services, viewer, case_id)
    erasure = next((each for each in case.keeping.erasures if each.id == erasure_id), None)
    if erasure is None:
        raise NotThere(case_id)
    shown = Certificate(
        erasure=erasure,
        classes=[wording.code(each) for each in erasure.classes],
        proposed_by=services.people.member_name(erasure.proposed_by),
        confirmed_by=services.people.member_name(erasure.confirmed_by),
        keys=list(zip(erasure.keys, erasure.fingerprints, strict=False)),
    )
    return page(request, "pages/certificate.html", case=case, certificate=shown)


HANDLERS = (certificate_page,)
