"""The narrative against the tables: what the text says was received, done, challenged and charged.

Words leave room: a number may count only those newly received, or only a part. Whatever reading fits
the tables is taken for meant, and what fits none is a warning: which of the two is wrong cannot be
told from here. Not here: how sentences are read (`gongkai.report.narrative`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from gongkai.law.citation import Citation, cite, cites
from gongkai.law.message import Message
from gongkai.report.checks.context import Context
from gongkai.report.checks.continuity import last_year
from gongkai.report.checks.wording import column_name, part_source, row_name, table_source
from gongkai.report.edition import Aspect
from gongkai.report.figures import digits, number_of
from gongkai.report.finding import Code, Finding, Place, Severity
from gongkai.report.model import Number, Part, Report, Table
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
SUITS_WITHOUT_REVIEWS = Code(
    "suits-without-reviews",
    Severity.WARNING,
    Message("有复议后起诉，没有行政复议"),
    Message("复议后起诉以先经复议为前提，表四却没有行政复议。复议可能在上一年度或更早，故作警告。"),
    Message("请核对表四：直接起诉的案件应填“未经复议直接起诉”。"),
    cite("年报格式2021版第四部分"),
)
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
ASPECT_MISSING = Code(
    "overview-aspect-missing",
    Severity.NOTICE,
    Message("总体情况缺少规定的方面"),
    Message("2021年的格式要求总体情况写五个方面：主动公开、依申请公开、政府信息管理、平台建设、监督保障。"),
    Message("请补写缺少的方面。"),
    cite("年报格式2021版第一部分"),
)
CODES = (
    TEXT_APPLICATIONS,
    TEXT_APPLICANTS,
    TEXT_OUTCOMES,
    TEXT_REMEDIES,
    TEXT_DOCUMENTS,
    ALL_HANDLED,
    SAME_AS_LAST_YEAR,
    SUITS_WITHOUT_REVIEWS,
    FEE_NOT_STATED,
    FEE_UNEXPLAINED,
    FEE_DENIED,
    ASPECT_MISSING,
)

_KIN = dict.fromkeys((Subject.RECEIVED, Subject.WORKED_ON), (Subject.RECEIVED, Subject.WORKED_ON))
"""Subjects of which a number that fits shows a smaller one to be of a part."""
_ORGANISATIONS = ("commercial", "research", "welfare", "legal", "other")
_APPLICANTS: dict[Subject, tuple[str, ...]] = {
    Subject.NATURAL: ("natural",),
    Subject.ORGANISATIONS: _ORGANISATIONS,
    Subject.COMMERCIAL: ("commercial",),
    Subject.RESEARCH: ("research",),
    Subject.WELFARE: ("welfare",),
    Subject.LEGAL: ("legal",),
}
_COUNTS: dict[Subject, tuple[tuple[str, ...], ...]] = {
    Subject.RECEIVED: (("new",), ("new", "carried_in")),
    Subject.WORKED_ON: (("new",), ("new", "carried_in"), ("total",)),
    Subject.CARRIED_IN: (("carried_in",),),
    Subject.CARRIED_FORWARD: (("carried_forward",),),
    Subject.CARRIED: (("carried_in",), ("carried_forward",)),
    Subject.HANDLED: (("total",),),
}
_GROUPS: dict[Subject, tuple[str, ...]] = {
    Subject.WITHHELD: ("withheld_",),
    Subject.UNABLE: ("unable_",),
    Subject.NOT_PROCESSED: ("not_processed_",),
    Subject.OTHER_OUTCOME: ("other_",),
}
_BROADLY_WITHHELD = ("withheld_", "unable_", "not_processed_")
"""不予公开 as some reports use it: of everything that was not given."""
_REMEDIES: dict[Subject, tuple[tuple[str, ...], ...]] = {
    Subject.RECONSIDERATIONS: (("reconsideration",),),
    Subject.SUITS: (("direct_suit", "suit_after_reconsideration"), ("direct_suit",), ("suit_after_reconsideration",)),
    Subject.DIRECT_SUITS: (("direct_suit",),),
    Subject.SUITS_AFTER: (("suit_after_reconsideration",),),
    Subject.REMEDIES: (
        ("reconsideration", "direct_suit", "suit_after_reconsideration"),
        ("reconsideration",),
        ("direct_suit", "suit_after_reconsideration"),
    ),
}
_RESULTS: dict[Subject, tuple[Subject, str]] = {
    Subject.RECONSIDERATIONS_UPHELD: (Subject.RECONSIDERATIONS, "upheld"),
    Subject.RECONSIDERATIONS_OVERTURNED: (Subject.RECONSIDERATIONS, "overturned"),
    Subject.RECONSIDERATIONS_PENDING: (Subject.RECONSIDERATIONS, "pending"),
    Subject.SUITS_UPHELD: (Subject.SUITS, "upheld"),
    Subject.SUITS_OVERTURNED: (Subject.SUITS, "overturned"),
    Subject.SUITS_PENDING: (Subject.SUITS, "pending"),
}
_DOCUMENTS: dict[Subject, tuple[str, str]] = {
    Subject.RULES_MADE: ("rules", "made"),
    Subject.RULES_REPEALED: ("rules", "repealed"),
    Subject.RULES_EFFECTIVE: ("rules", "effective"),
    Subject.DOCUMENTS_MADE: ("normative_documents", "made"),
    Subject.DOCUMENTS_REPEALED: ("normative_documents", "repealed"),
    Subject.DOCUMENTS_EFFECTIVE: ("normative_documents", "effective"),
}
_MOST_MISMATCHES = 20
"""So many numbers of one subject are enough to see that the text is not about these tables."""
_SINCE = 2021
"""The first edition written under the rules on the processing fee."""
_GOVERNMENT = re.compile(r"人民政府$|管(?:理)?委(?:员)?会$|^.{1,8}[省市区县旗州]$")


class _Held(NamedTuple):
    """What the tables hold of a subject: every number that a reading may mean, the likeliest first.

    `less` is by how much a text may rightly say less, having left out applications carried in.
    """

    table: str
    where: str | Message
    numbers: tuple[Number, ...]
    less: Number = 0


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
    yield from _fees(report, context, [claim for claim in read if claim.subject is Subject.FEE])


def _counts(report: Report, subject: Subject, said: Sequence[Claim]) -> Iterator[Finding]:
    if _is_plainly_told(report, subject, said):
        return
    held = _held(report, subject)
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
    if table is None or subject not in _COUNTS:
        return False
    total = _sum(table, _COUNTS[subject][0], ["total"])
    return all(claim.number in (None, total) for claim in said if claim.subject is subject)


def _is_meant(number: int, claim: Claim, held: _Held) -> bool:
    """Tell whether a number is one that the tables hold, as exactly as it is said."""
    # None of a kind is none of all its kinds: no suits is neither direct ones nor those after reconsideration.
    numbers = held.numbers if number or claim.subject is Subject.CARRIED else held.numbers[:1]
    return any(each - max(held.less, claim.rounded_to - 1) <= number < each + claim.rounded_to for each in numbers)


def _fits(report: Report, claim: Claim, number: int, held: _Held) -> bool:
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


def _held(report: Report, subject: Subject) -> _Held | None:
    if subject in _DOCUMENTS:
        return _documents_held(report, subject)
    if subject in _REMEDIES or subject in _RESULTS:
        return _remedies_held(report, subject)
    return _applications_held(report, subject)


def _documents_held(report: Report, subject: Subject) -> _Held | None:
    table = report.table("proactive")
    row, column = _DOCUMENTS[subject]
    number = None if table is None else number_of(table.get(row, column))
    if table is None or number is None:
        return None
    spec = next(each for each in table.spec.columns_of[row] if each.id == column)
    return _Held("proactive", f"{row_name(table.spec.row_by_id[row])}—{column_name(spec)}", (number,))


def _remedies_held(report: Report, subject: Subject) -> _Held | None:
    table = report.table("remedies")
    if table is None:
        return None
    of, column = _RESULTS.get(subject, (subject, "total"))
    numbers = [number for rows in _REMEDIES[of] for number in _remedies_of(table, rows, column)]
    rows = [row_name(table.spec.row_by_id[row]) for row in _REMEDIES[of][0]]
    label = next(each.label for each in table.spec.columns_of["reconsideration"] if each.id == column)
    where = Message("{rows}—{column}", rows=rows, column=label)
    return _Held("remedies", where, tuple(numbers)) if numbers else None


def _remedies_of(table: Table, rows: Sequence[str], column: str) -> list[Number]:
    """Give the sum over rows in a column; of totals also as their parts add up."""
    sums = [_sum(table, rows, [column])]
    if column == "total":
        sums.append(_sum(table, rows, ["upheld", "overturned", "other", "pending"]))
    return [each for each in sums if each is not None]


def _applications_held(report: Report, subject: Subject) -> _Held | None:
    table = report.table("applications")
    if table is None:
        return None
    if subject in _APPLICANTS:
        return _applicants_held(table, _APPLICANTS[subject])
    carried_in = _sum(table, ["carried_in"], ["total"]) or 0
    rows = _COUNTS.get(subject)
    if rows is None:
        return _outcome_held(table, subject, carried_in)
    # What was withdrawn or lapsed is often not spoken of as decided.
    lapsed = _sum(table, _rows_of(table, ("other_",)), ["total"]) or 0
    return _as_held(
        row_name(table.spec.row_by_id[rows[0][0]]),
        [number for each in rows for number in _totals(table, each)],
        less=carried_in + lapsed if subject is Subject.HANDLED else 0,
    )


def _applicants_held(table: Table, columns: Sequence[str]) -> _Held | None:
    first = next(each for each in table.spec.columns_of["new"] if each.id == columns[0])
    readings = (_sum(table, rows, columns) for rows in (["new"], ["new", "carried_in"], ["total"]))
    where = f"{row_name(table.spec.row_by_id['new'])}—{first.group if len(columns) > 1 else column_name(first)}"
    return _as_held(where, [number for number in readings if number is not None])


def _outcome_held(table: Table, subject: Subject, carried_in: Number) -> _Held | None:
    prefixes = _GROUPS.get(subject)
    rows = [subject.value] if prefixes is None else _rows_of(table, prefixes)
    if not rows or any(row not in table.spec.row_by_id for row in rows):
        return None
    numbers = _totals(table, rows)
    if subject is Subject.WITHHELD:
        numbers += _totals(table, _rows_of(table, _BROADLY_WITHHELD[:2]))
        numbers += _totals(table, _rows_of(table, _BROADLY_WITHHELD))
    first = table.spec.row_by_id[rows[0]]
    return _as_held(first.groups[-1] if prefixes and len(first.groups) > 1 else row_name(first), numbers, carried_in)


def _as_held(where: str, numbers: Sequence[Number], less: Number = 0) -> _Held | None:
    return _Held("applications", where, tuple(numbers), less) if numbers else None


def _rows_of(table: Table, prefixes: tuple[str, ...]) -> list[str]:
    return [row.id for row in table.rows if row.id.startswith(prefixes)]


def _totals(table: Table, rows: Sequence[str]) -> list[Number]:
    """Give the total of rows as the table has it, and as the applicants' columns add up to where that differs."""
    sums = (_sum(table, rows, ["total"]), _sum(table, rows, ["natural", *_ORGANISATIONS]))
    return list(dict.fromkeys(each for each in sums if each is not None))


