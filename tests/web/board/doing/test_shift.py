"""The end of a shift: what is held is given on, and what became of it is shown."""

from __future__ import annotations

from domain.task import commands as t
from tests.web.conftest import Open
from tests.web.harness.browser import Browser
from tests.web.harness.reading import Form
from tests.web.world import World


async def held(world: World, browser: Open, *titles: str) -> tuple[Browser, str, dict[str, str]]:
    """A carer with two members, of whom the first holds a task of each title; the case; the tasks by title."""
    for name in ("carer.uk", "carer2.uk"):
        await world.enrol(name)
    case = await world.case("carer.be", "carer.uk")
    tasks = {title: await world.task(case, "carer.uk", title=title) for title in titles}
    for task in tasks.values():
        await world.work("carer.uk", case, task, t.Claim())
    return await browser("carer.uk"), case, tasks


async def shift_form(who: Browser) -> Form:
    return (await who.get("/board/shift")).form("/board/shift")


async def only(who: Browser, *tasks: str) -> dict[str, str]:
    """What is typed to keep everything that is held but *tasks*."""
    form = await shift_form(who)
    return {f"to-{task}": "keep" for name, task in form.fields if name == "task" and task not in tasks}


async def test_all_of_it_is_offered_to_one_colleague_for_one_reason(world: World, browser: Open) -> None:
    leaving, case, tasks = await held(world, browser, "Phone the aunt", "Read the letters")
    kept = await only(leaving, *tasks.values())

    page = await leaving.send(await shift_form(leaving), to="carer2-uk", reason="I am off until Monday", **kept)

    assert "Handed over 2 of 2 tasks" in page.words()
    assert [(await world.facts(case, task))[-1] for task in tasks.values()] == ["TaskHandOverOffered"] * 2
    assert page.words(page.with_id("given")).count("Waiting for an answer") >= 2


async def test_each_can_go_its_own_way(world: World, browser: Open) -> None:
    leaving, case, tasks = await held(world, browser, "To a colleague", "To the team", "Kept")
    one, other, kept = tasks.values()
    typed = await only(leaving, one, other)
    typed |= {f"to-{one}": "carer2-uk", f"reason-{one}": "you know her", f"to-{other}": "team", f"to-{kept}": "keep"}

    await leaving.send(await shift_form(leaving), **typed)

    last = [(await world.facts(case, task))[-1] for task in (one, other, kept)]
    assert last == ["TaskHandOverOffered", "TaskReleased", "TaskClaimed"]


async def test_what_the_colleague_answers_is_shown(world: World, browser: Open) -> None:
    leaving, case, tasks = await held(world, browser, "Wanted", "Unwanted")
    wanted, unwanted = tasks.values()
    typed = await only(leaving, *tasks.values())
    await leaving.send(await shift_form(leaving), to="carer2-uk", reason="please", **typed)
    await world.work("carer2.uk", case, wanted, t.AcceptHandOver())
    await world.work("carer2.uk", case, unwanted, t.DeclineHandOver(reason="we are full"))

    page = await leaving.get("/board/shift")

    given = page.words(page.with_id("given"))
    assert f"Wanted {world.reference(case)} · to Mx carer2.uk" in given
    assert "Accepted Mx carer2.uk" in given
    assert "Declined Mx carer2.uk" in given
    assert "we are full" not in page.text
    assert page.has_id(f"to-{unwanted}")
    assert not page.has_id(f"to-{wanted}")


async def test_words_that_are_needed_are_asked_for_and_nothing_typed_is_lost(world: World, browser: Open) -> None:
    leaving, case, tasks = await held(world, browser, "Alone")
    (task,) = tasks.values()
    typed = {f"to-{task}": "carer2-uk", **await only(leaving, task)}

    page = await leaving.send(await shift_form(leaving), 422, **typed)

    assert "Say what they should know, here or for all." in page.words()
    assert page.form("/board/shift")[f"to-{task}"] == "carer2-uk"
    assert (await world.facts(case, task))[-1] == "TaskClaimed"


async def test_nothing_is_given_to_who_is_no_colleague(world: World, browser: Open) -> None:
    leaving, case, tasks = await held(world, browser, "Not yours")
    (task,) = tasks.values()
    form = await shift_form(leaving)
    crafted = [*form.filled(reason="x"), (f"to-{task}", "police-be")]

    fields = [(name, value) for name, value in crafted if name != f"to-{task}" or value]
    await leaving.post(form.action, fields, 422)

    assert (await world.facts(case, task))[-1] == "TaskClaimed"


async def test_a_task_without_a_note_says_so(world: World, browser: Open) -> None:
    leaving, case, tasks = await held(world, browser, "Silent", "Told")
    await world.work("carer.uk", case, tasks["Told"], t.Note(note="nobody at home"))

    page = await leaving.get("/board/shift")

    rows = [page.words(each) for each in page.all("li") if "shift__task" in (each.get("class") or "")]
    assert any("Silent" in row and "No note yet" in row for row in rows)
    assert any("Told" in row and "Last note:" in row for row in rows)
    assert "nobody at home" not in page.text


async def test_what_was_given_on_can_be_taken_back(world: World, browser: Open) -> None:
    leaving, case, tasks = await held(world, browser, "Offered by mistake", "Released by mistake")
    one, other = tasks.values()
    typed = await only(leaving, one, other)
    typed |= {f"to-{one}": "carer2-uk", f"to-{other}": "team", "reason": "bye"}
    page = await leaving.send(await shift_form(leaving), **typed)

    await leaving.send(page.form("/board/undo"))

    assert [(await world.facts(case, task))[-1] for task in (one, other)] == ["TaskHandOverWithdrawn", "TaskClaimed"]


async def test_what_is_too_long_to_be_recorded_is_told_and_not_cut(world: World, browser: Open) -> None:
    leaving, case, tasks = await held(world, browser, "A long story")
    (task,) = tasks.values()
    typed = {"to": "carer2-uk", "reason": "x" * 8_001, **await only(leaving, task)}

    page = await leaving.send(await shift_form(leaving), 422, **typed)

    assert "longer than 8000 characters" in page.words()
    assert page.form("/board/shift")["reason"] == typed["reason"]
    assert (await world.facts(case, task))[-1] == "TaskClaimed"


async def test_what_was_typed_stands_there_again_where_a_task_could_not_be_given_on(
    world: World, browser: Open
) -> None:
    leaving, case, tasks = await held(world, browser, "Still held", "Given on before")
    one, other = tasks.values()
    typed = {"to": "carer2-uk", "reason": "he is waiting", **await only(leaving, one, other)}
    form = await shift_form(leaving)
    handed = t.HandOver(to_agency="carer-uk", to_member="carer2-uk", reason="now")
    await world.work("carer.uk", case, other, handed)
    await world.work("carer2.uk", case, other, t.AcceptHandOver())

    page = await leaving.send(form, 409, **typed)

    assert "Mx carer2.uk" in page.words(page.with_id("deed"))
    assert page.form("/board/shift")["reason"] == "he is waiting"
    assert (await world.facts(case, one))[-1] == "TaskHandOverOffered"
