"""What a form is made of.

Invariant: a specification is data without a request; a form shown is a specification with values, choices and errors.
"""

from __future__ import annotations

import enum
from collections.abc import Sequence
from dataclasses import dataclass, field

from domain.codes import Country


class Choices(enum.Enum):
    """Where the choices of a field come from when they depend on the case."""

    CASE_AGENCIES = "agencies of the case"
    CASE_POLICE = "police agencies of the case"
    OTHER_CASE_AGENCIES = "agencies of the case, without the own"
    OUTSIDE_AGENCIES = "agencies that do not take part yet"
    OWN_COLLEAGUES = "members of the own agency, without oneself"
    RUNNING_ALERTS = "alerts that were requested or issued"
    OPEN_REQUESTS = "questions to the own agency"
    EMERGENCIES = "emergency accesses that wait for a review"
    HOLDS = "legal holds that stand"
    PLACEMENTS = "placements that have not ended"
    INVITED_AGENCIES = "agencies that were invited and have not answered"
    DECIDING_AGENCIES = "agencies of the case that answer for the child, without the own"
    SHUT_PARTS = "parts that are walled off from the own agency"
    SIGHTINGS = "sightings that are not protected"
    PROTECTED_SIGHTINGS = "sightings told in confidence"
    ASKED_DISCLOSURES = "disclosures that others asked for and that can be granted"
    OPEN_DISCLOSURES = "disclosures to others that were granted"


@dataclass(frozen=True)
class Spec:
    """One field.

    *kind* is how it is asked: text, textarea, select, radios, checkboxes, datetime, point, new-id or signs.
    """

    name: str
    kind: str
    label: str
    hint: str = ""
    required: bool = True
    options: type[enum.Enum] | Choices | None = None
    default: str = ""
    or_new: bool = False


@dataclass(frozen=True)
class FormSpec:
    """One command as a form: what it is called, why it asks, its fields, the words on its button.

    One that *replaces* what certain facts said is refused when another of them has come since it was opened. One that
    judges *afresh* does not begin with what stands there.
    """

    slug: str
    title: str
    why: str
    submit: str
    fields: Sequence[Spec] = ()
    replaces: tuple[str, ...] = ()
    afresh: bool = False


@dataclass
class ShownField:
    """A field on a page."""

    name: str
    kind: str
    label: str
    hint: str = ""
    required: bool = True
    options: Sequence[tuple[str, str]] = ()
    value: str = ""
    values: Sequence[str] = ()
    error: str | None = None
    autocomplete: str | None = None
    lang: str | None = None
    why: str = ""
    """Why it is asked, where the answer could harm somebody in the wrong hands."""
    recorded: bool = False
    """Whether it takes words of the writer's own, which are marked with the language they write in."""


@dataclass(frozen=True)
class ShownError:
    """One thing to correct, with the field it is about."""

    field: str | None
    message: str


@dataclass
class ShownForm:
    """A form on a page. It names the *version* it was filled in before where a fact can have come since."""

    slug: str
    title: str
    fields: list[ShownField]
    submit: str
    key: str
    why: str = ""
    intro: str = ""
    version: int | None = None
    errors: list[ShownError] = field(default_factory=list)
    sheet: object = None
    """What a form of its own kind asks beside its fields; see :mod:`web.forms.care`."""
    beside: object = None
    """What helps to fill it in; see :mod:`web.casefile.caring`."""


def text(name: str, label: str, hint: str = "", *, required: bool = False) -> Spec:
    """A short text."""
    return Spec(name, "text", label, hint, required)


def long(name: str, label: str, hint: str = "", *, required: bool = False) -> Spec:
    """A long text."""
    return Spec(name, "textarea", label, hint, required)


def choice(
    name: str, label: str, options: type[enum.Enum] | Choices, *, required: bool = True, or_new: bool = False
) -> Spec:
    """One of several, from a list; *or_new* starts something new where nothing was chosen."""
    return Spec(name, "select", label, "", required, options, or_new=or_new)


def several(name: str, label: str, options: type[enum.Enum], hint: str = "") -> Spec:
    """Any of several."""
    return Spec(name, "checkboxes", label, hint, required=False, options=options)


def moment(name: str, label: str, hint: str = "") -> Spec:
    """A point in time in the reader's zone."""
    return Spec(name, "datetime", label, hint, required=False)


def point(name: str, label: str, hint: str = "") -> Spec:
    """A spot on the map, by the name of a town or by its degrees; see :mod:`web.places.typing`."""
    return Spec(name, "point", label, hint, required=False)


def new_id(name: str) -> Spec:
    """The identifier of what the command starts; nobody types it, it is derived from the command's key."""
    return Spec(name, "new-id", "", required=False)


def country(name: str = "country", label: str = "Country", *, required: bool = True) -> Spec:
    """One of the countries; the viewer's own is chosen already."""
    return Spec(name, "select", label, "", required, Country, default="own")
