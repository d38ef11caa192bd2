"""What was weighed before something is withheld (损害衡量、区分处理), as fields that a reply is held against."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from gongkai.applications.models import labels
from gongkai.applications.models.case import Application, OfApplication
from gongkai.vault.fields import SealedTextField

GROUNDS = [(code, words) for code, words in labels.RESULTS if code.startswith("DENY_") and code != "DENY_8"]
"""The outcomes that rest on 条例第14条至第16条; what a law of its own has one look up (行政查询) is not withheld."""


class Weighing(OfApplication):
    """Why something is withheld on a ground (条例第14条至第16条), and whether the rest can be given (条例第37条).

    Of one ground the latest counts. Of what is a state secret or forbidden by law there is no harm to weigh: there
    stands what makes it so, and no word of the secret.
    """

    class Severing(models.TextChoices):
        """Whether what is withheld can be told apart from the rest."""

        SEVERABLE = "severable", _("能够区分：其余内容予以公开")
        WHOLE = "whole", _("不能区分：全部内容都不予公开")

    application = models.ForeignKey(Application, models.PROTECT, related_name="weighings", verbose_name=_("申请"))
    order = models.PositiveSmallIntegerField()
    ground = models.CharField(_("不予公开的理由"), max_length=20, choices=GROUNDS)
    content = SealedTextField(_("涉及的内容"), max_length=500)
    harm = SealedTextField(_("公开会造成的损害"), max_length=2000)
    interest = SealedTextField(_("公开对公众和申请人的意义"), max_length=2000, blank=True)
    withhold = models.BooleanField(_("衡量后不予公开"))
    severing = models.CharField(_("区分处理"), max_length=20, choices=Severing)
    how = SealedTextField(_("怎样区分，或者为什么不能区分"), max_length=1000)
    on = models.DateField(_("日期"))
    officer = models.ForeignKey(
        "agencies.Officer", models.PROTECT, null=True, related_name="+", verbose_name=_("衡量人")
    )

    objects: ClassVar[Any] = models.Manager()
    journaled: ClassVar = ("application", "order", "ground", "withhold", "severing", "on", "officer")
    journaled_personal: ClassVar = ("content", "harm", "interest", "how")

    class Meta:
        verbose_name = _("损害衡量")
        ordering = ("application", "order")
        constraints = [models.UniqueConstraint(fields=["application", "order"], name="weighing_order_once")]

    def __str__(self) -> str:
        return f"{self.get_ground_display()} {self.order}"
