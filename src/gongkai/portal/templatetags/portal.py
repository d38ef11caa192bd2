"""Tags of the public pages: the bar of sections, the facts in the foot, data for machines."""

from __future__ import annotations

import json
from typing import Any, NamedTuple

from django import template
from django.conf import settings
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gongkai.portal.site import there_is

register = template.Library()

_UNFIT = {ord(each): f"\\u{ord(each):04x}" for each in "<>&"}


class Part(NamedTuple):
    """A section in the bar: what it is called, where it is, whether the page is it (page) or lies in it (true)."""

    title: Any
    url: str
    current: str


@register.simple_tag
def sections(path: str) -> list[Part]:
    """Give the fixed sections of 国办公开办函〔2019〕61号, and the way to all agencies and to the search."""
    found = [
        (_("首页"), reverse("portal:home")),
        *((title, reverse("portal:section", args=[name])) for name, title in _OF_AGENCIES if _there(name)),
        (_("法定主动公开内容"), reverse("portal:published-all")),
        (_("年报"), reverse("portal:reports-all")),
        (_("依申请公开"), reverse("portal:applying")),
        (_("机关名录"), reverse("portal:agencies")),
        *([(_("搜索"), there_is("portal:search"))] if there_is("portal:search") else []),
    ]
    within = max((url for _title, url in found if path.startswith(url)), key=len, default="")
    return [Part(title, url, _current(path, url) if url == within else "") for title, url in found]


_OF_AGENCIES = (("guide", gettext_lazy("指南")), ("systems", gettext_lazy("制度")))


def _there(name: str) -> bool:
    return bool(there_is(f"portal:{name}", 1))


def _current(path: str, url: str) -> str:
    if path == url:
        return "page"
    return "" if url == reverse("portal:home") else "true"


@register.simple_tag
def site_facts() -> dict[str, str]:
    """Give what the foot says of the site, as far as it is set."""
    return {
        "host": settings.SITE_HOST,
        "contact": settings.SITE_CONTACT,
        "code": settings.SITE_CODE,
        "record": settings.SITE_RECORD,
        "police_record": settings.SITE_POLICE_RECORD,
        "open_data": there_is("opendata:home"),
    }


@register.filter
def data(described: Any) -> SafeString:
    """Give data as JSON that may stand in an element of a page: nothing in it ends the element."""
    return mark_safe(json.dumps(described, ensure_ascii=False).translate(_UNFIT))
