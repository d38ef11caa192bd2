"""The list of items in sight."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.html import format_html
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from gongkai.agencies.below import Below
from gongkai.disclosure import rules
from gongkai.disclosure.lights import light_of, light_words
from gongkai.disclosure.models import Item, Kind, labels
from gongkai.disclosure.models.practice import default_reviews
from gongkai.disclosure.stages import Stage
from gongkai.disclosure.steps import turn_in_words
from gongkai.disclosure.worklists import InTableTwo, Timely
from gongkai.ui.lists import Choice, Column, Dates, List, Related, Search, respond


def _light(row: Item, today: date) -> Any:
    light = light_of(row, today)
    return format_html('<span class="left left-{}">{}</span>', light.value, light_words(row, light, today))


def _opinion(row: Item, said: str) -> int:
    return getattr(getattr(row, "opinion", None), said, 0)


def _turn(row: Item) -> str:
    practice = getattr(row.agency, "publishing", None)  # read along
    return turn_in_words(row, practice.reviews if practice is not None else default_reviews())


ITEMS = List(
    "items",
    _("主动公开"),
    columns=(
        Column("title", _("名称"), value=str, link=lambda row: reverse("disclosure:detail", args=[row.pk])),
        Column("index", _("索引号"), sort=("index",)),
        Column("category", _("公开类别"), value="get_category_display", sort=("category",)),
        Column("stage", _("环节"), value="get_stage_display", sort=("stage",)),
        Column("turn", _("轮到"), value=lambda row: _turn(row)),
        Column("due_on", _("公开期限"), sort=("awaited_on",)),
        Column("light", _("期限"), value=lambda row: _light(row, localdate()), export=False),
        Column("shown_on", _("首次公开日期"), sort=("shown_on",)),
        Column("agency", _("公开机关"), sort=("agency__name",), shown=False),
        Column("helped", _("有帮助"), value=lambda row: _opinion(row, "helped"), shown=False, number=True),
        Column("unhelped", _("没有帮助"), value=lambda row: _opinion(row, "unhelped"), shown=False, number=True),
    ),
    filters=(
        Search("q", _("名称、索引号、文号"), fields=("text__title", "index", "text__document_number")),
        Choice("stage", _("环节"), Stage.choices, several=True),
        Choice("category", _("公开类别"), labels.CATEGORY_CHOICES, several=True),
        Choice("validity", _("有效性"), labels.Validity.choices[1:], several=True),
        Choice("kind", _("文件性质"), Kind.choices[1:], several=True),
        Related(
            "agency",
            _("公开机关"),
            rows=lambda request: rules.agencies_in_sight(request.user, localdate()).order_by("lineage"),
        ),
        Dates("due", _("公开期限"), field="due_on"),
        Dates("shown", _("首次公开日期"), field="shown_on"),
        InTableTwo("two", _("表二")),
        Timely("timely", _("公开时限")),
        Below("under", _("机关")),
    ),
    order=("due_on",),
    none=_("还没有信息。"),
)


def items(request: HttpRequest) -> HttpResponseBase:
    """Show the items in sight."""
    on = localdate()
    rows = Item.objects.filter(agency__in=rules.agencies_in_sight(request.user, on)).select_related(
        "agency__publishing", "text", "opinion"
    )
    rows = rows.prefetch_related("text__reviews")
    context = {"may_write": rules.writes_some(request.user, on)}
    return respond(request, ITEMS, rows, template="disclosure/list.html", context=context)
