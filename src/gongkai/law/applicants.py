"""Applicants (申请人) by the kinds table III asks for, and what it counts as one application.

The Regulation names no kinds; the report's format does. Not here: who may apply and what an
application must contain (条例第27条, 第29条), which the desk's forms ask.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from types import MappingProxyType
from typing import NamedTuple

from gongkai.law.citation import cite, cites, encodes
from gongkai.law.errors import NotAllowed
from gongkai.law.message import Message


class ApplicantKind(NamedTuple):
    """A kind of applicant: stable code, the column's label, the label merged above it."""

    code: str
    label: Message
    group: Message | None = None


_ORGANISATION = Message("法人或其他组织")

APPLICANT_KINDS: tuple[ApplicantKind, ...] = (
    ApplicantKind("NATURAL", Message("自然人")),
    ApplicantKind("COMMERCIAL", Message("商业企业"), _ORGANISATION),
    ApplicantKind("RESEARCH", Message("科研机构"), _ORGANISATION),
    ApplicantKind("WELFARE", Message("社会公益组织"), _ORGANISATION),
    ApplicantKind("LEGAL", Message("法律服务机构"), _ORGANISATION),
    ApplicantKind("OTHER", Message("其他"), _ORGANISATION),
)

KIND_BY_CODE: Mapping[str, ApplicantKind] = MappingProxyType({each.code: each for each in APPLICANT_KINDS})

encodes(f"{__name__}.APPLICANT_KINDS", "年报格式2021版第三部分", "年报格式2019版第三部分")


def applicant_kind(code: str) -> ApplicantKind:
    """Give the kind of a code. Raises ValueError when there is none.

    >>> str(applicant_kind("WELFARE").label)
    '社会公益组织'
    """
    try:
        return KIND_BY_CODE[code]
    except KeyError:
        raise ValueError(f"no kind of applicant has the code {code!r}; see gongkai.law.applicants") from None


@dataclass(frozen=True)
class CountingSettings:
    """How applicants are put into columns; the format does not say, these are inferred (推导)."""

    # 律师以个人名义申请的记自然人，以律师事务所名义申请的记法律服务机构。
    lawyer_in_own_name: str = "NATURAL"
    lawyer_for_firm: str = "LEGAL"

    # 联名申请计一件；几个人各自申请相同信息的各计一件。
    joint_counts_once: bool = True


DEFAULTS = CountingSettings()


@cites("年报格式2021版第三部分")
def lawyer_kind(*, for_firm: bool, settings: CountingSettings = DEFAULTS) -> ApplicantKind:
    """Give the column for a lawyer's application: by the name it is made in, not by the profession."""
    return applicant_kind(settings.lawyer_for_firm if for_firm else settings.lawyer_in_own_name)


@cites("年报格式2021版第三部分")
def counted_kinds(
    applicants: Sequence[str], *, lead: int = 0, settings: CountingSettings = DEFAULTS
) -> tuple[ApplicantKind, ...]:
    """Give the columns one joint application (联名申请) counts in, one entry for each count.

    It counts once, in the column of the applicant who leads it, or of the first named.

    >>> [str(kind.label) for kind in counted_kinds(["NATURAL", "COMMERCIAL", "NATURAL"], lead=1)]
    ['商业企业']
    """
    if not applicants:
        raise NotAllowed(
            "applicant-missing",
            Message("没有申请人，不能计入年度报告。"),
            hint=Message("请登记申请人及其类型。"),
            citation=cite("条例第29条第2款第1项"),
        )
    kinds = tuple(map(applicant_kind, applicants))
    return (kinds[lead],) if settings.joint_counts_once else kinds


class CaseKind(Enum):
    """What people bring to a disclosure office. Only the first is an application."""

    APPLICATION = Message("政府信息公开申请")
    RECTIFICATION = Message("更正申请")
    SUGGESTION = Message("建议纳入主动公开")
    REPORT = Message("监督反映")


# [推导] 条例没有把更正、建议、反映作为申请，故不计入表三；没有相反做法，不设开关。
COUNTED_IN_TABLE_THREE: Mapping[CaseKind, bool] = MappingProxyType(
    {
        CaseKind.APPLICATION: True,
        CaseKind.RECTIFICATION: False,
        CaseKind.SUGGESTION: False,
        CaseKind.REPORT: False,
    }
)

encodes(f"{__name__}.COUNTED_IN_TABLE_THREE", "条例第41条", "条例第44条第2款", "条例第47条第2款")
