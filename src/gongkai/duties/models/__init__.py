"""The rows of the ledgers of duties."""

from gongkai.duties.models.leading import Charge, DutyStatement, LeadingGroup
from gongkai.duties.models.motions import CoHandling, Motion, MotionReply
from gongkai.duties.models.rectification import Conclusion, Problem, Progress
from gongkai.duties.models.training import Attendee, TrainingPlan, TrainingSession

__all__ = [
    "Attendee",
    "Charge",
    "CoHandling",
    "Conclusion",
    "DutyStatement",
    "LeadingGroup",
    "Motion",
    "MotionReply",
    "Problem",
    "Progress",
    "TrainingPlan",
    "TrainingSession",
]
