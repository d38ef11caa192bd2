"""The pages of setting a site up: there while that is under way, for who runs the site, and for nobody else."""

from __future__ import annotations

import logging
import smtplib
import tempfile
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ValidationError
from django.core.mail import send_mail
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from gongkai.agencies.acting import acting
from gongkai.agencies.models import Agency, Duty, Officer, Post
from gongkai.agencies.rules import may_run_site
from gongkai.agencies.signin import lockout, mailing
from gongkai.agencies.signin.models import Invitation
from gongkai.agencies.signin.services import note_failed
from gongkai.config.holidays import take_in
from gongkai.config.setup import services, steps
from gongkai.config.setup.drafting import drafted
from gongkai.config.setup.forms import (
    BureauForm,
    ChooseForm,
    ColumnsForm,
    FirstForm,
    HolidayForm,
    KeysForm,
    LetterForm,
    NumberForm,
    PeopleForm,
)
from gongkai.config.setup.models import Setup
from gongkai.disclosure import selectors
from gongkai.disclosure.forms.guide import GuideForm
from gongkai.disclosure.indexing import prefix_of
from gongkai.disclosure.models import CatalogueEntry, Rubric
from gongkai.disclosure.services.guiding import write_guide
from gongkai.disclosure.stages import Stage
from gongkai.journal.actor import Actor
from gongkai.law.calendar.words import as_toml
from gongkai.law.errors import GongkaiError, UnreadableDocument
from gongkai.law.message import Message
from gongkai.ui.carrying_out import carry_out
from gongkai.ui.drafts import keeps_typed, let_go, open_form
from gongkai.ui.forms import refuse, status_of
from gongkai.ui.limits import limited
from gongkai.ui.working_days import calendar as working_days

_log = logging.getLogger(__name__)

View = Callable[..., HttpResponse]


def _while_set_up(view: Callable[[HttpRequest, Setup], HttpResponse]) -> View:
    """Show a page to who runs the site while it is being set up; to others, and afterwards, it is not there."""

    @wraps(view)
    def shown(request: HttpRequest) -> HttpResponse:
        row = services.standing()
        if row is None or not may_run_site(request.user):
            raise Http404
        return view(request, row)

    return shown


def _of_agency(view: Callable[[HttpRequest, Setup, Agency], HttpResponse]) -> View:
    """Show a page once the agency is registered; before, lead to where that is done."""

    @_while_set_up
    @wraps(view)
    def shown(request: HttpRequest, row: Setup) -> HttpResponse:
        if row.agency is None:
            messages.info(request, _("请先登记本机关，这一步要用到。"))
            return redirect("setup:agency")
        return view(request, row, row.agency)

    return shown


