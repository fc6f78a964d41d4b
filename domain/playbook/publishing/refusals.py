"""Why a playbook cannot be published.

Invariant: each names what would be possible.
"""

from __future__ import annotations

from domain.deciding.refusals import Conflict, Forbidden, Malformed


class NotYoursToPublish(Forbidden):
    """Rules change with a release, not in the middle of a case."""

    SLUG = "not-yours-to-publish"
    WHY = "You may not publish a playbook."
    INSTEAD = "Ask those who run Lantern."


class PublishedVersionStays(Conflict):
    """Tasks name the version that opened them."""

    SLUG = "published-version-stays"
    WHY = "Version %(version)s was published with other content, and tasks refer to it."
    INSTEAD = "Give the changed playbook a new version."


class ValidityOverlaps(Malformed):
    """At any moment one version is valid."""

    SLUG = "validity-overlaps"
    WHY = "The new version would be valid from before the one that it follows."
    INSTEAD = "Let it be valid from %(valid_from)s or later."
