"""Where a figure comes from, at the desk."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from gongkai.filings import rules
from gongkai.filings.computing import Source
from gongkai.filings.lifecycle import Stage
from gongkai.filings.opening import address_of
from gongkai.filings.provenance.tracing import Trace, trace
from gongkai.filings.reporting import edition_of, is_sum, name_of
from gongkai.filings.views import filing_in_sight
from gongkai.report.figures import digits
from gongkai.report.model import Number

SOURCES = {
    Source.COUNTED: _("按台账逐件统计"),
    Source.ENTERED: _("填报"),
    Source.READ: _("从年度报告读入"),
    Source.ROLLED_UP: _("由成员单位的年度报告相加"),
}
"""What each source is called."""


@require_safe
@never_cache
def provenance(request: HttpRequest, pk: int, cell: str) -> HttpResponse:
    """Show where a figure comes from."""
    filing = filing_in_sight(request, pk)
    try:
        table, row, column = cell.split(".")
        found = trace(filing, (table, row, column))
    except (ValueError, KeyError):
        raise Http404 from None
    may_compile = rules.may_compile(request.user, filing, localdate())
    summed = is_sum(edition_of(filing).table_by_id[table], row, column)
    context = {
        "filing": filing,
        "cell": cell,
        "name": name_of(filing, found.cell),
        "trace": found,
        "number": _words(found.number),
        "computed": _words(found.computed),
        "source": SOURCES[found.source],
        "opens": address_of(filing, found.cell),
        "sums": [
            [(name_of(filing, part), ".".join(part), _words(number)) for part, number in parts] for parts in found.sums
        ],
        "is_sum": summed,
        "is_read": found.source is Source.READ,
        "is_corrected": _is_corrected(found),
        "may_enter": may_compile and found.is_entered_here,
        "may_correct": may_compile and filing.stage == Stage.COMPILING and not summed,
    }
    return render(request, "filings/provenance/cell.html", context)


def _words(number: Number | None) -> str:
    return "" if number is None else digits(number)


def _is_corrected(found: Trace) -> bool:
    return any(each.ended_at is None for each in found.corrections)
