"""What every process stands on: a NATS server, the log, the keys, sessions and passwords.

Invariant: streams are made and checked by the steward before the application's own user opens them; the steward's
connection is closed again before anything else happens.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass

from domain.ports import StoreAway, StoreFault
from infra.clock import RandomIds, SystemClock
from infra.codec import check_register
from infra.composition.keys import bookmark_key, keks
from infra.faults import Fault, Unreachable
from infra.identity.bookmarks import SealedBookmarks
from infra.identity.consultations import LoggedConsultations
from infra.identity.credentials import StreamCredentials
from infra.identity.desks import KeyValueDesks
from infra.identity.journeys import Journeys
from infra.identity.sessions import KeyValueSessions
from infra.nats import streams
from infra.nats.buckets import newest_sessions, open_desks, open_rooms, open_sessions
from infra.nats.connection import Wire, connect
from infra.nats.keys import KeyStream
from infra.nats.log import JetStreamLog
from infra.nats.objects.bucket import open_objects
from infra.nats.rooms import KeyValueRooms
from infra.nats.server import Access, Death, EmbeddedServer, attach, from_settings
from infra.nats.store import NatsEventStore
from infra.nats.streams import LANTERN
from infra.notices.telling import Tellers, tellers
from infra.photos.keeping import SealedPictures
from infra.proofs.factors import StreamFactors
from infra.proofs.links import StreamLinks
from infra.proofs.passkeys import StreamPasskeys
from infra.proofs.providers import OpenIdProviders, StreamSubjects, openid
from infra.proofs.providers.asking import Asking
from infra.proofs.sealing import OwnersSeal
from infra.proofs.tokens import StreamTokens
from infra.settings import Settings
from infra.vault import KeyRing, Wraps


@dataclass(frozen=True)
class Ground:
    """The parts that reach the outside."""

    settings: Settings
    wire: Wire
    log: JetStreamLog
    store: NatsEventStore
    ring: KeyRing
    wraps: Wraps
    sessions: KeyValueSessions
    credentials: StreamCredentials
    secrets: KeyStream
    links: StreamLinks
    tokens: StreamTokens
    factors: StreamFactors
    passkeys: StreamPasskeys
    providers: OpenIdProviders
    subjects: StreamSubjects
    desks: KeyValueDesks
    rooms: KeyValueRooms
    pictures: SealedPictures
    tellers: Tellers
    consultations: LoggedConsultations
    bookmarks: SealedBookmarks
    clock: SystemClock
    ids: RandomIds


OnDeath = Callable[[Death], None]


def _ignore(_: Death) -> None:
    """A death that nobody waits for."""


@asynccontextmanager
async def ground(settings: Settings, *, on_death: OnDeath = _ignore, join: bool = False) -> AsyncIterator[Ground]:
    """The parts, for as long as the block runs. With *join* a server that runs on the same DATA is used.

    Raises :class:`infra.faults.Fault`.
    """
    check_register()
    async with AsyncExitStack() as stack:
        application, steward = await _addresses(stack, settings, on_death, join=join)
        try:
            await _prepare(steward, settings.nats_replicas)
            wire = await connect(application, "lantern")
            stack.push_async_callback(wire.close)
            yield await _open(settings, wire)
        except StoreAway as fault:
            raise Unreachable(f"The NATS server does not answer ({fault}): check that it runs and NATS_URL.") from fault
        except StoreFault as fault:
            raise Fault(str(fault)) from fault


async def _addresses(
    stack: AsyncExitStack, settings: Settings, on_death: OnDeath, *, join: bool
) -> tuple[Access, Access]:
    if not settings.embedded:
        return from_settings(settings)
    running = attach(settings.data) if join else None
    if running is not None:
        return running
    server = EmbeddedServer(settings.data, named=settings.nats_server, on_death=on_death)
    await stack.enter_async_context(server)
    return server.application, server.steward


async def _prepare(steward: Access, replicas: int) -> None:
    wire = await connect(steward, "lantern-steward")
    try:
        await streams.prepare(wire, replicas=replicas)
    finally:
        await wire.close()


async def _open(settings: Settings, wire: Wire) -> Ground:
    clock, ids = SystemClock(), RandomIds()
    log = await JetStreamLog.open(wire)
    access = await JetStreamLog.open(wire, LANTERN.access)
    keys = Wraps(keks(settings), lambda: keks(settings))
    ring = KeyRing(KeyStream(wire, replicas=settings.nats_replicas), keys)
    await ring.hear()
    secrets = KeyStream(wire, replicas=settings.nats_replicas, stream=LANTERN.credentials)
    notices = KeyStream(wire, replicas=settings.nats_replicas, stream=LANTERN.notices)
    factors = StreamFactors(secrets, keys, clock)
    sessions = await open_sessions(wire)
    seal, asking = OwnersSeal(keys, openid.KIND), Asking(frozenset(settings.providers))
    return Ground(
        settings=settings,
        wire=wire,
        log=log,
        store=NatsEventStore(log, ring),
        ring=ring,
        wraps=keys,
        sessions=KeyValueSessions(sessions, await newest_sessions(wire), clock),
        credentials=StreamCredentials(wire.jetstream()),
        secrets=secrets,
        links=StreamLinks(secrets, clock),
        tokens=StreamTokens(secrets, clock),
        factors=factors,
        passkeys=StreamPasskeys(factors, clock),
        providers=OpenIdProviders(secrets, seal, Journeys(sessions, clock), asking, clock),
        subjects=StreamSubjects(secrets, clock),
        desks=KeyValueDesks(await open_desks(wire)),
        rooms=await open_rooms(wire),
        pictures=SealedPictures(await open_objects(wire)),
        tellers=tellers(settings, notices, secrets, keys, clock),
        consultations=LoggedConsultations(access, clock, ids),
        bookmarks=SealedBookmarks(bookmark_key(keks(settings))),
        clock=clock,
        ids=ids,
    )
