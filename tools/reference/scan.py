"""The page of the scan: every sort of finding that it may show of a text before review."""

from __future__ import annotations

from gongkai.disclosure.scan import SORTS
from gongkai.disclosure.scan.finding import Severity
from tools.reference.markdown import Line, grid, page


def scan() -> str:
    """Say what each sort of finding is, and what to do."""
    parts = [
        "信息保存、送审时扫描可能显示的每一种结果。代码的含义永不改变。扫描只作提示，由人决定。",
        "错误：照这样一般不能公开，送审前须有人逐处处理并写明理由。警告：需要看一看。提示：供参考。",
    ]
    for severity in sorted(Severity, reverse=True):
        lines: list[Line] = [
            (f"`{each.code}`", each.title, each.hint, each.citation or "")
            for each in SORTS.values()
            if each.severity is severity
        ]
        parts += [f"## {severity.label}", grid(("代码", "发现什么", "怎么办", "依据"), lines)]
    return page("公开前扫描", *parts)
