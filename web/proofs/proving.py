"""Proving who one is: with the password, so often and no oftener.

Invariant: every guess goes through here, from pages and programs alike; who was wrong too often is told how long to
wait and learns nothing else, and a guess that is not allowed costs no hash and says nothing of the password.
"""

from __future__ import annotations

from web.access.address import address_of
from web.access.viewer import AppRequest, services_of
from web.answers.faults import NotProven, Paused


def refuse_while_paused(request: AppRequest, account: str) -> None:
    """Raise :class:`Paused` while nobody may guess for *account* from where the request comes."""
    services = services_of(request)
    wait = services.guesses.pause(account, address_of(request), services.clock.now())
    if wait is not None:
        raise Paused(wait)


def count(request: AppRequest, account: str, *, right: bool) -> None:
    """Count a guess for *account*, right or wrong."""
    services = services_of(request)
    if right:
        services.guesses.right(account, address_of(request))
    else:
        services.guesses.wrong(account, address_of(request), services.clock.now())


async def prove_code(request: AppRequest, member: str, code: str) -> None:
    """Return for who has a second factor of *member*; the code is used up.

    Raises :class:`NotProven`, and :class:`Paused` before anything is looked at.
    """
    account = f"code of {member}"
    async with services_of(request).guesses.turn(account):
        refuse_while_paused(request, account)
        proven = await services_of(request).factors.verify(member, code)
        count(request, account, right=proven)
    if not proven:
        raise NotProven


async def prove_password(request: AppRequest, account: str, member: str | None, password: str) -> None:
    """Return for who knows the password of *member*, who signs in as *account*.

    Raises :class:`NotProven`, and :class:`Paused` before anything is looked at.
    """
    async with services_of(request).guesses.turn(account):
        refuse_while_paused(request, account)
        proven = await services_of(request).credentials.verify(member, password)
        count(request, account, right=proven)
    if not proven:
        raise NotProven
