"""What is found in a report that is compiled here, beside what `gongkai.report` finds in any."""

from __future__ import annotations

from gongkai.law.citation import cite
from gongkai.law.message import Message
from gongkai.report.finding import Code, Severity

PART_FIVE_UNREAD = Code(
    "part-five-unread",
    Severity.WARNING,
    Message("第五部分的草稿还没有人看过"),
    Message("第五部分还是按整改台账拟的草稿，其中有督查、监督反映或者复议诉讼中发现的问题，原话不一定适合公布。"),
    Message("请选择哪些问题写进第五部分，或者改写这一部分；公布以前要有人读过。"),
    cite("条例第50条"),
)
FIELD_WITHOUT_NUMBER = Code(
    "field-without-number",
    Severity.ERROR,
    Message("文字里的数字还没有"),
    Message("年报的文字引用了表里的数字，而这个数字还没有计算或者填报。"),
    Message("请先填报或者计算这个数字，或者改写这句话。"),
    cite("条例第50条"),
)
