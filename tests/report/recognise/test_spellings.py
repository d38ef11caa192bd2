"""Tables and headings as agencies spell them: each figure is read all the same, and nothing is wrongly accused."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from tests.report.shapes import html_plain
from tests.report.strategies import balanced_report

from gongkai.report.checks import check
from gongkai.report.figures import figures
from gongkai.report.finding import Severity
from gongkai.report.model import Report
from gongkai.report.reading import read_bytes

PROACTIVE = {
    "2019": {
        ("rules", "made"): 1,
        ("normative_documents", "public"): 31,
        ("licences", "last_year"): 41,
        ("licences", "change"): -2,
        ("licences", "decisions"): 1234,
        ("penalties", "change"): 3,
        ("administrative_charges", "change"): -1,
        ("procurement", "projects"): 8,
        ("procurement", "amount"): Decimal("160.5964"),
    },
    "2021": {
        ("normative_documents", "made"): 5,
        ("normative_documents", "repealed"): 2,
        ("normative_documents", "effective"): 31,
        ("licences", "decisions"): 1234,
        ("penalties", "decisions"): 77,
        ("administrative_charges", "fees"): Decimal("2.02"),
    },
}
REMEDIES = {
    ("reconsideration", "upheld"): 2,
    ("reconsideration", "overturned"): 1,
    ("direct_suit", "pending"): 1,
    ("suit_after_reconsideration", "other"): 3,
}
REPORTS = {id: balanced_report(id, proactive=cells, remedies=REMEDIES) for id, cells in PROACTIVE.items()}

SPELLINGS: dict[str, tuple[tuple[str, str], ...]] = {
    "slash for nought": ((r"<td>0</td>", "<td>/</td>"),),
    "dash for nought": ((r"<td>0</td>", "<td>—</td>"),),
    "none for nought": ((r"<td>0</td>", "<td>无</td>"),),
    "units": ((r"<td>(\d+)</td>", r"<td>\1件</td>"),),
    "separators": ((">1234<", ">1,234<"),),
    "broken digits": ((">1234<", "><span>12</span>\n<span>34</span><"),),
    "article with a space": (("第二十条第", "第二十条　第"),),
    "article in digits": (("第二十条第（", "第20条第（"),),
    "half-width brackets": (("（", "("), ("）", ")")),
    "straight quotes": (("“三安全一稳定”", '"三安全一稳定"'),),
    "numbers with 、": ((r">(\d)\.(?=\D)", r">\1、"),),
    "no numbers": (("<td colspan=3>[一二四]、", "<td colspan=3>"), ("（[一二三四五六七]）", "")),
    "header cells": ((r"<td([^>]*)>(信息内容|自然人)", r"<th\1>\2"),),
    "合计": (("总计", "合计"),),
    "a year further": (("结转下年度继续办理", "结转下一年度继续办理"),),
    "short rows": (
        ("本年新收政府信息公开申请数量", "本年新收申请数量"),
        ("上年结转政府信息公开申请数量", "上年度结转申请数量"),
    ),
    "new and left in short": (
        ("本年新收政府信息公开申请数量", "本年新收"),
        ("上年结转政府信息公开申请数量", "上年结转"),
        ("结转下年度继续办理", "结转下年度"),
    ),
    "received": (("本年新收政府", "本年收到政府"), ("上年结转政府", "上一年度结转政府")),
    "units in labels": (("申请数量<", "申请数量（件）<"), ("自然人<", "自然人（件）<"), ("总计<", "总计（件）<")),
    "notes in labels": (("行政许可<", "行政许可<sup>①</sup><"), ("行政处罚<", "行政处罚（注2）<")),
    "notes on figures": ((">1234<", "><span>1234</span><sup>1</sup><"), (">15<", ">15*<"), (">10<", ">10①<")),
    "a column before": (("<tr>", "<tr><td>&nbsp;</td>"),),
    "a column behind": (("</tr>", "<td></td></tr>"),),
    "a row of nothing above and below": (("<table>", "<table><tr><td></td></tr>"), ("</table>", "<tr></tr></table>")),
    "header askew": ((">商业企业<", " colspan=3>商业企业<"),),
    "只计这一情况": (("只计这一情形", "只计这一情况"),),
    "results in short": (("结果维持", "维持"), ("结果纠正", "纠正")),
    "suits in full": (("未经复议直接起诉", "未经复议直接提起诉讼"), ("复议后起诉", "复议后提起诉讼")),
    "broken headers": (("商业企业", "商业<br>企业"), ("法律服务机构", "法律<br/>服务<br/>机构")),
    "note below": ((r"(<td[^>]*>行政事业性收费.*?</tr>)", r"\1<tr><td colspan=4>注：含依法未公开的12件。</td></tr>"),),
    "caption": (("<table>", "<table><caption>政府信息公开情况统计表（单位：件）</caption>"),),
    "name in a row": (
        ("<table><tr><td colspan=4>第", "<table><tr><td colspan=4>表2 主动公开</td></tr><tr><td colspan=4>第"),
    ),
    "empty rows": (("</tr>", "</tr><tr><td></td></tr>"),),
    "table in a cell": (("<table>", "<table><tr><td><table>"), ("</table>", "</table></td></tr></table>")),
    "a table an item": ((r"(<tr><td colspan=4>第二十条第（[五六八九]）项)", r"</table><p>&nbsp;</p><table>\1"),),
    "headings of the notice": (
        ("四、政府信息公开行政复议、行政诉讼情况", "四、因政府信息公开工作被申请行政复议、提起行政诉讼情况"),
        ("五、存在的主要问题及改进情况", "五、政府信息公开工作存在的主要问题及改进情况"),
    ),
    "headings of one's own": (
        ("一、总体情况", "一、2020年政府信息公开总体情况"),
        ("五、存在的主要问题及改进情况", "五、存在问题及改进情况"),
        ("六、其他需要报告的事项", "六、其他需要报告事项"),
    ),
    "第一部分": tuple((f"<p>{numeral}、", f"<p>第{numeral}部分　") for numeral in "一二三四五六"),
    "（一）": tuple((f"<p>{numeral}、", f"<p>（{numeral}）") for numeral in "一二三四五六"),
    "1.": tuple((f"<p>{numeral}、", f"<p>{number}.") for number, numeral in enumerate("一二三四五六", start=1)),
    "headings in pieces": (("<p>二、主动公开", "<p><strong>二、</strong><b>主动</b>公开"),),
}


@pytest.mark.parametrize("spelling", SPELLINGS.values(), ids=SPELLINGS)
@pytest.mark.parametrize("report", REPORTS.values(), ids=REPORTS)
def test_every_spelling_gives_the_same_figures_and_no_complaint(
    report: Report, spelling: tuple[tuple[str, str], ...]
) -> None:
    page = html_plain(report)
    for pattern, written in spelling:
        page, times = re.subn(pattern, written, page)
        assert times
    reading = read_bytes(page.encode())
    assert figures(reading.report) == figures(report)
    assert [part.spec.id for part in reading.report.parts] == [part.spec.id for part in report.parts]
    findings = [*reading.findings, *check(reading.report)]
    assert [each.code for each in findings if each.severity in (Severity.ERROR, Severity.WARNING)] == []
