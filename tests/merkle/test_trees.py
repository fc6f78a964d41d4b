"""Trees and proofs are those of RFC 9162, compared with a naive one and with known values."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from merkle.edges import Edge
from merkle.hashing import EMPTY, entry_leaf, leaf_hash, node_hash
from merkle.levels import Levels, MemoryRows
from merkle.proofs import ProofRefused, check_consistency, check_inclusion, consistency_proof, inclusion_proof
from tests.merkle import naive

# The leaves, roots and proofs that the Certificate Transparency projects test themselves with.
KNOWN = [
    leaf_hash(bytes.fromhex(data))
    for data in ("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f")
]
KNOWN_ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
SIXTH_OF_EIGHT = [
    "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
]
SIX_TO_SEVEN = [
    "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
    "b08693ec2e721597130641e8211e7eedccb4c26413963eee6c1e2ed16ffb1a5f",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
]

sizes = st.integers(min_value=1, max_value=300)


def leaves(count: int) -> list[bytes]:
    return [sha256(b"%d" % number).digest() for number in range(count)]


def levels(*parts: Sequence[bytes]) -> Levels:
    tree = Levels(MemoryRows())
    for part in parts:
        tree.add(part)
    return tree


def in_hex(proof: Sequence[bytes]) -> list[str]:
    return [each.hex() for each in proof]


def test_hashes_are_those_of_the_rfc() -> None:
    assert leaf_hash(b"L123456").hex() == "395aa064aa4c29f7010acfe3f25db9485bbd4b91897b6ad7ad547639252b4d56"
    assert node_hash(b"N123", b"N456").hex() == "aa217fe888e47007fa15edab33c2b492a722cb106c64667fc2b044444de66bbb"
    assert EMPTY.hex() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


def test_a_leaf_is_the_position_the_subject_and_the_chain() -> None:
    data = bytes([0, 0, 0, 0, 0, 0, 1, 2]) + b"lantern.events.case.1.file.CaseOpened" + bytes(32)

    assert entry_leaf(258, b"lantern.events.case.1.file.CaseOpened", bytes(32)) == leaf_hash(data)


def test_roots_and_proofs_are_the_known_ones() -> None:
    tree = levels(KNOWN)

    assert [Edge().grown(KNOWN[: size + 1]).root.hex() for size in range(8)] == KNOWN_ROOTS
    assert in_hex(inclusion_proof(tree, 5, 8)) == SIXTH_OF_EIGHT
    assert in_hex(consistency_proof(tree, 6, 7)) == SIX_TO_SEVEN


@given(sizes, st.lists(st.integers(min_value=0, max_value=40), max_size=12))
def test_an_edge_grown_in_any_parts_has_the_naive_root(first: int, more: list[int]) -> None:
    total = leaves(first + sum(more))
    edge, at = Edge(), 0
    for part in (first, *more):
        edge, at = edge.grown(total[at : at + part]), at + part

    assert (edge.size, edge.root, edge.fits) == (len(total), naive.root(total), True)


@given(sizes, st.data())
def test_an_inclusion_proof_is_the_naive_one_and_checks(size: int, data: st.DataObject) -> None:
    index, cut = (data.draw(st.integers(min_value=0, max_value=size - 1)) for _ in range(2))
    all_leaves = leaves(size)

    proof = inclusion_proof(levels(all_leaves[:cut], all_leaves[cut:]), index, size)

    assert proof == naive.inclusion(index, all_leaves)
    assert levels(all_leaves).edge == Edge().grown(all_leaves)
    check_inclusion(all_leaves[index], index, size, proof, naive.root(all_leaves))


@given(sizes, st.data())
def test_a_consistency_proof_is_the_naive_one_and_checks(later: int, data: st.DataObject) -> None:
    earlier = data.draw(st.integers(min_value=1, max_value=later))
    all_leaves = leaves(later)

    proof = consistency_proof(levels(all_leaves), earlier, later)

    assert proof == naive.consistency(earlier, all_leaves)
    check_consistency(earlier, naive.root(all_leaves[:earlier]), later, naive.root(all_leaves), proof)


@given(st.integers(min_value=2, max_value=100), st.data())
def test_an_inclusion_proof_about_anything_else_is_refused(size: int, data: st.DataObject) -> None:
    index, other = (data.draw(st.integers(min_value=0, max_value=size - 1)) for _ in range(2))
    all_leaves = leaves(size)
    proof, root = naive.inclusion(index, all_leaves), naive.root(all_leaves)
    place = data.draw(st.integers(min_value=0, max_value=len(proof) - 1))
    flipped = [*proof[:place], bytes([proof[place][0] ^ 8]) + proof[place][1:], *proof[place + 1 :]]

    wrong = [(index, flipped), (index, proof[:-1]), (index, [*proof, root]), (index, [root, *proof]), (size, proof)]
    wrong += [(other, proof)] if other != index else []
    for at, forged in wrong:
        with pytest.raises(ProofRefused):
            check_inclusion(all_leaves[index], at, size, forged, root)


@given(st.integers(min_value=2, max_value=100), st.data())
def test_a_consistency_proof_of_a_rewritten_tree_is_refused(later: int, data: st.DataObject) -> None:
    earlier = data.draw(st.integers(min_value=1, max_value=later - 1))
    changed = data.draw(st.integers(min_value=0, max_value=earlier - 1))
    true, forged = leaves(later), leaves(later)
    forged[changed] = sha256(b"forged").digest()

    proof = naive.consistency(earlier, forged)

    with pytest.raises(ProofRefused):
        check_consistency(earlier, naive.root(true[:earlier]), later, naive.root(forged), proof)


@pytest.mark.parametrize(
    ("earlier", "later", "proof"),
    [(2, 1, []), (-1, 1, []), (1, 2, []), (3, 4, []), (2, 2, [EMPTY]), (0, 2, [EMPTY]), (1, 2, [b"short"])],
)
def test_a_consistency_proof_that_cannot_be_one_is_refused(earlier: int, later: int, proof: list[bytes]) -> None:
    roots = {size: naive.root(leaves(size)) for size in range(5)} | {-1: EMPTY}

    with pytest.raises(ProofRefused):
        check_consistency(earlier, roots[earlier], later, roots[later], proof)


def test_two_roots_of_one_size_contradict_each_other() -> None:
    check_consistency(0, EMPTY, 3, naive.root(leaves(3)), [])

    with pytest.raises(ProofRefused, match="two trees of one size"):
        check_consistency(3, naive.root(leaves(3)), 3, naive.root(KNOWN[:3]), [])


def test_more_of_a_proof_than_the_tree_is_high_is_refused() -> None:
    proof = [*naive.consistency(3, leaves(7)), EMPTY]

    with pytest.raises(ProofRefused, match="tree is high"):
        check_consistency(3, naive.root(leaves(3)), 7, naive.root(leaves(7)), proof)


@pytest.mark.parametrize("index", [-1, 7])
def test_no_proof_is_made_of_what_is_not_there(index: int) -> None:
    with pytest.raises(ProofRefused):
        inclusion_proof(levels(leaves(7)), index, 7)
    with pytest.raises(ProofRefused):
        consistency_proof(levels(leaves(7)), 7, 6)


def test_nothing_has_to_be_proved_of_an_empty_tree_and_of_the_same_one() -> None:
    assert consistency_proof(levels(leaves(7)), 0, 7) == consistency_proof(levels(leaves(7)), 7, 7) == []


def test_an_edge_that_was_tampered_with_does_not_fit_its_size() -> None:
    edge = Edge().grown(leaves(6))

    assert not edge._replace(size=7).fits
    assert not Edge(-1, ()).fits
