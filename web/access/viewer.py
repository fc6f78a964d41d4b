"""Who is asking, found from the session cookie or the bearer token.

Invariant: a suspended member, an ended or expired session and an unknown token are all the same: nobody.
"""

from __future__ import annotations

from typing import Any, cast

import msgspec
from litestar.connection import ASGIConnection, Request
from litestar.datastructures import State
from litestar.exceptions import NotAuthorizedException
from litestar.handlers import BaseRouteHandler
from litestar.middleware.authentication import AbstractAuthenticationMiddleware, AuthenticationResult

from domain.codes import Country, Role
from domain.ports import StoreAway
from web.access import appearance
from web.people import Agency, Member
from web.proofs.admitting import admits
from web.proofs.ports import Session
from web.services import Services
from web.texts import catalog, times

COOKIE = "lantern_session"
LANGUAGE_COOKIE = "lantern_language"
TOUR_COOKIE = "lantern_tour"
AWAY = "lantern_away"
APPEARANCE = "lantern_appearance"


class Viewer(msgspec.Struct, frozen=True, kw_only=True):
    """The person asking, the agency they act for, and the session they came with.

    *zone* is the one they chose to read times in, their agency's where they chose none. *writes* is the language
    of what they write, a BCP 47 tag, empty where they do not say.
    """

    member_id: str
    name: str
    agency_id: str
    agency_name: str
    role: Role
    country: Country | None
    zone: str
    roles: tuple[str, ...]
    session: Session
    writes: str = ""
    others: tuple[tuple[str, str], ...] = ()
    """The other agencies they may act for: identifiers and names."""
    looks_for: tuple[str, Country | None] | None = None
    """The agency and country that what they open is on record for, where they look through the eyes of another."""

    def __repr__(self) -> str:
        """Name the identifiers only."""
        return f"Viewer({self.member_id}, {self.agency_id})"


def services_of(connection: ASGIConnection[Any, Any, Any, Any]) -> Services:
    """The services the application was made with."""
    return cast("Services", connection.app.state.services)


class Authentication(AbstractAuthenticationMiddleware):
    """Finds the viewer; sets the language and the zone of the answer."""

    async def authenticate_request(self, connection: ASGIConnection[Any, Any, Any, Any]) -> AuthenticationResult:
        """The viewer, or None for nobody; handlers that need somebody say so with a guard."""
        services = services_of(connection)
        session = None
        try:
            session = await _session(connection, services)
        except StoreAway as fault:
            connection.scope["state"][AWAY] = fault
        chosen = appearance.read(connection.cookies.get(appearance.COOKIE))
        connection.scope["state"][APPEARANCE] = chosen
        viewer = None if session is None else _viewer(session, services, chosen)
        catalog.use(catalog.choose(connection.cookies.get(LANGUAGE_COOKIE), connection.headers.get("accept-language")))
        times.use(viewer.zone if viewer else "UTC", services.clock.now())
        return AuthenticationResult(user=viewer, auth=session if viewer else None)


async def _session(connection: ASGIConnection[Any, Any, Any, Any], services: Services) -> Session | None:
    if connection.scope["path"].startswith("/api/"):
        scheme, _, token = connection.headers.get("authorization", "").partition(" ")
        return await _program(token.strip(), services) if scheme.lower() == "bearer" and token else None
    cookie = connection.cookies.get(COOKIE)
    if not cookie:
        return None
    now = services.clock.now()
    if connection.scope.get("method") == "GET" and connection.headers.get("hx-request") == "true":
        sitting = services.sittings.find(cookie, now)
        if sitting is not None:
            return sitting
    session = await services.sessions.find(cookie)
    if session is None:
        services.sittings.forget(cookie)
    else:
        services.sittings.confirm(session, now)
    return session


async def _program(token: str, services: Services) -> Session | None:
    """The session of a program: the one of its named token, or one that it signed in for."""
    named = await services.tokens.find(token)
    session = None if named is not None else await services.sessions.find(token, "api")
    if session is None:
        return named
    member, agency = services.people.member(session.member, session.agency), services.people.agency(session.agency)
    return session if member is not None and admits(agency, member, "", session.started_at) else None


def opens_for(member: Member, session: Session, agency: Agency | None) -> bool:
    """Whether *member* may act for *agency*, as *session* lets them, and has been allowed to since it started."""
    if not member.acts or (member.since is not None and session.started_at < member.since):
        return False
    return admits(agency, member, session.provider, session.started_at) or session.kind == "api"


def _viewer(session: Session, services: Services, chosen: appearance.Appearance) -> Viewer | None:
    member = services.people.member(session.member, session.agency)
    agency = services.people.agency(session.agency)
    if member is None or agency is None or not opens_for(member, session, agency):
        return None
    return Viewer(
        member_id=member.id,
        name=member.name,
        agency_id=agency.id,
        agency_name=agency.name,
        role=agency.role,
        country=agency.country,
        zone=chosen.zone or agency.zone,
        roles=member.roles,
        session=session,
        writes=chosen.writes if session.kind == "browser" else "",
        others=tuple(
            (each.agency, services.people.agency_name(each.agency))
            for each in services.people.memberships(member.id)
            if each.agency != agency.id
        ),
    )


def refuse_while_away(connection: ASGIConnection[Any, Any, Any, Any]) -> None:
    """Raise what kept us from learning who is asking, so that it is not taken for nobody."""
    fault = connection.scope["state"].get(AWAY)
    if fault is not None:
        raise fault


async def signed_in(connection: ASGIConnection[Any, Any, Any, Any], _: BaseRouteHandler) -> None:
    """Let nobody pass who is not signed in."""
    refuse_while_away(connection)
    if connection.scope.get("user") is None:
        raise NotAuthorizedException("signed-out")


AppRequest = Request[Viewer, Session, State]
