"""Attachments of an object: the page of them, files taken in by a form or piece by piece, given out, removed.

Uploading piece by piece follows tus 1.0 (creation, HEAD, PATCH with Upload-Offset, termination); errors are JSON with
`message` and `hint`, which the page's script shows.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping, Sequence
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse, UnreadablePostError
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gongkai.agencies.acting import acting
from gongkai.attachments import rules, services, uploading
from gongkai.attachments.kinds import FileRefused
from gongkai.attachments.models import Attachment, Upload
from gongkai.attachments.naming import cleaned
from gongkai.attachments.owners import Owner, agency_of, owner_of
from gongkai.attachments.receiving import received
from gongkai.attachments.serving import give_out
from gongkai.attachments.storing import FileTooLarge, StorageFailed
from gongkai.journal.actor import Actor
from gongkai.law.errors import GongkaiError
from gongkai.law.message import Message
from gongkai.ui.language import said

TUS = {"Tus-Resumable": "1.0.0", "Cache-Control": "no-store"}


@csrf_exempt  # `_add` checks it: whoever may not add is refused before a byte of their files is read
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def of(request: HttpRequest, object_type: str, key: int) -> HttpResponseBase:
    """Show the attachments of an object; take in files that a form sends."""
    owner, thing = _in_sight(request, object_type, key)
    if request.method != "POST":
        return _page(request, owner, thing)
    _require(rules.may_add(request.user, owner, thing, localdate()))
    with received(request):
        return _add(request, owner, thing)


@csrf_protect
def _add(request: HttpRequest, owner: Owner, thing: Any) -> HttpResponseBase:
    files: Sequence[Any] = request.FILES.getlist("files")
    personal = owner.personal or "personal" in request.POST
    done, refused = 0, list[tuple[str, GongkaiError]]()
    if not files:
        nothing = FileRefused("file-none", Message("没有选文件。"), hint=Message("请先选择要交的文件。"))
        refused.append(("", nothing))
    for file in files:
        if file.refused is not None:
            refused.append((cleaned(file.name), file.refused))
            continue
        try:
            services.attach(thing, file.draft, file.name, personal=personal, by=_actor(request, thing))
            done += 1
        except GongkaiError as error:
            refused.append((cleaned(file.name), error))
    if done:
        words = ngettext("已添加%(count)d个附件。", "已添加%(count)d个附件。", done)
        messages.success(request, words % {"count": done})
    if refused:
        return _page(request, owner, thing, refused)
    return redirect(owner.address(thing.pk))


@login_required
@require_POST
def begin(request: HttpRequest, object_type: str, key: int) -> HttpResponse:
    """Begin an upload, or say where the same file's goes on."""
    owner, thing = _in_sight(request, object_type, key)
    _require(rules.may_add(request.user, owner, thing, localdate()))
    told = _metadata(request.headers.get("Upload-Metadata", ""))
    length = request.headers.get("Upload-Length", "")
    if told is None or not (length.isascii() and length.isdigit()) or len(length) > 15:
        return HttpResponse(status=400, headers=TUS)
    try:
        begun = uploading.begin(
            thing,
            name=told.get("filename", ""),
            size=int(length),
            modified=told.get("modified", ""),
            personal=owner.personal or bool(told.get("personal")),
            by=_actor(request, thing),
        )
    except GongkaiError as error:
        return _refusal(error)
    response = HttpResponse(status=201, headers={**TUS, "Upload-Offset": str(begun.offset)})
    response["Location"] = reverse("attachments:upload", args=(begun.token,))
    return response


@login_required
@require_http_methods(["HEAD", "PATCH", "DELETE"])
def upload(request: HttpRequest, token: str) -> HttpResponse:
    """Say how far an upload has come, take the next bytes, or give it up."""
    held = get_object_or_404(uploading.of_officer(Actor(officer=request.user)), token=token)
    owner, thing = _in_sight(request, held.object_type, held.object_id)
    _require(rules.may_add(request.user, owner, thing, localdate()))
    if request.method == "DELETE":
        uploading.drop(held)
        return HttpResponse(status=204, headers=TUS)
    if request.method == "HEAD":
        told = {"Upload-Offset": str(held.offset), "Upload-Length": str(held.size)}
        return HttpResponse(headers={**TUS, **told})
    return _piece(request, held, thing)


