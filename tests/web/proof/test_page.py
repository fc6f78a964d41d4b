"""Administrators and auditors see how far others vouch for the record, and when somebody raises an alarm."""

from __future__ import annotations

import copy
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from infra.evidence.settings import Proving
from infra.evidence.shown import Standings
from infra.evidence.signing import key_file, settle, signer_of
from infra.evidence.statements import ALARM
from infra.evidence.timestamps.tokens import request_for
from infra.nats.checkpoints import CheckpointStream, Timestamped
from merkle.notes import Note, read_note, signed, with_signatures
from tests.evidence.authority import OpenSsl
from tests.evidence.logs import AGENCY, a_log, checkpointed
from tests.web.conftest import Open
from tests.web.harness.browser import Browser
from tests.web.world import World
from web.app import create_app

RECORDS = 100


class Vouched:
    """A world whose log of facts is signed up to 100, co-signed up to 40 and timestamped up to 80."""

    def __init__(self, world: World, folder: Path) -> None:
        self.world, self.openssl = copy.copy(world), OpenSsl(folder)
        self.checkpoints = CheckpointStream(world.process.base.wire, "events")
        settle(folder / "witnesses", f"{AGENCY.key.text}\n{AGENCY._replace(name='carer-fr').key.text}")
        proving = Proving(
            authority="http://127.0.0.1:9", certificates=self.openssl.certificates, witnesses=folder / "witnesses"
        )
        base = world.process.base
        asked = replace(base, settings=replace(base.settings, proving=proving))
        self.world.services = replace(world.services, record=Standings(asked))
        self.world.app = create_app(self.world.services)
        self.signer = signer_of(key_file(base.settings.data), "events")
        self.second = int(datetime.now(UTC).timestamp())

    async def vouch(self) -> None:
        records, place = checkpointed(a_log(RECORDS), signer=self.signer), 0
        for record in records:
            place = await self.checkpoints.keep(record.note, record.tree, record.each, record.at, place)
        await self.cosign(records[0].note)
        token = self.openssl.reply(request_for(records[1].note.encode()).as_bytes())
        await self.checkpoints.keep_timestamped(Timestamped(note=records[1].note, token=token), 0)

    def later(self) -> int:
        """A second after all that the witness has said, whichever test runs first."""
        self.second += 1
        return self.second

    async def cosign(self, text: str) -> None:
        note = read_note(text)
        more = signed(note.body, AGENCY, self.later())
        await self.checkpoints.cosign(AGENCY.name, with_signatures(note, [more]).text)

    async def figure(self, name: str) -> int:
        browser = Browser(self.world)
        try:
            lines = (await browser.http.get("/metrics")).text.splitlines()
        finally:
            await browser.http.aclose()
        return next(int(line.split()[1]) for line in lines if line.startswith(f"{name} "))

    async def shown(self, name: str) -> str:
        browser = await Browser(self.world).sign_in(name)
        try:
            return (await browser.get("/proof")).words()
        finally:
            await browser.http.aclose()


@pytest.fixture(scope="module", name="vouched")
async def _vouched(shared_world: World, tmp_path_factory: pytest.TempPathFactory) -> Vouched:
    vouched = Vouched(shared_world, tmp_path_factory.mktemp("vouched"))
    await vouched.vouch()
    return vouched


async def test_an_administrator_sees_who_vouches_for_the_record_and_how_far(vouched: Vouched) -> None:
    page = await vouched.shown("admin.be")

    assert "up to entry 100" in page
    assert "up to entry 80" in page
    assert "· Authority" in page
    assert "2 of 2 witnesses are needed" in page
    assert "police-be Co-signs" in page
    assert "carer-fr has not co-signed the record of what happened yet" in page


async def test_an_auditor_sees_it_without_how_much_is_recorded(vouched: Vouched) -> None:
    page = await vouched.shown("auditor.be")

    assert "police-be Co-signs" in page
    assert "up to entry" not in page
    assert "Behind" not in page


async def test_an_alarm_stands_first_until_its_witness_signs_again(vouched: Vouched) -> None:
    body = f"{ALARM}\nevents\nThe log was rewritten.\n"
    await vouched.checkpoints.alarm(AGENCY.name, Note(body, (signed(body, AGENCY, vouched.later()),)).text)
    raised = await vouched.shown("auditor.be")
    await vouched.cosign(checkpointed(a_log(RECORDS), signer=vouched.signer)[0].note)
    cleared = await vouched.shown("auditor.be")

    assert "police-be has raised an alarm about the record of what happened" in raised
    assert "It says: The log was rewritten." in raised
    assert "alarm" not in cleared


async def test_an_alarm_is_a_figure_for_who_watches_the_installation(vouched: Vouched) -> None:
    before = await vouched.figure("lantern_proof_alarms")
    body = f"{ALARM}\nevents\nThe log was rewritten.\n"
    await vouched.checkpoints.alarm(AGENCY.name, Note(body, (signed(body, AGENCY, vouched.later()),)).text)
    raised = await vouched.figure("lantern_proof_alarms")
    await vouched.cosign(checkpointed(a_log(RECORDS), signer=vouched.signer)[0].note)

    assert (before, raised) == (0, 1)
    assert await vouched.figure("lantern_proof_amiss") > 0


async def test_a_witness_that_was_shown_another_log_is_told_of(vouched: Vouched) -> None:
    records = checkpointed(a_log(RECORDS, salt=b"another"), signer=vouched.signer)
    await vouched.cosign(records[0].note)
    page = await vouched.shown("admin.be")
    await vouched.cosign(checkpointed(a_log(RECORDS), signer=vouched.signer)[0].note)

    assert "police-be has co-signed something else than the record of what happened" in page
    assert "police-be Does not count" in page


async def test_without_witnesses_and_authority_it_says_what_that_means(browser: Open) -> None:
    page = (await (await browser("admin.be")).get("/proof")).words()

    assert "Nobody outside is counted on" in page
    assert "No authority says when" in page


@pytest.mark.parametrize("name", ["police.be", "guardian.be"])
async def test_nobody_else_has_such_a_page(browser: Open, name: str) -> None:
    page = await (await browser(name)).get("/proof", status=404)

    assert "Not found" in page.text
