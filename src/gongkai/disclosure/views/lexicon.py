"""The list of words (词库) that an agency keeps, for itself and those below it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from gongkai.agencies.acting import acting
from gongkai.agencies.exchange.importing import Outcome, bring_in
from gongkai.agencies.exchange.keeping import gone, keep, kept, let_go
from gongkai.agencies.exchange.reading import MOST_BYTES
from gongkai.agencies.forms import TableForm
from gongkai.agencies.models import Agency, Officer
from gongkai.agencies.views.exchange import shown, template_of
from gongkai.agencies.views.sight import agency_in_sight
from gongkai.disclosure import rules, services
from gongkai.disclosure.forms.scan import SureForm, WordForm
from gongkai.disclosure.models import Word
from gongkai.disclosure.words import Words
from gongkai.law.errors import UnreadableDocument
from gongkai.ui.carrying_out import carry_out
from gongkai.ui.drafts import keeps_typed, open_form
from gongkai.ui.forms import refuse, status_of
from gongkai.ui.language import translate
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


@require_safe
def template(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a table of words to fill in."""
    _kept_by(request, pk)
    return template_of(Words, "gongkai-words-template.xlsx")


@keeps_typed
def bring(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a file, try it, and show what it would do; nothing is listed yet."""
    agency = _kept_by(request, pk)
    form = open_form(request, TableForm)
    if request.method == "POST" and form.is_valid():
        content = form.cleaned_data["file"].read(MOST_BYTES + 1)
        try:
            outcome = _brought(request, agency, content, write=False)
        except UnreadableDocument as error:
            refuse(form, error)
        else:
            signed = "" if outcome.bad or not outcome.rows else keep(_officer(request), _purpose(agency), content)
            return _preview(request, agency, outcome, signed)
    return _ask(request, agency, form, status_of(form))


@require_POST
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """List what was tried, and nothing else."""
    agency = _kept_by(request, pk)
    signed = request.POST.get("kept", "")
    content = kept(_officer(request), _purpose(agency), signed)
    if content is None:
        form = TableForm()
        refuse(form, gone())
        return _ask(request, agency, form, 409)
    let_go(_officer(request), _purpose(agency), signed)
    outcome = _brought(request, agency, content, write=True)
    if not outcome.written:  # what was tried no longer goes
        return _preview(request, agency, outcome, "")
    messages.success(request, _("已导入：新增%(added)s行，修改%(changed)s行，未变%(same)s行。") % outcome.counts)
    return redirect("disclosure:words", pk)


def _kept_by(request: HttpRequest, pk: int) -> Agency:
    """Give an agency whose list the officer keeps."""
    agency = agency_in_sight(request, pk)
    require(rules.may_set_practice(request.user, agency, localdate()))
    return agency


def _brought(request: HttpRequest, agency: Agency, content: bytes, *, write: bool) -> Outcome:
    by = acting(request, agency)
    return bring_in(content, Words(agency), by=by, on=localdate(), write=write, translate=translate())


def _ask(request: HttpRequest, agency: Agency, form: Any, status: int) -> HttpResponse:
    context = {"agency": agency, "form": form, "columns": Words.columns}
    return render(request, "disclosure/bring_words.html", context, status=status)


def _preview(request: HttpRequest, agency: Agency, outcome: Outcome, signed: str) -> HttpResponse:
    context = {"agency": agency, **shown(outcome), "kept": signed}
    return render(request, "disclosure/tried_words.html", context, status=422 if outcome.bad else 200)


def _officer(request: HttpRequest) -> Officer:
    assert isinstance(request.user, Officer)
    return request.user


def _purpose(agency: Agency) -> str:
    return f"words.{agency.pk}"
