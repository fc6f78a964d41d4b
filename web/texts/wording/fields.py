"""Labels of the fields of facts, and which of them name agencies, members and moments.

Invariant: identifiers that nobody reads stay hidden.
"""

from __future__ import annotations

from web.texts.catalog import mark as _

HIDDEN = frozenset(
    {
        "case", "task", "trigger", "reference", "episode", "placement", "sighting", "request", "alert", "referral",
        "code", "title", "opened_at", "escalate_to", "outcomes", "mark", "source", "at",
        "acknowledge_by", "acknowledged", "clock_from", "counts", "pauses", "pause_minutes",
        "digest", "text",
    }
)  # fmt: skip
AGENCIES = frozenset(
    {"agency", "to_agency", "from_agency", "by_agency", "of_agency", "invited_by", "guardian", "interviewer", "by"}
)
MEMBERS = frozenset({"member", "offered_by", "to_member", "declined_by", "withdrawn_by", "proposed_by", "confirmed_by"})
MOMENTS = frozenset({"due_at", "last_seen_at", "seen_at", "until"})

FIELDS: dict[str, str] = {
    "account": _("Account"),
    "agency": _("Agency"),
    "aliases": _("Other names"),
    "alive": _("Alive"),
    "answer": _("Answer"),
    "because": _("Because"),
    "birth_date": _("Date of birth"),
    "by": _("By"),
    "by_agency": _("By"),
    "channel": _("Told by"),
    "circumstances": _("Circumstances"),
    "clothing": _("Clothing"),
    "companions": _("With whom"),
    "confirmed_by": _("Confirmed by"),
    "contact": _("Contact"),
    "contacts": _("Phone, accounts, relatives"),
    "country": _("Country"),
    "declined_by": _("Declined by"),
    "description": _("Description"),
    "documents": _("Documents"),
    "due_at": _("Due"),
    "exception": _("Exception"),
    "explanation": _("Explanation"),
    "from_agency": _("From"),
    "ground": _("Ground"),
    "guardian": _("Guardian's agency"),
    "how": _("How"),
    "independent": _("Independent"),
    "indicators": _("Known to be so"),
    "interviewer": _("Interviewer"),
    "invited_by": _("Brought in by"),
    "kind": _("Kind"),
    "language": _("Language of the name"),
    "languages": _("Languages"),
    "last_seen_at": _("Last seen at"),
    "last_seen_place": _("Last seen where"),
    "legal_basis": _("Legal basis"),
    "level": _("Level"),
    "likely_places": _("Likely places"),
    "marks": _("Distinguishing marks"),
    "medical": _("Medical needs"),
    "member": _("Member"),
    "name": _("Name"),
    "names": _("Names"),
    "nationality": _("Nationality"),
    "needs": _("Needs"),
    "note": _("Note"),
    "of_agency": _("Asked"),
    "offered_by": _("Offered by"),
    "outcome": _("Outcome"),
    "own_words": _("In the child's own words"),
    "place": _("Place"),
    "proposed_by": _("Proposed by"),
    "question": _("Question"),
    "reason": _("Reason"),
    "reasons": _("Reasons"),
    "result": _("Result"),
    "role": _("Role"),
    "seen": _("Somebody saw the child"),
    "seen_at": _("Seen at"),
    "sex": _("Sex"),
    "sharing": _("What may be told to whom"),
    "source": _("Source"),
    "step": _("Step"),
    "steps_taken": _("Done so far"),
    "to": _("To"),
    "to_agency": _("To"),
    "to_member": _("To"),
    "ruled_out": _("Asked, and not so"),
    "playbook": _("Rules of"),
    "version": _("Version"),
    "valid_from": _("Valid from"),
    "valid_to": _("Valid to"),
    "proposed": _("The signs speak for"),
    "ruleset": _("Version of the rules"),
    "rules": _("Because"),
    "unknowns": _("Not known"),
    "until": _("Until"),
    "withdrawn_by": _("Withdrawn by"),
    "worrying": _("Worrying signs"),
}
