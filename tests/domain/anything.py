"""Any fact and any command, drawn from few values, so that stories of chance meet themselves again."""

from __future__ import annotations

import enum
import types
from datetime import date, datetime, time
from typing import Annotated, TypeVar, Union, get_args, get_origin, get_type_hints

import msgspec
from hypothesis import strategies as st

from domain.case.events import CaseEvent
from domain.conference.events import ConferenceEvent
from domain.directory.events import AgencyEvent
from domain.events import Event, Unknown
from domain.privacy import Clear, Erased, Private, Sealed
from domain.task.events import TaskEvent
from tests.domain.cast import ACTORS, EARLIER, GUARDIAN, NOW, POLICE, TOMORROW

T = TypeVar("T", bound=msgspec.Struct)

UNIONS = (CaseEvent, AgencyEvent, TaskEvent, ConferenceEvent)
EVENT_TYPES = tuple(sorted({kind for union in UNIONS for kind in get_args(union)}, key=lambda cls: cls.__name__))

AGENCIES = st.sampled_from([POLICE.agency, GUARDIAN.agency, *sorted({actor.agency for actor in ACTORS})])
MEMBERS = st.sampled_from(sorted({actor.member for actor in ACTORS}))
TOKENS = st.sampled_from(["one", "two"])
WORDS = st.sampled_from(["said", "said otherwise", "said again", ""])
MOMENTS = st.sampled_from([EARLIER, NOW, TOMORROW])
PRIVATE = st.sampled_from([Clear("said"), Sealed("key", "nonce", "text"), Erased(), Erased(EARLIER)])
BIRTH_DATES = st.sampled_from(["", "2011", "2011-04", "2011-02-30", "2027"])

BY_FIELD = {
    **dict.fromkeys(("agency", "to_agency", "of_agency", "by_agency", "from_agency", "interviewer", "to"), AGENCIES),
    **dict.fromkeys(("guardian", "invited_by", "chair", "called_by", "owner"), AGENCIES),
    **dict.fromkeys(("member", "to_member", "by", "offered_by", "proposed_by", "confirmed_by"), MEMBERS),
    **dict.fromkeys(("declined_by", "withdrawn_by"), MEMBERS),
    **dict.fromkeys(("episode", "alert", "request", "sighting", "placement", "referral", "outcome"), TOKENS),
    **dict.fromkeys(("conference", "decision", "fact"), TOKENS),
    "birth_date": BIRTH_DATES,
}


def anything(cls: type[T]) -> st.SearchStrategy[T]:
    """Any *cls*."""
    hints = get_type_hints(cls, include_extras=True)
    fields = {field.name: _value(field.name, hints[field.name]) for field in msgspec.structs.fields(cls)}
    return st.builds(cls, **fields)


def any_fact() -> st.SearchStrategy[Event]:
    """Any fact of a case, a task or an agency, also one that this release does not know."""
    unknown = st.just(Unknown(name="ChildHeardOf", fields={"episode": "one"}))
    return st.one_of(unknown, *map(anything, EVENT_TYPES))


def _value(field: str, hint: object) -> st.SearchStrategy[object]:
    if get_origin(hint) is Annotated:
        return _value(field, get_args(hint)[0])
    if hint == Private:
        return PRIVATE
    if get_origin(hint) in (Union, types.UnionType):
        return st.one_of([_value(field, option) for option in get_args(hint)])
    if get_origin(hint) is tuple:
        return st.lists(_value(field, get_args(hint)[0]), max_size=2).map(tuple)
    if isinstance(hint, type):
        return _plain(field, hint)
    raise TypeError(field)


def _plain(field: str, hint: type) -> st.SearchStrategy[object]:
    if issubclass(hint, enum.Enum):
        return st.sampled_from(list(hint))
    if issubclass(hint, msgspec.Struct):
        return anything(hint)
    if hint is datetime:
        return MOMENTS
    if hint is date:
        return st.sampled_from([EARLIER.date(), TOMORROW.date()])
    if hint is time:
        return st.sampled_from([time(8), time(22)])
    if hint is bool:
        return st.booleans()
    if hint is int:
        return st.integers(min_value=1, max_value=3)
    if hint is type(None):
        return st.none()
    return BY_FIELD.get(field, WORDS)
