"""Figures of table II (表二) that are entered by hand: what no item of this site tells."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from gongkai.agencies.models import Agency


class EnteredQuerySet(models.QuerySet["Entered"]):
    """Figures that were entered."""

    def standing(self) -> Self:
        """Give those that no other was entered in the place of."""
        return self.filter(ended_at__isnull=True)


class Entered(models.Model):
    """A figure as somebody entered it, on what source, and why; one that was corrected stays, and has ended.

    `row` and `column` are those of the edition that the year is reported in. Without a value it is blank again: what
    was entered was taken back, and a blank is not a zero.
    """

    agency = models.ForeignKey("agencies.Agency", models.PROTECT, related_name="+", verbose_name=_("机关"))
    year = models.PositiveSmallIntegerField(_("年度"))
    row = models.CharField(_("项目"), max_length=40)
    column = models.CharField(_("栏"), max_length=40)
    value = models.DecimalField(_("数字"), max_digits=17, decimal_places=4, null=True, blank=True)
    source = models.CharField(_("数据来源"), max_length=200)
    reason = models.CharField(_("说明"), max_length=300)
    officer = models.ForeignKey("agencies.Officer", models.PROTECT, related_name="+", verbose_name=_("填报人"))
    at = models.DateTimeField(_("时间"))
    ended_at = models.DateTimeField(_("更正时间"), null=True, blank=True)

    objects: ClassVar[Any] = EnteredQuerySet.as_manager()
    journaled: ClassVar = (
        "agency", "year", "row", "column", "value", "source", "reason", "officer", "at", "ended_at",
    )  # fmt: skip

    class Meta:
        verbose_name = _("表二填报")
        ordering = ("year", "agency", "row", "column", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "year", "row", "column"],
                condition=Q(ended_at__isnull=True),
                name="entered_figure_once",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(ended_at__gte=F("at")), name="entered_figure_ended_after"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agency} {self.year} {self.row} {self.column}"

    @property
    def journal_agency(self) -> Agency:
        """Give the agency whose journal this belongs in."""
        return self.agency
