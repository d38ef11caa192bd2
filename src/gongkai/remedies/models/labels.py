"""The lists of the law as choices of fields: the codes are the law's, the words too."""

from __future__ import annotations

from gongkai.law.applicants import APPLICANT_KINDS
from gongkai.law.challenges import COMPLAINT_RESULTS, DutyKind, Ending, Kind, Procedure, Side, State
from gongkai.law.outcomes import OUTCOMES as _OUTCOMES
from gongkai.law.remedies import RECONSIDERATION_RESULTS, SUIT_RESULTS, Column
from gongkai.ui.choices import choices, words

PROCEDURES = choices((each.value, each.label) for each in Procedure)
STATES = choices((each.value, each.label) for each in State)
EVENTS = choices((each.value, each.label) for each in Kind)
DUTIES = choices((each.value, each.label) for each in DutyKind)
ENDINGS = choices((each.value, each.label) for each in Ending)
SIDES = choices((each.value, each.label) for each in Side)
KINDS = choices((each.code, each.label) for each in APPLICANT_KINDS)
OUTCOMES = choices((each.code, each.label) for each in _OUTCOMES)
RESULTS_OF = {
    Procedure.RECONSIDERATION: choices(
        (each.code, each.label) for each in RECONSIDERATION_RESULTS if each.column is not Column.PENDING
    ),
    Procedure.SUIT: choices((each.code, each.label) for each in SUIT_RESULTS if each.column is not Column.PENDING),
    Procedure.COMPLAINT: choices((each.code, each.label) for each in COMPLAINT_RESULTS),
}
"""With which results each procedure can end."""
RESULTS = [each for results in RESULTS_OF.values() for each in results]

__all__ = [
    "DUTIES",
    "ENDINGS",
    "EVENTS",
    "KINDS",
    "OUTCOMES",
    "PROCEDURES",
    "RESULTS",
    "RESULTS_OF",
    "SIDES",
    "STATES",
    "words",
]
