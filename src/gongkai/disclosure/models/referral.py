"""What was asked of others before a text goes on, and what is to be looked at again: both have a day."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from gongkai.agencies.models import Duty

if TYPE_CHECKING:
    from gongkai.agencies.models import Agency


class Referral(models.Model):
    """That a text about which one is not sure was referred (条例第17条第3款): to whom, when, with what reply.

    One ends without a reply when the text is written anew or given up meanwhile.
    """

    item = models.ForeignKey("disclosure.Item", models.PROTECT, related_name="referrals", verbose_name=_("信息"))
    text = models.ForeignKey("disclosure.Text", models.PROTECT, related_name="+", verbose_name=_("文本"))
    duty = models.CharField(_("环节"), max_length=20, choices=Duty)
    to = models.CharField(_("报请的部门"), max_length=100)
    reason = models.CharField(_("拿不准的理由"), max_length=2000)
    asked_on = models.DateField(_("报请日期"))
    # 条例第17条第3款 sets no period; what was agreed with who was asked is written down.
    reply_due = models.DateField(_("预计答复日期"), null=True, blank=True)
    officer = models.ForeignKey("agencies.Officer", models.PROTECT, related_name="+", verbose_name=_("报请人"))
    ended_on = models.DateField(_("结束日期"), null=True, blank=True)
    may_be_public = models.BooleanField(_("可以公开"), null=True, blank=True)
    reply = models.CharField(_("答复的文号和内容"), max_length=2000, blank=True)

    objects: ClassVar[Any] = models.Manager()
    journaled: ClassVar = (
        "item", "text", "duty", "to", "reason", "asked_on", "reply_due", "officer", "ended_on", "may_be_public",
        "reply",
    )  # fmt: skip

    class Meta:
        verbose_name = _("报请确定")
        ordering = ("item", "pk")
        constraints = [
            models.UniqueConstraint(fields=["item"], condition=Q(ended_on__isnull=True), name="referral_once"),
        ]

    def __str__(self) -> str:
        return f"{self.item} {self.to}"

    @property
    def journal_agency(self) -> Agency:
        """Give the agency whose journal this belongs in."""
        return self.item.agency


class Reassessment(models.Model):
    """That information which is not public is looked at again (条例第18条): by when, and what came of it."""

    item = models.ForeignKey("disclosure.Item", models.PROTECT, related_name="reassessments", verbose_name=_("信息"))
    due_on = models.DateField(_("评估审查日期"))
    done_on = models.DateField(_("完成日期"), null=True, blank=True)
    may_be_public = models.BooleanField(_("可以公开"), null=True, blank=True)
    reason = models.CharField(_("理由"), max_length=2000, blank=True)
    officer = models.ForeignKey(
        "agencies.Officer", models.PROTECT, null=True, related_name="+", verbose_name=_("评估人")
    )

    objects: ClassVar[Any] = models.Manager()
    journaled: ClassVar = ("item", "due_on", "done_on", "may_be_public", "reason", "officer")

    class Meta:
        verbose_name = _("评估审查")
        ordering = ("item", "pk")
        constraints = [
            models.UniqueConstraint(fields=["item"], condition=Q(done_on__isnull=True), name="reassessment_once"),
        ]

    def __str__(self) -> str:
        return f"{self.item} {self.due_on}"

    @property
    def journal_agency(self) -> Agency:
        """Give the agency whose journal this belongs in."""
        return self.item.agency
