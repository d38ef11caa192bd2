"""The page on which the evidence of a challenge is looked over, chosen and bound."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from gongkai.agencies.acting import acting
from gongkai.law.errors import GongkaiError
from gongkai.remedies import rules
from gongkai.remedies.bundle.forms import BundleForm
from gongkai.remedies.bundle.making import Drawn, draw_up, keep, may_make
from gongkai.remedies.bundle.pieces import pieces_of
from gongkai.remedies.bundle.proof import to_show
from gongkai.remedies.views.cases import challenge_in_sight
from gongkai.ui.carrying_out import carry_out
from gongkai.ui.drafts import keeps_typed, open_form
from gongkai.ui.forms import refuse, status_of
from gongkai.ui.sight import require


@never_cache
@keeps_typed
def bundle(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what must be proven and what of it is there, and bind the pieces that are chosen."""
    challenge = challenge_in_sight(request, pk)
    if challenge.application is None:
        raise Http404
    require(may_make(request.user, challenge, localdate()))
    form = open_form(request, BundleForm, pieces=list(pieces_of(challenge.application)))
    drawn = _drawn(form, challenge)
    if drawn is not None:
        by = acting(request, challenge.agency, rules.HANDLING)
        if carry_out(form, lambda values: keep(challenge, drawn, by=by)):
            said = _("证据材料已编好，共%(pages)d页，在附件里。") % {"pages": drawn.bundle.pages}
            messages.success(request, said)
            return redirect("remedies:detail", pk)
    shown = list(to_show(challenge.application))
    context = {
        "challenge": challenge,
        "form": form,
        "lacking": [each for each in shown if not each.is_there],
        "there": [each for each in shown if each.is_there],
    }
    return render(request, "remedies/bundle.html", context, status=status_of(form))


def _drawn(form: BaseForm, challenge: Any) -> Drawn | None:
    """Draw the bundle up outside of any transaction, for that may take a while; None where it cannot be."""
    if not form.is_valid():
        return None
    try:
        return draw_up(challenge, form.cleaned_data["pieces"], on=localdate())
    except GongkaiError as error:
        refuse(form, error)
        return None
