"""Assessments: the list, the one view of all scores, each agency line by line, and what is done with the whole."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from gongkai.agencies.acting import acting
from gongkai.agencies.doing import ActForm
from gongkai.agencies.exchange.flow import Import
from gongkai.duties.assessment import exporting, rules, services
from gongkai.duties.assessment.deeds import DEED_BY_NAME, DEEDS
from gongkai.duties.assessment.forms import BeginForm
from gongkai.duties.assessment.lifecycle import Stage
from gongkai.duties.assessment.measuring import differences
from gongkai.duties.assessment.reckoning import lines_of, sheet
from gongkai.duties.assessment.tables import Points
from gongkai.duties.models import Assessment, NamedScorer, ScoreObjection
from gongkai.duties.pages import form_page
from gongkai.journal.selectors import timeline
from gongkai.ui.carrying_out import carry_out
from gongkai.ui.drafts import keeps_typed, open_form
from gongkai.ui.forms import status_of
from gongkai.ui.lists import Choice, Column, Dates, List, Search, respond
from gongkai.ui.sight import require

ASSESSMENTS = List(
    "assessments",
    gettext_lazy("考核"),
    columns=(
        Column(
            "name",
            gettext_lazy("名称"),
            sort=("name",),
            link=lambda row: reverse("assessment:detail", args=[row.pk]),
        ),
        Column("kind", gettext_lazy("种类"), value="get_kind_display"),
        Column("agency", gettext_lazy("考核机关"), value="agency.called"),
        Column("first", gettext_lazy("自"), sort=("first",)),
        Column("last", gettext_lazy("至"), sort=("last",)),
        Column("stage", gettext_lazy("环节"), value="get_stage_display"),
        Column("objections_until", gettext_lazy("异议截止")),
        Column("published_on", gettext_lazy("公布日期")),
    ),
    filters=(
        Search("q", gettext_lazy("名称"), fields=("name",)),
        Choice("kind", gettext_lazy("种类"), Assessment.Kind.choices),
        Choice("stage", gettext_lazy("环节"), Stage.choices, several=True),
        Dates("until", gettext_lazy("考核到"), field="last"),
    ),
    order=("-last",),
    none=gettext_lazy("没有考核。"),
)


def home() -> tuple[Any, str]:
    """Give the first page of the trail."""
    return (_("考核"), reverse("assessment:list"))


IMPORT = Import(
    Points,
    at="assessment:import",
    among=rules.agencies_assessing,
    trail=lambda _agency: [home()],
    duties=rules.ASSESSING,
    about=gettext_lazy("每行一个单位的一个指标，只导入人工评分的指标；已经评过的，按表里的改。"),
)


def assessments(request: HttpRequest) -> HttpResponseBase:
    """Show the assessments one sees."""
    on = localdate()
    require(rules.is_concerned(request.user, on))
    context = {"may_begin": rules.assesses_some(request.user, on)}
    rows = rules.assessments_in_sight(request.user, on)
    return respond(request, ASSESSMENTS, rows, template="assessment/list.html", context=context)


def assessment_in_sight(request: HttpRequest, pk: int) -> Assessment:
    """Give an assessment that the officer sees; 404 for any other."""
    found: Assessment = get_object_or_404(rules.assessments_in_sight(request.user, localdate()), pk=pk)
    return found


@keeps_typed
def begin(request: HttpRequest) -> HttpResponse:
    """Begin an assessment, and measure at once what is measured."""
    on = localdate()
    agencies = rules.agencies_assessing(request.user, on)
    require(agencies.exists())
    among = rules.sets_in_sight(request.user, on).filter(agency__in=agencies)
    form = open_form(request, BeginForm, among=among, on=on)

    def do(values: Any) -> Assessment:
        by = acting(request, values["indicator_set"].agency, rules.ASSESSING)
        return services.begin(on=on, by=by, **values)

    made = carry_out(form, do)
    if made:
        messages.success(request, _("已经开始，系统计算的指标都算好了。"))
        return redirect("assessment:detail", made.pk)
    note = "" if among.exists() else _("还没有指标体系，请先制定。")
    return form_page(request, form, _("开始考核"), trail=[home()], note=note, submit=_("开始考核"))


@require_safe
@never_cache
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Show an assessment in one view: agencies by indicators, totals, ranks, and where most points were lost."""
    assessment, on = assessment_in_sight(request, pk), localdate()
    oversees, runs = (rule(request.user, assessment, on) for rule in (rules.oversees, rules.may_assess))
    scores = rules.scores_in_sight(request.user, assessment, on)
    whole = oversees or assessment.stage == Stage.PUBLISHED
    objections = ScoreObjection.objects.filter(score__in=scores.values("pk"))
    if not oversees:
        objections = objections.filter(score__agency__in=rules.own_agencies(request.user, on))
    context: dict[str, Any] = {
        "assessment": assessment,
        "sheet": sheet(assessment, scores, ranked=whole),
        "whole": whole,
        "objections": objections.select_related("score__agency", "score__indicator").order_by("answer", "pk"),
        "scorers": NamedScorer.objects.filter(assessment=assessment).select_related("indicator", "officer"),
        "deeds": [deed for deed in DEEDS if runs and deed.is_possible(assessment)],
        "may_recompute": runs and assessment.stage in (Stage.SCORING, Stage.OBJECTING),
        "entries": timeline(assessment)[:50] if oversees else [],
    }
    return render(request, "assessment/detail.html", context)


