"""Two reports side by side: what changed from the old one to the new, and what goes on from year to year.

`changes` compares cell by cell, `sentences` the narrative, `carried` what is carried over; `Comparison`
is all of it, and `html`, `xlsx` and `json` write that.
"""

from gongkai.report.compare.changes import Change, Kind, diff
from gongkai.report.compare.comparison import Comparison, compare

__all__ = ["Change", "Comparison", "Kind", "compare", "diff"]
