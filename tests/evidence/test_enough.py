"""Who verifies says how many witnesses are enough, and is told where there were fewer."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infra.cli.proving import bundles as command
from infra.cli.proving.trusting import named, named_or_own
from infra.evidence.bundle.packing import Packed, pack
from infra.evidence.signing import key_file, signer_of
from infra.evidence.statements import agreed
from infra.faults import Misuse
from infra.settings import Settings, read
from tests.evidence.casefile import POSITIONS
from tests.evidence.logs import AGENCY, KEY

SIGNED = st.lists(st.tuples(st.sampled_from("abcd"), st.integers(0, 9)))


@given(SIGNED, st.integers(1, 5))
def test_as_many_as_are_needed_have_signed_that_far_and_not_further(signed: list[tuple[str, int]], needed: int) -> None:
    size = agreed(signed, needed)

    assert size is not None
    assert size == 0 or len({who for who, far in signed if far >= size}) >= needed
    assert len({who for who, far in signed if far > size}) < needed


def test_where_nobody_is_needed_nobody_is_missed() -> None:
    assert agreed([("a", 1)], 0) is None


def test_facts_that_too_few_have_cosigned_are_a_fault_when_somebody_asks(
    packed: Packed, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    keys, bundle = tmp_path / "keys", tmp_path / "case.zip"
    keys.write_text(f"{KEY.text}\n{AGENCY.key.text}\n")
    pack(bundle, packed)

    codes = [command.verify(bundle, named(keys, None, needed)) for needed in (0, 1)]

    later = sorted(position for position in POSITIONS if position > 80)
    fault = f"from here on {len(later)} facts are co-signed by fewer than 1 of the witnesses"
    assert codes == [0, 1]
    assert f"  FAULT position {later[0]}: {fault}\n1 fault.\n" in capsys.readouterr().out


def test_more_witnesses_than_were_named_are_not_asked_for(tmp_path: Path) -> None:
    keys = tmp_path / "keys"
    keys.write_text(f"{KEY.text}\n{AGENCY.key.text}\n")

    with pytest.raises(Misuse, match="2 witnesses are asked for, and the keys of 1 were named"):
        named(keys, None, 2)


@pytest.mark.parametrize(("said", "needed"), [({}, 1), ({"LANTERN_WITNESSES_NEEDED": "1"}, 1)])
def test_an_installation_asks_for_the_witnesses_that_it_names(
    tmp_path: Path, said: dict[str, str], needed: int
) -> None:
    witnesses = tmp_path / "witnesses"
    witnesses.write_text(AGENCY.key.text)
    signer_of(key_file(tmp_path), "events")
    settings = read({"DATA": str(tmp_path), "LANTERN_WITNESSES": str(witnesses), **said})

    own = named_or_own(settings, None, None, 0)

    assert (own.witnesses, own.needed) == ((AGENCY.key,), needed)
    assert named_or_own(Settings(data=tmp_path), None, None, 0).needed == 0
