"""What an installation says about mail and push, and what there is then."""

from __future__ import annotations

from pathlib import Path

import pytest

from infra.faults import SettingsRefused
from infra.notices.settings import MailServer
from infra.settings import read

SMTP = {"LANTERN_SMTP": "smtp://mail.example", "LANTERN_MAIL_FROM": "lantern@agency.example"}


def refused(**environ: str) -> tuple[str, ...]:
    """The faults that these variables lead to."""
    with pytest.raises(SettingsRefused) as refusal:
        read(environ)
    return refusal.value.faults


def test_without_a_word_about_it_there_is_neither_mail_nor_push() -> None:
    telling = read({}).telling

    assert (telling.server, telling.contact) == (None, None)


def test_every_setting_is_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("s3cret\n")
    secret.chmod(0o600)
    more = {
        "LANTERN_SMTP_CA": str(secret),
        "LANTERN_PUSH_KEY_FILE": str(secret),
        "LANTERN_PUSH_HOSTS": "push.example, *.b",
    }

    telling = read(
        {**SMTP, **more, "LANTERN_SMTP_USER": "lantern", "LANTERN_SMTP_PASSWORD_FILE": str(secret),
         "LANTERN_MAIL_RETURN": "bounces@agency.example", "LANTERN_PUSH_CONTACT": "mailto:it@agency.example"}
    ).telling  # fmt: skip

    assert telling.server == MailServer(host="mail.example", port=587, tls=False, starttls=True)
    assert (telling.user, telling.password, telling.sender) == ("lantern", "s3cret", "lantern@agency.example")
    assert (telling.returns, telling.contact) == ("bounces@agency.example", "mailto:it@agency.example")
    assert (telling.push_hosts, telling.push_key, telling.ca) == (("push.example", "*.b"), secret, secret)
    assert "s3cret" not in repr(telling)


@pytest.mark.parametrize(
    ("address", "server"),
    [
        ("smtps://mail.example", MailServer(host="mail.example", port=465, tls=True, starttls=False)),
        ("smtps://mail.example:1465", MailServer(host="mail.example", port=1465, tls=True, starttls=False)),
        ("smtp+plain://127.0.0.1", MailServer(host="127.0.0.1", port=25, tls=False, starttls=False)),
        ("smtp+plain://localhost:2525", MailServer(host="localhost", port=2525, tls=False, starttls=False)),
    ],
)
def test_the_address_of_the_server_says_how_it_is_spoken_to(address: str, server: MailServer) -> None:
    assert read({**SMTP, "LANTERN_SMTP": address}).telling.server == server


@pytest.mark.parametrize(
    ("environ", "said"),
    [
        ({"LANTERN_SMTP": "smtp://me:s3cret@mail.example"}, "must hold no name and no password"),
        ({"LANTERN_SMTP": "smtp+plain://mail.example"}, "would send in clear"),
        ({"LANTERN_SMTP": "mail.example"}, "must be smtps://HOST:PORT"),
        ({"LANTERN_SMTP": "smtp://mail.example:99999"}, "must be smtps://HOST:PORT"),
        ({"LANTERN_MAIL_FROM": "Lantern <l@a.example>"}, "must be an address"),
        ({"LANTERN_MAIL_FROM": ""}, "LANTERN_SMTP needs LANTERN_MAIL_FROM"),
        ({"LANTERN_SMTP_USER": "lantern"}, "need each other"),
        ({"LANTERN_SMTP_CA": "/nowhere"}, "names no file"),
        ({"LANTERN_PUSH_CONTACT": "it@agency.example"}, "must be mailto:"),
    ],
)
def test_what_cannot_be_meant_is_refused_and_no_secret_is_repeated(environ: dict[str, str], said: str) -> None:
    faults = refused(**(SMTP | environ))

    assert said in faults[0]
    assert "s3cret" not in " ".join(faults)
