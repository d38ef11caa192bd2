"""Last year's report of an agency, which this year's is checked beside, and where it was had from.

What people were told goes first: the version that was published here; else a document that was published elsewhere,
read and confirmed (`outside`); else the newest that was signed; else last year's as it is being compiled.
"""

from __future__ import annotations

from typing import NamedTuple

from django.utils.timezone import localtime

from gongkai.filings.models import Filing, Upload
from gongkai.filings.outside.reading import report_in
from gongkai.filings.reporting import report_of
from gongkai.filings.signing.selectors import report_signed
from gongkai.law.message import Message
from gongkai.report.checks import continuity, similarity
from gongkai.report.finding import Finding
from gongkai.report.model import Report

_BESIDE = frozenset(code.code for code in (*continuity.CODES, similarity.REPEATS_LAST_YEAR))


class Before(NamedTuple):
    """Last year's report, and where it was had from, in words."""

    report: Report
    source: Message

    def named(self, finding: Finding) -> Finding:
        """Give a finding that says where last year's report was had from, if it speaks of that."""
        if finding.code not in _BESIDE:
            return finding
        told = Message("{finding}（上一年度年报取自{source}。）", finding=finding.message, source=self.source)
        return finding._replace(message=told)


def before(filing: Filing) -> Before | None:
    """Give the report of the year before of a filing, of the same scope; None where nothing is known of it."""
    there = Filing.objects.filter(agency=filing.agency, year=filing.year - 1, scope=filing.scope)
    last = there.select_related("agency").first()
    versions = list(last.versions.order_by("number")) if last is not None else []
    published = [each for each in versions if each.published_at is not None]
    if published:
        version = published[-1]
        on = localtime(version.published_at).date()
        source = Message("本系统{on}公布的第{number}版", on=on, number=version.number)
        return Before(report_signed(version), source)
    upload = Upload.objects.confirmed().filter(agency=filing.agency, year=filing.year - 1, scope=filing.scope).first()
    if upload is not None:
        on = localtime(upload.confirmed_at).date()
        source = Message("读入的“{name}”，{on}确认", name=upload.name, on=on)
        return Before(report_in(upload.report), source)
    if versions:
        source = Message("本系统签发的第{number}版，还没有公布", number=versions[-1].number)
        return Before(report_signed(versions[-1]), source)
    return Before(report_of(last), Message("本系统编制中的报告，还没有签发")) if last is not None else None
