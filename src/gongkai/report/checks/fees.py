"""The processing fee (信息处理费) in the text: that it is told, and is not denied where some went unpaid."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gongkai.law.citation import cite
from gongkai.law.message import Message
from gongkai.report.checks.context import Context
from gongkai.report.checks.wording import place_of, words_of
from gongkai.report.figures import digits, number_of
from gongkai.report.finding import Code, Finding, Severity
from gongkai.report.model import Number, Report
from gongkai.report.narrative import Claim, Kind

FEE_NOT_STATED = Code(
    "fee-not-stated",
    Severity.NOTICE,
    Message("没有写信息处理费收取情况"),
    Message("公开的年报一般在第六部分写明信息处理费收取情况，没有收取也写明。"),
    Message("请在第六部分写明本年度是否收取信息处理费及金额。"),
    cite("处理费办法"),
)
FEE_UNEXPLAINED = Code(
    "fee-unexplained",
    Severity.WARNING,
    Message("有因逾期未缴费不再处理的申请，没有写收费情况"),
    Message("表三有因逾期未缴纳费用不再处理的申请，说明发出过收费通知，而全文没有写信息处理费收取情况。"),
    Message("请在第六部分写明收费通知和信息处理费收取情况。"),
    cite("处理费办法"),
)
FEE_DENIED = Code(
    "fee-denied",
    Severity.WARNING,
    Message("正文写不收费，表三有逾期未缴费的申请"),
    Message("正文写不收取费用或没有发出收费通知，表三却有因逾期未缴纳费用不再处理的申请，两者不能同时成立。"),
    Message("请核对该行数字和正文关于收费的说明。"),
    cite("处理费办法"),
)
CODES = (FEE_NOT_STATED, FEE_UNEXPLAINED, FEE_DENIED)

_SINCE = 2021
"""The first edition written under the rules on the processing fee."""


def fees_told(report: Report, context: Context, fees: Sequence[Claim]) -> Iterator[Finding]:
    """Find that nothing is said of the processing fee, or that it was never charged though not paid."""
    table = report.table("applications")
    unpaid = None if table is None else number_of(table.get("other_not_paid", "total"))
    for claim in fees:
        if unpaid and claim.kind is Kind.NEVER:
            message = Message(
                "{where}写“{words}”，表三因逾期未缴费不再处理的申请有{unpaid}件。",
                where=place_of(report, claim),
                words=claim.words,
                unpaid=unpaid,
            )
            yield FEE_DENIED(message, place=claim.place, basis=(words_of(claim), _unpaid(unpaid)))
            return
    if fees or not context.limits.fee_stated or report.edition.from_year < _SINCE:
        return
    last = report.part("other_matters")
    if last is None or not last.text.strip():
        return
    if unpaid:
        message = Message("表三因逾期未缴费不再处理的申请有{unpaid}件，全文没有写信息处理费收取情况。", unpaid=unpaid)
        yield FEE_UNEXPLAINED(message, place=last.place, basis=(_unpaid(unpaid),))
    else:
        yield FEE_NOT_STATED(Message("没有写明信息处理费收取情况。"), place=last.place)


def _unpaid(number: Number) -> tuple[str, str]:
    return "applications.other_not_paid.total", digits(number)
