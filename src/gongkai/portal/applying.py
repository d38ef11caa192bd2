"""Applying without an account: the form, what was written once more to check, the receipt."""

from __future__ import annotations

from time import time
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_safe

from gongkai.agencies.acting import acting
from gongkai.agencies.models import Agency
from gongkai.agencies.signin import applicants, sessions
from gongkai.applications.files import handed_in
from gongkai.applications.models import Application
from gongkai.applications.services import WISHES, register, require_applicant
from gongkai.attachments.receiving import received
from gongkai.journal.actor import Actor
from gongkai.law.channels import Channel
from gongkai.law.errors import GongkaiError
from gongkai.portal import turns
from gongkai.portal.directory import whose
from gongkai.portal.forms import MOST_FILES, ApplyForm, FilesForm
from gongkai.portal.qr import tracking_code
from gongkai.portal.suggesting import suggestions
from gongkai.ui.carrying_out import carry_out
from gongkai.ui.forms import refuse, status_of
from gongkai.ui.limits import limited

RECEIPT = "application_made"
"""What the session of a visitor knows: which application it was that they made, and when."""
SECONDS = 1800
"""How long it knows that: who comes to the same device later is not shown the query code."""


@csrf_exempt  # `_apply` checks it, once its files have where to go
@limited("apply", **turns.APPLY)
@login_not_required
@never_cache
def apply(request: HttpRequest, key: int) -> HttpResponse:
    """Apply to an agency: write, check what was written, send."""
    agency = get_object_or_404(Agency.objects.in_being(localdate()), pk=key)
    with received(request, most=MOST_FILES, most_together=settings.UPLOAD_MOST):
        return _apply(request, agency)


@csrf_protect
def _apply(request: HttpRequest, agency: Agency) -> HttpResponse:
    on = localdate()
    subject = applicants.subject_of(request)
    context: dict[str, Any] = {"agency": agency, "region": whose(), "signed_in": bool(subject)}
    if request.method != "POST":
        form = ApplyForm(initial={"sent_key": uuid4()})
        return render(request, "portal/apply.html", context | {"form": form})
    form = ApplyForm(request.POST)
    if "change" not in request.POST and _may_apply(form):
        sent = "send" in request.POST
        files = FilesForm(request.POST, request.FILES) if sent else FilesForm()
        if not (sent and files.is_valid()):
            published = suggestions(form.cleaned_data["description"], agency)
            context |= {"form": form, "files": files, "written": form.written(), "published": published}
            return render(request, "portal/check.html", context, status=status_of(files))
        made = carry_out(
            form,
            lambda values: register(
                agency,
                channel=Channel.INTERNET,
                arrived_on=on,
                applicants=[form.applicant()],
                description=values["description"],
                sent_key=values["sent_key"],
                files=files.cleaned_data["attached"],
                subject=subject,
                by=applicant(request),
                **{name: values[name] for name in WISHES},
            ),
        )
        if made is not None:
            sessions.renew(request)
            request.session[RECEIPT] = [made.pk, int(time())]
            return redirect("portal:receipt")
    return render(request, "portal/apply.html", context | {"form": form}, status=status_of(form))


def _may_apply(form: ApplyForm) -> bool:
    """Say whether whoever applies can be taken in. Asked before the files: a page that is shown again forgets them."""
    if form.is_valid():
        try:
            require_applicant(form.applicant())
        except GongkaiError as error:
            refuse(form, error)
        except ValidationError as error:
            form.add_error(None, error)
    return status_of(form) == 200


@login_not_required
@never_cache
@require_safe
def receipt(request: HttpRequest) -> HttpResponse:
    """Show the number and the query code of the application that was made in this session."""
    pk, since = request.session.get(RECEIPT, (0, 0))
    made = Application.objects.select_related("agency").filter(pk=pk).first()
    if made is None or not 0 <= time() - since < SECONDS:
        return redirect("portal:track")
    context = {
        "application": made,
        "agency": made.agency,
        "region": whose(),
        "qr": tracking_code(made),
        "handed_in": handed_in(made),
    }
    return render(request, "portal/receipt.html", context)


def forget_receipt(request: HttpRequest) -> None:
    """Let the session know of no application that was made in it."""
    request.session.pop(RECEIPT, None)


def applicant(request: HttpRequest) -> Actor:
    """Give the applicant as who acts: nobody who signed in, from an address."""
    by = acting(request)
    return Actor(role="applicant", address=by.address, request_id=by.request_id)
