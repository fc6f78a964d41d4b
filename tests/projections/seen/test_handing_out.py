"""What the child is handed out: their own, without what names others and what was told in confidence."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import domain.case.events
import domain.task.events
from domain.envelope import Audience, AudienceKind, Occurred
from domain.events import REGISTER
from domain.privacy import Sealed
from projections.timeline import Entry
from projections.visibility import Withheld, handed_out
from projections.visibility.handing import ABOUT_OTHERS, LEFT_OUT, THE_CHILDS

NOW = datetime(2026, 3, 4, tzinfo=UTC)
MODULES = (domain.case.events, domain.task.events)


def entry(name: str, *private: str, kind: AudienceKind = AudienceKind.CASE, **codes: Any) -> Entry:
    return Entry(
        position=1,
        id="e-1",
        name=name,
        originator="case.c1.file",
        version=1,
        agency="shelter-gr",
        actor="maria",
        occurred=Occurred(NOW),
        recorded_at=NOW,
        audience=Audience(kind),
        codes=codes,
        private={field: Sealed("c1-narrative", "", "") for field in private},
    )


def test_the_childs_own_is_given_and_what_names_others_is_withheld_by_name() -> None:
    (handed,) = handed_out([entry("SightingRecorded", "place", "source", country="gr")])

    assert set(handed.entry.private) == {"place"}
    assert handed.fields == {"source": Withheld.ABOUT_OTHERS}
    assert handed.whole is None


def test_what_was_told_in_confidence_or_for_some_is_withheld_as_a_whole() -> None:
    told = [
        entry("ProtectedSightingRecorded", "place"),
        entry("SafetyPlanRecorded", "own_words", kind=AudienceKind.PROTECTED),
        entry("InformationGiven", "answer", kind=AudienceKind.NAMED),
    ]

    assert [(each.whole, each.entry.private) for each in handed_out(told)] == [(Withheld.IN_CONFIDENCE, {})] * 3


def test_what_somebody_decided_to_withhold_is_withheld() -> None:
    (handed,) = handed_out([entry("TaskNoted", "note")], {"e-1"})

    assert (handed.whole, handed.entry.private) == (Withheld.BY_DECISION, {})


def test_a_field_that_nobody_sorted_yet_is_withheld_and_a_key_is_not_told_of() -> None:
    (handed,) = handed_out([entry("PhotoAdded", "shows", "opens_with", "of_tomorrow")])

    assert (set(handed.entry.private), handed.fields) == ({"shows"}, {"of_tomorrow": Withheld.NOT_SORTED})


def test_what_corrects_a_text_about_others_is_about_others() -> None:
    (handed,) = handed_out([entry("RecordCorrected", "identity", event="GuardianAppointed", field="name")])

    assert handed.fields == {"identity": Withheld.ABOUT_OTHERS}


def test_every_private_field_of_a_case_is_sorted_once() -> None:
    kinds = [kind for kind in REGISTER.values() if any(hasattr(module, kind.cls.__name__) for module in MODULES)]
    fields = {field for kind in kinds for field in kind.private}
    named = {f"{kind.name}.{field}" for kind in kinds for field in kind.private}
    by_name = {each.rpartition(".")[2] for each in ABOUT_OTHERS}

    assert fields - THE_CHILDS - LEFT_OUT - by_name == set()
    assert ABOUT_OTHERS - fields - named == set()
    assert THE_CHILDS - fields == set()
    assert not THE_CHILDS & ABOUT_OTHERS
