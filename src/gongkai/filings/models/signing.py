"""What was signed: a report as it stood then, to the byte, which is what is published, submitted and rolled up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from gongkai.filings.models.filing import Filing

if TYPE_CHECKING:
    from gongkai.agencies.models import Agency


class Version(models.Model):
    """A report as it was signed (定稿). It never changes: what is changed after it is another version.

    `report` is the report in the JSON of our schema, `digest` the SHA-256 of its bytes, in hexadecimal; `figures` are
    its numbers by cell (`table.row.column`), as text or None, for what adds them up. `note` says what an amendment
    changed and why; of the first version it is empty. `checks` are the findings it was signed with, and how each that
    is a warning was explained.
    """

    filing = models.ForeignKey(Filing, models.PROTECT, related_name="versions", verbose_name=_("年度报告"))
    number = models.PositiveSmallIntegerField(_("版次"))
    report = models.TextField(_("报告"))
    digest = models.CharField(_("校验值"), max_length=64)
    figures = models.JSONField(_("数字"), default=dict)
    checks = models.JSONField(_("检查结果"), default=list)
    note = models.CharField(_("修改说明"), max_length=500, blank=True)
    officer = models.ForeignKey("agencies.Officer", models.PROTECT, related_name="+", verbose_name=_("签发人"))
    signed_at = models.DateTimeField(_("签发时间"))
    published_at = models.DateTimeField(_("公布时间"), null=True, blank=True)

    objects: ClassVar[Any] = models.Manager()
    journaled: ClassVar = ("filing", "number", "digest", "note", "officer", "signed_at", "published_at")

    class Meta:
        verbose_name = _("年度报告定稿")
        ordering = ("filing", "-number")
        constraints = [models.UniqueConstraint(fields=["filing", "number"], name="filing_version_once")]

    def __str__(self) -> str:
        return f"{self.filing}（{self.number}）"

    @property
    def journal_agency(self) -> Agency:
        """Give the agency whose journal this belongs in."""
        return self.filing.agency