def _sum(table: Table, rows: Sequence[str], columns: Sequence[str]) -> Number | None:
    """Give the sum of cells, or None when one of them holds no number."""
    total: Number = 0
    for row in rows:
        for column in columns:
            number = number_of(table.get(row, column))
            if number is None:
                return None
            total += number
    return total


def _mismatch(report: Report, claim: Claim, number: int, held: _Held) -> Finding:
    figure = held.numbers[0]
    table = report.edition.table_by_id[held.table]
    message = Message(
        "{where}写“{words}”，{table}“{row}”为{figure}件，相差{by}件。",
        where=_where(report, claim),
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
        basis=(_said(claim), (f"{held.table}.{claim.subject.value}", digits(figure))),
    )


def _said(claim: Claim) -> tuple[str, str]:
    """Give the words of a claim as what a finding rests on: of their part, in whatever paragraph they stand."""
    return claim.part, claim.words


def _code_of(subject: Subject) -> Code:
    if subject in _DOCUMENTS:
        return TEXT_DOCUMENTS
    if subject in _REMEDIES or subject in _RESULTS:
        return TEXT_REMEDIES
    if subject in _APPLICANTS:
        return TEXT_APPLICANTS
    return TEXT_APPLICATIONS if subject in _COUNTS else TEXT_OUTCOMES


