"""What surveys of the public said (社会评议), and who was held to account (责任追究)."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from gongkai.agencies.acting import acting
from gongkai.agencies.exchange.flow import Import
from gongkai.agencies.models import Agency
from gongkai.duties.assessment import rules, services
from gongkai.duties.assessment.forms import AccountabilityForm, AppraisalForm, ConcludeForm
from gongkai.duties.assessment.tables import Accounts, Surveys
from gongkai.duties.assessment.views.assessing import home
from gongkai.duties.models import Accountability, Appraisal
from gongkai.duties.pages import form_page
from gongkai.journal.selectors import timeline
from gongkai.ui.carrying_out import carry_out
from gongkai.ui.drafts import keeps_typed, open_form
from gongkai.ui.lists import Choice, Column, Dates, List, Search, YesNo, respond
from gongkai.ui.sight import require

APPRAISALS = List(
    "appraisals",
    gettext_lazy("社会评议"),
    columns=(
        Column("about", gettext_lazy("评议对象"), value="about.called", sort=("about__name",)),
        Column("held_on", gettext_lazy("评议日期"), sort=("held_on",)),
        Column("means", gettext_lazy("方式"), value="get_means_display"),
        Column("answers", gettext_lazy("答卷数"), number=True),
        Column("satisfied", gettext_lazy("满意的答卷数"), number=True),
        Column("document", gettext_lazy("出处")),
    ),
    filters=(
        Search("q", gettext_lazy("评议对象"), fields=("about__name", "about__short_name")),
        Dates("held", gettext_lazy("评议日期"), field="held_on"),
    ),
    order=("-held_on",),
    none=gettext_lazy("没有登记社会评议结果。"),
)

ACCOUNTABILITY = List(
    "accountability",
    gettext_lazy("责任追究"),
    columns=(
        Column(
            "about",
            gettext_lazy("追究对象"),
            value="about.called",
            sort=("about__name",),
            link=lambda row: reverse("assessment:account", args=[row.pk]),
        ),
        Column("whom", gettext_lazy("责任人")),
        Column("kind", gettext_lazy("追究方式"), value="get_kind_display"),
        Column("basis", gettext_lazy("依据")),
        Column("document", gettext_lazy("文号或者记录")),
        Column("on", gettext_lazy("日期"), sort=("on",)),
        Column("outcome_on", gettext_lazy("办结日期"), sort=("outcome_on",)),
    ),
    filters=(
        Search("q", gettext_lazy("追究对象"), fields=("about__name", "about__short_name")),
        YesNo("open", gettext_lazy("未办结"), holds=Q(outcome_on__isnull=True)),
        Choice("kind", gettext_lazy("追究方式"), Accountability.Kind.choices, several=True),
        Dates("day", gettext_lazy("日期"), field="on"),
    ),
    order=("-on",),
    none=gettext_lazy("没有责任追究。"),
)


def _members_of(agencies: Any) -> Any:
    """Give who is, or was, on the lists of members of some agencies."""
    return Agency.objects.filter(member_of__collector__in=agencies).distinct().order_by("lineage")


IMPORT_SURVEYS = Import(
    Surveys,
    at="assessment:import-surveys",
    among=rules.agencies_assessing,
    trail=lambda _agency: [home(), (_("社会评议"), reverse("assessment:appraisals"))],
    duties=rules.ASSESSING,
)


def appraisals(request: HttpRequest) -> HttpResponseBase:
    """Show the results of surveys one sees."""
    on = localdate()
    require(rules.is_concerned(request.user, on))
    context = {"may_enter": rules.assesses_some(request.user, on), "enter": reverse("assessment:appraise")}
    context["bring"] = reverse("assessment:import-surveys")
    rows = rules.appraisals_in_sight(request.user, on)
    return respond(request, APPRAISALS, rows, template="assessment/records.html", context=context)


@keeps_typed
def appraise(request: HttpRequest) -> HttpResponse:
    """Enter what a survey said of an agency."""
    on = localdate()
    agencies = rules.agencies_assessing(request.user, on)
    require(agencies.exists())
    form = open_form(request, AppraisalForm, among=_members_of(agencies), instance=Appraisal(held_on=on))

    def do(values: Any) -> Appraisal:
        agency = agencies.filter(members__member=values["about"]).first()
        return services.appraise(agency, values, on=on, by=acting(request, agency, rules.ASSESSING))

    made = carry_out(form, do)
    if made:
        messages.success(request, _("已登记对%(agency)s的评议。") % {"agency": made.about.called})
        return redirect("assessment:appraisals")
    trail = [home(), (_("社会评议"), reverse("assessment:appraisals"))]
    note = _("考核时，评议日期在考核期内的都计入“社会评议满意率”。")
    return form_page(request, form, _("登记社会评议结果"), trail=trail, note=note, submit=_("登记"))


def _of_records() -> list[tuple[Any, str]]:
    return [home(), (_("责任追究"), reverse("assessment:accountability"))]


IMPORT_ACCOUNTS = Import(
    Accounts,
    at="assessment:import-accounts",
    among=rules.agencies_assessing,
    trail=lambda _agency: _of_records(),
    duties=rules.ASSESSING,
)


def accountability(request: HttpRequest) -> HttpResponseBase:
    """Show the records of accountability one sees."""
    on = localdate()
    require(rules.is_concerned(request.user, on))
    context = {"may_enter": rules.assesses_some(request.user, on), "enter": reverse("assessment:hold-to-account")}
    context["bring"] = reverse("assessment:import-accounts")
    rows = rules.accountability_in_sight(request.user, on)
    return respond(request, ACCOUNTABILITY, rows, template="assessment/records.html", context=context)


@keeps_typed
def hold_to_account(request: HttpRequest) -> HttpResponse:
    """Enter that an agency, or somebody in it, was held to account."""
    on = localdate()
    agencies = rules.agencies_assessing(request.user, on)
    require(agencies.exists())
    form = open_form(
        request,
        AccountabilityForm,
        among=_members_of(agencies),
        assessments=rules.assessments_in_sight(request.user, on).filter(agency__in=agencies),
        instance=Accountability(on=on),
    )

    def do(values: Any) -> Accountability:
        agency = agencies.filter(members__member=values["about"]).first()
        return services.hold_to_account(agency, values, on=on, by=acting(request, agency, rules.ASSESSING))

    made = carry_out(form, do)
    if made:
        messages.success(request, _("已登记。"))
        return redirect("assessment:account", made.pk)
    return form_page(request, form, _("登记责任追究"), trail=_of_records(), submit=_("登记"))


def _record_in_sight(request: HttpRequest, pk: int) -> Accountability:
    found: Accountability = get_object_or_404(rules.accountability_in_sight(request.user, localdate()), pk=pk)
    return found


@require_safe
@never_cache
def account(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a record of accountability."""
    record = _record_in_sight(request, pk)
    keeps = rules.may_hold_to_account(request.user, record, localdate())
    context = {
        "record": record,
        "may_conclude": keeps and record.outcome_on is None,
        "entries": timeline(record)[:50],
    }
    return render(request, "assessment/account.html", context)


@keeps_typed
def conclude(request: HttpRequest, pk: int) -> HttpResponse:
    """Enter what came of it."""
    record, on = _record_in_sight(request, pk), localdate()
    require(rules.may_hold_to_account(request.user, record, on))
    form = open_form(request, ConcludeForm)
    by = acting(request, record.agency, rules.ASSESSING)
    if carry_out(form, lambda values: services.conclude(record, on=on, by=by, **values)):
        messages.success(request, _("已登记。"))
        return redirect("assessment:account", pk)
    trail = [*_of_records(), (record.about.called, reverse("assessment:account", args=[pk]))]
    return form_page(request, form, _("登记追究结果"), trail=trail, submit=_("登记"))
