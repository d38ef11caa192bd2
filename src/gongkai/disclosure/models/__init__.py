"""Items, their texts with what these refer to, scans and reviews, what remains to be done, how an agency reviews."""

from gongkai.disclosure.models.catalogue import CatalogueEntry, Guide, LocalSubject, Placement, Rubric
from gongkai.disclosure.models.channel import Change, Channel, ChannelKind, Sending, Sent
from gongkai.disclosure.models.figure import Entered
from gongkai.disclosure.models.followup import FollowUp
from gongkai.disclosure.models.item import Item, Showing
from gongkai.disclosure.models.labels import Validity
from gongkai.disclosure.models.link import ACTING, Issuer, Link, Relation
from gongkai.disclosure.models.linked_out import BrokenLink
from gongkai.disclosure.models.opinion import Opinion
from gongkai.disclosure.models.origin import Origin
from gongkai.disclosure.models.picture import Picture
from gongkai.disclosure.models.plan import Plan, PlanKind, PlanState
from gongkai.disclosure.models.practice import IndexSeries, Practice
from gongkai.disclosure.models.referral import Reassessment, Referral
from gongkai.disclosure.models.scan import Decided, Decision, Scan, Word, WordKind
from gongkai.disclosure.models.text import ENACTED, Aspect, Kind, Nature, Review, Text

__all__ = [
    "ACTING",
    "ENACTED",
    "Aspect",
    "BrokenLink",
    "CatalogueEntry",
    "Change",
    "Channel",
    "ChannelKind",
    "Decided",
    "Decision",
    "Entered",
    "FollowUp",
    "Guide",
    "IndexSeries",
    "Issuer",
    "Item",
    "Kind",
    "Link",
    "LocalSubject",
    "Nature",
    "Opinion",
    "Origin",
    "Picture",
    "Placement",
    "Plan",
    "PlanKind",
    "PlanState",
    "Practice",
    "Reassessment",
    "Referral",
    "Relation",
    "Review",
    "Rubric",
    "Scan",
    "Sending",
    "Sent",
    "Showing",
    "Text",
    "Validity",
    "Word",
    "WordKind",
]
