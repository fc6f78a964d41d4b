"""A conference as it stands in the log, its texts sealed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from domain.codes import Country, Role
from domain.conference import events as e
from domain.conference.codes import Topic
from domain.conference.decider import originator
from domain.envelope import Audience
from domain.events import Event
from projections.conferences import VIEW, Conference
from projections.kept import Kept
from projections.views import Fact
from tests.projections.given.facts import CASE, START, Log, fold, named, sealed

ID = "0190f3a07c1c7c0fa4c36b6f2f6d1e0c"
DECISION = "0190f3a07c1c7c0fa4c36b6f2f6d1e0d"
ORIGINATOR = originator(CASE, ID)
INVITED = (
    e.Invited("carer-be", Role.CARER, Country.BE),
    e.Invited("police-be", Role.POLICE, Country.BE),
    e.Invited("asylum-be", Role.ASYLUM, Country.BE),
)
ALL = named("carer-be", "police-be", "asylum-be")
STARTS = START + timedelta(days=1)

CALLED = e.ConferenceCalled(
    case=CASE,
    conference=ID,
    reference="BE-2026-0001",
    starts_at=STARTS,
    lasts_minutes=45,
    chair="police-be",
    called_by="carer-be",
    invited=INVITED,
    topics=(Topic.SEARCH,),
    agenda=sealed("agenda"),
)
PINNED = e.FactPinned(fact="event-7", agency="police-be", note=sealed("pin"))
DECIDED = e.DecisionTaken(
    decision=DECISION, topic=Topic.SEARCH, decided=sealed("decided"), owner="police-be", due_at=STARTS
)
DRAFTED = e.MinutesDrafted(draft=1, first=2, last=9, added=sealed("minutes"))


def there(agency: str) -> e.AttendanceRecorded:
    return e.AttendanceRecorded(agency=agency, who=sealed(f"who {agency}"))


def approved(agency: str, draft: int = 1) -> e.MinutesApproved:
    return e.MinutesApproved(draft=draft, agency=agency)


def objected(agency: str, draft: int = 1) -> e.MinutesObjectedTo:
    return e.MinutesObjectedTo(draft=draft, agency=agency, reason=sealed("no"))


def log_of(*events: Event, audience: Audience = ALL) -> Sequence[Fact]:
    """*events* as facts of the conference."""
    log = Log()
    log.tell(ORIGINATOR, *events, by="carer-be", audience=audience)
    return log.facts


def held(*events: Event) -> Conference:
    """The document after the call and *events*."""
    (document,) = fold(VIEW, log_of(CALLED, *events)).values()
    return document


def text(position: int, field: str, words: str) -> Kept:
    """The *field* of the fact at *position*, as a document keeps it."""
    return Kept(sealed(words), ORIGINATOR, f"event-{position}", field)
