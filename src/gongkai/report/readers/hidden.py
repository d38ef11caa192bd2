"""What a file hides: text, rows and sheets that nobody sees who opens it, and that are therefore not read."""

from __future__ import annotations

from gongkai.law.message import Message
from gongkai.report.finding import Code, Severity

HIDDEN_CONTENT = Code(
    "hidden-content",
    Severity.NOTICE,
    Message("文件含有隐藏的内容"),
    Message("文件里有设为隐藏的文字、表格行或工作表；打开文件时看不到，因此没有读取。"),
    Message("不需要的隐藏内容请在发布前删除。"),
)
CODES = (HIDDEN_CONTENT,)
