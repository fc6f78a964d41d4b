"""What no page of ours may have, whatever it is about.

Invariant: a page is held to this each time a test gets it, so that no page is forgotten.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from tests.web.harness.reading import CONTROLS, Page

NO_LABEL = ("hidden", "submit", "button")
NAMED = ("a", "button", "summary")
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
POINTERS = ("for", "form", "list", "headers", "aria-labelledby", "aria-describedby", "aria-controls", "aria-owns")
"""Attributes that name the ids of other elements."""


def faults(page: Page) -> list[str]:
    """Everything on *page* that may not be there, in words."""
    found = [f"{len(page.all('h1'))} main headings"] if len(page.all("h1")) != 1 else []
    if not page.all("title") or not page.title.removesuffix("– Lantern").strip():
        found.append("no title")
    if not page.root.get("lang"):
        found.append("no language")
    ids = Counter(id_ for each in page.root.iter() if (id_ := each.get("id")))
    found += [f"id {id_} {count} times" for id_, count in ids.items() if count > 1]
    for each in page.root.iter():
        if isinstance(each.tag, str):
            found += [*_of_content(each), *_of_names(each, page), *_of_pointers(each, set(ids))]
    return [*found, *_of_headings(page)]


def _of_content(element: Element) -> Iterator[str]:
    for name, value in element.items():
        if name == "style" or name.startswith(("on", "hx-on")) or value.strip().lower().startswith("javascript:"):
            yield f"{element.tag} with {name}={value}"
    if element.tag == "script" and (not element.get("src") or (element.text or "").strip()):
        yield "a script in the page"
    if element.tag == "style":
        yield "a style in the page"
    if element.tag == "form" and not (element.get("action") and element.get("method")):
        yield "a form without action or method"
    if int(element.get("tabindex", "0")) > 0:
        yield f"{element.tag} jumps the queue of Tab"
    if element.tag == "img" and element.get("alt") is None:
        yield "a picture without words"


def _of_names(element: Element, page: Page) -> Iterator[str]:
    """What has no name for somebody who listens."""
    if element.tag in CONTROLS and element.get("type") not in NO_LABEL and not _labelled(element, page):
        yield f"{element.tag} {element.get('name')} without label"
    named = page.words(element) or element.get("aria-label") or element.get("aria-labelledby") or _pictured(element)
    # What is hidden until a script names it is read out by nobody before.
    if element.tag in NAMED and not named and element.get("hidden") is None:
        yield f"{element.tag} {element.get('href') or element.get('class')} without a name"


def _of_pointers(element: Element, ids: set[str]) -> Iterator[str]:
    for name in POINTERS:
        missing = set((element.get(name) or "").split()) - ids
        if missing:
            yield f"{element.tag} {name} points to {', '.join(sorted(missing))}, which is not there"
    anchor = element.get("href", "")
    if element.tag == "a" and len(anchor) > 1 and anchor.startswith("#") and anchor[1:] not in ids:
        yield f"a link to {anchor}, which is not there"


def _of_headings(page: Page) -> Iterator[str]:
    """Headings in the content that leave out a level."""
    main = next((each for each in page.root.iter() if each.get("id") == "main"), page.root)
    level = 1
    for each in main.iter():
        if each.tag in HEADINGS:
            if HEADINGS.index(each.tag) > level:
                yield f"{each.tag} {page.words(each)!r} after h{level}"
            level = HEADINGS.index(each.tag) + 1


def _labelled(control: Element, page: Page) -> bool:
    if control.get("aria-label") or control.get("aria-labelledby"):
        return True
    for label in page.all("label"):
        if label.get("for") == control.get("id") or control in list(label.iter()):
            return bool(page.words(label))
    return False


def _pictured(element: Element) -> bool:
    return any(each.get("alt") for each in element.iter("img"))
