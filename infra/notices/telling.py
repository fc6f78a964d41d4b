"""What there is of mail and push here, put together; and what pages may ask of it.

Invariant: an installation without mail and push keeps no message and says so; nothing here is in the way of a request.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from joserfc.errors import JoseError
from joserfc.jwk import ECKey

from domain.notice.delivering import Delivery, Notice, deliveries
from domain.notice.wishes import MAIL, Wishes
from domain.ports import Clock
from infra.evidence.signing import settle
from infra.faults import SettingsRefused, from_os_error
from infra.nats.keys import KeyStream
from infra.notices.mail import Mailer
from infra.notices.messages import StreamMessages
from infra.notices.push import Pusher
from infra.notices.wishes import StreamWishes
from infra.secret_files import refuse_if_open
from infra.settings import Settings
from infra.vault import Keks, Wraps
from web.ports import Traffic


def push_key(path: Path, *, make: bool) -> ECKey:
    """The key that signs push messages, made at *path* where there is none and one may *make* it. Raises a fault."""
    try:
        if make and not path.exists():
            settle(path, ECKey.generate_key("P-256").as_pem(private=True).decode())
        refuse_if_open(path)
        return ECKey.import_key(path.read_text())
    except OSError as error:
        raise from_os_error(error, path) from error
    except (ValueError, JoseError) as error:
        said = str(error) if isinstance(error, ValueError) and "chmod" in str(error) else "holds no P-256 key in PEM."
        raise SettingsRefused([f"{path} {said}"]) from error


@dataclass(frozen=True)
class Tellers:
    """The parts of one process that tell people; implements :class:`web.ports.Notices`."""

    messages: StreamMessages
    kept: StreamWishes
    mailer: Mailer | None
    pusher: Pusher | None
    comes_back: bool
    listeners: list[Callable[[], None]] = field(default_factory=list)
    """Who wants to hear of a message that somebody asked for."""

    @property
    def any(self) -> bool:
        """Whether anybody can be told by any way."""
        return self.mail or self.pusher is not None

    @property
    def mail(self) -> bool:
        """See :attr:`web.ports.Notices.mail`."""
        return self.mailer is not None

    @property
    def push_key(self) -> str:
        """See :attr:`web.ports.Notices.push_key`."""
        return "" if self.pusher is None else self.pusher.public_key

    def accepts(self, endpoint: str, p256dh: str, auth: str) -> bool:
        """See :meth:`web.ports.Notices.accepts`."""
        return self.pusher is not None and self.pusher.accepts(endpoint, p256dh, auth)

    async def wishes(self, member: str) -> Wishes:
        """See :meth:`web.ports.Notices.wishes`."""
        return await self.kept.of(member)

    async def change(self, member: str, alter: Callable[[Wishes], Wishes]) -> Wishes:
        """See :meth:`web.ports.Notices.change`."""
        return await self.kept.change(member, alter)

    async def tell(self, notice: Notice, now: datetime) -> None:
        """See :meth:`web.ports.Notices.tell`."""
        for delivery in deliveries(notice, await self.kept.of(notice.member), UTC, now):
            if (self.mailer if delivery.way == MAIL else self.pusher) is not None:
                await self.messages.add(delivery)
        for listener in self.listeners:
            listener()

    async def lately(self, member: str) -> Sequence[Delivery]:
        """See :meth:`web.ports.Notices.lately`."""
        return await self.messages.of(member)

    async def failed(self) -> Sequence[Delivery]:
        """See :meth:`web.ports.Notices.failed`."""
        return await self.messages.failed()

    async def traffic(self) -> Traffic:
        """See :meth:`web.ports.Notices.traffic`."""
        waiting = await self.messages.waiting()
        oldest = min((each.due for each in waiting), default=None)
        return Traffic(waiting=len(waiting), failed=len(await self.failed()), oldest=oldest)


def tellers(settings: Settings, notices: KeyStream, secrets: KeyStream, keks: Keks | Wraps, clock: Clock) -> Tellers:
    """What the *settings* say there is. Raises a fault where the key for push cannot be used."""
    telling, pusher = settings.telling, None
    if telling.contact is not None:
        named = telling.push_key
        pusher = Pusher(telling, push_key(named or settings.data / "keys" / "push", make=named is None), clock)
    mailer = None if telling.server is None else Mailer(telling, settings.public_url, clock)
    comes_back = telling.returns is not None
    return Tellers(StreamMessages(notices), StreamWishes(secrets, keks), mailer, pusher, comes_back)
