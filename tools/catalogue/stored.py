"""The stored facts and their code lists as Markdown.

Invariant: every registered name has a section, and every field of it a row.
"""

import enum
import inspect
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from itertools import groupby
from types import UnionType
from typing import Union, get_args, get_origin, get_type_hints

import msgspec

import domain.auditing.events
import domain.case.events
import domain.conference.events
import domain.directory.events
import domain.playbook.publishing.events
import domain.sampling.events
import domain.task.events  # noqa: F401 - each of the seven registers the names of its aggregate
from domain.events import REGISTER, EventType
from domain.privacy import Purpose

PARTS = {
    "domain.case.file": "Case: the file",
    "domain.case.care": "Case: care",
    "domain.case.coordination": "Case: coordination",
    "domain.case.prepared": "Case: what is kept ready",
    "domain.case.risk": "Case: risk",
    "domain.case.classing": "Case: what rules depend on",
    "domain.case.emergency": "Case: emergency access",
    "domain.case.episode": "Case: the episode",
    "domain.case.alerts": "Case: alerts",
    "domain.case.information": "Case: information",
    "domain.case.aftercare": "Case: aftercare",
    "domain.case.photos": "Case: photos",
    "domain.case.disclosure": "Case: what is disclosed",
    "domain.case.rights": "Case: the rights of the child",
    "domain.case.retention": "Case: keeping and erasing",
    "domain.conference": "Conference",
    "domain.auditing": "Remarks of auditors",
    "domain.sampling": "Samples of cases",
    "domain.task": "Task",
    "domain.directory": "Agency",
    "domain.playbook.publishing": "Playbook",
}
"""What the parts of the domain are called, in the order of the page."""

ADDRESSES = {
    "case": "`case.<case>.file`",
    "task": "`case.<case>.task.<task>`",
    "conference": "`case.<case>.conference.<conference>`",
    "auditing": "`case.<case>.audit`",
    "sampling": "`audit.sample.<sample>`",
    "directory": "`directory.agency.<agency>`",
    "playbook": "`playbook.<playbook>`",
}
"""The originator of each aggregate, by its package."""

PLAIN = {str: "text", int: "number", bool: "yes or no", datetime: "moment", date: "day"}


def event_sections() -> Iterator[str]:
    """One section for each part, one for each event within."""
    kinds = [kind for part in PARTS for kind in REGISTER.values() if part_of(kind.cls) == part]
    for part, of_part in groupby(kinds, key=lambda kind: part_of(kind.cls)):
        yield f"### {PARTS[part]}\n"
        yield f"Originator: {ADDRESSES[part.split('.')[1]]}.\n"
        for kind in of_part:
            yield from _event(kind)


def part_of(cls: type) -> str:
    """The package of the domain that *cls* stands in."""
    return cls.__module__.rpartition(".")[0]


def said(cls: type) -> str:
    """What the docstring of *cls* says, with names in code style."""
    lines = (inspect.getdoc(cls) or "").split()
    return " ".join(lines).replace("*", "`").replace("|", "\\|")


def _event(kind: EventType) -> Iterator[str]:
    yield f"#### {kind.name}\n"
    yield f"{said(kind.cls)}\n"
    versions = f"Schema version {kind.schema}"
    yield f"{versions}, with {len(kind.upcasters)} upcasters.\n" if kind.upcasters else f"{versions}.\n"
    fields = msgspec.structs.fields(kind.cls)
    if not fields:
        return
    hints = get_type_hints(kind.cls)
    rows = ["| field | type | when left out |", "|---|---|---|"]
    for field in fields:
        shown = _type(hints[field.name], kind.private.get(field.name), kind.codes.get(field.name))
        rows.append(f"| `{field.name}` | {shown} | {_default(field, kind.private)} |")
    yield "\n".join(rows) + "\n"


def _type(hint: object, purpose: Purpose | None = None, codes: type[enum.Enum] | None = None) -> str:
    if purpose is not None:
        what = "text" if codes is None else f"codes of [{codes.__name__}](#{codes.__name__.lower()})"
        return f"{what}, *sealed*: {purpose.value}"
    if get_origin(hint) in (Union, UnionType):
        inner = [part for part in get_args(hint) if part is not type(None)]
        return ", or ".join(map(_type, inner)) + ", or nothing"
    if get_origin(hint) is tuple:
        return f"list of {_type(get_args(hint)[0])}"
    if isinstance(hint, type) and issubclass(hint, enum.Enum):
        return f"[{hint.__name__}](#{hint.__name__.lower()})"
    if isinstance(hint, type) and issubclass(hint, msgspec.Struct):
        return f"{hint.__name__} ({', '.join(field.name for field in msgspec.structs.fields(hint))})"
    return PLAIN[hint] if isinstance(hint, type) else str(hint)


def _default(field: msgspec.structs.FieldInfo, private: Mapping[str, Purpose]) -> str:
    if field.required:
        return "never"
    if field.name in private:
        return "empty"
    return {None: "nothing", (): "none"}.get(field.default) or f"`{field.default}`"


def code_lists() -> Iterator[str]:
    """Every list of codes that a stored field uses, in clear or sealed."""
    hints = (hint for kind in REGISTER.values() for hint in get_type_hints(kind.cls).values())
    sealed = {codes for kind in REGISTER.values() for codes in kind.codes.values()}
    found = {code for hint in hints for code in _codes(hint)} | sealed
    for codes in sorted(found, key=lambda cls: cls.__name__):
        yield f"### {codes.__name__}\n"
        yield f"{said(codes)}\n"
        yield ", ".join(f"`{code.value}`" for code in codes) + "\n"


def _codes(hint: object) -> Iterable[type[enum.Enum]]:
    if isinstance(hint, type) and issubclass(hint, enum.Enum):
        return (hint,)
    return [code for part in get_args(hint) for code in _codes(part)]
