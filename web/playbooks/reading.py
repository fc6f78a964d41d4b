"""Which rules hold for a case, and the rule behind a task.

Invariant: a version is indexed once for a process; which versions a case goes by is asked of the one library that the
rules themselves ask.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from weakref import WeakKeyDictionary

from domain.codes import Country
from domain.envelope import PlaybookRef
from domain.playbook.library import Library, RulesUnknown
from domain.playbook.rules import Placed, Playbook, Playbooks, Rule
from projections import cases
from web.services import Services

NOTHING = Playbooks(())
"""Where nobody here knows the rules."""

_rules: WeakKeyDictionary[Library, dict[tuple[str, str], Mapping[str, Rule]]] = WeakKeyDictionary()


def rules_of(services: Services, case: cases.Case) -> Playbooks | None:
    """The rules that *case* goes by; None where this release cannot read them."""
    try:
        return services.rules.library().of(case.rules)
    except RulesUnknown:
        return None


def placed_in(playbooks: Playbooks, country: Country) -> tuple[Placed, ...]:
    """The rules that can mean something in *country*: the common ones first, none that names other countries only."""
    return tuple(
        Placed(playbook, rule)
        for playbook in playbooks.playbooks
        if playbook.holds_in(country)
        for rule in playbook.rules
        if not rule.when.countries or country in rule.when.countries
    )


def rule_behind(library: Library, ref: PlaybookRef | None) -> Rule | None:
    """The rule that *ref* names, in the version that it names; None for what is no rule, or cannot be read here."""
    if ref is None:
        return None
    known = _rules.setdefault(library, {})
    key = (ref.playbook, ref.version)
    if key not in known:
        playbook = library.find(*key)
        if playbook is None:
            return None
        known[key] = {rule.id: rule for rule in playbook.rules}
    return known[key].get(ref.rule)


def countries_of(case: cases.Case) -> Sequence[Country]:
    """The countries whose playbooks *case* can need: its own first, then those of the agencies in it."""
    return list(dict.fromkeys([case.country, *sorted(part.country for part in case.taking_part)]))


def href_of(ref: PlaybookRef | None) -> str:
    """Where the rule that *ref* names can be read, in the version that it names."""
    return "" if ref is None else f"/playbooks/{ref.playbook}?version={ref.version}#rule-{ref.rule}"


def name_of(playbook: Playbook, rule: Rule) -> str:
    """What a rule is called among the rules of all playbooks."""
    return f"{playbook.id}/{rule.id}"
