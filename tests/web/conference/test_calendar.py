"""An invitation that a calendar reads, and follows."""

from __future__ import annotations

from domain.conference import events as e
from tests.projections.conferences.held import held
from tests.projections.given.facts import sealed
from web.conference.calendar import LONGEST, invitation

ADDRESS = "https://lantern.example/cases/0190f3a07c1c7c0fa4c36b6f2f6d1e01/conferences/0190f3a07c1c7c0fa4c36b6f2f6d1e0c"


def properties(text: str) -> dict[str, str]:
    unfolded = text.replace("\r\n ", "")
    return dict(line.split(":", 1) for line in unfolded.split("\r\n") if line)


def test_an_invitation_says_when_in_universal_time_and_where_to_look() -> None:
    said = properties(invitation(held(), ADDRESS))

    assert (said["DTSTART"], said["DTEND"]) == ("20260303T200000Z", "20260303T204500Z")
    assert (said["URL"], said["STATUS"], said["METHOD"]) == (ADDRESS, "CONFIRMED", "PUBLISH")
    assert said["SUMMARY"] == "Case conference"


def test_lines_are_short_end_as_the_standard_says_and_tear_no_character() -> None:
    text = invitation(held(), f"{ADDRESS}?{'ώ' * 60}")

    lines = text.encode().split(b"\r\n")
    assert lines[-1] == b""
    assert max(map(len, lines)) <= LONGEST
    assert b"\n" not in text.encode().replace(b"\r\n", b"")
    assert properties(text)["URL"].endswith("ώ" * 60)
    assert [line.decode() for line in lines]


def test_a_calendar_follows_a_conference_that_moved_or_was_cancelled() -> None:
    first = properties(invitation(held(), ADDRESS))
    moved = e.ConferenceMoved(starts_at=held().ends_at, lasts_minutes=30)
    later = properties(invitation(held(moved), ADDRESS))
    gone = properties(invitation(held(moved, e.ConferenceCancelled(reason=sealed("why"))), ADDRESS))

    assert first["UID"] == later["UID"] == gone["UID"]
    assert [int(each["SEQUENCE"]) for each in (first, later, gone)] == [0, 1, 2]
    assert (later["DTSTART"], later["DTEND"]) == ("20260303T204500Z", "20260303T211500Z")
    assert (gone["STATUS"], gone["METHOD"]) == ("CANCELLED", "CANCEL")
