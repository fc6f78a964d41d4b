"""Every form of a case, in the order in which a case page offers them.

Invariant: each command that a person can give to a case has one form.
"""

from __future__ import annotations

from web.forms.between.disclosing import DISCLOSING
from web.forms.between.inviting import INVITING
from web.forms.care.prepared import PREPARED
from web.forms.child import AFTERCARE, CARE, FILE
from web.forms.fields import FormSpec
from web.forms.searching import ALERTS, EPISODE, RISK
from web.forms.working import COORDINATION, INFORMATION, KEEPING

FORMS: dict[str, FormSpec] = {
    form.slug: form
    for part in (
        EPISODE,
        RISK,
        ALERTS,
        INFORMATION,
        DISCLOSING,
        INVITING,
        COORDINATION,
        CARE,
        PREPARED,
        FILE,
        AFTERCARE,
        KEEPING,
    )
    for form in part
}
