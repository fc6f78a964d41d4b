"""Plays a story of the demo in memory and writes its event log, and what its rules say, into a folder.

Invariant: the log is written by the code that writes those of the pages.
"""

from __future__ import annotations

import asyncio
import json
import sys
from datetime import UTC, datetime
from pathlib import Path

from domain.envelope import case_of
from infra.cli.simulating import played
from infra.data import PLAYBOOKS, SCENARIOS
from infra.playbooks import load_playbooks
from infra.scenarios import load_people
from projections import timeline
from projections.timeline import Entry
from web.eventlog import FORMS, Happening, happenings
from web.eventlog.happenings import By, Reader

STORIES = ("abena", "qiro")
BEGIN = datetime(2026, 11, 2, 8, tzinfo=UTC)


async def told() -> list[Happening]:
    """The facts of the stories, as an event log tells them to nobody in particular."""
    books = load_playbooks(PLAYBOOKS)
    people = load_people(SCENARIOS / "directory.toml")
    agencies = {id_: By(*key.split(".")) for key, id_ in people.agencies.items()}
    found: list[Happening] = []
    for story in STORIES:
        _, _, facts = await played(books, story, BEGIN)
        entries: dict[str, list[Entry]] = {}
        for fact in facts:
            entry = timeline.evolve(None, fact)
            if entry is not None:
                entries.setdefault(case_of(fact.originator) or "", []).append(entry)
        for number, each in enumerate(entries.values(), 1):
            found += happenings(Reader("", agencies), f"{story}-{number}", each)
    return found


def rules() -> dict[str, list[str]]:
    """The facts that may lead to a duty, by the rule that opens it."""
    books = load_playbooks(PLAYBOOKS)
    return {f"{book.id}/{rule.id}": [rule.on, *rule.or_on] for book in books.playbooks for rule in book.rules}


def main(arguments: list[str]) -> int:
    """Write everything into the folder that is named."""
    folder = Path(arguments[0])
    folder.mkdir(parents=True, exist_ok=True)
    log = asyncio.run(told())
    for write, _, ending in FORMS.values():
        (folder / f"lantern.{ending}").write_bytes(write(log))
    (folder / "rules.json").write_text(json.dumps(rules(), indent=1))
    print(f"{len(log)} facts of {len({each.case for each in log})} cases are in {folder}.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
