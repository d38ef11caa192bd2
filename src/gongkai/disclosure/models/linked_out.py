"""Links of published items to other sites that the public could not open."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from gongkai.disclosure.models.item import Item
from gongkai.law.message import Message
from gongkai.notifications.wording import said_of


class BrokenLink(models.Model):
    """A link of what is shown of an item that could not be opened, from the first day of that to the day it was mended.

    It counts as broken from `broken_on`, when it could not be opened on another day either.
    """

    item = models.ForeignKey(Item, models.CASCADE, related_name="broken_links", verbose_name=_("信息"))
    address = models.CharField(_("网址"), max_length=1000)
    trouble = models.JSONField(_("打不开的原因"))
    first_on = models.DateField(_("首次打不开"))
    seen_on = models.DateField(_("最近检查"))
    broken_on = models.DateField(_("认定打不开"), null=True, blank=True)
    mended_on = models.DateField(_("恢复或者改正"), null=True, blank=True)

    objects: ClassVar[Any] = models.Manager()

    class Meta:
        verbose_name = _("打不开的链接")
        ordering = ("item", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=["item", "address"], condition=Q(mended_on__isnull=True), name="broken_link_open_once"
            )
        ]
        indexes = [
            models.Index(fields=["seen_on", "id"], name="broken_link_open", condition=Q(mended_on__isnull=True)),
            models.Index(fields=["broken_on"], name="broken_link_on"),
        ]

    def __str__(self) -> str:
        return self.address

    @property
    def why(self) -> Message:
        """Give why it could not be opened."""
        return said_of(self.trouble)
