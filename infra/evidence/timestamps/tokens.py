"""What an authority answers: a token that says at which time some text was there, signed under its certificate.

Invariant: a token counts only when a certificate that somebody named vouches for who signed it, at the time it says;
whatever its bytes are, looking at it ends with what it says or with one :class:`TimestampRefused`.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from cryptography import x509
from rfc3161_client import (
    HashAlgorithm,
    TimeStampRequest,
    TimestampRequestBuilder,
    TimeStampResponse,
    VerificationError,
    VerifierBuilder,
    decode_timestamp_response,
)

from infra.faults import Misuse

LARGEST = 64 * 1024
"""Bytes of a token. One with three certificates has some six thousand."""

Certificates = Sequence[x509.Certificate]


class TimestampRefused(ValueError):
    """A token does not say what it should; the sentence says why, and quotes nothing of it."""


class Timestamp(NamedTuple):
    """What a token says: some text was there *at* that time, says *authority*."""

    at: datetime
    authority: str


def request_for(text: bytes) -> TimeStampRequest:
    """The question whether *text* is there: its hash, a number that makes the answer fresh, and no more."""
    return TimestampRequestBuilder().data(text).hash_algorithm(HashAlgorithm.SHA256).build()


def read_token(token: bytes, text: bytes, roots: Certificates, nonce: int | None = None) -> Timestamp:
    """What *token* says of *text*, with a certificate below one of *roots*; it answers *nonce* where one is given.

    Raises :class:`TimestampRefused`.
    """
    if not roots or len(token) > LARGEST:
        raise TimestampRefused("it is too long" if roots else "no certificate of an authority was named")
    try:
        answer = decode_timestamp_response(token)
        verifier = VerifierBuilder(roots=list(roots), nonce=nonce).build()
        verifier.verify_message(answer, text)
        return Timestamp(answer.tst_info.gen_time.astimezone(UTC), _signer(answer))
    except VerificationError as refused:
        raise TimestampRefused(_why(refused)) from None
    except (ValueError, TypeError, AttributeError, OverflowError):
        raise TimestampRefused("it is not a timestamp") from None


def time_of(token: bytes) -> datetime | None:
    """The time that *token* says, unchecked; None where it is none."""
    try:
        return decode_timestamp_response(token).tst_info.gen_time.astimezone(UTC)
    except (ValueError, TypeError, AttributeError, OverflowError):
        return None


def read_certificates(path: Path) -> tuple[x509.Certificate, ...]:
    """The certificates (PEM) in the file at *path*; refuses (``Misuse``) a file without any."""
    try:
        found = tuple(x509.load_pem_x509_certificates(path.read_bytes()))
    except (OSError, ValueError):
        found = ()
    if not found:
        raise Misuse(f"{path} cannot be read as certificates: it has to hold those of the authority, in PEM.")
    return found


def _signer(answer: TimeStampResponse) -> str:
    """Who signed, as the certificate calls them; characters that would mislead on a terminal are written out."""
    (info,) = answer.signed_data.signer_infos
    for each in map(x509.load_der_x509_certificate, answer.signed_data.certificates):
        if (each.issuer, each.serial_number) == (info.issuer, info.serial_number):
            return ascii(each.subject.rfc4514_string())[1:-1]
    raise ValueError


def _why(refused: VerificationError) -> str:
    told = str(refused)
    if "messages" in told:
        return "it is about another text"
    if "Nonce" in told:
        return "it answers another question"
    if "GRANTED" in told:
        return "the authority did not grant it"
    return "the certificates that were named do not vouch for it: it was changed, or is of another authority"
