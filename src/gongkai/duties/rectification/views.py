"""The ledger of rectification at the desk: the list, a problem with its progress, each act, part five in and out."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_safe

from gongkai.agencies.acting import acting
from gongkai.agencies.exchange.flow import Import
from gongkai.agencies.models import Agency
from gongkai.agencies.rules import agencies_in_sight, has_sight, posts_of
from gongkai.attachments.models import Attachment
from gongkai.attachments.receiving import received
from gongkai.duties.lights import drawn, light_to
from gongkai.duties.models.rectification import Outcome, Problem, Progress, Source
from gongkai.duties.rectification import acts, rules, services
from gongkai.duties.rectification.deeds import DESK
from gongkai.duties.rectification.forms import PartFiveForm, PartsForm, ProgressForm, RaiseForm, ToldForm
from gongkai.duties.rectification.lifecycle import COURSE, OPEN, Stage
from gongkai.duties.rectification.selectors import for_part_five
from gongkai.duties.rectification.splitting import split
from gongkai.duties.rectification.tables import Problems
from gongkai.journal.selectors import timeline
from gongkai.journal.services import type_of
from gongkai.ui.carrying_out import carry_out
from gongkai.ui.drafts import keeps_typed, open_form
from gongkai.ui.forms import status_of
from gongkai.ui.lists import Choice, Column, Dates, List, Related, Search, YesNo, respond
from gongkai.ui.sight import require


def light(problem: Problem) -> SafeString | str:
    """Draw how near the last day of a problem is, or how it ended."""
    if problem.stage in OPEN:
        return light_to(problem.due_on, localdate()) if problem.due_on else ""
    return drawn("closed", str(problem.get_outcome_display() or problem.get_stage_display()))


def _in_sight(request: HttpRequest) -> Any:
    return agencies_in_sight(request.user, localdate())


PROBLEMS = List(
    "problems",
    gettext_lazy("问题与整改"),
    columns=(
        Column(
            "text", gettext_lazy("问题"), value=str, link=lambda row: reverse("rectification:detail", args=[row.pk])
        ),
        Column("source", gettext_lazy("来源"), value="get_source_display"),
        Column("reference", gettext_lazy("出处"), shown=False),
        Column("agency", gettext_lazy("责任单位"), value="agency.called"),
        Column("office", gettext_lazy("责任科室"), value=lambda row: row.office or "", shown=False),
        Column("officer", gettext_lazy("责任人"), value=lambda row: row.officer or ""),
        Column("raised_on", gettext_lazy("列入日期"), sort=("raised_on",), shown=False),
        Column("due_on", gettext_lazy("完成时限"), sort=("due_on",)),
        Column("light", gettext_lazy("期限"), value=light, export=False),
        Column("stage", gettext_lazy("环节"), value="get_stage_display"),
        Column("outcome", gettext_lazy("整改结果"), value="get_outcome_display"),
        Column("closed_on", gettext_lazy("销号日期"), sort=("closed_on",), shown=False),
        Column("measure", gettext_lazy("整改措施"), shown=False),
    ),
    filters=(
        Search("q", gettext_lazy("问题、出处"), fields=("text", "reference")),
        YesNo("open", gettext_lazy("没有销号"), holds=Q(stage__in=OPEN)),
        Choice("source", gettext_lazy("来源"), Source.choices, several=True),
        Choice("stage", gettext_lazy("环节"), Stage.choices, several=True, rare=True),
        Choice("outcome", gettext_lazy("整改结果"), Outcome.choices, several=True, rare=True),
        Related("agency", gettext_lazy("责任单位"), rows=_in_sight),
        Dates("raised", gettext_lazy("列入日期"), field="raised_on", rare=True),
        Dates("due", gettext_lazy("完成时限"), field="due_on", rare=True),
        Dates("closed", gettext_lazy("销号日期"), field="closed_on", rare=True),
    ),
    order=("due_on",),
    none=gettext_lazy("台账里没有问题。"),
)


IMPORT = Import(
    Problems,
    at="rectification:import",
    among=rules.agencies_raised_for,
    trail=lambda _agency: [
        (gettext_lazy("监督保障"), reverse("duties:home")),
        (gettext_lazy("问题与整改"), reverse("rectification:list")),
    ],
    duties=rules.WORKING | rules.DIRECTING,
    about=gettext_lazy(
        "每行一个问题；来源和问题都相同的，就是同一个，没有销号的可以改措施、责任人和时限。销号由另一位在这里核验，不导入。"
    ),
)


def problems(request: HttpRequest) -> HttpResponseBase:
    """Show the problems in sight."""
    on = localdate()
    require(has_sight(request.user, on))
    rows = rules.problems_in_sight(request.user, on).select_related("agency", "office", "officer")
    context = {"may_raise": rules.raises_some(request.user, on)}
    return respond(request, PROBLEMS, rows, template="rectification/list.html", context=context)


def problem_in_sight(request: HttpRequest, pk: int) -> Problem:
    """Give a problem that the officer sees; 404 for any other."""
    rows = rules.problems_in_sight(request.user, localdate())
    problem: Problem = get_object_or_404(rows.select_related("agency__parent", "office", "officer"), pk=pk)
    return problem


@require_safe
@never_cache
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a problem, what was done about it, what can be done."""
    problem, on = problem_in_sight(request, pk), localdate()
    progress = list(problem.progress.select_related("officer"))
    files: dict[int, list[Attachment]] = {}
    rows = Attachment.objects.filter(object_type=type_of(Progress), object_id__in=[each.pk for each in progress])
    for each in rows.order_by("pk"):
        files.setdefault(each.object_id, []).append(each)
    works = rules.may_work(request.user, problem, on)
    context = {
        "problem": problem,
        "light": light(problem),
        "deeds": DESK.open_deeds(request.user, problem, on),
        "may_report": works and COURSE.refusal(acts.REPORTED, problem.stage) is None,
        "progress": [(each, files.get(each.pk, [])) for each in progress],
        "conclusions": problem.conclusions.select_related("concluded_by", "verified_by").order_by("-pk"),
        "entries": timeline(problem)[:50],
    }
    return render(request, "rectification/detail.html", context)


