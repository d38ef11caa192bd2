"""Items at the desk: the list, one of them with what can be done with it, writing, and each act."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from gongkai.agencies.acting import acting
from gongkai.agencies.models import Agency
from gongkai.agencies.rules import posts_of
from gongkai.agencies.views.sight import agency_in_sight
from gongkai.disclosure import rules, selectors, services
from gongkai.disclosure.deeds import DEED_BY_NAME, DEEDS
from gongkai.disclosure.forms import NewTextForm, PracticeForm, TextForm
from gongkai.disclosure.lights import light_of, light_words
from gongkai.disclosure.models import Item, Review, labels
from gongkai.disclosure.models.practice import practice_of
from gongkai.disclosure.services.acting import text_of
from gongkai.disclosure.stages import Stage
from gongkai.journal.selectors import timeline
from gongkai.ui.carrying_out import carry_out
from gongkai.ui.drafts import keeps_typed, open_form
from gongkai.ui.forms import status_of
from gongkai.ui.lists import Choice, Column, Dates, List, Related, Search, respond
from gongkai.ui.sight import require

ENTRIES = 100
"""How many entries of the journal an item shows, the newest first."""


def _light(row: Item, today: date) -> Any:
    light = light_of(row, today)
    return format_html('<span class="left left-{}">{}</span>', light.value, light_words(row, light, today))


ITEMS = List(
    "items",
    gettext_lazy("主动公开"),
    columns=(
        Column("title", gettext_lazy("名称"), value=str, link=lambda row: reverse("disclosure:detail", args=[row.pk])),
        Column("index", gettext_lazy("索引号"), sort=("index",)),
        Column("category", gettext_lazy("公开类别"), value="get_category_display", sort=("category",)),
        Column("stage", gettext_lazy("环节"), value="get_stage_display", sort=("stage",)),
        Column("due_on", gettext_lazy("公开期限"), sort=("due_on",)),
        Column("light", gettext_lazy("期限"), value=lambda row: _light(row, localdate()), export=False),
        Column("shown_on", gettext_lazy("首次公开日期"), sort=("shown_on",)),
        Column("agency", gettext_lazy("公开机关"), sort=("agency__name",), shown=False),
    ),
    filters=(
        Search("q", gettext_lazy("名称、索引号、文号"), fields=("text__title", "index", "text__document_number")),
        Choice("stage", gettext_lazy("环节"), Stage.choices, several=True),
        Choice("category", gettext_lazy("公开类别"), labels.CATEGORY_CHOICES, several=True),
        Related(
            "agency",
            gettext_lazy("公开机关"),
            rows=lambda request: rules.agencies_in_sight(request.user, localdate()).order_by("lineage"),
        ),
        Dates("due", gettext_lazy("公开期限"), field="due_on"),
        Dates("shown", gettext_lazy("首次公开日期"), field="shown_on"),
    ),
    order=("due_on",),
    none=gettext_lazy("还没有信息。"),
)


def items(request: HttpRequest) -> HttpResponseBase:
    """Show the items in sight."""
    on = localdate()
    rows = Item.objects.filter(agency__in=rules.agencies_in_sight(request.user, on)).select_related("agency", "text")
    context = {"may_write": rules.writes_some(request.user, on)}
    return respond(request, ITEMS, rows, template="disclosure/list.html", context=context)


def item_in_sight(request: HttpRequest, pk: int) -> Item:
    """Give an item that the officer sees; 404 for any other."""
    seen = rules.agencies_in_sight(request.user, localdate())
    rows = Item.objects.select_related("agency__region", "text__author", "shown")
    return get_object_or_404(rows, pk=pk, agency__in=seen)


@require_safe
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Show an item: what it says, where it stands, what can be done with it."""
    item, on = item_in_sight(request, pk), localdate()
    light = light_of(item, on)
    may = [deed for deed in DEEDS if deed.is_possible(item) and deed.may(request.user, item, on)]
    return render(
        request,
        "disclosure/detail.html",
        {
            "item": item,
            "text": text_of(item),
            "files": selectors.files_of(item, text_of(item)),
            "light": light.value,
            "light_words": light_words(item, light, on),
            "deeds": may,
            "may_revise": item.stage != Stage.ENDED and rules.may_revise(request.user, item, on),
            "reviews": list(Review.objects.filter(text__item=item).select_related("officer", "text")),
            "steps_left": [_duty(each) for each in services.steps_left(item)] if item.stage == Stage.REVIEWING else [],
            "history": list(selectors.history_of(item)),
            "entries": timeline(item)[:ENTRIES],
        },
    )


def _duty(duty: str) -> str:
    return str(dict(Review._meta.get_field("duty").flatchoices)[duty])


@keeps_typed
def begin(request: HttpRequest) -> HttpResponse:
    """Begin an item."""
    on = localdate()
    require(rules.writes_some(request.user, on))
    among = Agency.objects.filter(
        pk__in=[post.agency_id for post in posts_of(request.user, on) if post.duty in rules.WRITING]
    )
    form = open_form(request, NewTextForm, among=among, initial={"agency": among.first()})

    def do(values: Any) -> Item:
        given = {name: value for name, value in values.items() if name not in ("agency", "seen")}
        return services.begin(values["agency"], by=acting(request, values["agency"], rules.WRITING), **given)

    done = carry_out(form, do)
    if done:
        messages.success(request, _("已保存，索引号%(index)s。") % {"index": done.index})
        return redirect("disclosure:detail", done.pk)
    context = {"form": form, "heading": _("拟写公开信息"), "submit": _("保存")}
    return render(request, "disclosure/act.html", context, status=status_of(form))


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
    return render(request, "disclosure/act.html", context, status=status_of(form))


@keeps_typed
def act(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Do one of the things that are done with an item (`deeds`)."""
    item = item_in_sight(request, pk)
    deed = DEED_BY_NAME.get(name)
    if deed is None:
        raise Http404
    require(deed.may(request.user, item, localdate()))
    form = open_form(request, deed.form, item=item)
    by = acting(request, item.agency, deed.duties)
    if carry_out(form, lambda values: deed.do(item, form, values, by)):
        messages.success(request, _("已办理：%(deed)s。") % {"deed": deed.words})
        return redirect("disclosure:detail", pk)
    context = {"item": item, "form": form, "heading": deed.words, "grave": deed.grave, "submit": deed.words}
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
