"""A case: what is known of it, what the clock says, what can be done; its registration; and each act on it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_POST, require_safe

from gongkai.agencies.acting import acting
from gongkai.agencies.reading import ReasonForm, looked_at
from gongkai.agencies.views.sight import agency_in_sight
from gongkai.applications import acts, rules, selectors, services
from gongkai.applications.almanac import almanac
from gongkai.applications.deeds import DEED_BY_NAME, DEEDS, Deed
from gongkai.applications.forms.intake import RegisterForm, channel_of
from gongkai.applications.forms.practice import PracticeForm
from gongkai.applications.forms.replying import LONGEST_PART, DraftForm, Parts
from gongkai.applications.leading import draft_leads, is_drafted, leading
from gongkai.applications.lifecycle import Stage, refusal
from gongkai.applications.lights import in_words, light_of
from gongkai.applications.models import Applicant, Application, Delivery, Part, ReplyAttachment, Review
from gongkai.applications.models.practice import practice_of
from gongkai.applications.notices.gathering import DRAFT, offers
from gongkai.applications.signals import signals_of, similar_to
from gongkai.applications.timing import clock_of
from gongkai.applications.views.sight import case_in_sight
from gongkai.attachments.receiving import received
from gongkai.journal.acts import Act
from gongkai.journal.selectors import timeline
from gongkai.law.errors import GongkaiError
from gongkai.ui.carrying_out import carry_out
from gongkai.ui.drafts import keeps_typed, open_form
from gongkai.ui.forms import status_of
from gongkai.ui.language import said
from gongkai.ui.sight import require
from gongkai.ui.working_days import calendar

PASSED_ON = (acts.SUBMITTED, acts.PASSED, acts.RETURNED, acts.DECIDED)
"""Acts on a reply as it stands: their forms show it, so that nobody passes it unread."""
ENTRIES = 100
"""How many entries of the journal a case shows, the newest first."""


@require_safe
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a case."""
    return show(request, case_in_sight(request, pk))


@require_POST
@never_cache
def personal(request: HttpRequest, pk: int) -> HttpResponse:
    """Show who the applicants are, once a reason is given; that it was looked at is recorded first."""
    application = case_in_sight(request, pk)
    require(rules.may_read_personal(request.user, application, localdate()))
    people = list(Applicant.objects.filter(application=application))
    rows = [(person, Applicant.journaled_personal) for person in people]
    asked = looked_at(request, application.agency, rules.HANDLING, rows)
    return show(request, application, asked=asked, shown=None if asked else people)


