"""Why somebody looks at a case: asked once a sitting, put on record with each opening.

Invariant: private text is opened only for who has said why, and only after the consultation is on record.
"""

from __future__ import annotations

from domain.looking import ASKED, LookReason
from web.access.viewer import Viewer
from web.ports import Asker
from web.services import Services


class ReasonNeeded(Exception):
    """Somebody asks for private text of *case* and has not said why in this sitting."""

    def __init__(self, case: str) -> None:
        """Remember the *case* to ask about."""
        super().__init__()
        self.case = case


def asker(viewer: Viewer) -> Asker:
    """The *viewer* as the record of who looked names them: for their own agency, through whosever eyes they look."""
    agency, country = viewer.looks_for or (viewer.agency_id, viewer.country)
    return Asker(
        member=viewer.member_id, agency=agency, country=country.value if country else "", sitting=viewer.session.token
    )


async def reason_of(services: Services, viewer: Viewer, case_id: str) -> LookReason | None:
    """Why *viewer* looks at the case, where they said so in this sitting. Raises the faults of the store."""
    return await services.consultations.reason(asker(viewer), case_id)


async def has_said_why(services: Services, viewer: Viewer, case_id: str) -> bool:
    """Whether *viewer* has said in this sitting why they look at the case. Raises the faults of the store."""
    return await reason_of(services, viewer, case_id) is not None


async def say_why(services: Services, viewer: Viewer, case_id: str, why: LookReason) -> None:
    """Put on record *why* the *viewer* looks at the case; what was said stands until more is said."""
    await services.consultations.justify(asker(viewer), case_id, why)


async def record(services: Services, viewer: Viewer, case_id: str, what: str) -> None:
    """Put on record that *viewer* opens *what* of the case. Raises :class:`ReasonNeeded` and store faults."""
    if not await has_said_why(services, viewer, case_id):
        raise ReasonNeeded(case_id)
    await services.consultations.record(asker(viewer), case_id, what)


def reason_in(given: str) -> LookReason | None:
    """The reason that a form has *given*; None where it is none that a person may choose."""
    return next((reason for reason in ASKED if reason.value == given), None)
