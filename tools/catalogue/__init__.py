"""Writes docs/events.md and docs/rules.md from the code: every stored fact, command, refusal and code; every rule.

Invariant: a page says what the registers and playbooks say, and nothing in it is typed by hand but its headings.
"""

from collections.abc import Callable, Mapping
from pathlib import Path

from infra.playbooks import load_playbooks
from tools.catalogue.asked import command_tables
from tools.catalogue.ruled import rule_sections
from tools.catalogue.stored import code_lists, event_sections

ROOT = Path(__file__).resolve().parent.parent.parent

EVENTS = """\
# Events, commands and codes

Written by `python -m tools.catalogue` from the registers in `domain/`; a test fails when this page is stale.
Do not edit it by hand.

Every event is one message in the log, under `lantern.events.<originator>.<EventName>`.
What stands around its fields is the envelope ([architecture](architecture.md#life-of-an-event)).
A name is permanent; a field may be added with a default; anything else is a new schema version with an upcaster
and a new golden file in `tests/golden` ([ADR 6](adr/0006-stored-shapes-are-written-once.md)).

A field marked *sealed* is ciphertext everywhere but in memory, under the key of its subject for the purpose named
([ADR 7](adr/0007-personal-data-sealed-per-child-and-purpose.md)).
The subject is the case; for members of an agency it is the member.
"""

RULES = """\
# Rules

Written by `python -m tools.catalogue` from `playbooks/*.toml`; a test fails when this page is stale.
Do not edit it by hand.

Rules open tasks and never decide about a child ([ADR 10](adr/0010-rules-are-data.md)).
*Within* counts from when the fact happened or from when it was recorded, as the rule says.
A mark tells how sure the rule is: **S** it was read in the source with its number, **K** general knowledge,
**D** a default of this installation, whose number is ours. The publications are in [sources](sources.md).
Nothing on this page is legal advice. How a rule is written is told in [playbooks](playbooks.md).
"""


def events() -> str:
    """The page of events, commands and codes."""
    parts = ["## Events\n", *event_sections(), "## Commands\n", *command_tables(), "## Codes\n", *code_lists()]
    return "\n".join([EVENTS, *parts])


def rules() -> str:
    """The page of rules."""
    return "\n".join([RULES, *rule_sections(load_playbooks(ROOT / "playbooks"))])


PAGES: Mapping[Path, Callable[[], str]] = {
    ROOT / "docs/events.md": events,
    ROOT / "docs/rules.md": rules,
}
"""What is written where."""


def stale() -> list[str]:
    """The pages that are not what would be written now."""
    return [
        str(page.relative_to(ROOT))
        for page, write in PAGES.items()
        if not page.exists() or page.read_text(encoding="utf-8") != write()
    ]
