"""A notice by web push, left with a real service and read with the keys of the browser."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from joserfc.jwk import ECKey
from msgspec.structs import replace

from domain.notice.delivering import Answer, Outcome
from infra.faults import SettingsRefused
from infra.notices.push import SIGNED_FOR, Pusher
from infra.notices.settings import PUSH_HOSTS, Telling
from infra.notices.telling import push_key
from tests.notices.parts import NOW, Clock
from tests.notices.servers import PushService

KEY = ECKey.generate_key("P-256")


def pusher(service: PushService, **more: Any) -> Pusher:
    hosts = (*PUSH_HOSTS, f"127.0.0.1:{service.port}")
    return Pusher(Telling(contact="mailto:it@agency.example", push_hosts=hosts, **more), KEY, Clock())


async def test_the_browser_reads_that_something_awaits_and_no_more(push: PushService) -> None:
    outcome = await pusher(push).send(push.device)

    (pushed,) = push.got
    assert outcome == Outcome(Answer.TAKEN, "201")
    assert pushed.words == {
        "title": "Lantern", "body": "Something awaits you. Sign in to see what it is.", "url": "/",
    }  # fmt: skip


async def test_the_service_can_check_who_sends_and_learns_nothing_else(push: PushService) -> None:
    await pusher(push).send(push.device)
    await pusher(push).send(push.device)

    one, other = push.got
    assert one.claims == {
        "aud": f"http://127.0.0.1:{push.port}",
        "exp": int((NOW + SIGNED_FOR).timestamp()),
        "sub": "mailto:it@agency.example",
    }
    assert one.headers["k"] == pusher(push).public_key
    assert (one.headers["topic"], one.headers["urgency"], one.headers["ttl"]) == ("awaits", "high", "86400")
    assert one.length == other.length


@pytest.mark.parametrize(
    ("status", "answer"),
    [
        ("410 Gone", Answer.NEVER),
        ("404 Not Found", Answer.NEVER),
        ("429 Too Many Requests", Answer.NOT_NOW),
        ("503 Service Unavailable", Answer.NOT_NOW),
        ("302 Found", Answer.NOT_NOW),
    ],
)
async def test_what_the_service_says_decides(push: PushService, status: str, answer: Answer) -> None:
    push.status = status

    assert await pusher(push).send(push.device) == Outcome(answer, status[:3])


async def test_a_service_that_is_away_is_tried_again() -> None:
    away = PushService()
    away.port = 9

    assert (await pusher(away).send(away.device)).answer is Answer.NOT_NOW


@pytest.mark.parametrize(
    "endpoint",
    [
        "http://fcm.googleapis.com/x",
        "https://fcm.googleapis.com.evil.example/x",
        "https://fcm.googleapis.com@evil.example/x",
        "https://user@fcm.googleapis.com/x",
        "https://fcm.googleapis.com:8443/x",
        "https://169.254.169.254/x",
        "http://127.0.0.1:4222/x",
        "file:///etc/passwd",
        "",
    ],
)
async def test_lantern_is_made_to_ask_no_other_machine(push: PushService, endpoint: str) -> None:
    device = replace(push.device, endpoint=endpoint)

    assert not pusher(push).accepts(endpoint, device.p256dh, device.auth)
    assert await pusher(push).send(device) == Outcome(Answer.NEVER, "not allowed")


@pytest.mark.parametrize("host", ["fcm.googleapis.com", "updates.push.services.mozilla.com", "web.push.apple.com"])
async def test_the_services_of_the_browsers_are_known(push: PushService, host: str) -> None:
    assert pusher(push).accepts(f"https://{host}/wpush/v2/abc", push.device.p256dh, push.device.auth)


@pytest.mark.parametrize(("p256dh", "auth"), [("", ""), ("AAAA", "AAAA"), ("ü", "x"), ("B" * 87, "A" * 22)])
async def test_keys_that_are_none_are_not_taken(push: PushService, p256dh: str, auth: str) -> None:
    assert not pusher(push).accepts("https://fcm.googleapis.com/x", p256dh, auth)


def test_the_key_is_made_once_and_readable_by_its_owner(tmp_path: Path) -> None:
    path = tmp_path / "keys" / "push"

    first, again = push_key(path, make=True), push_key(path, make=True)

    assert first.as_dict() == again.as_dict()
    assert path.stat().st_mode & 0o077 == 0


def test_a_key_that_is_none_is_refused_without_being_repeated(tmp_path: Path) -> None:
    path = tmp_path / "push"
    path.write_text("s3cret")
    path.chmod(0o600)

    with pytest.raises(SettingsRefused) as refused:
        push_key(path, make=False)

    assert "holds no P-256 key in PEM" in str(refused.value)
    assert "s3cret" not in str(refused.value)
