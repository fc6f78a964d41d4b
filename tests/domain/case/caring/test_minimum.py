"""What a report should tell at least: what is known already, and what nobody has asked."""

from __future__ import annotations

from datetime import date

import pytest

from domain.case.episode.minimum import COMMON, NATIONAL, minimum
from domain.codes import Country

TODAY = date(2026, 3, 4)


def test_of_a_child_nobody_knows_everything_is_missing() -> None:
    found = minimum(frozenset(), Country.BE, None, TODAY)

    assert found.known == ()
    assert found.missing == tuple(need.code for need in COMMON)


def test_what_any_sheet_says_is_known_and_not_asked_again() -> None:
    found = minimum(frozenset({"profile.medical", "identity.contacts", "care.guardian"}), Country.BE, None, TODAY)

    assert found.known == ("guardian_name", "medical", "relatives", "phones")
    assert set(found.known).isdisjoint(found.missing)


@pytest.mark.parametrize(
    ("photo_on", "missing"),
    [(None, True), (date(2025, 9, 1), True), (date(2025, 9, 2), False), (TODAY, False)],
)
def test_greece_takes_no_photo_that_is_older_than_six_months(photo_on: date | None, *, missing: bool) -> None:
    found = minimum(frozenset({"profile.photo"}), Country.GR, photo_on, TODAY)

    assert ("recent_photo" in found.missing) is missing
    assert "photo" in found.known


def test_greece_asks_for_the_applicant_card_and_the_others_do_not() -> None:
    asking = {country for country in Country if "applicant_card" in minimum(frozenset(), country, None, TODAY).missing}

    assert asking == set(NATIONAL) == {Country.GR}
