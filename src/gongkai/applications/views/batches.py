"""Applications registered as a table: a file is tried first, and what it would do is shown; only then is it done."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from gongkai.agencies.acting import acting
from gongkai.agencies.exchange.importing import Outcome
from gongkai.agencies.exchange.keeping import gone, keep, kept, let_go
from gongkai.agencies.exchange.reading import MOST_BYTES
from gongkai.agencies.models import Agency, Officer
from gongkai.agencies.views.exchange import shown, template_of
from gongkai.applications import rules
from gongkai.applications.batches import register_letters
from gongkai.applications.forms import BatchConfirmForm, BatchForm
from gongkai.applications.models import Applicant, Batch
from gongkai.applications.tables import Letters
from gongkai.law.errors import NotAllowed, UnreadableDocument
from gongkai.law.message import Message
from gongkai.ui.carrying_out import carry_out
from gongkai.ui.drafts import keeps_typed, open_form
from gongkai.ui.forms import refuse, status_of
from gongkai.ui.language import translate
from gongkai.ui.sight import require


@require_safe
def template(request: HttpRequest) -> HttpResponse:
    """Give a table of applications to fill in."""
    require(rules.handles_some(request.user, localdate()))
    return template_of(Letters, "gongkai-applications-template.xlsx")


@keeps_typed
def bring(request: HttpRequest) -> HttpResponse:
    """Take a file, try it, and show what it would do; nothing is registered yet."""
    require(rules.handles_some(request.user, localdate()))
    among = rules.agencies_handled(request.user, localdate())
    form = open_form(request, BatchForm, among=among, initial={"agency": among.first()})
    if request.method == "POST" and form.is_valid():
        agency, content = form.cleaned_data["agency"], form.cleaned_data["file"].read(MOST_BYTES + 1)
        try:
            outcome, _batch = _register(request, agency, content, write=False)
        except UnreadableDocument as error:
            refuse(form, error)
        else:
            signed = "" if outcome.bad or not outcome.rows else keep(_officer(request), _purpose(agency), content)
            return _preview(request, agency, outcome, signed)
    return _ask(request, form)


@require_POST
@keeps_typed
def confirm(request: HttpRequest) -> HttpResponse:
    """Register what was tried, once however often it is sent."""
    require(rules.handles_some(request.user, localdate()))
    among = rules.agencies_handled(request.user, localdate())
    form = open_form(request, BatchConfirmForm, among=among)
    tried: list[Outcome] = []

    def register(values: Mapping[str, Any]) -> Batch | None:
        officer, agency, signed = _officer(request), values["agency"], values["kept"]
        content = kept(officer, _purpose(agency), signed)
        if content is None:
            raise gone()
        outcome, batch = _register(request, agency, content, write=True)
        if batch is None:  # what was tried no longer goes
            tried.append(outcome)
            raise NotAllowed("batch-goes-no-longer", Message("有的行现在不能登记。"), hint=Message("请看各行的问题。"))
        let_go(officer, _purpose(agency), signed)
        return batch

    batch = carry_out(form, register)
    if batch:
        messages.success(request, _("已登记%(count)s件。") % {"count": batch.size})
        return redirect("applications:batch-registered", batch.pk)
    if tried:
        return _preview(request, form.cleaned_data["agency"], tried[-1], "")
    again = BatchForm(among=among, initial={"agency": among.first()})
    refuse(again, gone())
    return _ask(request, again, status=409)


@require_safe
def batch(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what a table became, each row with its number."""
    seen = rules.agencies_in_sight(request.user, localdate())
    found = get_object_or_404(Batch.objects.select_related("agency"), pk=pk, agency__in=seen)
    people = Prefetch("application__applicants", Applicant.objects.order_by("order"))
    lines = found.lines.select_related("application").prefetch_related(people)
    return render(request, "applications/batch.html", {"batch": found, "lines": lines})


def _register(request: HttpRequest, agency: Agency, content: bytes, *, write: bool) -> tuple[Outcome, Batch | None]:
    by = acting(request, agency, rules.HANDLING)
    return register_letters(agency, content, by=by, on=localdate(), write=write, translate=translate())


def _ask(request: HttpRequest, form: BatchForm, *, status: int | None = None) -> HttpResponse:
    context = {"form": form, "columns": Letters.columns, "most": Letters.most_rows}
    return render(request, "applications/bring_in.html", context, status=status or status_of(form))


def _preview(request: HttpRequest, agency: Agency, outcome: Outcome, signed: str) -> HttpResponse:
    context = {"agency": agency, **shown(outcome), "kept": signed}
    return render(request, "applications/tried.html", context, status=422 if outcome.bad else 200)


def _purpose(agency: Agency) -> str:
    return f"applications.{agency.pk}"


def _officer(request: HttpRequest) -> Officer:
    assert isinstance(request.user, Officer)  # who handles applications is one
    return request.user
