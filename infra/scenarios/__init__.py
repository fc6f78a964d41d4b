"""Stories as data: who did what when, in fictive cases, played through the same commands that people give.

Invariant: everybody and everything in them is fictive, every fact they lead to carries the identifier of an exercise,
and playing them again changes nothing.
"""

from infra.scenarios.people import Account, Demo, load_people
from infra.scenarios.playing import Dispatch, Played, ScenarioRefused, already_played, play
from infra.scenarios.script import Scenario, Step, load_scenario, load_scenarios

__all__ = [
    "Account",
    "Demo",
    "Dispatch",
    "Played",
    "Scenario",
    "ScenarioRefused",
    "Step",
    "already_played",
    "load_people",
    "load_scenario",
    "load_scenarios",
    "play",
]
