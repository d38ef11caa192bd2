"""The site with a list of agencies, for tests of lists and of forms that keep what was typed."""

from __future__ import annotations

from django import forms
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template import engines
from django.urls import include, path
from django.utils.timezone import localdate

from gongkai.agencies import services
from gongkai.agencies.acting import acting
from gongkai.agencies.models import Agency, Kind, Region
from gongkai.agencies.rules import agencies_in_sight, may_edit_agency
from gongkai.journal.selectors import last_changes
from gongkai.law.errors import NotAllowed
from gongkai.law.message import Message
from gongkai.ui.carrying_out import carry_out
from gongkai.ui.drafts import keeps_typed, open_form
from gongkai.ui.forms import status_of
from gongkai.ui.lists import Action, Change, Choice, Column, Dates, List, Related, Search, YesNo, respond
from gongkai.ui.locking import Versioned

EXPORTED = []
"""What was exported, as the view was told."""


class PhoneForm(forms.Form):
    phone = forms.CharField(label="联系电话", max_length=60)


def plan_phone(request, agency, values):
    if not may_edit_agency(request.user, agency, localdate()):
        raise PermissionDenied
    if agency.kind == Kind.TOWNSHIP:
        raise NotAllowed("township", Message("“{agency}”由镇里自己改。", agency=agency.name))
    if agency.phone != values["phone"]:
        yield Change("联系电话", agency.phone, values["phone"])


def apply_phone(request, agency, values):
    if agency.name.startswith("拒"):
        raise NotAllowed("refused-late", Message("到头来不行。"))
    services.edit_agency(agency, {"phone": values["phone"]}, by=acting(request, agency))


def plan_clear(request, agency, values):
    if agency.kind == Kind.TOWNSHIP:
        raise NotAllowed("township", Message("“{agency}”由镇里自己改。", agency=agency.name))
    yield Change("传真", agency.fax, "无")


def apply_clear(request, agency, values):
    if agency.name.startswith("拒"):
        raise NotAllowed("refused-late", Message("到头来不行。"))
    services.edit_agency(agency, {"fax": "无"}, by=acting(request, agency))


AGENCIES = List(
    "test-agencies",
    "行政机关",
    columns=(
        Column("name", "名称", sort=("name",), link=lambda agency: f"/agencies/{agency.pk}/"),
        Column("kind", "性质", value="get_kind_display", sort=("kind",)),
        Column("region", "行政区划", value="region.name", sort=("region__code",)),
        Column("phone", "联系电话"),
        Column("established", "成立日期", value="established_on", sort=("established_on",)),
        Column("dissolved", "已撤销", value=lambda agency: agency.dissolved_on is not None, shown=False),
        Column("number", "编号", value="pk", sort=("pk",), shown=False, number=True, export=False),
    ),
    filters=(
        Search("q", "名称", fields=("name", "short_name")),
        Choice("kind", "性质", choices=Kind.choices, several=True),
        Choice("level", "级别", choices=(("county", "县级"), ("township", "乡级")), field="region__level"),
        Related("region", "行政区划", rows=lambda request: Region.objects.all()),
        Dates("established", "成立", field="established_on"),
        YesNo("dissolved", "已撤销", holds=Q(dissolved_on__isnull=False), rare=True),
    ),
    order=("name",),
    actions=(
        Action("phone", "改联系电话", plan_phone, apply_phone, form=PhoneForm, most=20),
        Action(
            "clear",
            "清除传真",
            plan_clear,
            apply_clear,
            together=True,
            may=lambda request: request.user.username != "handler",
        ),
    ),
)


@login_required
def agencies(request):
    rows = agencies_in_sight(request.user, localdate()).select_related("region")
    return respond(request, AGENCIES, rows, exported=lambda request, export: EXPORTED.append(export))


@login_required
def unexported(request):
    return respond(request, AGENCIES, Agency.objects.select_related("region"))


class AgencyForm(Versioned, forms.ModelForm):
    def changed_by(self, names):
        return last_changes(self.instance, names)

    class Meta:
        model = Agency
        fields = ("name", "kind", "region", "phone", "fax", "address", "established_on")


class SecretForm(AgencyForm):
    password = forms.CharField(widget=forms.PasswordInput, required=False)
    scan = forms.FileField(required=False)


PAGE = """{% extends "ui/desk.html" %}{% block content %}{% include "ui/form.html" %}{% endblock %}"""


@keeps_typed
@login_required
def edit(request, key):
    """Edit an agency; one called 500 fails."""
    agency = get_object_or_404(Agency, pk=key)
    form = open_form(request, SecretForm, instance=agency)

    def save(typed):
        if typed["name"] == "500":
            raise RuntimeError("fails")
        values = {name: typed[name] for name in AgencyForm.Meta.fields}
        return services.edit_agency(agency, values, by=acting(request, agency))

    if carry_out(form, save):
        return redirect("/desk/")
    page = engines["django"].from_string(PAGE).render({"form": form}, request)
    return HttpResponse(page, status=status_of(form))


@login_required
def unkept(request):
    """Take a form that keeps nothing."""
    return redirect("/desk/")


urlpatterns = [
    path("", include("gongkai.config.urls")),
    path("test/agencies/", agencies, name="test-agencies"),
    path("test/unexported/", unexported, name="test-unexported"),
    path("test/agencies/<int:key>/edit/", edit, name="test-edit"),
    path("test/unkept/", unkept, name="test-unkept"),
]
