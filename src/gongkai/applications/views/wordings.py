"""The words of an agency's letters: which there are, and one kind's, changed with a preview."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_safe

from gongkai.agencies.acting import acting
from gongkai.agencies.models import Agency
from gongkai.agencies.views.sight import agency_in_sight
from gongkai.applications import rules, services
from gongkai.applications.forms.practice import WordingForm
from gongkai.applications.models import Wording
from gongkai.applications.notices.gathering import sender_of
from gongkai.applications.notices.kinds import KIND_BY_NAME, KINDS, Kind, write
from gongkai.applications.notices.letter import Letter
from gongkai.applications.notices.pdf import write_pdf
from gongkai.applications.notices.samples import samples, whole
from gongkai.applications.notices.wordings import checked, fits, in_use, ours, required
from gongkai.law.errors import GongkaiError
from gongkai.ui.carrying_out import carry_out
from gongkai.ui.drafts import keeps_typed, open_form
from gongkai.ui.forms import refuse, status_of
from gongkai.ui.sight import require


@require_safe
def wordings(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the kinds of letters, and where an agency's words are its own."""
    agency = _administered(request, pk)
    today = localdate()
    rows = [(kind, _own(agency, kind, today)) for kind in KINDS]
    return render(request, "applications/wordings.html", {"agency": agency, "rows": rows})


@keeps_typed
def wording(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Change the words of a kind of letter, look at them in a sample, or go back to ours."""
    agency, kind, today = _administered(request, pk), KIND_BY_NAME.get(name), localdate()
    if kind is None:
        raise Http404
    own = _own(agency, kind, today)
    form = open_form(request, WordingForm, initial={"text": own.text if own else ours(kind)})
    asked, letter = request.POST.get("do", ""), None
    if asked.startswith("preview"):
        letter = _preview(form, agency, kind)
        if letter and asked == "preview-pdf":
            return HttpResponse(write_pdf(letter), content_type="application/pdf")
    elif carry_out(form, lambda values: _save(agency, kind, values, acting(request, agency), reset=asked == "reset")):
        messages.success(request, _("已保存。"))
        return redirect("applications:wording", pk, name)
    context = {
        "agency": agency,
        "kind": kind,
        "form": form,
        "own": own,
        "fits": own is None or fits(kind, own),
        "letter": letter,
        "required": [field for field, _citation in required(kind)],
        "optional": sorted(kind.known - {field for field, _citation in required(kind)}),
        "versions": Wording.objects.filter(agency=agency, kind=kind.name),
    }
    return render(request, "applications/wording.html", context, status=status_of(form))


def _administered(request: HttpRequest, pk: int) -> Agency:
    agency = agency_in_sight(request, pk)
    require(rules.may_set_practice(request.user, agency, localdate()))
    return agency


def _own(agency: Agency, kind: Kind, today: Any) -> Wording | None:
    found = in_use(agency, kind, today)
    return found if found and found.text else None


def _save(agency: Agency, kind: Kind, values: Any, by: Any, *, reset: bool) -> Wording:
    if reset:
        return services.reset_wording(agency, kind, starts_on=values["starts_on"], by=by)
    return services.set_wording(agency, kind, values["text"], starts_on=values["starts_on"], by=by)


def _preview(form: Any, agency: Agency, kind: Kind) -> Letter | None:
    """Write a sample in the words that were typed; None, with why on the form, when they cannot be used."""
    if not form.is_valid():
        return None
    try:
        with override(settings.LANGUAGE_CODE):
            letter = write(
                kind,
                samples(whole(sender_of(agency, localdate())))[kind.name],
                checked(kind, form.cleaned_data["text"]),
            )
    except GongkaiError as error:
        refuse(form, error)
        return None
    return replace(letter, mark="样例")
