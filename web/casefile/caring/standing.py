"""What a case page says about the care for the child, in words.

Invariant: of a sheet it says which questions have an answer; what of an assessment is sealed is shown only as it was
opened, in one recorded consultation.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from domain.case.risk.indicators import Indicator
from domain.case.risk.ruleset import RiskRule
from domain.codes import RiskLevel
from domain.privacy import Clear, Erased, codes_in
from projections import cases
from web.casefile.caring.known import QUESTIONS, Standing, of_report
from web.people import People
from web.shown.tasks import TaskCard
from web.texts import wording
from web.texts.catalog import mark as _

INTERVIEW_TASKS = frozenset({"offer-return-interview", "hold-return-interview"})
"""The duties whose clock is that of the return interview."""

TITLES = {
    "record-profile": _("Profile"),
    "record-safety-plan": _("Safety plan"),
}


@dataclass(frozen=True)
class ShownAssessment:
    """The last assessment: who stands for which level, what the rules proposed and why, and what is unknown."""

    level: RiskLevel
    proposed: RiskLevel
    ruleset: str
    by: str
    agency: str
    at: datetime
    rules: Sequence[str]
    unknown: Sequence[str]
    confirmed_by: str
    anew: datetime | None


@dataclass(frozen=True)
class ShownSheet:
    """A sheet that is kept ready: which questions are *answered* and which are *missing*, by their names."""

    slug: str
    title: str
    answered: Sequence[str]
    missing: Sequence[str]
    photo_on: date | None
    by: str
    at: datetime | None
    open: bool


@dataclass(frozen=True)
class ShownInterview:
    """Where the return interview stands; *clocks* are those of its duties."""

    state: str
    interviewer: str
    independent: bool | None
    at: datetime | None
    clocks: Sequence[TaskCard]


@dataclass(frozen=True)
class Caring:
    """All of it; the report is none while there is nothing to report."""

    assessment: ShownAssessment | None
    sheets: Sequence[ShownSheet]
    report: Standing | None
    interview: ShownInterview | None


def caring(
    case: cases.Case,
    people: People,
    *,
    tasks: Sequence[TaskCard],
    forms: Collection[str],
    opened: Mapping[str, Clear | Erased],
) -> Caring:
    """Where the care stands; *forms* may be filled in now, *opened* are the private texts of the assessment."""
    reported = case.episode is not None and case.episode.status in {"reported", "refused"}
    return Caring(
        assessment=_assessment(case.risk, people, opened),
        sheets=[sheet for slug in QUESTIONS if (sheet := _sheet(case, slug, people, forms)) is not None],
        report=of_report(case, forms) if reported else None,
        interview=interview(case, people, tasks),
    )


def _assessment(
    risk: cases.Risk | None, people: People, opened: Mapping[str, Clear | Erased]
) -> ShownAssessment | None:
    if risk is None or risk.assessment is None:
        return None
    last = risk.assessment
    return ShownAssessment(
        level=last.level,
        proposed=last.proposed,
        ruleset=last.ruleset or "",
        by=people.member_name(last.by),
        agency=people.agency_name(last.agency),
        at=last.at,
        rules=[wording.code(rule) for rule in RiskRule if rule in _codes(opened.get("rules"))],
        unknown=_unknown(opened) if "indicators" in opened else [],
        confirmed_by=people.member_name(risk.confirmed_by) if risk.confirmed_by else "",
        anew=risk.anew,
    )


def _codes(text: Clear | Erased | None) -> list[str]:
    return list(codes_in(text.text)) if isinstance(text, Clear) else []


def _unknown(opened: Mapping[str, Clear | Erased]) -> list[str]:
    """The signs that were neither seen nor ruled out; none where it was erased what was."""
    if any(isinstance(text, Erased) for text in opened.values()):
        return []
    answered = {*_codes(opened.get("indicators")), *_codes(opened.get("ruled_out"))}
    return [wording.code(sign) for sign in Indicator if sign not in answered]


def _sheet(case: cases.Case, slug: str, people: People, forms: Collection[str]) -> ShownSheet | None:
    """The sheet of a form; nothing where it is neither there nor for the reader to fill in."""
    sheet = case.profile if slug == "record-profile" else case.plan
    if sheet is None and slug not in forms:
        return None
    there = () if sheet is None else sheet.answered
    return ShownSheet(
        slug=slug,
        title=TITLES[slug],
        answered=[wording.field(name) for name in QUESTIONS[slug] if name in there],
        missing=[wording.field(name) for name in QUESTIONS[slug] if name not in there],
        photo_on=None if sheet is None else sheet.photo_on,
        by="" if sheet is None else people.agency_name(sheet.agency),
        at=None if sheet is None else sheet.at,
        open=slug in forms,
    )


def interview(case: cases.Case, people: People, tasks: Sequence[TaskCard]) -> ShownInterview | None:
    """The return interview; nothing while the child has not come back."""
    clocks = [task for task in tasks if task.code in INTERVIEW_TASKS]
    told = case.interview
    if told is None and not clocks:
        return None
    return ShownInterview(
        state="due" if told is None else told.state,
        interviewer="" if told is None else people.agency_name(told.interviewer),
        independent=None if told is None else told.independent,
        at=None if told is None else told.at,
        clocks=clocks,
    )
