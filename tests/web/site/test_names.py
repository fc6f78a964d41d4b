"""Names in other languages are marked, so that they are read out as they are meant."""

from __future__ import annotations

from domain.codes import Role
from web.answers.rendering import named
from web.people import Agency, People
from web.texts import catalog


def agency(name: str, language: str | None) -> Agency:
    return Agency(id=name, name=name, role=Role.CARER, country=None, zone="Europe/Athens", language=language)


def test_a_name_in_another_language_says_which() -> None:
    catalog.use("en")

    assert named("Ξενώνας", "el") == '<span lang="el">Ξενώνας</span>'


def test_a_name_in_the_language_of_the_page_stays_as_it_is() -> None:
    catalog.use("en")

    assert named("Fedasil", None) == "Fedasil"
    assert named("Home Office", "en") == "Home Office"


def test_a_name_with_a_sign_of_markup_stays_text() -> None:
    assert named("A <b> & C", "fr") == '<span lang="fr">A &lt;b&gt; &amp; C</span>'


def test_the_language_is_known_by_the_name() -> None:
    people = People()
    people.learn([agency("Ξενώνας", "el"), agency("Fedasil", None)])

    assert people.language_of("Ξενώνας") == "el"
    assert people.language_of("Fedasil") is None
