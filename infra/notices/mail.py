"""A notice by mail.

Invariant: a mail says that something awaits and where to sign in, in words that are the same for every notice; whom it
is for stands in its address alone. What the mail server says comes back as figures, since its words quote addresses.
"""

from __future__ import annotations

import re
import ssl
from email.message import EmailMessage
from email.utils import format_datetime

import aiosmtplib

from domain.notice.delivering import Answer, Delivery, Outcome
from domain.ports import Clock
from infra.notices.settings import Telling
from infra.proofs.places import place_of
from web.texts.catalog import gettext as _

SECONDS = 20.0
"""How long each step of a conversation may take; there are fewer than ten, and a lease lasts longer."""

FINAL = 500
ENHANCED = re.compile(r"\A([245]\.\d{1,3}\.\d{1,3})(?!\d)")


class Mailer:
    """Hands mail to one server."""

    def __init__(self, telling: Telling, url: str, clock: Clock) -> None:
        """Use what *telling* says; *url* is where people sign in."""
        self._telling = telling
        self._url = url
        self._clock = clock
        self._context = ssl.create_default_context(cafile=None if telling.ca is None else str(telling.ca))

    async def send(self, delivery: Delivery, address: str) -> Outcome:
        """Hand the mail for *delivery* over, to *address*."""
        told, server = self._telling, self._telling.server
        if server is None or told.sender is None:
            return Outcome(Answer.NOT_NOW, "no server")
        client = aiosmtplib.SMTP(
            hostname=server.host,
            port=server.port,
            use_tls=server.tls,
            start_tls=server.starttls,
            tls_context=self._context,
            username=told.user,
            password=told.password,
            timeout=SECONDS,
        )
        try:
            async with client:
                sender = return_address(told, delivery)
                await client.sendmail(sender, [address], self.message(delivery, address).as_bytes())
        except aiosmtplib.SMTPRecipientsRefused as refused:
            return _refused(refused.recipients[0], final=True)
        except aiosmtplib.SMTPDataError as refused:
            return _refused(refused, final=True)
        except aiosmtplib.SMTPResponseException as refused:
            # Who we are or how we speak is refused: that is for whoever runs Lantern to mend, and is tried again.
            return _refused(refused, final=False)
        except (aiosmtplib.SMTPException, OSError, ValueError) as error:
            return Outcome(Answer.NOT_NOW, type(error).__name__)
        return Outcome(Answer.TAKEN, "250")

    def message(self, delivery: Delivery, address: str) -> EmailMessage:
        """The mail; its identifier follows from the message, so that one sent twice can be seen to be one."""
        sender = self._telling.sender or ""
        mail = EmailMessage()
        mail["From"], mail["To"] = f"Lantern <{sender}>", address
        mail["Subject"] = _("Something in Lantern awaits you")
        mail["Date"] = format_datetime(self._clock.now())
        mail["Message-ID"] = f"<{delivery.id}@{sender.partition('@')[2]}>"
        mail["Auto-Submitted"] = "auto-generated"
        words = (
            _("Something in Lantern awaits you. Sign in to see what it is:"),
            f"{self._url}/",
            _("This mail says no more on purpose: mail can be read on its way."),
            _("What you are told of, and when not, you choose here:"),
            f"{self._url}/account/notices",
        )
        mail.set_content("\n\n".join(words) + "\n", cte="quoted-printable")
        return mail


def return_address(telling: Telling, delivery: Delivery) -> str:
    """Where the mail for *delivery* comes back to, if it does: an address of its own, where there is one for that."""
    if telling.returns is None:
        return telling.sender or ""
    name, _at, domain = telling.returns.partition("@")
    return f"{name}+{place_of(delivery.member)}-{delivery.comes_back_as}@{domain}"


def _refused(refused: aiosmtplib.SMTPResponseException, *, final: bool) -> Outcome:
    found = ENHANCED.match(str(refused.message))
    code = f"{refused.code} {found[1]}" if found else str(refused.code)
    return Outcome(Answer.NEVER if final and refused.code >= FINAL else Answer.NOT_NOW, code)
