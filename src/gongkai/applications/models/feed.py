"""The secret link by which somebody's calendar asks for their last days."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class Feed(models.Model):
    """The link of an officer. Its key is kept as a hash: whoever reads the database cannot ask with it."""

    officer = models.OneToOneField("agencies.Officer", models.CASCADE, related_name="feed", verbose_name=_("工作人员"))
    key_hash = models.CharField(max_length=64, unique=True, editable=False)
    made_at = models.DateTimeField(_("生成时间"))

    objects: ClassVar[Any] = models.Manager()
    journaled: ClassVar = ("officer", "made_at")

    class Meta:
        verbose_name = _("日历订阅")

    def __str__(self) -> str:
        return str(self.officer)
