"""The providers of agencies, by OpenID Connect: an authorization code with PKCE, state and nonce.

Invariant: the person comes back to the browser they left with, once; what their provider says is asked for by us, over
a connection of our own, and checked in ``checking``.
"""

from __future__ import annotations

import hmac
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import structlog
from authlib.oauth2.rfc6749.parameters import prepare_grant_uri
from authlib.oauth2.rfc7636 import create_s256_code_challenge
from authlib.oidc.discovery import get_well_known_url
from joserfc.jwk import KeySet

from domain.ports import Clock
from infra.identity.journeys import Journeys, derived
from infra.nats.keys import KeyStream
from infra.proofs.places import place_of
from infra.proofs.providers.asking import Asking
from infra.proofs.providers.checking import SIGNED, UnknownKey, keys_of, subject_of
from infra.proofs.sealing import OwnersSeal
from web.proofs.providing import Journey, ProviderFault, Registration

LOG = structlog.get_logger("providers")

KIND = b"lantern providers"
PREFIX = "provider"
METADATA_LASTS = timedelta(minutes=1)
"""So long it is believed that a provider is there; who leaves later learns here that it is not."""

KEYS_LAST = timedelta(hours=12)
KEYS_ANEW = timedelta(seconds=30)
"""So long a key that is not known is not asked for again: nobody makes us ask by sending what nobody signed."""

METHODS = ("client_secret_basic", "client_secret_post")


@dataclass(frozen=True)
class _Known:
    """What a provider said of itself, and its keys."""

    at: datetime
    authorize: str
    token: str
    keys_at: str
    algorithms: frozenset[str]
    method: str
    names_itself: bool


