"""The addresses of the site: none disappears unnoticed, and all but a few ask who one is."""

from __future__ import annotations

import pytest

from tests.web.harness.browser import Browser
from tests.web.world import World

SURFACE = """
GET      /
GET      /account
POST     /account/agency
POST     /account/link
GET POST /account/notices
POST     /account/notices-device
POST     /account/notices-remove
POST     /account/notices-try
POST     /account/others
POST     /account/passkey
POST     /account/passkey-make
POST     /account/passkey-remove
POST     /account/password
POST     /account/recovery
POST     /account/revoke
POST     /account/second
POST     /account/second-confirm
POST     /account/second-remove
POST     /account/session
POST     /account/token
POST     /account/unlink
GET      /account/{step}
GET      /agencies/{agency_id}
GET      /agency
GET POST /agency/{action}
GET      /api
GET      /api/openapi.json
GET      /api/v1/board
GET POST /api/v1/cases
GET      /api/v1/cases/{case_id}
GET      /api/v1/cases/{case_id}/timeline
POST     /api/v1/cases/{case_id}/{action}
GET      /api/v1/events
GET      /api/v1/invitations
POST     /api/v1/invitations/{invitation_id}/accept
POST     /api/v1/invitations/{invitation_id}/decline
GET      /api/v1/me
GET      /api/v1/tasks/{task_id}
POST     /api/v1/tasks/{task_id}/{action}
POST     /api/v1/tokens
GET      /api/{path}
GET      /audit
GET      /audit/findings
GET      /audit/findings/copy
GET      /audit/log
GET      /audit/log/copy
GET      /audit/looked
GET      /audit/looked/copy
GET POST /audit/samples
GET      /audit/samples/{sample_id}
POST     /audit/samples/{sample_id}/draw
GET      /board
GET POST /board/bulk
GET POST /board/filter
GET POST /board/shift
GET POST /board/undo
GET POST /board/views
GET      /board/wall
GET POST /cases
GET      /cases/new
GET      /cases/{case_id}
GET      /cases/{case_id}/checklist
GET      /cases/{case_id}/conferences/{conference_id}/room
POST     /cases/{case_id}/conferences/{conference_id}/room/lead
POST     /cases/{case_id}/conferences/{conference_id}/room/offer
POST     /cases/{case_id}/conferences/{conference_id}/room/stop
POST     /cases/{case_id}/conferences/{conference_id}/room/take
GET      /cases/{case_id}/conferences
GET POST /cases/{case_id}/conferences/call
GET      /cases/{case_id}/conferences/{conference_id}
GET POST /cases/{case_id}/conferences/{conference_id}/do/{slug}
GET      /cases/{case_id}/conferences/{conference_id}/invitation.ics
GET POST /cases/{case_id}/do/{slug}
GET      /cases/{case_id}/erased/{erasure_id}
GET      /cases/{case_id}/facts/{fact_id}
GET POST /cases/{case_id}/facts/{fact_id}/{step}
GET      /cases/{case_id}/findings
GET POST /cases/{case_id}/identity
GET      /cases/{case_id}/log
GET      /cases/{case_id}/log/copy
GET      /cases/{case_id}/looked
GET      /cases/{case_id}/papers
GET      /cases/{case_id}/papers/brief
GET      /cases/{case_id}/papers/minutes
GET POST /cases/{case_id}/photos
GET      /cases/{case_id}/photos/{photo_id}
POST     /cases/{case_id}/photos/{photo_id}/withdraw
GET      /cases/{case_id}/places
GET      /cases/{case_id}/playbook
POST     /cases/{case_id}/remarks
GET      /cases/{case_id}/remarks/{remark_id}
GET POST /cases/{case_id}/remarks/{remark_id}/{step}
GET      /cases/{case_id}/replay
GET      /cases/{case_id}/retention
GET POST /cases/{case_id}/retention/{step}
POST     /cases/{case_id}/seen
GET POST /cases/{case_id}/subject
GET      /cases/{case_id}/subject/{request_id}
GET      /cases/{case_id}/subject/{request_id}/copy
GET POST /cases/{case_id}/subject/{request_id}/{step}
GET      /cases/{case_id}/then
GET POST /cases/{case_id}/timeline
POST     /cases/{case_id}/why
GET POST /desk
POST     /desk/theme
GET POST /emergency
GET      /emergency/{case_id}
GET      /healthz
GET      /help
GET      /home
GET      /installation
GET      /invitations
GET      /invitations/{invitation_id}
POST     /invitations/{invitation_id}/{answer}
GET      /language/{code}
GET POST /link/{secret}
GET POST /link/{secret}/provider
GET      /live
GET      /members
GET POST /members/invite
GET POST /members/provider
GET POST /members/provider/remove
GET      /members/unreached
GET      /members/{member_id}
GET POST /members/{member_id}/{step}
GET      /metrics
GET      /people
GET      /playbooks
GET      /playbooks/{name}
GET      /playbooks/{name}/compare
GET      /processing/{name}
GET      /proof
POST     /prove
POST     /prove/passkey
POST     /prove/passkey-use
GET POST /prove/provider
GET      /readyz
GET      /remarks
GET      /retention
GET POST /search
GET      /session
GET POST /sign-in
GET      /sign-in/back
GET POST /sign-in/code
POST     /sign-in/passkey
POST     /sign-in/passkey-use
GET POST /sign-in/provider/{agency_id}
POST     /sign-out
GET      /statistics
GET      /statistics/copy
GET      /styleguide
GET      /tasks/{task_id}
GET POST /tasks/{task_id}/{action}
GET      /tour
POST     /tour/done
"""

OPEN = {
    "/api",
    "/api/openapi.json",
    "/api/{path}",
    "/api/v1/tokens",
    "/healthz",
    "/language/{code}",
    "/link/{secret}",
    "/link/{secret}/provider",
    "/metrics",
    "/readyz",
    "/sign-in",
    "/sign-in/back",
    "/sign-in/code",
    "/sign-in/passkey",
    "/sign-in/passkey-use",
    "/sign-in/provider/{agency_id}",
    "/sign-out",
    "/styleguide",
}
"""What answers without anybody signed in; none of it shows anything of a case."""


def surface(world: World) -> dict[str, set[str]]:
    """Every address with the methods it answers."""
    found: dict[str, set[str]] = {}
    for route in world.app.routes:
        path = route.path_format.replace(":str", "")
        if not path.startswith("/static"):
            found.setdefault(path, set()).update(set(getattr(route, "methods", ())) - {"HEAD", "OPTIONS"})
    return found


def listed() -> dict[str, set[str]]:
    lines = [line.split() for line in SURFACE.strip().splitlines()]
    return {words[-1]: set(words[:-1]) for words in lines}


async def test_no_address_has_come_or_gone_unnoticed(world: World) -> None:
    assert surface(world) == listed()


@pytest.mark.parametrize(
    ("method", "path"),
    [(method, path) for path, methods in listed().items() if path not in OPEN for method in sorted(methods)],
)
async def test_an_address_asks_who_one_is(nobody: Browser, method: str, path: str) -> None:
    concrete = path.replace("{", "").replace("}", "")

    answer = await nobody.http.request(method, concrete)

    assert answer.status_code == 401


async def test_a_page_says_what_it_is_without_its_body(nobody: Browser) -> None:
    assert (await nobody.http.head("/sign-in")).status_code == 200
    assert (await nobody.http.head("/board")).status_code == 401


async def test_an_address_says_what_it_takes(nobody: Browser) -> None:
    answer = await nobody.http.options("/sign-in")

    assert answer.status_code == 204
    assert "GET" in answer.headers["allow"]
