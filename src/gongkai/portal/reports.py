"""Annual reports (政府信息公开年报): lists by year, one report with its versions, its files.

Two kinds of things are annual reports here: those that were compiled, signed and published by `filings`, and items of
the category, as those that were moved in from another site. A list has both. An item on the year of a report of its
agency is named with that report, and is no entry of its own. What was not published is not there, whoever asks.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import groupby
from typing import Any, NamedTuple

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header, http_date
from django.utils.safestring import mark_safe
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gongkai.agencies.models import Agency
from gongkai.disclosure.selectors import public_items, reported_year
from gongkai.filings.models import Version
from gongkai.filings.publishing import files
from gongkai.filings.publishing.charting import drawn
from gongkai.filings.publishing.selectors import (
    address_of,
    address_of_version,
    current_versions,
    file_of,
    reports_of,
    title_of,
    versions_of,
)
from gongkai.filings.signing.selectors import report_signed
from gongkai.law.publication import ANNUAL_REPORT
from gongkai.portal.keeping import same_for_all
from gongkai.portal.newest import Line, of_item, of_version
from gongkai.portal.published import COUNTED, PAGE, agency_of
from gongkai.portal.qr import code_of
from gongkai.portal.site import Marks, column, public_page
from gongkai.report.writers.html import write_fragment
from gongkai.ui.limits import limited


class Ref(NamedTuple):
    """An entry of the list before it is read: since when, whether an item or a version, its key."""

    on: date
    is_item: bool
    key: int


@same_for_all
@login_not_required
@require_safe
def reports(request: HttpRequest, key: int | None = None) -> HttpResponse:
    """Show the annual reports of an agency, or of all, by year."""
    agency = agency_of(key)
    page = Paginator(_listed(agency), PAGE).get_page(request.GET.get("page"))
    rows = sorted(_lines(list(page)), key=lambda each: each[0], reverse=True)
    years = [(year, [line for _year, line in some]) for year, some in groupby(rows, key=lambda each: each[0])]
    about = _("政府信息公开年报")
    marks = column(about, f"{agency or ''}{about}")
    follows = (agency, ANNUAL_REPORT.code)
    return public_page(request, "portal/reports.html", marks, follows=follows, agency=agency, page=page, years=years)


def _listed(agency: Agency | None) -> list[Ref]:
    """Give what the list has, the newest first, no further than people go through it."""
    of_items = public_items(agency, ANNUAL_REPORT.code).values_list("shown_on", "pk")[:COUNTED]
    of_versions = current_versions(agency).values_list("published_at", "pk")[:COUNTED]
    found = [
        *(Ref(localdate(at), False, key) for at, key in of_versions),
        *(Ref(on, True, key) for on, key in of_items),
    ]
    return sorted(found, key=lambda each: each.on, reverse=True)


def _lines(refs: Sequence[Ref]) -> list[tuple[int, Line]]:
    """Give the entries of a page, each with its year; an item on the year of a report of its agency stands with it."""
    versions = {
        each.pk: each for each in current_versions().filter(pk__in=[ref.key for ref in refs if not ref.is_item])
    }
    items = {each.pk: each for each in _items().filter(pk__in=[ref.key for ref in refs if ref.is_item])}
    years = {(each.agency_id, reported_year(each)) for each in items.values()}
    first: dict[tuple[int, int], int] = {}  # of an agency and year the widest report, with which items are named
    for each in reports_of(years | {(each.filing.agency_id, each.filing.year) for each in versions.values()}):
        first.setdefault((each.filing.agency_id, each.filing.year), each.pk)
    also: dict[tuple[int, int], list[Line]] = {}
    for item in _items().filter(agency__in={each.filing.agency_id for each in versions.values()}):
        also.setdefault((item.agency_id, reported_year(item)), []).append(of_item(item))
    lines = []
    for ref in refs:
        if ref.is_item:
            item = items[ref.key]
            place = (item.agency_id, reported_year(item))
            if place not in first:
                lines.append((place[1], of_item(item)))
        else:
            version = versions[ref.key]
            place = (version.filing.agency_id, version.filing.year)
            with_it = also.get(place, []) if first[place] == version.pk else []
            lines.append((place[1], of_version(version)._replace(also=with_it)))
    return lines


def _items() -> Any:
    return public_items(category=ANNUAL_REPORT.code)


class Edition(NamedTuple):
    """A version among those that were published: its place in their order, where it is, whether it is the page's."""

    place: int
    version: Version
    url: str
    is_here: bool


