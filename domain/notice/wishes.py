"""How somebody wishes to be told: of what, by which ways, and when not.

Invariant: quiet hours put a message off and never drop it; what must not wait goes out at once, whatever the hour.
"""

from __future__ import annotations

import enum
from datetime import UTC, datetime, time, timedelta, tzinfo

import msgspec
from msgspec.structs import replace

DEVICES_KEPT = 10
"""Devices of one person: more are lost sight of."""

MAIL = "mail"
"""The way that is no device."""


class Kind(enum.StrEnum):
    """Why somebody is told."""

    URGENT = "urgent"
    UNACKNOWLEDGED = "unacknowledged"
    ESCALATION = "escalation"
    EMERGENCY = "emergency"
    CONFERENCE = "conference"
    REMARK = "remark"
    TRIAL = "trial"


CHOSEN = (Kind.URGENT, Kind.UNACKNOWLEDGED, Kind.ESCALATION, Kind.EMERGENCY, Kind.CONFERENCE, Kind.REMARK)
"""What somebody can wish to be told of, or not; who wants to try it is told in any case."""


class Quiet(msgspec.Struct, frozen=True):
    """Hours in local time in which nothing is sent that can wait; past midnight where *ends* is not later."""

    begins: time
    ends: time

    def over(self, now: datetime, zone: tzinfo) -> datetime:
        """When the quiet that holds at *now* is over; *now* itself where none holds."""
        local = now.astimezone(zone)
        at = local.time()
        late = self.begins > self.ends
        if not (at >= self.begins or at < self.ends if late else self.begins <= at < self.ends):
            return now
        day = local.date() + timedelta(days=1 if late and at >= self.begins else 0)
        # Where clocks go back in that hour, the later of the two counts: quiet is not cut short.
        return max(now, datetime.combine(day, self.ends, zone).replace(fold=1).astimezone(UTC))


class Device(msgspec.Struct, frozen=True, kw_only=True):
    """A browser that takes messages: where they are left for it, and the keys that only it can open them with."""

    id: str
    name: str
    endpoint: str
    p256dh: str
    auth: str
    since: datetime

    def __repr__(self) -> str:
        """Name the identifier only: whoever has the rest can send to the device."""
        return f"Device({self.id})"


class Wishes(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a person chose. *address* is empty for the one they sign in with, *zone* for that of their agency."""

    kinds: tuple[Kind, ...] = CHOSEN
    mail: bool = True
    address: str = ""
    devices: tuple[Device, ...] = ()
    quiet: Quiet | None = None
    zone: str = ""
    exercises: bool = False

    def __repr__(self) -> str:
        """Say that there are wishes: an address and devices are among them."""
        return "Wishes(…)"

    def device(self, way: str) -> Device | None:
        """The device that is called *way*."""
        return next((each for each in self.devices if each.id == way), None)

    def takes(self, way: str) -> bool:
        """Whether messages may still go that *way*."""
        return self.mail if way == MAIL else self.device(way) is not None


def with_device(wishes: Wishes, device: Device) -> Wishes:
    """*wishes* with *device*, in the place of the same browser where it was there; the oldest go beyond the bound."""
    others = tuple(each for each in wishes.devices if each.endpoint != device.endpoint and each.id != device.id)
    return replace(wishes, devices=(*others, device)[-DEVICES_KEPT:])


def without_device(wishes: Wishes, device: str) -> Wishes:
    """*wishes* without the device of that identifier."""
    return replace(wishes, devices=tuple(each for each in wishes.devices if each.id != device))
