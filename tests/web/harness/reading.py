"""What a page is made of, read by a strict parser."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

import html5lib

CONTROLS = ("input", "select", "textarea")


@dataclass
class Form:
    """A form as a browser would send it."""

    action: str
    method: str
    fields: list[tuple[str, str]] = field(default_factory=list)
    id: str = ""

    def filled(self, **typed: str | list[str]) -> list[tuple[str, str]]:
        """The fields with what is *typed* in place of what was there."""
        kept = [(name, value) for name, value in self.fields if name not in typed]
        new = [(name, each) for name, value in typed.items() for each in ([value] if isinstance(value, str) else value)]
        return kept + new

    def __getitem__(self, name: str) -> str:
        return dict(self.fields)[name]


class Page:
    """A parsed page or fragment."""

    def __init__(self, text: str, *, fragment: bool = False) -> None:
        self.text = text
        parser = html5lib.HTMLParser(strict=not fragment, namespaceHTMLElements=False)
        self.root: Element = parser.parseFragment(text) if fragment else parser.parse(text)

    def all(self, *tags: str) -> list[Element]:
        """All elements with one of *tags*."""
        return [each for each in self.root.iter() if each.tag in tags]

    def words(self, element: Element | None = None) -> str:
        """The text of an element (the page without its templates and scripts), with single spaces."""
        return " ".join(" ".join(_texts(self.root if element is None else element)).split())

    def with_id(self, id_: str) -> Element:
        """The element with an id."""
        return next(each for each in self.root.iter() if each.get("id") == id_)

    def has_id(self, id_: str) -> bool:
        """Whether there is an element with an id."""
        return any(each.get("id") == id_ for each in self.root.iter())

    def links(self) -> list[str]:
        """Where the links go."""
        return [link.get("href", "") for link in self.all("a")]

    @property
    def title(self) -> str:
        """The title."""
        return self.words(self.all("title")[0])

    def forms(self) -> list[Form]:
        """The forms."""
        return [_form(each) for each in self.all("form")]

    def form(self, action: str) -> Form:
        """The form whose action ends with *action*."""
        return next(form for form in self.forms() if form.action.endswith(action))


def _texts(element: Element) -> Iterator[str]:
    if element.tag in ("script", "style", "template"):
        return
    if isinstance(element.tag, str):
        yield element.text or ""
        for child in element:
            yield from _texts(child)
            yield child.tail or ""


def _form(element: Element) -> Form:
    form = Form(element.get("action", ""), element.get("method", "get"), id=element.get("id", ""))
    for control in element.iter():
        name = control.get("name")
        if control.tag == "input" and name and _is_sent(control):
            form.fields.append((name, control.get("value", "")))
        elif control.tag == "textarea" and name:
            form.fields.append((name, (control.text or "").removeprefix("\n")))
        elif control.tag == "select" and name:
            form.fields.append((name, _chosen(control)))
    return form


def _is_sent(control: Element) -> bool:
    return control.get("type") not in ("radio", "checkbox") or control.get("checked") is not None


def _chosen(select: Element) -> str:
    options = list(select.iter("option"))
    chosen = [each for each in options if each.get("selected") is not None] or options[:1]
    return chosen[0].get("value", "") if chosen else ""
