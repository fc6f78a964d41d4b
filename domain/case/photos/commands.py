"""What can be asked about photos of the child.

Invariant: a command says everything its decision needs that history and circumstances do not.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated

from msgspec import Meta

from domain.case.photos.codes import PhotoConsent, PhotoUse
from domain.context import Command, MaybeText, NewId, Text, Token

Digest = Annotated[str, Meta(pattern=r"^[0-9a-f]{64}$")]
"""The SHA-256 of a sealed picture, in hexadecimal. What is sealed differs each time, so it tells no picture."""


class AddPhoto(Command, frozen=True, kw_only=True):
    """Keep a photo of the child with the case.

    *digest* is that of the sealed picture, *opens_with* the key it opens with; *shows* says what is on it in words.
    """

    photo: NewId
    digest: Digest
    opens_with: Text
    taken_on: date | None = None
    consent: PhotoConsent
    use: PhotoUse
    shows: MaybeText = ""


class WithdrawPhoto(Command, frozen=True, kw_only=True):
    """Keep a photo no longer: it was of somebody else, or whoever agreed does not agree any more."""

    photo: Token
    reason: Text


PhotoCommand = AddPhoto | WithdrawPhoto
