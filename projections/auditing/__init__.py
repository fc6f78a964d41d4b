"""What auditors remarked, and the samples of cases that they drew.

Invariant: a document follows its facts and holds no judgement of its own; words are kept sealed.
"""

from projections.auditing import remarks, samples
from projections.auditing.remarks import Remark, Said
from projections.auditing.samples import Sample

VIEWS = (remarks.VIEW, samples.VIEW)

__all__ = ["VIEWS", "Remark", "Said", "Sample", "remarks", "samples"]
