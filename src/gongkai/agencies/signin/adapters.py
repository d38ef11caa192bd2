"""allauth's seams: who may come in and how, what is said when they may not, and that it is noted."""

from __future__ import annotations

import logging
from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from allauth.account.authentication import get_authentication_records
from allauth.core import context
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialAccount, SocialLogin
from allauth.socialaccount.providers.base import AuthError
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import authenticate
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gongkai.agencies.acting import acting
from gongkai.agencies.models import Officer
from gongkai.agencies.signin import applicants, devices, lockout, services, steps
from gongkai.agencies.signin.models import Invitation, Secret
from gongkai.journal.actor import Actor
from gongkai.law.errors import GongkaiError

INVITED = "signin_invitation"
"""In a session: the invitation whose code was given in it."""

_log = logging.getLogger(__name__)
_WRONG = gettext_lazy("用户名或密码不对。")


class AccountAdapter(DefaultAccountAdapter):
    """Signing in with a name and a password."""

    error_messages: ClassVar = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": _WRONG,
        "username_password_mismatch": _WRONG,
        "email_password_mismatch": _WRONG,
        "invalid_login": _WRONG,
        "incorrect_password": gettext_lazy("密码不对。"),
        "enter_current_password": gettext_lazy("请输入现在的密码。"),
        "incorrect_code": gettext_lazy("验证码不对，或者已经用过。"),
        "too_many_login_attempts": gettext_lazy("尝试次数过多，请稍后再试。"),
        "rate_limited": gettext_lazy("尝试次数过多，请稍后再试。"),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Let nobody register themselves."""
        return False

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Any:
        """Give the officer whose name and password these are, None when there is none; count and note failures.

        Who was shut out is told what is told to anybody who is not there.
        """
        typed = str(credentials.get("username") or credentials.get("email") or "")
        officer = lockout.whose(credentials)
        attempt = begun(officer, typed, request)
        found = authenticate(request, **credentials)
        AuthenticationBackend.unstash_authenticated_user()
        if found is None:
            services.note_failed(attempt, officer, "password", by=_visitor(request))
        else:
            attempt.take_back()
        return found

    def post_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> HttpResponse:
        """Note that somebody signed in."""
        response = super().post_login(request, user, **kwargs)
        ways = [str(each.get("type") or each["method"]) for each in get_authentication_records(request, user)]
        browser = devices.name_of(request.META.get("HTTP_USER_AGENT", ""))
        services.note_signed_in(user, ways, browser=browser, by=acting(request))
        return response

    def respond_user_inactive(self, request: HttpRequest, user: Any) -> HttpResponse:
        """Turn away who was shut out and came by another way than a password."""
        messages.error(request, _("没有可以登录的账号。"))
        return redirect("account_login")

    def set_password(self, user: Any, password: str) -> None:
        """Set a password by our service; the row allauth goes on with is the one changed."""
        held = services.change_password(user, password, by=acting(self.request))
        user.password, user.must_change_password = held.password, held.must_change_password

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Lead from a changed password to one's account."""
        return str(redirect("signin:account").url)

    def is_safe_url(self, url: str) -> bool:
        """Let `next` lead to pages of this site alone, named without host."""
        return url.startswith("/") and url_has_allowed_host_and_scheme(url, allowed_hosts=None)

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Ask for proof anew unless somebody has just signed in, or has nothing to prove themselves with here."""
        request = context.request
        if not self.get_reauthentication_methods(request.user):
            return False
        records = get_authentication_records(request, request.user)
        recent = timezone.now().timestamp() - settings.ACCOUNT_REAUTHENTICATION_TIMEOUT
        if any(record["at"] >= recent for record in records):
            return False
        return super().is_reauthentication_required(app=app, **kwargs)

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """Name the ways to prove oneself anew in our words."""
        words = {
            "reauthenticate": _("用密码确认"),
            "mfa_reauthenticate": _("用验证码或恢复码确认"),
            "mfa_reauthenticate:webauthn": _("用通行密钥确认"),
        }
        found = super().get_reauthentication_methods(user)
        return [{**each, "description": words.get(each["id"], each["description"])} for each in found]

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send nothing: people are told by `notifications`."""