@same_for_all
@login_not_required
@require_safe
def report(request: HttpRequest, key: int, year: int, scope: str, number: int | None = None) -> HttpResponse:
    """Show a report as it was signed: the version published last, or one before it, which says what came after."""
    versions, version = _found(key, year, scope, number)
    place, filing = versions.index(version), version.filing
    first = version if place else versions[-1]
    address = settings.SITE_URL + address_of(filing)
    editions = [
        Edition(len(versions) - at, each, address_of_version(each), each == version) for at, each in enumerate(versions)
    ]
    return public_page(
        request,
        "portal/report.html",
        _marks(version, first, address),
        follows=(filing.agency, ANNUAL_REPORT.code),
        filing=filing,
        agency=filing.agency,
        version=version,
        title=title_of(version),
        report=mark_safe(write_fragment(report_signed(version))),  # our own writer, which escapes all that is in it
        charts=drawn(version),
        later=versions[place - 1] if place else None,
        first=first,
        current_url=address_of(filing),
        editions=editions,
        files=[(form.upper(), file_of(version, form)) for form in files.GIVEN_OUT],
        address=address,
        qr=code_of(address),
        structured=_structured(version, first, address),
    )


@limited("report-file", times=300, seconds=600, methods={"GET"})
@login_not_required
@require_safe
def file(request: HttpRequest, key: int, year: int, scope: str, number: int, form: str) -> HttpResponseBase:
    """Give a published version as a file, unless who asks has it."""
    _versions, version = _found(key, year, scope, number)
    if form not in files.GIVEN_OUT:
        raise Http404
    assert version.published_at is not None
    tag, at = files.tag_of(version, form), int(version.published_at.timestamp())
    known = get_conditional_response(request, etag=tag, last_modified=at)
    answer = known or HttpResponse(files.content_of(version, form), content_type=files.content_type_of(form))
    answer["ETag"], answer["Last-Modified"] = tag, http_date(at)
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:  # what whoever signed in is given is kept by nobody
        answer["Cache-Control"] = "public, no-cache"
    if known is None:
        answer["Content-Disposition"] = content_disposition_header(True, files.name_of(version, form)) or "attachment"
    return answer


def _found(key: int, year: int, scope: str, number: int | None) -> tuple[list[Version], Version]:
    """Give the published versions of a report and the one that is asked for, the newest without a number, or 404."""
    versions = versions_of(key, year, scope)
    wanted = next((each for each in versions if number in (None, each.number)), None)
    if wanted is None:
        raise Http404
    return versions, wanted


def _marks(version: Version, first: Version, address: str) -> Marks:
    """Give what machines are told of the page of a report, published first as a version."""
    agency, title = version.filing.agency.name, title_of(version)
    return [
        *column(_("政府信息公开年报"), agency, agency),
        ("ArticleTitle", title),
        ("PubDate", localtime(first.published_at).strftime("%Y-%m-%d %H:%M")),
        ("ContentSource", agency),
        ("Keywords", f"{agency},{version.filing.year}"),
        ("Author", agency),
        ("Description", title),
        ("Url", address),
    ]


def _structured(version: Version, first: Version, address: str) -> dict[str, Any]:
    """Give a report as schema.org describes one, with its data as files, for search engines."""
    filing = version.filing
    agency = {
        "@type": "GovernmentOrganization",
        "name": filing.agency.name,
        "url": settings.SITE_URL + reverse("portal:agency", args=[filing.agency_id]),
    }
    return {
        "@context": "https://schema.org",
        "@type": "Report",
        "@id": address,
        "url": settings.SITE_URL + address_of_version(version),
        "headline": title_of(version),
        "inLanguage": "zh-CN",
        "temporalCoverage": f"{filing.year}-01-01/{filing.year}-12-31",
        "version": version.number,
        "dateCreated": localtime(version.signed_at).isoformat(timespec="seconds"),
        "datePublished": localtime(first.published_at).isoformat(timespec="seconds"),
        "dateModified": localtime(version.published_at).isoformat(timespec="seconds"),
        "author": agency,
        "publisher": agency,
        "encoding": [
            {
                "@type": "MediaObject",
                "encodingFormat": files.content_type_of(form),
                "contentUrl": settings.SITE_URL + file_of(version, form),
            }
            for form in files.GIVEN_OUT
        ],
        "isAccessibleForFree": True,
    }
