"""The pages of signing in that are not allauth's: one's account and sessions, invitations, passwords set anew."""

from __future__ import annotations

import logging
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.socialaccount.providers.openid_connect import views as oidc
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required, login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe
from requests import RequestException

from gongkai.agencies.acting import acting
from gongkai.agencies.models import Agency, Duty, Officer
from gongkai.agencies.rules import agencies_administered, may_see_agency, may_see_people, posts_of, reading_posts
from gongkai.agencies.signin import applicants, mailing, rules, services, steps
from gongkai.agencies.signin import sessions as ends
from gongkai.agencies.signin.adapters import INVITED, SocialAdapter
from gongkai.agencies.signin.forms import AcceptForm, CodeForm, InviteForm, NewPasswordForm, ResetForm
from gongkai.agencies.signin.listing import INVITATIONS
from gongkai.agencies.signin.lockout import locked_until
from gongkai.agencies.signin.models import Invitation
from gongkai.agencies.signin.passwords import set_at
from gongkai.agencies.views.lists import note_export
from gongkai.law.errors import GongkaiError
from gongkai.ui.drafts import keeps_typed, let_go, open_form
from gongkai.ui.forms import refuse, status_of
from gongkai.ui.limits import limited
from gongkai.ui.lists import respond

_log = logging.getLogger(__name__)


@login_required
@require_safe
def account(request: HttpRequest) -> HttpResponse:
    """Show one's account: who one is here, how one signs in, where one is signed in."""
    officer = _officer(request)
    now = timezone.now()
    context = {
        "officer": officer,
        "posts": posts_of(officer, localdate()),
        "password_set_at": set_at(officer) if officer.has_usable_password() else None,
        "second_step": steps.has_second_step(officer),
        "must_second_step": steps.needs_second_step(officer, now),
        "keys": Authenticator.objects.filter(user=officer, type=Authenticator.Type.WEBAUTHN).count(),
        "sessions": UserSession.objects.filter(user=officer).count(),
    }
    return render(request, "signin/account.html", context)


@login_required
def sessions(request: HttpRequest) -> HttpResponse:
    """List where one is signed in, and end what one no longer wants: one session, or all the others."""
    officer = _officer(request)
    listed = sorted(UserSession.objects.purge_and_list(officer), key=lambda each: each.created_at, reverse=True)
    if request.method == "POST":
        wanted = request.POST.get("session", "")
        chosen = [each for each in listed if str(each.pk) == wanted or (wanted == "others" and not each.is_current())]
        if any(each.is_current() for each in chosen):
            logout(request)
            return redirect("account_login")
        if chosen:
            ends.end(officer, sessions=chosen, by=acting(request))
            messages.success(request, _("已结束%(count)s个会话。") % {"count": len(chosen)})
        return redirect("signin:sessions")
    return render(request, "signin/sessions.html", {"sessions": listed})


@limited("invitation", times=60, seconds=600)
@login_not_required
@never_cache
@sensitive_post_parameters("code")
def invitation(request: HttpRequest) -> HttpResponse:
    """Take the code of an invitation.

    It stands in the link behind #: browsers send that part to nobody, so that it is in no log and in no Referer. A
    script puts it into the form where there are scripts.
    """
    form = CodeForm(_typed(request))
    if request.method == "POST" and form.is_valid():
        found = services.invitation_of(form.cleaned_data["code"], timezone.now())
        if found is not None:
            if request.user.is_authenticated:
                logout(request)
            request.session[INVITED] = found.pk
            return redirect("signin:accept")
        form.add_error("code", _("没有这个邀请：已经用过、收回、过期，发出它的人已无权发出，或者没有复制完整。"))
    return render(request, "signin/invitation.html", {"form": form}, status=status_of(form))


@limited("accept", times=60, seconds=600)
@login_not_required
@never_cache
@sensitive_post_parameters("password1", "password2")
def accept(request: HttpRequest) -> HttpResponse:
    """Have who was invited choose a user name and a password, or only the latter where it is set anew."""
    now = timezone.now()
    given = Invitation.objects.filter(pk=request.session.get(INVITED, 0)).select_related("officer").first()
    found = services.usable(given, now)
    if found is None or request.user.is_authenticated:
        return redirect("signin:invitation")
    form: NewPasswordForm
    if found.resets:
        assert found.officer is not None
        form = NewPasswordForm(_typed(request), officer=found.officer)
    else:
        form = AcceptForm(_typed(request), officer=Officer(name=found.name, email=found.email))
    if request.method == "POST" and form.is_valid():
        try:
            _take_in(request, found, form)
        except GongkaiError as error:
            refuse(form, error)
        except ValidationError as wrong:
            form.add_error(None, wrong)
        else:
            del request.session[INVITED]
            messages.success(request, _("账号已就绪，请登录。"))
            return redirect("account_login")
    context = {"form": form, "invitation": found, "providers": () if found.resets else providers(request)}
    return render(request, "signin/accept.html", context, status=status_of(form))


