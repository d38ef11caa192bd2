"""One score: every point of it explained, scored with evidence, objected to, answered."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from gongkai.agencies.acting import acting
from gongkai.duties.assessment import rules, services
from gongkai.duties.assessment.forms import AnswerForm, ObjectForm, ScoreForm
from gongkai.duties.assessment.measures import MEASURE_BY_CODE, Entry
from gongkai.duties.assessment.measuring import entries_of
from gongkai.duties.assessment.points import Line
from gongkai.duties.assessment.reckoning import lines_of
from gongkai.duties.assessment.views.assessing import assessment_in_sight, home
from gongkai.duties.models import Score, ScoreObjection
from gongkai.duties.pages import form_page
from gongkai.journal.selectors import timeline
from gongkai.ui.carrying_out import carry_out
from gongkai.ui.drafts import keeps_typed, open_form
from gongkai.ui.sight import require

_AT_A_TIME = 200
"""Rows that were counted, on one page."""


class Told(NamedTuple):
    """A line of the explanation with what it is about."""

    line: Line
    entry: Entry | None


def score_in_sight(request: HttpRequest, pk: int) -> Score:
    """Give a score that the officer sees; 404 for any other."""
    row: Score = get_object_or_404(Score.objects.select_related("agency", "indicator"), pk=pk)
    assessment = assessment_in_sight(request, row.assessment_id)
    if not rules.scores_in_sight(request.user, assessment, localdate()).filter(pk=pk).exists():
        raise Http404
    row.assessment = assessment
    return row


@require_safe
@never_cache
def score(request: HttpRequest, pk: int) -> HttpResponse:
    """Explain a score line by line, down to the rows that were counted."""
    row, on = score_in_sight(request, pk), localdate()
    opens = rules.may_see_evidence(request.user, row, on)
    entries = entries_of(row) if opens else []
    lines = lines_of(row) if opens else []
    measure = MEASURE_BY_CODE.get(row.indicator.measure)
    # What counts against the agency comes first: it is what one looks for.
    counted = sorted(entries, key=lambda entry: entry.of > 0 and entry.value == entry.of)
    context: dict[str, Any] = {
        "score": row,
        "assessment": row.assessment,
        "measure": measure,
        "opens": opens,
        "told": [Told(line, None if line.part is None else entries[line.part]) for line in lines],
        "page": Paginator(counted, _AT_A_TIME).get_page(request.GET.get("page")),
        "objections": row.objections.select_related("raised_by", "answered_by") if opens else [],
        "may_give": rules.may_score(request.user, row, on),
        "may_object": rules.may_object(request.user, row, on),
        "may_answer": rules.may_assess(request.user, row.assessment, on),
        "timeline": timeline(row)[:50] if opens else [],
    }
    return render(request, "assessment/score.html", context)


def _trail(row: Score) -> list[tuple[Any, str]]:
    above = (row.assessment.name, reverse("assessment:detail", args=[row.assessment_id]))
    return [home(), above, (f"{row.agency.called} {row.indicator}", reverse("assessment:score", args=[row.pk]))]


@keeps_typed
def give(request: HttpRequest, pk: int) -> HttpResponse:
    """Score an agency by an indicator."""
    row, on = score_in_sight(request, pk), localdate()
    require(rules.may_score(request.user, row, on))
    form = open_form(request, ScoreForm, score=row)
    by = acting(request, row.assessment.agency)
    if carry_out(form, lambda values: services.score(row, by=by, **values)):
        messages.success(request, _("已评分。"))
        return redirect("assessment:score", pk)
    heading = _("给%(agency)s评“%(indicator)s”") % {"agency": row.agency.called, "indicator": row.indicator}
    asked = _("要看：%(what)s") % {"what": row.indicator.evidence} if row.indicator.evidence else ""
    note = f"{row.indicator.about} {asked}".strip()
    return form_page(request, form, heading, trail=_trail(row), note=note, submit=_("评分"))


@keeps_typed
def object_to(request: HttpRequest, pk: int) -> HttpResponse:
    """Object to a score of one's agency."""
    row, on = score_in_sight(request, pk), localdate()
    require(rules.may_object(request.user, row, on))
    form = open_form(request, ObjectForm)
    by = acting(request, row.agency, rules.OBJECTING)
    if carry_out(form, lambda values: services.object_to(row, on=on, by=by, **values)):
        messages.success(request, _("已提出，考核机关答复后会通知您。"))
        return redirect("assessment:score", pk)
    return form_page(request, form, _("提出异议"), trail=_trail(row), submit=_("提出"))


@keeps_typed
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer an objection."""
    objection = get_object_or_404(ScoreObjection, pk=pk)
    row, on = score_in_sight(request, objection.score_id), localdate()
    require(rules.may_assess(request.user, row.assessment, on))
    objection.score = row
    form = open_form(request, AnswerForm, objection=objection)
    by = acting(request, row.assessment.agency, rules.ASSESSING)

    def do(values: Any) -> ScoreObjection:
        return services.answer(objection, points=values["points"], reason=values["reason"], on=on, by=by)

    if carry_out(form, do):
        messages.success(request, _("已答复。"))
        return redirect("assessment:score", row.pk)
    return form_page(request, form, _("答复异议"), trail=_trail(row), note=objection.statement, submit=_("答复"))
