"""What programs send wrong is told by name, and nothing is recorded."""

from __future__ import annotations

import pytest

from tests.web.conftest import Connect
from tests.web.world import World

BAD_REQUEST = "urn:lantern:problem:bad-request"


@pytest.fixture(name="case")
async def _case(world: World) -> str:
    return await world.case("carer.be", "police.be")


@pytest.mark.parametrize(
    "content",
    [b"{", b"[]", b'"x"', b"null", b"\xff\xfe", b'{"place": "x"} x', b"[" * 50_000, b'{"place": "\\ud800"}', b"NaN"],
)
async def test_what_is_no_json_object_is_refused(world: World, program: Connect, case: str, content: bytes) -> None:
    carer = await program("carer.be")

    problem = await carer.post_raw(f"/api/v1/cases/{case}/record-sighting", content, 422)

    assert problem["type"] == BAD_REQUEST
    assert "SightingRecorded" not in await world.facts(case)


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "place"),
        ({"place": None}, "place"),
        ({"place": 7}, "place"),
        ({"place": ["pier"]}, "place"),
        ({"place": "   "}, "place"),
        ({"place": "x", "country": "atlantis"}, "country"),
        ({"place": "x", "seen_at": "2026-01-01T00:00:00"}, "seen_at"),
        ({"place": "x", "note": "x" * 8_001}, "note"),
        ({"place": "x", "colour": "red"}, "colour"),
        ({"place": "x", "sighting": "a b"}, "sighting"),
        ({"place": "x", "occurred_at": "2026-01-01T00:00:00"}, "occurred_at"),
        ({"place": "x", "occurred_at": 7}, "occurred_at"),
        ({"place": "x", "occurred_at": "0001-01-01T00:00:00Z"}, "occurred_at"),
        ({"place": "x", "occurred_at": "2999-01-01T00:00:00Z"}, "occurred_at"),
        ({"place": "x", "occurred_until": "2026-01-01T00:00:00Z"}, "occurred_at"),
        ({"place": "x", "approximate": True}, "occurred_at"),
        ({"place": "x", "occurred_at": "2026-01-01T00:00:00Z", "occurred_until": "soon"}, "occurred_until"),
        (
            {"place": "x", "occurred_at": "2026-01-02T00:00:00Z", "occurred_until": "2026-01-01T00:00:00Z"},
            "occurred_at",
        ),
        ({"place": "x", "occurred_at": "2026-01-01T00:00:00Z", "approximate": "no"}, "approximate"),
    ],
)
async def test_a_field_that_does_not_fit_is_named(
    world: World, program: Connect, case: str, body: dict[str, object], field: str
) -> None:
    problem = await (await program("carer.be")).post(f"/api/v1/cases/{case}/record-sighting", body, 422)

    assert problem["field"] == field
    assert "SightingRecorded" not in await world.facts(case)


async def test_a_value_that_does_not_fit_is_not_repeated(program: Connect, case: str) -> None:
    carer = await program("carer.be")

    await carer.post(f"/api/v1/cases/{case}/record-sighting", {"place": "x", "country": "secret-place"}, 422)

    assert "secret-place" not in carer.last.text


async def test_a_body_that_is_too_large_is_refused(world: World, program: Connect, case: str) -> None:
    carer = await program("carer.be")

    problem = await carer.post(f"/api/v1/cases/{case}/record-sighting", {"place": "x" * 300_000}, 413)

    assert problem["type"] == "urn:lantern:problem:too-large"
    assert "SightingRecorded" not in await world.facts(case)


@pytest.mark.parametrize("header", ['"x"', "abc", '"-1"', '"1.5"', '"' + "9" * 5_000 + '"'])
async def test_a_version_that_is_none_is_refused(program: Connect, case: str, header: str) -> None:
    carer = await program("carer.be")

    problem = await carer.post(f"/api/v1/cases/{case}/record-sighting", {"place": "x"}, 422, if_match=header)

    assert problem["field"] == "If-Match"


@pytest.mark.parametrize("key", ["", "k" * 256])
async def test_a_key_that_is_none_is_refused(program: Connect, case: str, key: str) -> None:
    carer = await program("carer.be")

    problem = await carer.post(f"/api/v1/cases/{case}/record-sighting", {"place": "x"}, 422, idempotency_key=key)

    assert problem["field"] == "Idempotency-Key"


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [("DELETE", "/api/v1/board", "GET"), ("PUT", "/api/v1/tokens", "POST"), ("GET", "/api/v1/tokens", "POST")],
)
async def test_a_method_that_there_is_not_is_told_with_those_there_are(
    program: Connect, method: str, path: str, allowed: str
) -> None:
    carer = await program("carer.be")

    answer = await carer.http.request(method, path)

    assert answer.status_code == 405
    assert answer.json()["type"] == "urn:lantern:problem:method-not-allowed"
    assert allowed in answer.headers["allow"]


@pytest.mark.parametrize("path", ["/api/v1/nothing", "/api/v2/board", "/api/v1/cases/x/y/z"])
async def test_an_address_that_there_is_not_is_a_problem_too(program: Connect, path: str) -> None:
    problem = await (await program("carer.be")).get(path, 404)

    assert problem["type"] == "urn:lantern:problem:not-found"


@pytest.mark.parametrize(
    "body", [{}, {"email": "x"}, {"email": 1, "password": "x"}, {"email": "x", "password": "y", "z": 1}]
)
async def test_a_token_needs_both_and_nothing_else(program: Connect, body: dict[str, object]) -> None:
    carer = await program("carer.be")

    assert (await carer.post("/api/v1/tokens", body, 422))["type"] == BAD_REQUEST


async def test_an_agency_that_nobody_knows_cannot_be_brought_in(program: Connect, case: str) -> None:
    carer = await program("carer.be")

    problem = await carer.post(f"/api/v1/cases/{case}/join-agency", {"agency": "atlantis"}, 422)

    assert problem["field"] == "agency"


async def test_role_and_country_of_an_agency_come_from_the_directory(program: Connect, case: str) -> None:
    carer = await program("carer.be")

    await carer.post(f"/api/v1/cases/{case}/join-agency", {"agency": "asylum-be", "role": "police", "country": "fr"})

    joined = (await carer.get(f"/api/v1/cases/{case}"))["agencies"][-1]
    assert (joined["role"], joined["country"]) == ("asylum", "be")
