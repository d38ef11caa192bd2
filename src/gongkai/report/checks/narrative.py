"""The narrative against the tables: what the text says was received, done, challenged and charged.

Words leave room: a number may count only those newly received, or only a part. Whatever reading fits
the tables is taken for meant, and what fits none is a warning: which of the two is wrong cannot be
told from here. Not here: how sentences are read (`gongkai.report.narrative`), what the tables hold (`holding`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from gongkai.law.citation import cite, cites
from gongkai.law.message import Message
from gongkai.report.checks.context import Context
from gongkai.report.checks.continuity import last_year
from gongkai.report.checks.fees import fees_told
from gongkai.report.checks.holding import (
    APPLICANTS,
    COUNTS,
    DOCUMENTS,
    ORGANISATIONS,
    REMEDIES,
    RESULTS,
    Held,
    applications_held,
    held_by,
    sum_of,
)
from gongkai.report.checks.wording import place_of, row_name, table_source, words_of
from gongkai.report.figures import digits
from gongkai.report.finding import Code, Finding, Severity
from gongkai.report.model import Report
from gongkai.report.narrative import Claim, Kind, Period, Scope, Subject, claims

_COMPARE = Message("请核对正文和表格，改正写错的一处；口径不同的，请在正文中写明。")

TEXT_APPLICATIONS = Code(
    "text-applications",
    Severity.WARNING,
    Message("正文的申请件数与表三不符"),
    Message(
        "正文写的收到、办理、办结或结转件数（包括“未收到”）与表三对不上。新收、新收加结转、只算一部分，"
        "任何一种说得通的读法都算相符；统计口径仍可能不同，故作警告。"
    ),
    _COMPARE,
    cite("年报格式2021版第三部分"),
)
TEXT_APPLICANTS = Code(
    "text-applicants",
    Severity.WARNING,
    Message("正文的申请人类型与表三不符"),
    Message("正文写的自然人、法人或其他组织的申请件数与表三相应的列对不上。统计口径可能不同，故作警告。"),
    _COMPARE,
    cite("年报格式2021版第三部分"),
)
TEXT_OUTCOMES = Code(
    "text-outcomes",
    Severity.WARNING,
    Message("正文的办理结果与表三不符"),
    Message("正文写的予以公开、部分公开、不予公开等件数与表三相应的行对不上。统计口径可能不同，故作警告。"),
    _COMPARE,
    cite("年报格式2021版第三部分"),
)
TEXT_REMEDIES = Code(
    "text-remedies",
    Severity.WARNING,
    Message("正文的复议、诉讼件数与表四不符"),
    Message("正文写的行政复议、行政诉讼件数（包括“未发生”）与表四对不上。统计口径可能不同，故作警告。"),
    _COMPARE,
    cite("年报格式2021版第四部分"),
)
TEXT_DOCUMENTS = Code(
    "text-documents",
    Severity.WARNING,
    Message("正文的规章、规范性文件件数与表二不符"),
    Message("正文写的制发、废止、现行有效件数与表二对不上。统计口径可能不同，故作警告。"),
    _COMPARE,
    cite("年报格式2021版第二部分"),
)
ALL_HANDLED = Code(
    "text-all-handled",
    Severity.WARNING,
    Message("正文写全部办结，表三有结转"),
    Message("正文写申请全部办结或答复，表三却有结转下年度继续办理的申请。正文可能只说到期的申请，故作警告。"),
    Message("请核对是否有申请尚未办结；有结转的，请在正文中写明。"),
    cite("年报格式2021版第三部分"),
)
SAME_AS_LAST_YEAR = Code(
    "text-same-as-last-year",
    Severity.WARNING,
    Message("正文写与上年持平，两年的数不同"),
    Message("正文写申请件数与上年持平，而两年的表三件数不同。约略的说法也常写作持平，故作警告。"),
    Message("请核对两年的件数；只是大致相当的，请写“基本持平”。"),
    cite("年报格式2021版第三部分"),
)
CODES = (
    TEXT_APPLICATIONS,
    TEXT_APPLICANTS,
    TEXT_OUTCOMES,
    TEXT_REMEDIES,
    TEXT_DOCUMENTS,
    ALL_HANDLED,
    SAME_AS_LAST_YEAR,
)

_KIN = dict.fromkeys((Subject.RECEIVED, Subject.WORKED_ON), (Subject.RECEIVED, Subject.WORKED_ON))
"""Subjects of which a number that fits shows a smaller one to be of a part."""
_MOST_MISMATCHES = 20
"""So many numbers of one subject are enough to see that the text is not about these tables."""
_GOVERNMENT = re.compile(r"人民政府$|管(?:理)?委(?:员)?会$|^.{1,8}[省市区县旗州]$")


@cites("条例第50条", "年报格式2019版第三部分", "年报格式2021版第三部分")
def text_against_tables(report: Report, context: Context) -> Iterator[Finding]:
    """Find what the narrative says otherwise than the tables, last year's report, or part six on fees."""
    read = claims(report)
    said = [claim for claim in read if claim.period is Period.THIS_YEAR]
    for subject in dict.fromkeys(claim.subject for claim in said):
        if subject is not Subject.FEE:
            yield from _counts(report, subject, said)
    yield from _all_handled(report, said)
    yield from _all_natural(report, said)
    yield from _same_as_last_year(report, context, said)
    yield from fees_told(report, context, [claim for claim in read if claim.subject is Subject.FEE])


