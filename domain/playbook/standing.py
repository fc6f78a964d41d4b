"""Where a case stands under its rules: every fact with the duties it asks for now.

Invariant: what is kept from the fact before is what looking at everything again would find. A fact is looked at again
where a condition of the case has changed, or where something happened that ends a duty of facts of its name.
"""

from __future__ import annotations

from collections.abc import Mapping

import msgspec
from msgspec.structs import replace

from domain.envelope import Recorded
from domain.events import Event
from domain.playbook.duties import Duty, duties_of
from domain.playbook.library import InForce, RulesUnknown
from domain.playbook.rules import Playbooks
from domain.playbook.state import CaseSoFar, evolve

Asked = tuple[tuple[Duty, ...], ...]
"""The duties of each fact that has happened, in the order of the facts."""


class Standing(msgspec.Struct, frozen=True):
    """Where a case stands; *asked* is None where its facts were not looked at under its *books* yet."""

    case: CaseSoFar = CaseSoFar()
    asked: Asked | None = None
    books: Playbooks | None = None
    duties: Mapping[str, Duty] = msgspec.field(default_factory=dict)
    """every duty that the rules ask for, by the identifier of its task; the fact that asked first counts"""


def looked_at(books: InForce, standing: Standing) -> Standing:
    """*standing* with the duties of its facts; none where its rules are unknown: nobody here opened any by them."""
    if standing.asked is not None:
        return standing
    case = standing.case
    if not case.happened:
        return Standing(case, ())
    try:
        playbooks = books.of(case)
    except RulesUnknown:
        # A fact that gives the case rules which are known opens all that they ask for.
        return Standing(case, ((),) * len(case.happened))
    return _standing(playbooks, case, tuple(tuple(duties_of(playbooks, case, one)) for one in case.happened))


def after(books: InForce, before: Standing, fact: Recorded[Event]) -> Standing:
    """Where the case that stood *before* stands after *fact*. Refuses rules that are unknown."""
    case = evolve(before.case, fact)
    playbooks = books.of(case)
    same = playbooks is before.books and _conditions(case) == _conditions(before.case)
    ended = playbooks.ended_by(fact.name)
    asked = tuple(
        known if same and one.name not in ended else tuple(duties_of(playbooks, case, one))
        for one, known in zip(case.happened, before.asked or (), strict=False)
    )
    return _standing(playbooks, case, (*asked, tuple(duties_of(playbooks, case, case.happened[-1]))))


def _standing(playbooks: Playbooks, case: CaseSoFar, asked: Asked) -> Standing:
    duties: dict[str, Duty] = {}
    for of_fact in asked:
        for duty in of_fact:
            duties.setdefault(duty.task, duty)
    return Standing(case, asked, playbooks, duties)


def _conditions(case: CaseSoFar) -> CaseSoFar:
    """All that a rule may depend on besides the facts themselves."""
    return replace(case, happened=(), last={})
