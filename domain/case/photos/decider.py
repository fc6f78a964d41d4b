"""What a command leads to, given the photos that are kept.

Invariant: a photo is never asked for before it is kept: in the first hour one without anybody's consent is better than
none, and that nobody was asked stands beside it.
"""

from __future__ import annotations

from typing import assert_never

from domain.case.photos import commands as c
from domain.case.photos import events as e
from domain.case.photos import refusals as r
from domain.case.photos.state import Photos
from domain.context import Context
from domain.deciding import Decided, reason_in
from domain.deciding.refusals import InTheFuture
from domain.privacy import Clear

MOST = 12
"""Photos of one child at a time."""


def decide(photos: Photos, command: c.PhotoCommand, context: Context) -> Decided:
    """The facts that *command* leads to; raises a refusal otherwise."""
    match command:
        case c.AddPhoto():
            return _add(photos, command, context)
        case c.WithdrawPhoto():
            return _withdraw(photos, command)
        case _:
            assert_never(command)


def _add(photos: Photos, command: c.AddPhoto, context: Context) -> Decided:
    if command.taken_on is not None and command.taken_on > context.now.date():
        raise InTheFuture("taken_on")
    if len(photos.kept) >= MOST:
        raise r.EnoughPhotos
    return (
        e.PhotoAdded(
            photo=command.photo,
            digest=command.digest,
            taken_on=command.taken_on,
            consent=command.consent,
            use=command.use,
            shows=Clear(command.shows),
            opens_with=Clear(command.opens_with),
        ),
    )


def _withdraw(photos: Photos, command: c.WithdrawPhoto) -> Decided:
    reason = reason_in("reason", command.reason)
    if command.photo not in photos.kept:
        raise r.NoSuchPhoto
    return (e.PhotoWithdrawn(photo=command.photo, reason=reason),)
