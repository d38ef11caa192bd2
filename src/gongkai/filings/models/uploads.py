"""What came from outside: the published or signed report of an agency that does not work here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from gongkai.agencies.models import Agency


class Upload(models.Model):
    """A report of an agency for a year that was handed over as a file (外来年度报告), read, and confirmed by a person.

    `report` is what was read, in the JSON of our schema, `digest` the SHA-256 of its bytes, in hexadecimal; `figures`
    are its numbers by cell, as those of a signed version. The file itself is an attachment. Before somebody has
    confirmed that what was read is what stands in it, it counts nowhere; one that another takes the place of is ended.
    """

    agency = models.ForeignKey(
        "agencies.Agency", models.PROTECT, related_name="reports_from_outside", verbose_name=_("机关")
    )
    year = models.PositiveSmallIntegerField(_("年度"))
    name = models.CharField(_("文件名"), max_length=200)
    report = models.TextField(_("报告"))
    digest = models.CharField(_("校验值"), max_length=64)
    figures = models.JSONField(_("数字"), default=dict)
    officer = models.ForeignKey("agencies.Officer", models.PROTECT, related_name="+", verbose_name=_("上传人"))
    at = models.DateTimeField(_("上传时间"))
    confirmed_by = models.ForeignKey(
        "agencies.Officer", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("确认人")
    )
    confirmed_at = models.DateTimeField(_("确认时间"), null=True, blank=True)
    ended_at = models.DateTimeField(_("终止时间"), null=True, blank=True)

    objects: ClassVar[Any] = models.Manager()
    journaled: ClassVar = (
        "agency", "year", "name", "digest", "figures", "officer", "at", "confirmed_by", "confirmed_at", "ended_at",
    )  # fmt: skip

    class Meta:
        verbose_name = _("外来年度报告")
        ordering = ("-year", "agency__lineage", "-pk")
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "year"],
                condition=Q(confirmed_at__isnull=False, ended_at__isnull=True),
                name="filing_upload_once",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def journal_agency(self) -> Agency:
        """Give the agency whose journal this belongs in."""
        return self.agency
