"""Annual reports put up as items: one that is compiled here goes out through its own gate, and no other way."""

from __future__ import annotations

from gongkai.disclosure.models import Text
from gongkai.disclosure.selectors import reported_by, reported_year_of
from gongkai.filings.models import Filing
from gongkai.law.citation import cite
from gongkai.law.errors import NotAllowed
from gongkai.law.message import Message
from gongkai.law.publication import ANNUAL_REPORT


def compiled_here(text: Text) -> NotAllowed | None:
    """Say that a text is an annual report that is compiled here, with its checks and signatures; None for others.

    Where an agency compiles its report elsewhere, and has begun none here, it may publish it as an item.
    """
    if text.category != ANNUAL_REPORT.code:
        return None
    agency, year = reported_by(text), reported_year_of(text)
    if not Filing.objects.filter(agency=agency, year=year).exists():
        return None
    return NotAllowed(
        "report-compiled-here",
        Message("{agency}{year}年度的年度报告在本系统编制，不在这里公开。", agency=agency.called, year=year),
        hint=Message("请在“年度报告”里检查、送审、签发、公布；已有报告文件的，在那里上传，照它编制。"),
        citation=cite("条例第50条第2款"),
    )
