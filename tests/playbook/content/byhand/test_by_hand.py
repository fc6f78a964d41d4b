"""What each of the six countries owes, against rows that were reckoned by hand from the facts.

Each row names its fact: C and G stand so in docs/coverage.md; 4.1 is P (prevention) there, 4.2 R (response),
4.3 F (found and after) and 4.5 S (special rules of a country).
Where a source says "at once" it gives no number, and the row takes that of the installation, as it does for whom a duty
reaches that nobody acknowledges; the moments were then reckoned on a calendar. ``lead`` stands where nobody leads yet.
Who finds a row and the program at odds asks the facts who is right, and says in the row why the reckoning was wrong.
"""

from __future__ import annotations

import pytest

from domain.codes import Country
from tests.playbook.content.byhand import be, fr, gr, it, se, uk
from tests.playbook.content.byhand.guarding import FREE, GUARDS
from tests.playbook.content.byhand.keeping import Row, told

BY_HAND: dict[Country, tuple[Row, ...]] = {
    Country.BE: be.ROWS, Country.FR: fr.ROWS, Country.GR: gr.ROWS,
    Country.IT: it.ROWS, Country.SE: se.ROWS, Country.UK: uk.ROWS,
}  # fmt: skip


@pytest.mark.parametrize("country", list(Country))
def test_each_row_reckoned_by_hand_is_there_exactly(country: Country) -> None:
    played = told(country).rows

    missing = {row: sorted(one for one in played if one[1:3] == row[1:3]) for row in BY_HAND[country]}

    assert not {row: instead for row, instead in missing.items() if row not in played}


@pytest.mark.parametrize("country", list(Country))
def test_nothing_is_closed_before_its_time(country: Country) -> None:
    refused = told(country).refused

    assert not [guard for guard in GUARDS if guard not in refused]
    assert not [one for one in refused if one[:2] in FREE]


@pytest.mark.parametrize(("country", "never"), [(one, there.NEVER) for one, there in ((Country.UK, uk),)])
def test_what_does_not_bind_a_country_is_no_duty_there(country: Country, never: tuple[str, ...]) -> None:
    assert not [row for row in told(country).rows if row[2] in never and "." not in row[1]]
