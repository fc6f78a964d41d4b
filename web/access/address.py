"""Where a request comes from, as far as it can be known.

Invariant: what a client says about itself is believed from the proxies that were named and from nobody else; a network
of IPv6 that one customer is given counts as one address.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Collection
from typing import Any

from litestar.connection import ASGIConnection

Network = ipaddress.IPv4Network | ipaddress.IPv6Network
Address = ipaddress.IPv4Address | ipaddress.IPv6Address

MAX_HOPS = 20
"""So many addresses of ``X-Forwarded-For`` are read; the nearest are the last."""

ONE_CUSTOMER = 64
"""Bits of an IPv6 address that tell one customer of a network from another."""


def address_of(connection: ASGIConnection[Any, Any, Any, Any]) -> str:
    """The nearest machine that is no proxy of ours; empty where the server knows none."""
    near = connection.client.host if connection.client else ""
    proxies: Collection[Network] = connection.app.state.services.settings.proxies
    return told(near, connection.headers.getall("x-forwarded-for", []), proxies)


def told(near: str, headers: Collection[str], proxies: Collection[Network]) -> str:
    """The last address before the *proxies*, of *near* and what they wrote into *headers*."""
    hops = [hop.strip() for header in headers for hop in header.split(",")][-MAX_HOPS:]
    found = _read(near)
    while found is not None and hops and any(found in proxy for proxy in proxies):
        before = _read(hops.pop())
        if before is None:
            break
        found = before
    return near if found is None else _customer(found)


def _read(text: str) -> Address | None:
    try:
        address = ipaddress.ip_address(text.removeprefix("[").removesuffix("]"))
    except ValueError:
        return None
    mapped = address.ipv4_mapped if isinstance(address, ipaddress.IPv6Address) else None
    return mapped or address


def _customer(address: Address) -> str:
    if isinstance(address, ipaddress.IPv4Address):
        return str(address)
    return str(ipaddress.ip_network((address, ONE_CUSTOMER), strict=False))
