"""Why a form asks for what could harm a child in the wrong hands: one sentence beside each such field.

Invariant: every field whose answer is sealed as identity, place or health has its sentence; a test compares.
"""

from __future__ import annotations

from web.texts.catalog import gettext
from web.texts.catalog import mark as _

WHY: dict[str, str] = {
    "names": _("Others look for the child by name, and must not take two children for one."),
    "aliases": _("Each spelling is one more way to find the child in another record."),
    "birth_date": _("Age decides which law protects the child, and how urgent the search is."),
    "sex": _("It is part of every description that people look out for."),
    "nationality": _("It says which community, consulate or interpreter may help."),
    "languages": _("Whoever finds the child has to be able to speak with them."),
    "description": _("A stranger has to recognise the child from these words."),
    "marks": _("They tell this child from another without doubt."),
    "documents": _("A number shows whether a paper found elsewhere is this child's."),
    "contacts": _("The child may have called somebody, and that is where to ask first."),
    "clothing": _("It is what a passer-by remembers."),
    "name": _("Whoever finds the child has to ask for this person."),
    "contact": _("A child who is found at night must not wait for their guardian until morning."),
    "last_seen_place": _("The search begins there."),
    "likely_places": _("Police look there first."),
    "medical": _("It decides how long the child can do without help."),
    "photo": _("A search begins with a face."),
    "applicant_card": _("Greek police ask for it, and it ties records of two authorities together."),
    "phones": _("A phone can be asked for its last place, and an account for its last message."),
    "relatives": _("Many children are on their way to somebody."),
    "associates": _("Who leaves rarely leaves alone."),
    "trusted": _("A child answers whom they trust, when they answer nobody else."),
    "stays_in_touch": _("It is the first call to make in the night."),
    "safe_places": _("A child who knows where to go at night does not sleep in a station."),
    "last_seen": _("The search begins there."),
    "reporter": _("Police call back whoever saw the child last."),
    "whereabouts": _("Other children may be there still."),
    "company": _("Who was with the child may be in danger, or be the danger."),
    "harm": _("What was done to the child decides who has to help today."),
    "daily_needs": _("Who fed and housed the child may have asked for something in return."),
    "feels_now": _("It says whether the child can be left alone tonight."),
    "what": _("It says what to ask about when the risk is assessed anew."),
    "needs": _("Care after the return begins with what the child asks for."),
    "how": _("It says what has to follow, and whom to tell."),
    "result": _("It says whether the child needs help today."),
    "outcome": _("The other agencies learn how it ended, and what they may stop doing."),
    "indicators": _("Each sign changes how fast everybody has to work."),
    "ruled_out": _("Only what was asked counts as no; the rest stays unknown."),
    "unknowns": _("What nobody knows never counts as no; it is what to find out next."),
    "to": _("The service has to be told; which one it is says much about the child, so it is sealed."),
    "locate-child.place": _("Somebody has to go there and see the child."),
    "record-sighting.place": _("The search moves to where the child was seen."),
    "record-protected-sighting.place": _("The search moves to where the child was seen."),
    "point": _("Agencies abroad see at a glance which way the child goes."),
    "start-placement.place": _("If the child is missed, the search begins here."),
    "check-safe-and-well.note": _("Whoever cares for the child next reads how they were."),
}
"""By the name of the field, or by form and field where the same name asks for something else."""


def why(slug: str, field: str) -> str:
    """Why the form *slug* asks for *field*; nothing where the field is not one of those that are sealed so."""
    return gettext(WHY.get(f"{slug}.{field}", WHY.get(field, "")))
