"""What can be asked about a person of an agency, as forms.

Invariant: only what makes sense as the person stands is offered; the directory decides.
"""

from __future__ import annotations

from collections.abc import Sequence

from domain.directory.codes import MemberRole, Standing
from web.access.viewer import Viewer
from web.forms.fields import ShownError, ShownField, ShownForm
from web.people import Member
from web.services import Services
from web.shown.timeline import Detail
from web.texts import wording
from web.texts.catalog import gettext as _
from web.texts.catalog import mark

ROLES = {
    MemberRole.WORKER: mark("Worker: works on the agency's tasks and cases"),
    MemberRole.DUTY: mark("Duty officer: is reached when nobody else is named"),
    MemberRole.CHAIR: mark("Chair: leads case conferences"),
    MemberRole.AUDITOR: mark("Auditor: looks at what was done"),
    MemberRole.DATA_PROTECTION: mark("Data protection officer: is told of emergency access"),
    MemberRole.ADMIN: mark("Administrator: says who acts for the agency"),
}


def role_word(role: str) -> str:
    """The name of a role, without what it is for."""
    return _("Data protection officer") if role == MemberRole.DATA_PROTECTION else wording.code(role)


def facts_of(services: Services, member: Member, roles: str, *, coming: bool) -> list[Detail]:
    """What is known of *member*; of who is still *coming*, from where."""
    known = [Detail(_("E-mail address"), member.email)]
    if coming:
        return [*known, Detail(_("Comes from"), services.people.agency_name(member.agency))]
    known += [Detail(_("Roles"), roles), Detail(_("State"), wording.code(member.standing))]
    if member.moved_to:
        known.append(Detail(_("Went to"), services.people.agency_name(member.moved_to)))
    return known


def forms_for(services: Services, viewer: Viewer, member: Member) -> list[ShownForm]:
    """The forms that make sense for *member*, the harmless ones first."""
    key = services.ids.new
    if member.agency != viewer.agency_id:
        return [take_in_form(member, key())]
    myself = member.id == viewer.member_id
    match member.standing:
        case Standing.INVITED:
            return [plain("link", key()), roles_form(member, key()), plain("withdraw", key())]
        case Standing.ACTIVE if myself:
            return [roles_form(member, key())]
        case Standing.ACTIVE:
            move = move_form(services, viewer, key())
            return [
                roles_form(member, key()),
                plain("link", key()),
                plain("forget", key()),
                reason_form("suspend", key()),
                move,
            ]
        case Standing.SUSPENDED:
            return [plain("reinstate", key()), roles_form(member, key()), move_form(services, viewer, key())]
        case _:
            return []


TITLES = {
    "roles": (mark("Change the roles"), mark("Save the roles"), ""),
    "link": (
        mark("Make a link"),
        mark("Make a link"),
        mark("For who has not come in yet or has forgotten their password. A link made before opens nothing then."),
    ),
    "suspend": (
        mark("Suspend"),
        mark("Suspend"),
        mark("They are signed out at once, everywhere, until an administrator reinstates them."),
    ),
    "reinstate": (mark("Reinstate"), mark("Reinstate"), mark("They may sign in and act again.")),
    "move": (
        mark("Move or let go"),
        mark("Move or let go"),
        mark(
            "They are signed out at once and act for your agency no more. Another agency takes them in by itself: what "
            "they were entrusted with stays with yours."
        ),
    ),
    "take-in": (mark("Take in"), mark("Take in"), mark("They act for your agency from now on.")),
    "forget": (
        mark("Remove their second factor"),
        mark("Remove the second factor"),
        mark(
            "For who lost their telephone and recovery codes; passkeys and tokens of programs go too. Make sure that "
            "it is them."
        ),
    ),
    "withdraw": (mark("Withdraw the invitation"), mark("Withdraw the invitation"), ""),
}


def title_of(slug: str) -> str:
    """What the form *slug* is called."""
    return _(TITLES[slug][0])


def form(slug: str, key: str, fields: list[ShownField], errors: Sequence[ShownError] = ()) -> ShownForm:
    """The form *slug* with *fields*."""
    title, submit, intro = TITLES[slug]
    return ShownForm(
        slug=slug,
        title=_(title),
        intro=_(intro) if intro else "",
        fields=fields,
        submit=_(submit),
        key=key,
        errors=list(errors),
    )


def plain(slug: str, key: str, errors: Sequence[ShownError] = ()) -> ShownForm:
    """A form that asks nothing."""
    return form(slug, key, [], errors)


def role_field(chosen: Sequence[str]) -> ShownField:
    """Which roles."""
    return ShownField("roles", "checkboxes", _("Roles"), options=[(r, _(w)) for r, w in ROLES.items()], values=chosen)


def roles_form(member: Member, key: str) -> ShownForm:
    """Which roles *member* has."""
    return form("roles", key, [role_field(member.roles)])


def take_in_form(member: Member, key: str) -> ShownForm:
    """In which roles *member* is taken in; none that could be taken for granted."""
    return form("take-in", key, [role_field((MemberRole.WORKER,) if member.roles else ())])


def reason_field() -> ShownField:
    """Why; it is recorded."""
    return ShownField("reason", "textarea", _("Reason"), hint=_("It is recorded, sealed, in your agency's history."))


def reason_form(slug: str, key: str) -> ShownForm:
    """A step that needs a reason."""
    return form(slug, key, [reason_field()])


def move_form(services: Services, viewer: Viewer, key: str) -> ShownForm:
    """Where to, and why."""
    others = [(each.id, each.name) for each in services.people.agencies() if each.id != viewer.agency_id]
    where = ShownField(
        "to_agency",
        "select",
        _("To"),
        hint=_("Leave it open for who leaves altogether."),
        required=False,
        options=others,
    )
    return form("move", key, [where, reason_field()])
