"""The pages and files of the open data, for everybody."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from whitenoise.responders import SlicedFile  # type: ignore[import-untyped]

from gongkai.opendata import dcat, dictionary, issuing, writing
from gongkai.opendata.columns import Dataset
from gongkai.opendata.datasets import DATASETS, dataset_of
from gongkai.opendata.models import Issue
from gongkai.opendata.schemas import schema_named, schemas
from gongkai.opendata.standing import token
from gongkai.portal.site import column, public_page
from gongkai.ui.limits import limited
from gongkai.ui.ranges import nothing_of, part_of

_WAIT = 120
"""Seconds after which files that are being made anew are asked for again."""


@dataclass(frozen=True)
class File:
    """A file as the page lists it: its form, where it is, its size in bytes, its digest."""

    form: str
    url: str
    size: int
    sha256: str


@dataclass(frozen=True)
class Line:
    """A dataset as the page lists it, with the rows and files it has in an issue; none before the first."""

    dataset: Dataset
    rows: int
    files: Sequence[File]
    ready: bool


@login_not_required
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show the datasets with their files of the newest day, the days before, and the descriptions for machines."""
    issues = list(Issue.objects.all())
    newest, stands = next(iter(issues), None), token()
    about = _("开放数据")
    return public_page(
        request,
        "opendata/home.html",
        column(about, _("本网站公开的全部信息，供下载")),
        issue=newest,
        lines=[_line(each, newest, stands) for each in DATASETS],
        dictionary=_files(newest, dictionary.NAME) if newest else [],
        schemas=schemas(),
        days=[(each.on, [_line(one, each, stands, dated=True) for one in DATASETS]) for each in issues],
        descriptions=[(form, reverse("opendata:dcat", args=[form])) for form in dcat.FORMS],
        **_terms(),
    )


@login_not_required
@require_safe
def dataset(request: HttpRequest, code: str) -> HttpResponse:
    """Show a dataset: its files, and its dictionary."""
    found = dataset_of(code)
    if found is None:
        raise Http404
    newest = Issue.objects.first()
    return public_page(
        request,
        "opendata/dataset.html",
        column(_("开放数据"), str(found.about)),
        dataset=found,
        issue=newest,
        line=_line(found, newest, token()),
        schema=next(each for each in schemas() if each.name == found.code),
        **_terms(),
    )


def _terms() -> dict[str, Any]:
    """Give under what terms the data may be used: an address, or words."""
    written = settings.OPEN_DATA_LICENSE
    return {"license": written, "license_url": written if urlsplit(written).scheme in ("http", "https") else ""}


def _line(dataset: Dataset, issue: Issue | None, stands: str, *, dated: bool = False) -> Line:
    if issue is None or dataset.code not in issue.files:
        return Line(dataset, 0, (), False)
    ready = dataset.still_public is None or issue.token == stands
    return Line(dataset, issue.files[dataset.code]["rows"], _files(issue, dataset.code, dated=dated), ready)


def _files(issue: Issue, name: str, *, dated: bool = False) -> list[File]:
    """Give the files of an issue under a name: at the address that stays, or at that of the day."""
    on = {"on": issue.on} if dated else {}
    return [
        File(form, reverse("opendata:file", kwargs={**on, "name": name, "form": form}), told["size"], told["sha256"])
        for form, told in issue.files[name]["forms"].items()
    ]


@login_not_required
@require_safe
def catalogue(request: HttpRequest, form: str) -> HttpResponseBase:
    """Give the description of all datasets by DCAT, as JSON-LD or Turtle."""
    if form not in dcat.FORMS:
        raise Http404
    kind, write = dcat.FORMS[form]
    return _told(request, write(dcat.described(Issue.objects.first())), kind)


@login_not_required
@require_safe
def schema(request: HttpRequest, name: str, version: int) -> HttpResponseBase:
    """Give the JSON Schema of the reports, or of the rows of a dataset, in a version."""
    found = schema_named(name, version)
    if found is None:
        raise Http404
    written = json.dumps(found, ensure_ascii=False, indent=1).encode() + b"\n"
    return _told(request, written, "application/schema+json")


def _told(request: HttpRequest, written: bytes, kind: str) -> HttpResponseBase:
    """Give what is written here, unless who asks has it; programs on the pages of others may read it, too."""
    etag = f'"{sha256(written).hexdigest()[:32]}"'
    answer = HttpResponse(written, content_type=kind)
    known = get_conditional_response(request, etag=etag, response=answer)
    return _open(request, known or answer, etag)


@limited("open-data-file", times=300, seconds=600, methods={"GET"})
@login_not_required
@require_safe
def file(request: HttpRequest, name: str, form: str, on: date | None = None) -> HttpResponseBase:
    """Give a file of the newest issue, or of that of a day, or the part asked for; nothing to who has it.

    While it may hold what was taken back, it is given to nobody, and who asks is told to come again.
    """
    issue = Issue.objects.first() if on is None else Issue.objects.filter(on=on).first()
    told: Any = issue.files.get(name, {}).get("forms", {}).get(form) if issue is not None else None
    if issue is None or told is None:
        raise Http404
    found = dataset_of(name)
    if found is not None and found.still_public is not None and issue.token != token():
        return _being_made(request)
    etag, at = f'"{told["sha256"]}"', int(issue.made_at.timestamp())
    answer: Any = get_conditional_response(request, etag=etag, last_modified=at)
    kind = (writing.FORMS if found is not None else dictionary.FORMS)[form]
    if answer is None and request.method == "HEAD":
        answer = HttpResponse(content_type=kind)
        answer["Content-Length"] = str(told["size"])
    elif answer is None:
        part = part_of(request, told["size"], etag, at)
        if part is None:
            return _open(request, HttpResponse(status=416, headers=nothing_of(told["size"])), etag)
        try:
            opened = (issuing.folder_of(issue) / f"{name}.{form}").open("rb")
        except FileNotFoundError:  # another took its place since it was looked up
            return _being_made(request)
        content = SlicedFile(opened, part.start, part.stop - 1)
        answer = FileResponse(content, as_attachment=True, filename=f"{name}-{issue.on}.{form}", content_type=kind)
        part.tell(answer)
    answer["Last-Modified"], answer["Accept-Ranges"] = http_date(at), "bytes"
    return _open(request, answer, etag)


def _open(request: HttpRequest, answer: HttpResponseBase, etag: str) -> HttpResponseBase:
    """Let everybody keep an answer who asks each time whether it still stands, and pages of other sites read it.

    What whoever signed in is given is kept by nobody.
    """
    answer["ETag"] = etag
    answer["Access-Control-Allow-Origin"] = "*"
    answer["Cross-Origin-Resource-Policy"] = "cross-origin"
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        answer["Cache-Control"] = "public, no-cache"
    return answer


def _being_made(request: HttpRequest) -> HttpResponse:
    """Say that the files are being made anew, and when to ask again."""
    answer = public_page(request, "opendata/being_made.html", status=503)
    answer["Retry-After"], answer["Cache-Control"] = str(_WAIT), "no-store"
    return answer
