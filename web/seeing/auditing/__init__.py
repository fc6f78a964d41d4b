"""The audit as somebody sees it: what the checks find, what was remarked, which cases were drawn."""

from web.seeing.auditing.findings import Found, audits, found_across, found_in
from web.seeing.auditing.remarks import numbers_of, remark_for, remarks_across, remarks_on, remarks_to
from web.seeing.auditing.samples import cases_of_sample, drawn_cases, sample_for, samples_for

__all__ = [
    "Found",
    "audits",
    "cases_of_sample",
    "drawn_cases",
    "found_across",
    "found_in",
    "numbers_of",
    "remark_for",
    "remarks_across",
    "remarks_on",
    "remarks_to",
    "sample_for",
    "samples_for",
]
