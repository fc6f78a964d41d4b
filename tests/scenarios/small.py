"""A small scenario in a folder of its own, to be spoilt line by line."""

from __future__ import annotations

from pathlib import Path

from infra.scenarios import Demo, Scenario, load_people, load_scenarios

FOLDER = Path(__file__).parents[2] / "scenarios"
PEOPLE = load_people(FOLDER / "directory.toml")

STORY = """id = "small"
title = "A small story"
about = "A child is absent for an hour."
until = "absent"

[[step]]
at = "+0d 00:00"
by = "carer.it"
as = "open-case"
data = { reference = "IT-2026-001", country = "it" }

[[step]]
at = "+0d 02:10"
occurred = "+0d 02:00"
by = "carer2.it"
as = "notice-absence"
name = "absent"
[step.data]
episode = "id:episode"
country = "it"
last_seen_at = "time:+0d 01:00"

[[step]]
at = "+1d 02:20"
by = "carer.it"
as = "claim"
task = "search-site"

[[step]]
at = "+1d 02:30"
by = "carer.it"
as = "join-agency"
data = { agency = "agency:police.it" }
"""


def read(folder: Path, text: str = STORY, demo: Demo = PEOPLE) -> tuple[Scenario, ...]:
    """The scenario that *text* tells."""
    (folder / "small.toml").write_text(text, encoding="utf-8")
    return load_scenarios(folder, demo)
