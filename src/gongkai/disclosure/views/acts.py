"""What is done with an item, and how an agency reviews."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from gongkai.agencies.acting import acting
from gongkai.agencies.views.sight import agency_in_sight
from gongkai.disclosure import acts, rules, services
from gongkai.disclosure.deeds import DEED_BY_NAME
from gongkai.disclosure.forms import PracticeForm
from gongkai.disclosure.models.practice import practice_of
from gongkai.disclosure.views.sight import item_in_sight
from gongkai.ui.carrying_out import carry_out
from gongkai.ui.drafts import keeps_typed, open_form
from gongkai.ui.forms import status_of
from gongkai.ui.sight import require

PASSED_ON = (acts.SUBMITTED, acts.PASSED, acts.RETURNED, acts.REFERRED, acts.PUBLISHED, acts.PUBLICATION_PLANNED)
"""Acts on a text as it stands: their forms show it, so that nobody passes it unread."""


@keeps_typed
def act(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Do one of the things that are done with an item (`deeds`)."""
    item = item_in_sight(request, pk)
    deed = DEED_BY_NAME.get(name)
    if deed is None:
        raise Http404
    require(deed.may(request.user, item, localdate()))
    form = open_form(request, deed.form, item=item)
    by = acting(request, item.agency, deed.duties_of(item))
    if carry_out(form, lambda values: deed.do(item, form, values, by)):
        messages.success(request, _("已办理：%(deed)s。") % {"deed": deed.words})
        return redirect("disclosure:detail", pk)
    context = {
        "item": item, "form": form, "heading": deed.words, "grave": deed.grave, "submit": deed.words,
        "text": item.text if deed.act in PASSED_ON else None,
    }  # fmt: skip
    return render(request, "disclosure/act.html", context, status=status_of(form))


@keeps_typed
def practice(request: HttpRequest, pk: int) -> HttpResponse:
    """Say how an agency reviews and numbers what it publishes."""
    agency = agency_in_sight(request, pk)
    require(rules.may_set_practice(request.user, agency, localdate()))
    form = open_form(request, PracticeForm, instance=practice_of(agency))
    if carry_out(form, lambda values: services.set_practice(agency, values, by=acting(request, agency))):
        messages.success(request, _("已保存。"))
        return redirect("agencies:detail", pk)
    context = {"form": form, "heading": _("公开审查规则"), "agency": agency}
    return render(request, "disclosure/act.html", context, status=status_of(form))
