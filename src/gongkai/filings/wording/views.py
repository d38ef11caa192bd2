"""The sentences of an agency's reports at the desk: what each says of the newest year, and changing one."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gongkai.agencies.acting import acting
from gongkai.agencies.models import Agency
from gongkai.agencies.views.sight import agency_in_sight
from gongkai.filings import rules
from gongkai.filings.models import Filing, Wording
from gongkai.filings.narrative import filled, names_in, offered, values_of
from gongkai.filings.reporting import edition_of, numbers
from gongkai.filings.wording import services
from gongkai.filings.wording.forms import WordingForm
from gongkai.filings.wording.selectors import history, wordings
from gongkai.filings.wording.sentences import PARAGRAPHS, SENTENCES, Sentence, Values
from gongkai.ui.carrying_out import carry_out
from gongkai.ui.drafts import keeps_typed, open_form
from gongkai.ui.forms import status_of
from gongkai.ui.sight import require


class Shown(NamedTuple):
    """A sentence as it is shown: what it says of the year, or its template where it is not told; if it is our own."""

    sentence: Sentence
    words: str
    told: bool
    own: bool


@require_safe
def wording(request: HttpRequest, agency: int) -> HttpResponse:
    """Show every sentence of the draft, as it would be told of the newest year."""
    of = agency_in_sight(request, agency)
    filing, words = _newest(of), wordings(of)
    values = _values(filing)
    parts: dict[str, list[tuple[str, list[Shown]]]] = {}
    for paragraph in PARAGRAPHS:
        shown = [_shown(each, values, words.get(each.code)) for each in paragraph.sentences]
        parts.setdefault(paragraph.part, []).append((paragraph.heading, shown))
    context = {
        "agency": of,
        "filing": filing,
        "parts": [(_label(filing, part), paragraphs) for part, paragraphs in parts.items()],
        "may_word": rules.may_word(request.user, of, localdate()),
    }
    return render(request, "filings/wording/list.html", context)


@keeps_typed
def reword(request: HttpRequest, agency: int, code: str) -> HttpResponse:
    """Word a sentence, and see before what it says."""
    of, sentence = _worded(request, agency, code)
    standing = Wording.objects.standing().filter(agency=of, sentence=code).first()
    form = open_form(request, WordingForm, sentence=sentence, standing=standing)
    back = reverse("filings:wording", args=[of.pk])
    preview = "preview" in request.POST
    if not preview:
        by = acting(request, of, rules.HEADING)
        done = carry_out(form, lambda values: services.set_wording(of, code, by=by, **values))
        if done is not None:
            messages.success(request, _("已改写。重新计算以后，草稿用新的句子。"))
            return redirect(back)
    filing = _newest(of)
    values = _values(filing)
    typed = form.data.get("text", "") if form.is_bound else form.initial["text"]
    context = {
        "agency": of,
        "sentence": sentence,
        "form": form,
        "back": back,
        "filing": filing,
        "told": filled(typed, values),
        "offered": offered(values),
        "standing": standing,
        "history": history(of, code),
    }
    return render(request, "filings/wording/reword.html", context, status=200 if preview else status_of(form))


def restore(request: HttpRequest, agency: int, code: str) -> HttpResponse:
    """Ask before a sentence is worded as everybody's again, and do it."""
    of, sentence = _worded(request, agency, code)
    back = reverse("filings:wording", args=[of.pk])
    if request.method == "POST":
        services.restore_wording(of, code, by=acting(request, of, rules.HEADING))
        messages.success(request, _("已恢复通用的句子。"))
        return redirect(back)
    context = {"title": _("恢复通用的句子"), "about": sentence.text, "submit": _("恢复"), "cancel": back}
    return render(request, "ui/confirm.html", context)


def _worded(request: HttpRequest, pk: int, code: str) -> tuple[Agency, Sentence]:
    """Give an agency whose wording the officer sets, and one of its sentences."""
    agency = agency_in_sight(request, pk)
    require(rules.may_word(request.user, agency, localdate()))
    if code not in SENTENCES:
        raise Http404
    return agency, SENTENCES[code]


def _newest(agency: Agency) -> Filing | None:
    """Give the filing that sentences are shown by: the agency's newest."""
    found: Filing | None = (
        Filing.objects.filter(agency=agency).select_related("agency").order_by("-year", "-pk").first()
    )
    return found


def _values(filing: Filing | None) -> Values:
    return {} if filing is None else values_of(filing, numbers(filing))


def _shown(sentence: Sentence, values: Values, own: str | None) -> Shown:
    text = sentence.text if own is None else own
    told = bool(text) and sentence.told(values) and all(name in values for name in names_in(text))
    return Shown(sentence, filled(text, values) if told else text, told, own is not None)


def _label(filing: Filing | None, part: str) -> Any:
    if part == "preamble":
        return _("导语")
    if filing is None:
        return {"overview": _("总体情况"), "problems": _("存在的主要问题及改进情况")}.get(part, _("其他需要报告的事项"))
    spec = edition_of(filing).part_by_id[part]
    return f"{spec.numeral}、{spec.label}"
