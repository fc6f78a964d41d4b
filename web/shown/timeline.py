"""A fact as a timeline entry: what happened in words, who, when, how late it was recorded, its private text opened.

Invariant: only texts that the visibility rules let through are opened, all of them in one consultation.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import MappingProxyType

from domain.codes import Country
from domain.context import SYSTEM_AGENCY
from domain.events import REGISTER
from domain.privacy import Clear, Erased, Purpose
from projections import timeline
from web.people import People
from web.ports import Opener, Place
from web.texts import wording
from web.texts.catalog import gettext as _
from web.texts.times import when


@dataclass(frozen=True)
class Words:
    """A text, and the *language* in which somebody wrote it, where they said so."""

    text: str
    language: str | None = None


@dataclass(frozen=True)
class Detail:
    """One field of a fact: its label and value in words, its *name* for programs.

    *language* is that of the value where it is somebody's own words, and they said so.
    """

    label: str
    value: str
    name: str = ""
    language: str | None = None


@dataclass(frozen=True)
class Mark:
    """A word about what became of a fact, and the *kind* of its tag; its page says more."""

    word: str
    kind: str


@dataclass(frozen=True)
class Entry:
    """A fact in words."""

    position: int
    id: str
    event: str
    title: str
    summary: str
    happened_at: datetime
    happened_until: datetime | None
    approximate: bool
    recorded_at: datetime
    late: timedelta | None
    agency_name: str
    country: Country | None
    actor_name: str
    audience: str
    details: Sequence[Detail]
    unknown: bool
    version: int
    task: str | None
    zone: str = ""
    """The zone of the agency that recorded it."""
    new: bool = False
    """Whether it came since the reader last looked."""
    about: str = ""
    """The page of the fact, where something can be said about it."""
    marks: Sequence[Mark] = ()
    """What became of it: see :mod:`web.rights.marks`."""


def erased(text: Erased) -> str:
    """What stands where a private text was."""
    return _("erased on %(day)s") % {"day": when(text.on, "date")} if text.on else _("erased")


SEALED = {
    "IdentityRecorded": frozenset({"reason"}),
    "IdentityCorrected": frozenset({"reason"}),
    "PhotoAdded": frozenset(),
}
"""Facts that say who the child is, with what of them a timeline opens: the rest is opened where it is asked for."""


def opens(entry: timeline.Entry, field: str) -> bool:
    """Whether a timeline opens the private *field* of *entry*."""
    return entry.name not in SEALED or field in SEALED[entry.name]


async def open_texts(opener: Opener, wanted: Sequence[tuple[timeline.Entry, str]]) -> Mapping[tuple[int, str], Words]:
    """The private texts in the *wanted* fields of entries in clear, codes in words, by position and field."""
    kept = [entry.kept(field) for entry, field in wanted]
    opened = await opener.open([(k.text, Place(k.originator, k.event, k.field)) for k in kept])
    return {
        (entry.position, field): _words(entry, field, text) for (entry, field), text in zip(wanted, opened, strict=True)
    }


def _words(entry: timeline.Entry, field: str, text: Clear | Erased) -> Words:
    """*text* as it is shown, with its language where the writer chose the words: a code or a name has none."""
    if isinstance(text, Erased):
        return Words(erased(text))
    told, kind = wording.private(entry.name, field, text.text), REGISTER.get(entry.name)
    own = kind is not None and told == text.text and kind.private.get(field) is not Purpose.IDENTITY
    return Words(told, entry.language if own else None)


OF_TASKS = frozenset(
    {"TaskOpened", "TaskAcknowledged", "TaskClaimed", "TaskReleased", "TaskEscalated", "TaskHandOverOffered"}
)
OF_CONFERENCES = frozenset(
    {"ApologiesSent", "AttendanceRecorded", "ConferenceBegun", "ViewFrozen", "ViewReleased"}
    | {"FactPinned", "FactUnpinned", "MinutesDrafted", "MinutesApproved"}
)
ROUTINE = OF_TASKS | OF_CONFERENCES
"""Steps of tasks and of conferences that a reader of the case need not see one by one."""

BY_LANTERN = frozenset({"TaskWaived"})
"""What Lantern does by itself because something else happened, which stands in the timeline already."""


def is_main(entry: timeline.Entry) -> bool:
    """Whether *entry* belongs to the story of the case rather than to the routine of its tasks."""
    return entry.name not in ROUTINE and not (entry.name in BY_LANTERN and entry.agency == SYSTEM_AGENCY)


def shown(
    entry: timeline.Entry,
    people: People,
    texts: Mapping[tuple[int, str], Words],
    titles: Mapping[str, str] = MappingProxyType({}),
) -> Entry:
    """*entry* in words, with its private *texts* where they were opened and the *titles* of tasks."""
    agency = people.agency(entry.agency)
    ended = entry.occurred.until or entry.occurred.at
    details = _details(entry, people, texts)
    return Entry(
        position=entry.position,
        id=entry.id,
        event=entry.name,
        title=_("A fact of a kind this version does not know") if entry.unknown else wording.event(entry.name),
        summary=_summary(entry, titles, details),
        happened_at=entry.occurred.at,
        happened_until=entry.occurred.until,
        approximate=entry.occurred.approximate,
        recorded_at=entry.recorded_at,
        late=entry.recorded_at - ended if entry.late else None,
        agency_name="Lantern" if entry.agency == SYSTEM_AGENCY else people.agency_name(entry.agency),
        country=agency.country if agency else None,
        actor_name="" if entry.agency == SYSTEM_AGENCY else people.member_name(entry.actor),
        audience=entry.audience.kind.value,
        details=details,
        unknown=entry.unknown,
        version=entry.version,
        task=entry.task,
        zone=agency.zone if agency else "",
        about=f"/cases/{entry.case}/facts/{entry.id}",
    )


NAMING = {"event": wording.event, "field": wording.field}
"""Fields that name another fact, or a part of it."""

TELLING: Mapping[str, str] = MappingProxyType(
    {
        "AbsenceClassified": "classification",
        "AgeBandRecorded": "band",
        "AgencyJoined": "agency",
        "AlertIssued": "kind",
        "AlertRequested": "kind",
        "CaseClosed": "outcome",
        "ChildLocated": "country",
        "EmergencyAccessReviewed": "finding",
        "EmergencyAccessTaken": "agency",
        "EpisodeClosed": "outcome",
        "InformationRefused": "ground",
        "InformationRequested": "of_agency",
        "LeadOffered": "to_agency",
        "PlacementStarted": "country",
        "RecordCorrected": "event",
        "RecordDisputed": "event",
        "ReferralMade": "to",
        "RiskAssessed": "level",
        "RiskLowered": "level",
        "RiskRaised": "level",
        "SafeAndWellChecked": "result",
        "SightingRecorded": "country",
        "TaskCompleted": "outcome",
    }
)
"""The one field of a fact that says most of it, and stands beside its title."""


def _summary(entry: timeline.Entry, titles: Mapping[str, str], details: Sequence[Detail]) -> str:
    told = [detail.value for detail in details if detail.name == TELLING.get(entry.name)]
    return " · ".join(filter(None, [_(titles.get(entry.task or "", "")), *told]))


def _details(entry: timeline.Entry, people: People, texts: Mapping[tuple[int, str], Words]) -> list[Detail]:
    shown_codes = [
        Detail(wording.field(name), _code(name, value, people), name)
        for name, value in entry.codes.items()
        if name not in wording.HIDDEN and value not in (None, "", [], ())
    ]
    opened = [
        Detail(wording.field(name), words.text, name, words.language)
        for name in entry.private
        if (words := texts.get((entry.position, name))) and words.text
    ]
    sealed = [Detail(_("Who the child is"), _("Sealed here too: open it in the case, under “Child”."))]
    return [*shown_codes, *opened, *(sealed if entry.name in SEALED else ())]


def _code(name: str, value: object, people: People) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, (list, tuple)):
        return ", ".join(_code(name, each, people) for each in value)
    if name in wording.AGENCIES or (name == "to" and people.agency(str(value)) is not None):
        return people.agency_name(str(value))
    if name in wording.MEMBERS:
        return people.member_name(str(value))
    if name in NAMING:
        return NAMING[name](str(value))
    if name in wording.MOMENTS:
        return when(datetime.fromisoformat(str(value)), "full")
    return wording.code(str(value))
