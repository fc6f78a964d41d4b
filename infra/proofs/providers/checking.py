"""What is believed of an id token.

Invariant: what is believed was signed with a public key of the provider, by the provider, for us, for this journey,
and not long ago; what is not signed, or signed with anything that we know as well, is not believed.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import BadSignatureError, InvalidKeyIdError, JoseError
from joserfc.jwk import KeySet

from web.proofs.providing import ProviderFault, Registration

SIGNED = frozenset(
    {"RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA", "Ed25519"}
)
"""Signatures that only who has a private key can make: never ``none``, and no secret that both sides know."""

KINDS = frozenset({"RSA", "EC", "OKP"})
LEEWAY = timedelta(seconds=60)
"""By which the clock of a provider may be wrong."""

LONGEST_SUBJECT = 255
"""What OpenID Connect allows."""


class UnknownKey(Exception):
    """None of the keys that are known signed this; the provider may have a new one."""


def keys_of(document: Mapping[str, Any]) -> KeySet:
    """The public keys in *document* that sign. Raises :class:`ProviderFault` where there are none."""
    told = document.get("keys")
    keys = [each for each in told if isinstance(each, dict)] if isinstance(told, list) else []
    fit: Any = [each for each in keys if each.get("kty") in KINDS and each.get("use", "sig") == "sig"]
    try:
        return KeySet.import_key_set({"keys": fit})
    except (JoseError, ValueError, TypeError, KeyError):
        raise ProviderFault("unfit", "keys") from None


def subject_of(
    token: object,
    keys: KeySet,
    registration: Registration,
    nonce: str,
    *,
    now: datetime,
    algorithms: frozenset[str],
    access: str | None = None,
    after: datetime | None = None,
) -> str:
    """Who *token* is about, each of its claims checked; who signed in before *after*, where it is given, is refused.

    Raises :class:`UnknownKey`, and :class:`ProviderFault`.
    """
    if not isinstance(token, str) or len(token) > MOST_LETTERS:
        raise ProviderFault("wrong", "no id token")
    try:
        read = jwt.decode(token, keys, algorithms=sorted(algorithms & SIGNED))
        claims = CodeIDToken(
            read.claims,
            read.header,
            {"iss": {"essential": True, "value": registration.issuer}, "aud": _for_us(registration.client)},
            {"nonce": nonce, "client_id": registration.client, "access_token": access},
        )
        claims.validate(now=int(now.timestamp()), leeway=int(LEEWAY.total_seconds()))
    except (InvalidKeyIdError, BadSignatureError):
        raise UnknownKey from None
    except (JoseError, ValueError, TypeError, KeyError, RecursionError) as error:
        raise ProviderFault("wrong", type(error).__name__) from None
    _check_anew(claims.get("auth_time"), after)
    subject = claims.get("sub")
    if not isinstance(subject, str) or not 0 < len(subject) <= LONGEST_SUBJECT:
        raise ProviderFault("wrong", "sub")
    return subject


MOST_LETTERS = 64 * 1024


def _for_us(client: str) -> Any:
    return {"essential": True, "value": client}


def _check_anew(signed_in: object, after: datetime | None) -> None:
    """Refuse who did not prove anew who they are although that was asked."""
    if after is None:
        return
    if isinstance(signed_in, bool) or not isinstance(signed_in, int | float):
        raise ProviderFault("stale", "auth_time")
    if signed_in < (after - LEEWAY).timestamp():
        raise ProviderFault("stale", "auth_time")
