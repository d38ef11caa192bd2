"""Applications registered as a table, and what a table became."""

from __future__ import annotations

from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from gongkai.agencies.exchange.flow import Import
from gongkai.applications import rules
from gongkai.applications.models import Applicant, Batch
from gongkai.applications.tables import Letters

IMPORT = Import(
    Letters,
    at="applications:batch",
    among=rules.agencies_handled,
    duties=rules.HANDLING,
    trail=lambda _agency: [(_("依申请公开"), reverse("applications:list"))],
    heading=gettext_lazy("成批登记"),
    about=gettext_lazy("一次收到很多件的，填在一张表里登记。"),
    counted=gettext_lazy("可以登记%(added)s件，有误%(bad)s行。"),
    submit=gettext_lazy("全部登记"),
    done=lambda batch: _("已登记%(count)s件。") % {"count": batch.size},
    then=lambda batch: reverse("applications:batch-registered", args=[batch.pk]),
)


@require_safe
def batch(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what a table became, each row with its number."""
    seen = rules.agencies_in_sight(request.user, localdate())
    found = get_object_or_404(Batch.objects.select_related("agency"), pk=pk, agency__in=seen)
    people = Prefetch("application__applicants", Applicant.objects.order_by("order"))
    lines = found.lines.select_related("application").prefetch_related(people)
    return render(request, "applications/batch.html", {"batch": found, "lines": lines})
