"""What must have been done, and must be said, before a reply of some outcome is given (条例第36条、第37条).

A literal table over plain facts, which `services.replying` gathers. What the clock itself refuses is not repeated.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from gongkai.law.citation import Citation, cite
from gongkai.law.errors import NotAllowed
from gongkai.law.fees import Standard, may_charge
from gongkai.law.message import Message
from gongkai.law.outcomes import OUTCOME_BY_CODE, Group, outcome


class PartFacts(NamedTuple):
    """One part of a reply: its outcome, whether a reason is given, whether what it must tell is told."""

    outcome: str
    reasoned: bool
    tells: bool


class Weighed(NamedTuple):
    """What was weighed on a ground: whether it comes to withholding, and whether the rest can be given."""

    withhold: bool
    severable: bool


@dataclass(frozen=True)
class Facts:
    """What is known of a case when its reply is to be given."""

    parts: Sequence[PartFacts]
    searched_in_vain: bool = False
    supplemented: bool = False
    reasons_raised: bool = False
    """Whether they were asked for, or given unasked."""
    third_party_consulted: bool = False
    third_parties_agree: bool = False
    """Whether all of those consulted agree to disclosure."""
    third_party_objects: bool = False
    """Whether one objects for reasons that hold, and no great harm to the public interest is said to outweigh them."""
    form_changed_for_nothing: bool = False
    """Whether what is given is given otherwise than was asked, and no reason is said."""
    weighed: Mapping[str, Weighed] = field(default_factory=dict)
    """By the outcome whose ground it is."""
    page_fee_kept: bool = False
    """Whether a fee by pages was paid, and not all of it paid back."""
    awaits_confirmation: bool = False
    awaits_opinion: bool = False
    enclosures_ready: bool = True
    """Whether what goes with the reply is there, that of which a part is given without what was marked."""
    left_out: frozenset[str] = frozenset()
    """The grounds on which something was taken out of what goes with the reply: codes of outcomes, or words."""


class Requirement(NamedTuple):
    """Something outcomes require: whether it is met, and what is said when it is not."""

    outcomes: frozenset[str]
    is_met: Callable[[Facts, PartFacts], bool]
    code: str
    missing: Message
    hint: Message
    citation: str = ""
    """Without one, the provision of the outcome itself."""


def _of(codes: str) -> frozenset[str]:
    return frozenset(codes.split())


_REFUSALS = _of(
    "DENY_1 DENY_2 DENY_3 DENY_4 DENY_5 DENY_6 DENY_7 DENY_8 UNABLE_1A UNABLE_1B UNABLE_2 UNABLE_3"
    " NOPROC_1 NOPROC_2 NOPROC_3 NOPROC_4 NOPROC_5 OTHER_3"
)

WEIGHED = "DENY_1 DENY_2 DENY_3 DENY_4 DENY_5 DENY_6 DENY_7"
"""The outcomes before which the harm is weighed, and whether the rest can be given (条例第14条至第16条、第37条)."""

_NOT_WEIGHED = Message("没有登记损害衡量，不能不予公开。")
_WEIGH = Message("请先登记公开会造成什么损害、衡量的结果，以及能不能区分处理。")


def _weighed(facts: Facts, part: PartFacts) -> bool:
    return part.outcome in facts.weighed


def _weighs_for_withholding(facts: Facts, part: PartFacts) -> bool:
    return facts.weighed[part.outcome].withhold


def _gives_what_can_be_severed(facts: Facts, part: PartFacts) -> bool:
    given = any(outcome(each.outcome).group is Group.GRANTED for each in facts.parts)
    return given or not facts.weighed[part.outcome].severable


REQUIREMENTS: tuple[Requirement, ...] = (
    # What ends a case without a reply is an act of its own, which looks whether the time for it is over.
    Requirement(
        _of("OTHER_1 OTHER_2"),
        lambda facts, part: False,
        "lapse-by-reply",
        Message("逾期不补正、逾期不缴费的，不以答复办结。"),
        Message("期限届满的，请登记“逾期不补正，不再处理”或者“逾期未缴费，不再处理”。"),
    ),
    Requirement(
        _of("UNABLE_1A"),
        lambda facts, part: facts.searched_in_vain,
        "search-missing",
        Message("没有登记检索情况，不能答复信息不存在。"),
        Message("请先登记检索范围、检索词、检索人和结果。"),
        "条例第36条第4项",
    ),
    Requirement(
        _of("UNABLE_3"),
        lambda facts, part: facts.supplemented,
        "not-supplemented",
        Message("没有经过补正，不能以补正后内容仍不明确答复。"),
        Message("申请内容不明确的，请先告知补正。"),
        "条例第30条",
    ),
    Requirement(
        _of("NOPROC_4"),
        lambda facts, part: facts.reasons_raised,
        "reasons-not-asked-for",
        Message("没有要求申请人说明理由，申请人也没有说明，不能以大量反复申请为由不予处理。"),
        Message("请先要求申请人说明理由，或者登记收到的理由说明。"),
        "条例第35条",
    ),
    # “涉及商业秘密、个人隐私等公开会对第三方合法权益造成损害的”，征求意见见第32条。
    Requirement(
        _of("DENY_4"),
        lambda facts, part: facts.third_party_consulted,
        "third-party-not-consulted",
        Message("没有书面征求第三方意见，不能以保护第三方合法权益为由不予公开。"),
        Message("请先征求第三方的意见。"),
        "条例第32条",
    ),
    # “但是，第三方同意公开……的，予以公开。”
    Requirement(
        _of("DENY_4"),
        lambda facts, part: not facts.third_parties_agree,
        "third-party-agrees",
        Message("第三方都同意公开，不能以保护第三方合法权益为由不予公开。"),
        Message("请予以公开；另有不予公开的理由的，选相应的处理结果。"),
        "条例第15条",
    ),
    # “第三方不同意公开且有合理理由的，行政机关不予公开。”
    Requirement(
        _of("GRANT"),
        lambda facts, part: not facts.third_party_objects or any(each.outcome == "DENY_4" for each in facts.parts),
        "third-party-objects",
        Message("第三方不同意公开且理由成立，又没有写明不公开会对公共利益造成重大影响，不能全部公开。"),
        Message("请把涉及第三方的内容单列一项不予公开，或者重新征求意见并写明对公共利益的影响。"),
        "条例第32条",
    ),
    Requirement(
        _REFUSALS,
        lambda facts, part: part.reasoned,
        "reason-missing",
        Message("没有写明理由。"),
        Message("请为每一项不公开、不提供或者不处理的内容写明理由。"),
    ),
    Requirement(
        _of("GRANT_ALREADY"),
        lambda facts, part: part.tells,
        "place-missing",
        Message("已经主动公开的，没有告知获取的方式和途径。"),
        Message("请写明网址、栏目或者查阅地点。"),
        "条例第36条第1项",
    ),
    Requirement(
        _of("GRANT"),
        lambda facts, part: part.tells,
        "provision-missing",
        Message("予以公开的，没有写明怎样提供。"),
        Message("请写明随附的信息，或者获取的方式、途径和时间。"),
        "条例第36条第2项",
    ),
    # “可能危及政府信息载体安全或者公开成本过高的，可以通过电子数据以及其他适当形式提供，或者安排申请人查阅、抄录”
    Requirement(
        _of("GRANT"),
        lambda facts, part: not facts.form_changed_for_nothing,
        "form-reason-missing",
        Message("没有按申请人要求的形式提供，又没有写明理由。"),
        Message("请写明怎样会危及载体安全或者成本过高，或者按要求的形式提供。"),
        "条例第40条",
    ),
    Requirement(
        _of("NOPROC_2"),
        lambda facts, part: part.tells,
        "earlier-reply-missing",
        Message("重复申请的，没有写明前一次答复。"),
        Message("请写明前一次答复的日期和文号。"),
        "条例第36条第6项",
    ),
    # “能够确定负责公开该政府信息的行政机关的，告知申请人该行政机关的名称、联系方式”
    Requirement(
        _of("UNABLE_1B"),
        lambda facts, part: part.tells,
        "responsible-agency-missing",
        Message("没有告知负责公开的机关。"),
        Message("请写明负责机关的名称、联系方式；不能确定的，写明不能确定。"),
    ),
    # 条例第39条第1款 says of complaints only that the channel for them may be told (“可以告知”).
    Requirement(
        _of("NOPROC_3 DENY_8"),
        lambda facts, part: part.tells,
        "way-missing",
        Message("没有告知可以采取的途径。"),
        Message("请写明办理查询或者获取出版物的途径。"),
    ),
    # “公开后可能危及国家安全、公共安全、经济安全、社会稳定的政府信息”; of state secrets and what is forbidden by law
    # there is nothing to weigh, and what makes them so is recorded.
    Requirement(_of("DENY_1 DENY_2 DENY_3"), _weighed, "harm-not-weighed", _NOT_WEIGHED, _WEIGH, "条例第14条"),
    # “公开会对第三方合法权益造成损害的”
    Requirement(_of("DENY_4"), _weighed, "harm-not-weighed", _NOT_WEIGHED, _WEIGH, "条例第15条"),
    # “可以不予公开”
    Requirement(_of("DENY_5"), _weighed, "harm-not-weighed", _NOT_WEIGHED, _WEIGH, "条例第16条第1款"),
    Requirement(_of("DENY_6 DENY_7"), _weighed, "harm-not-weighed", _NOT_WEIGHED, _WEIGH, "条例第16条第2款"),
    Requirement(
        _of(WEIGHED),
        _weighs_for_withholding,
        "weighed-for-disclosure",
        Message("登记的衡量结果是可以公开，不能不予公开。"),
        Message("请予以公开，或者重新衡量并登记。"),
    ),
    # “能够作区分处理的，行政机关应当向申请人提供可以公开的政府信息内容”
    Requirement(
        _of(WEIGHED),
        _gives_what_can_be_severed,
        "severable-not-given",
        Message("登记为能够区分处理，答复中却没有予以公开的内容。"),
        Message("请把可以公开的内容列为一项予以公开；不能区分的，请重新登记并写明理由。"),
        "条例第37条",
    ),
)


def refusal(facts: Facts) -> NotAllowed | None:
    """Say what stands against giving the reply, or None when nothing does."""
    if facts.awaits_confirmation:
        return NotAllowed(
            "reply-before-confirmation",
            Message("尚未与申请人确认收到，收到申请之日还没有确定，不能作出答复。"),
            hint=Message("请先与申请人确认；联系上的当天可以确认并答复。"),
            citation=cite("条例第31条"),
        )
    if facts.awaits_opinion:
        return NotAllowed(
            "opinion-awaited",
            Message("征求意见尚未结束，不能作出答复。"),
            hint=Message("请先登记对方的意见，或者期满未提出意见。"),
            citation=cite("条例第33条第3款"),
        )
    if not facts.parts:
        return NotAllowed(
            "parts-missing",
            Message("答复没有内容。"),
            hint=Message("请写明申请的内容和处理结果。"),
            citation=cite("条例第36条"),
        )
    for part in facts.parts:
        for required in REQUIREMENTS:
            if part.outcome in required.outcomes and not required.is_met(facts, part):
                said = Message("“{outcome}”：{missing}", outcome=outcome(part.outcome).label, missing=required.missing)
                rests_on = cite(required.citation) if required.citation else _provision(part.outcome)
                return NotAllowed(required.code, said, hint=required.hint, citation=rests_on)
    return _of_partial(facts.parts) or _of_enclosures(facts) or _of_page_fee(facts)


def _provision(code: str) -> Citation:
    """Give the provision under which an outcome is told; of those without one of their own, the article on replies."""
    own = outcome(code).citations
    return own[-1] if own else cite("条例第36条")


# “能够作区分处理的，行政机关应当向申请人提供可以公开的政府信息内容，并对不予公开的内容说明理由。”
def _of_partial(parts: Sequence[PartFacts]) -> NotAllowed | None:
    """Refuse partial disclosure as the outcome of a part: it is what several parts come to."""
    if all(outcome(part.outcome).group is not Group.GRANTED_IN_PART for part in parts):
        return None
    return NotAllowed(
        "partial-without-parts",
        Message("部分公开应当分项写明：哪些予以公开，哪些不予公开。"),
        hint=Message("请把予以公开的内容和不予公开的内容各列一项，各选处理结果。"),
        citation=cite("条例第37条"),
    )


# 处理费办法第5条 is of who wants copies given; by pieces (第4条) the fee is taken whatever the reply.
def _of_page_fee(facts: Facts) -> NotAllowed | None:
    """Refuse a reply that gives nothing while a fee for its pages is kept."""
    if not facts.page_fee_kept or any(may_charge(Standard.BY_PAGE, part.outcome) for part in facts.parts):
        return None
    return NotAllowed(
        "page-fee-without-pages",
        Message("按量收了信息处理费，答复却没有提供信息。"),
        hint=Message("请先退还所收的费用并登记退费，或者提供信息。"),
        citation=cite("处理费办法第5条"),
    )


# “……并对不予公开的内容说明理由。”
def _of_enclosures(facts: Facts) -> NotAllowed | None:
    """Refuse a reply whose records are not ready, or that says nothing of what was taken out of them."""
    if not facts.enclosures_ready:
        return NotAllowed(
            "enclosure-not-ready",
            Message("随答复提供的信息还没有备好。"),
            hint=Message("请生成遮去后的文件，逐页看过，再选“随答复提供”；不提供的，请去掉。"),
            citation=cite("条例第37条"),
        )
    said = {part.outcome for part in facts.parts}
    withholds = any(outcome(code).group is Group.WITHHELD for code in said)
    for ground in sorted(facts.left_out):
        found = OUTCOME_BY_CODE.get(ground)
        if (found is None and not withholds) or (found is not None and ground not in said):
            return NotAllowed(
                "left-out-unsaid",
                Message(
                    "提供的信息中遮去了“{ground}”的内容，答复没有写明不予公开。",
                    ground=found.label if found else ground,
                ),
                hint=Message("请在答复中另列一项，写明不予公开的内容，选相应的处理结果。"),
                citation=cite("条例第37条"),
            )
    return None