class MFAAdapter(DefaultMFAAdapter):
    """The second step."""

    error_messages: ClassVar = {
        **DefaultMFAAdapter.error_messages,
        "cannot_delete_authenticator": gettext_lazy("您的职责要求两步验证，请先设置另一种再去掉这一种。"),
        "cannot_generate_recovery_codes": gettext_lazy("设置了两步验证才有恢复码。"),
        "incorrect_code": gettext_lazy("验证码不对，或者已经用过。"),
    }

    def encrypt(self, text: str) -> str:
        """Seal a secret; give what allauth keeps in its place."""
        return str(Secret.objects.create(text=text).pk)

    def decrypt(self, encrypted_text: str) -> str:
        """Give a secret that was sealed."""
        return str(Secret.objects.get(pk=encrypted_text).text)

    def get_totp_issuer(self) -> str:
        """Name the site in the authenticator app, by its host."""
        return str(context.request.get_host())

    def get_totp_label(self, user: Any) -> str:
        """Name the account in the authenticator app by the user name."""
        return str(user.username)

    def _get_user_identifier(self, user: Any) -> str:
        return str(user.username)

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Keep the last second step of whoever must have one."""
        officer = authenticator.user
        kinds = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
        others = Authenticator.objects.filter(user=officer, type__in=kinds).exclude(pk=authenticator.pk)
        return others.exists() or not steps.needs_second_step(officer, timezone.now())

    def generate_authenticator_name(self, user: Any, type: Any) -> str:
        """Give the name a key has unless another is typed."""
        count = Authenticator.objects.filter(user=user, type=type).count()
        return _("通行密钥%(number)s") % {"number": count + 1}


class SocialAdapter(DefaultSocialAccountAdapter):
    """The single sign-on (OpenID Connect): it says who somebody is; whether they come in is decided here.

    The first time, an officer is found by a claim (OIDC_CLAIM) that is their user name, or their e-mail address when
    the claim is `email`. From then on the provider's own name for them (`sub`) counts, whatever the claim says.
    """

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        """Let nobody register themselves."""
        return False

    def list_providers(self, request: HttpRequest) -> list[Any]:
        """Offer to officers what is theirs: the applicants' provider is offered on the portal."""
        return [each for each in super().list_providers(request) if each.sub_id != applicants.PROVIDER]

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Let an officer in or turn them away; send an applicant back to the portal, and never on to the desk."""
        told = dict(sociallogin.account.extra_data or {})
        sociallogin.account.extra_data = {}
        if sociallogin.account.provider == applicants.PROVIDER:
            if not _is_one_person(told) or not applicants.begin(request, told):
                messages.error(request, _("统一身份认证的答复不能用，请重试。"))
            raise ImmediateHttpResponse(redirect("portal:mine"))
        self._let_in(request, sociallogin, told)

    @transaction.atomic
    def _let_in(self, request: HttpRequest, sociallogin: SocialLogin, told: dict[str, Any]) -> None:
        """Link who comes for the first time to an officer, or turn them away; keep nothing that the provider told."""
        if sociallogin.state.get("process") == "connect" or not _is_one_person(told):
            raise _turned_away(request, _("统一身份认证的答复不能用，请重试。"))
        if sociallogin.is_existing:
            sociallogin.account.save(update_fields=["extra_data"])
            return
        claim = _claim(told)
        officer = _officer_named(claim) if claim else None
        if officer is None and claim:
            officer = self._invited(request, claim)
        if officer is None or not officer.is_active:
            raise _turned_away(request, _("没有可以登录的账号：本系统的账号由管理员邀请开通。"))
        if SocialAccount.objects.filter(user=officer, provider=sociallogin.account.provider).exists():
            raise _turned_away(request, _("这个账号已与统一身份认证里的另一个人关联，请联系管理员。"))
        sociallogin.connect(request, officer)
        services.link_identity(officer, by=_visitor(request, officer))

    def on_authentication_error(self, request: HttpRequest, provider: Any, **kwargs: Any) -> None:
        """Lead back to the sign-in page when the provider refused, or cannot be reached."""
        if kwargs.get("error") == AuthError.CANCELLED:
            return
        _log.warning("single sign-on failed: %s, %s", kwargs.get("error"), type(kwargs.get("exception")).__name__)
        if provider.sub_id == applicants.PROVIDER:
            messages.error(request, _("登录没有成功，请重试。"))
            raise ImmediateHttpResponse(redirect("portal:mine"))
        raise _turned_away(request, _("统一身份认证没有成功，请重试，或用密码登录。"))

    def _invited(self, request: HttpRequest, claim: str) -> Officer | None:
        """Take in who gave the code of an invitation in this session before."""
        at = timezone.now()
        given = Invitation.objects.filter(pk=request.session.get(INVITED, 0), resets=False).first()
        invitation = services.usable(given, at)
        if invitation is None:
            return None
        try:
            officer = services.accept(
                invitation, username=claim, password=None, on=localdate(at), at=at, by=_visitor(request)
            )
        except GongkaiError as error:
            raise _turned_away(request, error.text(_)) from None
        except ValidationError as error:
            raise _turned_away(request, " ".join(error.messages)) from None
        del request.session[INVITED]
        return officer


def begun(officer: Officer | None, typed: str, request: HttpRequest) -> lockout.Attempt:
    """Begin an attempt; raise ValidationError while it is locked."""
    try:
        return lockout.begin(officer, typed, _visitor(request).address, at=timezone.now())
    except GongkaiError as error:
        raise ValidationError(error.text(_), code=error.code) from None


def _visitor(request: HttpRequest, officer: Officer | None = None) -> Actor:
    actor = acting(request)
    return Actor(officer=officer, role="visitor", address=actor.address, request_id=actor.request_id)


def _turned_away(request: HttpRequest, why: str) -> ImmediateHttpResponse:
    messages.error(request, why)
    return ImmediateHttpResponse(redirect("account_login"))


def _is_one_person(told: dict[str, Any]) -> bool:
    """Say whether what the provider signed and what it was asked for are of the same person (OpenID Connect 5.3.2)."""
    subjects = {part.get("sub") for part in (told.get("id_token"), told.get("userinfo")) if part}
    return len(subjects) == 1


def _claim(told: dict[str, Any]) -> str:
    parts = [part for part in (told.get("userinfo"), told.get("id_token")) if part]
    for part in parts:
        value = part.get(settings.OIDC_CLAIM)
        if isinstance(value, str) and value.strip():
            if settings.OIDC_CLAIM == "email" and part.get("email_verified") is not True:
                continue
            return value.strip()
    return ""


def _officer_named(claim: str) -> Officer | None:
    field = "email" if settings.OIDC_CLAIM == "email" else "username"
    found = list(Officer.objects.filter(**{f"{field}__iexact": claim})[:2])
    return found[0] if len(found) == 1 else None
