"""A token: what a program of an agency shows to act for the officer who made it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from gongkai.law.message import Message
from gongkai.ui.language import said

if TYPE_CHECKING:
    from gongkai.agencies.models import Agency


class Token(models.Model):
    """A token of an agency (接口令牌): whose posts it acts by, for what, until when.

    Of the secret the hash alone is kept; `prefix` is its beginning, by which people tell tokens apart and the
    journal names one.
    `until_on` is its last day; `networks` are those that it may be used from, all where none is named.
    """

    agency = models.ForeignKey("agencies.Agency", models.PROTECT, related_name="tokens", verbose_name=_("机关"))
    officer = models.ForeignKey("agencies.Officer", models.PROTECT, related_name="tokens", verbose_name=_("生成的人"))
    name = models.CharField(_("用途"), max_length=60)
    scopes = models.JSONField(_("权限范围"), default=list)
    prefix = models.CharField(_("令牌开头"), max_length=16, unique=True, editable=False)
    secret_hash = models.CharField(max_length=64, editable=False)
    networks = models.CharField(_("来源网络"), max_length=1000, blank=True, default="", db_default="")
    until_on = models.DateField(_("有效期至"))
    made_at = models.DateTimeField(_("生成时间"))
    used_at = models.DateTimeField(_("最近使用"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("吊销时间"), null=True, blank=True)

    objects: ClassVar[Any] = models.Manager()
    journaled: ClassVar = ("agency", "officer", "name", "scopes", "prefix", "networks", "until_on", "revoked_at")

    class Meta:
        verbose_name = _("接口令牌")
        ordering = ("-pk",)
        indexes = [models.Index(fields=["agency", "officer"], name="token_of_agency")]

    def __str__(self) -> str:
        return f"{self.name}（{self.prefix}…）"

    @property
    def journal_agency(self) -> Agency:
        """Give the agency whose journal this belongs in."""
        return self.agency

    def is_open(self, on: date) -> bool:
        """Say whether it is neither revoked nor past its last day."""
        return self.revoked_at is None and on <= self.until_on

    def standing(self, on: date) -> str:
        """Say how it stands, in the language of the page."""
        if self.revoked_at is not None:
            return said(Message("已吊销"))
        return said(Message("有效") if on <= self.until_on else Message("已过期"))
