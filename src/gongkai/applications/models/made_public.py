"""What was applied for and is now published to all."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from gongkai.applications.models.case import Application, OfApplication


class MadePublic(OfApplication):
    """That what an application is about was taken into what is published to all (转主动公开, 条例第44条), and where."""

    application = models.OneToOneField(Application, models.PROTECT, related_name="made_public", verbose_name=_("申请"))
    place = models.CharField(_("公开位置"), max_length=300)
    on = models.DateField(_("告知日期"))

    objects: ClassVar[Any] = models.Manager()
    journaled: ClassVar = ("application", "place", "on")

    class Meta:
        verbose_name = _("转主动公开")

    def __str__(self) -> str:
        return self.place
