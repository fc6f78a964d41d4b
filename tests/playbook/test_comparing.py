"""What is told of two versions of a playbook, and which versions a library holds."""

from __future__ import annotations

from datetime import timedelta

from msgspec.structs import replace

from domain.codes import Role
from domain.playbook.comparing import Field, compare_heads, compare_rules
from tests.playbook.story import START, playbook, rule
from tests.playbook.test_publishing import DAY, published, version

RULE = rule()


def test_a_rule_that_came_went_or_changed_is_told() -> None:
    later = replace(RULE, within=timedelta(hours=2))
    before, after = {"gone": RULE, "same": RULE, "other": RULE}, {"new": RULE, "same": RULE, "other": later}

    changes = list(compare_rules(before, after))

    told = [(change.name, change.kind) for change in changes]
    assert told == [("gone", "removed"), ("new", "added"), ("other", "changed")]
    assert changes[2].fields == (Field("within", "PT3600S", "PT7200S"),)


def test_beside_the_rules_the_head_of_a_playbook_is_compared_and_not_its_version() -> None:
    before = playbook(RULE)
    after = playbook(version="2", agencies={Role.POLICE: "the brigade"})

    assert compare_heads(before, after) == (Field("agencies", {}, {"police": "the brigade"}),)
    assert compare_heads(before, playbook(version="2")) == ()


def test_a_library_holds_the_versions_of_each_playbook_in_their_order() -> None:
    known = published((version(1), START), (version(2), START + DAY), (version(2), START + 2 * DAY))

    assert known.names == ("common",)
    assert [(one.version, one.published) for one in known.editions("common")] == [
        ("1", START),
        ("2", START + DAY),
    ]
    assert known.editions("be") == ()
