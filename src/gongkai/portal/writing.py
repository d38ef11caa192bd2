"""Writing to agencies without an account: suggestions, and what an agency does not disclose as it must.

Followed by number and query code, like applications; that one of the two was right is told to nobody.
"""

from __future__ import annotations

from time import time
from typing import Any
from uuid import uuid4

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from gongkai.agencies.acting import acting
from gongkai.agencies.models import Agency
from gongkai.agencies.signin import sessions
from gongkai.disclosure.consulting import is_open
from gongkai.disclosure.models import Item
from gongkai.feedback import services
from gongkai.feedback.models import Kind, Letter
from gongkai.feedback.routing import decides_on
from gongkai.feedback.selectors import by_code, shown_letters
from gongkai.journal.actor import Actor
from gongkai.portal.forms import LetterForm, TrackForm
from gongkai.portal.site import public_page
from gongkai.ui.carrying_out import carry_out
from gongkai.ui.forms import status_of
from gongkai.ui.limits import limited

WRITTEN, FOLLOWED = "letter_written", "letter_followed"
"""What the session of a visitor knows: which letter they wrote, which they may see, and since when."""
SECONDS = 1800
_PAGE = 20


@limited("write", times=20, seconds=3600)
@login_not_required
@never_cache
def write(request: HttpRequest, key: int, kind: str) -> HttpResponse:
    """Write to an agency, or report it to who decides of it."""
    agency, on = get_object_or_404(Agency.objects.in_being(localdate()), pk=key), localdate()
    if kind not in (Kind.SUGGESTION, Kind.OVERSIGHT):
        raise Http404
    form = LetterForm(request.POST if request.method == "POST" else None, initial={"sent_key": uuid4()})
    done = carry_out(form, lambda values: services.write(agency, kind, on=on, by=_writer(request), **values))
    if done:
        sessions.renew(request)
        request.session[WRITTEN] = [done.pk, int(time())]
        return redirect("portal:letter-receipt")
    context = {"agency": agency, "kind": kind, "form": form, "decides": decides_on(kind, agency, on)}
    return _with_status(public_page(request, "portal/write.html", **context), form)


@limited("comment", times=20, seconds=3600)
@login_not_required
@never_cache
def comment(request: HttpRequest, key: int) -> HttpResponse:
    """Comment on a draft while it asks for comments."""
    item, on = get_object_or_404(Item.objects.public().select_related("shown", "agency"), pk=key), localdate()
    assert item.shown is not None  # it is public
    if item.shown.comments_until is None:
        raise Http404
    form = LetterForm(request.POST if request.method == "POST" else None, initial={"sent_key": uuid4()})
    done = carry_out(form, lambda values: services.comment(item.pk, on=on, by=_writer(request), **values))
    if done:
        sessions.renew(request)
        request.session[WRITTEN] = [done.pk, int(time())]
        return redirect("portal:letter-receipt")
    context: dict[str, Any] = {
        "item": item,
        "text": item.shown,
        "agency": item.agency,
        "form": form,
        "takes": is_open(item.shown, on),
    }
    return _with_status(public_page(request, "portal/comment.html", **context), form)


@login_not_required
@never_cache
@require_safe
def receipt(request: HttpRequest) -> HttpResponse:
    """Show the number and the query code of the letter that was written in this session."""
    letter = _of_session(request, WRITTEN)
    if letter is None:
        return redirect("portal:letter-track")
    return public_page(request, "portal/letter_receipt.html", letter=letter, agency=letter.about)


@limited("letter-track", times=10, seconds=600)
@login_not_required
@never_cache
def track(request: HttpRequest) -> HttpResponse:
    """Ask for the number and the query code of a letter."""
    form = TrackForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        found = by_code(form.cleaned_data["number"], form.cleaned_data["code"])
        if found is not None:
            sessions.renew(request)
            request.session[FOLLOWED] = [found.pk, int(time())]
            return redirect("portal:letter-tracked")
        form.add_error(None, _("登记号或者查询码不对。请对照回执核对。"))
    return _with_status(public_page(request, "portal/letter_track.html", form=form), form)


@login_not_required
@never_cache
@require_safe
def tracked(request: HttpRequest) -> HttpResponse:
    """Show how a letter stands, until when it is to be answered, and the answer once it was passed."""
    letter = _of_session(request, FOLLOWED)
    if letter is None:
        return redirect("portal:letter-track")
    return public_page(request, "portal/letter_tracked.html", letter=letter, agency=letter.about)


@login_not_required
@require_safe
def letters(request: HttpRequest, key: int) -> HttpResponse:
    """Show the letters about an agency that are public, with their answers."""
    agency = get_object_or_404(Agency.objects.select_related("region"), pk=key)
    page = Paginator(shown_letters(agency), _PAGE).get_page(request.GET.get("page"))
    return public_page(request, "portal/letters.html", agency=agency, page=page)


def _of_session(request: HttpRequest, name: str) -> Letter | None:
    pk, since = request.session.get(name, (None, 0))
    if pk is None or not 0 <= time() - since < SECONDS:
        return None
    return Letter.objects.select_related("agency", "about").filter(pk=pk).first()


def _writer(request: HttpRequest) -> Actor:
    by = acting(request)
    return Actor(role="visitor", address=by.address, request_id=by.request_id)


def _with_status(response: Any, form: Any) -> HttpResponse:
    response.status_code = status_of(form)
    answer: HttpResponse = response
    return answer