class OpenIdProviders:
    """Providers over the network; implements :class:`web.proofs.providing.Providers`."""

    def __init__(self, store: KeyStream, seal: OwnersSeal, journeys: Journeys, asking: Asking, clock: Clock) -> None:
        """Keep secrets in *store* under *seal*, and speak through *asking*."""
        self._store = store
        self._seal = seal
        self._journeys = journeys
        self._asking = asking
        self._clock = clock
        self._known: dict[str, _Known] = {}
        self._keys: dict[str, tuple[datetime, KeySet]] = {}

    async def examine(self, registration: Registration) -> None:
        """Return when the provider answers, is the one it is called, and offers what is needed."""
        self._known.pop(registration.issuer, None)
        with _logged():
            await self._fresh_keys(registration.issuer, await self._metadata(registration.issuer))

    async def set_secret(self, agency: str, secret: str) -> None:
        """Keep what Lantern proves itself with to the provider of *agency*; an empty one is forgotten."""
        name = _name(agency)
        if not secret:
            await self._store.erase(name)
            return
        stored = (await self._store.find([name])).get(name)
        content = self._seal.seal(agency, secret.encode())
        await (self._store.replace(name, content, stored) if stored else self._store.create(name, content))

    async def has_secret(self, agency: str) -> bool:
        """Whether something is kept."""
        return bool(await self._store.find([_name(agency)]))

    async def leave(self, journey: Journey, back: str) -> tuple[str, str]:
        """The token of *journey* for the cookie, and the address to go to; the provider sends the person *back*."""
        with _logged():
            known = await self._metadata(journey.registration.issuer)
        token = await self._journeys.begin(journey)
        anew = {"prompt": "login", "max_age": "0"} if journey.purpose == "prove" else {}
        address = prepare_grant_uri(
            known.authorize,
            journey.registration.client,
            "code",
            redirect_uri=back,
            scope="openid",
            state=derived(token, "state"),
            nonce=derived(token, "nonce"),
            code_challenge=create_s256_code_challenge(derived(token, "verifier")),  # type: ignore[no-untyped-call]
            code_challenge_method="S256",
            **anew,
        )
        return token, str(address)

    async def back(self, token: str) -> Journey | None:
        """The journey under *token*, once; None when it is over, took too long or never was one."""
        return await self._journeys.end(token) if token else None

    async def subject(self, journey: Journey, token: str, back: str, answer: Mapping[str, str]) -> str:
        """Who the provider says that the person is, from its *answer*, each claim of it checked."""
        with _logged():
            return await self._subject(journey, token, back, answer)

    async def _subject(self, journey: Journey, token: str, back: str, answer: Mapping[str, str]) -> str:
        registration = journey.registration
        if not hmac.compare_digest(answer.get("state", "").encode(), derived(token, "state").encode()):
            raise ProviderFault("wrong", "state")
        known = await self._metadata(registration.issuer)
        if answer.get("iss", registration.issuer if not known.names_itself else "") != registration.issuer:
            raise ProviderFault("wrong", "iss")
        if "error" in answer:
            raise ProviderFault("refused", "error")
        given = await self._asking.tokens(
            known.token,
            registration.client,
            await self._secret(journey.agency),
            known.method,
            {"code": answer.get("code", "-"), "redirect_uri": back, "code_verifier": derived(token, "verifier")},
        )
        return await self._believed(journey, known, derived(token, "nonce"), given)

    async def _believed(self, journey: Journey, known: _Known, nonce: str, given: Mapping[str, Any]) -> str:
        access = given.get("access_token")
        keys = await self._keys_of(journey.registration.issuer, known)
        for attempt in ("kept", "fresh"):
            try:
                return subject_of(
                    given.get("id_token"),
                    keys,
                    journey.registration,
                    nonce,
                    now=self._clock.now(),
                    algorithms=known.algorithms,
                    access=access if isinstance(access, str) else None,
                    after=journey.began_at if journey.purpose == "prove" else None,
                )
            except UnknownKey:
                if attempt == "kept":
                    keys = await self._keys_of(journey.registration.issuer, known, lasts=KEYS_ANEW)
        raise ProviderFault("wrong", "signature")

    async def _secret(self, agency: str) -> str:
        stored = (await self._store.find([_name(agency)])).get(_name(agency))
        return "" if stored is None else self._seal.open(agency, stored.content).decode()

    async def _metadata(self, issuer: str) -> _Known:
        known, now = self._known.get(issuer), self._clock.now()
        if known is None or not timedelta(0) <= now - known.at < METADATA_LASTS:
            known = _fit(await self._asking.document(get_well_known_url(issuer, external=True)), issuer, now)
            for address in (known.authorize, known.token, known.keys_at):
                self._asking.check(address)
            self._known[issuer] = known
        return known

    async def _keys_of(self, issuer: str, known: _Known, *, lasts: timedelta = KEYS_LAST) -> KeySet:
        at, keys = self._keys.get(issuer, (None, None))
        if at is not None and keys is not None and timedelta(0) <= self._clock.now() - at < lasts:
            return keys
        return await self._fresh_keys(issuer, known)

    async def _fresh_keys(self, issuer: str, known: _Known) -> KeySet:
        keys = keys_of(await self._asking.document(known.keys_at))
        self._keys[issuer] = (self._clock.now(), keys)
        return keys


@contextmanager
def _logged() -> Iterator[None]:
    """Log what is the matter with a provider: the kind of it and a word of ours, never what somebody sent."""
    try:
        yield
    except ProviderFault as fault:
        LOG.warning("provider", fault=fault.fault, detail=fault.detail)
        raise


def _fit(said: Mapping[str, Any], issuer: str, now: datetime) -> _Known:
    """What a provider *said* of itself. Raises :class:`ProviderFault` for what is no use to us, or is another one."""
    if said.get("issuer") != issuer:
        raise ProviderFault("unfit", "issuer")
    addresses = [said.get(name) for name in ("authorization_endpoint", "token_endpoint", "jwks_uri")]
    if not all(isinstance(each, str) for each in addresses):
        raise ProviderFault("unfit", "endpoints")
    authorize, token, keys_at = map(str, addresses)
    algorithms = frozenset(map(str, said.get("id_token_signing_alg_values_supported") or ("RS256",))) & SIGNED
    if not algorithms:
        raise ProviderFault("unfit", "algorithms")
    offered = said.get("token_endpoint_auth_methods_supported") or METHODS[:1]
    method = next((each for each in METHODS if each in offered), METHODS[0])
    names_itself = said.get("authorization_response_iss_parameter_supported") is True
    return _Known(now, authorize, token, keys_at, algorithms, method, names_itself)


def _name(agency: str) -> str:
    return f"{PREFIX}.{place_of(agency)}"
