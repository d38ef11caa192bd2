"""The rows of the ledgers of duties."""

from gongkai.duties.models.leading import Charge, DutyStatement, LeadingGroup

__all__ = ["Charge", "DutyStatement", "LeadingGroup"]
