"""Columns (栏目) that a bureau can begin with: the matters that 条例第20条 names, each under its item.

They are an offer. The categories themselves bind whoever sets up no column at all, and need none.
"""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.agencies.models import Agency
from gongkai.disclosure.selectors import scope_of
from gongkai.law.publication import categories_for

COLUMNS = (
    ("A01", "规范性文件"),
    ("A02", "机关职能"),
    ("A02", "机构设置"),
    ("A02", "联系方式"),
    ("A02", "负责人姓名"),
    ("A03", "规划及相关政策"),
    ("A04", "统计信息"),
    ("A05", "行政许可"),
    ("A05", "对外管理服务事项"),
    ("A06", "行政处罚"),
    ("A06", "行政强制"),
    ("A07", "财政预算"),
    ("A07", "财政决算"),
    ("A08", "行政事业性收费"),
    ("A09", "政府集中采购"),
    ("A10", "重大建设项目"),
    ("A11", "教育"),
    ("A11", "医疗"),
    ("A11", "社会保障"),
    ("A11", "促进就业"),
    ("A12", "突发公共事件"),
    ("A13", "环境保护"),
    ("A13", "安全生产"),
    ("A13", "食品药品"),
    ("A14", "公务员招考"),
)
"""By category; which of them an agency has to do with, it chooses."""
USUAL = frozenset({"机关职能", "机构设置", "联系方式", "负责人姓名", "规范性文件", "财政预算", "财政决算"})
"""What every agency has: what it is, what it decreed, what it spends."""


def columns_for(agency: Agency) -> Iterator[tuple[str, str, str]]:
    """Give the columns on offer to an agency: category, name, the words and provision of the category."""
    binding = {each.code: each for each in categories_for(scope_of(agency))}
    for code, name in COLUMNS:
        if code in binding:
            yield code, name, str(binding[code].citation)
