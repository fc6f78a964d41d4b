"""A notice by mail, handed to a real mail server."""

from __future__ import annotations

import ssl
from pathlib import Path
from typing import Any

import pytest

from domain.notice.delivering import Answer, Outcome
from infra.notices.mail import Mailer
from infra.notices.settings import MailServer, Telling
from infra.proofs.places import place_of
from tests.notices.conftest import Serve
from tests.notices.parts import Clock, message
from tests.notices.servers import MailBox, knows

TO = "m1@agency.example"
URL = "https://lantern.example"


def mailer(box: MailBox, ca: Path | None = None, *, tls: bool = False, starttls: bool = False, **more: Any) -> Mailer:
    server = MailServer(host="localhost", port=box.port, tls=tls, starttls=starttls)
    telling = Telling(server=server, ca=ca, sender="lantern@agency.example", **more)
    return Mailer(telling, URL, Clock())


async def test_a_mail_says_that_something_awaits_and_no_more(serve_mail: Serve) -> None:
    box = await serve_mail()

    outcome = await mailer(box).send(message(), TO)

    (mail,) = box.mails
    assert outcome == Outcome(Answer.TAKEN, "250")
    assert (mail["Subject"], mail["To"], mail["Auto-Submitted"]) == (
        "Something in Lantern awaits you", TO, "auto-generated",
    )  # fmt: skip
    assert mail.get_content().split("\r\n\r\n")[:2] == [
        "Something in Lantern awaits you. Sign in to see what it is:", f"{URL}/",
    ]  # fmt: skip


async def test_two_mails_differ_in_nothing_but_whom_they_are_for(serve_mail: Serve) -> None:
    box = await serve_mail()
    sender = mailer(box)

    await sender.send(message("f1"), TO)
    await sender.send(message("f2"), TO)

    one, other = box.mails
    assert one.get_content() == other.get_content()
    assert {name for name in dict(one.items()) if one[name] != other[name]} == {"Message-ID"}


async def test_a_mail_that_is_sent_twice_can_be_seen_to_be_one(serve_mail: Serve) -> None:
    box = await serve_mail()

    await mailer(box).send(message(), TO)
    await mailer(box).send(message(), TO)

    assert len({mail["Message-ID"] for mail in box.mails}) == 1


async def test_it_goes_encrypted_after_starttls_to_who_lets_us_in(
    serve_mail: Serve, tls: ssl.SSLContext, certificate: Path
) -> None:
    box = await serve_mail(tls_context=tls, require_starttls=True, auth_required=True, authenticator=knows("l", "s"))

    outcome = await mailer(box, certificate, starttls=True, user="l", password="s").send(message(), TO)

    assert (outcome.answer, box.encrypted) == (Answer.TAKEN, [True])


async def test_it_goes_encrypted_from_the_beginning(serve_mail: Serve, tls: ssl.SSLContext, certificate: Path) -> None:
    box = await serve_mail(implicit=tls)

    assert (await mailer(box, certificate, tls=True).send(message(), TO)).answer is Answer.TAKEN


async def test_a_server_that_nobody_vouches_for_gets_nothing(serve_mail: Serve, tls: ssl.SSLContext) -> None:
    box = await serve_mail(tls_context=tls)

    outcome = await mailer(box, starttls=True).send(message(), TO)

    assert (outcome.answer, box.mails) == (Answer.NOT_NOW, [])


async def test_a_server_without_starttls_gets_nothing_in_clear(serve_mail: Serve) -> None:
    box = await serve_mail()

    assert (await mailer(box, starttls=True).send(message(), TO)).answer is Answer.NOT_NOW
    assert box.mails == []


@pytest.mark.parametrize(
    ("said", "outcome"),
    [
        ("550 5.1.1 <m1@agency.example> no such user", Outcome(Answer.NEVER, "550 5.1.1")),
        ("450 4.2.1 try later", Outcome(Answer.NOT_NOW, "450 4.2.1")),
        ("553 who?", Outcome(Answer.NEVER, "553")),
    ],
)
async def test_an_address_that_is_refused_is_told_in_figures(serve_mail: Serve, said: str, outcome: Outcome) -> None:
    box = await serve_mail(box=MailBox(refuses={TO: said}))

    assert await mailer(box).send(message(), TO) == outcome


async def test_a_mail_that_is_refused_for_what_it_is_has_failed(serve_mail: Serve) -> None:
    box = await serve_mail(box=MailBox(refuses_data="554 5.7.1 we take none of that"))

    assert await mailer(box).send(message(), TO) == Outcome(Answer.NEVER, "554 5.7.1")


async def test_a_wrong_password_is_ours_to_mend_and_tried_again(
    serve_mail: Serve, tls: ssl.SSLContext, certificate: Path
) -> None:
    box = await serve_mail(tls_context=tls, auth_required=True, authenticator=knows("l", "s"))

    outcome = await mailer(box, certificate, starttls=True, user="l", password="other").send(message(), TO)

    assert (outcome.answer, outcome.code[:3]) == (Answer.NOT_NOW, "535")


async def test_a_server_that_is_away_is_tried_again() -> None:
    outcome = await mailer(MailBox(port=9)).send(message(), TO)

    assert (outcome.answer, outcome.code) == (Answer.NOT_NOW, "SMTPConnectError")


async def test_each_mail_comes_back_to_an_address_of_its_own(serve_mail: Serve) -> None:
    box = await serve_mail()

    await mailer(box, returns="bounces@agency.example").send(message(), TO)

    (envelope,) = box.envelopes
    assert envelope.mail_from == f"bounces+{place_of('m1')}-{message().id[:20]}@agency.example"
    assert len(str(envelope.mail_from).partition("@")[0]) <= 64
