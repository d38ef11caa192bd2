"""Invitations, passwords used before, secrets of the second step, and what went wrong at signing in lately."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar, Self
from uuid import uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _

from gongkai.agencies.models import Agency, Duty, Office, Officer
from gongkai.vault.fields import SealedTextField


class InvitationQuerySet(models.QuerySet["Invitation"]):
    """Invitations."""

    def open(self, at: datetime) -> Self:
        """Give those that can still be used at a moment."""
        return self.filter(used_at__isnull=True, withdrawn_at__isnull=True, expires_at__gt=at)


class Invitation(models.Model):
    """A link that lets one person in, once: to a new account with its posts, or to one whose password is set anew.

    The code in the link is kept as its hash alone: whoever reads the database cannot use it.
    """

    code_hash = models.CharField(max_length=64, unique=True, editable=False)
    name = models.CharField(_("姓名"), max_length=40)
    email = models.EmailField(_("电子邮箱"), blank=True)
    agency = models.ForeignKey(
        Agency, models.PROTECT, null=True, blank=True, related_name="invitations", verbose_name=_("机关")
    )
    office = models.ForeignKey(Office, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("科室"))
    duties = models.JSONField(_("职责"), default=list)
    resets = models.BooleanField(_("重设密码"), default=False)
    officer = models.ForeignKey(
        Officer, models.PROTECT, null=True, blank=True, related_name="invitations", verbose_name=_("工作人员")
    )
    made_by = models.ForeignKey(
        Officer, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("邀请人")
    )
    made_at = models.DateTimeField(_("发出时间"))
    expires_at = models.DateTimeField(_("有效期至"))
    used_at = models.DateTimeField(_("使用时间"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("收回时间"), null=True, blank=True)

    objects: ClassVar = InvitationQuerySet.as_manager()
    journaled: ClassVar = ("agency", "office", "duties", "resets", "officer", "expires_at", "used_at", "withdrawn_at")

    class Meta:
        verbose_name = _("邀请")
        ordering = ("-made_at", "-pk")
        indexes = [models.Index(fields=["made_at"], name="invitations_by_time")]

    def __str__(self) -> str:
        return self.name

    @property
    def journal_agency(self) -> Agency | None:
        """Give the agency whose journal this belongs in: the one invited to."""
        return self.agency

    def is_open(self, at: datetime) -> bool:
        """Say whether it can still be used at a moment."""
        return self.used_at is None and self.withdrawn_at is None and self.expires_at > at

    @property
    def duties_in_words(self) -> list[str]:
        """Give the duties as they are called."""
        return [str(Duty(duty).label) for duty in self.duties]


class UsedPassword(models.Model):
    """The hash of a password that an officer has or had, and since when: none of the last few may come again."""

    officer = models.ForeignKey(Officer, models.CASCADE, related_name="used_passwords")
    password = models.CharField(max_length=128)
    set_at = models.DateTimeField()

    class Meta:
        ordering = ("-set_at", "-pk")
        indexes = [models.Index(fields=["officer", "-set_at"], name="used_password_of_officer")]

    def __str__(self) -> str:
        return f"{self.officer_id} {self.set_at}"


class Failures(models.Model):
    """Failures to sign in that followed one another: to one account, or from one address.

    The key is a keyed hash: what was typed as a name may be anything, a password too.
    """

    key = models.CharField(max_length=64, unique=True)
    count = models.PositiveIntegerField(default=0)
    since = models.DateTimeField()
    locked_until = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["since"], name="failures_by_time")]

    def __str__(self) -> str:
        return self.key

    @property
    def journal_agency(self) -> None:
        """Belong in the journal of the site."""
        return None


class Secret(models.Model):
    """What a second step is proved with (the secret of an authenticator app, of recovery codes), sealed.

    allauth keeps the key of this row in its place. It goes when what refers to it goes.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    text = SealedTextField()

    def __str__(self) -> str:
        return str(self.pk)
