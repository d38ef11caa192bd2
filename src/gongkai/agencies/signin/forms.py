"""The forms of signing in: allauth's with our words and our lock-out, and those of invitations."""

from __future__ import annotations

from typing import Any, ClassVar

from allauth.account import forms as account
from allauth.core import context
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django import forms
from django.contrib.auth.password_validation import (
    password_validators_help_text_html,
    validate_password,
)
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.db.models import Q
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from gongkai.agencies.acting import acting
from gongkai.agencies.models import Agency, Duty, Kind, Office, Officer
from gongkai.agencies.signin import adapters, services

_RULES = lazy(password_validators_help_text_html, str)()
_DIFFERENT = _("两次输入的密码不一样。")


class _Named(forms.Form):
    """A form of allauth with our labels, and nothing that stands in a field and vanishes when one types."""

    names: ClassVar[dict[str, Any]] = {}
    hints: ClassVar[dict[str, Any]] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            field.label = self.names.get(name, field.label)
            field.help_text = self.hints.get(name, "")


class LoginForm(_Named, account.LoginForm):
    """Sign in with a name and a password."""

    names: ClassVar = {"login": _("用户名或电子邮箱"), "password": _("密码")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].widget.attrs.update(autocomplete="username", autocapitalize="none", spellcheck="false")
        # Longer than any name or address; and databases do not compare texts without end.
        self.fields["login"].validators.append(MaxLengthValidator(254))


class _Twice(forms.Form):
    """Two passwords that must be the same."""

    def clean(self) -> dict[str, Any]:
        """Compare them, in our words."""
        typed = self.cleaned_data
        if "password1" in typed and "password2" in typed and typed["password1"] != typed["password2"]:
            self.add_error("password2", _DIFFERENT)
        return typed


class ChangePasswordForm(_Named, _Twice, account.ChangePasswordForm):
    """Change one's password."""

    names: ClassVar = {"oldpassword": _("现在的密码"), "password1": _("新密码"), "password2": _("再输一次新密码")}
    hints: ClassVar = {"password1": _RULES}


class SetPasswordForm(_Named, _Twice, account.SetPasswordForm):
    """Set a password where there is none."""

    names: ClassVar = {"password1": _("新密码"), "password2": _("再输一次新密码")}
    hints: ClassVar = {"password1": _RULES}


class ReauthenticateForm(_Named, account.ReauthenticateForm):
    """Prove oneself anew with the password."""

    names: ClassVar = {"password": _("密码")}


class _Code(_Named):
    """A code that counts towards the lock-out of the account when it is wrong."""

    names: ClassVar = {"code": _("验证码")}
    user: Officer

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].widget.attrs.update(inputmode="numeric", autofocus=True, spellcheck="false")

    def clean_code(self) -> str:
        """Check the code."""
        attempt = adapters.begun(self.user, "", context.request)
        try:
            code = str(super().clean_code())  # type: ignore[misc]
        except ValidationError:
            services.note_failed(attempt, self.user, "code", by=acting(context.request))
            raise
        attempt.take_back()
        return code


class AuthenticateForm(_Code, mfa.AuthenticateForm):
    """The second step."""

    hints: ClassVar = {"code": _("身份验证器上的6位数字，或者一个没有用过的恢复码。")}


class ReauthenticateCodeForm(_Code, mfa.ReauthenticateForm):
    """Prove oneself anew with a code."""

    hints: ClassVar = {"code": _("身份验证器上的6位数字，或者一个没有用过的恢复码。")}


class ActivateTOTPForm(_Named, totp.ActivateTOTPForm):
    """Set up an authenticator app."""

    names: ClassVar = {"code": _("验证码")}
    hints: ClassVar = {"code": _("添加之后，身份验证器显示的6位数字。")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].widget.attrs.update(inputmode="numeric", spellcheck="false")


