"""The form in which somebody says how they wish to be told.

Invariant: what is read out of it is something that can be wished, or a fault that names its field.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import time

from msgspec.structs import replace

from domain.notice.wishes import CHOSEN, Kind, Quiet, Wishes
from web.access import appearance
from web.forms.fields import ShownError, ShownField, ShownForm
from web.texts.catalog import gettext as _
from web.texts.catalog import mark

KINDS: dict[Kind, str] = {
    Kind.URGENT: mark("A task of mine, or one of my agency while I am on call, is due within two hours or late"),
    Kind.UNACKNOWLEDGED: mark("Nobody of my agency has acknowledged a duty in time"),
    Kind.ESCALATION: mark("Another agency's duty has come up to mine"),
    Kind.EMERGENCY: mark("Somebody took emergency access to a case that I answer for"),
    Kind.CONFERENCE: mark("My agency is asked to a conference, or one is moved, cancelled, or has minutes to approve"),
    Kind.REMARK: mark("An auditor asks my agency about its work on a case"),
}
SHORT: dict[Kind, str] = {
    Kind.URGENT: mark("Urgent task"),
    Kind.UNACKNOWLEDGED: mark("Duty nobody acknowledged"),
    Kind.ESCALATION: mark("Escalation"),
    Kind.EMERGENCY: mark("Emergency access"),
    Kind.CONFERENCE: mark("Conference"),
    Kind.REMARK: mark("Remark of an auditor"),
    Kind.TRIAL: mark("To try it"),
}

NONE = "none"
"""Chosen where there are no quiet hours, or no zone of one's own."""

HALVES = tuple(f"{hour:02d}:{minute:02d}" for hour in range(24) for minute in (0, 30))
MAIL_ADDRESS = re.compile(r"[^@\s]+@[^@\s]+")
LONGEST = 320

Values = Mapping[str, Sequence[str]]


def wishes_form(wishes: Wishes, own: str, zones: Sequence[tuple[str, str]], key: str, *, mail: bool) -> ShownForm:
    """The form as *wishes* fill it in; *own* is the address they sign in with, *mail* whether any is sent here."""
    hours = [(NONE, _("No quiet hours")), *((half, half) for half in HALVES)]
    kinds = ShownField(
        "kinds",
        "checkboxes",
        _("What you are told of"),
        options=[(kind.value, _(words)) for kind, words in KINDS.items()],
        values=[kind.value for kind in wishes.kinds],
    )
    by_mail = [
        ShownField(
            "mail",
            "checkboxes",
            _("By mail"),
            options=[("yes", _("Send me mail"))],
            values=["yes"] if wishes.mail else [],
        ),
        ShownField(
            "address",
            "email",
            _("To another address"),
            _("Left empty, mail goes to %(address)s, with which you sign in.") % {"address": own},
            required=False,
            value=wishes.address,
            autocomplete="email",
        ),
    ]
    return ShownForm(
        slug="notices",
        title=_("How you wish to be told"),
        fields=[kinds, *(by_mail if mail else ()), *_quiet(wishes, hours, zones), _exercises(wishes)],
        submit=_("Save"),
        key=key,
    )


def _quiet(
    wishes: Wishes, hours: Sequence[tuple[str, str]], zones: Sequence[tuple[str, str]]
) -> tuple[ShownField, ShownField, ShownField]:
    held = _("What must not wait comes all the same: a case at high risk, emergency access, your shift on call.")
    begins, ends = (NONE, NONE) if wishes.quiet is None else (_clock(wishes.quiet.begins), _clock(wishes.quiet.ends))
    return (
        ShownField("begins", "select", _("Quiet from"), held, options=hours, value=begins),
        ShownField("ends", "select", _("Quiet until"), options=hours, value=ends),
        ShownField("zone", "select", _("In the time of"), options=zones, value=wishes.zone or NONE),
    )


def _exercises(wishes: Wishes) -> ShownField:
    return ShownField(
        "exercises",
        "checkboxes",
        _("Exercises"),
        options=[("yes", _("Tell me of fictive cases too"))],
        values=["yes"] if wishes.exercises else [],
    )


def _clock(at: time) -> str:
    return at.strftime("%H:%M")


def wished(before: Wishes, typed: Values, *, mail: bool) -> Wishes | list[ShownError]:
    """What somebody wishes who typed this; the faults where it cannot be wished."""
    one = {name: values[-1].strip() for name, values in typed.items() if values}
    address, zone = one.get("address", ""), one.get("zone", NONE)
    faults = []
    if address and (len(address) > LONGEST or not MAIL_ADDRESS.fullmatch(address)):
        faults.append(ShownError("address", _("This is no e-mail address. It looks like name@agency.example.")))
    begins, ends = one.get("begins", NONE), one.get("ends", NONE)
    if (begins == NONE) is not (ends == NONE) or not {begins, ends} <= {NONE, *HALVES}:
        faults.append(ShownError("ends", _("Quiet hours need a time at which they begin and one at which they end.")))
    elif begins == ends != NONE:
        faults.append(ShownError("ends", _("Quiet hours that end when they begin are none. Choose another time.")))
    if zone != NONE and not appearance.is_zone(zone):
        faults.append(ShownError("zone", _("Choose one of the time zones.")))
    if faults:
        return faults
    quiet = None if begins == NONE else Quiet(time.fromisoformat(begins), time.fromisoformat(ends))
    return replace(
        before,
        kinds=tuple(kind for kind in CHOSEN if kind.value in typed.get("kinds", ())),
        mail="yes" in typed.get("mail", ()) if mail else before.mail,
        address=address if mail else before.address,
        quiet=quiet,
        zone="" if zone == NONE else zone,
        exercises="yes" in typed.get("exercises", ()),
    )