def _counts(report: Report, subject: Subject, said: Sequence[Claim]) -> Iterator[Finding]:
    if _is_plainly_told(report, subject, said):
        return
    held = held_by(report, subject)
    if held is None:
        return
    kin = _KIN.get(subject, (subject,))
    alike = [(claim, claim.number) for claim in said if claim.subject in kin and claim.number is not None]
    counted = [(claim, number) for claim, number in alike if claim.subject is subject]
    told = max((number for claim, number in alike if _is_meant(number, claim, held)), default=None)
    together = sum(number for _, number in counted)
    if told is None and together and together in held.numbers:
        return
    flagged = set()
    for claim, number in counted:
        if number in flagged or _fits(report, claim, number, held) or (told is not None and number <= told):
            continue
        flagged.add(number)
        yield _mismatch(report, claim, number, held)
        if len(flagged) == _MOST_MISMATCHES:
            return


def _is_plainly_told(report: Report, subject: Subject, said: Sequence[Claim]) -> bool:
    """Tell at once that every number of a subject is the one its row holds, as nearly always."""
    table = report.table("applications")
    if table is None or subject not in COUNTS:
        return False
    total = sum_of(table, COUNTS[subject][0], ["total"])
    return all(claim.number in (None, total) for claim in said if claim.subject is subject)


def _is_meant(number: int, claim: Claim, held: Held) -> bool:
    """Tell whether a number is one that the tables hold, as exactly as it is said."""
    # None of a kind is none of all its kinds: no suits is neither direct ones nor those after reconsideration.
    numbers = held.numbers if number or claim.subject is Subject.CARRIED else held.numbers[:1]
    return any(each - max(held.less, claim.rounded_to - 1) <= number < each + claim.rounded_to for each in numbers)


def _fits(report: Report, claim: Claim, number: int, held: Held) -> bool:
    if _is_meant(number, claim, held):
        return True
    if claim.scope is Scope.UNCLEAR:
        return True
    if claim.scope is Scope.PART:
        return any(number <= each for each in held.numbers)
    # 全区 in an agency's own report is more than the agency; in the government's it is what the tables hold.
    return (
        claim.scope is Scope.REGION
        and not _GOVERNMENT.search(report.agency)
        and any(number >= each for each in held.numbers)
    )


