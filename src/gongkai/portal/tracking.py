"""How an application stands, for whoever has its number and query code; and what they may do themselves.

Who has shown both is known in their session for a while. That one of the two was right is told to nobody.
"""

from __future__ import annotations

from dataclasses import fields
from time import time
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_GET, require_POST, require_safe

from gongkai.agencies.signin import applicants, sessions
from gongkai.applications import services
from gongkai.applications.files import given, handed_in
from gongkai.applications.models import Application
from gongkai.applications.notices.gathering import letter_of, letters_served
from gongkai.applications.notices.pdf import write_pdf
from gongkai.applications.selectors import by_code
from gongkai.applications.standing import give_reasons, standing_of
from gongkai.attachments.receiving import received
from gongkai.attachments.serving import give_out
from gongkai.law.errors import GongkaiError
from gongkai.portal import turns
from gongkai.portal.applying import applicant
from gongkai.portal.directory import whose
from gongkai.portal.forms import MOST_FILES, ReasonsForm, SupplementForm, TrackForm
from gongkai.ui.carrying_out import carry_out
from gongkai.ui.forms import status_of
from gongkai.ui.limits import limited

TRACKED = "application_tracked"
SECONDS = 1800
"""How long a session knows that somebody may see an application."""


@limited("track", **turns.TRACK)
@login_not_required
@never_cache
def track(request: HttpRequest) -> HttpResponse:
    """Ask for the number and the query code of an application; the address of a QR code brings the number."""
    given = {"number": request.GET.get("number", "")}
    form = TrackForm(request.POST if request.method == "POST" else None, initial=given)
    if form.is_valid():
        found = by_code(form.cleaned_data["number"], form.cleaned_data["code"])
        if found is not None:
            follow(request, found)
            return _on(request, found, form) if form.carries() else redirect("portal:tracked")
        form.add_error(None, _("登记号或者查询码不对。请对照回执核对；两样都没有的，请联系受理机关。"))
    return _track(request, form, status=status_of(form))


def _track(request: HttpRequest, form: TrackForm, **how: Any) -> HttpResponse:
    context = {"form": form, "region": whose(), "may_sign_in": bool(applicants.offered()), "carries": form.carries()}
    return render(request, "portal/track.html", context, **how)


def _ask_again(request: HttpRequest, name: str, text: str) -> HttpResponse:
    """Ask whoever was away too long for number and code once more; what they had written comes along in the form."""
    return _track(request, TrackForm(initial={name: text}), status=403) if text else redirect("portal:track")


def _on(request: HttpRequest, application: Application, form: TrackForm) -> HttpResponse:
    """Go on with what was written before number and code were asked for again: it is in its form, and not sent yet."""
    supplement = SupplementForm(initial={"description": form.cleaned_data["supplement"]})
    return _show(
        request,
        application,
        form=supplement,
        reasons_form=ReasonsForm(initial={"reasons": form.cleaned_data["reasons"]}),
    )


def follow(request: HttpRequest, application: Application) -> None:
    """Let the session see an application for a while: whoever it is has shown that they may."""
    sessions.renew(request)
    request.session[TRACKED] = [application.pk, int(time())]


def unfollow(request: HttpRequest) -> None:
    """Let the session see none any more."""
    request.session.pop(TRACKED, None)


@login_not_required
@never_cache
@require_safe
def tracked(request: HttpRequest) -> HttpResponse:
    """Show how an application stands, until when it must be answered and why, and what may be done."""
    application = _tracked(request)
    return redirect("portal:track") if application is None else _show(request, application)


@csrf_exempt  # `_supplement` checks it, once its files have where to go
@limited("supplement", **turns.SUPPLEMENT)
@login_not_required
@never_cache
@require_POST
def supplement(request: HttpRequest) -> HttpResponse:
    """Give what one was asked to add (补正)."""
    application = _tracked(request)
    with received(request, most=MOST_FILES, most_together=settings.UPLOAD_MOST):
        return _supplement(request, application)


@csrf_protect
def _supplement(request: HttpRequest, application: Application | None) -> HttpResponse:
    if application is None:
        return _ask_again(request, "supplement", request.POST.get("description", ""))
    form, on = SupplementForm(request.POST, request.FILES), localdate()
    done = carry_out(
        form,
        lambda values: services.take_supplement(
            application, on=on, description=values["description"], files=values["attached"], by=applicant(request)
        ),
    )
    if not done:
        return _show(request, application, form=form, status=status_of(form))
    messages.success(request, _("补正已经收到。"))
    return redirect("portal:tracked")


@limited("reasons", **turns.REASONS)
@login_not_required
@never_cache
@require_POST
def reasons(request: HttpRequest) -> HttpResponse:
    """Give the reasons one was asked for (说明理由)."""
    application = _tracked(request)
    if application is None:
        return _ask_again(request, "reasons", request.POST.get("reasons", ""))
    form = ReasonsForm(request.POST)
    done = carry_out(
        form,
        lambda values: give_reasons(application, values["reasons"], on=localdate(), by=applicant(request)),
    )
    if not done:
        return _show(request, application, reasons_form=form, status=status_of(form))
    messages.success(request, _("说明的理由已经收到。"))
    return redirect("portal:tracked")


@limited("withdraw", **turns.WITHDRAW)
@login_not_required
@never_cache
@require_POST
def withdraw(request: HttpRequest) -> HttpResponse:
    """Take one's application back."""
    application = _tracked(request)
    if application is None:
        return redirect("portal:track")
    if "sure" not in request.POST:
        return _show(request, application, asked_whether_sure=True)
    try:
        services.withdraw(application, on=localdate(), by=applicant(request))
    except GongkaiError as error:
        return _show(request, application, refusal=error, status=409)
    messages.success(request, _("申请已经撤回。"))
    return redirect("portal:tracked")


@limited("file", times=60, seconds=600, methods={"GET", "HEAD"})
@login_not_required
@never_cache
@require_safe
def file(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Give the applicant a file of their own, or one that went with the reply they were served."""
    application = _tracked(request)
    if application is None:
        return redirect("portal:track")
    theirs = [each for each in (*handed_in(application), *given(application)) if each.pk == pk]
    if not theirs:
        raise Http404
    return give_out(request, theirs[0], by=applicant(request))


@limited("letter", times=60, seconds=600, methods={"GET"})
@login_not_required
@never_cache
@require_GET
def letter(request: HttpRequest, key: str) -> HttpResponse:
    """Give the applicant a letter that was sent to them, as PDF."""
    application = _tracked(request)
    if application is None:
        return redirect("portal:track")
    offer = next((each for each in letters_served(application) if each.key == key), None)
    if offer is None:
        raise Http404
    name = f"{application.number}-{offer.key}.pdf"
    seal = getattr(offer.issued, "seal", None)
    return HttpResponse(
        seal.content if seal is not None else write_pdf(letter_of(application, offer)[0]),
        content_type="application/pdf",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _tracked(request: HttpRequest) -> Application | None:
    """Give the application that the session may see, None when it may see none any more."""
    pk, since = request.session.get(TRACKED, (None, 0))
    if pk is None or not 0 <= time() - since < SECONDS:
        return None
    return Application.objects.select_related("agency").filter(pk=pk).first()


def _show(request: HttpRequest, application: Application, *, status: int = 200, **also: Any) -> HttpResponse:
    standing = standing_of(application, localdate())
    context = {
        **{each.name: getattr(standing, each.name) for each in fields(standing)},
        "agency": application.agency,
        "region": whose(),
        "form": SupplementForm(),
        "reasons_form": ReasonsForm(),
        **also,
    }
    return render(request, "portal/tracked.html", context, status=status)
