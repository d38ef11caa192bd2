"""Requests to rectify a record (更正申请, 条例第41条): their list, registration, and how they end.

What they are about is personal as such: those who handle them see it, and who asks is masked until a reason is given.
"""

from __future__ import annotations

from datetime import date
from operator import attrgetter
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from gongkai.agencies.acting import acting
from gongkai.agencies.models import Agency
from gongkai.agencies.reading import ReasonForm, looked_at
from gongkai.agencies.rules import posts_of
from gongkai.applications import rules, services
from gongkai.applications.forms.rectifying import CloseRectificationForm, RectificationForm
from gongkai.applications.models import Rectification
from gongkai.journal.selectors import timeline
from gongkai.law.errors import GongkaiError
from gongkai.ui.carrying_out import carry_out
from gongkai.ui.drafts import keeps_typed, open_form
from gongkai.ui.forms import status_of
from gongkai.ui.lists import Choice, Column, Dates, List, Search, YesNo, respond
from gongkai.ui.sight import require
from gongkai.vault.reading import if_whole

RECTIFICATIONS = List(
    "rectifications",
    gettext_lazy("更正申请"),
    columns=(
        Column(
            "number",
            gettext_lazy("登记号"),
            sort=("number",),
            link=lambda row: reverse("applications:rectification", args=[row.pk]),
        ),
        Column("applicant", gettext_lazy("申请人"), value=if_whole(attrgetter("masked_name"))),
        Column("received_on", gettext_lazy("收到日期"), sort=("received_on",)),
        Column("warned_on", gettext_lazy("可能被诉不履行职责的日期"), sort=("warned_on",)),
        Column("handler", gettext_lazy("经办人"), sort=("handler__name",)),
        Column("agency", gettext_lazy("受理机关"), sort=("agency__name",), shown=False),
        Column("closed_on", gettext_lazy("办结日期"), sort=("closed_on",)),
        Column("outcome", gettext_lazy("处理结果"), value="get_outcome_display", sort=("outcome",)),
    ),
    filters=(
        Search("q", gettext_lazy("登记号"), fields=("number",)),
        YesNo("open", gettext_lazy("未办结"), holds=rules.OPEN),
        Choice("outcome", gettext_lazy("处理结果"), Rectification.Outcome.choices, several=True),
        Dates("received", gettext_lazy("收到日期"), field="received_on"),
    ),
    order=("warned_on",),
    none=gettext_lazy("没有更正申请。"),
)


def rectifications(request: HttpRequest) -> HttpResponseBase:
    """Show the requests to the agencies where one handles them."""
    on = localdate()
    rows = Rectification.objects.filter(agency__in=_handled(request, on)).select_related("agency", "handler")
    context = {"may_register": rules.handles_some(request.user, on)}
    return respond(request, RECTIFICATIONS, rows, template="applications/rectifications.html", context=context)


@require_safe
def rectification(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a request."""
    return show_rectification(request, rectification_in_sight(request, pk))


@require_POST
@never_cache
def personal(request: HttpRequest, pk: int) -> HttpResponse:
    """Show who asks, once a reason is given; that it was looked at is recorded first."""
    row = rectification_in_sight(request, pk)
    asked = looked_at(request, row.agency, rules.HANDLING, [(row, Rectification.journaled_personal)])
    return show_rectification(request, row, asked=asked, in_clear=asked is None)


@keeps_typed
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """End a request."""
    row = rectification_in_sight(request, pk)
    form = open_form(request, CloseRectificationForm, rectification=row)
    by = acting(request, row.agency, rules.HANDLING)
    if carry_out(form, lambda values: services.close_rectification(row, by=by, **values)):
        messages.success(request, _("已办结。"))
        return redirect("applications:rectification", pk)
    note = _(
        "有权更正的，审核属实应当更正并告知；不属于本机关职能的，转送有权机关并告知，或者告知向其提出（条例第41条）。"
    )
    context = {"form": form, "heading": _("办结更正申请"), "note": note, "rectification": row}
    return render(request, "applications/rectify.html", context, status=status_of(form))


@keeps_typed
def register(request: HttpRequest) -> HttpResponse:
    """Register a request that came in."""
    on = localdate()
    require(rules.handles_some(request.user, on))
    among = Agency.objects.filter(pk__in=_handled(request, on))
    form = open_form(request, RectificationForm, among=among, initial={"agency": among.first()})
    done = carry_out(
        form,
        lambda values: services.register_rectification(
            values["agency"],
            form.applicant(),
            by=acting(request, values["agency"], rules.HANDLING),
            **{name: values[name] for name in ("received_on", "record", "wrong", "evidence")},
        ),
    )
    if done:
        messages.success(request, _("已登记，登记号%(number)s。") % {"number": done.number})
        return redirect("applications:rectification", done.pk)
    note = _("公民、法人或者其他组织有证据证明与其自身相关的政府信息记录不准确的（条例第41条）。不计入报表的申请数。")
    context = {"form": form, "heading": _("登记更正申请"), "note": note}
    return render(request, "applications/rectify.html", context, status=status_of(form))


def _handled(request: HttpRequest, on: date) -> list[int]:
    """Give the agencies where one handles what comes in."""
    return [post.agency_id for post in posts_of(request.user, on) if post.duty in rules.HANDLING]


def rectification_in_sight(request: HttpRequest, pk: int) -> Rectification:
    """Give a request to an agency in sight (404 for any other) that one handles (403)."""
    on = localdate()
    seen = rules.agencies_in_sight(request.user, on)
    row: Rectification = get_object_or_404(
        Rectification.objects.select_related("agency__region", "handler"), pk=pk, agency__in=seen
    )
    require(rules.may_register(request.user, row.agency, on))
    return row


def show_rectification(
    request: HttpRequest,
    row: Rectification,
    *,
    asked: ReasonForm | None = None,
    in_clear: bool = False,
    letter_refused: GongkaiError | None = None,
) -> HttpResponse:
    """Show a request, with what was asked for on its page: who asks in clear, or why its letter cannot be had."""
    context: dict[str, Any] = {
        "rectification": row,
        "in_clear": in_clear,
        "asked": asked or ReasonForm(),
        "is_warned": row.closed_on is None and row.warned_on <= localdate(),
        "has_letter": row.closed_on is not None and row.outcome != Rectification.Outcome.WITHDRAWN,
        "letter_refused": letter_refused,
        "entries": timeline(row),
    }
    status = 422 if asked else 409 if letter_refused else 200
    return render(request, "applications/rectification.html", context, status=status)
