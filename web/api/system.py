"""Tokens, who one is, the stream of news, health and metrics.

Invariant: health answers without a session and says nothing about any case; a token is shown once.
"""

from __future__ import annotations

from typing import Any

from litestar import Response, get, post
from litestar.exceptions import NotAuthorizedException
from litestar.response import Stream

from domain.ports import StoreFault
from web.access.security import token_matches
from web.access.viewer import AppRequest, services_of
from web.answers.faults import CodeNeeded, ElsewhereOnly, NotProven
from web.api import shapes
from web.api.requests import shaped
from web.pages.live import news_of
from web.ports import Notices, Traffic
from web.proofs.admitting import agency_for
from web.proofs.devices import device_of
from web.proofs.proving import prove_code, prove_password
from web.proving.telling import amiss
from web.texts import times


@post("/api/v1/tokens", tags=["tokens"], operation_id="postToken", status_code=201)
async def post_token(request: AppRequest) -> Response[Any]:
    """A bearer token for who proves themselves."""
    services = services_of(request)
    asked = await shaped(request, shapes.TokenRequest)
    member = services.people.by_email(asked.email)
    await prove_password(request, asked.email, member.id if member else None, asked.password)
    if member is None:
        raise NotProven
    second = (await services.factors.status(member.id)).totp
    if second and not asked.code:
        raise CodeNeeded
    if second:
        await prove_code(request, member.id, asked.code)
    agency = agency_for(services.people, member.id, "", services.clock.now())
    if agency is None:
        raise ElsewhereOnly
    session = await services.sessions.start(member.id, agency, "api", device=device_of(request), second=second)
    return Response(shapes.Token(token=session.token, expires_at=session.expires_at), status_code=201)


@get("/api/v1/me", tags=["tokens"], operation_id="getMe")
async def get_me(request: AppRequest) -> shapes.Me:
    """Who the token belongs to."""
    viewer = request.user
    return shapes.Me(
        member=viewer.member_id,
        name=viewer.name,
        agency=viewer.agency_id,
        agency_name=viewer.agency_name,
        role=viewer.role,
        country=viewer.country,
        roles=viewer.roles,
    )


@get("/api/v1/events", tags=["events"], operation_id="getEvents")
async def get_events(request: AppRequest) -> Stream:
    """Server-sent events: the name, position, case and task of what happened in your cases; never content.

    After a break, ``Last-Event-ID`` brings what was missed; an event ``resync`` says that it was too much to tell.
    """
    return news_of(request)


@get("/healthz", include_in_schema=False)
async def healthz() -> dict[str, str]:
    """The process answers."""
    return {"status": "ok"}


@get("/readyz", include_in_schema=False)
async def readyz(request: AppRequest) -> Response[Any]:
    """Whether the store answers and no view stands still; figures are for who may read the metrics."""
    services = services_of(request)
    health = await services.health()
    told = health if _may_measure(request, services.settings.metrics_token) else {"ready": health.ready}
    return Response(told, status_code=200 if health.ready else 503)


@get("/metrics", include_in_schema=False)
async def metrics(request: AppRequest) -> Response[str]:
    """Figures in the text format of Prometheus, for this machine or for who has the token."""
    services = services_of(request)
    token = services.settings.metrics_token
    if not _may_measure(request, token):
        raise NotAuthorizedException("metrics")
    health = await services.health()
    traffic = await traffic_of(services.notices)
    waited = 0 if traffic.oldest is None else max(0, int((times.now() - traffic.oldest).total_seconds()))
    figures = {
        "lantern_log_position": health.last,
        "lantern_views_position": health.position,
        "lantern_views_lag": max(health.last - health.position, 0),
        "lantern_parked_facts": health.parked,
        "lantern_unknown_facts": health.unknown,
        "lantern_damaged_facts": health.damaged,
        "lantern_left_cases": health.left,
        "lantern_unsigned_facts": health.unsigned,
        "lantern_missing_keys": len(health.keys_missing),
        "lantern_open_pages": services.hub.readers,
        "lantern_notices_waiting": traffic.waiting,
        "lantern_notices_waited_seconds": waited,
        "lantern_notices_failed": traffic.failed,
        "lantern_store_up": int(health.store),
    }
    if health.store:
        told = await amiss(services)
        figures["lantern_proof_amiss"] = len(told)
        figures["lantern_proof_alarms"] = sum(each.kind == "critical" for each in told)
    lines = [f"# TYPE {name} gauge\n{name} {value}\n" for name, value in figures.items()]
    return Response("".join(lines), media_type="text/plain; version=0.0.4")


async def traffic_of(notices: Notices) -> Traffic:
    """How many messages there are; none while the store is away, which its own figure says."""
    try:
        return await notices.traffic()
    except StoreFault:
        return Traffic(waiting=0, failed=0)


def _may_measure(request: AppRequest, token: str | None) -> bool:
    if token is not None:
        return token_matches(f"Bearer {token}", request.headers.get("authorization"))
    if "x-forwarded-for" in request.headers or "forwarded" in request.headers:
        return False
    return request.client is not None and request.client.host in ("127.0.0.1", "::1", "testclient")


OPEN = (post_token, healthz, readyz, metrics)
HANDLERS = (get_me, get_events)
