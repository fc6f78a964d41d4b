"""Through whose eyes somebody may look back at a case."""

from __future__ import annotations

import pytest

from domain.codes import Country, Role
from projections import cases
from projections.visibility import LANTERN, Viewer, eyes_lent
from tests.projections.given import cases as c
from tests.projections.given.facts import FILE, Log, fold

ALL = ("carer-be", "police-be", "asylum-be")


@pytest.mark.parametrize(
    ("viewer", "lent"),
    [
        (Viewer("carer-be", Role.CARER, Country.BE), ("carer-be",)),
        (Viewer("asylum-be", Role.ASYLUM, Country.BE), ("asylum-be",)),
        (Viewer("police-be", Role.POLICE, Country.BE), ()),
        (Viewer("police-fr", Role.POLICE, Country.FR), ()),
        (Viewer("auditor-be", Role.AUDITOR, Country.BE), ALL),
        (Viewer("auditor-fr", Role.AUDITOR, Country.FR), ()),
        (Viewer("admin-be", Role.ADMIN, Country.BE), ()),
        (LANTERN, ALL),
    ],
    ids=lambda each: each.agency if isinstance(each, Viewer) else "",
)
def test_an_agency_looks_back_at_its_own_screens_and_an_auditor_at_those_of_any(
    viewer: Viewer, lent: tuple[str, ...]
) -> None:
    log = Log()
    log.tell(FILE, c.OPENED, c.POLICE, c.ASYLUM, c.left("police-be"), c.POLICE, c.left("police-be"), by="carer-be")
    (case,) = fold(cases.VIEW, log.facts).values()

    assert eyes_lent(viewer, case) == lent
