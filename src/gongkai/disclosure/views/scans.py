"""What the scan found in an item's newest text, and what people decide of it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from gongkai.agencies.acting import acting
from gongkai.attachments.models import Attachment
from gongkai.disclosure import rules, services, visiting
from gongkai.disclosure.forms.scan import DecideForm
from gongkai.disclosure.models import Item, Scan
from gongkai.disclosure.models.practice import REVIEWS
from gongkai.disclosure.services import scanning
from gongkai.disclosure.services.acting import text_of
from gongkai.disclosure.stages import Stage
from gongkai.disclosure.views.sight import item_in_sight
from gongkai.ui.carrying_out import carry_out
from gongkai.ui.drafts import keeps_typed, open_form
from gongkai.ui.forms import status_of
from gongkai.ui.sight import require


@keeps_typed
def scan(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what was found, and keep what is decided."""
    item = item_in_sight(request, pk)
    may = rules.may_decide(request.user, item, localdate())
    require(may or request.method != "POST")
    found = _found(item)
    form = open_form(request, DecideForm, item=item, found=found)
    by = acting(request, item.agency, rules.WRITING | frozenset(REVIEWS))
    done = carry_out(form, lambda values: services.decide(item, form.answers(), by=by, seen=values["seen"]))
    if done:
        messages.success(request, _("已处理%(count)d处。") % {"count": done})
        return redirect("disclosure:scan", pk)
    text = text_of(item)
    kept = scanning.scan_of(text)
    context: dict[str, Any] = {
        "item": item,
        "text": text,
        "form": form,
        "lines": form.lines,
        "may_decide": may and bool(form.asked),
        "left": sum(each.is_open for each in found),
        "waiting": len(kept.waiting) if kept else 0,
        "follows_links": visiting.is_on(),
        "followed_on": _followed_on(kept),
        "mended": scanning.mended(item, found),
        "names": {each.pk: str(each) for each in Attachment.objects.filter(pk__in=text.files)},
    }
    return render(request, "disclosure/scan.html", context, status=status_of(form))


def _followed_on(kept: Scan | None) -> date | None:
    """Give since when nothing newer is known of the links to other sites."""
    days = [date.fromisoformat(each["on"]) for each in kept.links.values()] if kept else []
    return min(days, default=None)


def _found(item: Item) -> list[scanning.Shown]:
    """Give what is found: in a text that may yet change by the words as they are now, in others what was kept."""
    text = text_of(item)
    kept = scanning.scan_of(text)
    if item.stage in (Stage.DRAFT, Stage.REVIEWING, Stage.APPROVED):
        return scanning.looked_at(text)
    return scanning.shown(kept) if kept else []
