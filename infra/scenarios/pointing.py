"""What the words in a scenario's data point to: agencies, members, identifiers, facts, times, the country of a course.

Invariant: what points nowhere is a ValueError that names it; everything else in the data stays as it was written.
"""

import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from domain.case.commands import JoinAgency
from domain.conference.commands import CallConference
from domain.context import Command
from domain.ids import derive
from infra.scenarios.people import ORIGIN, Demo

_OFFSET = re.compile(r"\+(?:(?P<days>\d+)d )?(?P<hours>\d{1,2}):(?P<minutes>[0-5]\d)")
_SOMEBODY = re.compile(r"\b(\w+)\.here\b")


def offset(text: str) -> timedelta:
    """The time since the start that *text* such as ``+2d 21:40`` says; refuses (ValueError) anything else."""
    found = _OFFSET.fullmatch(text)
    if not found:
        raise ValueError(f"{text!r} is not a time since the start such as +2d 21:40")
    return timedelta(days=int(found["days"] or 0), hours=int(found["hours"]), minutes=int(found["minutes"]))


def resolved(data: Mapping[str, Any], demo: Demo, case: str, start: datetime, kind: type[Command]) -> dict[str, Any]:
    """*data* with every pointer replaced. Who joins or is invited brings role and country, as from the directory."""
    found = {key: _value(value, demo, case, start) for key, value in data.items()}
    if kind is JoinAgency:
        return _place(data.get("agency", "")) | found
    if kind is CallConference:
        invited = zip(data.get("invited", ()), found.get("invited", ()), strict=True)
        return found | {
            "case": derive(ORIGIN, "case", case),
            "invited": [{"agency": agency, **_place(said)} for said, agency in invited],
        }
    return found


def _place(said: object) -> dict[str, str]:
    """The role and the country of an agency, which its key says."""
    role, _, country = str(said).removeprefix("agency:").partition(".")
    return {"role": role, "country": country}


def step_id(case: str, name: str) -> str:
    """The identifier of the command that a step of that *name* gives."""
    return derive(ORIGIN, "step", case, name)


def _value(value: Any, demo: Demo, case: str, start: datetime) -> Any:
    if isinstance(value, list):
        return [_value(item, demo, case, start) for item in value]
    if not isinstance(value, str):
        return value
    what, _, name = value.partition(":")
    match what:
        case "agency" if name in demo.agencies:
            return demo.agencies[name]
        case "member" if name in demo.accounts:
            return demo.accounts[name].member
        case "agency" | "member":
            raise ValueError(f"there is no {what} {name}")
        case "id":
            return derive(ORIGIN, "named", case, name)
        case "fact":
            return derive(step_id(case, name), 0)
        case "time":
            return (start + offset(name)).isoformat()
        case _:
            return value


def in_country(value: Any, country: str) -> Any:
    """*value* told of *country*: ``police.here`` is its police, ``here`` the country, ``HERE`` the same in capitals."""
    if isinstance(value, Mapping):
        return {key: in_country(item, country) for key, item in value.items()}
    if isinstance(value, list):
        return [in_country(item, country) for item in value]
    if not isinstance(value, str):
        return value
    told = _SOMEBODY.sub(rf"\1.{country}", value)
    return country if told == "here" else told.replace("HERE", country.upper())