class _Passkey(forms.Form):
    """What a browser proves with a passkey; without scripts there is nothing, and the form says so."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["credential"].error_messages["required"] = _("通行密钥要用到浏览器的脚本，请换一种方式。")


class LoginWebAuthnForm(_Passkey, webauthn.LoginWebAuthnForm):
    """Sign in with a passkey alone."""


class AuthenticateWebAuthnForm(_Passkey, webauthn.AuthenticateWebAuthnForm):
    """Take the second step with a passkey."""


class ReauthenticateWebAuthnForm(_Passkey, webauthn.ReauthenticateWebAuthnForm):
    """Prove oneself anew with a passkey."""


class AddWebAuthnForm(_Named, _Passkey, webauthn.AddWebAuthnForm):
    """Add a passkey."""

    names: ClassVar = {"name": _("名称"), "passwordless": _("可以不输密码直接登录")}
    hints: ClassVar = {
        "name": _("便于认出是哪一个，如“办公室电脑”。"),
        "passwordless": _("登录时只用通行密钥，不再输用户名和密码；设备须有指纹、人脸或者PIN保护。"),
    }


class EditWebAuthnForm(_Named, webauthn.EditWebAuthnForm):
    """Name a passkey."""

    names: ClassVar = {"name": _("名称")}


class InviteForm(forms.Form):
    """Whom an administrator invites into an agency, and to what."""

    name = forms.CharField(label=_("姓名"), max_length=40)
    duties = forms.MultipleChoiceField(
        label=_("职责"),
        choices=Duty.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("可以多选，接受邀请之日起任职。"),
    )
    office = forms.ModelChoiceField(label=_("科室"), queryset=Office.objects.none(), required=False)
    email = forms.EmailField(label=_("电子邮箱"), required=False, help_text=_("工作邮箱，不填私人邮箱。"))

    def __init__(self, *args: Any, agency: Agency, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["office"].queryset = agency.offices.filter(closed_on__isnull=True)  # type: ignore[attr-defined]
        if agency.kind != Kind.GENERAL_OFFICE:
            choices = [choice for choice in Duty.choices if choice[0] != Duty.SUPERVISOR]
            self.fields["duties"].choices = choices  # type: ignore[attr-defined]


class ResetForm(forms.Form):
    """Have an officer set their password anew."""

    forget_second_step = forms.BooleanField(
        label=_("一并去掉两步验证和统一身份认证的关联"),
        required=False,
        help_text=_("手机或者安全密钥遗失、统一身份认证换号时勾选。"),
    )


class CodeForm(forms.Form):
    """The code of an invitation, or the whole link pasted."""

    code = forms.CharField(
        label=_("邀请码"),
        max_length=500,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "autocapitalize": "none"}),
        help_text=_("链接里 # 号后面的部分；也可以粘贴整个链接。"),
    )

    def clean_code(self) -> str:
        """Give the code alone."""
        return str(self.cleaned_data["code"]).rpartition("#")[2].strip()


class NewPasswordForm(_Twice, forms.Form):
    """A password set by a link, twice."""

    password1 = forms.CharField(
        label=_("密码"),
        strip=False,
        help_text=_RULES,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    password2 = forms.CharField(
        label=_("再输一次密码"), strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "new-password"})
    )

    def __init__(self, *args: Any, officer: Officer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.officer = officer

    def clean(self) -> dict[str, Any]:
        """Hold the password to the rules, for the officer it will be of."""
        typed = super().clean()
        if "password1" in typed:
            self.officer.username = typed.get("username", self.officer.username)
            try:
                validate_password(typed["password1"], self.officer)
            except ValidationError as wrong:
                self.add_error("password1", wrong)
        return typed


class AcceptForm(NewPasswordForm):
    """A name to sign in with, and a password."""

    username = forms.CharField(
        label=_("用户名"),
        max_length=150,
        validators=Officer._meta.get_field("username").validators,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}),
    )
    field_order = ("username", "password1", "password2")

    def clean_username(self) -> str:
        """Refuse one that is taken, however it is written."""
        username = str(self.cleaned_data["username"])
        if Officer.objects.filter(Q(username__iexact=username) | Q(email__iexact=username)).exists():
            raise ValidationError(_("这个用户名已有人使用，请换一个。"), code="username-taken")
        return username
