"""What the application's own user can and cannot ask of the server, asked of the real one."""

import asyncio
import json

import pytest
from nats.aio.client import Client

from infra.identity.desks import KeyValueDesks
from infra.nats.server.config import HARMFUL, LOGS
from web.ports import Desk

pytestmark = pytest.mark.anyio

REFUSED_WITHIN = 5.0


async def refusal(client: Client, subject: str, body: bytes = b"") -> str:
    """What the server says when it refuses to publish on *subject*."""
    said: asyncio.Future[str] = asyncio.get_running_loop().create_future()

    async def hear(error: Exception) -> None:
        if not said.done():
            said.set_result(str(error))

    client._error_cb = hear
    await client.publish(subject, body)
    await client.flush()
    return await asyncio.wait_for(said, REFUSED_WITHIN)


@pytest.mark.parametrize("log", LOGS)
@pytest.mark.parametrize("verb", HARMFUL)
async def test_the_application_cannot_harm_a_log(application: Client, verb: str, log: str) -> None:
    said = await refusal(application, f"$JS.API.STREAM.{verb}.{log}")

    assert "permissions violation for publish" in said.lower()


@pytest.mark.parametrize(
    "subject",
    [
        "$JS.hub.API.STREAM.DELETE.LANTERN_EVENTS",
        "$JS.API.STREAM.CREATE.ANOTHER",
        "$JS.API.META.LEADER.STEPDOWN",
        "$JS.API.ACCOUNT.PURGE.LANTERN",
        "$JS.API.STREAM.DELETE.LANTERN_KEYS",
        "$SYS.REQ.SERVER.PING",
    ],
)
async def test_the_application_finds_no_other_road(application: Client, subject: str) -> None:
    said = await refusal(application, subject)

    assert "permissions violation for publish" in said.lower()


async def test_a_fact_survives_every_request_of_the_application_against_it(application: Client) -> None:
    await application.jetstream().publish("lantern.events.case.1.file.CaseOpened", b"{}")
    shorter = json.dumps({"name": "LANTERN_EVENTS", "subjects": ["lantern.events.>"], "max_age": 1}).encode()

    for verb, body in (("UPDATE", shorter), ("PURGE", b""), ("MSG.DELETE", b'{"seq": 1}'), ("DELETE", b"")):
        await refusal(application, f"$JS.API.STREAM.{verb}.LANTERN_EVENTS", body)

    kept = await application.jetstream().get_msg("LANTERN_EVENTS", seq=1)
    assert kept.data == b"{}"


async def test_the_application_appends_reads_and_destroys_keys(application: Client) -> None:
    stream = application.jetstream()

    acknowledged = await stream.publish("lantern.keys.k1", b"wrapped")
    read = await stream.get_msg("LANTERN_KEYS", seq=acknowledged.seq, direct=True)

    assert read.data == b"wrapped"
    assert await stream.delete_msg("LANTERN_KEYS", acknowledged.seq)


async def test_the_application_consumes_what_it_appended(application: Client) -> None:
    stream = application.jetstream()
    await stream.publish("lantern.events.case.1.file.CaseOpened", b"{}")

    ordered = await stream.subscribe("lantern.events.>", ordered_consumer=True)

    assert (await ordered.next_msg(timeout=5)).data == b"{}"


async def test_the_application_keeps_desks_in_a_bucket_that_the_steward_made(
    steward: Client, application: Client
) -> None:
    await steward.jetstream().create_key_value(bucket="LANTERN_DESKS", history=1)
    desks = KeyValueDesks(await application.jetstream().key_value("LANTERN_DESKS"))

    await desks.change("member.a", lambda _: Desk(tour_done=True))

    assert await desks.find("member.a") == Desk(tour_done=True)
    assert "permissions violation" in (await refusal(application, "$JS.API.STREAM.DELETE.KV_LANTERN_DESKS")).lower()
