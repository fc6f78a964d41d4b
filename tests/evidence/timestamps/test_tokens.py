"""A timestamp counts when a certificate that was named vouches for it, and nothing that is sent as one does harm."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from infra.evidence.spans import Span
from infra.evidence.timestamps.authority import Authority, AuthorityAway
from infra.evidence.timestamps.tokens import (
    LARGEST,
    Timestamp,
    TimestampRefused,
    read_certificates,
    read_token,
    request_for,
    time_of,
)
from infra.faults import Misuse
from tests.evidence.authority import OpenSsl

TEXT = b"lantern/events\n812\nroot\n"
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.fixture(scope="module", name="authority")
def _authority(tmp_path_factory: pytest.TempPathFactory) -> OpenSsl:
    return OpenSsl(tmp_path_factory.mktemp("authority"))


@pytest.fixture(scope="module", name="token")
def _token(authority: OpenSsl) -> bytes:
    return authority.reply(request_for(TEXT).as_bytes())


def test_a_token_says_when_a_text_was_there_and_who_says_so(authority: OpenSsl, token: bytes) -> None:
    before = datetime.now(UTC)

    said = read_token(token, TEXT, [authority.root])

    assert said == Timestamp(said.at, "CN=Authority")
    assert said.at == time_of(token)
    assert before - timedelta(hours=1) < said.at <= before


def test_a_token_is_about_one_text_of_one_authority_and_one_question(
    authority: OpenSsl, token: bytes, tmp_path: Path
) -> None:
    another = OpenSsl(tmp_path)

    for roots, text, nonce, why in (
        ([authority.root], TEXT + b"\n", None, "about another text"),
        ([another.root], TEXT, None, "do not vouch for it"),
        ([authority.root], TEXT, 7, "answers another question"),
        ([], TEXT, None, "no certificate of an authority was named"),
    ):
        with pytest.raises(TimestampRefused, match=why):
            read_token(token, text, roots, nonce)


def test_whatever_happens_to_its_bytes_a_token_is_refused_or_says_the_same(authority: OpenSsl, token: bytes) -> None:
    chance, said, refused = random.Random(1), read_token(token, TEXT, [authority.root]), 0  # noqa: S311
    for _ in range(500):
        place = chance.randrange(len(token))
        changed = token[:place] + bytes([token[place] ^ 1 << chance.randrange(8)]) + token[place + 1 :]
        try:
            assert read_token(changed, TEXT, [authority.root]) == said
        except TimestampRefused:
            refused += 1

    assert refused > 450


@pytest.mark.parametrize("bad", [b"", b"\x30", b"\x30\x03\x02\x01\x02", b"nonsense" * 99, bytes(LARGEST + 1)])
def test_what_is_no_token_is_refused_and_has_no_time(authority: OpenSsl, bad: bytes) -> None:
    with pytest.raises(TimestampRefused):
        read_token(bad, TEXT, [authority.root])

    assert time_of(bad) is None


async def test_an_authority_is_asked_over_http_and_what_it_answers_is_checked(authority: OpenSsl) -> None:
    with authority.serving() as address:
        token, said = await Authority(address, [authority.root]).ask(TEXT)

    assert read_token(token, TEXT, [authority.root]) == said


@pytest.mark.parametrize(
    ("status", "answer", "why"),
    [
        (503, b"", "status 503"),
        (302, b"", "status 302"),
        (200, b"<html>", "it is not a timestamp"),
        (200, b"\x30\x03\x02\x01\x02", "it is not a timestamp"),
        (200, bytes(LARGEST + 1), "it is too long"),
    ],
)
async def test_an_authority_that_answers_something_else_is_not_believed(
    tmp_path: Path, status: int, answer: bytes, why: str
) -> None:
    authority = OpenSsl(tmp_path)
    authority.answer = status, answer

    with authority.serving() as address, pytest.raises((AuthorityAway, TimestampRefused), match=why):
        await Authority(address, [authority.root]).ask(TEXT)


async def test_an_answer_to_another_question_is_not_believed(authority: OpenSsl, token: bytes, tmp_path: Path) -> None:
    replaying = OpenSsl(tmp_path)
    replaying.answer = 200, token

    with replaying.serving() as address, pytest.raises(TimestampRefused, match="answers another question"):
        await Authority(address, [authority.root]).ask(TEXT)


async def test_an_authority_that_is_not_there_is_away() -> None:
    with pytest.raises(AuthorityAway, match="ConnectError"):
        await Authority("http://127.0.0.1:9/tsa", []).ask(TEXT)


def test_a_file_without_certificates_is_refused(tmp_path: Path) -> None:
    (tmp_path / "none.pem").write_text("nothing")

    with pytest.raises(Misuse, match=r"none\.pem cannot be read as certificates"):
        read_certificates(tmp_path / "none.pem")


@pytest.mark.parametrize(
    ("position", "time", "why"),
    [
        (3, "2026-03-01T11:00:00.000000Z", ""),
        (3, "2026-03-01T13:00:00.000000Z", "was there already at 2026-03-01T12:00:00.000000Z"),
        (4, "2026-03-01T11:59:00.000000Z", ""),
        (4, "2026-03-01T11:00:00.000000Z", "was not there yet at 2026-03-01T12:00:00.000000Z"),
        (6, "2026-03-01T14:01:00.000000Z", ""),
        (6, "2026-03-01T14:03:00.000000Z", "was there already at 2026-03-01T14:00:00.000000Z"),
        (7, "2026-03-01T12:30:00.000000Z", "was not there yet at 2026-03-01T14:00:00.000000Z"),
        (7, "2126-03-01T12:30:00.000000Z", ""),
    ],
)
def test_an_entry_whose_own_time_is_not_that_at_which_it_came_is_told(position: int, time: str, why: str) -> None:
    span = Span([(3, NOON), (6, NOON + timedelta(hours=2))])

    told = span.told(position, time)

    assert [(each.position, why in each.what) for each in told] == ([(position, True)] if why else [])
