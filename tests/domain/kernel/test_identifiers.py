"""Identifiers stand in clear for ever, so nothing that is started from outside can be called by words."""

from __future__ import annotations

import msgspec
import pytest

from domain.codes import Country
from domain.commands import CATALOGUE

HEX = "0199c3f0a1b27c3d8e4f5a6b7c8d9e0f"
AGENCY = "police-be"
STARTING = {
    "notice-absence": {"episode": HEX, "country": Country.BE},
    "start-placement": {"placement": HEX, "agency": AGENCY, "country": Country.BE, "place": "-"},
    "record-sighting": {"sighting": HEX, "place": "-"},
    "record-protected-sighting": {"sighting": HEX, "place": "-"},
    "request-information": {"request": HEX, "of_agency": AGENCY, "question": "-"},
    "make-referral": {"referral": HEX, "to": "health"},
    "request-alert": {"alert": HEX, "kind": "sis", "of_agency": AGENCY},
    "issue-alert": {"alert": HEX, "kind": "sis", "country": Country.BE},
}


@pytest.mark.parametrize("slug", STARTING)
@pytest.mark.parametrize("words", ["Abena_Tesfay", HEX.upper(), HEX[1:], f"{HEX}0", ""])
def test_what_begins_is_called_by_an_identifier_and_not_by_words(slug: str, words: str) -> None:
    started = next(iter(STARTING[slug]))
    kind = CATALOGUE[slug].command

    msgspec.convert(STARTING[slug], kind)
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert({**STARTING[slug], started: words}, kind)


def test_every_command_that_names_something_of_a_case_is_tried_or_names_what_is_there() -> None:
    parts = {"episode", "placement", "sighting", "request", "referral", "alert"}
    naming = {slug for slug, entry in CATALOGUE.items() if parts & set(entry.command.__struct_fields__)}

    assert naming - set(STARTING) == {"end-placement", "give-information", "refuse-information", "withdraw-alert"}
