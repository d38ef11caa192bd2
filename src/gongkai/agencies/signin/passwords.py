"""Rules of passwords: Django's in our words, kinds of characters, none of the last few again, how old one may grow."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth.hashers import check_password
from django.contrib.auth.password_validation import (
    CommonPasswordValidator,
    MinimumLengthValidator,
    UserAttributeSimilarityValidator,
)
from django.core.exceptions import ValidationError
from django.db.models import OuterRef, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gongkai.agencies.models import Officer
from gongkai.agencies.signin.models import UsedPassword


class Length(MinimumLengthValidator):
    """Refuse a password that is too short."""

    def get_help_text(self) -> str:
        """Say the rule."""
        return _("密码至少%(least)s个字符。") % {"least": self.min_length}

    def get_error_message(self) -> str:
        """Say of one that is too short the same: Django's own words are there in English alone."""
        return self.get_help_text()


class Unlike(UserAttributeSimilarityValidator):
    """Refuse a password that is much like what else is known of its officer."""

    def get_help_text(self) -> str:
        """Say the rule."""
        return _("密码不能与账号、姓名、电子邮箱相近。")


class Uncommon(CommonPasswordValidator):
    """Refuse a password that many have."""

    def get_help_text(self) -> str:
        """Say the rule."""
        return _("密码不能是常见的密码。")


class Kinds:
    """Refuse a password with too few of the four kinds: small letters, capital letters, digits, other characters."""

    def __init__(self, least: int) -> None:
        self.least = least

    def validate(self, password: str, user: Any = None) -> None:
        """Raise ValidationError when there are too few."""
        if len({_kind(sign) for sign in password}) < self.least:
            raise ValidationError(self.get_help_text(), code="password_too_few_kinds")

    def get_help_text(self) -> str:
        """Say the rule."""
        return _("密码须含小写字母、大写字母、数字、其他字符四类中的至少%(least)s类。") % {"least": self.least}


def _kind(sign: str) -> str:
    if sign.islower():
        return "small"
    if sign.isupper():
        return "capital"
    return "digit" if sign.isdigit() else "other"


class NotAgain:
    """Refuse a password that is among the last few; note each that is set."""

    def __init__(self, last: int) -> None:
        self.last = last

    def validate(self, password: str, user: Any = None) -> None:
        """Raise ValidationError when the password was used before."""
        if not isinstance(user, Officer) or user.pk is None or self.last == 0:
            return
        used = list(UsedPassword.objects.filter(officer=user).values_list("password", flat=True)[: self.last])
        if any(check_password(password, before) for before in {user.password, *used}):
            raise ValidationError(self.get_help_text(), code="password_used_before")

    def password_changed(self, password: str, user: Any = None) -> None:
        """Note a password that was set, and drop those that are no longer asked about."""
        if isinstance(user, Officer) and user.pk is not None:
            UsedPassword.objects.create(officer=user, password=user.password, set_at=timezone.now())
            kept = UsedPassword.objects.filter(officer=user).values_list("pk", flat=True)[: max(self.last, 1)]
            UsedPassword.objects.filter(officer=user).exclude(pk__in=list(kept)).delete()

    def get_help_text(self) -> str:
        """Say the rule."""
        if self.last == 0:
            return ""
        return ngettext("新密码不能与现在的密码相同。", "新密码不能与最近%(last)s次用过的密码相同。", self.last) % {
            "last": self.last
        }


SINCE = Subquery(UsedPassword.objects.filter(officer=OuterRef("pk")).values("set_at")[:1])
"""Since when an officer has the password they have, to be read with the officer as `password_since`."""


def set_at(officer: Officer) -> datetime:
    """Give since when an officer has the password they have."""
    if hasattr(officer, "password_since"):
        last = officer.password_since
    else:
        last = UsedPassword.objects.filter(officer=officer).values_list("set_at", flat=True).first()
    return officer.date_joined if last is None else last


def is_outdated(officer: Officer, at: datetime) -> bool:
    """Say whether the password of an officer has grown too old (PASSWORD_DAYS)."""
    if settings.PASSWORD_DAYS == 0 or not officer.has_usable_password():
        return False
    return at - set_at(officer) >= timedelta(days=settings.PASSWORD_DAYS)
