"""What is published, as a file to keep: the text that is shown now, and of nothing that is not."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from gongkai.disclosure.models import Item
from gongkai.disclosure.standard import WRITERS, standard_of, write
from gongkai.ui.limits import limited

_TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}


@limited("document", times=60, seconds=600, methods={"GET"})
@login_not_required
@require_safe
def document(request: HttpRequest, key: int, form: str) -> HttpResponse:
    """Give what an item says as DOCX or PDF."""
    found = get_object_or_404(Item.objects.public().select_related("shown"), pk=key)
    assert found.shown is not None  # it is public
    if form not in WRITERS or not found.shown.body:
        raise Http404
    name = f"{found.index.replace('/', '-')}.{form}"
    headers = {"Content-Disposition": content_disposition_header(True, name) or "attachment"}
    return HttpResponse(write(standard_of(found, found.shown), form), content_type=_TYPES[form], headers=headers)
