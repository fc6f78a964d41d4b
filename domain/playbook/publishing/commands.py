"""What can be asked of a playbook.

Invariant: a command says everything its decision needs that history and circumstances do not.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated

from msgspec import Meta

from domain.context import Code, Command


class PublishPlaybook(Command, frozen=True, kw_only=True):
    """Let a version of a playbook be used."""

    playbook: Code
    version: Code
    digest: Annotated[str, Meta(pattern=r"^[0-9a-f]{64}$")]
    valid_from: date | None = None
    valid_to: date | None = None
    text: Annotated[str, Meta(min_length=1, max_length=500_000)]


PlaybookCommand = PublishPlaybook
