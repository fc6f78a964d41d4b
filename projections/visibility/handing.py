"""What of a case is handed out to the child, or to who speaks for them, when they ask for their own data.

Invariant: what was told in confidence or for named agencies is not handed out and only counted; what a table does not
say to be the child's own is withheld by name, a field of tomorrow as well; so is what somebody decided to withhold.
"""

from __future__ import annotations

import enum
from collections.abc import Collection, Iterable, Mapping

import msgspec
from msgspec.structs import replace

from domain.case.audience import audience_of
from domain.envelope import AudienceKind
from projections.timeline import Entry


class Withheld(enum.StrEnum):
    """Why something is not handed out."""

    IN_CONFIDENCE = "in-confidence"
    ABOUT_OTHERS = "about-others"
    BY_DECISION = "by-decision"
    NOT_SORTED = "not-sorted"


ABOUT_OTHERS = frozenset(
    {
        "GuardianAppointed.name", "associates", "companions", "company", "contact", "contacts", "identified",
        "relatives", "reporter", "source", "stays_in_touch", "suspicion", "trusted",
    }
)  # fmt: skip
"""Private fields that name or describe somebody else, by their name, or by fact and name where it depends on that."""

LEFT_OUT = frozenset({"opens_with"})
"""No text at all: a key, of which nobody is told."""

THE_CHILDS = frozenset(
    {
        "account", "aliases", "answer", "applicant_card", "attempts", "birth_date", "carer_knows", "circumstances",
        "clothing", "conditions", "consequences", "daily_needs", "decision", "description", "documents", "exception",
        "explanation", "feels_now", "ground", "habits", "harm", "health", "how", "identity", "if_missing", "indicators",
        "journey", "languages", "last_seen", "last_seen_place", "likely_places", "location", "marks", "means",
        "medical", "motives", "names", "narrative", "nationality", "needs", "note", "outcome", "own_words", "phones",
        "photo", "place", "point",
        "question", "reason", "reasons", "result", "ruled_out", "rules", "safe_places", "setting",
        "sex", "sharing", "shows", "steps_taken", "to", "unknowns", "warning_signs", "way_back", "what",
        "whereabouts", "why_left", "words", "would_help",
    }
)  # fmt: skip
"""Private fields that are about the child. Whoever decides reads them, and may withhold a fact all the same."""


class Handed(msgspec.Struct, frozen=True, kw_only=True):
    """A fact as it is handed out: *entry* with the texts that are given, and why others are not, by field.

    Where the whole fact is withheld, *whole* says why and *entry* has no text.
    """

    entry: Entry
    whole: Withheld | None = None
    fields: Mapping[str, Withheld] = msgspec.field(default_factory=dict)


def handed_out(entries: Iterable[Entry], withheld: Collection[str] = ()) -> tuple[Handed, ...]:
    """*entries*, cut for their reader before, as they are handed out; *withheld* are ids of facts that are not."""
    return tuple(_handed(entry, withheld) for entry in entries)


def _handed(entry: Entry, withheld: Collection[str]) -> Handed:
    bare = replace(entry, private={}, language=None)
    if audience_of(entry.name, entry.audience).kind is not AudienceKind.CASE:
        return Handed(entry=bare, whole=Withheld.IN_CONFIDENCE)
    if entry.id in withheld:
        return Handed(entry=bare, whole=Withheld.BY_DECISION)
    kept = {field: why for field in entry.private if field not in LEFT_OUT and (why := _why(entry, field))}
    given = {field: text for field, text in entry.private.items() if field not in LEFT_OUT and field not in kept}
    return Handed(entry=replace(entry, private=given), fields=kept)


def _why(entry: Entry, field: str) -> Withheld | None:
    """Why the private *field* of a fact is withheld; None where it is the child's own."""
    about = entry.codes.get("event"), entry.codes.get("field")
    names = {field, f"{entry.name}.{field}"}
    if entry.name == "RecordCorrected":
        # What corrects a text is as much about somebody else as that text.
        names |= {str(about[1]), f"{about[0]}.{about[1]}"}
    if names & ABOUT_OTHERS:
        return Withheld.ABOUT_OTHERS
    return None if field in THE_CHILDS and not entry.unknown else Withheld.NOT_SORTED
