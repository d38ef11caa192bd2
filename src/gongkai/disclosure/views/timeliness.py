"""How much was published in time, of a span of days."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from gongkai.disclosure import rules, selectors
from gongkai.disclosure.forms import TimelinessForm
from gongkai.disclosure.models.labels import CATEGORY_CHOICES
from gongkai.ui.forms import status_of

_HEADINGS = {
    "category": gettext_lazy("按公开类别"),
    "agency": gettext_lazy("按公开机关"),
    "office": gettext_lazy("按承办科室"),
    "month": gettext_lazy("按月"),
}


@require_safe
def timeliness(request: HttpRequest) -> HttpResponse:
    """Show how much was published in time this year, or in another span that is asked for; and what is overdue now."""
    on = localdate()
    among = rules.agencies_in_sight(request.user, on).order_by("lineage")
    form = TimelinessForm({"first": on.replace(month=1, day=1), "last": on, **request.GET.dict()}, among=among)
    context: dict[str, Any] = {"form": form}
    if form.is_valid():
        agency = form.cleaned_data["agency"]
        agencies = [agency] if agency else among.order_by()
        span = (form.cleaned_data["first"], form.cleaned_data["last"])
        found = {
            by: selectors.timeliness(agencies, *span, by=by)
            for by in ("category", "office" if agency else "agency", "month")
        }
        context["tables"] = [
            (_HEADINGS[by], [(_called(by, row.key), row) for row in rows]) for by, rows in found.items()
        ]
        rows = found["month"]
        context["total"] = selectors.Timely(None, sum(row.published for row in rows), sum(row.in_time for row in rows))
        context["overdue"] = selectors.overdue(agencies, on).count()
    return render(request, "disclosure/timeliness.html", context, status=status_of(form))


def _called(by: str, key: Any) -> str:
    if by == "category":
        return str(dict(CATEGORY_CHOICES)[key])
    if by == "month":
        return f"{key:%Y-%m}"
    return key or _("没有登记科室")
