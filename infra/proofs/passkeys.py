"""Passkeys: keys in a telephone, a computer or a stick, checked by the library as the W3C says.

Invariant: a passkey is for the site it was made at and its owner has shown the device that they are there (a finger, a
face, a PIN); what is kept is the public key, sealed beside the other factors. A counter that goes back is refused.
"""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from msgspec.structs import replace
from webauthn import (
    base64url_to_bytes,
    generate_authentication_options,
    generate_registration_options,
    options_to_json,
    verify_authentication_response,
    verify_registration_response,
)
from webauthn.helpers import bytes_to_base64url
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from domain.ports import Clock
from infra.proofs.factors import FactorRecord, StoredPasskey, StreamFactors
from web.proofs.ports import Site

NAME = "Lantern"
MOST = 10
"""Passkeys of one person."""

THERE = UserVerificationRequirement.REQUIRED


class StreamPasskeys:
    """Passkeys beside the other factors; implements :class:`web.proofs.ports.Passkeys`."""

    def __init__(self, factors: StreamFactors, clock: Clock) -> None:
        """Keep them with *factors*."""
        self._factors = factors
        self._clock = clock

    async def offer(self, member: str, account: str, name: str, challenge: str, site: Site) -> str:
        """What a browser needs to make a passkey for *member*, as JSON."""
        there = (await self._factors.read(member)).passkeys
        options = generate_registration_options(
            rp_id=site.host,
            rp_name=NAME,
            user_id=member.encode(),
            user_name=account,
            user_display_name=name,
            challenge=base64url_to_bytes(challenge),
            authenticator_selection=AuthenticatorSelectionCriteria(
                resident_key=ResidentKeyRequirement.REQUIRED, user_verification=THERE
            ),
            exclude_credentials=[PublicKeyCredentialDescriptor(id=base64url_to_bytes(each.id)) for each in there],
        )
        return options_to_json(options)

    async def register(self, member: str, name: str, challenge: str, site: Site, answer: str) -> bool:
        """Keep the passkey of which *answer* tells under *name*; whether it could be."""
        try:
            verified = verify_registration_response(
                credential=_read(answer),
                expected_challenge=base64url_to_bytes(challenge),
                expected_rp_id=site.host,
                expected_origin=site.origin,
                require_user_verification=True,
            )
        except (WebAuthnException, ValueError, RecursionError):
            return False
        fresh = StoredPasskey(
            id=bytes_to_base64url(verified.credential_id),
            key=bytes_to_base64url(verified.credential_public_key),
            count=verified.sign_count,
            name=name,
            since=self._clock.now(),
        )

        def alter(factors: FactorRecord) -> FactorRecord | None:
            if len(factors.passkeys) >= MOST or fresh.id in {each.id for each in factors.passkeys}:
                return None
            return replace(factors, passkeys=(*factors.passkeys, fresh))

        return await self._factors.change(member, alter)

    def ask(self, challenge: str, site: Site) -> str:
        """What a browser needs to use a passkey of whoever sits there, as JSON."""
        options = generate_authentication_options(
            rp_id=site.host, challenge=base64url_to_bytes(challenge), user_verification=THERE
        )
        return options_to_json(options)

    async def verify(self, challenge: str, site: Site, answer: str) -> str | None:
        """Whose passkey signed the *challenge*; None where none of ours did."""
        try:
            told = _read(answer)
            member = base64url_to_bytes(told["response"]["userHandle"]).decode()
            id_ = str(told["id"])
        except (ValueError, KeyError, TypeError):
            return None
        known = next((each for each in (await self._factors.read(member)).passkeys if each.id == id_), None)
        now = self._clock.now()
        count = None if known is None else _count(known, challenge, site, told)
        if known is None or count is None:
            return None
        done = await self._factors.change(member, lambda factors: _used(factors, known, count, now))
        return member if done else None

    async def remove(self, member: str, passkey: str) -> None:
        """Forget the passkey of *member* with that identifier."""

        def alter(factors: FactorRecord) -> FactorRecord:
            return replace(factors, passkeys=tuple(each for each in factors.passkeys if each.id != passkey))

        await self._factors.change(member, alter)


def _read(answer: str) -> dict[str, Any]:
    """What a browser sent. Refuses (``ValueError``) what is no object."""
    try:
        told = json.loads(answer)
    except RecursionError:
        raise ValueError("too deep") from None
    if not isinstance(told, dict):
        raise ValueError("not an object")  # noqa: TRY004  one fault for all that cannot be read
    return told


def _count(known: StoredPasskey, challenge: str, site: Site, told: dict[str, Any]) -> int | None:
    """The counter that the device tells, if what it signed is ours."""
    try:
        verified = verify_authentication_response(
            credential=told,
            expected_challenge=base64url_to_bytes(challenge),
            expected_rp_id=site.host,
            expected_origin=site.origin,
            credential_public_key=base64url_to_bytes(known.key),
            credential_current_sign_count=known.count,
            require_user_verification=True,
        )
    except (WebAuthnException, ValueError, RecursionError):
        return None
    return verified.new_sign_count


def _used(factors: FactorRecord, used: StoredPasskey, count: int, now: datetime) -> FactorRecord | None:
    """The factors once a passkey was *used*; None where it is not as it was read, since then somebody used it too."""
    if used not in factors.passkeys:
        return None
    counted = replace(used, count=count, used=now)
    return replace(factors, passkeys=tuple(counted if each == used else each for each in factors.passkeys))
