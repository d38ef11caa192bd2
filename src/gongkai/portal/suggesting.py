"""“已经公开了吗”: what is published already and may be what somebody is about to apply for (条例第36条第1项).

Whoever publishes something registers a provider: from what an applicant wrote, and to which agency, to what of theirs
it may be. What is written goes to the providers and nowhere else. Here stand those of the directory of agencies and
their guides, and of what agencies have published.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from gongkai.agencies.models import Agency
from gongkai.applications.likeness import words_of
from gongkai.disclosure.selectors import public_items

MOST = 5
"""How many are shown: who looks for one thing reads no longer list."""


@dataclass(frozen=True)
class Suggestion:
    """Something published: what it is called, where it is, what of it may be wanted."""

    title: str
    url: str
    about: str = ""


Provider = Callable[[str, Agency], Iterable[Suggestion]]

_PROVIDERS: list[Provider] = []


def register(provider: Provider) -> None:
    """Let what a provider finds be suggested, after what those before it find."""
    if provider not in _PROVIDERS:
        _PROVIDERS.append(provider)


def suggestions(written: str, agency: Agency) -> list[Suggestion]:
    """Give what is published and may be what somebody writes they want of an agency; each once."""
    found = (each for provider in _PROVIDERS for each in provider(written, agency))
    return list({each.url: each for each in found}.values())[:MOST]


_ASKED_BY: Mapping[str, tuple[str, ...]] = {
    "address": ("地址", "在哪", "哪里办公"),
    "hours": ("办公时间", "上班时间", "工作时间"),
    "phone": ("电话", "联系方式"),
    "fax": ("传真",),
    "email": ("邮箱", "电子邮件"),
    "website": ("网址", "网站"),
}
"""What of a guide is asked for by which words."""


def of_guides(written: str, agency: Agency) -> Iterator[Suggestion]:
    """Give the guide of the agency, where what is asked for stands in it, and the pages of others that are named."""
    named = [
        other
        for other in Agency.objects.in_being(localdate()).only("name", "short_name").order_by("pk")
        if other.name in written or (other.short_name and other.short_name in written)
    ]
    asked = [name for name, words in _ASKED_BY.items() if any(word in written for word in words)]
    for each in [agency, *(other for other in named if other.pk != agency.pk)]:
        told = [_label(name) for name in asked if getattr(each, name)]
        if told or each.pk != agency.pk:
            yield Suggestion(str(each), reverse("portal:agency", args=[each.pk]), _("、").join(told))


def _label(name: str) -> str:
    field: Any = Agency._meta.get_field(name)
    return str(field.verbose_name)


_LATEST = 500
"""Items that are looked through, the latest; a search over all of them is another context's."""
_SHARED = 0.5
"""From which share of what is asked for on, found in title and summary, an item may be it."""


def of_items(written: str, agency: Agency) -> Iterator[Suggestion]:
    """Give what the agency has published whose title and summary say most of what is asked for, the likest first."""
    wanted = words_of(written, (agency.name, agency.short_name))
    if not wanted.pairs:
        return
    found = []
    for key, title, summary in public_items(agency).values_list("pk", "shown__title", "shown__summary")[:_LATEST]:
        said = words_of(f"{title} {summary}")
        shared = len(wanted.pairs & said.pairs) / len(wanted.pairs)
        if shared >= _SHARED and wanted.numbers <= said.numbers:
            found.append((shared, Suggestion(title, reverse("portal:item", args=[key]), summary)))
    yield from (each for _shared, each in sorted(found, key=lambda each: -each[0]))
