"""What a duty is called in the reader's language.

Invariant: the title comes from the version of the rule that opened the task; where that does not have it in a language
that the reader chose, it stays in English. The English one is the name of the duty, and what the log and searches hold.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from markupsafe import Markup

from domain.envelope import PlaybookRef
from domain.playbook.library import Library
from web.access.viewer import Viewer
from web.playbooks.reading import rule_behind
from web.ports import RuleBooks
from web.texts import catalog

Titled = Callable[[str, PlaybookRef | None], str | Markup]
"""Gives the title of a task with that rule behind it, marked with its language."""


def languages_read(viewer: Viewer | None) -> tuple[str, ...]:
    """In which languages *viewer* would read a title, the preferred one first: that of the screens, then their own."""
    chosen = (catalog.language(), viewer.writes.split("-")[0] if viewer is not None else "")
    return tuple(each for each in dict.fromkeys(chosen) if each and each != catalog.SOURCE)


def titles_of(library: Library, ref: PlaybookRef | None) -> Mapping[str, str]:
    """The titles of the rule that *ref* names by language, beside the English one; none where nobody knows them."""
    rule = rule_behind(library, ref)
    return {} if rule is None else rule.titles


def titling(rules: RuleBooks, reads: Sequence[str]) -> Titled:
    """Gives titles to somebody who *reads* these languages. The library is asked for once, and only if it is needed."""
    kept: list[Library] = []

    def titled(title: str, ref: PlaybookRef | None) -> str | Markup:
        if not reads or ref is None:
            return title
        kept[:] = kept or [rules.library()]
        titles = titles_of(kept[0], ref)
        language = next((each for each in reads if each in titles), None)
        if language is None:
            return title
        if language == catalog.language():
            return titles[language]
        return Markup('<span lang="{}">{}</span>').format(language, titles[language])

    return titled