def show(
    request: HttpRequest,
    application: Application,
    *,
    asked: ReasonForm | None = None,
    shown: Any = None,
    letter_refused: GongkaiError | None = None,
) -> HttpResponse:
    """Show a case, with what was asked for on its page: the applicants in clear, or why a letter cannot be had."""
    today, working_days = localdate(), calendar()
    clock = clock_of(application, today)
    light = light_of(application, today, selectors.due_soon_until(application.agency, today))
    possible, refused = _deeds(request, application, clock)
    entries = list(timeline(application)[:ENTRIES])
    may_draft, drafted = _may_draft(request, application), is_drafted(entries)
    ahead = leading(possible, application, drafted=drafted)
    reply = getattr(application, "reply", None)
    may_read_personal = rules.may_read_personal(request.user, application, today)
    may_read_draft = rules.may_read_draft(request.user, application, today)
    letters = [each for each in offers(application) if may_read_personal or (each.key == DRAFT and may_read_draft)]
    return render(
        request,
        "applications/detail.html",
        {
            "application": application,
            "applicants": shown or list(Applicant.objects.filter(application=application)),
            "in_clear": shown is not None,
            "asked": asked or ReasonForm(),
            "may_read_personal": may_read_personal,
            "clock": clock,
            "almanac": almanac(clock, working_days, today),
            "weekdays": _("一 二 三 四 五 六 日").split(),
            "today": today,
            "light": light.value,
            "light_words": in_words(application, light, today, working_days),
            "leading": ahead,
            "rest": [deed for deed in possible if deed not in ahead],
            "refused": refused,
            "may_draft": may_draft,
            "draft_leads": may_draft and draft_leads(ahead, drafted=drafted),
            "letters": letters,
            "may_issue": any(deed.act == acts.LETTER_ISSUED for deed in possible),
            "letter_refused": letter_refused,
            "exchanged": [each for each in application.events.order_by("order") if each.said],
            "consultations": list(application.consultations.all()),
            "weighings": list(application.weighings.select_related("officer")),
            "searches": list(application.searches.all()),
            "charge": getattr(application, "charge", None),
            "order": getattr(application, "order", None),
            "related": selectors.related_to(application),
            "co_handlings": list(application.co_handlings.select_related("office", "officer")),
            "transfers": list(application.transfers.select_related("from_office", "to_office")),
            "comments": list(application.comments.select_related("officer")),
            "reply": reply,
            "parts": list(Part.objects.filter(reply=reply)) if reply else [],
            "reviews": list(Review.objects.filter(reply=reply).select_related("officer")) if reply else [],
            "enclosures": list(ReplyAttachment.objects.filter(reply=reply)) if reply else [],
            "may_read_draft": rules.may_read_draft(request.user, application, today),
            "delivery": Delivery.objects.filter(reply=reply).first() if reply else None,
            "signals": signals_of(application),
            "others": selectors.others_of(application).count(),
            "entries": entries,
        },
        status=422 if asked else 409 if letter_refused else 200,
    )


def _deeds(request: HttpRequest, application: Application, clock: Any) -> tuple[list[Deed], list[tuple[Deed, Any]]]:
    """Give what the officer can do with a case now, and what they may do but cannot now, with why."""
    today = localdate()
    possible, refused = [], []
    for deed in DEEDS:
        if not deed.may(request.user, application, today):
            continue
        why = deed.refusal(application, clock, today)
        if why is None:
            possible.append(deed)
        else:
            refused.append((deed, why))
    return possible, refused


def _may_draft(request: HttpRequest, application: Application) -> bool:
    return application.stage == Stage.OPEN and rules.may_handle(request.user, application, localdate())


def _turned_away(request: HttpRequest, application: Application, act: Act) -> HttpResponse | None:
    """Lead whoever opens a form for what the stage does not allow any more to the case, and say why."""
    refused = refusal(act, Stage(application.stage)) if request.method != "POST" else None
    if refused is None:
        return None
    messages.warning(request, said(refused))
    return redirect("applications:detail", application.pk)


