"""How a new installation gets its first agency, and who administers it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.whole.process import command

pytestmark = pytest.mark.xdist_group("whole")

REGISTER = ("agency", "register", "shelter-be", "Shelter", "--role", "carer", "--country", "be")
INVITE = ("agency", "invite", "shelter-be", "Ada Lind", "ada@shelter.example")


def test_an_agency_takes_part_and_its_administrator_gets_a_link_that_is_kept_as_a_hash(data: Path) -> None:
    early = command(*INVITE, data=data)
    registered = command(*REGISTER, "--zone", "Europe/Brussels", data=data)
    invited = command(*INVITE, data=data)

    assert (early.returncode, "Register it first" in early.stderr) == (1, True)
    assert registered.returncode == 0
    secret = invited.stdout.splitlines()[0].rpartition("/link/")[2]
    assert len(secret) > 50
    assert [file for file in data.rglob("*") if file.is_file() and secret.encode() in file.read_bytes()] == []


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ((*REGISTER, "--zone", "Nowhere"), "Nowhere is no time zone"),
        (("agency", "register", "a b", *REGISTER[3:], "--zone", "UTC"), "The agency does not have the form"),
        ((*INVITE[:4], "no address"), "The email does not have the form"),
    ],
)
def test_what_cannot_be_read_is_one_sentence(data: Path, arguments: tuple[str, ...], told: str) -> None:
    refused = command(*arguments, data=data)

    assert refused.returncode == 2
    assert told in refused.stderr
    assert "Traceback" not in refused.stderr