def _where(report: Report, claim: Claim) -> Message:
    numeral = report.edition.part_by_id[claim.part].numeral
    return Message("第{part}部分第{paragraph}段", part=numeral, paragraph=claim.paragraph)


def _all_handled(report: Report, said: Iterable[Claim]) -> Iterator[Finding]:
    table = report.table("applications")
    left = None if table is None else _sum(table, ["carried_forward"], ["total"])
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
            where=_where(report, claim),
            words=claim.words,
            row=row_name(table.spec.row_by_id["carried_forward"]),
            left=left,
        )
        yield ALL_HANDLED(
            message,
            place=claim.place,
            citation=table_source(report.edition, "applications"),
            basis=(_said(claim), ("applications.carried_forward.total", digits(left))),
        )
        return


def _all_natural(report: Report, said: Iterable[Claim]) -> Iterator[Finding]:
    table = report.table("applications")
    claim = next((each for each in said if each.subject is Subject.NATURAL and each.kind is Kind.ALL), None)
    if claim is None or table is None or claim.scope in (Scope.PART, Scope.UNCLEAR):
        return
    organisations = _sum(table, ["new"], _ORGANISATIONS)
    if organisations:
        message = Message(
            "{where}写“{words}”，表三法人或其他组织新收{number}件。",
            where=_where(report, claim),
            words=claim.words,
            number=organisations,
        )
        yield TEXT_APPLICANTS(
            message,
            place=claim.place,
            citation=table_source(report.edition, "applications"),
            basis=(_said(claim), ("applications.new.organisations", digits(organisations))),
        )


