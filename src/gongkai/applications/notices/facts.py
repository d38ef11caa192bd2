"""What each kind of letter is made of: plain facts, without a database and without a clock.

The letters that go to others than the applicant are made of `Opinion`, which knows no applicant.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from gongkai.law import remedies
from gongkai.law.outcomes import DEFAULTS, OutcomeSettings
from gongkai.redaction.marks import Ground


@dataclass(frozen=True)
class Sender:
    """The agency that writes."""

    agency: remedies.Agency
    phone: str = ""
    address: str = ""
    court: str = ""
    reconsideration_online: str = ""
    fee_payment: str = ""
    settings: OutcomeSettings = DEFAULTS
    """How what the law leaves open is read for the application (`Interpretation`)."""


@dataclass(frozen=True)
class Asked:
    """The application, as letters to the applicant speak of it."""

    register: str
    applicants: tuple[str, ...]
    is_person: bool
    wanted: str
    received_on: date | None


@dataclass(frozen=True)
class Due:
    """A last day to reply, and whether a holiday notice may still move it."""

    on: date | None
    provisional: bool = False
    left_out: bool = False
    """Whether it is later for time that was left out of the count (条例第33条第3款)."""
    consulting: bool = False
    """Whether others are being asked for their opinion, which will move it."""


@dataclass(frozen=True)
class _ToApplicant:
    sender: Sender
    asked: Asked
    on: date

    @property
    def addressee(self) -> str:
        """Give whom it is written to."""
        return "、".join(self.asked.applicants)

    @property
    def number(self) -> str:
        """Give the number of the letter; only replies have one."""
        return ""

    @property
    def attachments(self) -> tuple[str, ...]:
        """Give what goes with it."""
        return ()


@dataclass(frozen=True)
class Receipt(_ToApplicant):
    """登记回执."""

    due: Due
    code: str


@dataclass(frozen=True)
class Supplement(_ToApplicant):
    """补正告知书."""

    matters: str
    until: date | None


@dataclass(frozen=True)
class Extension(_ToApplicant):
    """延期答复告知书."""

    reason: str
    days: int
    before: Due
    due: Due


@dataclass(frozen=True)
class Reasons(_ToApplicant):
    """说明理由告知书."""

    matters: str
    count: int = 0
    """How many applications they made in the year, with this one."""
    until: date | None = None


@dataclass(frozen=True)
class Delay(_ToApplicant):
    """延迟答复告知书."""

    until: date | None


@dataclass(frozen=True)
class Consulting(_ToApplicant):
    """告知申请人正在征求意见."""

    of: str


@dataclass(frozen=True)
class Fee(_ToApplicant):
    """收费通知书."""

    standard: str
    citation: str
    lines: tuple[str, ...]
    total: Decimal
    days: int
    restarts: bool = True
    """Whether the period begins anew with the payment, as the rule left open is read (`ClockRules`)."""


@dataclass(frozen=True)
class Opinion:
    """征求意见书 to a third party, a co-author or another agency; the applicant is not theirs to know."""

    sender: Sender
    on: date
    whom: str
    scope: str
    number: str = ""
    attachments: tuple[str, ...] = ()

    @property
    def addressee(self) -> str:
        """Give whom it is written to."""
        return self.whom


@dataclass(frozen=True)
class Disclosed(Opinion):
    """告知第三方决定公开: what they spoke of is disclosed all the same, for the public interest."""

    reason: str = ""
    served_online: bool = False


@dataclass(frozen=True)
class Part:
    """One thing asked for and what became of it."""

    content: str
    outcome: str
    reason: str = ""
    told: str = ""
    quoted: str = ""
    """A provision with its words, beside those that the outcome itself rests on."""


@dataclass(frozen=True)
class Search:
    """A search for the information."""

    on: date
    scope: str
    keywords: str
    result: str


@dataclass(frozen=True)
class Heard:
    """The opinion of a third party."""

    asked_on: date
    opinion: str


@dataclass(frozen=True)
class FormChange:
    """That information is given otherwise than was asked (条例第40条): in which form, and why."""

    given: str
    reason: str


@dataclass(frozen=True)
class LeftOut:
    """A record of which something is not given (条例第37条): what it is called, and on which grounds."""

    title: str
    grounds: tuple[Ground, ...]


@dataclass(frozen=True)
class Reply(_ToApplicant):
    """答复书, of whatever outcome."""

    numbered: str
    parts: tuple[Part, ...]
    facts: str = ""
    supplemented_on: date | None = None
    extended: Due | None = None
    searches: tuple[Search, ...] = ()
    third_parties: tuple[Heard, ...] = ()
    reasons_asked_on: date | None = None
    reasons_given_on: date | None = None
    delayed_until: date | None = None
    form_change: FormChange | None = None
    served_online: bool = False
    enclosed: tuple[str, ...] = ()
    left_out: tuple[LeftOut, ...] = ()

    @property
    def number(self) -> str:
        """Give the number under which it was decided."""
        return self.numbered

    @property
    def attachments(self) -> tuple[str, ...]:
        """Give what goes with it."""
        return self.enclosed


@dataclass(frozen=True)
class Lapse(_ToApplicant):
    """不再处理告知书: a supplement or a payment that did not come in time."""

    outcome: str
    noticed_on: date
    until: date | None
    served_online: bool = False
    notice_number: str = ""
    """Under which they were told: of the 补正告知书, or of the 收费通知书."""


@dataclass(frozen=True)
class MadePublic(_ToApplicant):
    """转主动公开告知: the information is published to all, and where (条例第44条)."""

    place: str


@dataclass(frozen=True)
class Rectified(_ToApplicant):
    """更正答复、转送告知: what became of a request to rectify a record (条例第41条)."""

    outcome: str
    told: str
    served_online: bool = False


@dataclass(frozen=True)
class ReturnSlip:
    """送达回证 of a letter: to be signed, or as it was signed."""

    sender: Sender
    on: date
    whom: str
    document: str
    manner: str = ""
    sent_on: date | None = None
    signer: str = ""
    signed_on: date | None = None
    number: str = ""
    attachments: tuple[str, ...] = ()

    @property
    def addressee(self) -> str:
        """Give whom the letter is for."""
        return self.whom
