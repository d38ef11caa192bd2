"""The pages of the law: the statutes that are cited, and the Regulation article by article."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import gongkai.law
import gongkai.report
from gongkai.law.articles import article_index
from gongkai.law.instruments import INSTRUMENTS
from tools.reference.markdown import Line, grid, page
from tools.reference.modules import modules_of

CASES = Path(__file__).parents[2] / "tests" / "law" / "cases"

_ARTICLE = re.compile(r"(?<!旧)条例第(\d+)条")


def instruments() -> str:
    """List the statutes that are cited."""
    lines: list[Line] = [
        (
            each.short,
            f"[{each.title}]({each.link})" if each.link else each.title,
            each.number,
            each.in_force or "",
            each.until or "",
            each.evidence,
        )
        for each in INSTRUMENTS.values()
    ]
    return page(
        "法规文件",
        "引用条款时使用的简称。核对程度：原文，已核全文；节选，已核所引部分；二手、凭记忆，未核到原文，据以写成的规则均为可改的设置。",
        grid(("简称", "全称", "文号", "施行", "失效", "核对程度"), lines),
    )


@cache
def _cases() -> Mapping[int, list[str]]:
    """Give the case tables by article of the Regulation."""
    tables: dict[int, set[str]] = {}
    for file in sorted(CASES.glob("*.toml")):
        for case in tomllib.loads(file.read_text(encoding="utf-8"))["case"]:
            for number in _ARTICLE.findall(str(case["cites"])):
                tables.setdefault(int(number), set()).add(file.name)
    return {article: sorted(names) for article, names in tables.items()}


def articles() -> str:
    """Show for each article of the Regulation the rules and the cases, or why there are none."""
    tuple(modules_of(gongkai.law, gongkai.report))  # rules are known once their module is imported
    lines: list[Line] = [
        (
            f"第{entry.article}条",
            entry.subject,
            "\n".join(f"`{rule.removeprefix('gongkai.')}`" for rule in entry.rules),
            "\n".join(f"[{name}](../../tests/law/cases/{name})" for name in _cases().get(entry.article, ())),
            entry.reason or "",
        )
        for entry in article_index()
    ]
    return page(
        "条例逐条索引",
        "《中华人民共和国政府信息公开条例》每一条由 `gongkai` 的哪些规则写成代码、有哪些案例。",
        "没有规则的，写明理由。命令 `gongkai law index` 给出同样的规则和理由。",
        grid(("条", "内容", "规则", "案例", "没有规则的理由"), lines),
    )