@require_safe
@never_cache
def export(request: HttpRequest, pk: int) -> HttpResponse:
    """Give an assessment as XLSX: what one sees of it, explained line by line."""
    assessment, on = assessment_in_sight(request, pk), localdate()
    scores = rules.scores_in_sight(request.user, assessment, on)
    oversees = rules.oversees(request.user, assessment, on)
    explained = scores if oversees else scores.filter(agency__in=rules.own_agencies(request.user, on))
    explained = explained.select_related("agency", "indicator").order_by("agency__lineage", "indicator__place")
    ranked = oversees or assessment.stage == Stage.PUBLISHED
    content = exporting.write(assessment, sheet(assessment, scores, ranked=ranked), explained)
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    name = f"gongkai-assessment-{assessment.pk}.xlsx"
    return HttpResponse(content, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})


@require_safe
@never_cache
def of_agency(request: HttpRequest, pk: int, agency: int) -> HttpResponse:
    """Show what an agency has, indicator by indicator, each point explained."""
    assessment, on = assessment_in_sight(request, pk), localdate()
    seen = rules.scores_in_sight(request.user, assessment, on).filter(agency=agency)
    found = sheet(assessment, seen, ranked=False)
    if not found.rows:
        raise Http404
    rows = list(seen.select_related("agency", "indicator").order_by("indicator__place"))
    for row in rows:
        row.assessment = assessment
    opened = set(rules.scores_opened(request.user, assessment, on).filter(agency=agency).values_list("pk", flat=True))
    context = {
        "assessment": assessment,
        "row": found.rows[0],
        "explained": [(row, lines_of(row) if row.pk in opened else []) for row in rows],
    }
    return render(request, "assessment/of_agency.html", context)


@keeps_typed
def recompute(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what would come out otherwise if it were measured now, and measure anew once that is wanted."""
    assessment, on = assessment_in_sight(request, pk), localdate()
    require(rules.may_assess(request.user, assessment, on))
    form = open_form(request, ActForm, row=assessment)
    by = acting(request, assessment.agency, rules.ASSESSING)
    # In a tuple, for an empty list is a result, too.
    done = carry_out(form, lambda values: (services.recompute(assessment, on=on, by=by, seen=values["seen"]),))
    if done is not None:
        number = len(done[0])
        said = ngettext("重新算过，%(number)d项有变化。", "重新算过，%(number)d项有变化。", number)
        messages.success(request, said % {"number": number})
        return redirect("assessment:detail", pk)
    context = {"assessment": assessment, "form": form, "found": differences(assessment, on), "on": on}
    return render(request, "assessment/recompute.html", context, status=status_of(form))


@keeps_typed
def act(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Do one of the things that are done with an assessment (`deeds`)."""
    assessment, on = assessment_in_sight(request, pk), localdate()
    deed = DEED_BY_NAME.get(name)
    if deed is None:
        raise Http404
    require(rules.may_assess(request.user, assessment, on))
    form = open_form(request, deed.form, row=assessment)
    by = acting(request, assessment.agency, rules.ASSESSING)
    back = reverse("assessment:detail", args=[pk])
    if carry_out(form, lambda values: deed.do(assessment, values, on, by)):
        messages.success(request, _("已办理：%(deed)s。") % {"deed": deed.words})
        return redirect(back)
    trail = [home(), (assessment.name, back)]
    return form_page(request, form, deed.words, trail=trail, note=deed.about, submit=deed.words, grave=deed.grave)
