"""The rows of the ledgers of duties."""

from gongkai.duties.models.leading import Charge, DutyStatement, LeadingGroup
from gongkai.duties.models.motions import CoHandling, Motion, MotionReply

__all__ = ["Charge", "CoHandling", "DutyStatement", "LeadingGroup", "Motion", "MotionReply"]
