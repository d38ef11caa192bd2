"""Where an item came from that was public before this site: its key there, and who vouches for the review it had."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from gongkai.agencies.models import Agency


class Origin(models.Model):
    """That an item was taken over as it was public before: reviewed elsewhere, as an officer vouches, and why so."""

    item = models.OneToOneField("disclosure.Item", models.PROTECT, related_name="origin", verbose_name=_("信息"))
    agency = models.ForeignKey("agencies.Agency", models.PROTECT, related_name="+", verbose_name=_("公开机关"))
    source = models.CharField(_("原编号"), max_length=100)
    vouched_by = models.ForeignKey("agencies.Officer", models.PROTECT, related_name="+", verbose_name=_("担保人"))
    reason = models.CharField(_("说明"), max_length=500)
    at = models.DateTimeField(_("时间"))

    objects: ClassVar[Any] = models.Manager()
    journaled: ClassVar = ("item", "agency", "source", "vouched_by", "reason", "at")

    class Meta:
        verbose_name = _("移入记录")
        constraints = [models.UniqueConstraint(fields=["agency", "source"], name="origin_once")]

    def __str__(self) -> str:
        return self.source

    @property
    def journal_agency(self) -> Agency:
        """Give the agency whose journal this belongs in."""
        return self.agency
