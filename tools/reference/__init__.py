"""Write the reference pages in `docs/reference/` from the code: `make docs`.

Each page is one function that gives its text, in Chinese for officers and administrators; pages on one subject
share a module. A test compares every page with what the code says now, so a page is never edited by hand.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from tools.reference import calendar, commands, editions, errors, findings, law, scan, schema, settings
from tools.reference.markdown import page

PAGES: Mapping[str, tuple[str, Callable[[], str]]] = {
    "articles.md": ("条例逐条索引", law.articles),
    "calendar.md": ("工作日历", calendar.calendar),
    "commands.md": ("命令", commands.commands),
    "editions.md": ("年报格式", editions.formats),
    "errors.md": ("拒绝办理的代码", errors.errors),
    "findings.md": ("核对结果", findings.findings),
    "instruments.md": ("法规文件", law.instruments),
    "item-json.md": ("公开信息的 JSON 格式", schema.item),
    "report-json.md": ("年报的 JSON 格式", schema.report),
    "scan.md": ("公开前扫描", scan.scan),
    "settings.md": ("设置", settings.every_setting),
    "unpinned.md": ("没有勾稽关系的数字", editions.unpinned),
}


def index() -> str:
    """Name the pages."""
    return page(
        "参考", "以下各页由代码生成，随代码更新。", *(f"- [{title}]({name})" for name, (title, _) in PAGES.items())
    )


def pages() -> dict[str, str]:
    """Give the text of every page by file name."""
    return {"index.md": index(), **{name: write() for name, (_, write) in PAGES.items()}}