@keeps_typed
def act(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Do one of the things that are done with a problem (`deeds`)."""
    return DESK.act(request, problem_in_sight(request, pk), name)


@keeps_typed
def raise_problem(request: HttpRequest) -> HttpResponse:
    """Put a problem in the ledger by hand."""
    on = localdate()
    require(rules.raises_some(request.user, on))
    among = rules.agencies_raised_for(request.user, on)
    form = open_form(request, RaiseForm, among=among, initial={"agency": among.first(), "source": Source.SUPERVISION})

    def do(values: Any) -> Problem:
        given = dict(values)
        agency = given.pop("agency")
        return services.raise_problem(agency, by=acting(request, agency, rules.WORKING | rules.DIRECTING), **given)

    done = carry_out(form, do)
    if done:
        messages.success(request, _("已列入台账。"))
        return redirect("rectification:detail", done.pk)
    context = {"form": form, "heading": _("列入问题"), "submit": _("列入台账")}
    return render(request, "rectification/form.html", context, status=status_of(form))


@csrf_exempt  # `_report` checks it: nobody else's files are read
@keeps_typed
def report(request: HttpRequest, pk: int) -> HttpResponse:
    """Note what was done about a problem, with what shows it."""
    problem = problem_in_sight(request, pk)
    require(rules.may_work(request.user, problem, localdate()))
    with received(request):
        return _report(request, problem)


@csrf_protect
def _report(request: HttpRequest, problem: Problem) -> HttpResponse:
    form = open_form(request, ProgressForm, row=problem)
    by = acting(request, problem.agency)
    if carry_out(form, lambda values: services.report_progress(problem, by=by, **values)):
        messages.success(request, _("已记录进展。"))
        return redirect("rectification:detail", problem.pk)
    back = reverse("rectification:detail", args=[problem.pk])
    context = {"row": problem, "form": form, "heading": _("记录整改进展"), "submit": _("记录进展"), "back": back}
    return render(request, "duties/act.html", context, status=status_of(form))


@require_safe
def evidence(request: HttpRequest, pk: int) -> HttpResponse:
    """Show an entry of the progress of a problem, with its files."""
    seen = rules.problems_in_sight(request.user, localdate()).values("pk")
    progress = get_object_or_404(Progress.objects.select_related("problem__agency", "officer"), pk=pk, problem__in=seen)
    return render(request, "rectification/evidence.html", {"progress": progress})


@keeps_typed
def part_five(request: HttpRequest) -> HttpResponse:
    """Take the text of part five of a report, and show it in parts to be confirmed; nothing is put in yet."""
    on = localdate()
    require(rules.raises_some(request.user, on))
    among = rules.agencies_raised_for(request.user, on)
    form = open_form(request, PartFiveForm, among=among, initial={"agency": among.first()})
    if request.method == "POST" and form.is_valid():
        parts = split(form.cleaned_data["text"])
        if parts:
            given = {"agency": form.cleaned_data["agency"], "year": form.cleaned_data["year"]}
            return _confirm(request, PartsForm(among=among, parts=parts, initial=given))
        form.add_error("text", _("没有读到文字。"))
    context = {"form": form, "heading": _("从年度报告列入"), "submit": _("拆分")}
    return render(request, "rectification/form.html", context, status=status_of(form))


@keeps_typed
def confirm_parts(request: HttpRequest) -> HttpResponse:
    """Put the problems of a report in the ledger as they were confirmed."""
    on = localdate()
    require(rules.raises_some(request.user, on))
    if request.method != "POST":
        return redirect("rectification:part-five")
    form = open_form(request, PartsForm, among=rules.agencies_raised_for(request.user, on))

    def do(values: Any) -> list[Problem]:
        agency, year = values["agency"], values["year"]
        by = acting(request, agency, rules.WORKING | rules.DIRECTING)
        reference = f"{year}年政府信息公开工作年度报告第五部分"
        return [
            services.propose(
                agency, Source.REPORT, services.report_key(year, text), text,
                by=by, reference=reference, measure=measure, on=values["raised_on"],
            )
            for text, measure in form.confirmed()
        ]  # fmt: skip

    done = carry_out(form, do)
    if done:
        messages.success(request, _("已列入%(count)s个问题。") % {"count": len(done)})
        return redirect(f"{reverse('rectification:list')}?source=report&agency={done[0].agency_id}")
    return _confirm(request, form)


def _own(request: HttpRequest, on: date) -> Agency | None:
    return next((post.agency for post in posts_of(request.user, on)), None)


def _confirm(request: HttpRequest, form: PartsForm) -> HttpResponse:
    context = {"form": form, "heading": _("核对拆分的结果")}
    return render(request, "rectification/parts.html", context, status=status_of(form))


@require_safe
def told(request: HttpRequest) -> HttpResponse:
    """Show what of an agency's ledger part five of the report on a year tells."""
    on = localdate()
    seen = _in_sight(request)
    require(has_sight(request.user, on))
    initial: dict[str, Any] = {"agency": _own(request, on) or seen.first(), "year": on.year}
    form = ToldForm(request.GET or None, among=seen, initial=initial)
    given = form.cleaned_data if form.is_bound and form.is_valid() else initial
    agency, year = given["agency"], given["year"]
    context = {"form": form, "agency": agency, "year": year, "told": for_part_five(agency, year)}
    return render(request, "rectification/told.html", context, status=status_of(form))
