"""The ways there are, and whom they reach: mail to an address of a member, push to a device.

Invariant: an address is opened for the moment in which a message goes there; who does not act for an agency any more is
sent nothing on its behalf.
"""

from __future__ import annotations

from domain.notice.delivering import Answer, Delivery, Outcome
from domain.notice.wishes import MAIL, Wishes
from domain.privacy import Clear
from infra.notices.mail import Mailer
from infra.notices.push import Pusher
from projections import directory
from projections.views import Documents
from web.ports import Opener, Place


class OwnWays:
    """Implements :class:`workers.notifying.ports.Ways`."""

    def __init__(self, documents: Documents, opener: Opener, mailer: Mailer | None, pusher: Pusher | None) -> None:
        """Mail only with a *mailer*, push only with a *pusher*."""
        self._documents = documents
        self._opener = opener
        self._mailer = mailer
        self._pusher = pusher

    def there(self, way: str) -> bool:
        """See :meth:`workers.notifying.ports.Ways.there`."""
        return (self._mailer if way == MAIL else self._pusher) is not None

    async def wanted(self, delivery: Delivery, wishes: Wishes) -> bool:
        """See :meth:`workers.notifying.ports.Ways.wanted`."""
        return self._member(delivery) is not None and wishes.takes(delivery.way) and self.there(delivery.way)

    async def send(self, delivery: Delivery, wishes: Wishes) -> Outcome:
        """See :meth:`workers.notifying.ports.Ways.send`."""
        if delivery.way == MAIL and self._mailer is not None:
            address = wishes.address or await self._address(delivery)
            return await self._mailer.send(delivery, address) if address else Outcome(Answer.NEVER, "no address")
        device = wishes.device(delivery.way)
        if device is None or self._pusher is None:
            return Outcome(Answer.NEVER, "no device")
        return await self._pusher.send(device)

    def _member(self, delivery: Delivery) -> directory.Member | None:
        agency = self._documents.get(directory.VIEW, delivery.agency)
        members = () if agency is None else agency.members
        return next((each for each in members if each.id == delivery.member and each.acts), None)

    async def _address(self, delivery: Delivery) -> str:
        member = self._member(delivery)
        if member is None or member.email is None:
            return ""
        kept = member.email
        opened = await self._opener.open([(kept.text, Place(kept.originator, kept.event, kept.field))])
        return opened[0].text if isinstance(opened[0], Clear) else ""
