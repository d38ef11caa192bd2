"""What tells that something public pages show has changed; who is told by e-mail of what is new."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from gongkai.disclosure.models.labels import CATEGORY_CHOICES
from gongkai.vault.fields import FingerprintField, SealedTextField


class Version(models.Model):
    """The one row whose token the database changes with whatever public pages show (`watching`)."""

    token = models.CharField(max_length=36)

    def __str__(self) -> str:
        return self.token


class Subscription(models.Model):
    """An address that is told each day of what is newly public and meets what was asked for; confirmed, or not yet.

    The journal knows nothing of it: it is no act of an agency, and who unsubscribes leaves nothing behind.
    """

    address = SealedTextField(_("电子邮箱"), max_length=254)
    address_mark = FingerprintField(of="address")
    agency = models.ForeignKey(
        "agencies.Agency", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("公开机关")
    )
    category = models.CharField(_("公开类别"), max_length=3, choices=CATEGORY_CHOICES, blank=True)
    query = SealedTextField(_("搜索词"), max_length=200, blank=True)
    language = models.CharField(max_length=10, choices=settings.LANGUAGES, default="zh-hans")
    code_hash = models.CharField(max_length=64, blank=True)
    made_at = models.DateTimeField()
    told_at = models.DateTimeField(null=True)
    failures = models.PositiveSmallIntegerField(default=0)

    objects: ClassVar[Any] = models.Manager()

    class Meta:
        verbose_name = _("邮件订阅")
        indexes = [
            models.Index(fields=["code_hash"], name="subscription_unconfirmed", condition=~models.Q(code_hash="")),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def journal_agency(self) -> None:
        """Belong in the journal of the site."""
        return None