def _mismatch(report: Report, claim: Claim, number: int, held: Held) -> Finding:
    figure = held.numbers[0]
    table = report.edition.table_by_id[held.table]
    message = Message(
        "{where}写“{words}”，{table}“{row}”为{figure}件，相差{by}件。",
        where=place_of(report, claim),
        words=claim.words,
        table=table.label,
        row=held.where,
        figure=figure,
        by=abs(number - figure),
    )
    return _code_of(claim.subject)(
        message,
        place=claim.place,
        citation=table_source(report.edition, held.table),
        basis=(words_of(claim), (f"{held.table}.{claim.subject.value}", digits(figure))),
    )


def _code_of(subject: Subject) -> Code:
    if subject in DOCUMENTS:
        return TEXT_DOCUMENTS
    if subject in REMEDIES or subject in RESULTS:
        return TEXT_REMEDIES
    if subject in APPLICANTS:
        return TEXT_APPLICANTS
    return TEXT_APPLICATIONS if subject in COUNTS else TEXT_OUTCOMES


def _all_handled(report: Report, said: Iterable[Claim]) -> Iterator[Finding]:
    table = report.table("applications")
    left = None if table is None else sum_of(table, ["carried_forward"], ["total"])
    if table is None or not left:
        return
    admitted = any(claim.subject is Subject.CARRIED_FORWARD and claim.number for claim in said)
    for claim in said:
        if claim.subject is not Subject.HANDLED or claim.kind is not Kind.ALL:
            continue
        if admitted or claim.scope in (Scope.PART, Scope.UNCLEAR):
            continue
        message = Message(
            "{where}写“{words}”，表三“{row}”为{left}件。",
            where=place_of(report, claim),
            words=claim.words,
            row=row_name(table.spec.row_by_id["carried_forward"]),
            left=left,
        )
        yield ALL_HANDLED(
            message,
            place=claim.place,
            citation=table_source(report.edition, "applications"),
            basis=(words_of(claim), ("applications.carried_forward.total", digits(left))),
        )
        return


def _all_natural(report: Report, said: Iterable[Claim]) -> Iterator[Finding]:
    table = report.table("applications")
    claim = next((each for each in said if each.subject is Subject.NATURAL and each.kind is Kind.ALL), None)
    if claim is None or table is None or claim.scope in (Scope.PART, Scope.UNCLEAR):
        return
    organisations = sum_of(table, ["new"], ORGANISATIONS)
    if organisations:
        message = Message(
            "{where}写“{words}”，表三法人或其他组织新收{number}件。",
            where=place_of(report, claim),
            words=claim.words,
            number=organisations,
        )
        yield TEXT_APPLICANTS(
            message,
            place=claim.place,
            citation=table_source(report.edition, "applications"),
            basis=(words_of(claim), ("applications.new.organisations", digits(organisations))),
        )


def _same_as_last_year(report: Report, context: Context, said: Iterable[Claim]) -> Iterator[Finding]:
    claim = next((each for each in said if each.kind is Kind.SAME), None)
    previous = last_year(report, context)
    if claim is None or previous is None or claim.scope in (Scope.PART, Scope.UNCLEAR):
        return
    now, before = applications_held(report, claim.subject), applications_held(previous, claim.subject)
    if now is None or before is None or set(now.numbers) & set(before.numbers):
        return
    message = Message(
        "{where}写“{words}”，{row}为{now}件，上一年度为{before}件，相差{by}件。",
        where=place_of(report, claim),
        words=claim.words,
        row=str(now.where).partition("、")[2],
        now=now.numbers[0],
        before=before.numbers[0],
        by=abs(now.numbers[0] - before.numbers[0]),
    )
    yield SAME_AS_LAST_YEAR(
        message,
        place=claim.place,
        citation=table_source(report.edition, "applications"),
        basis=(
            words_of(claim),
            (f"applications.{claim.subject.value}", digits(now.numbers[0])),
            (f"last:applications.{claim.subject.value}", digits(before.numbers[0])),
        ),
    )
