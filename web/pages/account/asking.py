"""The forms of a person's own account.

Invariant: what was typed into a password is never shown again.
"""

from __future__ import annotations

from web.forms.fields import ShownField, ShownForm
from web.texts.catalog import gettext as _
from web.texts.catalog import mark

SCOPES = {
    "news": mark("News: hears that something changed, and nothing else"),
    "read": mark("Read: sees what you see, and changes nothing"),
    "work": mark("Work: does everything that you may do"),
}
WORDS = {"news": mark("News"), "read": mark("Read"), "work": mark("Work")}
LASTS = {"7": mark("7 days"), "30": mark("30 days"), "90": mark("90 days"), "365": mark("a year")}


def scope_word(scope: str) -> str:
    """The name of a scope."""
    return _(WORDS[scope])


def password_form(key: str) -> ShownForm:
    """The form that changes the password."""
    hint = _("At least 12 characters. Four or more words that have nothing to do with each other are good.")
    return ShownForm(
        slug="password",
        title=_("Change your password"),
        intro=_("You stay signed in here and are signed out everywhere else."),
        fields=[
            ShownField("current", "password", _("Your password now"), autocomplete="current-password"),
            ShownField("password", "password", _("New password"), hint, autocomplete="new-password"),
            ShownField("again", "password", _("The same password again"), autocomplete="new-password"),
        ],
        submit=_("Change the password"),
        key=key,
    )


def token_form(key: str, name: str = "", scope: str = "read", lasts: str = "30") -> ShownForm:
    """The form that makes a token for a program."""
    return ShownForm(
        slug="token",
        title=_("Make a token"),
        intro=_("A program acts with it in your name, for the agency you act for now. It is shown once."),
        fields=[
            ShownField(
                "name", "text", _("Name"), hint=_("What the program is for, so that you know it again."), value=name
            ),
            ShownField("scope", "radios", _("Scope"), options=[(c, _(w)) for c, w in SCOPES.items()], value=scope),
            ShownField(
                "lasts", "select", _("It ends after"), options=[(c, _(w)) for c, w in LASTS.items()], value=lasts
            ),
        ],
        submit=_("Make the token"),
        key=key,
    )
