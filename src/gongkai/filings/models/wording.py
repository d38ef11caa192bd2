"""How an agency words the sentences of its reports, and what the rules of its place ask of the text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from gongkai.filings.models.filing import Standing

if TYPE_CHECKING:
    from gongkai.agencies.models import Agency


class OfAgency(models.Model):
    """What an agency has set for its reports; it holds from `at` on, and one that was changed stays, and has ended."""

    agency = models.ForeignKey("agencies.Agency", models.PROTECT, related_name="+", verbose_name=_("机关"))
    officer = models.ForeignKey("agencies.Officer", models.PROTECT, related_name="+", verbose_name=_("经办人"))
    at = models.DateTimeField(_("时间"))
    ended_at = models.DateTimeField(_("终止时间"), null=True, blank=True)

    class Meta:
        abstract = True

    @property
    def journal_agency(self) -> Agency:
        """Give the agency whose journal this belongs in."""
        return self.agency


class Wording(OfAgency):
    """A sentence of the draft in an agency's own words (句式). `sentence` is its code; without words it is left out."""

    sentence = models.CharField(_("句子"), max_length=40)
    text = models.CharField(_("文字"), max_length=1000, blank=True)

    objects: ClassVar[Any] = Standing.as_manager()
    journaled: ClassVar = ("agency", "sentence", "text", "officer", "at", "ended_at")

    class Meta:
        verbose_name = _("年报句式")
        ordering = ("sentence", "-pk")
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "sentence"], condition=Q(ended_at__isnull=True), name="filing_wording_once"
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(ended_at__gte=F("at")), name="filing_wording_ended_after"
            ),
        ]

    def __str__(self) -> str:
        return self.text
