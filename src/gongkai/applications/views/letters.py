"""The letters of a case, as pages and as files: to see, to work on, to send."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from gongkai.agencies.acting import acting
from gongkai.applications import rules
from gongkai.applications.models import Rectification
from gongkai.applications.notices import gathering
from gongkai.applications.notices.docx import write_docx
from gongkai.applications.notices.letter import Letter
from gongkai.applications.notices.pdf import write_pdf
from gongkai.applications.views.cases import show
from gongkai.applications.views.rectifications import rectification_in_sight, show_rectification
from gongkai.applications.views.sight import case_in_sight
from gongkai.journal.services import record_reading
from gongkai.law.errors import GongkaiError
from gongkai.ui.sight import require


class _Form(NamedTuple):
    write: Callable[[Letter], bytes]
    media_type: str


_FORMS: Mapping[str, _Form] = {
    "pdf": _Form(write_pdf, "application/pdf"),
    "docx": _Form(write_docx, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
}


@require_GET
@never_cache
def letter(request: HttpRequest, pk: int, key: str, form: str) -> HttpResponse:
    """Give a letter that the case has come to; that its personal data were read is recorded first.

    Where it lacks something it must hold, the case is shown with what is lacking, and nothing is recorded.
    """
    application = case_in_sight(request, pk)
    handles = rules.may_read_personal(request.user, application, localdate())
    passes = key == gathering.DRAFT and rules.may_read_draft(request.user, application, localdate())
    require(handles or passes)
    offer = gathering.offer_called(application, key)
    if offer is None or form not in (*_FORMS, "html"):
        raise Http404
    try:
        written, readings = gathering.letter_of(application, offer)
    except GongkaiError as error:
        return show(request, application, letter_refused=error)
    by = acting(request, application.agency, rules.HANDLING if handles else rules.PASSING)
    with transaction.atomic():
        for reading in readings:
            record_reading(reading.row, reading.fields, by=by, reason=str(offer.kind.label))
    if form == "html":
        context = {"application": application, "offer": offer, "letter": written}
        return render(request, "applications/letter_page.html", context)
    seal = getattr(offer.issued, "seal", None)
    if form == "pdf" and seal is not None:
        return _file(seal.content, form, f"{application.number}-{offer.key}")
    return _as_file(written, form, f"{application.number}-{offer.key}")


@require_GET
@never_cache
def rectification_letter(request: HttpRequest, pk: int, form: str) -> HttpResponse:
    """Give the letter that ended a request to rectify a record; that its personal data were read is recorded first."""
    row = rectification_in_sight(request, pk)
    if form not in _FORMS or row.closed_on is None or row.erased_on or row.outcome == Rectification.Outcome.WITHDRAWN:
        raise Http404
    try:
        written, readings = gathering.rectification_letter(row)
    except GongkaiError as error:
        return show_rectification(request, row, letter_refused=error)
    by = acting(request, row.agency, rules.HANDLING)
    with transaction.atomic():
        for reading in readings:
            record_reading(reading.row, reading.fields, by=by, reason=written.title)
    return _as_file(written, form, row.number)


def _as_file(letter: Letter, form: str, name: str) -> HttpResponse:
    return _file(_FORMS[form].write(letter), form, name)


def _file(content: bytes, form: str, name: str) -> HttpResponse:
    return HttpResponse(
        content,
        content_type=_FORMS[form].media_type,
        headers={"Content-Disposition": f'attachment; filename="{name}.{form}"'},
    )
