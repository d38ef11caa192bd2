"""What is read of signed versions and of the opinions on the way to them."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from hashlib import sha256

from gongkai.filings.acts import ENTERED, PROBLEMS_CHOSEN
from gongkai.filings.models import Filing, Opinion, Version
from gongkai.filings.outside.reading import figures_of
from gongkai.filings.reporting import numbers
from gongkai.journal.selectors import timeline
from gongkai.report.model import Report
from gongkai.report.readers.json import read_json


def public_of(filing: Filing) -> Version | None:
    """Give the version of a report that is public now: the newest that was published."""
    found: Version | None = filing.versions.filter(published_at__isnull=False).order_by("number").last()
    return found


def newest_of(filing: Filing) -> Version:
    """Give the version of a report that was signed last; there must be one."""
    found: Version = filing.versions.latest("number")
    return found


def report_signed(version: Version) -> Report:
    """Give the report of a version as it was signed."""
    return read_json(version.report).report


def is_whole(version: Version) -> bool:
    """Say whether a version is still what was signed: its report bears its digest, its figures are those of it."""
    if sha256(version.report.encode()).hexdigest() != version.digest:
        return False
    return _numbers(version.figures) == _numbers(figures_of(report_signed(version)))


def _numbers(figures: Mapping[str, str | None]) -> dict[str, Decimal | None]:
    return {name: None if number is None else Decimal(number) for name, number in figures.items()}


def figures_now(filing: Filing) -> dict[str, str | None]:
    """Give the figures of a report as a version would keep them now: by cell the number as text, or None."""
    return {".".join(cell): None if each is None else str(each) for cell, each in numbers(filing).items()}


def number_next(filing: Filing) -> int:
    """Give the number that the next version will have."""
    number: int = filing.versions.count()
    return number + 1


def sent_last(filing: Filing) -> Opinion | None:
    """Give when a report was sent for review last."""
    found: Opinion | None = filing.opinions.filter(kind=Opinion.Kind.SENT).order_by("pk").last()
    return found


def passes_of(filing: Filing) -> list[Opinion]:
    """Give who passed a report since it was sent for review last, in order; the last of a signed one signed it."""
    sent = sent_last(filing)
    if sent is None:
        return []
    passing = [Opinion.Kind.APPROVED, Opinion.Kind.SIGNED]
    rows = filing.opinions.filter(pk__gt=sent.pk, kind__in=passing).select_related("officer", "stands_for")
    return list(rows.order_by("pk"))


def authors_of(filing: Filing) -> set[int]:
    """Give who made what stands in a report: wrote a part, corrected, explained, or filled its figures in by hand.

    Of a report that was read these are also who put figures of it right by the original; of one whose problems were
    chosen, who chose them last.
    """
    made = [filing.corrections.standing(), filing.waivers.standing(), filing.passages.exclude(officer=None)]
    made.append(timeline(filing).filter(act=ENTERED.code).exclude(officer=None))
    if filing.problems is not None:
        chosen = timeline(filing).filter(act=PROBLEMS_CHOSEN.code).exclude(officer=None)
        made.append(chosen.filter(pk__in=chosen.values("pk")[:1]))
    if filing.read_from is not None:
        made.append(filing.read_from.rereads.all())
    return {officer for rows in made for officer in rows.order_by().values_list("officer", flat=True)}
