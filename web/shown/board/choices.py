"""What can be chosen on a board: whose tasks, how they are laid out, which of them; and what has been chosen, in words.

Invariant: each choice is a link or a form field whose address says all that was chosen, so that nothing needs script.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from domain.codes import Country
from web.people import People
from web.seeing.shelf import Shelf
from web.shown.board.asked import FILTERS, Asked
from web.shown.board.laying import Laid, Sizes
from web.texts.catalog import gettext as _
from web.texts.catalog import mark

STATES = {
    "unacknowledged": mark("Not acknowledged"),
    "unclaimed": mark("Unclaimed"),
    "claimed": mark("In progress"),
    "offered": mark("Offered"),
    "done": mark("Finished"),
}
SCOPES = {"mine": mark("Mine"), "team": mark("My team"), "all": mark("All agencies")}
VIEWS = {"list": mark("List"), "columns": mark("Columns")}
LABELS = {
    "words": mark("Words"),
    "case": mark("Case"),
    "country": mark("Country"),
    "risk": mark("Risk"),
    "state": mark("State"),
    "kind": mark("Kind"),
    "holder": mark("Holder"),
    "overdue": mark("Overdue"),
}

Options = Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Choice:
    """One way to look at the board; *count* is none where counting would cost too much."""

    key: str
    label: str
    url: str
    current: bool
    count: int | None = None


@dataclass(frozen=True)
class Chosen:
    """One filter that is on, and the address without it."""

    key: str
    label: str
    remove_url: str


@dataclass(frozen=True)
class Choices:
    """Everything that can be chosen, and what is."""

    scopes: Sequence[Choice]
    views: Sequence[Choice]
    quick: Sequence[Choice]
    chosen: Sequence[Chosen]
    options: dict[str, Options]
    cases: Sequence[str]


def choices(people: People, laid: Laid, shelf: Shelf, own: Sizes) -> Choices:
    """What can be chosen on the board *laid* out from *shelf*; *own* is how much the viewer and their team have."""
    asked = laid.asked
    counts = {"mine": own.mine, "team": own.team}
    options = _options(people, shelf)
    return Choices(
        scopes=[
            Choice(key, _(label), asked.but(scope=key).url, asked.scope == key, counts.get(key))
            for key, label in SCOPES.items()
        ],
        views=[Choice(key, _(label), asked.but(view=key).url, asked.view == key) for key, label in VIEWS.items()],
        quick=_quick(laid),
        chosen=list(_chosen(asked, options)),
        options=options,
        cases=shelf.references,
    )


def said_of(shelf: Shelf, asked: Asked) -> tuple[Asked, Sequence[str]]:
    """What is *asked* without the words that no task on *shelf* says, and these: what somebody types may be a name."""
    tasks = [*shelf.tasks, *shelf.done]
    texts = {f"{_(task.title)} {task.reference}".casefold() for task in tasks}
    known = [word for word in asked.words.split() if any(word.casefold() in text for text in texts)]
    case = asked.case if any(asked.case.casefold() in task.reference.casefold() for task in tasks) else ""
    unsaid = [word for word in asked.words.split() if word not in known] + ([] if case == asked.case else [asked.case])
    return asked.but(words=" ".join(known), case=case), unsaid


def _quick(laid: Laid) -> list[Choice]:
    """What is looked for most, as one press on and one press off."""
    asked, counts = laid.asked, laid.counts
    found = [
        Choice(state, _(STATES[state]), asked.but(state="" if on else state).url, on, count)
        for state, count in (("unacknowledged", counts.unacknowledged), ("unclaimed", counts.unclaimed))
        for on in (asked.state == state,)
    ]
    late = Choice("overdue", _("Overdue"), asked.but(overdue=not asked.overdue).url, asked.overdue, counts.overdue)
    on = asked.state == "done"
    ended = Choice("done", _("Finished"), asked.but(state="" if on else "done").url, on, counts.done)
    return [*found, late, ended] if asked.scope != "all" else [*found, late]


def _options(people: People, shelf: Shelf) -> dict[str, Options]:
    names = sorted((people.member_name(member), member) for member in shelf.holders)
    return {
        "country": [(country.value, country.value.upper()) for country in Country],
        "risk": [(level, _(words)) for level, words in RISKS.items()],
        "state": [(key, _(label)) for key, label in STATES.items()],
        "kind": sorted(((code, _(title)) for code, title in shelf.kinds.items()), key=lambda pair: pair[1]),
        "holder": [("me", _("You")), ("nobody", _("Nobody")), *((member, name) for name, member in names)],
    }


RISKS = {
    "high": mark("High risk"),
    "medium": mark("Medium risk"),
    "low": mark("Low risk"),
    "none": mark("No apparent risk"),
    "unknown": mark("Risk not assessed"),
}


def _chosen(asked: Asked, options: dict[str, Options]) -> Iterable[Chosen]:
    for name in FILTERS:
        value = getattr(asked, name)
        if not value:
            continue
        # A link may name somebody whom its reader does not know; nobody learns a name from it.
        words = dict(options.get(name, ())).get(str(value)) or (_("Somebody else") if name == "holder" else str(value))
        text = _("Overdue") if name == "overdue" else f"{_(LABELS[name])}: {words}"
        yield Chosen(name, text, asked.but(**{name: type(value)()}).url)
