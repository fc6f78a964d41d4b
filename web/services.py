"""Everything the handlers work with, put together once by the composition root.

Invariant: handlers receive this and nothing global.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field

from domain.auditing.commands import RemarkCommand
from domain.auditing.state import Remarks
from domain.case import commands as case_commands
from domain.case.state import Case
from domain.conference.commands import ConferenceCommand
from domain.conference.state import Conference
from domain.deciding.handling import Handler
from domain.directory.commands import AgencyCommand
from domain.directory.reaching import Lines
from domain.directory.state import Agency
from domain.ports import Clock, Ids
from domain.retention.rules import Retention
from domain.sampling.commands import SamplingCommand
from domain.sampling.decider import Sample
from domain.task.commands import TaskCommand
from domain.task.state import Task
from projections.views import Documents
from web.access.address import Network
from web.access.pacing import Pace
from web.access.sittings import Sittings
from web.auditing.ports import Roots
from web.live import Hub
from web.papers.content import Papers
from web.people import People
from web.ports import Bookmarks, Consultations, Desks, HealthCheck, Notices, Opener, Pictures, RuleBooks
from web.processing.installed import Measures
from web.proofs.guessing import Guesses
from web.proofs.ports import Credentials, Factors, Links, Passkeys, Sessions, Tokens
from web.proofs.providing import Providers, Subjects
from web.proving.ports import RecordCheck
from web.room.ports import Rooms
from web.shown.board.deeds import Deeds


@dataclass(frozen=True)
class WebSettings:
    """What an installation chooses about its screens."""

    secure_cookies: bool = True
    allowed_hosts: tuple[str, ...] = ()
    origin: str | None = None
    demo: bool = False
    metrics_token: str | None = None
    measures: Measures = field(default_factory=Measures)
    proxies: tuple[Network, ...] = ()


@dataclass(frozen=True)
class Services:
    """The ports and handlers behind the screens."""

    cases: Handler[Case, case_commands.CaseCommand]
    tasks: Handler[Task, TaskCommand]
    directory: Handler[Agency, AgencyCommand]
    conferences: Handler[Conference, ConferenceCommand]
    remarks: Handler[Remarks, RemarkCommand]
    samples: Handler[Sample, SamplingCommand]
    roots: Roots
    documents: Documents
    lines: Lines
    papers: Papers
    people: People
    sessions: Sessions
    credentials: Credentials
    links: Links
    tokens: Tokens
    factors: Factors
    passkeys: Passkeys
    providers: Providers
    subjects: Subjects
    desks: Desks
    rooms: Rooms
    notices: Notices
    opener: Opener
    pictures: Pictures
    consultations: Consultations
    bookmarks: Bookmarks
    rules: RuleBooks
    retention: Retention
    hub: Hub
    clock: Clock
    ids: Ids
    health: HealthCheck
    record: RecordCheck
    settings: WebSettings = field(default_factory=WebSettings)
    deeds: Deeds = field(default_factory=Deeds)
    sittings: Sittings = field(default_factory=Sittings)
    guesses: Guesses = field(default_factory=Guesses)
    pace: Pace = field(default_factory=lambda: Pace(0))
    journeys: Pace = field(default_factory=lambda: Pace(1, at_once=400))
    """How much somebody may leave here on the way to a provider, in pieces: it is kept for hours beside the log."""
    opening: asyncio.Lock = field(default_factory=asyncio.Lock)
    """Held while a case is given its number, so that two do not get the same."""
