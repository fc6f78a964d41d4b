"""What an installation says about mail and push, read with all other settings.

Invariant: credentials come from variables or files of their own, never within an address; mail goes out encrypted,
except to a server on this machine; push messages go to services that were named, and nowhere else.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol, TypeVar
from urllib.parse import urlsplit

from infra.secret_files import secret_file, secret_text

T = TypeVar("T")

VARIABLES = {
    "LANTERN_SMTP": "the server that takes notices by mail: smtps://HOST:465, or smtp://HOST:587 with STARTTLS",
    "LANTERN_SMTP_USER": "as whom Lantern signs in there (default: it does not)",
    "LANTERN_SMTP_PASSWORD": "the password for that",
    "LANTERN_SMTP_PASSWORD_FILE": "a file that holds that password",
    "LANTERN_SMTP_CA": "a file with the certificates that vouch for that server (default: those of this machine)",
    "LANTERN_MAIL_FROM": "the address that notices come from",
    "LANTERN_MAIL_RETURN": "the address that mail which comes back is sent to, as NAME+MESSAGE@… (default: none)",
    "LANTERN_PUSH_CONTACT": "whom a push service may write to, mailto:… or https://…; without it there is no push",
    "LANTERN_PUSH_HOSTS": "the push services that may be used, separated by commas (default: those of the browsers)",
    "LANTERN_PUSH_KEY_FILE": "a file with the key that signs push messages (default DATA/keys/push, made when needed)",
}

PUSH_HOSTS = (
    "fcm.googleapis.com",
    "updates.push.services.mozilla.com",
    "*.push.services.mozilla.com",
    "*.notify.windows.com",
    "*.push.apple.com",
)
"""Where Chromium, Firefox, Edge and Safari have messages left for them."""

ADDRESS = re.compile(r"[A-Za-z0-9._%-]{1,24}@[A-Za-z0-9.-]{1,190}")
PORTS = {"smtp": 587, "smtps": 465, "smtp+plain": 25}


@dataclass(frozen=True, kw_only=True)
class MailServer:
    """The server that takes mail: encrypted from the beginning (*tls*), by STARTTLS, or on this machine not at all."""

    host: str
    port: int
    tls: bool
    starttls: bool


@dataclass(frozen=True, kw_only=True)
class Telling:
    """Valid settings of mail and push; without *server* there is no mail, without *contact* no push."""

    server: MailServer | None = None
    user: str | None = field(default=None, repr=False)
    password: str | None = field(default=None, repr=False)
    ca: Path | None = None
    sender: str | None = None
    returns: str | None = None
    contact: str | None = None
    push_hosts: tuple[str, ...] = PUSH_HOSTS
    push_key: Path | None = None


class Reader(Protocol):
    """Reads variables one by one, and keeps the faults."""

    faults: list[str]

    def get(self, name: str, parse: Callable[[str], T], default: T) -> T:
        """What *parse* makes of the variable *name*, or the *default* where it is unset or refused."""


def read_telling(reader: Reader) -> Telling:
    """The settings of mail and push; their faults are left with *reader*."""
    nobody: str | None = None
    no_server: MailServer | None = None
    no_file: Path | None = None
    telling = Telling(
        server=reader.get("LANTERN_SMTP", _server, no_server),
        user=reader.get("LANTERN_SMTP_USER", str, nobody),
        password=reader.get("LANTERN_SMTP_PASSWORD", str, nobody)
        or reader.get("LANTERN_SMTP_PASSWORD_FILE", secret_text, nobody),
        ca=reader.get("LANTERN_SMTP_CA", _file, no_file),
        sender=reader.get("LANTERN_MAIL_FROM", _address, nobody),
        returns=reader.get("LANTERN_MAIL_RETURN", _address, nobody),
        contact=reader.get("LANTERN_PUSH_CONTACT", _contact, nobody),
        push_hosts=reader.get("LANTERN_PUSH_HOSTS", _hosts, PUSH_HOSTS),
        push_key=reader.get("LANTERN_PUSH_KEY_FILE", secret_file, no_file),
    )
    if telling.server is not None and telling.sender is None:
        reader.faults.append("LANTERN_SMTP needs LANTERN_MAIL_FROM: say which address notices come from.")
    if (telling.user is None) is not (telling.password is None):
        reader.faults.append("LANTERN_SMTP_USER and LANTERN_SMTP_PASSWORD need each other: set both, or neither.")
    return telling


def _server(text: str) -> MailServer:
    parts = urlsplit(text)
    if parts.username or parts.password:
        raise ValueError("must hold no name and no password: use LANTERN_SMTP_USER and LANTERN_SMTP_PASSWORD_FILE.")
    try:
        port = parts.port
    except ValueError:
        port = 0
    if parts.scheme not in PORTS or not parts.hostname or port == 0 or parts.path.strip("/") or parts.query:
        raise ValueError("must be smtps://HOST:PORT, or smtp://HOST:PORT for a server with STARTTLS.")
    if parts.scheme == "smtp+plain" and not _here(parts.hostname):
        raise ValueError("would send in clear: smtp+plain:// is for a server on this machine only.")
    tls = parts.scheme == "smtps"
    return MailServer(host=parts.hostname, port=port or PORTS[parts.scheme], tls=tls, starttls=parts.scheme == "smtp")


def _here(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _address(text: str) -> str:
    if not ADDRESS.fullmatch(text):
        raise ValueError("must be an address with at most 24 plain characters before the @: lantern@agency.example.")
    return text


def _contact(text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme not in {"mailto", "https"} or not (parts.path or parts.hostname):
        raise ValueError("must be mailto:… or https://…: whom a push service may write to.")
    return text


def _hosts(text: str) -> tuple[str, ...]:
    return tuple(host.strip().lower() for host in text.split(",") if host.strip())


def _file(text: str) -> Path:
    path = Path(text).expanduser()
    if not path.is_file():
        raise ValueError(f"names no file: {path} is not there or is not a file.")
    return path
