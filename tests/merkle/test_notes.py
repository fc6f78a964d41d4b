"""Notes and checkpoints are those of C2SP, and a wrong signature, key or line is refused."""

from __future__ import annotations

import base64

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from merkle.checkpoints import Checkpoint, cosignatures, opened, read_checkpoint, sign
from merkle.hashing import EMPTY, leaf_hash
from merkle.notes import (
    COSIGNATURE,
    ED25519,
    Key,
    Note,
    NoteRefused,
    Signer,
    read_key,
    read_note,
    read_signer,
    signatures_of,
    signed,
    stamp_of,
    with_signatures,
)

# The example of Go's golang.org/x/mod/sumdb/note, which made the format.
GO_PRIVATE = "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz"
GO_PUBLIC = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
GO_NOTE = (
    "If you think cryptography is the answer to your problem,\n"
    "then you don't know what your problem is.\n"
    "\n"
    "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
)

LOG = Signer("lantern/events", ED25519, Ed25519PrivateKey.from_private_bytes(bytes(range(32))))
AGENCY = Signer("police.be", COSIGNATURE, Ed25519PrivateKey.from_private_bytes(bytes(range(1, 33))))
CHECKPOINT = Checkpoint("lantern/events", 812, leaf_hash(b"root"))


def test_a_note_of_gos_own_opens_with_its_key() -> None:
    key = read_key(GO_PUBLIC)

    assert set(signatures_of(read_note(GO_NOTE), [key])) == {key}
    assert key.text == GO_PUBLIC


def test_a_note_is_signed_as_go_signs_it() -> None:
    signer = read_signer(GO_PRIVATE)
    body = GO_NOTE.rpartition("\n\n")[0] + "\n"

    assert Note(body, (signed(body, signer),)).text == GO_NOTE
    assert (signer.text, repr(signer)) == (GO_PRIVATE, "Signer(PeterNeumann)")


def test_a_checkpoint_has_three_lines_and_a_signature_of_its_log() -> None:
    text = sign(CHECKPOINT, LOG).text

    assert text.splitlines()[:4] == ["lantern/events", "812", base64.b64encode(CHECKPOINT.root).decode(), ""]
    assert opened(text, LOG.key)[0] == CHECKPOINT


def test_a_cosignature_says_when_it_was_made() -> None:
    note = with_signatures(sign(CHECKPOINT, LOG), [signed(CHECKPOINT.body, AGENCY, 1_790_000_000)])

    found = cosignatures(read_note(note.text), [AGENCY.key, LOG.key])

    assert {key.name: stamp_of(signature) for key, signature in found.items()} == {"police.be": 1_790_000_000}
    assert with_signatures(note, note.signatures) == note


def test_a_cosignature_with_another_time_is_refused() -> None:
    honest = signed(CHECKPOINT.body, AGENCY, 1_790_000_000)
    later = honest._replace(what=(1_790_000_001).to_bytes(8, "big") + honest.what[8:])

    with pytest.raises(NoteRefused, match=r"signature of police\.be is not one of this text"):
        cosignatures(with_signatures(sign(CHECKPOINT, LOG), [later]), [AGENCY.key])


def test_a_strangers_signature_says_nothing() -> None:
    stranger = Signer("lantern/events", ED25519, Ed25519PrivateKey.from_private_bytes(bytes(32)))

    with pytest.raises(NoteRefused, match="the log has not signed it"):
        opened(sign(CHECKPOINT, stranger).text, LOG.key)


def test_a_checkpoint_of_another_log_is_refused() -> None:
    other = CHECKPOINT._replace(origin="elsewhere/events")

    with pytest.raises(NoteRefused, match="of another log"):
        opened(sign(other, LOG).text, LOG.key)


def test_a_signature_is_written_in_one_way_only() -> None:
    text = sign(CHECKPOINT, LOG).text
    last = text[-3]
    other = next(
        c
        for c in map(chr, range(48, 123))
        if c != last and base64.b64decode(f"AA{c}=") == base64.b64decode(f"AA{last}=")
    )

    with pytest.raises(NoteRefused, match="not a signature"):
        opened(f"{text[:-3]}{other}=\n", LOG.key)


@given(st.data())
def test_no_character_of_a_checkpoint_can_be_changed(data: st.DataObject) -> None:
    text = sign(CHECKPOINT, LOG).text
    place = data.draw(st.integers(min_value=0, max_value=len(text) - 1))
    other = data.draw(st.characters(codec="utf-8").filter(lambda c: c != text[place]))

    with pytest.raises(NoteRefused):
        opened(text[:place] + other + text[place + 1 :], LOG.key)


@pytest.mark.parametrize(
    "body",
    [
        "",
        "lantern/events\n812\n",
        f"lantern/events\n0812\n{base64.b64encode(EMPTY).decode()}\n",
        f"lantern/events\n-1\n{base64.b64encode(EMPTY).decode()}\n",
        f"lantern/events\n{'9' * 5000}\n{base64.b64encode(EMPTY).decode()}\n",
        f"lantern/events\n812\n{base64.b64encode(EMPTY[:31]).decode()}\n",
        f"lantern/events\n812\n{base64.b64encode(EMPTY).decode()}\nan extension\n",
        "lantern/events\n812\nÄ\n",
    ],
)
def test_what_is_no_checkpoint_is_refused(body: str) -> None:
    with pytest.raises(NoteRefused):
        read_checkpoint(body)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "no signature\n",
        "a body\n\n— name AAAA",
        "a body\n\nname AAAAAAAA\n",
        "a body\n\n— name Ä\n",
        "a body\n\n— na+me AAAAAAAA\n",
        "a\tbody\n\n— name AAAAAAAA\n",
        "a body\n\n" + "— name AAAAAAAA\n" * 65,
    ],
)
def test_what_is_no_note_is_refused(text: str) -> None:
    with pytest.raises(NoteRefused):
        read_note(text)


@pytest.mark.parametrize("text", ["", "name", "name+00000000+AAAA", GO_PUBLIC.replace("c74f20a3", "c74f20a4"), "a+b+Ä"])
def test_what_is_no_key_is_refused(text: str) -> None:
    with pytest.raises(NoteRefused):
        read_key(text)
    with pytest.raises(NoteRefused):
        read_signer(text)


def test_a_private_key_under_another_name_is_refused() -> None:
    with pytest.raises(NoteRefused, match="not a private key") as refused:
        read_signer(GO_PRIVATE.replace("PeterNeumann", "Somebody"))

    assert "AYEK" not in str(refused.value)


def test_a_key_of_a_kind_that_nobody_here_knows_is_refused() -> None:
    with pytest.raises(NoteRefused, match="kind"):
        read_key(Key("name", 6, bytes(32)).text)
