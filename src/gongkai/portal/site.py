"""What stands around every public page: whose portal it is, and what machines are told of site, column and content.

The names of the tags are those that government websites are read by (国办发〔2017〕47号, 网页标签).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from gongkai.agencies.models import Agency
from gongkai.disclosure.models import Item, Showing
from gongkai.disclosure.naming import names_in
from gongkai.portal.directory import whose

Marks = list[tuple[str, str]]
"""Tags of a page: name and content."""


def public_page(
    request: HttpRequest,
    template: str,
    marks: Sequence[tuple[str, str]] = (),
    *,
    follows: tuple[Agency | None, str] | None = None,
    status: int = 200,
    **context: Any,
) -> HttpResponse:
    """Draw a public page, under the name of the site and with what machines are told of it.

    `follows` is the list, by agency and category, whose feeds the page offers.
    """
    region = whose()
    name = _("%(region)s政府信息公开") % {"region": region} if region else _("政府信息公开")
    site: Marks = [
        ("SiteName", name),
        ("SiteDomain", str(urlsplit(settings.SITE_URL).hostname)),
        ("SiteIDCode", settings.SITE_CODE),
    ]
    context |= {"region": region, "site_name": name, "marks": [each for each in (*site, *marks) if each[1]]}
    if follows is not None:
        agency, category = follows
        context["feeds"] = {form: feed_of(agency, category, form) for form in ("atom", "json")}
        asked = {"agency": agency and agency.pk, "category": category}
        query = urlencode({name: value for name, value in asked.items() if value})
        context["by_email"] = f"{reverse('portal:subscribe')}?{query}".rstrip("?") if settings.EMAIL_HOST else ""
    return render(request, template, context, status=status)


def column(name: str, about: str, *words: str) -> Marks:
    """Give what is told of a column (栏目): what it is called, what it is for, words to find it by."""
    return [
        ("ColumnName", name),
        ("ColumnDescription", about),
        ("ColumnKeywords", ",".join((name, *words))),
        ("ColumnType", _("政府信息公开")),
    ]


def article(item: Item, first: Showing) -> Marks:
    """Give what is told of a content page: the item, shown first by a showing."""
    text = item.shown
    assert text is not None  # it is public
    return [
        *column(str(item.get_category_display()), str(item.agency), str(item.agency)),
        ("ArticleTitle", text.title),
        ("PubDate", localtime(first.since).strftime("%Y-%m-%d %H:%M")),
        ("ContentSource", text.issuers),
        ("Keywords", text.keywords.replace("、", ",").replace("，", ",")),
        ("Author", text.issuers),
        ("Description", text.summary),
        ("Url", address_of(item)),
    ]


def address_of(item: Item) -> str:
    """Give the permanent address of an item."""
    return settings.SITE_URL + reverse("portal:item", args=[item.pk])


def structured(item: Item, first: Showing, now: Showing) -> dict[str, Any]:
    """Give an item as schema.org describes an article, for search engines."""
    text = item.shown
    assert text is not None  # it is public
    described = {
        "@context": "https://schema.org",
        "@type": "Report" if item.category == "AR" else "Article",
        "@id": address_of(item),
        "url": address_of(item),
        "headline": text.title,
        "description": text.summary,
        "identifier": [item.index, *([text.document_number] if text.document_number else [])],
        "inLanguage": "zh-CN",
        "dateCreated": text.produced_on.isoformat(),
        "datePublished": localtime(first.since).isoformat(timespec="seconds"),
        "dateModified": localtime(now.since).isoformat(timespec="seconds"),
        "author": [{"@type": "GovernmentOrganization", "name": each} for each in names_in(text.issuers)],
        "publisher": {
            "@type": "GovernmentOrganization",
            "name": item.agency.name,
            "url": settings.SITE_URL + reverse("portal:agency", args=[item.agency_id]),
        },
        "articleSection": str(item.get_category_display()),
        "about": text.subject,
        "keywords": text.keywords,
        "isAccessibleForFree": True,
    }
    return {name: value for name, value in described.items() if value != ""}


def list_of(agency: Agency | None, category: str) -> str:
    """Give the address of a list: of an agency or all, of a category or all."""
    if agency is None:
        return reverse("portal:category-all", args=[category]) if category else reverse("portal:published-all")
    if category:
        return reverse("portal:category", args=[agency.pk, category])
    return reverse("portal:published", args=[agency.pk])


def feed_of(agency: Agency | None, category: str, form: str) -> str:
    """Give the address of the feed of a list."""
    arguments = {"key": agency and agency.pk, "category": category, "form": form}
    return reverse("portal:feed", kwargs={name: value for name, value in arguments.items() if value})


def there_is(name: str, *arguments: Any) -> str:
    """Give an address by its name, or nothing where the site has none of that name."""
    try:
        return reverse(name, args=arguments)
    except NoReverseMatch:
        return ""
