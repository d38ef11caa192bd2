"""A challenge: its registration, what is known of it, what can be done with it, each act; and what forums wrote."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_POST, require_safe

from gongkai.agencies.acting import acting
from gongkai.applications.models import Application
from gongkai.attachments.receiving import received
from gongkai.journal.selectors import timeline
from gongkai.journal.services import record_reading
from gongkai.law.challenges import Procedure
from gongkai.law.citation import cite
from gongkai.remedies import forums, rules, services
from gongkai.remedies.bringing import brought_by
from gongkai.remedies.bundle.making import may_make
from gongkai.remedies.deeds import DEED_BY_NAME, DEEDS, leading
from gongkai.remedies.forms import FeedbackForm, PersonalForm, RegisterForm
from gongkai.remedies.lights import light_of, light_of_advice
from gongkai.remedies.models import Advice, Challenge, Matter, Party
from gongkai.remedies.timing import standing_of
from gongkai.ui.carrying_out import carry_out
from gongkai.ui.drafts import keeps_typed, open_form
from gongkai.ui.forms import status_of
from gongkai.ui.language import said
from gongkai.ui.sight import require

ENTRIES = 100
"""How many entries of the journal are shown, the newest first."""
_REGISTERED = (
    "procedure", "role", "matter", "application", "item", "omission", "acted_on", "forum", "case_number", "before",
    "after", "claims",
)  # fmt: skip


def challenge_in_sight(request: HttpRequest, pk: int) -> Challenge:
    """Give a challenge that the officer sees; 404 for any other."""
    rows = rules.challenges_in_sight(request.user, localdate())
    related = ("agency__region", "application__agency", "item", "office", "handler", "after", "redone_as", "lesson")
    challenge: Challenge = get_object_or_404(rows.select_related(*related), pk=pk)
    return challenge


@require_safe
@never_cache
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a challenge, where it stands, what can be done with it."""
    return _show(request, challenge_in_sight(request, pk))


@require_POST
@never_cache
def personal(request: HttpRequest, pk: int) -> HttpResponse:
    """Show who brought it and what they claim, once a reason is given; that it was looked at is recorded first."""
    challenge = challenge_in_sight(request, pk)
    require(rules.may_read_personal(request.user, challenge, localdate()))
    form = PersonalForm(request.POST)
    if not form.is_valid():
        return _show(request, challenge, asked=form)
    by = acting(request, challenge.agency, rules.DRAFTING)
    with transaction.atomic():
        record_reading(challenge, ("claims",), by=by, reason=form.cleaned_data["reason"])
        for party in challenge.parties.all():
            record_reading(party, Party.journaled_personal, by=by, reason=form.cleaned_data["reason"])
    return _show(request, challenge, in_clear=True)


def _show(
    request: HttpRequest, challenge: Challenge, *, asked: PersonalForm | None = None, in_clear: bool = False
) -> HttpResponse:
    today = localdate()
    standing = standing_of(challenge, today)
    first = leading(challenge, standing)
    possible, refused = [], []
    for deed in DEEDS:
        if not deed.concerns(challenge) or not deed.may(request.user, challenge, today):
            continue
        why = deed.refusal(challenge, standing, today)
        if why is None:
            possible.append((deed, deed.words(challenge)))
        elif deed.kind is not None:
            refused.append((deed.words(challenge), why))
    may_read = rules.may_read_personal(request.user, challenge, today)
    context: dict[str, Any] = {
        "challenge": challenge,
        "standing": standing,
        "light": light_of(challenge, today),
        "leading": [each for name in first for each in possible if each[0].name == name],
        "rest": [each for each in possible if each[0].name not in first],
        "refused": refused,
        "parties": list(challenge.parties.all()),
        "in_clear": in_clear,
        "may_read": may_read,
        "asked": asked or PersonalForm(),
        "events": [(row, row.event.kind.label_in(Procedure(challenge.procedure))) for row in challenge.events.all()],
        "advices": [(row, light_of_advice(row, today)) for row in challenge.advices.all()],
        "may_handle": rules.may_handle(request.user, challenge, today),
        "may_bundle": may_make(request.user, challenge, today),
        "forum_steps": forums.forum_steps(challenge),
        "brought_by": brought_by(challenge),
        "prerequisite": forums.prerequisite_of(challenge),
        "skipped": forums.skipped_reconsideration(challenge),
        "defendants": forums.defendants_of(challenge),
        "of_defendants": cite("行诉法第26条"),
        "followed_by": list(challenge.followed_by.filter(agency__in=rules.agencies_in_sight(request.user, today))),
        "lesson": getattr(challenge, "lesson", None),
        "entries": timeline(challenge)[:ENTRIES],
    }
    return render(request, "remedies/detail.html", context, status=422 if asked else 200)


