"""Two texts of an item side by side, for who reviews them."""

from __future__ import annotations

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from gongkai.disclosure import comparing, selectors
from gongkai.disclosure.models import Item, Text
from gongkai.disclosure.services.acting import text_of
from gongkai.disclosure.views.sight import item_in_sight


class _Chosen(forms.Form):
    """Which two of an item's texts."""

    before = forms.TypedChoiceField(label=gettext_lazy("原稿"), coerce=int)
    after = forms.TypedChoiceField(label=gettext_lazy("改稿"), coerce=int)


@require_safe
def compare(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what differs between two texts: by default between what is shown, or the one before, and the newest."""
    item = item_in_sight(request, pk)
    texts = {each.number: each for each in Text.objects.filter(item=item).order_by("-number")}
    form = _Chosen({**_usual(item, texts), **request.GET.dict()})
    for field in form.fields.values():
        field.choices = [(number, named(item, each)) for number, each in texts.items()]  # type: ignore[attr-defined]
    chosen = form.cleaned_data if form.is_valid() else _usual(item, texts)
    before, after = texts[chosen["before"]], texts[chosen["after"]]
    files = "、".join(map(str, selectors.files_of(item, before))), "、".join(map(str, selectors.files_of(item, after)))
    context = {
        "item": item,
        "form": form,
        "compared": comparing.compare(before, after, files),
        "before": named(item, before),
        "after": named(item, after),
    }
    return render(request, "disclosure/compare.html", context)


def _usual(item: Item, texts: dict[int, Text]) -> dict[str, int]:
    newest = text_of(item).number
    shown = item.shown.number if item.shown is not None else newest
    earlier = shown if shown != newest else next((each for each in texts if each < newest), newest)
    return {"before": earlier, "after": newest}


def named(item: Item, text: Text) -> str:
    """Name a text: its number, and whether it is what everybody sees."""
    words = _("第%(number)d稿") % {"number": text.number}
    return _("%(text)s（公开中）") % {"text": words} if text.pk == item.shown_id else words
