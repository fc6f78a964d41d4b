"""Which questions about a child have an answer, on which sheet, and where to answer the others.

Invariant: nothing is opened to say so; names and counts of questions are all there is in here.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from msgspec.structs import replace

from domain.case.episode.minimum import NATIONAL, minimum
from domain.case.events import IdentityRecorded, ProfileRecorded, SafetyPlanRecorded
from domain.case.prepared.commands import RecordProfile, RecordSafetyPlan
from projections import cases
from projections.kept import Kept
from web.texts import wording
from web.texts.times import now

QUESTIONS = {
    RecordProfile.slug(): tuple(name for name in RecordProfile.__struct_fields__ if name != "photo_on"),
    RecordSafetyPlan.slug(): RecordSafetyPlan.__struct_fields__,
}
"""What the sheets that are kept ready ask, by form."""

KEPT_AS = {
    "correct-identity": IdentityRecorded.NAME,
    RecordProfile.slug(): ProfileRecorded.NAME,
    RecordSafetyPlan.slug(): SafetyPlanRecorded.NAME,
}
"""The fact whose fields a form begins with, by form."""

BEGUN_WITH = frozenset(KEPT_AS)
"""The forms that begin with what stands on record."""

PROFILE = frozenset({"photo", "recent_photo", "applicant_card", "relatives", "phones"})
"""What of the minimum is answered on the profile."""

ELSEWHERE = {"guardian_name": "appoint-guardian", "placement": "start-placement"}


@dataclass(frozen=True)
class Wanted:
    """A question without an answer, and the form that asks it; none where the reader may not fill it in now."""

    label: str
    slug: str | None


@dataclass(frozen=True)
class Standing:
    """Of the minimum of a report: what is known, what is missing, and whether its country asks for more than others."""

    known: Sequence[str]
    missing: Sequence[Wanted]
    national: bool


def of_report(case: cases.Case, forms: Collection[str], own: Collection[str] = ()) -> Standing:
    """What a report about the child lacks. *forms* may be filled in now; what the form at hand asks itself is *own*."""
    country = case.country if case.episode is None else case.episode.country
    photo_on = None if case.profile is None else case.profile.photo_on
    found = minimum(frozenset(answered(case)), country, photo_on, today())
    missing = [Wanted(wording.field(code), _form(case, code, forms)) for code in found.missing if code not in own]
    return Standing([wording.field(code) for code in found.known], missing, country in NATIONAL)


def answered(case: cases.Case) -> Iterator[str]:
    """Every question that has an answer, as ``sheet.field``."""
    episode = case.episode
    yield from (f"identity.{name}" for name in case.identified)
    yield from (f"profile.{name}" for name in (case.profile.answered if case.profile else ()))
    yield from (f"report.{name}" for name in (episode.told if episode else ()))
    if case.guardian is not None:
        yield "care.guardian"
    if case.placement is not None:
        yield "care.placement"
    if episode is not None and episode.last_seen_at is not None:
        yield "episode.last_seen"


def today() -> date:
    """The day, as it is in Lantern's own time."""
    return now().date()


def _form(case: cases.Case, code: str, forms: Collection[str]) -> str | None:
    identity = "correct-identity" if case.identity else "record-identity"
    named = dict.fromkeys(cases.IDENTITY, identity) | dict.fromkeys(PROFILE, "record-profile") | ELSEWHERE
    slug = named.get(code, "supplement-report")
    return slug if slug in forms else None


def begun(case: cases.Case, slug: str) -> cases.Case:
    """*case* with the sealed texts that the form *slug* begins with where its identity stands, to be opened like it."""
    sheet = _sheet(case, slug)
    texts: dict[str, Kept] = {} if sheet is None else sheet.texts
    return replace(case, identity=texts) if slug in QUESTIONS else case


def in_clear(case: cases.Case, slug: str) -> dict[str, list[str]]:
    """What a form begins with that stands in clear: the day of the photo."""
    sheet = _sheet(case, slug)
    return {} if sheet is None or sheet.photo_on is None else {"photo_on": [sheet.photo_on.isoformat()]}


def _sheet(case: cases.Case, slug: str) -> cases.Sheet | None:
    return {RecordProfile.slug(): case.profile, RecordSafetyPlan.slug(): case.plan}.get(slug)
