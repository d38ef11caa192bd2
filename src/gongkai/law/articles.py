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

_DECLARATION = Message("原则性规定，没有可计算的规则。")
_JUDGEMENT = Message("须由经办人判断，没有可计算的规则。")
_AGENCIES = Message("机构及其职责的登记，由后续的 agencies 承担。")
_DISCLOSURE = Message("主动公开的办理步骤，没有期限和数额，由后续的 disclosure 承担。")
_PORTAL = Message("发布途径和平台功能，由后续的 portal 承担。")
_APPLICATIONS = Message("申请的办理步骤，没有期限和数额，由后续的 applications 承担。")
_DUTIES = Message("考核、培训等工作，条例没有规定期限，由后续的 duties 承担。")
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
        18: Message("条例没有规定评估的周期，由后续的 disclosure 承担。"),
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
        50: Message("年度报告的内容和格式见 gongkai.report 的版式文件。"),
        52: _LIABILITY,
        53: _LIABILITY,
        54: Message("适用范围，由后续的 agencies 在机构登记时确定。"),
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
