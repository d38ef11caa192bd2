"""The rows of the ledgers of duties."""

from gongkai.duties.models.leading import Charge, DutyStatement, LeadingGroup
from gongkai.duties.models.motions import CoHandling, Motion, MotionReply
from gongkai.duties.models.training import Attendee, TrainingPlan, TrainingSession

__all__ = [
    "Attendee",
    "Charge",
    "CoHandling",
    "DutyStatement",
    "LeadingGroup",
    "Motion",
    "MotionReply",
    "TrainingPlan",
    "TrainingSession",
]
