"""The rows of annual reports: what is compiled, what was signed, what went up, what came from outside."""

from gongkai.filings.models.filing import LONGEST, Correction, Filing, OfFiling, Origin, Passage, Scope, Waiver
from gongkai.filings.models.signing import Opinion, SigningPractice, Version
from gongkai.filings.models.submitting import Chase, ReceiptSeries, Remark, Submission
from gongkai.filings.models.uploads import Reread, TrustedKey, Upload
from gongkai.filings.models.wording import Asks, LocalRule, Part, Wording

__all__ = [
    "LONGEST",
    "Asks",
    "Chase",
    "Correction",
    "Filing",
    "LocalRule",
    "OfFiling",
    "Opinion",
    "Origin",
    "Part",
    "Passage",
    "ReceiptSeries",
    "Remark",
    "Reread",
    "Scope",
    "SigningPractice",
    "Submission",
    "TrustedKey",
    "Upload",
    "Version",
    "Waiver",
    "Wording",
]
