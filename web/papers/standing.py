"""Sections of a paper that say how a case stands: who the child is, the level of risk, what waits and what is missing.

Invariant: all of it is folded from what the reader sees, as it was known at one moment; nothing is opened in here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from domain.codes import AgeBand, Classification, RiskLevel
from domain.privacy import Clear, Erased, codes_in
from projections import cases
from web.casefile.caring.known import QUESTIONS, of_report
from web.casefile.caring.standing import TITLES
from web.casefile.clocks import running
from web.casefile.sheet import ALERT_STATE, EPISODE_STATUS
from web.papers.content import Facts, Paragraph, Points, Section, Text
from web.people import People
from web.shown.timeline import erased
from web.texts import wording
from web.texts.catalog import gettext as _
from web.texts.times import when

OPEN_RISK = ("indicators", "unknowns", "reasons")
"""What a level rests on, as a conference asks for it."""


def child(identity: Mapping[str, str]) -> Section:
    """Who the child is, as it was opened by field."""
    rows = [
        (wording.field(name), Text(wording.code(text) if name == "sex" else text))
        for name, text in identity.items()
        if text
    ]
    told = Facts(rows) if rows else Paragraph(Text(_("Nothing was recorded about who the child is.")))
    return Section(_("Who the child is"), [told])


def stands(case: cases.Case, people: People) -> Section:
    """Where the case stands, in codes and times."""
    told = [
        (_("Phase"), wording.code(case.phase)),
        (_("Disappearance"), _episode(case)),
        (_("Kind of absence"), wording.code(case.called) if case.called is not Classification.UNKNOWN else ""),
        (_("Age group"), wording.code(case.age) if case.age is not AgeBand.UNKNOWN else ""),
        (_("Country"), wording.code(case.country)),
        (_("Lead"), people.agency_name(case.lead) or _("Nobody leads")),
        (_("Alerts"), ", ".join(_alerts(case))),
    ]
    rows = [(label, Text(words, strong=label == _("Disappearance"))) for label, words in told if words]
    return Section(_("Where it stands"), [Facts(rows)])


def _episode(case: cases.Case) -> str:
    if case.episode is None:
        return ""
    since = when(case.episode.since, "full")
    return _("%(status)s, since %(since)s") % {"status": EPISODE_STATUS[case.episode.status](), "since": since}


def _alerts(case: cases.Case) -> list[str]:
    return [f"{wording.code(alert.kind)} ({ALERT_STATE[alert.state]()})" for alert in case.alerts]


def risk(case: cases.Case, opened: Mapping[str, Clear | Erased], people: People) -> Section:
    """The level of risk and what it rests on, with its texts where they were *opened*."""
    level = case.risk.level if case.risk else RiskLevel.UNKNOWN
    rows = [(_("Level"), Text(wording.code(level), strong=True))]
    if case.risk is not None and case.risk.assessment is not None:
        last = case.risk.assessment
        said = {"agency": people.agency_name(last.agency), "moment": when(last.at, "full")}
        rows.append((_("Assessed"), Text(_("%(agency)s, %(moment)s") % said)))
    rows += [(wording.field(name), text) for name in OPEN_RISK if (text := _opened(opened.get(name), name)).words]
    return Section(_("Risk"), [Facts(rows)])


def _opened(text: Clear | Erased | None, name: str) -> Text:
    if isinstance(text, Erased):
        return Text(erased(text))
    words = text.text if text is not None else ""
    return Text(words if name == "reasons" else ", ".join(wording.code(code) for code in codes_in(words)))


def gaps(case: cases.Case, people: People) -> Section:
    """What nobody has said yet: answers that are waited for, and questions of the sheets without an answer."""
    waiting = [_wait(duty.first.what, duty.first.agency) for duty in running(case, [], people)]
    missing = [Text(f"{title}: {', '.join(names)}") for title, names in _missing(case) if names]
    points = [*waiting, *missing]
    return Section(_("What is not known yet"), [Points(points)] if points else [])


def _wait(what: str, agency: str) -> Text:
    return Text(f"{what}: {agency}" if agency else what)


def _missing(case: cases.Case) -> Iterator[tuple[str, Sequence[str]]]:
    for slug, sheet in (("record-profile", case.profile), ("record-safety-plan", case.plan)):
        answered = () if sheet is None else sheet.answered
        if not answered:
            yield _(TITLES[slug]), [_("nothing is recorded")]
        else:
            yield _(TITLES[slug]), [wording.field(name) for name in QUESTIONS[slug] if name not in answered]
    if case.episode is not None and case.episode.status in {"reported", "refused"}:
        yield _("For the report"), [wanted.label for wanted in of_report(case, ()).missing]
