"""Writing the text of a report at the desk: a part with what stands beside it, and which problems part five tells."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from gongkai.agencies.acting import acting
from gongkai.filings import acts, rules, services
from gongkai.filings.narrative import passages_of
from gongkai.filings.views import compiled, parts_of
from gongkai.filings.writing.beside import beside
from gongkai.filings.writing.forms import PassageForm, ProblemsForm
from gongkai.ui.carrying_out import carry_out
from gongkai.ui.drafts import keeps_typed, open_form
from gongkai.ui.forms import status_of

DRAFT = "draft"
"""What is asked for to begin from the draft again."""


@keeps_typed
def write(request: HttpRequest, pk: int, part: str) -> HttpResponse:
    """Write the text of a part; what was saved last is judged beside it."""
    filing = compiled(request, pk, acts.WRITTEN)
    label = dict(parts_of(filing)).get(part)
    if label is None:
        raise Http404
    texts = filing.drafts if DRAFT in request.GET else passages_of(filing)
    form = open_form(request, PassageForm, row=filing, initial={"text": texts.get(part, "")})
    by = acting(request, filing.agency, rules.COMPILING)
    if carry_out(form, lambda values: services.write(filing, part, by=by, **values)):
        messages.success(request, _("已保存。下面是按保存的文字检查的结果。"))
        return redirect("filings:write", filing.pk, part)
    context = {
        "filing": filing,
        "part": part,
        "label": label,
        "form": form,
        "back": reverse("filings:detail", args=[filing.pk]),
        "drafted": bool(filing.drafts.get(part)) and filing.passages.filter(part=part).exists(),
        "beside": beside(filing, part, request.user, localdate()),
    }
    return render(request, "filings/writing/write.html", context, status=status_of(form))


@keeps_typed
def choose(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose which problems part five tells."""
    filing = compiled(request, pk, acts.PROBLEMS_CHOSEN)
    form = open_form(request, ProblemsForm, row=filing)
    by = acting(request, filing.agency, rules.COMPILING)
    if carry_out(form, lambda values: services.choose_problems(filing, by=by, **values)):
        messages.success(request, _("已选定，第五部分的草稿按所选的问题重新拟写。"))
        return redirect("filings:write", filing.pk, "problems")
    context = {
        "row": filing,
        "form": form,
        "heading": _("选择写进第五部分的问题"),
        "about": _("整改台账里到年底的问题都在下面。督查、监督反映和复议诉讼中发现的，公布以前请先读一遍。"),
        "back": reverse("filings:write", args=[filing.pk, "problems"]),
    }
    return render(request, "filings/act.html", context, status=status_of(form))
