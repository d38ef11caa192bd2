"""What a sentence of the narrative claims: of what, of when, how many, in which words, where."""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple

from gongkai.report.finding import Place


class Subject(Enum):
    """What is counted. Outcomes that are rows of table III have the row's id as their value."""

    __hash__ = object.__hash__  # that of Enum is a function of Python's

    RECEIVED = "received"
    WORKED_ON = "worked_on"
    """办理: those received, with or without those carried in, or those decided."""
    CARRIED_IN = "carried_in"
    CARRIED_FORWARD = "carried_forward"
    CARRIED = "carried"
    """结转 of which the words do not say whether in or forward."""
    HANDLED = "handled"

    NATURAL = "natural"
    ORGANISATIONS = "organisations"
    COMMERCIAL = "commercial"
    RESEARCH = "research"
    WELFARE = "welfare"
    LEGAL = "legal"

    GRANTED = "granted"
    GRANTED_IN_PART = "granted_in_part"
    WITHHELD = "withheld"
    UNABLE = "unable"
    NOT_PROCESSED = "not_processed"
    OTHER_OUTCOME = "other_outcome"
    STATE_SECRET = "withheld_state_secret"
    THIRD_PARTY = "withheld_third_party"
    INTERNAL = "withheld_internal"
    PROCESS = "withheld_process"
    ENFORCEMENT_FILE = "withheld_enforcement_file"
    INQUIRY = "withheld_inquiry"
    NOT_HELD = "unable_not_held"
    TO_BE_MADE = "unable_to_be_made"
    UNCLEAR = "unable_unclear"
    PETITION = "not_processed_petition"
    REPEATED = "not_processed_repeated"
    PUBLICATION = "not_processed_publication"
    NOT_SUPPLEMENTED = "other_not_supplemented"
    NOT_PAID = "other_not_paid"

    RECONSIDERATIONS = "reconsiderations"
    SUITS = "suits"
    DIRECT_SUITS = "direct_suits"
    SUITS_AFTER = "suits_after"
    REMEDIES = "remedies"
    """复议 and 诉讼 under one number."""
    RECONSIDERATIONS_UPHELD = "reconsiderations_upheld"
    RECONSIDERATIONS_OVERTURNED = "reconsiderations_overturned"
    RECONSIDERATIONS_PENDING = "reconsiderations_pending"
    SUITS_UPHELD = "suits_upheld"
    SUITS_OVERTURNED = "suits_overturned"
    SUITS_PENDING = "suits_pending"

    RULES_MADE = "rules_made"
    RULES_REPEALED = "rules_repealed"
    RULES_EFFECTIVE = "rules_effective"
    DOCUMENTS_MADE = "documents_made"
    DOCUMENTS_REPEALED = "documents_repealed"
    DOCUMENTS_EFFECTIVE = "documents_effective"

    FEE = "fee"


class Kind(Enum):
    """How much is claimed."""

    COUNT = "count"
    """So many; for a fee, so many yuan."""
    NONE = "none"
    """未收到, 未发生; for a fee, 未收取."""
    NEVER = "never"
    """Of a fee: not charged as a rule, or no notice to pay was given."""
    ALL = "all"
    """均已办结; of an applicant kind, 均为自然人."""
    SAME = "same"
    """与上年持平."""
    MENTIONED = "mentioned"


class Period(Enum):
    """When: the year of the report, the year before, or another span, such as half a year."""

    THIS_YEAR = "this_year"
    LAST_YEAR = "last_year"
    OTHER = "other"


class Scope(Enum):
    """Of whom: all that the report covers, a part of it (其中, 本级), or a region (全市).

    UNCLEAR is 各部门, 各镇: more than one agency and less than its region.
    """

    WHOLE = "whole"
    PART = "part"
    REGION = "region"
    UNCLEAR = "unclear"


class Claim(NamedTuple):
    """One thing that the narrative says; `number` is None when it says all, or the same as last year.

    `rounded_to` is 1 for an exact number and 1000 for 3.2万. `paragraph` counts from 1 within the part.
    """

    subject: Subject
    kind: Kind
    number: int | None = None
    period: Period = Period.THIS_YEAR
    scope: Scope = Scope.WHOLE
    rounded_to: int = 1
    words: str = ""
    part: str = ""
    paragraph: int = 1
    place: Place | None = None
