"""The rows of this context: the case and what happened to it, the reply and who passed it, how an agency works."""

from gongkai.applications.models.attachment import ReplyAttachment
from gongkai.applications.models.batch import Batch, BatchLine
from gongkai.applications.models.case import Applicant, Application, CaseEvent, Identity, Means, Obtaining, Series
from gongkai.applications.models.cooperation import CoHandling, Transfer
from gongkai.applications.models.feed import Feed
from gongkai.applications.models.handling import Charge, Comment, Consultation, Search
from gongkai.applications.models.interpretation import Interpretation
from gongkai.applications.models.issued import Dispatch, Issued, Seal
from gongkai.applications.models.made_public import MadePublic
from gongkai.applications.models.practice import Practice
from gongkai.applications.models.reason import Reason
from gongkai.applications.models.rectification import Rectification
from gongkai.applications.models.redaction import Redaction
from gongkai.applications.models.redo import Order
from gongkai.applications.models.reply import Delivery, Part, Reply, Review
from gongkai.applications.models.weighing import Weighing
from gongkai.applications.models.wording import Wording

__all__ = [
    "Applicant",
    "Application",
    "Batch",
    "BatchLine",
    "CaseEvent",
    "Charge",
    "CoHandling",
    "Comment",
    "Consultation",
    "Delivery",
    "Dispatch",
    "Feed",
    "Identity",
    "Interpretation",
    "Issued",
    "MadePublic",
    "Means",
    "Obtaining",
    "Order",
    "Part",
    "Practice",
    "Reason",
    "Rectification",
    "Redaction",
    "Reply",
    "ReplyAttachment",
    "Review",
    "Seal",
    "Search",
    "Series",
    "Transfer",
    "Weighing",
    "Wording",
]
