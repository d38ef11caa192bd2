"""Whether readers found an item of help (有帮助吗): how many said so, and nothing of who."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from gongkai.disclosure.models.item import Item


class Opinion(models.Model):
    """How many readers said that an item helped them, and how many that it did not. There is no row before any did.

    The journal does not know of it: no officer does it, and no rule turns on it.
    """

    item = models.OneToOneField(Item, models.PROTECT, related_name="opinion", verbose_name=_("信息"))
    helped = models.PositiveIntegerField(_("有帮助"), default=0)
    unhelped = models.PositiveIntegerField(_("没有帮助"), default=0)

    objects: ClassVar[Any] = models.Manager()

    class Meta:
        verbose_name = _("有帮助吗")

    def __str__(self) -> str:
        return f"{self.item_id}: {self.helped}, {self.unhelped}"
