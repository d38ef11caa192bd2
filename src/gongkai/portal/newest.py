"""What is public as lists name it: items and annual reports alike, each with where it is and since when."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from django.urls import reverse
from django.utils.timezone import localdate

from gongkai.agencies.models import Agency
from gongkai.disclosure.models import Item
from gongkai.disclosure.selectors import public_items
from gongkai.filings.models import Version
from gongkai.filings.publishing.selectors import address_of, current_versions, title_of
from gongkai.law.publication import ANNUAL_REPORT


class Line(NamedTuple):
    """Something public in a list: what it is called, where it is, whose, since when; what is named with it."""

    title: str
    url: str
    agency: Agency
    on: date
    about: Any = ""
    also: Sequence[Any] = ()


def of_item(item: Item) -> Line:
    """Give an item as lists name it."""
    assert item.shown is not None  # it is public
    assert item.shown_on is not None
    return Line(item.shown.title, reverse("portal:item", args=[item.pk]), item.agency, item.shown_on)


def of_version(version: Version) -> Line:
    """Give an annual report as lists name it, by the version that is shown."""
    filing = version.filing
    about = filing.get_scope_display() if filing.scope != filing._meta.get_field("scope").default else ""
    return Line(title_of(version), address_of(filing), filing.agency, localdate(version.published_at), about)


def newest(agency: Agency | None, category: str, most: int) -> list[Line]:
    """Give what an agency, or all together, have published last, of a category or of all."""
    found = [of_item(each) for each in public_items(agency, category)[:most]]
    if category in ("", ANNUAL_REPORT.code):
        found = [*(of_version(each) for each in current_versions(agency)[:most]), *found]
    return sorted(found, key=lambda each: each.on, reverse=True)[:most]
