"""The words of an agency for its letters, where it does not take ours."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from gongkai.agencies.models import Agency


class Wording(models.Model):
    """The words of an agency for a kind of letter from a day on (文书样式). Added, never changed; blank is ours again.

    A letter is written in the words of its own day: one of last month stays as it was when the words are changed.
    """

    agency = models.ForeignKey("agencies.Agency", models.PROTECT, related_name="wordings", verbose_name=_("机关"))
    kind = models.CharField(_("文书"), max_length=40)
    text = models.TextField(_("样式"), max_length=10_000, blank=True)
    starts_on = models.DateField(_("启用日期"))

    objects: ClassVar[Any] = models.Manager()
    journaled: ClassVar = ("agency", "kind", "text", "starts_on")

    class Meta:
        verbose_name = _("文书样式")
        ordering = ("agency", "kind", "-starts_on", "-pk")

    def __str__(self) -> str:
        return f"{self.kind} {self.starts_on}"

    @property
    def journal_agency(self) -> Agency:
        """Give the agency whose journal this belongs in."""
        return self.agency
