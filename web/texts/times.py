"""Times as people read them: in their agency's zone, in words where that is shorter.

Invariant: what is stored and compared is UTC; the zone enters here and nowhere else.
"""

from __future__ import annotations

from contextvars import ContextVar
from datetime import MAXYEAR, UTC, datetime, timedelta
from functools import lru_cache
from typing import Literal
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime, get_timezone_location, get_timezone_name

from web.texts.catalog import gettext as _
from web.texts.catalog import language

_UTC = ZoneInfo("UTC")
_zone: ContextVar[ZoneInfo] = ContextVar("zone", default=_UTC)
_now: ContextVar[datetime] = ContextVar("now", default=datetime(1970, 1, 1, tzinfo=UTC))

EARLIEST = 1900
"""Nobody whom Lantern is about was there before this year."""

LOCAL = "%Y-%m-%dT%H:%M"
"""The form of a ``datetime-local`` field."""


def use(zone: str, now: datetime) -> None:
    """Show times of the current request in *zone*, as seen at *now*."""
    _zone.set(ZoneInfo(zone))
    _now.set(now)


def zone() -> ZoneInfo:
    """The zone of the current request."""
    return _zone.get()


def now() -> datetime:
    """The moment the current request is answered for."""
    return _now.get()


PATTERNS = {"full": "EEEE d MMMM y HH:mm", "date": "d MMM y", "time": "HH:mm", "day": "d MMM HH:mm"}


def _local(moment: datetime) -> datetime:
    try:
        return moment.astimezone(_zone.get())
    except OverflowError:
        return moment  # at the very ends of time there is no zone to go to


def when(moment: datetime | None, form: str = "full") -> str:
    """A moment in the reader's zone: *full*, *date*, *time*, *day*, or *short* (the time today, else with its day)."""
    if moment is None:
        return ""
    local, here = _local(moment), _local(_now.get())
    if form == "short":
        form = "time" if local.date() == here.date() else "day"
    return _formatted(local.replace(tzinfo=None, second=0, microsecond=0), PATTERNS[form], language())


@lru_cache(10_000)
def _formatted(local: datetime, pattern: str, language: str) -> str:
    return format_datetime(local, pattern, locale=language)


def in_full(moment: datetime | None) -> str:
    """A moment with everything that a short form leaves out: weekday, year, and which time it is, in words."""
    if moment is None:
        return ""
    local = _local(moment)
    return f"{when(moment, 'full')}, {zone_in_words(local)}"


def zone_in_words(local: datetime) -> str:
    """Which time *local* is given in: "Central European Standard Time (Brussels)"."""
    key = getattr(local.tzinfo, "key", "UTC")
    return _zone_in_words(key, local.dst() or timedelta(0), language())


@lru_cache(1_000)
def _zone_in_words(key: str, summer: timedelta, language: str) -> str:
    variant: Literal["daylight", "standard"] = "daylight" if summer else "standard"
    name = get_timezone_name(ZoneInfo(key), width="long", zone_variant=variant, locale=language)
    return name if key in ("UTC", "Etc/UTC") else f"{name} ({_city(key, language)})"


@lru_cache(1_000)
def _city(key: str, language: str) -> str:
    return get_timezone_location(ZoneInfo(key), language, return_city=True)


def there(moment: datetime | None, zone: str) -> str:
    """What the clocks in *zone* show at a moment, where that is not what the reader's show: "22:40 in Athens"."""
    if moment is None or not zone:
        return ""
    here, away = _local(moment), moment.astimezone(ZoneInfo(zone))
    if here.utcoffset() == away.utcoffset():
        return ""
    form = "time" if here.date() == away.date() else "day"
    text = _formatted(away.replace(tzinfo=None, second=0, microsecond=0), PATTERNS[form], language())
    return _("%(time)s in %(place)s") % {"time": text, "place": _city(zone, language())}


def day(moment: datetime | None) -> str:
    """The day of a moment."""
    return "" if moment is None else format_date(_local(moment).date(), "EEEE d MMMM", language())


def duration(span: timedelta | None) -> str:
    """A span in its two largest units: 3 d 4 h, 2 h 12 min, 36 min."""
    if span is None:
        return ""
    minutes = int(abs(span).total_seconds() // 60)
    days, hours, rest = minutes // 1440, minutes % 1440 // 60, minutes % 60
    if days:
        return (
            _("%(days)s d %(hours)s h") % {"days": days, "hours": hours} if hours else _("%(days)s d") % {"days": days}
        )
    if hours:
        text = _("%(hours)s h %(minutes)s min") if rest else _("%(hours)s h")
        return text % {"hours": hours, "minutes": rest}
    return _("%(minutes)s min") % {"minutes": rest}


def due(moment: datetime | None) -> str:
    """How a deadline stands: overdue by, or due in."""
    if moment is None:
        return _("No deadline")
    left = moment - _now.get()
    return _left(int(abs(left).total_seconds() // 60), left < timedelta(0), language())


@lru_cache(10_000)
def _left(minutes: int, late: bool, _language: str) -> str:  # noqa: FBT001  two words of one answer
    words = _("Overdue %(span)s") if late else _("Due in %(span)s")
    return words % {"span": duration(timedelta(minutes=minutes))}


def ago(moment: datetime | None) -> str:
    """How long ago a moment was."""
    if moment is None:
        return ""
    span = _now.get() - moment
    return _("just now") if span < timedelta(minutes=1) else _("%(span)s ago") % {"span": duration(span)}


def to_local(moment: datetime | None) -> str:
    """A moment as a ``datetime-local`` field holds it."""
    return "" if moment is None else _local(moment).strftime(LOCAL)


def from_local(text: str) -> datetime:
    """The moment that a ``datetime-local`` field means in the reader's zone. Raises :class:`ValueError`."""
    parsed = datetime.fromisoformat(text)
    if not EARLIEST <= parsed.year < MAXYEAR:
        raise ValueError
    aware = parsed if parsed.tzinfo else parsed.replace(tzinfo=_zone.get())
    return aware.astimezone(UTC)
