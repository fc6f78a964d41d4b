"""The playbooks: which there are, what they say, and what differs between two versions.

Invariant: rules are no secret, so whoever is signed in may read them; how many cases go by a version is told to
auditors only, of the cases they may see, and which ones to nobody here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from litestar import Response, get
from litestar.params import FromPath

from domain.playbook.rules import Mark, Phase, Playbook, Rule
from web.access.viewer import AppRequest, services_of
from web.answers.faults import NotThere
from web.answers.rendering import page
from web.pages.playbooks.of_case import Choice
from web.playbooks import words
from web.playbooks.comparing import Comparison, compared
from web.playbooks.duties import PHASES
from web.playbooks.shelf import ShownPlaybook, ShownVersion, shelf_of, shown_playbook
from web.playbooks.titles import languages_read
from web.texts import wording
from web.texts.catalog import gettext as _


@dataclass(frozen=True)
class ShownRule:
    """A rule as its page tells it."""

    id: str
    title: str
    language: str | None
    trigger: str
    conditions: Sequence[str]
    who: str
    clock: str
    more: Sequence[str]
    ends: str
    replaces: Sequence[str]
    why: str
    source: str
    mark: Mark
    sure: str


@dataclass(frozen=True)
class Part:
    """The rules of a phase."""

    phase: Phase
    name: str
    rules: Sequence[ShownRule]


def shown_rule(rule: Rule, reads: Sequence[str]) -> ShownRule:
    """*rule* in words, with its title in a language that somebody *reads*."""
    title = words.title_of(rule, reads)
    return ShownRule(
        id=rule.id,
        title=title.text,
        language=title.language,
        trigger=words.triggers(rule),
        conditions=words.conditions(rule),
        who=words.who(rule),
        clock=words.clock(rule),
        more=list(words.more_clocks(rule)),
        ends=words.ends(rule),
        replaces=rule.instead_of,
        why=rule.why,
        source=rule.source,
        mark=rule.mark,
        sure=words.how_sure(rule),
    )


@get("/playbooks", include_in_schema=False)
async def playbooks_page(request: AppRequest) -> Response[Any]:
    """Every playbook with its versions."""
    return page(request, "pages/playbooks.html", playbooks=shelf_of(services_of(request), request.user))


@get("/playbooks/{name:str}", include_in_schema=False)
async def playbook_page(request: AppRequest, name: FromPath[str]) -> Response[Any]:
    """What one version of a playbook says, the newest where none is asked for; all phases, or one."""
    known = _known(request, name)
    version = _version(known, request.query_params.get("version"), known.versions[0])
    only = next((each for each in Phase if each.value == request.query_params.get("phase")), None)
    return page(
        request,
        "pages/playbook.html",
        known=known,
        shown=version,
        parts=_parts(version.playbook, only, languages_read(request.user)),
        choices=_phases(known, version, only),
        agencies=_agencies(version.playbook),
    )


def _known(request: AppRequest, name: str) -> ShownPlaybook:
    known = shown_playbook(services_of(request), request.user, name)
    if known is None:
        raise NotThere
    return known


def _version(known: ShownPlaybook, asked: str | None, otherwise: ShownVersion) -> ShownVersion:
    if asked is None:
        return otherwise
    found = next((each for each in known.versions if each.version == asked), None)
    if found is None:
        raise NotThere
    return found


def _parts(playbook: Playbook | None, only: Phase | None, reads: Sequence[str]) -> list[Part]:
    if playbook is None:
        return []
    phases = [phase for phase in Phase if only in {None, phase}]
    parts = [
        Part(p, _(PHASES[p]), [shown_rule(rule, reads) for rule in playbook.rules if rule.phase is p]) for p in phases
    ]
    return [part for part in parts if part.rules]


def _phases(known: ShownPlaybook, version: ShownVersion, only: Phase | None) -> list[Choice]:
    path = f"/playbooks/{known.id}?version={version.version}"
    each = [Choice(_(name), f"{path}&phase={phase.value}", phase is only) for phase, name in PHASES.items()]
    return [Choice(_("All phases"), path, only is None), *each]


def _agencies(playbook: Playbook | None) -> list[tuple[str, str]]:
    return [] if playbook is None else [(wording.code(role), name) for role, name in playbook.agencies.items()]


@get("/playbooks/{name:str}/compare", include_in_schema=False)
async def compare_page(request: AppRequest, name: FromPath[str]) -> Response[Any]:
    """What differs between two versions; between the newest and the one before where none is asked for."""
    known = _known(request, name)
    asked = request.query_params
    after = _version(known, asked.get("after"), known.versions[0])
    before = _version(known, asked.get("before"), _earlier(known, after))
    comparison: Comparison | None = None
    if before.playbook is not None and after.playbook is not None:
        comparison = compared(before.playbook, after.playbook)
    return page(request, "pages/playbook_compare.html", known=known, before=before, after=after, comparison=comparison)


def _earlier(known: ShownPlaybook, after: ShownVersion) -> ShownVersion:
    following = known.versions[known.versions.index(after) + 1 :]
    return following[0] if following else after


HANDLERS = (playbooks_page, playbook_page, compare_page)
