"""Where the clocks of duties stand: each once or counted, none upon another, what most needs somebody first."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from projections.course import Pause, Run, Verdict
from web.casefile.drawing.bars import MOST, ROWS, Bar, in_sight, stacked
from web.casefile.drawing.duties import how, told
from web.casefile.drawing.scale import Scale
from web.texts import catalog, times

BEGAN = datetime(2026, 11, 14, 8, tzinfo=UTC)
HOUR = timedelta(hours=1)
SCALE = Scale(BEGAN, BEGAN + 100 * HOUR)
NOW = BEGAN + 60 * HOUR
AGENCIES = ("police-be", "carer-be")


def run(opened: int = 1, since: float = 0, due: float | None = 8, ended: float | None = None, **more: object) -> Run:
    """A clock, its moments in hours after the beginning of the picture."""
    at = [None if hours is None else BEGAN + hours * HOUR for hours in (since, due, ended)]
    made: dict[str, object] = {"agency": "police-be", "title": "Search", **more}
    return Run(task=f"task-{opened}", opened=opened, since=at[0] or BEGAN, due_at=at[1], ended_at=at[2], **made)  # type: ignore[arg-type]


@st.composite
def clocks(draw: st.DrawFn) -> list[Run]:
    """Clocks of two agencies that begin and end anywhere, also beyond the picture."""
    hours = st.floats(-50, 150)
    found = []
    for opened in range(draw(st.integers(1, 40))):
        since = draw(hours)
        ended = draw(st.one_of(st.none(), st.just(since + draw(st.floats(0, 60)))))
        due = draw(st.one_of(st.none(), st.just(since + draw(st.floats(0, 60)))))
        found.append(run(opened, since, due, ended, agency=draw(st.sampled_from(AGENCIES)), waived=draw(st.booleans())))
    return found


def only(one: Run) -> Bar:
    (bar,) = stacked([one], SCALE, NOW)["police-be"].bars
    return bar


@given(clocks())
def test_every_clock_in_sight_is_a_bar_once_or_counted(runs: list[Run]) -> None:
    seen = in_sight(runs, SCALE, NOW)
    stacks = stacked(seen, SCALE, NOW)
    drawn = [bar.run.opened for stack in stacks.values() for bar in stack.bars]

    assert len(drawn) == len(set(drawn)) <= MOST
    assert len(drawn) + sum(sum(stack.rest.values()) for stack in stacks.values()) == len(seen)


@given(clocks())
def test_no_bar_lies_upon_another_or_beyond_its_rows(runs: list[Run]) -> None:
    for stack in stacked(in_sight(runs, SCALE, NOW), SCALE, NOW).values():
        assert stack.rows <= ROWS
        for one, other in combinations(stack.bars, 2):
            assert one.row != other.row or one.end < other.x or other.end < one.x


@given(clocks())
def test_the_parts_of_a_bar_follow_each_other_within_it(runs: list[Run]) -> None:
    for stack in stacked(in_sight(runs, SCALE, NOW), SCALE, NOW).values():
        for bar in stack.bars:
            ends = [bar.x, *(part.x + part.width for part in bar.stretches)]
            assert all(abs(part.x - end) < 0.02 for part, end in zip(bar.stretches, ends, strict=False))
            assert ends[-1] <= bar.end + 0.02


def test_where_there_is_no_room_the_missed_are_drawn_and_the_met_are_counted() -> None:
    met = [run(opened, 0, 9, 8) for opened in range(ROWS)]
    missed = run(99, 0, 7, 8)

    stack = stacked([*met, missed], SCALE, NOW)["police-be"]

    assert 99 in [bar.run.opened for bar in stack.bars]
    assert stack.rest == {Verdict.MET: 1}
    assert told(stack.rest) == "1 met"


def test_of_clocks_that_stand_alike_the_longest_are_drawn() -> None:
    short = [run(opened, 0, 9, 1) for opened in range(ROWS)]

    stack = stacked([*short, run(99, 0, 9, 8)], SCALE, NOW)["police-be"]

    assert 99 in [bar.run.opened for bar in stack.bars]


def test_what_is_past_or_to_come_is_out_of_sight() -> None:
    assert in_sight([run(1, -9, -5, -4), run(2, 120)], SCALE, NOW) == []


def test_a_missed_clock_shows_what_it_ran_over_its_time() -> None:
    kept, over = only(run(due=8, ended=16)).stretches

    assert (kept.over, over.over) == (False, True)
    assert over.x == SCALE.x(BEGAN + 8 * HOUR)
    assert only(run(due=8, ended=16)).due == over.x


def test_a_pause_is_a_part_of_its_own() -> None:
    waited = run(due=30, ended=20, pauses=(Pause(BEGAN + 5 * HOUR, BEGAN + 9 * HOUR),))

    assert [part.waits for part in only(waited).stretches] == [False, True, False]


def test_a_bar_that_runs_keeps_its_room_up_to_its_deadline() -> None:
    assert only(run(due=80)).end == SCALE.x(BEGAN + 80 * HOUR)


def test_each_clock_says_in_words_how_it_stands() -> None:
    catalog.use("en")
    times.use("UTC", NOW)
    pause = (Pause(NOW - HOUR, NOW + HOUR),)
    stands = {
        run(ended=10): "missed by 2 h, then ended",
        run(): "missed by 2 d 4 h, still open",
        run(ended=6): "met, 2 h before its time",
        run(due=90): "running, 1 d 6 h left",
        run(due=None): "running without a deadline",
        run(due=None, ended=6): "done without a deadline",
        run(ended=6, waived=True): "waived",
        run(due=90, pauses=pause): "paused until 21:00",
    }

    assert [how(each, NOW) for each in stands] == list(stands.values())
