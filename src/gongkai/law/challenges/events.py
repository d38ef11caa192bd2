"""What can happen to a challenge (争议案件), as far as periods, its end and its count are concerned."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import NamedTuple

from gongkai.law.message import Message


class Procedure(StrEnum):
    """The way that was taken against an act of disclosure: 条例第51条."""

    RECONSIDERATION = "reconsideration"
    SUIT = "suit"
    COMPLAINT = "complaint"

    @property
    def label(self) -> Message:
        """Give the Chinese name."""
        return _PROCEDURES[self]


_PROCEDURES = {
    Procedure.RECONSIDERATION: Message("行政复议"),
    Procedure.SUIT: Message("行政诉讼"),
    Procedure.COMPLAINT: Message("投诉举报"),
}


class Kind(StrEnum):
    """What happened. The values are kept in the database and do not change."""

    FILED = "filed"
    ACCEPTED = "accepted"
    COPY_RECEIVED = "copy_received"
    PROCEDURE_SET = "procedure_set"
    ANSWERED = "answered"
    HEARING_NOTICED = "hearing_noticed"
    HEARD = "heard"
    MEDIATED = "mediated"
    SUSPENDED = "suspended"
    RESUMED = "resumed"
    EXTENDED = "extended"
    DECIDED = "decided"
    APPEALED = "appealed"
    IN_EFFECT = "in_effect"
    REDONE = "redone"
    OPINION_RECEIVED = "opinion_received"
    ADVICE_RECEIVED = "advice_received"
    FEEDBACK_GIVEN = "feedback_given"

    @property
    def label(self) -> Message:
        """Give the Chinese name."""
        return _KINDS[self]

    def label_in(self, procedure: Procedure) -> Message:
        """Give the Chinese name as it is in one procedure."""
        return _KINDS_IN.get((self, procedure), _KINDS[self])


_KINDS = {
    Kind.FILED: Message("提起"),
    Kind.ACCEPTED: Message("受理"),
    Kind.COPY_RECEIVED: Message("收到副本"),
    Kind.PROCEDURE_SET: Message("得知适用的程序"),
    Kind.ANSWERED: Message("答复举证"),
    Kind.HEARING_NOTICED: Message("收到听证、开庭通知"),
    Kind.HEARD: Message("听证、开庭"),
    Kind.MEDIATED: Message("调解"),
    Kind.SUSPENDED: Message("中止"),
    Kind.RESUMED: Message("恢复审理"),
    Kind.EXTENDED: Message("延长审理期限"),
    Kind.DECIDED: Message("收到决定、裁判"),
    Kind.APPEALED: Message("上诉"),
    Kind.IN_EFFECT: Message("裁判生效"),
    Kind.REDONE: Message("重新答复"),
    Kind.OPINION_RECEIVED: Message("收到复议意见书"),
    Kind.ADVICE_RECEIVED: Message("收到建议书"),
    Kind.FEEDBACK_GIVEN: Message("反馈落实情况"),
}

_RECONSIDERATION, _SUIT, _COMPLAINT = Procedure

_KINDS_IN = {
    (Kind.FILED, _RECONSIDERATION): Message("申请行政复议"),
    (Kind.FILED, _SUIT): Message("提起行政诉讼"),
    (Kind.FILED, _COMPLAINT): Message("提出投诉举报"),
    (Kind.ACCEPTED, _SUIT): Message("立案"),
    (Kind.COPY_RECEIVED, _RECONSIDERATION): Message("收到复议申请书副本"),
    (Kind.COPY_RECEIVED, _SUIT): Message("收到起诉状或者上诉状副本"),
    (Kind.COPY_RECEIVED, _COMPLAINT): Message("收到转来的投诉举报"),
    (Kind.ANSWERED, _SUIT): Message("答辩举证"),
    (Kind.ANSWERED, _COMPLAINT): Message("说明情况"),
    (Kind.HEARING_NOTICED, _RECONSIDERATION): Message("收到听证通知"),
    (Kind.HEARING_NOTICED, _SUIT): Message("收到开庭传票"),
    (Kind.HEARD, _RECONSIDERATION): Message("听证"),
    (Kind.HEARD, _SUIT): Message("开庭"),
    (Kind.DECIDED, _RECONSIDERATION): Message("收到复议决定"),
    (Kind.DECIDED, _SUIT): Message("收到裁判文书"),
    (Kind.DECIDED, _COMPLAINT): Message("收到处理结果"),
}

OPENING = frozenset({Kind.FILED, Kind.ACCEPTED, Kind.COPY_RECEIVED})
"""What opens a challenge: whichever of them becomes known first."""


class Side(StrEnum):
    """Who appealed."""

    OURS = "ours"
    OTHERS = "others"

    @property
    def label(self) -> Message:
        """Give the Chinese name."""
        return Message("本机关") if self is Side.OURS else Message("其他当事人")


class Ending(StrEnum):
    """How the second instance ended (二审结果)."""

    UPHELD = "upheld"
    CHANGED = "changed"
    REMANDED = "remanded"
    WITHDRAWN = "withdrawn"

    @property
    def label(self) -> Message:
        """Give the Chinese name."""
        return _ENDINGS[self]


_ENDINGS = {
    Ending.UPHELD: Message("驳回上诉，维持原裁判"),
    Ending.CHANGED: Message("改判"),
    Ending.REMANDED: Message("发回重审或者指令审理"),
    Ending.WITHDRAWN: Message("准许撤回上诉"),
}


class Event(NamedTuple):
    """One thing that happened, on one day.

    The day of what others decide is the day it was served on the agency; of what the agency sends, the
    day it was handed over or posted; of an appeal, the day it was lodged.
    """

    kind: Kind
    on: date
    accepted: date | None = None
    """Of a copy received: the day on which the forum accepted the case, where the notice says it."""
    simple: bool | None = None
    """Of an acceptance, a copy or a procedure set: whether the procedure is the simple one (简易程序)."""
    until: date | None = None
    """The day that a document names: of the hearing, or the last to answer, to decide, to redo, to give feedback."""
    days: int | None = None
    """Of an extension in reconsideration: by how many days."""
    result: str = ""
    """Of a decision: a code of `gongkai.law.remedies.RESULT_BY_CODE`, or of `COMPLAINT_RESULTS`."""
    redo: bool = False
    """Of a decision: whether it orders the agency to reply anew (责令重新答复). An order to perform always does."""
    ending: Ending | None = None
    """Of a decision of the second instance: how it ended."""
    side: Side | None = None
    """Of an appeal: whose it is."""
    reference: str = ""
    """Of an opinion, an advice and the feedback on it: tells them apart."""
