"""What keeps a case and what of it is erased, as the documents have it."""

from __future__ import annotations

from datetime import timedelta

from domain.case import events as e
from domain.codes import Country, Role
from domain.privacy import Erased
from domain.retention.codes import OF_A_CASE, RecordClass
from projections import cases
from projections.retention import VIEW, Erasures, Keeping
from tests.projections.given.facts import START, Log

FILE = "case.c1.file"
OPENED = e.CaseOpened(reference="BE-2026-1", country=Country.BE, agency="police-be", role=Role.POLICE)
CLOSED = e.CaseClosed(outcome=Erased())
HELD = e.LegalHoldPlaced(hold="h", agency="police-be", ground=Erased(), note=Erased())
PLACES, REST = (RecordClass.PLACES,), (RecordClass.CASE_FILE, RecordClass.HEALTH)


def proposed(erasure: str = "x") -> e.ErasureProposed:
    return e.ErasureProposed(
        erasure=erasure, proposed_by="maria", officer=True, classes=PLACES, rules=("r",), due_at=START
    )


def confirmed(erasure: str = "x", classes: tuple[RecordClass, ...] = PLACES) -> e.ErasureConfirmed:
    return e.ErasureConfirmed(
        erasure=erasure, proposed_by="maria", confirmed_by="nikos", classes=classes, rules=("r",), due_at=START
    )


def destroyed(erasure: str = "x", classes: tuple[RecordClass, ...] = PLACES) -> e.KeysDestroyed:
    return e.KeysDestroyed(
        erasure=erasure, classes=classes, keys=("k",), fingerprints=("f",), destroyed_at=START + timedelta(days=1)
    )


def keeping(*events: e.CaseEvent) -> Keeping:
    case = None
    for fact in Log().tell(FILE, OPENED, *events):
        case = cases.evolve(case, fact)
    assert case is not None
    return case.keeping


def erasures(*events: e.CaseEvent) -> Erasures | None:
    document = None
    for fact in Log().tell(FILE, OPENED, *events):
        for _ in VIEW.keys(fact):
            document = VIEW.evolve(document, fact)
    return document


def test_holds_stand_until_they_are_lifted_and_once_each() -> None:
    lifted = e.LegalHoldLifted(hold="h", note=Erased())

    assert [hold.agency for hold in keeping(HELD, HELD).holds] == ["police-be"]
    assert keeping(HELD, lifted).holds == ()


def test_a_proposal_waits_until_it_is_declined_or_confirmed() -> None:
    declined = e.ErasureDeclined(erasure="x", declined_by="nikos", reason=Erased())

    waiting = keeping(CLOSED, proposed()).proposed
    assert waiting is not None
    assert (waiting.by, waiting.classes) == ("maria", PLACES)
    assert keeping(CLOSED, proposed(), declined).proposed is None
    assert keeping(CLOSED, proposed(), confirmed()).proposed is None


def test_what_is_confirmed_is_pending_until_its_keys_are_gone() -> None:
    before, after = keeping(CLOSED, confirmed()), keeping(CLOSED, confirmed(), destroyed("y"), destroyed())

    assert (before.pending is not None, before.gone, before.left) == (True, frozenset(), REST)
    assert (after.pending, after.gone, after.left) == (None, frozenset(PLACES), REST)
    assert after.erased_at is None


def test_a_case_is_erased_when_nothing_of_it_is_left() -> None:
    done = keeping(CLOSED, confirmed(), destroyed(), confirmed("y", REST), destroyed("y", REST))

    assert done.gone == frozenset(OF_A_CASE)
    assert done.erased_at == START + timedelta(days=1)


def test_how_long_it_is_kept_is_counted_from_when_the_closing_was_recorded() -> None:
    log = Log()
    opened, *_ = log.tell(FILE, OPENED)
    closed, *_ = log.tell(FILE, CLOSED, late=timedelta(days=4000))

    case = cases.evolve(cases.evolve(None, opened), closed)

    assert case is not None
    assert case.closed_at is not None
    assert case.keeping.closed_at == closed.recorded_at > case.closed_at


def test_the_loop_finds_what_is_pending_and_nothing_else() -> None:
    pending, done = erasures(CLOSED, confirmed()), erasures(CLOSED, confirmed(), destroyed())

    assert pending is not None
    assert done is not None
    assert [VIEW.columns["pending"](each) for each in (pending, done)] == [True, False]
    assert erasures(CLOSED, HELD, proposed()) is None


def test_a_certificate_for_what_nobody_confirmed_changes_nothing() -> None:
    assert erasures(CLOSED, destroyed()) is None
