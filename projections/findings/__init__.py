"""What the automatic checks find in a case: a duty that was late, an alert that still stands, a look without a duty.

Invariant: a finding follows from the facts it names, the rule it is found by and the moment it is asked at; it accuses
nobody, holds no private text, and says by itself when it is over. Nothing stored depends on the moment, nor on a fact
that is not for the whole case: an auditor learns of none, neither by what is found nor by what is not.
"""

from projections.findings import duties, files
from projections.findings.checks import ALERT_MAY_STAND, LOOKED_AFTER, Check, Cited, Finding, Why
from projections.findings.duties import AuditedDuty
from projections.findings.files import AuditedFile
from projections.findings.gathering import found, state_of
from projections.findings.looks import Asked, Look

VIEWS = (duties.VIEW, files.VIEW)
"""What the checks keep of tasks and of files."""

__all__ = [
    "ALERT_MAY_STAND",
    "LOOKED_AFTER",
    "VIEWS",
    "Asked",
    "AuditedDuty",
    "AuditedFile",
    "Check",
    "Cited",
    "Finding",
    "Look",
    "Why",
    "duties",
    "files",
    "found",
    "state_of",
]