@keeps_typed
def act(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Do one of the things that are done with a case (`deeds`)."""
    application = case_in_sight(request, pk)
    deed = DEED_BY_NAME.get(name)
    if deed is None:
        raise Http404
    on = localdate()
    require(deed.may(request.user, application, on))
    if turned := _turned_away(request, application, deed.act):
        return turned
    form = open_form(request, deed.form, application=application, officer=request.user)
    by = acting(request, application.agency, deed.duties(request.user, application, on))
    if carry_out(form, lambda values: deed.do(application, values, by)):
        messages.success(request, _("已办理：%(deed)s。") % {"deed": deed.words})
        return redirect("applications:detail", pk)
    reply = getattr(application, "reply", None) if deed.act in PASSED_ON else None
    context = {
        "application": application, "form": form, "heading": deed.words, "grave": deed.grave,
        "note": deed.ahead(application) or deed.note, "submit": deed.words,
        "reply": reply, "parts": list(Part.objects.filter(reply=reply)) if reply else [],
    }  # fmt: skip
    return render(request, "applications/act.html", context, status=status_of(form))


@keeps_typed
def draft(request: HttpRequest, pk: int) -> HttpResponse:
    """Write the reply: its parts, each with its outcome."""
    application = case_in_sight(request, pk)
    require(rules.may_handle(request.user, application, localdate()))
    if turned := _turned_away(request, application, acts.DRAFTED):
        return turned
    there = Part.objects.filter(reply__application=application)
    initial = [
        {name: getattr(part, name) for name in ("content", "outcome", "ground", "reason", "told")} for part in there
    ] or _asked_for(application)
    form = open_form(request, DraftForm, application=application, officer=request.user)
    typed = getattr(form, "typed", None)
    given: dict[str, Any] = {"initial": initial, "prefix": "parts", "form_kwargs": {"application": application}}
    parts: Any = Parts(request.POST if request.method == "POST" else typed, **given)
    parts.extra = 1 if len(initial) == 1 else 2  # most are about one thing
    by = acting(request, application.agency, rules.HANDLING)
    if request.method == "POST" and parts.is_valid():
        done = carry_out(
            form,
            lambda values: services.draft(application, parts=parts.parts(), by=by, **values),
        )
        if done:
            messages.success(request, _("已保存答复草稿。"))
            return redirect("applications:detail", pk)
    wrong = request.method == "POST" and not parts.is_valid()
    context = {
        "application": application, "form": form, "parts": parts, "heading": _("拟写答复"),
        "similar": similar_to(application),
    }  # fmt: skip
    return render(request, "applications/draft.html", context, status=422 if wrong else status_of(form))


def _asked_for(application: Application) -> list[dict[str, str]]:
    """Give the first part of a new draft: what was asked for, where that is one thing said in a line."""
    asked = application.description.strip()
    return [{"content": asked}] if "\n" not in asked and len(asked) <= LONGEST_PART else []


@csrf_exempt  # `_register` checks it: nobody else's files are read
@keeps_typed
def register(request: HttpRequest) -> HttpResponse:
    """Register an application that came in, with what was scanned of it."""
    require(rules.handles_some(request.user, localdate()))
    with received(request):
        return _register(request)


@csrf_protect
def _register(request: HttpRequest) -> HttpResponse:
    on = localdate()
    among = rules.agencies_handled(request.user, on)
    form = open_form(request, RegisterForm, among=among, initial={"agency": among.first()})
    alike = _alike(request, form, on)
    done = (
        None
        if alike
        else carry_out(
            form,
            lambda values: services.register(
                values["agency"],
                channel=channel_of(form),
                arrived_on=values["arrived_on"],
                applicants=[form.applicant()],
                description=values["description"],
                written_by=values["written_by"],
                files=values["attached"],
                by=acting(request, values["agency"], rules.HANDLING),
                **{name: values[name] for name in services.WISHES},
            ),
        )
    )
    if done:
        messages.success(request, _("已登记，登记号%(number)s。") % {"number": done.number})
        return redirect("applications:detail", done.pk)
    submit = _("另行登记") if alike else _("登记")
    context = {"form": form, "heading": _("登记申请"), "submit": submit, "alike": alike}
    return render(request, "applications/register.html", context, status=status_of(form))


def _alike(request: HttpRequest, form: RegisterForm, on: date) -> list[Application]:
    """Give what the same applicant asked lately, until whoever registers has been shown all of it."""
    if request.method != "POST" or not form.is_valid():
        return []
    values = form.cleaned_data
    found = selectors.alike_lately(values["agency"], values["identity"], values["description"], on)
    keys = {str(each.pk) for each in found}
    if keys <= set(values["alike_shown"].split(",")):
        return []
    shown = request.POST.copy()
    shown["alike_shown"] = ",".join(sorted(keys))
    form.data = shown
    return found


@keeps_typed
def practice(request: HttpRequest, pk: int) -> HttpResponse:
    """Say how an agency deals with applications."""
    agency = agency_in_sight(request, pk)
    require(rules.may_set_practice(request.user, agency, localdate()))
    form = open_form(request, PracticeForm, instance=practice_of(agency))
    done = carry_out(form, lambda values: services.set_practice(agency, values, by=acting(request, agency)))
    if done:
        messages.success(request, _("已保存。"))
        return redirect("agencies:detail", pk)
    context = {"form": form, "heading": _("依申请公开办理规则"), "agency": agency}
    return render(request, "applications/act.html", context, status=status_of(form))
