"""Whatever a text holds, a log that holds it is well formed, and no program takes a part of it for something to do."""

from __future__ import annotations

import csv
import io
import json
import re
from datetime import UTC, datetime, timedelta
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.envelope import Occurred
from domain.events import REGISTER
from projections.timeline import Entry
from web.eventlog.codes import told_fields
from web.eventlog.happenings import By, Happening, Other, Reader, happenings, moment
from web.eventlog.ocel import as_ocel
from web.eventlog.tables import as_csv, as_lines, cell
from web.eventlog.xes import GLOBAL, NAMESPACE, as_xes

NOW = datetime(2026, 11, 22, 7, tzinfo=UTC)
ANY = st.text(max_size=12) | st.sampled_from(
    ["=1+1", "a,=1", "x;@SUM(A1)", 'q"=1', "\t-1", "\n+1", "\uff1d1", "]]>", "&<'\">"]
)
TIME = moment(NOW)


@st.composite
def logs(draw: st.DrawFn) -> list[Happening]:
    """Logs with any text wherever one can be; the identifiers of their facts differ."""
    text = draw(st.lists(ANY, min_size=9, max_size=9))
    count = draw(st.integers(1, 3))
    codes: dict[str, Any] = {"outcome": text[6], "step": 3, "alive": True}
    other = Other("to_agency", text[7], By("police", text[8]))
    return [
        Happening(
            id=f"fact-{number}", name=text[0], case=text[1], reference=text[2], task=text[3], duty=text[4],
            recorded=TIME, happened=TIME, agency=text[5], role="carer", actor=text[6], audience="case",
            rule=text[7], codes=codes, others=(other,),
        )
        for number in range(count)
    ]  # fmt: skip


FORMULA = re.compile(r"\s*[=+\-@＝＋－＠﹢﹣﹦﹫−]")  # noqa: RUF001 - the wide signs are meant


@given(ANY, st.sampled_from([",", ";", "|", "\t"]))
def test_no_part_of_a_cell_is_a_formula_wherever_a_program_splits_it(text: str, sign: str) -> None:
    written = cell(text)

    assert [part for part in written.split(sign) if FORMULA.match(part)] == []
    assert not re.search(r"[\x00-\x1f\x7f]", written)


@given(logs())
def test_a_table_has_a_row_for_each_fact_and_a_mark_before_each_formula(log: list[Happening]) -> None:
    head, *rows = list(csv.reader(io.StringIO(as_csv(log).decode())))

    assert [row[head.index("id")] for row in rows] == [each.id for each in log]
    assert [value for row in rows for value in row if FORMULA.match(value)] == []


@given(logs())
def test_xml_is_well_formed_and_each_event_has_what_is_declared_for_all(log: list[Happening]) -> None:
    root = ET.fromstring(as_xes(log))  # noqa: S314 - Lantern wrote it
    events = list(root.iter(f"{{{NAMESPACE}}}event"))

    assert {each.attrib["value"] for event in events for each in event if each.attrib["key"] == "fact"} == {
        each.id for each in log
    }
    for event in events:
        kinds = {(each.tag.partition("}")[2], each.attrib["key"]) for each in event}
        assert {(kind, key) for kind, key, _ in GLOBAL} <= kinds
        assert len(kinds) == len(list(event))


@given(logs())
def test_in_ocel_everything_that_is_used_is_declared_and_an_identifier_stands_for_one_object(
    log: list[Happening],
) -> None:
    told = json.loads(as_ocel(log))

    objects = {each["id"]: each["type"] for each in told["objects"]}
    assert len(objects) == len(told["objects"])
    for kind, used in (("objectTypes", told["objects"]), ("eventTypes", told["events"])):
        declared = {each["name"]: {one["name"]: one["type"] for one in each["attributes"]} for each in told[kind]}
        for each in used:
            assert {one["name"] for one in each["attributes"]} <= declared[each["type"]].keys()
            assert all(isinstance(one["value"], str) for one in each["attributes"])
            assert {one["objectId"] for one in each["relationships"]} <= objects.keys()
    assert [each["id"] for each in told["events"]] == [each.id for each in log]


@given(logs())
def test_lines_of_json_hold_each_fact_once(log: list[Happening]) -> None:
    assert [json.loads(line)["id"] for line in as_lines(log).splitlines()] == [each.id for each in log]


def entry(at: datetime, name: str = "CaseOpened", **codes: Any) -> Entry:
    return Entry(
        position=7, id=f"fact-{at:%d}", name=name, originator="case.c.file", version=1, agency="a", actor="m",
        occurred=Occurred(at), recorded_at=at, codes=codes, unknown=name not in REGISTER,
    )  # fmt: skip


@pytest.mark.parametrize(("after", "there"), [(-1, 0), (0, 1), (29, 1), (30, 0)])
def test_a_month_begins_with_its_first_moment_and_ends_before_the_next(after: int, there: int) -> None:
    fact, begin = entry(NOW + timedelta(days=after)), NOW

    assert len(happenings(Reader("b", {}), "BE-1", [fact], begin, begin + timedelta(days=30))) == there


def test_of_a_fact_that_this_release_does_not_know_only_its_name_is_told() -> None:
    (told,) = happenings(Reader("b", {}), "BE-1", [entry(NOW, "DreamRecorded", level="high", agency="a")])

    assert (told.name, told.codes, told.others) == ("DreamRecorded", {}, ())


def test_no_place_in_the_log_is_told() -> None:
    assert told_fields("MinutesDrafted") == {"draft"}


def test_identifiers_titles_and_private_texts_are_no_codes() -> None:
    told = {field for name in REGISTER for field in told_fields(name)}

    assert not told & {"member", "title", "reference", "case", "task", "trigger", "fingerprints", "digest", "rules"}
    assert not [name for name, kind in REGISTER.items() if told_fields(name) & kind.private.keys()]
    assert {"level", "outcome", "due_at", "step", "country"} <= told
