"""Pictures handed in while a body is written, one at a time, for the editor's script."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponseBase, JsonResponse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_POST

from gongkai.agencies.acting import acting
from gongkai.attachments.receiving import received
from gongkai.disclosure import rules, services
from gongkai.disclosure.models import Item
from gongkai.disclosure.views.sight import item_in_sight
from gongkai.law.errors import GongkaiError
from gongkai.ui.language import said
from gongkai.ui.sight import require


@csrf_exempt  # `_add` checks it: whoever may not add is refused before a byte of their files is read
@login_required
@require_POST
def add_picture(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Take in a picture for the body of an item, and say by what it is named there."""
    item = item_in_sight(request, pk)
    require(rules.may_attach(request.user, item, localdate()))
    with received(request, most=1):
        return _add(request, item)


@csrf_protect
def _add(request: HttpRequest, item: Item) -> HttpResponseBase:
    file: Any = request.FILES.get("file")
    if file is None:
        return _refused(_("没有选文件。"))
    try:
        if file.refused is not None:
            raise file.refused
        by = acting(request, item.agency, rules.WRITING)
        attachment = services.add_picture(item, file.draft, file.name, by=by)
    except GongkaiError as error:
        return _refused(said(error.message) + (said(error.hint) if error.hint else ""))
    except ValidationError as error:
        return _refused(" ".join(error.messages))
    return JsonResponse({"src": f"attachment:{attachment.pk}"}, status=201)


def _refused(message: str) -> JsonResponse:
    return JsonResponse({"message": message}, status=422)
