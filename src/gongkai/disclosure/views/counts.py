"""How much was published in a span of days: what was new, what of it was in time, what went out by which channel."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from gongkai.agencies.forms import SpanForm
from gongkai.disclosure import rules, selectors
from gongkai.disclosure.channels.counting import counted
from gongkai.disclosure.models.labels import CATEGORY_CHOICES
from gongkai.ui.forms import status_of

_HEADINGS = {
    "category": gettext_lazy("按公开类别"),
    "agency": gettext_lazy("按公开机关"),
    "office": gettext_lazy("按承办科室"),
    "month": gettext_lazy("按月"),
}


class Row(NamedTuple):
    """What was published under a key: how much was new, the address of it, and how much of all was in time."""

    words: str
    new: int
    address: str
    timely: selectors.Timely | None


@require_safe
def counts(request: HttpRequest) -> HttpResponse:
    """Show how much was published this year, or in another span that is asked for; and what is overdue now."""
    on = localdate()
    among = rules.agencies_in_sight(request.user, on).order_by("lineage")
    asked = {"first": on.replace(month=1, day=1), "last": on, **request.GET.dict()}
    form = SpanForm(asked, among=among, called=_("公开机关"))
    context: dict[str, Any] = {"form": form}
    if form.is_valid():
        agency = form.cleaned_data["agency"]
        agencies = [agency] if agency else among.order_by()
        span = (form.cleaned_data["first"], form.cleaned_data["last"])
        opens = _Opens(*span, agency.pk if agency else None)
        found = {by: _rows(by, opens, agencies, span) for by in ("category", "office" if agency else "agency", "month")}
        context["tables"] = [(_HEADINGS[by], rows) for by, rows in found.items()]
        months = found["month"]
        timely = [row.timely for row in months if row.timely]
        context["total"] = Row(
            "",
            sum(row.new for row in months),
            opens(),
            selectors.Timely(None, sum(each.published for each in timely), sum(each.in_time for each in timely)),
        )
        context["channels"] = counted(agencies, *span)
        context["overdue"] = selectors.overdue(agencies, on).count()
    return render(request, "disclosure/counts.html", context, status=status_of(form))


class _Opens(NamedTuple):
    """The addresses of the items behind counts."""

    first: date
    last: date
    agency: int | None

    def __call__(self, **given: Any) -> str:
        asked = {"shown-from": self.first, "shown-to": self.last, "agency": self.agency, **given}
        kept = {name: value for name, value in asked.items() if value is not None}
        return f"{reverse('disclosure:list')}?{urlencode(kept)}"

    def under(self, by: str, key: Any) -> str:
        """Give the address of what is under a key; offices are none of the list's conditions."""
        if by == "month":
            ends = key.replace(day=monthrange(key.year, key.month)[1])
            return self(**{"shown-from": max(key, self.first), "shown-to": min(ends, self.last)})
        return self(**{by: key}) if by != "office" else ""


def _rows(by: str, opens: _Opens, agencies: Any, span: tuple[date, date]) -> list[Row]:
    new = selectors.published(agencies, *span, by=by)
    timely = {each.key: each for each in selectors.timeliness(agencies, *span, by=by)}
    keys = sorted({*new, *timely}, key=lambda key: (key is None, key or ""))
    return [
        Row(
            _called(by, key),
            new[key].number if key in new else 0,
            opens.under(by, new[key].of) if key in new else "",
            timely.get(key),
        )
        for key in keys
    ]


def _called(by: str, key: Any) -> str:
    if by == "category":
        return str(dict(CATEGORY_CHOICES)[key])
    if by == "month":
        return f"{key:%Y-%m}"
    return key or _("没有登记科室")
