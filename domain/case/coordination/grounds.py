"""On which ground an agency comes to take part: the usual one of its role, and what the law of a country says.

Invariant: a provision names its source and the countries in which it holds; what was not read in a source is none.
"""

from __future__ import annotations

import enum
from collections.abc import Mapping

import msgspec

from domain.case.codes import LegalBasis, SharedFor
from domain.codes import Country, Role

USUAL: Mapping[Role, tuple[SharedFor, LegalBasis]] = {
    Role.POLICE: (SharedFor.SEARCH, LegalBasis.LAW_ENFORCEMENT),
    Role.GUARDIAN: (SharedFor.GUARDIANSHIP, LegalBasis.LEGAL_OBLIGATION),
    Role.CARER: (SharedFor.CARE, LegalBasis.LEGAL_OBLIGATION),
    Role.PROTECTION: (SharedFor.PROTECTION, LegalBasis.LEGAL_OBLIGATION),
    Role.HOTLINE: (SharedFor.SUPPORT, LegalBasis.PUBLIC_TASK),
    Role.ASYLUM: (SharedFor.ASYLUM_PROCEDURE, LegalBasis.PUBLIC_TASK),
    Role.CHAIR: (SharedFor.CONFERENCE, LegalBasis.PUBLIC_TASK),
}
"""For what, and on what basis, an agency with a role takes part where nobody says otherwise."""


class Provision(enum.StrEnum):
    """What the law or a protocol says about agencies working together on a missing child."""

    BE_PROTOCOL = "be-protocol-2008"
    FR_MISSING = "fr-95-73-26"
    GR_GUARDIAN = "gr-4960-2022"
    IT_MISSING = "it-203-2012-1"
    SE_ASSIGNMENT = "se-assignment"
    UK_HOME_OFFICE = "uk-home-office"
    EU_REPRESENTATIVE = "eu-2024-1346-27"
    EU_LOCATED = "eu-2018-1862-33"
    HAGUE_TRACING = "hague-1996-31"
    HAGUE_DANGER = "hague-1996-36"


class Said(msgspec.Struct, frozen=True):
    """Where a provision holds, and who says so."""

    countries: frozenset[Country]
    source: str


_UNION = frozenset({Country.BE, Country.FR, Country.GR, Country.IT, Country.SE})

PROVISIONS: Mapping[Provision, Said] = {
    Provision.BE_PROTOCOL: Said(
        frozenset({Country.BE}),
        "Protocol of 2008 between prosecutor, asylum authorities, police, guardianship service, Fedasil, Child Focus",
    ),
    Provision.FR_MISSING: Said(frozenset({Country.FR}), "Law 95-73 of 1995, Art 26"),
    Provision.GR_GUARDIAN: Said(frozenset({Country.GR}), "Law 4960/2022 on guardianship"),
    Provision.IT_MISSING: Said(frozenset({Country.IT}), "Law 203/2012, Art 1"),
    Provision.SE_ASSIGNMENT: Said(
        frozenset({Country.SE}), "SKR: the municipality answers for the child from the moment of assignment"
    ),
    Provision.UK_HOME_OFFICE: Said(
        frozenset({Country.UK}), "Local procedures: the Home Office is told of a looked-after foreign child, both ways"
    ),
    Provision.EU_REPRESENTATIVE: Said(_UNION, "Directive (EU) 2024/1346, Art 27"),
    Provision.EU_LOCATED: Said(_UNION, "Regulation (EU) 2018/1862, Art 33"),
    Provision.HAGUE_TRACING: Said(frozenset(Country), "Hague Convention of 1996, Art 31(c)"),
    Provision.HAGUE_DANGER: Said(frozenset(Country), "Hague Convention of 1996, Art 36"),
}
"""Every provision, with the countries for whose agencies it can be named."""


def holds(provision: Provision, *countries: Country | None) -> bool:
    """Whether *provision* holds in one of *countries*."""
    return any(country in PROVISIONS[provision].countries for country in countries)
