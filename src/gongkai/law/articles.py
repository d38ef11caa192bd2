"""The articles of the Regulation (条例), 1 to 56: what each is about, and which rules say it or why none does.

The rules are found where they declare themselves (`citation.cites`, `citation.encodes`); a reason
stands only here. The cases live beside the tests, which hold the three together.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from pkgutil import walk_packages
from types import MappingProxyType
from typing import NamedTuple

import gongkai.law
from gongkai.law.citation import RULES, encodes
from gongkai.law.message import Message

encodes("gongkai.law.instruments.INSTRUMENTS", "条例第56条")


class ArticleEntry(NamedTuple):
    """An article: number, subject, the dotted names of its rules, or the reason it has none."""

    article: int
    subject: Message
    rules: tuple[str, ...]
    reason: Message | None

    @property
    def computed(self) -> tuple[Message, ...]:
        """Say what the rules compute or hold, in an official's words."""
        return tuple(dict.fromkeys(_RULES[rule] for rule in self.rules))


_SUBJECTS: tuple[Message, ...] = (
    Message("立法目的"),
    Message("政府信息的定义"),
    Message("组织领导和主管部门"),
    Message("政府信息公开工作机构及其职能"),
    Message("公开的原则"),
    Message("及时准确公开，澄清虚假信息"),
    Message("逐步增加公开内容"),
    Message("信息资源管理和平台建设"),
    Message("公众的监督和批评建议"),
    Message("由谁公开"),
    Message("协商确认和报批"),
    Message("公开指南和公开目录"),
    Message("公开的范围和方式"),
    Message("不予公开：国家秘密、法律禁止、三安全一稳定"),
    Message("不得公开：损害第三方合法权益"),
    Message("可以不公开：内部事务、过程性信息、执法案卷"),
    Message("公开审查"),
    Message("不予公开信息的定期评估"),
    Message("主动公开的标准"),
    Message("各机关主动公开的十五项"),
    Message("市县和乡镇另外主动公开的信息"),
    Message("主动公开具体内容的确定"),
    Message("发布途径"),
    Message("统一的公开平台"),
    Message("查阅场所和移送"),
    Message("主动公开的期限"),
    Message("可以申请的信息和受理机关"),
    Message("申请渠道"),
    Message("申请的形式和内容"),
    Message("补正"),
    Message("收到申请之日"),
    Message("征求第三方意见"),
    Message("答复期限"),
    Message("共同制作机关的意见"),
    Message("数量、频次明显超过合理范围的申请"),
    Message("答复的类型"),
    Message("区分处理"),
    Message("提供现有信息"),
    Message("信访投诉举报和公开出版物"),
    Message("提供信息的形式"),
    Message("更正"),
    Message("费用"),
    Message("对阅读困难和视听障碍者的帮助"),
    Message("转为主动公开"),
    Message("登记、审核、办理、答复、归档制度"),
    Message("考核、评议和责任追究"),
    Message("主管部门的指导监督"),
    Message("培训"),
    Message("年度报告的期限"),
    Message("年度报告的内容和格式"),
    Message("投诉举报、复议和诉讼"),
    Message("未建立制度的责任"),
    Message("违反条例的责任"),
    Message("法律、法规授权的组织"),
    Message("公共企事业单位"),
    Message("施行日期"),
)

_CLOCK = Message("由办理经过计算答复期限和此时可以办的事")
_TABLES = Message("年度报告的计数")
_GUIDE = Message("公开指南和公开目录的必备要素")
_DUE = Message("答复期限的天数和延长的上限")
_FEES = Message("信息处理费的计算")
_CATEGORIES = Message("主动公开的法定类别")
_CHALLENGES = Message("争议案件的进展、期限和结果")

