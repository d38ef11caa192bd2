"""An order to reply anew (责令重新答复), which opened a case beside the one it overturns."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from gongkai.applications.models.case import Application, OfApplication


class Order(OfApplication):
    """What ordered that a case be replied to anew, and by when. `application` is the case that it opened."""

    class Source(models.TextChoices):
        """What kind of order it is."""

        RECONSIDERATION = "reconsideration", _("行政复议决定")
        JUDGMENT = "judgment", _("人民法院判决")
        SUPERVISION = "supervision", _("主管部门责令整改")

    application = models.OneToOneField(Application, models.PROTECT, related_name="order", verbose_name=_("申请"))
    source = models.CharField(_("依据"), max_length=20, choices=Source)
    organ = models.CharField(_("作出的机关或者法院"), max_length=100)
    number = models.CharField(_("文号或者案号"), max_length=60)
    served_on = models.DateField(_("送达本机关的日期"))
    until = models.DateField(_("所定的答复期限"), null=True, blank=True)

    objects: ClassVar[Any] = models.Manager()
    journaled: ClassVar = ("application", "source", "organ", "number", "served_on", "until")

    class Meta:
        verbose_name = _("责令重新答复")

    def __str__(self) -> str:
        return self.number
