"""The forms by which agencies come into a case, and go.

Invariant: the fields of a form are the fields of its command; ``tests/web/case/test_forms.py`` compares them.
"""

from __future__ import annotations

from domain.case import codes
from domain.case.coordination.grounds import Provision
from web.forms.fields import Choices, FormSpec, Spec, choice, long, new_id
from web.texts.catalog import mark as _


def _ground(*, required: bool) -> tuple[Spec, ...]:
    return (
        choice("purpose", _("For what"), codes.SharedFor, required=required),
        choice("legal_basis", _("Legal basis"), codes.LegalBasis, required=required),
        choice("provision", _("Provision or protocol"), Provision, required=False),
    )


INVITING = (
    FormSpec(
        "invite-agency",
        _("Invite an agency"),
        _(
            "Until it accepts it sees only that your agency asks, for what and on what basis: neither the case nor its "
            "number."
        ),
        _("Invite"),
        (new_id("invitation"), choice("agency", _("Agency"), Choices.OUTSIDE_AGENCIES), *_ground(required=True)),
    ),
    FormSpec(
        "withdraw-agency-invitation",
        _("Withdraw an invitation"),
        _("The agency will no longer see that it was asked."),
        _("Withdraw"),
        (choice("agency", _("Agency"), Choices.INVITED_AGENCIES),),
    ),
    FormSpec(
        "join-agency",
        _("Bring in an agency at once"),
        _(
            "For whom the child cannot wait: it is not asked, sees the case from now on and gets the duties of its "
            "role. What you leave open is what is usual for its role."
        ),
        _("Bring in"),
        (choice("agency", _("Agency"), Choices.OUTSIDE_AGENCIES), *_ground(required=False)),
    ),
    FormSpec(
        "end-part",
        _("End the part of an agency"),
        _("It will no longer see the case, and what was disclosed to it is shut. It reads that its part has ended."),
        _("End its part"),
        (choice("agency", _("Agency"), Choices.OTHER_CASE_AGENCIES), long("reason", _("Reason"), required=True)),
    ),
)
