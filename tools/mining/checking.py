"""Lets pm4py read the event logs in a folder, and checks them against the rules they were made under.

Invariant: each check is tried on a log that was spoilt on purpose as well, and has to find that.
Runs in the environment of `make mining`, which holds pm4py and nothing of Lantern.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pm4py  # type: ignore[import-not-found,unused-ignore]

STEPS = ("TaskAcknowledged", "TaskClaimed", "TaskCompleted", "TaskWaived", "TaskWentOverdue", "TaskEscalated")
"""What can happen to a duty only once it was opened."""

SURE = {"support": 1.0, "confidence": 1.0}
CAUSE, DUTY = "cause", "duty"


def read(folder: Path) -> tuple[Any, Any]:
    """The log in *folder* as OCEL and as XES. Raises ``SystemExit`` where the two do not hold the same facts."""
    ocel = pm4py.read_ocel2_json(str(folder / "lantern.ocel.json"))
    xes = pm4py.read_xes(str(folder / "lantern.xes"))
    lines = [json.loads(line) for line in (folder / "lantern.jsonl").read_text().splitlines()]
    ids = {each["id"] for each in lines}
    if not ids == set(ocel.events["ocel:eid"]) == set(xes["fact"]) or not len(lines) == len(ocel.events) == len(xes):
        sys.exit("The three logs do not hold the same facts.")
    told = f"{len(ocel.events)} events, {len(ocel.objects)} objects, {len(ocel.relations)} relations"
    print(f"pm4py {pm4py.__version__} reads OCEL 2.0 ({told}) and XES ({xes['case:concept:name'].nunique()} traces).")
    return ocel, xes


def misfits(log: Any, model: Mapping[str, Any], case: str, activity: str, time: str) -> int:  # noqa: ANN401
    """How many constraints of *model* do not hold in a trace of *log*."""
    found = pm4py.conformance_declare(log, model, activity_key=activity, timestamp_key=time, case_id_key=case)
    return sum(len(each["deviations"]) for each in found)


def by_rule(log: Any, rules: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, Any]]:  # noqa: ANN401
    """For each of *rules* that opened a duty in *log*, just that: what may cause the duty, and its openings."""
    for name, causes in rules.items():
        playbook, _, rule = name.partition("/")
        opened = (log["concept:name"] == "TaskOpened") & (log["playbook"] == playbook) & (log["rule"] == rule)
        part = log[opened | log["concept:name"].isin(causes)].copy()
        part["concept:name"] = [DUTY if each else CAUSE for each in opened[part.index]]
        if opened.any():
            yield name, part


def late_causes(part: Any) -> int:  # noqa: ANN401
    """How many traces have a duty before anything that could have caused it."""
    model = {"precedence": {(CAUSE, DUTY): SURE}}
    return misfits(part, model, "case:concept:name", "concept:name", "time:timestamp")


def check_rules(log: Any, rules: Mapping[str, Sequence[str]]) -> list[str]:  # noqa: ANN401
    """Each duty was opened after a fact that its rule names; what is wrong with that, in words."""
    parts = list(by_rule(log, rules))
    wrong = [f"{name} opened a duty before its cause" for name, part in parts if late_causes(part)]
    blind = [name for name, part in parts if not late_causes(part[part["concept:name"] == DUTY])]
    print(f"{len(parts)} rules opened duties: {len(wrong)} of them before a cause; a log without causes is found.")
    return [*wrong, *(f"without its causes, {name} was not found" for name in blind)]


def check_tasks(ocel: Any) -> list[str]:  # noqa: ANN401
    """Each task begins by being opened; what is wrong with that, in words."""
    log = pm4py.ocel_flattening(ocel, "task")
    there = set(log["concept:name"])
    model = {
        "init": {"TaskOpened": SURE},
        "precedence": {("TaskOpened", step): SURE for step in STEPS if step in there},
    }
    keys = ("case:concept:name", "concept:name", "time:timestamp")
    wrong = misfits(log, model, *keys)
    spoilt = misfits(log[log["concept:name"] != "TaskOpened"], model, *keys)
    tasks = log["case:concept:name"].nunique()
    print(
        f"{tasks} tasks: {wrong} that do not begin by being opened; {spoilt} faults where the openings are taken out."
    )
    faults = [f"{wrong} tasks do not begin by being opened"] if wrong else []
    return faults if spoilt else [*faults, "a log without openings was not found"]


def main(arguments: list[str]) -> int:
    """Check the folder that is named; 1 when something does not conform."""
    folder = Path(arguments[0])
    ocel, xes = read(folder)
    faults = [*check_rules(xes, json.loads((folder / "rules.json").read_text())), *check_tasks(ocel)]
    for fault in faults:
        print(f"FAULT {fault}")
    print("The log conforms to the rules." if not faults else f"{len(faults)} faults.")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
