"""An event log as XES, the XML of IEEE 1849: a trace for each case, an event for each fact.

Invariant: it is well formed whatever a text holds; each event has the attributes that the log declares for all.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import groupby
from xml.sax.saxutils import XMLGenerator
from xml.sax.xmlreader import AttributesImpl

from web.eventlog.codes import Value
from web.eventlog.happenings import Happening

NAMESPACE = "http://www.xes-standard.org/"
EXTENSIONS = (("Concept", "concept"), ("Time", "time"), ("Organizational", "org"))
CLASSIFIERS = (("Fact", "concept:name"), ("FactAndDuty", "concept:name duty"), ("Role", "org:role"))
GLOBAL = (
    ("string", "concept:name", "none"),
    ("date", "time:timestamp", "1970-01-01T00:00:00.000000Z"),
    ("string", "org:resource", "none"),
    ("string", "org:role", "none"),
    ("string", "org:group", "none"),
    ("string", "duty", "none"),
)
"""What every event has, with what stands for a value that is not there."""

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def clean(text: str) -> str:
    """*text* with a mark in the place of what XML cannot hold."""
    return _NOT_XML.sub("\ufffd", text)


class _Writer:
    """Writes elements, with every value escaped."""

    def __init__(self) -> None:
        self._out = io.BytesIO()
        self._xml = XMLGenerator(self._out, "utf-8", short_empty_elements=True)
        self._xml.startDocument()

    @contextmanager
    def element(self, tag: str, **attributes: str) -> Iterator[None]:
        """An element; what is written meanwhile stands in it. An attribute's ``__`` is a dot in the file."""
        told = {key.replace("__", "."): clean(value) for key, value in attributes.items()}
        self._xml.startElement(tag, AttributesImpl(told))
        yield
        self._xml.endElement(tag)

    def leaf(self, tag: str, **attributes: str) -> None:
        """An element with nothing in it."""
        with self.element(tag, **attributes):
            pass

    def value(self, key: str, value: Value) -> None:
        """An attribute of the log, by what kind of value it is."""
        if isinstance(value, bool):
            self.leaf("boolean", key=key, value="true" if value else "false")
        else:
            self.leaf("int" if isinstance(value, int) else "string", key=key, value=str(value))

    def done(self) -> bytes:
        """All that was written."""
        self._xml.endDocument()
        return self._out.getvalue()


def as_xes(log: Sequence[Happening]) -> bytes:
    """*log* as XES. The time of an event is when it was recorded; when it happened stands beside that."""
    out = _Writer()
    with out.element("log", xes__version="1849.2016", xes__features="", xmlns=NAMESPACE):
        for name, prefix in EXTENSIONS:
            out.leaf("extension", name=name, prefix=prefix, uri=f"{NAMESPACE}{prefix}.xesext")
        with out.element("global", scope="trace"):
            out.value("concept:name", "none")
        with out.element("global", scope="event"):
            for kind, key, nothing in GLOBAL:
                out.leaf(kind, key=key, value=nothing)
        for name, keys in CLASSIFIERS:
            out.leaf("classifier", name=name, keys=keys)
        out.value("concept:name", "Lantern")
        for case, facts in groupby(sorted(log, key=lambda each: each.case), key=lambda each: each.case):
            _trace(out, case, list(facts))
    return out.done()


def _trace(out: _Writer, case: str, facts: Sequence[Happening]) -> None:
    with out.element("trace"):
        out.value("concept:name", case)
        out.value("reference", facts[0].reference)
        for each in facts:
            _event(out, each)


def _event(out: _Writer, each: Happening) -> None:
    with out.element("event"):
        out.value("concept:name", each.name)
        out.leaf("date", key="time:timestamp", value=each.recorded)
        out.value("org:resource", each.actor)
        out.value("org:role", each.role or "none")
        out.value("org:group", each.agency)
        out.value("duty", each.duty or "none")
        out.value("fact", each.id)
        out.leaf("date", key="happened", value=each.happened)
        if each.until:
            out.leaf("date", key="happened.until", value=each.until)
        out.value("approximate", each.approximate)
        out.value("late", each.late)
        out.value("exercise", each.exercise)
        for key in ("task", "country", "audience", "playbook", "version", "rule"):
            if found := getattr(each, key):
                out.value(key, found)
        for name, code in each.codes.items():
            out.value(f"code.{name}", code)
        for other in each.others:
            out.value(f"agency.{other.field}", other.agency)
