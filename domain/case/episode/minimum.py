"""What a report of a missing child should tell at least, and what of it nobody has asked yet.

Invariant: nothing in here holds up a report. What is asked for is named by codes and never by values; every list has
its source, and what a country adds stands beside it.
"""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from datetime import date, timedelta

import msgspec

from domain.codes import Country

PHOTO_AT_MOST = timedelta(days=183)
"""Six months, as the Greek note on reporting missing refugee and migrant children says."""

SOURCES = (
    "Guidance note on reporting missing refugee and migrant children (Greece); Philomena Protocol; "
    "Italian reporting form; Trace data list"
)


class Need(msgspec.Struct, frozen=True):
    """One thing that a report should tell, and the sheets on which an answer may stand, as ``sheet.field``."""

    code: str
    told_by: tuple[str, ...]


def _on(sheet: str, *codes: str) -> tuple[Need, ...]:
    return tuple(Need(code, (f"{sheet}.{code}",)) for code in codes)


def _told_or_kept(*codes: str) -> tuple[Need, ...]:
    return tuple(Need(code, (f"report.{code}", f"profile.{code}")) for code in codes)


COMMON: tuple[Need, ...] = (
    *_on("identity", "names", "aliases", "birth_date", "sex", "nationality", "languages"),
    *_on("identity", "description", "marks", "documents"),
    Need("photo", ("profile.photo",)),
    Need("guardian_name", ("care.guardian",)),
    Need("placement", ("care.placement",)),
    Need("last_seen", ("report.last_seen", "episode.last_seen")),
    *_on("report", "companions", "steps_taken", "suspicion", "reporter"),
    *_told_or_kept("clothing", "likely_places", "motives", "means", "medical"),
    Need("relatives", ("profile.relatives", "identity.contacts")),
    Need("phones", ("profile.phones", "identity.contacts")),
)
"""[S] What the lists of several countries have in common; what Lantern knows anyway, earlier episodes, is not asked."""

NATIONAL: Mapping[Country, tuple[Need, ...]] = {
    Country.GR: (Need("recent_photo", ("profile.recent_photo",)), Need("applicant_card", ("profile.applicant_card",))),
}
"""[S] What a country asks for beside that."""


class Minimum(msgspec.Struct, frozen=True, kw_only=True):
    """What the minimum asks for, as codes: what is *known*, and what is *missing*."""

    known: tuple[str, ...]
    missing: tuple[str, ...]


def minimum(answered: AbstractSet[str], country: Country, photo_on: date | None, today: date) -> Minimum:
    """What of the minimum of *country* has an answer among *answered*, given as ``sheet.field``."""
    recent = photo_on is not None and today - photo_on <= PHOTO_AT_MOST
    there = answered | {"profile.recent_photo"} if recent else answered
    needs = (*COMMON, *NATIONAL.get(country, ()))
    known = tuple(need.code for need in needs if not there.isdisjoint(need.told_by))
    return Minimum(known=known, missing=tuple(need.code for need in needs if need.code not in known))
