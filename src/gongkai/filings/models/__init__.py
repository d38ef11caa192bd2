"""The rows of annual reports: what is compiled, what was signed, what went up, what came from outside."""

from gongkai.filings.models.filing import LONGEST, Correction, Filing, OfFiling, Passage, Scope, Waiver
from gongkai.filings.models.signing import Opinion, SigningPractice, Version
from gongkai.filings.models.submitting import Remark, Submission
from gongkai.filings.models.uploads import Upload

__all__ = [
    "LONGEST",
    "Correction",
    "Filing",
    "OfFiling",
    "Opinion",
    "Passage",
    "Remark",
    "Scope",
    "SigningPractice",
    "Submission",
    "Upload",
    "Version",
    "Waiver",
]
