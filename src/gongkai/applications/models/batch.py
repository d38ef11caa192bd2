"""Applications that came in together as a table, and which row of it each was."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from gongkai.applications.models.case import Application

if TYPE_CHECKING:
    from gongkai.agencies.models import Agency


class Batch(models.Model):
    """A table that was taken in, whole: the letters of a day, or the cases of years before this register was kept."""

    class Kind(models.TextChoices):
        """What it brought."""

        LETTERS = "letters", _("成批登记")
        HISTORY = "history", _("历史导入")

    kind = models.CharField(_("种类"), max_length=20, choices=Kind)
    agency = models.ForeignKey(
        "agencies.Agency", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("机关")
    )
    """None where the table is of several."""
    size = models.PositiveIntegerField(_("件数"))
    taken_on = models.DateField(_("日期"))

    objects: ClassVar[Any] = models.Manager()
    journaled: ClassVar = ("kind", "agency", "size", "taken_on")

    class Meta:
        verbose_name = _("成批登记")

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.taken_on}"

    @property
    def journal_agency(self) -> Agency | None:
        """Give the agency whose journal this belongs in."""
        return self.agency


class BatchLine(models.Model):
    """A row of such a table, and the application it became."""

    batch = models.ForeignKey(Batch, models.PROTECT, related_name="lines", verbose_name=_("成批登记"))
    row = models.PositiveIntegerField(_("行"))
    application = models.OneToOneField(Application, models.PROTECT, related_name="batch_line", verbose_name=_("申请"))

    ended = models.BooleanField(default=False)
    """Whether the case had ended before: its letters are then not of this register, and none is written again."""

    objects: ClassVar[Any] = models.Manager()

    class Meta:
        verbose_name = _("成批登记的一行")
        ordering = ("batch", "row")

    def __str__(self) -> str:
        return f"{self.batch} {self.row}"
