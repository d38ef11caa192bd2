"""The list of words (词库) that an agency keeps, for itself and those below it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from gongkai.agencies.acting import acting
from gongkai.agencies.exchange.flow import Import
from gongkai.agencies.models import Agency
from gongkai.agencies.views.sight import agency_in_sight
from gongkai.disclosure import rules, services
from gongkai.disclosure.forms.scan import SureForm, WordForm
from gongkai.disclosure.models import Word
from gongkai.disclosure.words import Words
from gongkai.ui.carrying_out import carry_out
from gongkai.ui.drafts import keeps_typed, open_form
from gongkai.ui.forms import status_of
from gongkai.ui.sight import require

SHOWN = 1_000
"""Words that the page shows; of more, those that stand first."""


@require_safe
def words(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the words that an agency's texts are held against: its own, and those of agencies above it."""
    agency = agency_in_sight(request, pk)
    rows = Word.objects.heeded_by(agency).select_related("agency").order_by("-agency__lineage", "kind", "word")
    listed = list(rows[: SHOWN + 1])
    context = {
        "agency": agency,
        "rows": listed[:SHOWN],
        "more": len(listed) > SHOWN,
        "may_edit": rules.may_set_practice(request.user, agency, localdate()),
    }
    return render(request, "disclosure/words.html", context)


@keeps_typed
def add(request: HttpRequest, pk: int) -> HttpResponse:
    """List a word, or change the one that is listed."""
    agency = _kept_by(request, pk)
    form = open_form(request, WordForm)
    done = carry_out(form, lambda values: services.set_word(agency, by=acting(request, agency), **values))
    if done:
        messages.success(request, _("已登记“%(word)s”。") % {"word": done.word})
        return redirect("disclosure:words", pk)
    context = {"agency": agency, "form": form, "heading": _("登记词语"), "submit": _("登记")}
    return render(request, "disclosure/word.html", context, status=status_of(form))


@keeps_typed
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a word off the list."""
    word = get_object_or_404(Word.objects.select_related("agency"), pk=pk)
    agency = _kept_by(request, word.agency_id)
    form = open_form(request, SureForm)
    if carry_out(form, lambda values: services.remove_word(word, by=acting(request, agency)) or True):
        messages.success(request, _("已删去“%(word)s”。") % {"word": word.word})
        return redirect("disclosure:words", agency.pk)
    heading = _("删去“%(word)s”") % {"word": word.word}
    context = {"agency": agency, "form": form, "heading": heading, "submit": _("删去")}
    return render(request, "disclosure/word.html", context, status=status_of(form))


def _kept_by(request: HttpRequest, pk: int) -> Agency:
    """Give an agency whose list the officer keeps."""
    agency = agency_in_sight(request, pk)
    require(rules.may_set_practice(request.user, agency, localdate()))
    return agency


IMPORT = Import(
    Words,
    at="disclosure:bring-words",
    agency=_kept_by,
    trail=lambda agency: [
        (_("机关"), reverse("agencies:list")),
        (agency.called, reverse("agencies:detail", args=[agency.pk])),
        (_("公开词库"), reverse("disclosure:words", args=[agency.pk])),
    ],
    heading=gettext_lazy("导入词语"),
    about=gettext_lazy("已经登记的词语，按表里的修改。"),
)