def _take_in(request: HttpRequest, found: Invitation, form: NewPasswordForm) -> None:
    typed, at = form.cleaned_data, timezone.now()
    if found.resets:
        services.accept_reset(found, password=typed["password1"], at=at, by=acting(request))
    else:
        services.accept(
            found,
            username=typed["username"],
            password=typed["password1"],
            on=localdate(at),
            at=at,
            by=acting(request),
        )


@login_required
def invitations(request: HttpRequest) -> HttpResponseBase:
    """List the invitations into the agencies one administers; withdraw some."""
    on = localdate()
    if not rules.may_invite_anywhere(request.user, on):
        raise PermissionDenied
    rows = rules.invitations_in_sight(request.user, on).select_related("agency__parent", "made_by", "officer")
    rows = rows.prefetch_related(*reading_posts("made_by", "officer"))
    among = agencies_administered(request.user, on).in_being(on)[:2]
    context = {"into": among[0] if len(among) == 1 else None}
    return respond(
        request, INVITATIONS, rows, template="signin/invitations.html", context=context, exported=note_export
    )


@keeps_typed
@login_required
@never_cache
def invite(request: HttpRequest, pk: int) -> HttpResponse:
    """Invite somebody into an agency; the link is shown in the answer and never again."""
    on = localdate()
    agency = get_object_or_404(Agency, pk=pk)
    if not may_see_agency(request.user, agency, on):
        raise Http404
    if not rules.may_invite(request.user, agency, on):
        raise PermissionDenied
    form = open_form(request, InviteForm, agency=agency)
    if request.method == "POST" and form.is_valid():
        by = acting(request, agency, {Duty.ADMINISTRATOR})
        try:
            made, code = services.invite(agency, at=timezone.now(), by=by, **form.cleaned_data)
        except GongkaiError as error:
            refuse(form, error)
        except ValidationError as wrong:
            form.add_error(None, wrong)
        else:
            let_go(request)
            return _link(request, made, code)
    return render(request, "signin/invite.html", {"form": form, "agency": agency}, status=status_of(form))


@login_required
@never_cache
def reset(request: HttpRequest, pk: int) -> HttpResponse:
    """Have an officer set their password anew: take the old one away, show the link."""
    other = _other(request, pk)
    form = ResetForm(_typed(request))
    if request.method == "POST" and form.is_valid():
        try:
            made, code = services.reset(other, at=timezone.now(), by=acting(request), **form.cleaned_data)
        except GongkaiError as error:
            refuse(form, error)
        else:
            return _link(request, made, code)
    context = {"form": form, "other": other, "locked_until": locked_until(other, timezone.now())}
    return render(request, "signin/reset.html", context, status=status_of(form))


@login_required
@require_POST
def unlock(request: HttpRequest, pk: int) -> HttpResponse:
    """Lift the lock of an officer's account."""
    other = _other(request, pk)
    services.lift_lock(other, by=acting(request))
    messages.success(request, _("“%(officer)s”现在可以登录。") % {"officer": other})
    return redirect("signin:reset", other.pk)


@login_not_required
def single_sign_on(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Send to the single sign-on; when it cannot be reached, back to the sign-in page.

    A page stands between: browsers hold where a form leads, redirects and all, to the policy of the page it was on, and
    which sites the single sign-on leads to is not known here.
    """
    try:
        answer = oidc.login(request, provider_id)
    except RequestException as error:
        _log.warning("single sign-on cannot be reached: %s", type(error).__name__)
        if provider_id == applicants.PROVIDER:
            messages.error(request, _("统一身份认证现在连不上，请稍后再试。"))
            return redirect("portal:mine")
        messages.error(request, _("统一身份认证现在连不上，请稍后再试，或用密码登录。"))
        return redirect("account_login")
    location = answer.get("Location", "")
    if request.method != "POST" or not location.startswith(("http://", "https://")):
        return answer
    return render(request, "signin/onward.html", {"address": location})


def providers(request: HttpRequest) -> list[dict[str, Any]]:
    """Give the single sign-on to offer: its name and address; none when none is set up."""
    return [{"name": each.name, "url": each.get_login_url(request)} for each in SocialAdapter().list_providers(request)]


def _typed(request: HttpRequest) -> Any:
    """Give what was posted, None for a page that is but asked for."""
    return request.POST if request.method == "POST" else None


def _officer(request: HttpRequest) -> Officer:
    assert isinstance(request.user, Officer)
    return request.user


def _other(request: HttpRequest, pk: int) -> Officer:
    """Give another officer whose sign-in one looks after; 404 for one not seen, 403 for one seen."""
    on = localdate()
    other = get_object_or_404(Officer, pk=pk)
    if rules.may_reset(request.user, other, on):
        return other
    if any(may_see_people(request.user, post.agency, on) for post in posts_of(other, on)):
        raise PermissionDenied
    raise Http404


def _link(request: HttpRequest, made: Invitation, code: str) -> HttpResponse:
    """Show a link, this once; it is nowhere to be read again. Where it has an address it is sent there, too."""
    link = f"{request.build_absolute_uri(reverse('signin:invitation'))}#{code}"
    sent = mailing.send_link(made, link)
    return render(request, "signin/link.html", {"invitation": made, "link": link, "sent": sent})
