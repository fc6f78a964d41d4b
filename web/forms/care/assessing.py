"""The assessment of risk as a form: each sign is asked as yes, no or unknown, and weighed before a person decides.

Invariant: what nobody answers is unknown, never a no. A level is recorded only after the person has seen what just
these answers speak for; an answer changed since is weighed again first.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from domain.case.risk.indicators import EXPLOITATION, LEAVING, WORRYING, Indicator, TurningPoint
from domain.case.risk.ruleset import VERSION, weigh
from domain.codes import RiskLevel
from web.forms.fields import FormSpec, Spec, choice, long
from web.texts import wording
from web.texts.catalog import gettext
from web.texts.catalog import mark as _

YES, NO, UNKNOWN = "yes", "no", "unknown"

ANSWER = {"indicators": YES, "unknowns": UNKNOWN, "ruled_out": NO}
"""Which answer puts a sign into which list of the command."""

GROUPS = (
    (_("What makes a disappearance worrying"), _("Each of these alone speaks for high."), WORRYING),
    (_("Signs that the child may go missing"), _("They count together."), LEAVING),
    (_("Signs of exploitation"), _("They count together. One alone proves nothing."), EXPLOITATION),
)

Typed = Mapping[str, Sequence[str]]


def _signs(name: str, label: str) -> Spec:
    return Spec(name, "signs", label, required=False, options=Indicator)


ASSESS = FormSpec(
    "assess-risk",
    _("Assess the risk"),
    _("The level decides how fast everybody works. What is unknown never counts as no."),
    _("Confirm and record"),
    (
        choice("level", _("The level you stand for"), RiskLevel),
        _signs("indicators", _("What is known to be so")),
        _signs("unknowns", _("What nobody knows yet")),
        _signs("ruled_out", _("What was asked and is not so")),
        long("reasons", _("Reasons")),
    ),
    replaces=("RiskAssessed", "RiskRaised", "RiskLowered"),
    afresh=True,
)

TURNING = (
    FormSpec(
        "record-turning-point",
        _("Record what may change the risk"),
        _("A risk that was assessed before it happened says little. Somebody gets the task to assess it anew."),
        _("Record"),
        (choice("what", _("What happened"), TurningPoint), long("note", _("Note"))),
    ),
    FormSpec(
        "record-asylum-decision",
        _("Record that the asylum authority has decided"),
        _("All see that there is a decision. What it says is sealed, and whoever reads it is on record."),
        _("Record"),
        (
            long("decision", _("What was decided"), required=True),
            long("consequences", _("What follows from it, and what the child was told")),
        ),
    ),
)


@dataclass(frozen=True)
class Asked:
    """One sign with the answer given to it."""

    code: str
    label: str
    answer: str


@dataclass(frozen=True)
class Group:
    """Signs of one kind."""

    title: str
    hint: str
    signs: Sequence[Asked]


@dataclass(frozen=True)
class Weighed:
    """What the answers speak for, before anybody decides: the *token* says which answers were shown."""

    token: str
    level: RiskLevel
    ruleset: str
    rules: Sequence[str]
    unknown: Sequence[str]
    changed: bool


@dataclass(frozen=True)
class SignSheet:
    """The signs as a page asks them, and what they speak for once they were *weighed*."""

    groups: Sequence[Group]
    weighed: Weighed | None


def chosen(typed: Typed, field: str) -> list[str]:
    """The signs with the answer that puts them into the list *field*."""
    return [sign.value for sign in Indicator if answer_to(typed, sign) == ANSWER[field]]


def answer_to(typed: Typed, sign: Indicator) -> str:
    """What was answered to *sign*; unknown where nothing was, or nothing that is an answer."""
    given = next(iter(typed.get(f"sign-{sign.value}", ())), UNKNOWN)
    return given if given in (YES, NO) else UNKNOWN


def token_of(seen: Iterable[str], ruled_out: Iterable[str]) -> str:
    """What stands for just these answers."""
    return hashlib.sha256(";".join((*sorted(seen), "", *sorted(ruled_out))).encode()).hexdigest()[:16]


def token(typed: Typed) -> str:
    """What stands for the answers in *typed*."""
    return token_of(chosen(typed, "indicators"), chosen(typed, "ruled_out"))


def unseen(spec: FormSpec, typed: Typed) -> bool:
    """Whether somebody sends an assessment without having seen what these answers speak for."""
    return spec is ASSESS and token(typed) not in typed.get("weighed", ())


def sheet(spec: FormSpec, typed: Typed, *, sent: bool) -> SignSheet | None:
    """The signs of an assessment with what was answered, weighed where they were *sent*; None for another form."""
    if spec is not ASSESS:
        return None
    groups = [
        Group(gettext(title), gettext(hint), [_asked(typed, sign) for sign in Indicator if sign in signs])
        for title, hint, signs in GROUPS
    ]
    return SignSheet(groups, _weighed(typed) if sent else None)


def _asked(typed: Typed, sign: Indicator) -> Asked:
    return Asked(sign.value, wording.code(sign.value), answer_to(typed, sign))


def _weighed(typed: Typed) -> Weighed:
    seen, unknown, ruled_out = (frozenset(map(Indicator, chosen(typed, field))) for field in ANSWER)
    weighing = weigh(seen, unknown, ruled_out)
    before = next(iter(typed.get("weighed", ())), "")
    return Weighed(
        token=token(typed),
        level=weighing.level,
        ruleset=VERSION,
        rules=[wording.code(rule.value) for rule in weighing.rules],
        unknown=[wording.code(sign.value) for sign in weighing.unknown],
        changed=bool(before) and before != token(typed),
    )
