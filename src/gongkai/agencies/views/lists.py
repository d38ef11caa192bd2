"""The lists of agencies and of people in sight."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import Q
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from gongkai.agencies import acts, rules
from gongkai.agencies.acting import acting
from gongkai.agencies.models import Duty, Kind, Officer, Post, Region
from gongkai.journal.services import note
from gongkai.ui.lists import Choice, Column, Dates, Export, List, Related, Search, YesNo, respond

AGENCIES = List(
    "agencies",
    _("机关"),
    columns=(
        Column("name", _("名称"), sort=("name",), link=lambda row: reverse("agencies:detail", args=[row.pk])),
        Column("called", _("简称"), value="short_name", sort=("short_name",), shown=False),
        Column("kind", _("性质"), value="get_kind_display", sort=("kind",)),
        Column("region", _("行政区划"), sort=("region__code",)),
        Column("parent", _("上级机关"), sort=("parent__name",)),
        Column("phone", _("联系电话")),
        Column("address", _("办公地址"), shown=False),
        Column("email", _("电子邮箱"), shown=False),
        Column("credit_code", _("统一社会信用代码"), sort=("credit_code",), shown=False),
        Column("established_on", _("成立日期"), sort=("established_on",), shown=False),
        Column("dissolved_on", _("撤销日期"), sort=("dissolved_on",)),
    ),
    filters=(
        Search("q", _("名称、简称、代码"), fields=("name", "short_name", "credit_code")),
        Choice("kind", _("性质"), Kind.choices, several=True),
        Related("region", _("行政区划"), rows=lambda request: Region.objects.order_by("code")),
        YesNo("gone", _("已撤销"), holds=Q(dissolved_on__isnull=False)),
    ),
    order=("region", "name"),
    none=_("没有您看得到的机关。"),
)

PEOPLE = List(
    "people",
    _("人员及任职"),
    columns=(
        Column(
            "officer",
            _("姓名"),
            sort=("officer__name",),
            link=lambda row: reverse("agencies:officer", args=[row.officer_id]),
        ),
        Column("username", _("用户名"), value="officer.username", sort=("officer__username",), shown=False),
        Column("agency", _("机关"), sort=("agency__name",)),
        Column("office", _("科室"), sort=("office__name",)),
        Column("duty", _("职责"), value="get_duty_display", sort=("duty",)),
        Column("from_on", _("自"), sort=("from_on",)),
        Column("until_on", _("至"), sort=("until_on",)),
    ),
    filters=(
        Search("q", _("姓名、用户名、机关"), fields=("officer__name", "officer__username", "agency__name")),
        Choice("duty", _("职责"), Duty.choices, several=True),
        Related(
            "agency",
            _("机关"),
            rows=lambda request: rules.agencies_in_sight(request.user, localdate()).order_by("lineage"),
        ),
        Dates("from_on", _("自")),
        YesNo("shut_out", _("账号已停用"), holds=Q(officer__is_active=False)),
        YesNo("ended", _("任职已到期"), holds=Q(until_on__isnull=False)),
    ),
    order=("agency", "officer"),
    none=_("没有您看得到的人员。"),
)


def agencies(request: HttpRequest) -> HttpResponseBase:
    """Show the agencies in sight."""
    on = localdate()
    rows = rules.agencies_in_sight(request.user, on).select_related("region", "parent")
    context = {"may_add": rules.administers_some(request.user, on), "may_run_site": rules.may_run_site(request.user)}
    return respond(request, AGENCIES, rows, template="agencies/list.html", context=context, exported=note_export)


def people(request: HttpRequest) -> HttpResponseBase:
    """Show who holds, and held, which post in the agencies in sight."""
    seen = rules.agencies_in_sight(request.user, localdate())
    rows = Post.objects.filter(agency__in=seen).select_related("officer", "agency", "office")
    return respond(request, PEOPLE, rows, template="agencies/people.html", exported=note_export)


@transaction.atomic
def note_export(request: HttpRequest, export: Export) -> Any:
    """Note that an officer took a list out."""
    assert isinstance(request.user, Officer)
    return note(
        request.user,
        acts.LIST_EXPORTED,
        by=acting(request),
        listing=export.listing,
        count=export.count,
        columns=export.columns,
    )
