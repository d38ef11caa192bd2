"""What is done with reports from outside, each act in one transaction with its entry in the journal."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate, now

from gongkai.agencies.models import Agency
from gongkai.attachments.kinds import READ_HERE
from gongkai.attachments.rules import may_be_given_out
from gongkai.attachments.selectors import attachments_of
from gongkai.attachments.services import NewFile, attach
from gongkai.filings.models import Filing, Reread, Scope, Upload
from gongkai.filings.outside import acts
from gongkai.filings.outside.exchanging import require_newer, require_of
from gongkai.filings.outside.reading import UNREAD, asked, doubts, report_in, told, with_figure, written
from gongkai.filings.reporting import suits
from gongkai.journal.actor import Actor
from gongkai.journal.acts import Act
from gongkai.journal.services import hold, record
from gongkai.law.citation import cite
from gongkai.law.errors import NotAllowed
from gongkai.law.message import Message
from gongkai.report.edition import Cell, edition_for
from gongkai.report.figures import cell_text
from gongkai.report.model import Reading, Report

_AGAIN = Message("请刷新页面，看现在的情况。")


@transaction.atomic
def take_in(
    agency: Agency,
    year: int,
    file: NewFile,
    reading: Reading,
    *,
    by: Actor,
    scope: str = Scope.UNIT,
    package: Mapping[str, Any] | None = None,
) -> Upload:
    """Keep a file with what was read in it (上传); it counts nowhere before it is confirmed.

    One of the same agency, year and scope that nobody has confirmed is ended. Raises NotAllowed for a year whose report
    is signed here, that has no edition of the format, or has not begun.
    """
    hold(agency)
    counted = Upload.objects.confirmed().filter(agency=agency, year=year, scope=scope)
    if package:
        require_of(package, name=agency.name, credit_code=agency.credit_code, year=year, scope=scope)
        require_newer(package, counted)
    if edition_for(year) is None or year > localdate().year:
        raise _refused(
            "no-edition-for-year",
            Message("不能上传{year}年度的报告：这一年还没有到，或者没有这一年的年报格式。", year=year),
            Message("请核对年度。"),
        )
    _require_kept_elsewhere(agency, year, scope)
    for each in Upload.objects.standing().filter(agency=agency, year=year, scope=scope, confirmed_at__isnull=True):
        _end(each, acts.REPLACED, by=by)
    upload = Upload(agency=agency, year=year, scope=scope, name=file.name, officer=by.officer, at=now())
    upload.found = [told(each) for each in reading.findings]
    upload.package = dict(package or {})
    _keep(upload, reading.report)
    upload.full_clean(exclude=["agency", "officer", "report", "figures", "found", "package"])
    upload.save(force_insert=True)
    record(upload, acts.UPLOADED, by=by)
    attach(upload, file.draft, file.name, by=by, also=READ_HERE)
    return upload


@transaction.atomic
def reread(
    upload: Upload, cell: Cell, number: Decimal | None, *, reason: str, by: Actor, seen: int | None = None
) -> Reread:
    """Put a figure right by the original (改正), with the reason; None where nothing stands there.

    Raises NotAllowed for one that is confirmed or ended, and for what is no figure of that column.
    """
    held = _open(upload, seen)
    if held.package:
        raise _refused(
            "package-as-signed",
            Message("交换包由对方签名，里面的数字不能改。"),
            Message("数字不对的，请作废，由对方修改、签发后重新导出。"),
        )
    report = report_in(held.report)
    spec = report.edition.table_by_id.get(cell[0])
    columns = spec.columns_of.get(cell[1], ()) if spec else ()
    column = next((each for each in columns if each.id == cell[2]), None)
    if column is None or (number is not None and not suits(column, number)):
        raise _refused(
            "number-not-of-column",
            Message("“{number}”不是这一格的数：数量是不小于零的整数。", number="" if number is None else str(number)),
            Message("请对照原件再填。"),
        )
    _require_reason(reason)
    table = report.table(cell[0])
    before = cell_text(table.get(cell[1], cell[2]) if table else None)[:120]
    row = Reread(upload=held, table=cell[0], row=cell[1], column=cell[2], before=before, number=number)
    row.reason, row.officer, row.at = reason.strip(), by.officer, now()
    row.full_clean(exclude=["upload", "officer"])
    row.save(force_insert=True)
    record(row, acts.REREAD, by=by)
    _keep(held, with_figure(report, cell, number))
    _happen(held, acts.REREAD, ["report", "digest", "figures"], by=by)
    return row


@transaction.atomic
def confirm(upload: Upload, *, by: Actor, reason: str = "", seen: int | None = None) -> Upload:
    """Say that what was read is what stands in the document (确认): it counts, and ends the one that counted before.

    Where somebody says why another year stands in it, the report is of the year that was chosen.
    Raises NotAllowed where a figure could not be read, where the document names another agency or year and nobody says
    why that is right, while the scan of the file speaks against it, and where the year's report was signed here since.
    """
    held = _open(upload, seen)
    _require_kept_elsewhere(held.agency, held.year, held.scope)
    report = report_in(held.report)
    unread = [cell for cell, doubt in doubts(report, held.found).items() if doubt == UNREAD]
    if unread:
        raise _refused(
            "cells-unread",
            Message("还有{count}格没有读成数字。", count=len(unread)),
            Message("请对照原件逐格改正；原件里空着的，改为空白。"),
        )
    questions = asked(report, names_of(held.agency), held.year)
    if questions and not reason.strip():
        raise _refused(
            "other-agency-or-year",
            Message("文件与所选的不符：{questions}。", questions=questions),
            Message("选错了机关或者年度的，请作废后重新上传；确是这一份的，请写明理由。"),
        )
    if not all(may_be_given_out(each) for each in attachments_of(held)):
        raise _refused(
            "file-not-clean",
            Message("原件还没有查毒，或者查毒没有通过，不能确认。"),
            Message("等候查毒的请过几分钟再试；查出病毒的请作废，另找一份干净的。"),
        )
    counted = Upload.objects.confirmed().filter(agency=held.agency, year=held.year, scope=held.scope)
    if held.package:
        require_newer(held.package, counted)  # another may have been confirmed since it was taken in
    for each in counted:
        _end(each, acts.REPLACED, by=by)
    if report.year != held.year:
        _keep(held, replace(report, year=held.year))
    held.reason, held.confirmed_by, held.confirmed_at = reason.strip(), by.officer, now()
    changed = ["report", "digest", "figures", "reason", "confirmed_by", "confirmed_at"]
    return _happen(held, acts.CONFIRMED, changed, by=by)


@transaction.atomic
def end(upload: Upload, *, reason: str, by: Actor, seen: int | None = None) -> Upload:
    """Let a report from outside count no more (作废), for a reason."""
    _require_reason(reason)
    held = _held(upload, seen)
    if held.ended_at is not None:
        raise _refused("report-ended", Message("这份报告已经作废，或者由新上传的替代。"), _AGAIN)
    return _end(held, acts.ENDED, by=by, reason=reason.strip())


def _require_kept_elsewhere(agency: Agency, year: int, scope: str) -> None:
    """Refuse a report of which there is one that was signed here, through its gate. Raises NotAllowed."""
    if Filing.objects.filter(agency=agency, year=year, scope=scope, versions__isnull=False).exists():
        raise _refused(
            "report-kept-here",
            Message("{agency}{year}年度的报告在本系统编制，已经定稿。", agency=agency.called, year=year),
            Message("请由该机关在本系统修改；不用上传。"),
        )


def names_of(agency: Agency) -> tuple[str, str]:
    """Give the names under which an agency's report may stand."""
    return agency.name, agency.short_name or ""


