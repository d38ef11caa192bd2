"""One item at the desk, with what can be done with it; writing one."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gongkai.agencies.acting import acting
from gongkai.agencies.models import Agency
from gongkai.agencies.rules import posts_of
from gongkai.disclosure import rules, selectors, services
from gongkai.disclosure.content import bare_tables
from gongkai.disclosure.deeds import DEEDS
from gongkai.disclosure.forms import NewTextForm, TextForm
from gongkai.disclosure.lights import left_words, light_of, light_on, light_words
from gongkai.disclosure.models import FollowUp, Guide, Item, Plan, Reassessment, Referral, Review
from gongkai.disclosure.relating import said_of
from gongkai.disclosure.services import scanning
from gongkai.disclosure.services.acting import text_of
from gongkai.disclosure.stages import Stage
from gongkai.disclosure.steps import steps_of
from gongkai.disclosure.views.sight import item_in_sight
from gongkai.journal.selectors import timeline
from gongkai.ui.carrying_out import carry_out
from gongkai.ui.drafts import keeps_typed, open_form
from gongkai.ui.forms import status_of
from gongkai.ui.sight import require

ENTRIES = 100
"""How many entries of the journal an item shows, the newest first."""


_LEADING = 2
"""Acts that have a button of their own; the others are in a menu, and so is what ends an item."""


@require_safe
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Show an item: what it says, where it stands, what can be done with it."""
    item, on = item_in_sight(request, pk), localdate()
    seen = rules.agencies_in_sight(request.user, on)
    light = light_of(item, on)
    may = [deed for deed in DEEDS if deed.is_possible(item) and deed.may(request.user, item, on)]
    leading = [deed for deed in may if not deed.grave][:_LEADING]
    return render(
        request,
        "disclosure/detail.html",
        {
            "item": item,
            "text": text_of(item),
            "bare_tables": bare_tables(text_of(item).body),
            "files": selectors.files_of(item, text_of(item)),
            "light": light.value,
            "light_words": light_words(item, light, on),
            "leading": leading,
            "rest": [deed for deed in may if deed not in leading],
            "may_place": rules.may_place(request.user, item, on),
            "guide": Guide.objects.filter(item=item).exists(),
            "may_revise": item.stage != Stage.ENDED and rules.may_revise(request.user, item, on),
            "broken_links": selectors.broken_links_of(item),
            "follow_ups": [_follow_up(row, on) for row in selectors.follow_ups_of(item, on)],
            "reviews": list(Review.objects.filter(text__item=item).select_related("officer", "stands_for", "text")),
            "steps": steps_of(item, on) if item.stage != Stage.ENDED else [],
            "plans": list(Plan.objects.filter(item=item).select_related("officer").order_by("-pk")),
            "referrals": list(Referral.objects.filter(item=item).order_by("-pk")),
            "reassessments": list(Reassessment.objects.filter(item=item).order_by("-pk")),
            **said_of(item, text_of(item), on, seen=seen),
            "opens": "disclosure:detail",
            "scan": scanning.summary(text_of(item)),
            "history": list(selectors.history_of(item)),
            "entries": timeline(item)[:ENTRIES],
        },
    )


def _follow_up(row: FollowUp, on: date) -> tuple[FollowUp, str, str]:
    """Give what remains to be done with its light."""
    light = light_on(row.due_on, on)
    return row, light.value, left_words(row.due_on, light, on)


def agencies_written_for(officer: Any, on: date) -> Any:
    """Give the agencies that an officer writes for, as a query set."""
    return Agency.objects.filter(
        pk__in=[post.agency_id for post in posts_of(officer, on) if post.duty in rules.WRITING]
    )


@keeps_typed
def begin(request: HttpRequest) -> HttpResponse:
    """Begin an item."""
    on = localdate()
    require(rules.writes_some(request.user, on))
    among = agencies_written_for(request.user, on)
    form = open_form(request, NewTextForm, among=among, initial={"agency": among.first()})

    def do(values: Any) -> Item:
        given = {name: value for name, value in values.items() if name not in ("agency", "seen")}
        return services.begin(values["agency"], by=acting(request, values["agency"], rules.WRITING), **given)

    done = carry_out(form, do)
    if done:
        messages.success(request, _("已保存，索引号%(index)s。") % {"index": done.index})
        return redirect("disclosure:detail", done.pk)
    context = {"form": form, "heading": _("拟写公开信息"), "submit": _("保存")}
    return render(request, "disclosure/write.html", context, status=status_of(form))


@keeps_typed
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Write an item anew: the new text has yet to be reviewed."""
    item = item_in_sight(request, pk)
    require(rules.may_revise(request.user, item, localdate()))
    form = open_form(request, TextForm, item=item)
    by = acting(request, item.agency, rules.WRITING)
    done = carry_out(form, lambda values: services.revise(item, by=by, **values))
    if done:
        messages.success(request, _("已保存为新的一稿，须重新审查。"))
        return redirect("disclosure:detail", pk)
    context = {"form": form, "item": item, "heading": _("修改"), "submit": _("保存为新的一稿")}
    if rules.may_attach(request.user, item, localdate()):
        context["pictures"] = reverse("disclosure:add-picture", args=[pk])
    return render(request, "disclosure/write.html", context, status=status_of(form))
