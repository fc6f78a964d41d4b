"""A bundle is opened by a library of others and what its README says alone: checkpoint, proofs, chains, two keys.

The library is metamorphic-log, written in Rust; nothing of ours takes part but what packed the bundle.
"""

from __future__ import annotations

import hashlib
import json
from typing import Any

import metamorphic_log as others  # type: ignore[import-untyped]
import pytest

from infra.evidence.bundle.packing import Packed
from infra.evidence.bundle.shapes import CHECKPOINT, EVENTS, PLAYBOOKS, READ_ME, WITNESSES
from merkle.checkpoints import Checkpoint, sign
from tests.evidence.logs import AGENCY, KEY, SIGNER, STRANGER


@pytest.fixture(name="lines")
def _lines(packed: Packed) -> list[dict[str, Any]]:
    return [json.loads(line) for part in (EVENTS, PLAYBOOKS) for line in packed.parts[part].splitlines()]


def chain_of(line: dict[str, Any]) -> bytes:
    """As README.txt says it: over the chain before, and the hash of subject, four header lines and body."""
    headers, _, chain = line["headers"].partition("Lantern-Chain: ")
    _, _, four = headers.partition("\r\n")
    content = hashlib.sha256("\x00".join((line["subject"], four, line["body"])).encode()).digest()
    assert chain.strip() == hashlib.sha256(b"\x02" + bytes.fromhex(line["before"]) + content).hexdigest()
    return bytes.fromhex(chain.strip())


def leaf_of(line: dict[str, Any]) -> bytes:
    """As README.txt says it: SHA-256(0x00, position as eight bytes, subject, chain as 32 bytes)."""
    position = int(line["position"]).to_bytes(8, "big")
    return hashlib.sha256(b"\x00" + position + line["subject"].encode() + chain_of(line)).digest()


def proof(hashes: list[str]) -> list[bytes]:
    return [bytes.fromhex(each) for each in hashes]


def test_the_checkpoint_is_read_with_the_key_as_it_is_handed_out(packed: Packed) -> None:
    head = others.checkpoint_verify(packed.parts[CHECKPOINT].decode(), [KEY.text])

    assert (head.origin, head.size) == (packed.manifest.origin, packed.manifest.size)


@pytest.mark.parametrize("change", [lambda text: text.replace("\n103\n", "\n104\n"), lambda text: text[:-4] + "A=\n\n"])
def test_a_checkpoint_that_was_changed_is_refused_by_others_too(packed: Packed, change: Any) -> None:
    with pytest.raises(others.VerifyError):
        others.checkpoint_verify(change(packed.parts[CHECKPOINT].decode()), [KEY.text])


def test_every_message_is_in_the_log_by_what_the_readme_says(packed: Packed, lines: list[dict[str, Any]]) -> None:
    note = packed.parts[CHECKPOINT].decode()

    for line in lines:
        others.checkpoint_verify_inclusion(note, [KEY.text], line["position"] - 1, leaf_of(line), proof(line["proof"]))

    assert len(lines) == packed.manifest.events + 1
    assert "SHA-256(0x00, position as eight bytes, subject, chain as 32 bytes)" in packed.parts[READ_ME].decode()


def test_a_message_at_another_place_is_refused_by_others_too(packed: Packed, lines: list[dict[str, Any]]) -> None:
    note, line = packed.parts[CHECKPOINT].decode(), lines[3]

    with pytest.raises(others.VerifyError):
        others.checkpoint_verify_inclusion(note, [KEY.text], line["position"], leaf_of(line), proof(line["proof"]))


def test_what_a_witness_signed_is_what_the_log_goes_on_from(packed: Packed) -> None:
    (line,) = map(json.loads, packed.parts[WITNESSES].splitlines())
    newer = packed.parts[CHECKPOINT].decode()

    others.checkpoint_verify_consistency(line["note"], newer, [KEY.text], proof(line["consistency"]))

    assert f"— {AGENCY.name} " in line["note"]


def test_a_checkpoint_under_two_keys_is_read_with_either() -> None:
    second = SIGNER._replace(private=AGENCY.private)
    note = sign(Checkpoint(SIGNER.name, 812, bytes(32)), SIGNER, second).text

    sizes = [others.checkpoint_verify(note, [key.text]).size for key in (KEY, second.key)]

    assert sizes == [812, 812]
    with pytest.raises(others.VerifyError):
        others.checkpoint_verify(note, [STRANGER.text])