def _piece(request: HttpRequest, held: Upload, thing: Any) -> HttpResponse:
    offset = request.headers.get("Upload-Offset", "")
    if request.content_type != "application/offset+octet-stream":
        return HttpResponse(status=415, headers=TUS)
    if not (offset.isascii() and offset.isdigit()) or len(offset) > 15:
        return HttpResponse(status=400, headers=TUS)
    try:
        held = uploading.take_piece(held, int(offset), request)
        if held.offset == held.size:
            uploading.finish(held, thing, by=_actor(request, thing))
    except UnreadablePostError:  # the line is gone, and nobody hears this
        return HttpResponse(status=400, headers=TUS)
    except GongkaiError as error:
        return _refusal(error)
    return HttpResponse(status=204, headers={**TUS, "Upload-Offset": str(held.offset)})


@login_required
@require_safe
def download(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Give an attachment out, once nothing speaks against it."""
    attachment, _owner, thing = _attachment_in_sight(request, pk)
    return give_out(request, attachment, by=_actor(request, thing))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Remove an attachment, once that was confirmed."""
    attachment, owner, thing = _attachment_in_sight(request, pk)
    _require(rules.may_remove(request.user, owner, thing, localdate()) and rules.may_be_removed(attachment, owner))
    if request.method == "POST":
        services.remove(attachment, by=_actor(request, thing))
        messages.success(request, _("已删除附件。"))
        return redirect(owner.address(thing.pk))
    told = {
        "title": _("删除附件“%(name)s”") % {"name": attachment.name},
        "about": _("删除后无法恢复；谁在什么时候删除，留痕可查。"),
        "submit": _("删除"),
        "grave": True,
        "cancel": owner.address(thing.pk),
    }
    return render(request, "ui/confirm.html", told)


def _page(
    request: HttpRequest, owner: Owner, thing: Any, refused: Sequence[tuple[str, GongkaiError]] = ()
) -> HttpResponse:
    told = {"thing": thing, "address": owner.address(thing.pk), "refused": refused}
    status = _status_of(refused[0][1]) if refused else 200
    return render(request, "attachments/of.html", told, status=status)


def _in_sight(request: HttpRequest, object_type: str, key: int) -> tuple[Owner, Any]:
    owner = owner_of(object_type)
    thing = None if owner is None else owner.find(key)
    if owner is None or thing is None or not rules.may_see(request.user, owner, thing, localdate()):
        raise Http404
    return owner, thing


def _attachment_in_sight(request: HttpRequest, pk: int) -> tuple[Attachment, Owner, Any]:
    attachment = get_object_or_404(Attachment.objects.select_related("file", "agency"), pk=pk)
    return attachment, *_in_sight(request, attachment.object_type, attachment.object_id)


def _require(allowed: bool) -> None:
    if not allowed:
        raise PermissionDenied


def _actor(request: HttpRequest, thing: Any) -> Actor:
    return acting(request, agency_of(thing))


def _status_of(error: GongkaiError) -> int:
    if isinstance(error, StorageFailed):
        return 507
    if isinstance(error, FileTooLarge):
        return 413
    return 422 if isinstance(error, FileRefused) else 409


def _refusal(error: GongkaiError) -> JsonResponse:
    told = {"code": error.code, "message": said(error.message), "hint": said(error.hint) if error.hint else ""}
    return JsonResponse(told, status=_status_of(error), headers=TUS)


def _metadata(header: str) -> Mapping[str, str] | None:
    """Read what is said of a file: words and their values in base64, as tus has it; None where it cannot be read."""
    found = {}
    try:
        for pair in filter(None, (each.strip() for each in header.split(","))):
            name, _, value = pair.partition(" ")
            found[name] = base64.b64decode(value, validate=True).decode()
    except (binascii.Error, UnicodeDecodeError):
        return None
    return found
