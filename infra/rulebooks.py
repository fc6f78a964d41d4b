"""The published playbooks as screens read them.

Invariant: each version is read from its text once for a process, whoever asks for it and however often.
"""

from __future__ import annotations

from domain.playbook.library import Library
from domain.playbook.publishing.events import PlaybookPublished
from infra.publishing import library
from projections import playbooks
from projections.views import Documents


class PublishedRules:
    """Implements :class:`web.ports.RuleBooks` over the view of what was published."""

    def __init__(self, documents: Documents) -> None:
        """Read nothing yet."""
        self._documents = documents
        self._library = library(())

    def library(self) -> Library:
        """See :meth:`web.ports.RuleBooks.library`."""
        for name, count in self._documents.values(playbooks.VIEW, ("key", "versions")):
            if len(self._library.editions(str(name))) != count:
                self._learn(str(name))
        return self._library

    def _learn(self, name: str) -> None:
        known = self._documents.get(playbooks.VIEW, name)
        for one in () if known is None else known.versions:
            event = PlaybookPublished(
                playbook=name,
                version=one.version,
                digest=one.digest,
                valid_from=one.valid_from,
                valid_to=one.valid_to,
                text=one.text,
            )
            self._library.take(event, one.published_at, one.position)
