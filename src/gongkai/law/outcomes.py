"""Outcomes (处理结果) of an application: the one list that officers choose from, letters print and reports count by.

For each outcome: its articles, whether reconsideration must come before suit (复议前置), and
whether a court may refuse the suit. Not here: the rows that count them, which each edition of the
report names (`gongkai.report.editions`), and the forum and periods of remedies (`remedies`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from types import MappingProxyType
from typing import NamedTuple

from gongkai.law.citation import Citation, cite, cites, encodes
from gongkai.law.dated import Dated
from gongkai.law.errors import NotAllowed
from gongkai.law.message import Message
from gongkai.law.steps import Step


class Group(Enum):
    """The six groups of results in table III."""

    GRANTED = Message("予以公开")
    GRANTED_IN_PART = Message("部分公开")
    WITHHELD = Message("不予公开")
    UNABLE = Message("无法提供")
    NOT_PROCESSED = Message("不予处理")
    OTHER = Message("其他处理")


class Reconsideration(Enum):
    """Whether reconsideration comes before suit."""

    FIRST = Message("复议前置")
    FREE = Message("可以选择复议或者诉讼")
    BY_GROUND = Message("依不予公开部分的理由而定")


class Suit(Enum):
    """How a court receives a suit over the outcome."""

    OPEN = Message("可诉")
    AFTER = Message("复议后可诉")
    RESTRICTED = Message("列入不予立案情形")
    BY_GROUND = Message("依不予公开部分的理由而定")
    UNSETTLED = Message("视具体情况")


class Outcome(NamedTuple):
    """One outcome: stable code, group, label, articles, whether reconsideration comes first, how suits fare."""

    code: str
    group: Group
    label: Message
    citations: tuple[Citation, ...]
    reconsideration: Reconsideration
    suit: Suit


def _outcome(
    code: str,
    group: Group,
    label: Message,
    articles: str,
    reconsideration: Reconsideration = Reconsideration.FREE,
    suit: Suit = Suit.OPEN,
) -> Outcome:
    return Outcome(code, group, label, tuple(map(cite, articles.split())), reconsideration, suit)


def _withheld(code: str, label: Message, articles: str) -> Outcome:
    return _outcome(code, Group.WITHHELD, label, f"{articles} 条例第36条第3项", Reconsideration.FIRST, Suit.AFTER)


def _restricted(code: str, group: Group, label: Message, articles: str) -> Outcome:
    return _outcome(code, group, label, articles, suit=Suit.RESTRICTED)


# “列入不予立案情形”出自对公开案件解释第10条的转述（二手）：见 OutcomeSettings.suit。
# NOPROC_5、OTHER_3 在条例中没有直接对应的条文。
OUTCOMES: tuple[Outcome, ...] = (
    _outcome("GRANT_ALREADY", Group.GRANTED, Message("已经主动公开"), "条例第36条第1项"),
    _outcome("GRANT", Group.GRANTED, Message("予以公开"), "条例第36条第2项"),
    _outcome(
        "PARTIAL", Group.GRANTED_IN_PART, Message("部分公开"), "条例第37条", Reconsideration.BY_GROUND, Suit.BY_GROUND
    ),
    _withheld("DENY_1", Message("属于国家秘密"), "条例第14条"),
    _withheld("DENY_2", Message("其他法律行政法规禁止公开"), "条例第14条"),
    _withheld("DENY_3", Message("危及“三安全一稳定”"), "条例第14条"),
    _withheld("DENY_4", Message("保护第三方合法权益"), "条例第15条 条例第32条"),
    _withheld("DENY_5", Message("属于三类内部事务信息"), "条例第16条第1款"),
    _withheld("DENY_6", Message("属于四类过程性信息"), "条例第16条第2款"),
    _withheld("DENY_7", Message("属于行政执法案卷"), "条例第16条第2款"),
    _restricted("DENY_8", Group.WITHHELD, Message("属于行政查询事项"), "条例第36条第7项"),
    _outcome("UNABLE_1A", Group.UNABLE, Message("本机关不掌握相关政府信息（不存在）"), "条例第36条第4项"),
    _outcome("UNABLE_1B", Group.UNABLE, Message("本机关不掌握相关政府信息（不属本机关负责）"), "条例第36条第5项"),
    _restricted("UNABLE_2", Group.UNABLE, Message("没有现成信息需要另行制作"), "条例第38条"),
    _outcome("UNABLE_3", Group.UNABLE, Message("补正后申请内容仍不明确"), "条例第30条"),
    _restricted("NOPROC_1", Group.NOT_PROCESSED, Message("信访举报投诉类申请"), "条例第39条第1款"),
    _restricted("NOPROC_2", Group.NOT_PROCESSED, Message("重复申请"), "条例第36条第6项"),
    _restricted("NOPROC_3", Group.NOT_PROCESSED, Message("要求提供公开出版物"), "条例第39条第2款"),
    _outcome("NOPROC_4", Group.NOT_PROCESSED, Message("无正当理由大量反复申请"), "条例第35条"),
    _outcome("NOPROC_5", Group.NOT_PROCESSED, Message("要求行政机关确认或重新出具已获取信息"), "", suit=Suit.UNSETTLED),
    _outcome("OTHER_1", Group.OTHER, Message("申请人无正当理由逾期不补正"), "条例第30条"),
    _outcome("OTHER_2", Group.OTHER, Message("申请人逾期未按收费通知要求缴纳费用"), "处理费办法第6条"),
    _outcome("OTHER_3", Group.OTHER, Message("其他"), "", suit=Suit.UNSETTLED),
)

OUTCOME_BY_CODE: Mapping[str, Outcome] = MappingProxyType({each.code: each for each in OUTCOMES})

encodes(f"{__name__}.OUTCOMES", *dict.fromkeys(str(each) for row in OUTCOMES for each in row.citations))


def outcome(code: str) -> Outcome:
    """Give the outcome of a code. Raises ValueError when there is none.

    >>> str(outcome("UNABLE_2").label)
    '没有现成信息需要另行制作'
    """
    try:
        return OUTCOME_BY_CODE[code]
    except KeyError:
        raise ValueError(f"no outcome has the code {code!r}; see gongkai.law.outcomes.OUTCOMES") from None


class Situation(Enum):
    """How a case can end that table III names no row for."""

    WITHDRAWN = Message("申请人撤回申请")
    NOT_GOVERNMENT_INFORMATION = Message("不属于政府信息")
    TRANSFERRED_TO_ARCHIVES = Message("已移交国家档案馆，依照档案管理的规定办理")
    INQUIRY = Message("咨询")


_REST: Mapping[Situation, str] = MappingProxyType(dict.fromkeys(Situation, "OTHER_3"))


@dataclass(frozen=True)
class OutcomeSettings:
    """What the texts at hand leave open about outcomes."""

    # 通行做法归入（六）3其他，未检得国办文本。
    situations: Mapping[Situation, str] = field(default_factory=lambda: _REST)

    # 公开案件解释只核到第1、2条；不予立案的情形为二手材料，各地法院另有口径的在此改写。
    suit: Mapping[str, Suit] = field(default_factory=dict)

    # 一件申请几部分结果不同、又不是区分处理的，有公开部分的计部分公开（推导）。
    granted_with_others_is_partial: bool = True

    # 部分公开的未公开部分依据第14至16条的，按复议前置处理（推导）。
    partial_follows_its_grounds: bool = True


DEFAULTS = OutcomeSettings()


def outcome_of(situation: Situation, *, settings: OutcomeSettings = DEFAULTS) -> Outcome:
    """Give the outcome that counts a case which ended in a way without a row of its own."""
    return outcome(settings.situations[situation])


@cites("条例第37条", "年报格式2021版第三部分")
def main_outcome(parts: Sequence[str], *, settings: OutcomeSettings = DEFAULTS) -> Outcome:
    """Give the one outcome an application counts under (主结果), from those of its parts, gravest first.

    “区分处理的，只计这一情形，不计其他情形”: partial disclosure takes the whole application, and
    its parts are recorded without being counted. Where nothing is disclosed, the part the officer
    puts first is the main one.

    >>> main_outcome(["DENY_4", "GRANT"]).code
    'PARTIAL'
    """
    if not parts:
        raise NotAllowed(
            "outcome-missing",
            Message("没有处理结果，不能计入年度报告。"),
            hint=Message("请先选定处理结果。"),
            citation=cite("条例第36条"),
        )
    found = [outcome(code) for code in parts]
    groups = {each.group for each in found}
    if Group.GRANTED_IN_PART in groups:
        return outcome("PARTIAL")
    if Group.GRANTED in groups and Group.WITHHELD in groups:
        return outcome("PARTIAL")
    if Group.GRANTED in groups and len(groups) > 1 and settings.granted_with_others_is_partial:
        return outcome("PARTIAL")
    return found[0]


class Prerequisite(NamedTuple):
    """Whether reconsideration must come first, and why; None where the law is disputed.

    Where it is required a second step says what the agency must then tell the applicant.
    """

    required: bool | None
    steps: tuple[Step, ...]


# 申请政府信息公开，行政机关不予公开的，应当先申请行政复议：自修订后的复议法施行起。
RECONSIDERATION_FIRST = Dated(
    (date(2019, 5, 15), False, "条例第51条"),
    (date(2024, 1, 1), True, "复议法第23条第1款第4项"),
)


@cites("条例第51条", "复议法第23条第1款第4项", "复议法第23条第2款", "公开案件解释第1条第2项")
def reconsideration_required(
    code: str,
    *,
    on: date,
    grounds: Sequence[str] = (),
    settings: OutcomeSettings = DEFAULTS,
) -> Prerequisite:
    """Say whether the applicant must seek reconsideration before suit (复议前置) over a decision made on a day.

    It reaches what was withheld under 条例第14条, 第15条 and 第16条, and so not inquiries that
    another statute governs (DENY_8), though the report lists them among the withheld. For partial
    disclosure give the outcomes of the parts withheld as `grounds`.

    >>> reconsideration_required("DENY_8", on=date(2026, 3, 2)).required
    False
    """
    rule = RECONSIDERATION_FIRST.on(on)
    if not rule.value:
        return Prerequisite(False, (Step(Message("可以申请行政复议，也可以提起行政诉讼。"), rule.citation),))
    chosen = outcome(code)
    withheld = [chosen]
    if chosen.reconsideration is Reconsideration.BY_GROUND:
        if settings.partial_follows_its_grounds and not grounds:
            raise NotAllowed(
                "grounds-missing",
                Message("没有写明部分公开中未公开部分的理由，不能确定是否须先申请行政复议。"),
                hint=Message("请写明未公开部分各属哪一种处理结果。"),
                citation=cite("条例第37条"),
            )
        withheld = [outcome(ground) for ground in grounds] if settings.partial_follows_its_grounds else []
    first = next((each for each in withheld if each.reconsideration is Reconsideration.FIRST), None)
    if first is None:
        message = Message(
            "“{outcome}”不在复议前置的范围内，可以申请行政复议，也可以提起行政诉讼。", outcome=chosen.label
        )
        return Prerequisite(False, (Step(message, cite("条例第51条")),))
    message = Message(
        "以“{outcome}”为由不予公开，应当先申请行政复议，对复议决定不服的再提起行政诉讼。", outcome=first.label
    )
    duty = Message("作出不予公开的决定时，应当告知申请人先申请行政复议。")
    return Prerequisite(True, (Step(message, rule.citation), Step(duty, cite("复议法第23条第2款"))))


@cites("复议法第23条第1款第3项", "公开案件解释第2条第2款")
def reconsideration_for_silence(*, on: date) -> Prerequisite:
    """Say whether reconsideration comes first when no reply was given in time (逾期不答复).

    Two texts point apart, so from 2024 nothing is concluded: the desk shows both.
    """
    if not RECONSIDERATION_FIRST.on(on).value:
        return Prerequisite(False, (Step(Message("可以申请行政复议，也可以提起行政诉讼。"), cite("条例第51条")),))
    message = Message(
        "逾期不答复是否须先申请行政复议，{act}与{interpretation}的理解不一，请以复议机关和法院的意见为准。",
        act=cite("复议法第23条第1款第3项"),
        interpretation=cite("公开案件解释第2条第2款"),
    )
    return Prerequisite(None, (Step(message, cite("复议法第23条第1款第3项")),))


# 不予立案的情形自公开案件解释施行起；此前的司法解释已废止，未收入。
SUIT_INTERPRETATION = Dated((date(2025, 6, 1), True, "公开案件解释第10条"))


@cites("公开案件解释第10条")
def suit_over(code: str, *, on: date, settings: OutcomeSettings = DEFAULTS) -> Suit:
    """Say how a court receives a suit over an outcome, by the interpretation in force from 1 June 2025."""
    SUIT_INTERPRETATION.on(on)
    return settings.suit.get(code, outcome(code).suit)