def _keep(upload: Upload, report: Report) -> None:
    kept = written(report)
    upload.report, upload.digest, upload.figures = kept.report, kept.digest, dict(kept.figures)


def _open(upload: Upload, seen: int | None) -> Upload:
    held = _held(upload, seen)
    if held.confirmed_at is not None or held.ended_at is not None:
        raise _refused("report-not-open", Message("这份报告已经确认或者作废，不能再改。"), _AGAIN)
    return held


def _held(upload: Upload, seen: int | None) -> Upload:
    held = hold(upload)
    if seen is not None and held.version != seen:
        raise _refused(
            "upload-changed-meanwhile",
            Message("这份报告在您打开之后已经有人办理过。"),
            Message("请看过办理经过，再决定怎样办理；您填写的内容还在。"),
        )
    return held


def _end(upload: Upload, act: Act, *, by: Actor, **note: Any) -> Upload:
    held = hold(upload)
    held.ended_at = now()
    return _happen(held, act, ["ended_at"], by=by, **note)


def _happen(held: Upload, act: Act, changed: list[str], *, by: Actor, **note: Any) -> Upload:
    held.version += 1
    held.clean_fields(exclude=[field.name for field in held._meta.fields if field.name not in changed])
    held.save(update_fields=[*changed, "version"])
    record(held, act, by=by, **note)
    return held


def _require_reason(reason: str) -> None:
    if not reason.strip():
        raise _refused("reason-missing", Message("没有写理由。"), Message("请写明理由，它和数字一起留存。"))


def _refused(code: str, message: Message, hint: Message) -> NotAllowed:
    return NotAllowed(code, message, hint=hint, citation=cite("条例第49条"))
