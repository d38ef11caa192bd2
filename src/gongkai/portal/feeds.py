"""What is new as a feed, of all agencies or one, of all categories or one: Atom (RFC 4287) and JSON Feed 1.1.

A feed shows what is public when it is asked for, as lists do: what was withdrawn is not in it. It is kept and validated
as pages are (`keeping`). The id of an entry is the permanent address of the item or annual report; it is updated when
that shows another text. What was moved in from another site (移入) is no news until then.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, NamedTuple

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db.models import F, Min, OuterRef, Subquery
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.timezone import localtime
from django.utils.translation import override
from django.views.decorators.http import require_safe

from gongkai.agencies.models import Agency
from gongkai.disclosure import selectors
from gongkai.disclosure.models import Showing
from gongkai.filings.models import Version
from gongkai.filings.publishing.selectors import address_of as address_of_report
from gongkai.filings.publishing.selectors import current_versions, public_versions, title_of
from gongkai.law.publication import ANNUAL_REPORT, Category
from gongkai.portal.directory import whose
from gongkai.portal.keeping import same_for_all
from gongkai.portal.published import agency_of, category_of
from gongkai.portal.site import address_of, list_of
from gongkai.typesetting.characters import characters

MOST = 50
"""Entries of a feed, the newest."""
AMONG = 5_000
"""Items, the newest, among which news are looked for."""
_AT_ONCE = 500
_NOTHING_YET = datetime(2019, 5, 15, tzinfo=UTC)
"""When a feed with no entry was last updated: the format asks for a moment, and now would be another each time."""


class Entry(NamedTuple):
    """Something public in a feed: its permanent address, what it is, since when it is public and as it is now."""

    address: str
    title: str
    summary: str
    issuers: str
    category: str
    first_at: datetime
    shown_at: datetime


class Feed(NamedTuple):
    """What a feed says: its name, where it is and which page it is of, its entries."""

    title: str
    url: str
    page: str
    entries: Sequence[Entry]


@same_for_all
@login_not_required
@require_safe
def feed(request: HttpRequest, form: str, key: int | None = None, category: str = "") -> HttpResponse:
    """Give what is new, in one of the forms of feeds."""
    write = FORMS.get(form)
    if write is None:
        raise Http404
    agency, found = agency_of(key), category_of(category)
    address, page = settings.SITE_URL + request.path, settings.SITE_URL + list_of(agency, category)
    entries = entries_of(news_among(selectors.public_items(agency, category), MOST))
    if category in ("", ANNUAL_REPORT.code):
        entries = newest_of([*entries_of_reports(current_versions(agency)[:MOST]), *entries])
    with override("zh-hans"):  # whatever the reader's language, the feed is in that of what it lists
        return write(Feed(_title(agency, found), address, page, entries))


def _title(agency: Agency | None, category: Category | None) -> str:
    whom = agency or whose() or ""
    return f"{whom}政府信息公开" + (f"：{category.label}" if category else "")


def news_among(items: Any, most: int) -> list[Any]:
    """Give the first items that are news here, each with since when it is shown, and shows the text it does.

    They are looked for among so many of the newest: what was moved in may be ever so many.
    """
    keys: list[int] = []
    for start in range(0, AMONG, _AT_ONCE):
        some = list(items.values_list("pk", flat=True)[start : min(start + _AT_ONCE, AMONG)])
        now = Showing.objects.filter(item__in=some, until__isnull=True)
        old = set(now.filter(item__origin__at__gte=F("since")).values_list("item", flat=True))
        keys += [key for key in some if key not in old]
        if len(keys) >= most or len(some) < _AT_ONCE:
            break
    shown = Showing.objects.filter(item=OuterRef("pk")).order_by()
    first = shown.values("item").annotate(first=Min("since")).values("first")
    rows = items.select_related("agency", "shown").annotate(
        first_at=Subquery(first), shown_at=Subquery(shown.filter(until__isnull=True).values("since"))
    )
    found = {row.pk: row for row in rows.order_by().filter(pk__in=keys[:most])}
    return [found[key] for key in keys[:most] if key in found]


def entries_of(items: Iterable[Any]) -> list[Entry]:
    """Give items as a feed has them, each with since when it is shown (`news_among`)."""
    return [
        Entry(
            address_of(each),
            characters(each.shown.title),
            characters(each.shown.summary),
            characters(each.shown.issuers),
            str(each.get_category_display()),
            each.first_at,
            each.shown_at,
        )
        for each in items
    ]


def entries_of_reports(versions: Iterable[Version]) -> list[Entry]:
    """Give annual reports as a feed has them; one that was amended says what was, and is updated by that."""
    found = list(versions)
    first = dict(
        public_versions()
        .filter(filing__in=[each.filing_id for each in found])
        .order_by("filing")
        .values_list("filing")
        .annotate(Min("published_at"))
    )
    return [
        Entry(
            settings.SITE_URL + address_of_report(each.filing),
            characters(title_of(each)),
            characters(each.note),
            characters(each.filing.agency.name),
            str(ANNUAL_REPORT.label),
            first[each.filing_id],
            each.published_at,
        )
        for each in found
        if each.published_at is not None
    ]


def newest_of(entries: Iterable[Entry]) -> list[Entry]:
    """Give of some entries those that a feed has, what was shown last first."""
    return sorted(entries, key=lambda each: each.shown_at, reverse=True)[:MOST]


class _Atom(Atom1Feed):
    def latest_post_date(self) -> datetime:
        return max((each["updateddate"] for each in self.items), default=_NOTHING_YET)


def _atom(feed: Feed) -> HttpResponse:
    made = _Atom(feed.title, feed.page, "", language="zh-CN", feed_url=feed.url, feed_guid=feed.url)
    for each in feed.entries:
        made.add_item(
            each.title,
            each.address,
            escape(each.summary),  # what is written says of itself that it is HTML
            unique_id=each.address,
            author_name=each.issuers,
            pubdate=localtime(each.first_at).replace(microsecond=0),
            updateddate=localtime(each.shown_at).replace(microsecond=0),
            categories=(each.category,),
        )
    return HttpResponse(made.writeString("utf-8"), content_type=made.content_type)


def _json(feed: Feed) -> HttpResponse:
    written = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": feed.page,
        "feed_url": feed.url,
        "language": "zh-CN",
        "items": [_entry(each) for each in feed.entries],
    }
    return HttpResponse(json.dumps(written, ensure_ascii=False), content_type="application/feed+json")


def _entry(entry: Entry) -> dict[str, Any]:
    return {
        "id": entry.address,
        "url": entry.address,
        "title": entry.title,
        "content_text": entry.summary,
        "date_published": localtime(entry.first_at).isoformat(timespec="seconds"),
        "date_modified": localtime(entry.shown_at).isoformat(timespec="seconds"),
        "authors": [{"name": each} for each in entry.issuers.split("、")],
        "tags": [entry.category],
    }


FORMS: Mapping[str, Callable[[Feed], HttpResponse]] = {"atom": _atom, "json": _json}
