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
LOCAL_LENGTH = Code(
    "local-length",
    Severity.WARNING,
    Message("文字的长短不合地方要求"),
    Message("本机关或者上级机关登记了地方要求，这一部分的字数在要求之外。标点计入，空格不计。"),
    Message("请增删文字；有理由保留的，写明理由。"),
)
LOCAL_POINT = Code(
    "local-point",
    Severity.WARNING,
    Message("没有写到地方要求的要点"),
    Message("本机关或者上级机关登记了地方要求，这一部分要写到一个要点；文字里没有登记的任何一个字样。"),
    Message("请补写；已经用别的话写了的，写明理由。"),
)
LOCAL_PROBLEMS = Code(
    "local-problems",
    Severity.WARNING,
    Message("问题的条数不合地方要求"),
    Message("本机关或者上级机关登记了地方要求，第五部分写的问题少于要求的条数。分条写“一是”“二是”的，逐条计数。"),
    Message("请补写，或者分条写明；有理由保留的，写明理由。"),
)
