"""The embedded server's configuration, and what its two users may do.

Invariant: the application can append to the logs and to their checkpoints and read them, and no request it can make
destroys, shortens, replaces or re-creates them. Only the steward, used once at start, makes and upgrades streams.
"""

import json
from typing import Any

from infra.nats.server.access import APPLICATION, STEWARD
from infra.nats.server.place import Place

LOGS = ("LANTERN_EVENTS", "LANTERN_ACCESS", "LANTERN_CHECKPOINTS")
# Secrets and working state, where deleting is the point: a key is destroyed, a session ends, a file is removed.
ERASABLE = (
    "LANTERN_KEYS",
    "LANTERN_CREDENTIALS",
    "LANTERN_NOTICES",
    "KV_LANTERN_SESSIONS",
    "KV_LANTERN_DESKS",
    "KV_LANTERN_ROOMS",
    "OBJ_LANTERN_ATTACHMENTS",
)

# One event is a few kB; an attachment comes in chunks of 128 kB. The limit only has to be far from both, and far below
# what would hold up everybody else on the connection.
MAX_PAYLOAD = 4 * 1024 * 1024

# Requests that change or remove a stream, or put another in its place. DELETE and PURGE empty it; UPDATE can (a small
# max_age does); CREATE and RESTORE make another of the same name; PEER.REMOVE and LEADER.STEPDOWN take its replicas
# apart; SNAPSHOT copies all of it out. Their MSG.DELETE overwrites one message.
HARMFUL = ("UPDATE", "DELETE", "PURGE", "MSG.DELETE", "CREATE", "RESTORE", "SNAPSHOT", "PEER.REMOVE", "LEADER.STEPDOWN")


def application_permissions() -> dict[str, Any]:
    """Say what the application's own user may publish; what is not allowed is refused, what is denied stays denied."""
    erasing = [f"$JS.API.STREAM.{verb}.{stream}" for stream in ERASABLE for verb in ("MSG.DELETE", "PURGE")]
    allow = [
        "lantern.>",
        "$KV.LANTERN_SESSIONS.>",
        "$KV.LANTERN_DESKS.>",
        "$KV.LANTERN_ROOMS.>",
        "$O.LANTERN_ATTACHMENTS.>",
        "$JS.API.INFO",
        "$JS.API.STREAM.INFO.*",
        "$JS.API.STREAM.NAMES",
        "$JS.API.STREAM.LIST",
        "$JS.API.STREAM.MSG.GET.*",
        "$JS.API.DIRECT.GET.>",
        "$JS.API.CONSUMER.>",
        "$JS.ACK.>",
        "$JS.FC.>",
        "_INBOX.>",
        *erasing,
    ]
    # $JS.<domain>.API is a second road to the same requests.
    deny = [f"{api}.STREAM.{verb}.{log}" for api in ("$JS.API", "$JS.*.API") for verb in HARMFUL for log in LOGS]
    return {"publish": {"allow": allow, "deny": deny}}


def configuration(place: Place, passwords: dict[str, str], port: int | None) -> str:
    """Write the server's configuration; *port* is None for any free one. JSON is a form of the server's own syntax."""
    users = [
        {"user": APPLICATION, "password": passwords[APPLICATION], "permissions": application_permissions()},
        {"user": STEWARD, "password": passwords[STEWARD]},
    ]
    return json.dumps(
        {
            "server_name": "lantern-embedded",
            "host": "127.0.0.1",
            "port": port or -1,
            "ports_file_dir": str(place.ports),
            "max_payload": MAX_PAYLOAD,
            # An acknowledged fact is on disk before it is acknowledged.
            "jetstream": {
                "store_dir": str(place.store),
                "sync_interval": "always",
                "max_file_store": place.room(),
            },
            # nats-py reads acknowledgement subjects of the first form only, and hangs on the second.
            "feature_flags": {"js_ack_fc_v2": False},
            "accounts": {"LANTERN": {"jetstream": "enabled", "users": users}},
        },
        indent=2,
    )