@login_not_required
@never_cache
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Show how far the site is set up; lead whoever comes first to where the one-time code is asked for."""
    row = services.standing()
    if row is None:
        raise Http404
    if services.wants_first():
        return redirect("setup:administrator")
    if not request.user.is_authenticated:
        return redirect_to_login(request.path)
    if not may_run_site(request.user):
        raise Http404
    return _page(
        request, row, "", "setup/index.html", {"undone": [each for each in steps.progress(row) if not each.done]}
    )


@limited("setup", times=30, seconds=600)
@login_not_required
@never_cache
@sensitive_post_parameters("code", "password1", "password2")
def administrator(request: HttpRequest) -> HttpResponse:
    """Take the one-time code and make the first administrator, who then signs in like anybody."""
    row = services.standing()
    if row is None:
        raise Http404
    if not services.wants_first():
        return redirect("setup:index")
    form = FirstForm(request.POST if request.method == "POST" else None, officer=Officer())
    if request.method == "POST" and form.is_valid() and _made_first(request, form):
        messages.success(request, _("管理员已设立，请登录后接着设置。"))
        return redirect_to_login(reverse("setup:index"))
    return render(request, "setup/administrator.html", {"form": form}, status=status_of(form))


def _made_first(request: HttpRequest, form: FirstForm) -> bool:
    """Make the first administrator; a wrong code counts towards the lock-out of whoever sends it."""
    at, typed = timezone.now(), form.cleaned_data
    by = Actor(role="visitor", address=acting(request).address, request_id=acting(request).request_id)
    try:
        attempt = lockout.begin(None, f"setup {by.address}", by.address, at=at)
    except GongkaiError as error:
        refuse(form, error)
        return False
    try:
        services.make_first(
            typed["code"], username=typed["username"], name=typed["name"], password=typed["password1"], at=at, by=by
        )
    except GongkaiError as error:
        note_failed(attempt, None, "setup", by=by)
        refuse(form, error)
        return False
    except ValidationError as wrong:
        attempt.take_back()
        form.add_error(None, wrong)
        return False
    attempt.take_back()
    return True


@keeps_typed
@_while_set_up
def agency(request: HttpRequest, row: Setup) -> HttpResponse:
    """Register the agency of this site, or show it with what lies above and below."""
    if row.agency is not None:
        around = {
            "agency": row.agency,
            "above": Agency.objects.above(row.agency).exclude(pk=row.agency.pk),
            "below": Agency.objects.below(row.agency).exclude(pk=row.agency.pk),
            "office": row.agency.offices.filter(discloses=True, closed_on__isnull=True).first(),
        }
        return _page(request, row, "agency", "setup/agency_there.html", around)
    form = open_form(request, BureauForm)
    made = carry_out(
        form,
        lambda values: services.establish(
            form.values(), region=form.region(), office=values["office"], above=form.above(), by=acting(request)
        ),
    )
    if made:
        messages.success(request, _("已登记“%(agency)s”。") % {"agency": made.name})
        return redirect(steps.after("agency"))
    there = Agency.objects.in_being(localdate()).order_by("lineage")
    choose_form = ChooseForm(among=there) if there.exists() else None
    return _page(request, row, "agency", "setup/agency.html", {"form": form, "choose_form": choose_form})


@require_POST
@_while_set_up
def choose(request: HttpRequest, row: Setup) -> HttpResponse:
    """Say which of the agencies that came in by a table is this one."""
    form = ChooseForm(request.POST, among=Agency.objects.in_being(localdate()))
    if carry_out(form, lambda values: services.choose(values["agency"], by=acting(request))):
        return redirect(steps.after("agency"))
    messages.error(request, _("请选择本机关。"))
    return redirect("setup:agency")


@keeps_typed
@never_cache
@_of_agency
def people(request: HttpRequest, row: Setup, agency: Agency) -> HttpResponse:
    """Invite who works here, and take duties oneself; links are shown in the answer and never again."""
    form = open_form(request, PeopleForm, myself=str(request.user))
    at = timezone.now()
    made = carry_out(
        form,
        lambda values: (
            services.bring_people(
                agency, form.people(), mine=values["mine"], on=localdate(at), at=at, by=acting(request)
            ),
        ),
    )
    links: list[tuple[Invitation, str, bool | None]] = []
    if made and made[0]:
        let_go(request)
        address = request.build_absolute_uri(reverse("signin:invitation"))
        links = [(each, f"{address}#{code}", mailing.send_link(each, f"{address}#{code}")) for each, code in made[0]]
    elif made:
        messages.success(request, _("已任职。"))
        return redirect("setup:people")
    on = localdate(at)
    context = {
        "form": form,
        "links": links,
        "agency": agency,
        "posts": Post.objects.held(on).filter(agency=agency).select_related("officer", "agency"),
        "invitations": Invitation.objects.open(at).filter(agency=agency),
        "both": steps.holders(agency, {Duty.HANDLER}) and not steps.BY_CODE["people"].is_done(row),
    }
    return _page(request, row, "people", "setup/people.html", context)


@keeps_typed
@_of_agency
def guide(request: HttpRequest, row: Setup, agency: Agency) -> HttpResponse:
    """Write the guide from what was answered, as its first version; it is reviewed like any text."""
    there = selectors.guide_of(agency)
    if there is not None and there.item.stage != Stage.ENDED:
        return _page(request, row, "guide", "setup/guide_there.html", {"item": there.item, "agency": agency})
    form = open_form(request, GuideForm, agency=agency, item=None, initial=drafted(agency))
    by = acting(request, agency)
    made = carry_out(
        form, lambda values: write_guide(agency, form.sections(), effective_on=values["effective_on"], by=by)
    )
    if made:
        messages.success(request, _("指南已拟好，审查公开以后公众才看得到。"))
        return redirect(steps.after("guide"))
    unnumbered = None if prefix_of(agency) else agency
    return _page(request, row, "guide", "setup/guide.html", {"form": form, "unnumbered": unnumbered})


@keeps_typed
@_while_set_up
def calendar(request: HttpRequest, row: Setup) -> HttpResponse:
    """Show which years are announced, and take in the notice of another as it reads."""
    held, today = working_days(), localdate()
    year = held.last_published.year + 1
    words = {"year": year, "title": f"国务院办公厅关于{year}年部分节假日安排的通知"}
    form = open_form(request, HolidayForm, initial=words)
    made = carry_out(form, lambda values: _took_in(form, by=acting(request)))
    if made:
        messages.success(request, _("已录入%(year)d年的放假安排，期限已重新计算。") % {"year": made})
        return redirect("setup:calendar")
    years = [
        (year, [str(each) for each in held.notices(year)], held.count_working_days(year))
        for year in range(today.year, held.last_published.year + 1)
    ]
    lacking = [each for each in (today.year, today.year + 1) if each > held.last_published.year]
    return _page(
        request,
        row,
        "calendar",
        "setup/calendar.html",
        {"form": form, "years": years, "lacking": lacking, "folder": settings.CALENDAR},
    )


def _took_in(form: HolidayForm, *, by: Actor) -> int:
    written = form.written()
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / f"{written.year}.toml"
        file.write_text(as_toml(written, form.cleaned_data["words"]), encoding="utf-8")
        try:
            take_in(file)
        except UnreadableDocument as error:  # the file is ours; whoever pasted the words knows them by their title
            said = Message(error.message.template, **{**error.message.values, "file": written.title})
            raise UnreadableDocument(error.code, said, hint=error.hint, citation=error.citation) from None
    services.note_calendar(written.title, by=by)
    return written.year


@require_POST
@_while_set_up
def calendar_seen(request: HttpRequest, row: Setup) -> HttpResponse:
    """Take it that the calendar was looked at."""
    services.see_calendar(at=timezone.now(), by=acting(request))
    return redirect(steps.after("calendar"))


@keeps_typed
@_of_agency
def catalogue(request: HttpRequest, row: Setup, agency: Agency) -> HttpResponse:
    """Set up columns from those on offer; the standard catalogue comes in as a table."""
    rubrics = Rubric.objects.filter(agency=agency, closed_on__isnull=True)
    form: BaseForm | None = None
    if not rubrics.exists():
        form = columns = open_form(request, ColumnsForm, agency=agency)
        made = carry_out(
            columns, lambda values: services.add_columns(agency, columns.chosen(), by=acting(request, agency))
        )
        if made:
            messages.success(request, _("已设%(count)d个栏目。") % {"count": made})
            return redirect(steps.after("catalogue"))
    entries = CatalogueEntry.objects.filter(agency=agency, closed_on__isnull=True).count()
    context = {"form": form, "agency": agency, "rubrics": rubrics, "entries": entries}
    return _page(request, row, "catalogue", "setup/catalogue.html", context)


@keeps_typed
@_while_set_up
def mail(request: HttpRequest, row: Setup) -> HttpResponse:
    """Send a letter of trial, where the site sends e-mail; say how that is set up where it does not."""
    form = open_form(request, LetterForm)
    sent = ""
    if settings.EMAIL_HOST and request.method == "POST" and form.is_valid():
        address = form.cleaned_data["address"]
        if failed := _not_sent(address, services.draw_letter(by=acting(request))):
            form.add_error(None, failed)
        else:
            let_go(request)
            sent = address
    context = {
        "form": form if settings.EMAIL_HOST else None,
        "number_form": NumberForm(auto_id="arrived_%s") if row.letter_hash or sent else None,
        "sent": sent,
        "host": settings.EMAIL_HOST,
        "sender": settings.DEFAULT_FROM_EMAIL,
    }
    return _page(request, row, "mail", "setup/mail.html", context)


def _not_sent(address: str, number: str) -> str:
    """Send the letter of trial; give why it did not go, nothing where it went. The server says why, and no address."""
    body = _("这是政府信息公开网站的测试邮件。请把这个数字填到设置页面上：%(number)s") % {"number": number}
    try:
        send_mail(_("政府信息公开网站的测试邮件"), f"{body}\n", None, [address])
    except (smtplib.SMTPException, OSError, ValueError) as error:
        _log.warning("the letter of trial was not sent: %s", type(error).__name__)
        return _("没有发出去（%(why)s）。请检查 GONGKAI_EMAIL_ 开头的设置，改好后重新启动网站再试。") % {
            "why": type(error).__name__
        }
    return ""


@require_POST
@_while_set_up
def mail_arrived(request: HttpRequest, row: Setup) -> HttpResponse:
    """Take the number of the letter as the sign that it arrived."""
    form = NumberForm(request.POST, auto_id="arrived_%s")
    if form.is_valid():
        try:
            services.confirm_letter(form.cleaned_data["number"], at=timezone.now(), by=acting(request))
        except GongkaiError as error:
            refuse(form, error)
        else:
            messages.success(request, _("邮件能收到。"))
            return redirect(steps.after("mail"))
    context = {
        "form": LetterForm() if settings.EMAIL_HOST else None, "number_form": form, "host": settings.EMAIL_HOST,
        "sender": settings.DEFAULT_FROM_EMAIL,
    }  # fmt: skip
    return _page(request, row, "mail", "setup/mail.html", context, status=status_of(form))


@require_POST
@_while_set_up
def without_mail(request: HttpRequest, row: Setup) -> HttpResponse:
    """Take it that the site sends no e-mail."""
    services.go_without_mail(by=acting(request))
    return redirect(steps.after("mail"))


@keeps_typed
@_while_set_up
def keys(request: HttpRequest, row: Setup) -> HttpResponse:
    """Say where the keys lie, and have it confirmed that they are kept apart."""
    form = open_form(request, KeysForm)
    if request.method == "POST" and form.is_valid():
        services.keep_keys(at=timezone.now(), by=acting(request))
        return redirect("setup:index")
    context = {"form": form, "keys": settings.VAULT_KEYS, "data": settings.DATA}
    return _page(request, row, "keys", "setup/keys.html", context)


@require_POST
@_while_set_up
def finish(request: HttpRequest, row: Setup) -> HttpResponse:
    """End the setting-up."""
    services.finish(at=timezone.now(), by=acting(request))
    messages.success(request, _("网站设置完成。以后要改的，都在工作台相应的栏目里。"))
    return redirect("ui:home")


def _page(
    request: HttpRequest, row: Setup, here: str, template: str, context: dict[str, Any], *, status: int = 0
) -> HttpResponse:
    form = context.get("form")
    found = status or (status_of(form) if isinstance(form, BaseForm) else 200)
    standing = steps.progress(row, here)
    around = {
        "steps": standing,
        "step": steps.BY_CODE.get(here),
        "number": next((place for place, each in enumerate(standing, start=1) if each.here), 0),
        "done": sum(each.done for each in standing),
        "next_url": steps.after(here) if here else "",
    }
    return render(request, template, around | context, status=found)
