"""How the offices of an agency work on one case: passed on, or asked beside the one in charge."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from gongkai.applications.models.case import Application, OfApplication
from gongkai.vault.fields import SealedTextField


class Transfer(OfApplication):
    """A case passed on to another office of the same agency (转办), with the reason."""

    application = models.ForeignKey(Application, models.PROTECT, related_name="transfers", verbose_name=_("申请"))
    from_office = models.ForeignKey("agencies.Office", models.PROTECT, related_name="+", verbose_name=_("转出科室"))
    to_office = models.ForeignKey("agencies.Office", models.PROTECT, related_name="+", verbose_name=_("转入科室"))
    on = models.DateField(_("转办日期"))
    reason = SealedTextField(_("转办的理由"), max_length=500)

    objects: ClassVar[Any] = models.Manager()
    journaled: ClassVar = ("application", "from_office", "to_office", "on")
    journaled_personal: ClassVar = ("reason",)

    class Meta:
        verbose_name = _("转办")
        ordering = ("application", "pk")

    def __str__(self) -> str:
        return f"{self.from_office} → {self.to_office}"


class CoHandling(OfApplication):
    """Another office of the same agency asked for its opinion (会办); the count goes on meanwhile.

    Only third parties and other agencies are left out of the count (条例第33条第3款): an office is the agency itself.
    """

    application = models.ForeignKey(Application, models.PROTECT, related_name="co_handlings", verbose_name=_("申请"))
    office = models.ForeignKey("agencies.Office", models.PROTECT, related_name="+", verbose_name=_("会办科室"))
    matters = SealedTextField(_("请会办的事项"), max_length=2000)
    sent_on = models.DateField(_("发出日期"))
    due_on = models.DateField(_("请于何日前答复"), null=True, blank=True)
    received_on = models.DateField(_("收到日期"), null=True, blank=True)
    answered_on = models.DateField(_("答复日期"), null=True, blank=True)
    opinion = SealedTextField(_("会办意见"), max_length=2000, blank=True)
    officer = models.ForeignKey(
        "agencies.Officer", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("答复人")
    )

    objects: ClassVar[Any] = models.Manager()
    journaled: ClassVar = (
        "application", "office", "sent_on", "due_on", "received_on", "answered_on", "officer",
    )  # fmt: skip
    journaled_personal: ClassVar = ("matters", "opinion")

    class Meta:
        verbose_name = _("会办")
        ordering = ("application", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=["application", "office"],
                condition=models.Q(answered_on__isnull=True),
                name="co_handling_open_once",
            ),
        ]

    def __str__(self) -> str:
        return str(self.office)
