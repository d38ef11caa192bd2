"""How far the site is set up: one row, made when an empty site is first served."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from gongkai.agencies.models import Agency


class Setup(models.Model):
    """The setting-up of this site. What can be seen elsewhere, that there is a guide, is not said here again.

    The one-time code is kept as its hash alone: whoever reads the database cannot use it.
    """

    only = models.BooleanField(default=True, unique=True, editable=False)
    """There is one."""
    agency = models.ForeignKey(
        Agency, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("本机关")
    )
    code_hash = models.CharField(max_length=64, blank=True, editable=False)
    code_until = models.DateTimeField(null=True, blank=True, editable=False)
    calendar_seen_at = models.DateTimeField(_("核对工作日历"), null=True, blank=True)
    letter_hash = models.CharField(max_length=64, blank=True, editable=False)
    letter_arrived_at = models.DateTimeField(_("测试邮件收到"), null=True, blank=True)
    without_mail = models.BooleanField(_("不发邮件"), default=False)
    keys_kept_at = models.DateTimeField(_("密钥另行保管"), null=True, blank=True)
    finished_at = models.DateTimeField(_("设置完成"), null=True, blank=True)

    journaled: ClassVar = (
        "agency", "calendar_seen_at", "letter_arrived_at", "without_mail", "keys_kept_at", "finished_at",
    )  # fmt: skip

    class Meta:
        verbose_name = _("首次设置")

    def __str__(self) -> str:
        return str(self._meta.verbose_name)

    @property
    def journal_agency(self) -> None:
        """Belong in the journal of the site."""
        return None