_RULES: Mapping[str, Message] = MappingProxyType(
    {
        f"gongkai.law.{name}": label
        for name, label in {
            "applicants.COUNTED_IN_TABLE_THREE": _TABLES,
            "challenges.acts.ACTS": _CHALLENGES,
            "challenges.case.COMPLAINT_RESULTS": _CHALLENGES,
            "challenges.fold.fold": _CHALLENGES,
            "channels.CHANNELS": Message("申请的提交渠道"),
            "channels.receipt": Message("收到申请之日的确定"),
            "clock.acts.ACTS": _CLOCK,
            "clock.events.Party": Message("征求意见的对象和逾期不答的后果"),
            "clock.fold.fold": _CLOCK,
            "deadlines.EXTENSION_DAYS": _DUE,
            "deadlines.REPLY_DAYS": _DUE,
            "deadlines.co_author_opinion_due": Message("共同制作机关提出意见的期限"),
            "deadlines.reply_due": Message("答复期限的计算"),
            "deadlines.supplement_notice_due": Message("告知补正的期限"),
            "deadlines.third_party_opinion_due": Message("第三方提出意见的期限"),
            "fees.fee_by_pages": _FEES,
            "fees.fee_by_pieces": _FEES,
            "fees.refuse_old_fee": Message("不得收取的费用"),
            "instruments.INSTRUMENTS": Message("法规文件的名称、文号和施行日期"),
            "outcomes.OUTCOMES": Message("处理结果及其在年报中的行"),
            "outcomes.main_outcome": Message("多种结果时计入年报的主结果"),
            "outcomes.reconsideration_required": Message("是否须先申请行政复议"),
            "periods.PERIODS": Message("各项法定期限的计算"),
            "publication.CATALOGUE_FIELDS": _GUIDE,
            "publication.CATEGORIES": _CATEGORIES,
            "publication.GUIDE_FIELDS": _GUIDE,
            "publication.categories_for": _CATEGORIES,
            "publication.missing_fields": _GUIDE,
            "publication.publication_due": Message("主动公开的期限"),
            "publication.report_due": Message("年度报告的提交和公布期限"),
            "remedies.complaint_to": Message("公共企事业单位的申诉途径"),
        }.items()
    }
)

_DECLARATION = Message("原则性规定，没有可计算的规则。")
_JUDGEMENT = Message("须由经办人判断，没有可计算的规则。")
_AGENCIES = Message("机构及其职责的登记，没有可计算的规则。")
_DISCLOSURE = Message("主动公开的办理步骤，没有期限和数额。")
_PORTAL = Message("发布途径和平台功能，没有期限和数额。")
_APPLICATIONS = Message("申请的办理步骤，没有期限和数额。")
_DUTIES = Message("考核、培训等工作，条例没有规定期限。")
_LIABILITY = Message("法律责任由有权机关认定，没有可计算的规则。")

_REASONS: Mapping[int, Message] = MappingProxyType(
    {
        1: _DECLARATION,
        2: _JUDGEMENT,
        3: _AGENCIES,
        4: _AGENCIES,
        5: _DECLARATION,
        6: _JUDGEMENT,
        7: _DECLARATION,
        8: _DECLARATION,
        9: _DECLARATION,
        10: _DISCLOSURE,
        13: _DISCLOSURE,
        17: _DISCLOSURE,
        18: Message("条例没有规定评估的周期。"),
        19: _JUDGEMENT,
        22: _DISCLOSURE,
        23: _PORTAL,
        24: _PORTAL,
        25: _DISCLOSURE,
        27: _APPLICATIONS,
        28: _APPLICATIONS,
        40: _APPLICATIONS,
        43: _APPLICATIONS,
        45: _APPLICATIONS,
        46: _DUTIES,
        48: _DUTIES,
        50: Message("年度报告的内容和格式写在各版年报格式的文件里，由 gongkai report check 核对。"),
        52: _LIABILITY,
        53: _LIABILITY,
        54: Message("适用范围，在登记机构时确定。"),
    }
)


def article_index() -> tuple[ArticleEntry, ...]:
    """Give every article of the Regulation with its rules, or with the reason it has none.

    >>> article_index()[25].rules[0]
    'gongkai.law.periods.PERIODS'
    """
    for module in walk_packages(gongkai.law.__path__, "gongkai.law."):
        import_module(module.name)
    rules: dict[int, set[str]] = {}
    for citation, names in RULES.items():
        if citation.instrument.short == "条例" and citation.article is not None:
            ours = (name for name in names if name.startswith("gongkai.law."))
            rules.setdefault(citation.article, set()).update(ours)
    return tuple(
        ArticleEntry(number, subject, tuple(sorted(rules.get(number, ()))), _REASONS.get(number))
        for number, subject in enumerate(_SUBJECTS, start=1)
    )
