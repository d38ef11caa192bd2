"""What a reviewer must affirm before passing a text (审查单), as a literal table."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from gongkai.agencies.models import Duty
from gongkai.law.citation import Citation, cite
from gongkai.law.errors import NotAllowed
from gongkai.law.message import Message


class Question(NamedTuple):
    """One line of the review: its code, what it affirms, on what ground; a text of which it is not so is not passed."""

    code: str
    label: Message
    citation: Citation


_SECRECY = (
    Question("not_secret", Message("不涉及国家秘密，汇总、关联后也不涉及"), cite("条例第14条")),
    Question("not_dangerous", Message("公开后不危及国家安全、公共安全、经济安全、社会稳定"), cite("条例第14条")),
    Question("not_forbidden", Message("不属于法律、行政法规禁止公开的信息"), cite("条例第14条")),
)
_BUSINESS = (
    Question("accurate", Message("内容准确、完整"), cite("条例第6条")),
    Question("third_parties", Message("不涉及商业秘密、个人隐私，或者依法可以公开"), cite("条例第15条")),
    Question("personal", Message("个人信息限于必要范围，敏感信息已经遮盖"), cite("个保法第34条")),
    Question("agreed", Message("涉及其他机关的已协商一致，须经批准的已经批准"), cite("条例第11条")),
)
_LEGAL = (
    Question("lawful", Message("公开的依据、属性和期限正确"), cite("条例第13条")),
    Question("internal", Message("不属于内部事务、过程性或者行政执法案卷信息，或者决定公开"), cite("条例第16条")),
)

QUESTIONS: Mapping[str, tuple[Question, ...]] = {
    Duty.BUSINESS_REVIEWER: _BUSINESS,
    Duty.SECRECY_REVIEWER: _SECRECY,
    Duty.LEGAL_REVIEWER: _LEGAL,
}
"""By the duty that answers; heads and leaders decide on what these have answered."""


def questions_for(duty: str, reviews: list[str]) -> tuple[Question, ...]:
    """Give what a duty answers in an agency with these reviews.

    What would be answered by a reviewer whom the agency does not ask falls to the first it does: nothing goes unasked.
    """
    asked = QUESTIONS.get(duty, ())
    if reviews and duty == reviews[0]:
        asked += tuple(each for other, some in QUESTIONS.items() if other not in reviews for each in some)
    return asked


EVERY = frozenset(each.code for some in QUESTIONS.values() for each in some)
"""All that must have been affirmed before a text is shown."""


def require_answers(duty: str, reviews: list[str], answers: Mapping[str, bool]) -> None:
    """Raise NotAllowed unless a reviewer affirms all that is asked of them."""
    for question in questions_for(duty, reviews):
        if not answers.get(question.code):
            raise NotAllowed(
                "review-not-affirmed",
                Message("审查单上“{question}”没有确认，不能审查同意。", question=question.label),
                hint=Message("请核实后确认；不符合的，请退回修改，拿不准的，请报请确定。"),
                citation=question.citation,
            )
