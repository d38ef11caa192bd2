"""The rows of the ledgers of duties."""

from gongkai.duties.models.assessment import (
    Accountability,
    Appraisal,
    Assessment,
    Indicator,
    IndicatorSet,
    NamedScorer,
    NotApplicable,
    Score,
    ScoreObjection,
)
from gongkai.duties.models.leading import Charge, DutyStatement, LeadingGroup
from gongkai.duties.models.motions import CoHandling, Motion, MotionReply
from gongkai.duties.models.rectification import Conclusion, Problem, Progress
from gongkai.duties.models.training import Attendee, TrainingPlan, TrainingSession

__all__ = [
    "Accountability",
    "Appraisal",
    "Assessment",
    "Attendee",
    "Charge",
    "CoHandling",
    "Conclusion",
    "DutyStatement",
    "Indicator",
    "IndicatorSet",
    "LeadingGroup",
    "Motion",
    "MotionReply",
    "NamedScorer",
    "NotApplicable",
    "Problem",
    "Progress",
    "Score",
    "ScoreObjection",
    "TrainingPlan",
    "TrainingSession",
]
