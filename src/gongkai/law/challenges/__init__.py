"""Challenges (争议案件): a pure fold over what happened to one reconsideration, suit or complaint to the superior.

Events go in, in the order they happened; out comes where the challenge stands, what the agency owes and
until when, the forum's own last day, and the result that table IV counts, each step with its article.
`events` says what can happen, `acts` what each event requires and does, `fold` puts a case together,
`counting` places it in table IV.

Deliberately not here: who hears the case and who is sued (`gongkai.law.remedies`), whether
reconsideration comes first (`gongkai.law.outcomes`), retrial (再审), and a suit after reconsideration,
which is a challenge of its own.
"""

from gongkai.law.challenges.acts import article_of, kinds_in
from gongkai.law.challenges.acts.deciding import BEFORE_REVIEW
from gongkai.law.challenges.case import (
    COMPLAINT_RESULTS,
    DEFAULT_RULES,
    FINAL_RESULTS,
    ChallengeRules,
    ComplaintResult,
    Duty,
    DutyKind,
    State,
)
from gongkai.law.challenges.counting import Counted, counted, is_counted_by, stood_on
from gongkai.law.challenges.events import OPENING, Ending, Event, Kind, Procedure, Side
from gongkai.law.challenges.fold import Standing, fold
from gongkai.law.steps import NextAct

__all__ = [
    "BEFORE_REVIEW",
    "COMPLAINT_RESULTS",
    "DEFAULT_RULES",
    "FINAL_RESULTS",
    "OPENING",
    "ChallengeRules",
    "ComplaintResult",
    "Counted",
    "Duty",
    "DutyKind",
    "Ending",
    "Event",
    "Kind",
    "NextAct",
    "Procedure",
    "Side",
    "Standing",
    "State",
    "article_of",
    "counted",
    "fold",
    "is_counted_by",
    "kinds_in",
    "stood_on",
]
