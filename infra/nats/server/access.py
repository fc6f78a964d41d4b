"""How to reach a NATS server, and as whom.

Invariant: no password shows in a repr, and none is ever in a URL that Lantern makes itself.
"""

import json
import secrets
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from infra.nats.server.lock import Lock
from infra.nats.server.place import Place
from infra.settings import Settings

APPLICATION = "application"
STEWARD = "steward"


@dataclass(frozen=True)
class Access:
    """Addresses and a user of a NATS server; `options` are the arguments for nats.connect."""

    servers: tuple[str, ...] = field(repr=False)
    user: str | None = None
    password: str | None = field(default=None, repr=False)
    credentials: Path | None = None

    def options(self) -> dict[str, Any]:
        """Give the keyword arguments for nats.connect that say where and as whom."""
        given = {"user": self.user, "password": self.password}
        if self.credentials:
            given["user_credentials"] = str(self.credentials)
        return {"servers": list(self.servers)} | {name: value for name, value in given.items() if value is not None}


def from_settings(settings: Settings) -> tuple[Access, Access]:
    """Give access to the server that NATS_URL names: as the application, then as the steward."""
    return (
        Access(settings.nats_url, credentials=settings.nats_creds),
        Access(settings.nats_steward_url, credentials=settings.nats_steward_creds),
    )


def passwords(place: Place) -> dict[str, str]:
    """Read the passwords of the embedded server's users, or invent them on the first start."""
    try:
        known = json.loads(place.passwords.read_text())
        return {user: str(known[user]) for user in (APPLICATION, STEWARD)}
    except (OSError, ValueError, KeyError, TypeError):
        # Nobody else knows them, so passwords that were lost or damaged are simply new ones.
        fresh = {user: secrets.token_urlsafe(32) for user in (APPLICATION, STEWARD)}
        place.write(place.passwords, json.dumps(fresh))
        return fresh


def attach(data: Path) -> tuple[Access, Access] | None:
    """Give access to the server that another process runs on *data*: application, then steward; None if none."""
    place = Place(data)
    holder = Lock(place).held_by_another()
    if holder is None or holder.port is None:
        return None
    known = passwords(place)
    url = (f"nats://127.0.0.1:{holder.port}",)
    return Access(url, APPLICATION, known[APPLICATION]), Access(url, STEWARD, known[STEWARD])
