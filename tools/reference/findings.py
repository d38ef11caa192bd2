"""The page of findings: every code a check or a reader may give."""

from __future__ import annotations

import gongkai.report
from gongkai.filings import findings as of_filings
from gongkai.report.finding import Code, Severity
from tools.reference.markdown import Line, grid, page
from tools.reference.modules import modules_of


def codes_of_findings() -> list[Code]:
    """Give every kind of finding that is declared for reports, by code."""
    declared = {
        value.code: value
        for module in (*modules_of(gongkai.report), of_filings)
        for value in vars(module).values()
        if isinstance(value, Code)
    }
    return sorted(declared.values())


def findings() -> str:
    """Say what each code means, when it is found, what to do."""
    codes = codes_of_findings()
    parts = [
        "核对年报时可能得到的每一种结果。代码的含义永不改变。",
        "错误：照现在的写法不可能成立。警告：需要看一看，也可能确有原因。提示：供参考。",
    ]
    for severity in sorted(Severity, reverse=True):
        lines: list[Line] = [
            (f"[`{code.code}`](#{code.code})", code.title) for code in codes if code.severity is severity
        ]
        parts += [f"## {severity.label}", grid(("代码", "发现什么"), lines)]
    parts.append("## 逐项说明")
    for code in codes:
        parts += [
            f"### {code.code}",
            f"**{code.title}**（{code.severity.label}）",
            str(code.meaning),
            f"怎么办：{code.hint}",
        ]
        if code.citation is not None:
            parts.append(f"依据：{code.citation}。")
    return page("核对结果", *parts)