def _same_as_last_year(report: Report, context: Context, said: Iterable[Claim]) -> Iterator[Finding]:
    claim = next((each for each in said if each.kind is Kind.SAME), None)
    previous = last_year(report, context)
    if claim is None or previous is None or claim.scope in (Scope.PART, Scope.UNCLEAR):
        return
    now, before = _applications_held(report, claim.subject), _applications_held(previous, claim.subject)
    if now is None or before is None or set(now.numbers) & set(before.numbers):
        return
    message = Message(
        "{where}写“{words}”，{row}为{now}件，上一年度为{before}件，相差{by}件。",
        where=_where(report, claim),
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
            _said(claim),
            (f"applications.{claim.subject.value}", digits(now.numbers[0])),
            (f"last:applications.{claim.subject.value}", digits(before.numbers[0])),
        ),
    )


def _unpaid(number: Number) -> tuple[str, str]:
    return "applications.other_not_paid.total", digits(number)


def _fees(report: Report, context: Context, said: Sequence[Claim]) -> Iterator[Finding]:
    """Find that nothing is said of the processing fee, or that it was never charged though not paid."""
    table = report.table("applications")
    unpaid = None if table is None else number_of(table.get("other_not_paid", "total"))
    for claim in said:
        if unpaid and claim.kind is Kind.NEVER:
            message = Message(
                "{where}写“{words}”，表三因逾期未缴费不再处理的申请有{unpaid}件。",
                where=_where(report, claim),
                words=claim.words,
                unpaid=unpaid,
            )
            yield FEE_DENIED(message, place=claim.place, basis=(_said(claim), _unpaid(unpaid)))
            return
    if said or not context.limits.fee_stated or report.edition.from_year < _SINCE:
        return
    last = report.part("other_matters")
    if last is None or not last.text.strip():
        return
    if unpaid:
        message = Message("表三因逾期未缴费不再处理的申请有{unpaid}件，全文没有写信息处理费收取情况。", unpaid=unpaid)
        yield FEE_UNEXPLAINED(message, place=last.place, basis=(_unpaid(unpaid),))
    else:
        yield FEE_NOT_STATED(Message("没有写明信息处理费收取情况。"), place=last.place)


