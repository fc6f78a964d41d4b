"""A screen on which nothing works: every control of what was rendered is dead, whatever it was.

Invariant: nothing leaves here that a press, a key or a script could act with: no form, no address but one on the page
itself, nothing of htmx, no script, nothing that a script of ours takes hold of. What is no tag of ours is refused
rather than passed on.
"""

from __future__ import annotations

import re

from markupsafe import Markup

_TAG = re.compile(r"""<(/?)([a-zA-Z][\w-]*)((?:[^"'<>]|"[^"]*"|'[^']*')*)>""")
_ATTRIBUTE = re.compile(r"""([^\s"'=/>]+)(?:=("[^"]*"|'[^']*'|[^\s"'>]+))?""")

_HARMLESS = re.compile(
    r"""(?:\s+(?:class|id|role|aria-[a-z]+|title|lang|dir|scope|datetime|open|hidden|[xy][12]?|c[xy]|rx?|d|width|height"""
    r"""|viewBox|transform|tabindex|colspan|rowspan|value|max)(?:="[^"]*")?)*\s*/?"""
)
"""What most tags have and no script goes by: read once, and left as it is."""

CONTROLS = frozenset({"button", "fieldset", "input", "optgroup", "option", "select", "textarea"})
"""What a browser can be told is dead."""

INSTEAD = {"form": "div", "h1": "h2"}
"""What stands in the place of a form, and of the main heading: a page has one of its own."""

REFUSED = frozenset({"base", "embed", "frame", "hx-partial", "iframe", "link", "meta", "object", "script", "style"})
"""What no screen has inside."""

ACTS = ("action", "autofocus", "contenteditable", "download", "method", "name", "ping", "target", "accesskey")
"""Attributes that lead somewhere, or that something is sent by."""

FAMILIES = ("hx-", "on", "data-", "form", "popover", "command")
"""Beginnings of attributes that scripts, of htmx and of ours, and forms go by."""

LOOKS = frozenset({"data-view", "data-shown"})
"""Of these, what only styles go by."""

ADDRESSES = frozenset({"href", "src", "srcset", "poster", "xlink:href"})


class NotStill(ValueError):
    """What was rendered is not what our templates write."""


def still(html: str) -> Markup:
    """*html* with every control in it dead. Raises :class:`NotStill` for what our templates do not write."""
    parts: list[str] = []
    end = 0
    for tag in _TAG.finditer(html):
        parts += (_text(html[end : tag.start()]), _stilled(tag[1], tag[2].lower(), tag[3]))
        end = tag.end()
    parts.append(_text(html[end:]))
    return Markup("".join(parts))  # noqa: S704  the templates have escaped it


def _text(text: str) -> str:
    if "<" in text:
        raise NotStill("something stands between the tags that is no text")
    return text


def _stilled(slash: str, name: str, given: str) -> str:
    if name in REFUSED:
        raise NotStill(f"a screen has no <{name}>")
    shown = INSTEAD.get(name, name)
    if slash:
        return f"</{shown}>"
    if shown == name and name not in CONTROLS and _HARMLESS.fullmatch(given):
        return f"<{name}{given}>"
    attributes = [(each[1], each[2]) for each in _ATTRIBUTE.finditer(given)]
    if name == "input" and ("type", '"hidden"') in attributes:
        return ""
    kept = [key if value is None else f"{key}={value}" for key, value in attributes if _stays(name, key.lower(), value)]
    dead = ["disabled"] if name in CONTROLS and ("disabled", None) not in attributes else []
    return f"<{' '.join([shown, *kept, *dead])}{'/' if given.endswith('/') else ''}>"


def _stays(name: str, key: str, value: str | None) -> bool:
    if key in ADDRESSES:
        inside = (value or "").strip("\"'")
        return inside.startswith("#") or (name == "img" and inside.startswith("/static/"))
    return key in LOOKS or (key not in ACTS and not key.startswith(FAMILIES))
