"""The narrative of a report read as claims: of what, of when, how many.

Text goes in and claims come out. Not here: whether they are true, which `checks.narrative` tells by the tables.
"""

from gongkai.report.narrative.claim import Claim, Kind, Period, Scope, Subject
from gongkai.report.narrative.reading import claims, read

__all__ = ["Claim", "Kind", "Period", "Scope", "Subject", "claims", "read"]