@cites("年报格式2019版第四部分", "年报格式2021版第四部分")
def suits_without_reviews(report: Report, context: Context) -> Iterator[Finding]:
    """Find suits after reconsideration where neither this year nor the last had any reconsideration."""
    table = report.table("remedies")
    if table is None or not _most(table, "suit_after_reconsideration") or _most(table, "reconsideration"):
        return
    previous = last_year(report, context)
    before = None if previous is None else previous.table("remedies")
    if before is not None and _most(before, "reconsideration"):
        return
    suits = table.get("suit_after_reconsideration", "total")
    number = _most(table, "suit_after_reconsideration")
    message = (
        Message("表四“复议后起诉”为{suits}件，“行政复议”为0件。", suits=number)
        if before is None
        else Message("表四“复议后起诉”为{suits}件，“行政复议”为0件，上一年度也没有行政复议。", suits=number)
    )
    place: Place | None = None if suits is None else suits.place
    yield SUITS_WITHOUT_REVIEWS(
        message,
        place=place,
        citation=table_source(report.edition, "remedies"),
        basis=(("remedies.suit_after_reconsideration.total", digits(number)), ("remedies.reconsideration.total", "0")),
    )


def _most(table: Table, row: str) -> Number:
    """Give the number of cases of a row: its total, or the sum of the results where that is more."""
    results = [number_of(table.get(row, column)) or 0 for column in ("upheld", "overturned", "other", "pending")]
    return max(number_of(table.get(row, "total")) or 0, sum(results))


_SENTENCE = re.compile(r"[^。！？\n]+[。！？]?")


def aspects_told(part: Part) -> list[tuple[Aspect, str]]:
    """Give the aspects that the edition names a part to tell, each with the sentence that does, or without one.

    Of several sentences it is the first that names the aspect, else the first with words that tell of it.
    """
    sentences = [each for paragraph in part.paragraphs for each in _with_heading(_SENTENCE.findall(paragraph.text))]
    told = []
    for aspect in part.spec.aspects:
        found = [each for each in sentences if re.search(aspect.words, each)]
        named = [each for each in found if aspect.name in each]
        told.append((aspect, next(iter(named or found), "")))
    return told


def _with_heading(sentences: Sequence[str]) -> list[str]:
    """Give the sentences of a paragraph, with the heading it begins with as part of the first."""
    if len(sentences) > 1 and _HEADING.match(sentences[0]):
        return ["".join(sentences[:2]).strip(), *(each.strip() for each in sentences[2:])]
    return [each.strip() for each in sentences]


_HEADING = re.compile(r"^\s*[（(]?[一二三四五六七八九十\d]{1,2}[）)、.．][^，,。]{1,20}。$")


@cites("年报格式2021版第一部分")
def overview_aspects(report: Report, context: Context) -> Iterator[Finding]:
    """Find which of the aspects that the edition names part one does not speak of."""
    overview = report.part("overview")
    if overview is None or not overview.text.strip():
        return
    text = overview.text
    missing = [each.name for each in overview.spec.aspects if re.search(each.words, text) is None]
    if missing:
        message = Message("总体情况没有写{missing}。", missing=missing)
        citation: Citation = part_source(report.edition, "overview")
        yield ASPECT_MISSING(message, place=overview.place, citation=citation)
