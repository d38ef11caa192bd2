"""The sentences a report is drafted of, in their order: by part and paragraph, each with when it is told.

A sentence is a template with fields (`narrative`). An agency may put its own words in the place of any (`Wording`);
when a sentence is told is not its to change: of nothing there is nothing to tell.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy as _

Values = Mapping[str, str]
"""What the fields say, by name."""


class Sentence(NamedTuple):
    """A sentence: the code it is kept under, the part it stands in, what it tells, its words, and when it is told."""

    code: str
    part: str
    about: Any
    text: str
    told: Callable[[Values], bool] = lambda values: True


class Paragraph(NamedTuple):
    """A paragraph of a part: what it begins with, and its sentences; without any it is left out.

    Numbered ones are counted as they are told: none is missed where one before it is left out.
    """

    part: str
    heading: str
    sentences: tuple[Sentence, ...]
    numbered: bool = False


def _some(*names: str) -> Callable[[Values], bool]:
    """Give the condition that one of some fields says something, and not zero."""
    return lambda values: any(values.get(name, "0") not in ("", "0") for name in names)


def _none(name: str, of: str) -> Callable[[Values], bool]:
    """Give the condition that there is something of one field, and nothing of another."""
    return lambda values: _some(of)(values) and not _some(name)(values)


_SUPERVISED = ("考核次数", "评议答卷", "责任追究")


def _accounted(values: Values) -> bool:
    """Say whether to tell who was held to account: also that nobody was, of a government (年报格式2021版第一部分)."""
    names = _SUPERVISED if values.get("统计范围") != "本机关" else ("责任追究",)
    return _some(*names)(values)


_S = Sentence

PARAGRAPHS: tuple[Paragraph, ...] = (
    Paragraph("preamble", "", (
        _S("preamble.basis", "preamble", _("编制依据"),
           "本报告根据《中华人民共和国政府信息公开条例》{条例条款}和{编制依据}编制。"),
        _S("preamble.span", "preamble", _("统计期限"),
           "本报告所列数据的统计期限自{年度}年1月1日起，至{年度}年12月31日止。"),
        _S("preamble.website", "preamble", _("电子版"), "本报告的电子版可在{机关网址}查阅、下载。", _some("机关网址")),
        _S("preamble.contact", "preamble", _("联系方式"),
           "如对本报告有疑问，请与{编制机关}联系（{联系方式}）。", _some("联系方式")),
    )),
    Paragraph("overview", "主动公开情况。", (
        _S("proactive.total", "overview", _("公开多少"), "{年度}年，{统计范围}主动公开政府信息{公开信息}条。"),
        _S("proactive.categories", "overview", _("主要公开什么"), "其中，{主要公开类别}。", _some("主要公开类别")),
        _S("proactive.interpretations", "overview", _("政策解读"), "发布政策解读{政策解读}篇。", _some("政策解读")),
    ), numbered=True),
    Paragraph("overview", "依申请公开情况。", (
        _S("applications.counts", "overview", _("收到和办理"),
           "本年新收政府信息公开申请{新收申请}件，上年结转{上年结转申请}件，办结{办结申请}件，"
           "结转下年度继续办理{结转下年度申请}件。"),
        _S("applications.outcomes", "overview", _("办理结果"),
           "办结的申请中，予以公开{予以公开}件，部分公开{部分公开}件，不予公开{不予公开}件，无法提供{无法提供}件，"
           "不予处理{不予处理}件，其他处理{其他处理}件。", _some("办结申请")),
        _S("applications.late", "overview", _("逾期答复"), "其中超过法定期限答复{逾期答复}件。", _some("逾期答复")),
        _S("applications.in_time", "overview", _("按期答复"),
           "作出答复的，均在法定期限内答复。", _none("逾期答复", of="答复申请")),
        _S("applications.remedies", "overview", _("复议诉讼"),
           "因政府信息公开工作被申请行政复议{行政复议}件，被提起行政诉讼{行政诉讼}件。"),
        _S("applications.overturned", "overview", _("纠错"),
           "其中行政复议结果纠正{行政复议纠正}件，行政诉讼结果纠正{行政诉讼纠正}件。",
           _some("行政复议纠正", "行政诉讼纠正")),
    ), numbered=True),
    Paragraph("overview", "政府信息管理情况。", (
        _S("management.rules", "overview", _("规章"),
           "制发规章{规章制发}件，废止规章{规章废止}件，现行有效规章{规章现行有效}件。",
           _some("规章制发", "规章废止", "规章现行有效")),
        _S("management.documents", "overview", _("行政规范性文件"),
           "制发行政规范性文件{规范性文件制发}件，废止行政规范性文件{规范性文件废止}件，"
           "现行有效行政规范性文件{规范性文件现行有效}件。"),
        _S("management.documents-2019", "overview", _("规范性文件（2019年格式）"),
           "新制作规范性文件{规范性文件制发}件，新公开规范性文件{规范性文件新公开}件，"
           "对外公开的规范性文件共{规范性文件公开总数}件。"),
        _S("management.reviews", "overview", _("公开审查"),
           "坚持先审查、后公开，完成公开前审查{公开前审查}件次。", _some("公开前审查")),
        _S("management.corrections", "overview", _("更正和撤下"),
           "对已经公开的信息动态调整，更正{更正信息}条，撤下{撤下信息}条。", _some("更正信息", "撤下信息")),
    ), numbered=True),
    Paragraph("overview", "政府信息公开平台建设情况。", (
        _S("platform.column", "overview", _("政府信息公开专栏"),
           "在政府信息公开专栏发布信息{公开信息}条。", _some("公开信息")),
        _S("platform.channels", "overview", _("其他渠道"),
           "同时通过{公开渠道}个公开渠道发布信息{渠道发布}条次：{各渠道发布}。", _some("渠道发布")),
        _S("platform.links", "overview", _("失效链接"),
           "定期检查信息中的链接，发现失效链接{失效链接}个，已修复{修复链接}个。", _some("失效链接")),
    ), numbered=True),
    Paragraph("overview", "监督保障情况。", (
        _S("supervision.leadership", "overview", _("组织领导"),
           "调整政府信息公开工作组织领导和责任分工{组织领导调整}项。", _some("组织领导调整")),
        _S("supervision.training", "overview", _("培训"),
           "举办政府信息公开培训{培训场次}场，{培训人次}人次参加。", _some("培训场次")),
        _S("supervision.assessment", "overview", _("工作考核"), "公布工作考核结果{考核次数}次。", _some("考核次数")),
        _S("supervision.appraisal", "overview", _("社会评议"),
           "开展社会评议，收回答卷{评议答卷}份，其中满意{评议满意}份。", _some("评议答卷")),
        _S("supervision.accountability", "overview", _("责任追究"), "责任追究{责任追究}起。", _accounted),
    ), numbered=True),
    Paragraph("problems", "", (
        _S("problems.wrong", "problems", _("问题"), "存在的主要问题：{存在的问题}。", _some("存在的问题")),
    )),
    Paragraph("problems", "", (
        _S("problems.improved", "problems", _("整改"), "整改情况：{整改的问题}。", _some("整改的问题")),
    )),
    Paragraph("problems", "", (
        _S("problems.measures", "problems", _("措施"), "下一步改进措施：{改进的措施}。", _some("改进的措施")),
    )),
    Paragraph("other_matters", "", (
        _S("matters.fees", "other_matters", _("信息处理费"), "本年收取政府信息公开信息处理费{信息处理费}元。"),
        _S("matters.refunds", "other_matters", _("退付信息处理费"), "本年退付信息处理费{退付信息处理费}元。",
           _some("退付信息处理费")),
    )),
    Paragraph("other_matters", "建议提案办理情况：", (
        _S("matters.deputies", "other_matters", _("人大代表建议"),
           "承办人大代表建议{建议承办}件，已答复{建议答复}件，公开答复{建议公开}件。", _some("建议承办")),
        _S("matters.members", "other_matters", _("政协委员提案"),
           "承办政协委员提案{提案承办}件，已答复{提案答复}件，公开答复{提案公开}件。", _some("提案承办")),
    )),
)  # fmt: skip
"""All there are. A report is in Chinese, whatever language the officer reads; what a sentence is about is in theirs."""

SENTENCES: Mapping[str, Sentence] = {each.code: each for paragraph in PARAGRAPHS for each in paragraph.sentences}
"""By code."""
