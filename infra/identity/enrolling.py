"""``lantern agency``: let an agency take part, and invite whoever is to administer it.

Invariant: whoever has the machine may do it, and it is recorded; the link is printed once and kept as a hash.
"""

from __future__ import annotations

from collections import defaultdict
from contextlib import closing
from pathlib import Path
from typing import TypeVar
from zoneinfo import available_timezones

import click
import msgspec

from domain.directory.codes import MemberRole
from domain.directory.commands import InviteMember, RegisterAgency, RemoveProvider, SetProvider
from domain.directory.decider import DECIDER, originator
from infra.composition.ground import Ground, ground
from infra.composition.opener import DirectoryReader, RingOpener
from infra.faults import AnswerIsNo, Misuse
from infra.operating import operate
from infra.secret_files import secret_text
from infra.settings import Settings
from infra.sqlite.holding import holding
from infra.sqlite.views import Views
from projections import directory
from web.people import People
from web.proofs.providing import ProviderFault, Registration
from workers.projecting import Projecting

C = TypeVar("C", RegisterAgency, InviteMember, SetProvider)

PROVIDER = defaultdict(
    lambda: "What answers there is no OpenID Connect provider that calls itself exactly so: copy its issuer.",
    {
        "not-allowed": "LANTERN_PROVIDERS does not name this provider, or an address that it names: add it.",
        "away": "Nothing answers there: check the address, or try again.",
    },
)
"""Why a provider is not set up, for who has the machine."""


async def register(settings: Settings, agency: str, name: str, role: str, country: str, zone: str) -> int:
    """Let *agency* take part."""
    if zone not in available_timezones():
        raise Misuse(f"{zone} is no time zone: use a name such as Europe/Brussels.")
    command = _made(RegisterAgency, agency=agency, name=name, role=role, country=country, zone=zone)
    async with ground(settings, join=True) as base:
        await operate(base, DECIDER, originator(agency), command)
    click.echo(f"{agency} takes part. Invite who administers it: lantern agency invite {agency} NAME E-MAIL.")
    return 0


async def invite(settings: Settings, agency: str, name: str, email: str) -> int:
    """Invite somebody to administer *agency*, and print the link."""
    async with ground(settings, join=True) as base:
        known = (await _people(settings, base)).known_by(email)
        member = known.id if known else base.ids.new()
        roles = (MemberRole.WORKER, MemberRole.ADMIN)
        command = _made(InviteMember, member=member, name=name, email=email, roles=roles)
        await operate(base, DECIDER, originator(agency), command)
        secret, until = await base.links.issue("invitation", member, agency)
    click.echo(f"{settings.public_url}/link/{secret}")
    click.echo(f"It works once, until {until:%Y-%m-%d %H:%M} UTC. Give it to the person by a way that only they use.")
    return 0


async def set_provider(
    settings: Settings, agency: str, issuer: str, client: str, secret: Path | None, *, passwords: bool
) -> int:
    """Let the people of *agency* sign in through its own provider, once it was asked; *secret* is a file."""
    command = _made(SetProvider, issuer=issuer, client=client, passwords=passwords)
    try:
        told = secret_text(str(secret)) if secret is not None else ""
    except ValueError as fault:
        raise Misuse(f"--secret-file {fault}") from None
    async with ground(settings, join=True) as base:
        try:
            await base.providers.examine(Registration(command.issuer, command.client))
        except ProviderFault as fault:
            raise AnswerIsNo(PROVIDER[fault.fault]) from None
        await operate(base, DECIDER, originator(agency), command)
        await base.providers.set_secret(agency, told)
    click.echo(
        f"The people of {agency} can sign in there; let it send them back to {settings.public_url}/sign-in/back."
    )
    return 0


async def remove_provider(settings: Settings, agency: str) -> int:
    """Let nobody sign in through the provider of *agency* any more."""
    async with ground(settings, join=True) as base:
        await operate(base, DECIDER, originator(agency), RemoveProvider())
        await base.providers.set_secret(agency, "")
    click.echo(f"{agency} has no provider of its own any more.")
    return 0


async def _people(settings: Settings, base: Ground) -> People:
    """Who there is, since one address is one person."""
    folder, people = settings.data / "views" / "enrolling", People()
    with holding(folder), closing(Views(folder, (directory.VIEW,))) as views:
        await Projecting(base.store, views, base.clock).drain()
        await DirectoryReader(views, RingOpener(base.ring), people).read()
    return people


def _made(kind: type[C], **fields: object) -> C:
    """The command; refuses (:class:`Misuse`) what does not have the form of one."""
    try:
        return msgspec.convert(fields, kind, strict=False)
    except msgspec.ValidationError as fault:
        field = str(fault).rpartition("$.")[2].rstrip("`")
        raise Misuse(f"The {field} does not have the form that is expected.") from None
