"""The words of the pages, by the names that templates call them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from gongkai.law.message import Message, Translate
from gongkai.law.outcomes import OUTCOME_BY_CODE
from gongkai.report.atlas.totals import GROUP_OF_ROW
from gongkai.report.edition import editions

WORDS: Mapping[str, Message] = {
    # the frame of every page
    "site": Message("政府信息公开年度报告图册"),
    "skip": Message("跳到正文"),
    "home": Message("总览"),
    "regions": Message("按地区查找"),
    "faults": Message("常见问题"),
    "unreadable": Message("读不出来的文件"),
    "method": Message("口径说明"),
    "menu": Message("栏目"),
    "where": Message("当前位置"),
    "search": Message("查找机关"),
    "search_hint": Message("机关名称，例如“财政局”"),
    "search_one": Message("找到{count}个机关"),
    "search_many": Message("只列出前{count}个，请多输入几个字"),
    "search_none": Message("没有找到，可以按地区查找"),
    "made": Message("由 gongkai 根据成批核对的结果生成，不含脚本也能阅读。"),
    "table": Message("数据表"),
    # the overview
    "overview_lead": Message(
        "本图册汇总{total}份年度报告的核对结果，涉及{agencies}个机关、{first}至{last}年度。"
        "“数字相合”指没有发现错误级的问题。"
    ),
    "overview_lead_bare": Message("本图册汇总{total}份文件的核对结果，其中没有能辨认年度的年报。"),
    "total": Message("文件总数"),
    "ok": Message("数字相合"),
    "errors": Message("有错误"),
    "not_read": Message("读不出来"),
    "agencies": Message("机关数"),
    "received": Message("新收申请（件）"),
    "of_all": Message("占{share}"),
    "counted": Message("计入{count}份"),
    "adds_up": Message("有多少份数字相合"),
    "adds_up_by_year": Message("各年度的核对结果"),
    "adds_up_by_region": Message("各地区有错误的年报所占比例"),
    "adds_up_by_region_note": Message("按比例从高到低，最多列{count}个地区；全部地区见数据表。"),
    "common": Message("最常见的问题"),
    "common_lead": Message("按出现的年报份数排列。点击名称看其含义、怎么办和实例。"),
    "common_chart": Message("出现最多的{count}种问题"),
    "no_faults": Message("没有发现问题。"),
    "outcomes": Message("申请办理结果"),
    "outcomes_lead": Message("表三各类办理结果。只计数字相合的年报，同一机关同一年度只计一份。"),
    "outcomes_by_year": Message("各类结果所占比例"),
    "outcomes_reasons": Message("不予公开、无法提供、不予处理的理由"),
    "outcomes_reasons_note": Message("各年度合计，件。"),
    "granted_spread": Message("各年报予以公开（含部分公开）的比例分布"),
    "granted_spread_note": Message("只计办结{count}件以上的年报；横轴为比例，纵轴为年报份数。"),
    "burden": Message("办理负担"),
    "burden_lead": Message("申请集中在多少机关，结转下年度的有多少。"),
    "heavy_tail": Message("按申请数量分组：机关与申请各占多少"),
    "heavy_tail_note": Message("每个机关取其数字相合的最近一份年报，按新收件数分组。"),
    "top_one": Message("申请最多的1%的机关收到全部申请的{share}"),
    "top_ten": Message("申请最多的10%的机关收到全部申请的{share}"),
    "carried": Message("结转下年度的申请所占比例"),
    "carried_note": Message("结转下年度继续办理的件数，除以本年新收与上年结转之和。"),
    "waiting": Message("按结转比例分组的年报份数"),
    "waiting_note": Message("只计当年应办{count}件以上的年报，各年度合计。"),
    "largest": Message("新收申请最多的机关"),
    "links": Message("年度之间的衔接"),
    "links_lead": Message("上一年度的“结转下年度继续办理”应等于本年度的“上年结转”。机构改革、跨年更正会使两者不等。"),
    "links_chart": Message("与上一年度衔接的情况"),
    # columns of tables
    "year": Message("年度"),
    "region": Message("地区"),
    "agency": Message("机关"),
    "reports": Message("年报"),
    "share_ok": Message("相合比例"),
    "share_errors": Message("有错误的比例"),
    "fault": Message("问题"),
    "severity": Message("级别"),
    "findings": Message("处数"),
    "in_reports": Message("年报份数"),
    "share": Message("比例"),
    "result": Message("办理结果"),
    "count": Message("件数"),
    "class": Message("分组"),
    "share_agencies": Message("占机关"),
    "share_applications": Message("占申请"),
    "applications": Message("申请件数"),
    "new": Message("新收"),
    "carried_in": Message("上年结转"),
    "decided": Message("办结"),
    "carried_forward": Message("结转下年度"),
    "carried_share": Message("结转比例"),
    "equal": Message("相等"),
    "different": Message("不等"),
    "open": Message("无法比较"),
    "file": Message("文件"),
    "reason": Message("原因"),
    "years": Message("年度范围"),
    "no_year": Message("未标明年度"),
    "all_years": Message("合计"),
    "latest_new": Message("最近新收（件）"),
    "item": Message("项目"),
    "verdict": Message("核对结果"),
    "edition": Message("格式"),
    "warnings": Message("警告"),
    "notices": Message("提示"),
    "example": Message("实例"),
    # regions
    "regions_lead": Message("按地区逐级查找机关；不用搜索框也能到达每一个机关。"),
    "below": Message("所辖地区"),
    "agencies_here": Message("本级机关"),
    "agencies_unknown": Message("未能辨认所在地区的机关"),
    "page_of": Message("第{page}页，共{pages}页"),
    "previous_page": Message("上一页"),
    "next_page": Message("下一页"),
    "pages": Message("分页"),
    "region_chart": Message("本地区各年度的核对结果"),
    "region_lead": Message(
        "{total}份文件，{agencies}个机关；{ok}份数字相合，{errors}份有错误，{unreadable}份读不出来。"
    ),
    # an agency
    "unnamed": Message("未写明机关名称（{file}）"),
    "agency_lead": Message("{count}份年报，{errors}份有错误。"),
    "region_from_list": Message("地区：取自地区表"),
    "region_from_name": Message("地区：取自机关名称"),
    "region_from_folder": Message("地区：取自文件所在目录"),
    "region_from_both": Message("地区：取自机关名称和文件所在目录"),
    "region_from_unknown": Message("地区：未能辨认"),
    "its_reports": Message("各年度年报"),
    "figures": Message("历年数字"),
    "figures_note": Message("各表“总计”列。“—”表示空白或者没有这一项；标“✕”的年度有错误，数字仅供参考。"),
    "flow_chart": Message("申请的收与办"),
    "results_chart": Message("办理结果"),
    "reconsideration": Message("行政复议"),
    "direct_suit": Message("未经复议直接起诉"),
    "suit_after_reconsideration": Message("复议后起诉"),
    "group_total": Message("办理结果总计"),
    "findings_by_report": Message("逐份核对结果"),
    "none_found": Message("没有发现问题。"),
    "more_findings": Message("另有{count}处，见 findings.csv。"),
    "duplicate": Message("同一年度另有一份，数字取那一份"),
    "no_links": Message("没有相连的两个年度可以比较。"),
    "gaps": Message("缺少的年度：{years}"),
    "source": Message("依据：{citation}"),
    # a fault
    "what_it_means": Message("含义"),
    "what_to_do": Message("怎么办"),
    "grounds": Message("依据"),
    "by_year": Message("各年度出现的年报份数"),
    "examples": Message("实例"),
    "examples_lead": Message("最多列{count}份年报，每份一处；其余见各机关的页面。"),
    "fault_lead": Message("{reports}份年报中共{findings}处。"),
    # what could not be read
    "unreadable_lead": Message("{count}份文件读不出来，没有计入其他各页的数字。"),
    "unreadable_none": Message("全部文件都读出来了。"),
    # how it was counted
    "method_reports": Message(
        "文件总数等于成批核对清单（manifest）的行数：数字相合、有错误、读不出来三者之和。读不出来的文件没有年度。"
    ),
    "method_errors": Message(
        "“有错误”指至少有一处错误级的问题，即照现在的写法不可能成立；警告和提示不影响“数字相合”。"
    ),
    "method_figures": Message(
        "申请数量、办理结果、结转等合计只计数字相合的年报，因为一个数字多写一位就足以左右全省的合计；"
        "同一机关同一年度有几份的，只计一份（先取没有错误的，再按文件名）。空白不作零计入分布。"
    ),
    "method_regions": Message(
        "地区先看地区表（--regions），再看机关名称开头的省、市、县，名称没有写明的层级由文件所在目录补足；"
        "目录与名称相矛盾时以名称为准。同名机关地区不同的，是两个机关。"
    ),
    "method_sources": Message("各机关的地区来源"),
    "source_kind": Message("来源"),
    "from_list": Message("地区表"),
    "from_name": Message("机关名称"),
    "from_folder": Message("文件所在目录"),
    "from_both": Message("机关名称和目录"),
    "from_unknown": Message("未能辨认"),
    "method_data": Message("完整数据见成批核对目录中的 manifest、figures、findings 三张表（Parquet 与 CSV）。"),
}

VERDICTS = {"ok": "ok", "errors": "errors", "unreadable": "not_read"}
"""The word for each verdict of the manifest."""


def _rows() -> dict[str, Message]:
    """Give the name of each row of results in table III, without numerals and groups."""
    names = {
        "granted": Message("予以公开"),
        "unable_not_held": Message("本机关不掌握相关政府信息"),
    }
    for edition in editions():
        for id, row in edition.table_by_id["applications"].row_by_id.items():
            if row.outcomes and id not in names:
                group = GROUP_OF_ROW[id].value
                names[id] = OUTCOME_BY_CODE[row.outcomes[0]].label if len(row.outcomes) == 1 else group
    return names


ROWS: Mapping[str, Message] = _rows()


def speaker(translate: Translate | None) -> Callable[..., str]:
    """Give what says a word of the pages in a language."""

    def say(name: str, **values: Any) -> str:
        return Message(WORDS[name].template, **values).text(translate)

    return say