@csrf_exempt  # `_register` checks it: nobody else's files are read
@keeps_typed
def register(request: HttpRequest) -> HttpResponse:
    """Register a challenge, with what was scanned of it; from an application or an item with what is known of that."""
    require(rules.handles_some(request.user, localdate()))
    with received(request):
        return _register(request)


@csrf_protect
def _register(request: HttpRequest) -> HttpResponse:
    on = localdate()
    among = rules.agencies_handled(request.user, on)
    seen = rules.agencies_in_sight(request.user, on)
    initial = _initial(request, among)
    about = next((name for name in ("application", "item") if name in initial), "")
    form = open_form(request, RegisterForm, among=among, seen=seen, about=about, initial=initial)

    def do(values: Any) -> Challenge:
        return services.register(
            values["agency"],
            opening=form.event(),
            parties=[form.party()],
            files=values["attached"],
            by=acting(request, values["agency"], rules.HANDLING),
            **{name: values[name] for name in _REGISTERED if name in values},
        )

    if done := carry_out(form, do):
        messages.success(request, _("已登记，登记号%(number)s。") % {"number": done.number})
        return redirect("remedies:detail", done.pk)
    context = {"form": form, "heading": _("登记复议诉讼"), "submit": _("登记")}
    return render(request, "remedies/act.html", context, status=status_of(form))


def _initial(request: HttpRequest, among: Any) -> dict[str, Any]:
    """Give what is known of the application or the item that the page was opened from."""
    initial: dict[str, Any] = {"agency": among.first()}
    application, item = request.GET.get("application", ""), request.GET.get("item", "")
    if application.isdecimal():
        case = get_object_or_404(Application.objects.filter(agency__in=among), pk=application)
        matter = Matter.SILENCE if case.closed_on is None else Matter.REPLY
        initial |= {"agency": case.agency, "application": case.number, "matter": matter}
        before = Challenge.objects.filter(
            agency=case.agency, application=case, procedure=Procedure.RECONSIDERATION.value, closed_on__isnull=False
        )
        if found := before.order_by("-pk").first():
            initial |= {"after": found.number, "procedure": Procedure.SUIT.value}
    elif item.isdecimal():
        items = apps.get_model("disclosure", "Item")._default_manager.filter(agency__in=among)
        shown = get_object_or_404(items, pk=item)
        initial |= {"agency": shown.agency, "item": shown.index, "matter": Matter.PUBLISHED}
    return initial


@keeps_typed
def act(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Do one of the things that are done with a challenge (`deeds`)."""
    challenge = challenge_in_sight(request, pk)
    deed = DEED_BY_NAME.get(name)
    if deed is None or not deed.concerns(challenge):
        raise Http404
    today = localdate()
    require(deed.may(request.user, challenge, today))
    if request.method != "POST" and (refused := deed.refusal(challenge, standing_of(challenge, today), today)):
        messages.warning(request, said(refused))
        return redirect("remedies:detail", pk)
    form = open_form(request, deed.form, challenge=challenge)
    by = acting(request, challenge.agency, deed.duties)
    if carry_out(form, lambda values: deed.do(challenge, values, by)):
        messages.success(request, _("已办理：%(deed)s。") % {"deed": deed.words(challenge)})
        return redirect("remedies:detail", pk)
    words = deed.words(challenge)
    context = {"challenge": challenge, "form": form, "heading": words, "note": deed.note, "submit": words}
    return render(request, "remedies/act.html", context, status=status_of(form))


@keeps_typed
def feedback(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer what a forum wrote."""
    seen = rules.challenges_in_sight(request.user, localdate())
    advice = get_object_or_404(Advice.objects.select_related("challenge__agency"), pk=pk, challenge__in=seen)
    challenge = advice.challenge
    require(rules.may_handle(request.user, challenge, localdate()))
    form = open_form(request, FeedbackForm, challenge=challenge)
    by = acting(request, challenge.agency, rules.HANDLING)
    if carry_out(form, lambda values: services.answer_advice(advice, by=by, **values)):
        messages.success(request, _("已反馈。"))
        return redirect("remedies:detail", challenge.pk)
    context = {
        "challenge": challenge,
        "form": form,
        "heading": _("反馈落实情况"),
        "submit": _("反馈"),
        "advice": advice,
    }
    return render(request, "remedies/act.html", context, status=status_of(form))
