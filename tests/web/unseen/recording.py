"""How something that is told becomes a fact of the log: who did it when, and where it stands."""

from __future__ import annotations

from datetime import datetime, timedelta

from domain.codes import Country
from domain.context import Context
from domain.envelope import Audience, Meta, Occurred, Recorded
from domain.events import Event
from projections.views import Fact
from tests.web.unseen.agencies import COUNTRY, ROLES


def circumstances(by: str, at: datetime, number: int, about: Audience = Audience()) -> Context:  # noqa: B008  frozen
    """That an agency does something *at* a moment; what it is *about* is for these."""
    return Context(
        command_id=f"command-{number}",
        now=at,
        occurred_at=Occurred(at - timedelta(minutes=1)),
        actor=by,
        agency=by,
        role=ROLES.get(by),
        country=COUNTRY.get(by, Country.BE),
        purpose="protection",
        audience=about,
    )


def recorded(number: int, originator: str, event: Event, meta: Meta, at: datetime) -> Fact:
    """The fact at a place of the log, which counts no versions yet."""
    return Recorded(
        id=f"{number:032x}",
        originator=originator,
        version=0,
        position=number,
        schema=1,
        recorded_at=at,
        meta=meta,
        event=event,
    )
