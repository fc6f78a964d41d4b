"""Forms of the pages about rights: made from their fields, and shown again as they were typed.

Invariant: nothing that was typed is lost when it is refused.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from web.forms.fields import ShownError, ShownField, ShownForm
from web.services import Services


def plain(
    services: Services, slug: str, title: str, fields: Sequence[ShownField], submit: str, intro: str = ""
) -> ShownForm:
    """A fresh form."""
    return ShownForm(
        slug=slug,
        title=title,
        intro=intro,
        fields=list(fields),
        submit=submit,
        key=services.ids.new(),
    )


def typed_again(form: ShownForm, typed: Mapping[str, str], error: ShownError) -> ShownForm:
    """*form* as it was typed, with *error* at its field where that is on it."""
    for field in form.fields:
        field.value = typed.get(field.name, "")
        if field.name == error.field:
            field.error = error.message
    on_it = error.field in {field.name for field in form.fields}
    form.errors = [error if on_it else ShownError(None, error.message)]
    return form
