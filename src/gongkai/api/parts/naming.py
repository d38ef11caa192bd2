"""How what is public is named in answers: agencies, categories, and where the portal shows them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.http import Http404
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext_noop as _
from ninja import Field, Schema

from gongkai.agencies.models import Agency
from gongkai.law.publication import ANNUAL_REPORT, CATEGORIES, Category
from gongkai.ui.language import said

LARGEST = 2**63 - 1
"""The greatest key there can be."""

LISTED = {each.code: each for each in (*CATEGORIES, ANNUAL_REPORT)}


class Keyed(Schema):
    """Which thing of a kind is asked for."""

    key: int = Field(ge=1, le=LARGEST, description=_("编号。"))


class AgencyName(Schema):
    """An agency by its name."""

    id: int = Field(description=_("机关的编号。"))
    name: str = Field(description=_("机关的名称。"))
    url: str = Field(description=_("门户上的网址。"))


class CategoryName(Schema):
    """A category by its name."""

    code: str = Field(description=_("公开类别的代码。"), examples=["A03"])
    name: str = Field(description=_("公开类别的名称。"))


def on_portal(name: str, **where: Any) -> str:
    """Give where the portal shows something."""
    return f"{settings.SITE_URL}{reverse(f'portal:{name}', kwargs=where or None)}"


def agency_name(agency: Any) -> AgencyName:
    """Name an agency."""
    return AgencyName(id=agency.pk, name=agency.name, url=on_portal("agency", key=agency.pk))


def category_name(code: str) -> CategoryName:
    """Name a category."""
    return CategoryName(code=code, name=said(LISTED[code].label) if code in LISTED else code)


def agency_asked(key: int | None) -> Agency | None:
    """Give the agency that is asked for, none where all are; Http404 where there is none of that key."""
    if key is None:
        return None
    found: Agency | None = Agency.objects.select_related("region").filter(pk=key).first()
    if found is None:
        raise Http404
    return found


def category_asked(code: str) -> Category | None:
    """Give the category that is asked for, none where all are; Http404 where there is none of that code."""
    if not code:
        return None
    if code not in LISTED:
        raise Http404
    return LISTED[code]


def moment(at: datetime) -> str:
    """Write a moment, in the time of the site."""
    return localtime(at).isoformat(timespec="seconds")


def day(on: date | None) -> str | None:
    """Write a day."""
    return on.isoformat() if on else None
