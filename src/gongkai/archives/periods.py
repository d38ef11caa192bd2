"""How long a case is kept: the period its agency registered, when it ends, and by when a case is to be filed."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from django.conf import settings
from django.utils.translation import gettext as _

from gongkai.archives.kinds import BY_CODE, KINDS, Kind
from gongkai.archives.models import Period, in_years

NEXT_YEAR, CLOSING = "next-year", "closing"


class Keeping(NamedTuple):
    """A period and where it comes from; `registered` says whether the agency said so, or it is our default."""

    kind: Kind
    years: int | None
    source: str
    registered: bool

    @property
    def words(self) -> str:
        """Give the period in words."""
        return in_years(self.years)


def keeping(agency: Any, code: str) -> Keeping:
    """Give how long an agency keeps a kind."""
    return keepings(agency, [code])[code]


def keepings(agency: Any, codes: Iterable[str] = tuple(BY_CODE)) -> dict[str, Keeping]:
    """Give how long an agency keeps each kind, by one question."""
    newest: dict[str, Period] = {}
    for row in Period.objects.filter(agency=agency, kind__in=list(codes)).order_by("pk"):
        newest[row.kind] = row
    return {kind.code: _keeping(kind, newest.get(kind.code)) for kind in KINDS if kind.code in set(codes)}


def _keeping(kind: Kind, row: Period | None) -> Keeping:
    if row is not None:
        return Keeping(kind, row.years, row.source, True)
    source = _("默认，只供提示：%(reason)s") % {"reason": kind.reason}
    return Keeping(kind, kind.years, source, False)


def kept_until(ended_on: date, years: int) -> date:
    """Give the last day of a period.

    [凭记忆] Files are counted by years, from the year after the one they ended in; that is the longer way. A site whose
    archives count from the day itself says so (`ARCHIVE_COUNTS_FROM`).
    """
    if settings.ARCHIVE_COUNTS_FROM == NEXT_YEAR:
        return date(ended_on.year + years, 12, 31)
    year = ended_on.year + years
    return date(year, ended_on.month, min(ended_on.day, monthrange(year, ended_on.month)[1]))


def ended_before(on: date, years: int) -> date:
    """Give the last day on which a case may have ended whose period of some years is over on a day."""
    if settings.ARCHIVE_COUNTS_FROM == NEXT_YEAR:
        return date(on.year - years - 1, 12, 31)
    year = on.year - years
    day = date(year, on.month, min(on.day, monthrange(year, on.month)[1]))
    while kept_until(day, years) >= on:
        day = date.fromordinal(day.toordinal() - 1)
    return day


def file_by(ended_on: date) -> date:
    """Give the last day to file a case: the end of a month of the next year; 档案法第14条 says 定期, no day."""
    year, month = ended_on.year + 1, int(settings.ARCHIVE_BY_MONTH)
    return date(year, month, monthrange(year, month)[1])
