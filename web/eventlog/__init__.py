"""The record of cases as an event log that other programs read: OCEL 2.0, XES (IEEE 1849), a table, and lines of JSON.

Invariant: what goes in was cut for its reader before; nothing in here opens, seeks or adds anything.
"""

from web.eventlog.happenings import Happening, happenings
from web.eventlog.ocel import as_ocel
from web.eventlog.tables import as_csv, as_lines
from web.eventlog.xes import as_xes

__all__ = ["FORMS", "Happening", "happenings"]

FORMS = {
    "ocel": (as_ocel, "application/json; charset=utf-8", "ocel.json"),
    "xes": (as_xes, "application/xml; charset=utf-8", "xes"),
    "csv": (as_csv, "text/csv; charset=utf-8", "csv"),
    "jsonl": (as_lines, "application/jsonl; charset=utf-8", "jsonl"),
}
"""How a log is written, as what it is sent, and how its file ends, by the name of the form."""
