"""What is found in a report that is compiled here, beside what `gongkai.report` finds in any."""

from __future__ import annotations

from gongkai.law.citation import cite
from gongkai.law.message import Message
from gongkai.report.finding import Code, Severity

FIELD_WITHOUT_NUMBER = Code(
    "field-without-number",
    Severity.ERROR,
    Message("文字里的数字还没有"),
    Message("年报的文字引用了表里的数字，而这个数字还没有计算或者填报。"),
    Message("请先填报或者计算这个数字，或者改写这句话。"),
    cite("条例第50条"),
)
