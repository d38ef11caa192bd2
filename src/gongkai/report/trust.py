"""How far what was read can be relied on: what OCR read from a picture may be misread.

A wrong accusation costs more than a missed slip, so that errors drawn from such figures are warnings.
"""

from __future__ import annotations

from collections.abc import Sequence

from gongkai.law.message import Message
from gongkai.report.finding import Code, Finding, Place, Severity
from gongkai.report.model import Report

READ_BY_OCR = Code(
    "read-by-ocr",
    Severity.WARNING,
    Message("数字由文字识别读出"),
    Message(
        "文件的一些页是扫描件或图片，上面的文字和数字由文字识别（OCR）读出，可能认错。"
        "由这些数字查出的问题可能是认错造成的，所以只作警告，不作错误。"
    ),
    Message("请把数字逐个与原件对照。"),
)
CODES = (READ_BY_OCR,)


def weighed(found: Sequence[Finding], report: Report) -> list[Finding]:
    """Give what the checks found, as far as it can be relied on, and say which pages were read by OCR.

    Errors become warnings, but for those in a table none of whose figures OCR read: what is drawn from
    the report as a whole, such as that a table is lacking, is doubtful too.
    """
    caution = read_by_ocr(report)
    if caution is None:
        return list(found)
    certain = {
        table.spec.label
        for table in report.tables.values()
        if not any(figure.place is not None and figure.place.ocr for figure in table.figures.values())
    }
    return [*(each if _table(each) in certain else _lowered(each) for each in found), caution]


def read_by_ocr(report: Report) -> Finding | None:
    """Say which pages were read by OCR; None when there are none."""
    pages = sorted({place.page or 1 for place in report.places() if place.ocr})
    if not pages:
        return None
    words = Message("第{pages}页由文字识别读出，数字可能认错，不能直接引用。", pages=pages)
    return READ_BY_OCR(words, place=Place(page=pages[0], ocr=True))


def _table(finding: Finding) -> str:
    return finding.place.table if finding.place is not None else ""


def _lowered(finding: Finding) -> Finding:
    return finding._replace(severity=min(finding.severity, Severity.WARNING))
