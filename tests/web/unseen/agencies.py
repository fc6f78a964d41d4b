"""Who and what there is in every story: the agencies, the cases they work on, and who reads."""

from __future__ import annotations

from domain.codes import Country, Role

CASES = ("0190f3a07c1c7c0fa4c36b6f2f6d1e01", "0190f3a07c1c7c0fa4c36b6f2f6d1e11")
NUMBERS = ("BE-2026-0001", "BE-2026-0002")
OPENERS = ("carer-be", "protection-be")
TASKS = ("0190f3a07c1c7c0fa4c36b6f2f6d1e02", "0190f3a07c1c7c0fa4c36b6f2f6d1e03")
ROLES = {
    "police-be": Role.POLICE,
    "carer-be": Role.CARER,
    "guardian-be": Role.GUARDIAN,
    "protection-be": Role.PROTECTION,
    "asylum-be": Role.ASYLUM,
    "police-fr": Role.POLICE,
}
COUNTRY = {agency: Country(agency[-2:]) for agency in ROLES}
TRUSTED = frozenset({"police-be", "carer-be", "guardian-be", "protection-be", "police-fr"})
"""The agencies whose role belongs to the protected circle, written down once more."""

AUDITOR = "auditor-be"
READERS = ("asylum-be", "police-be", "guardian-be", "police-fr", AUDITOR, "admin-be")


def task_of(case: int, task: int) -> str:
    """The identifier of a task that stories tell of."""
    return TASKS[task][:-2] + f"{case}{task}"
