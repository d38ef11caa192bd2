"""What came from outside: the published or signed report of an agency that does not work here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from gongkai.filings.models.filing import Scope

if TYPE_CHECKING:
    from gongkai.agencies.models import Agency


class UploadQuerySet(models.QuerySet["Upload"]):
    """Reports from outside."""

    def standing(self) -> Self:
        """Give those that no other took the place of."""
        return self.filter(ended_at__isnull=True)

    def confirmed(self) -> Self:
        """Give those that count: a person has said that what was read is what stands in them."""
        return self.standing().filter(confirmed_at__isnull=False)


class Upload(models.Model):
    """A report of an agency for a year that was handed over as a file (外来年度报告), read, and confirmed by a person.

    `report` is what was read, with the figures that were put right by hand, in the JSON of our schema; `digest` the
    SHA-256 of its bytes, in hexadecimal; `figures` are its numbers by cell, as those of a signed version. `found` is
    what was odd about the document when it was read. The file itself is an attachment. Before somebody has confirmed
    that what was read is what stands in it, it counts nowhere; one that another takes the place of is ended. `package`
    says of a package (交换包) who signed it and what stood in it; of any other file it is empty. `version` grows with
    each act.
    """

    agency = models.ForeignKey(
        "agencies.Agency", models.PROTECT, related_name="reports_from_outside", verbose_name=_("机关")
    )
    year = models.PositiveSmallIntegerField(_("年度"))
    scope = models.CharField(_("范围"), max_length=8, choices=Scope, default=Scope.UNIT)
    name = models.CharField(_("文件名"), max_length=200)
    report = models.TextField(_("报告"))
    digest = models.CharField(_("校验值"), max_length=64)
    figures = models.JSONField(_("数字"), default=dict)
    found = models.JSONField(_("读取时的问题"), default=list)
    package = models.JSONField(_("交换包"), default=dict, blank=True)
    officer = models.ForeignKey(
        "agencies.Officer", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("上传人")
    )
    at = models.DateTimeField(_("上传时间"))
    reason = models.CharField(_("说明"), max_length=500, blank=True)
    confirmed_by = models.ForeignKey(
        "agencies.Officer", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("确认人")
    )
    confirmed_at = models.DateTimeField(_("确认时间"), null=True, blank=True)
    ended_at = models.DateTimeField(_("终止时间"), null=True, blank=True)
    version = models.PositiveIntegerField(default=0, editable=False)

    objects: ClassVar[Any] = UploadQuerySet.as_manager()
    journaled: ClassVar = (
        "agency", "year", "scope", "name", "digest", "figures", "package", "officer", "at", "reason", "confirmed_by",
        "confirmed_at", "ended_at", "version",
    )  # fmt: skip
    untold: ClassVar = ("figures", "package")  # by the codes of cells; what was put right is told by itself

    class Meta:
        verbose_name = _("外来年度报告")
        ordering = ("-year", "agency__lineage", "-pk")
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "year", "scope"],
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


class Reread(models.Model):
    """A figure of a report from outside that a person read otherwise in the original (对照原件改正), and why."""

    upload = models.ForeignKey(Upload, models.PROTECT, related_name="rereads", verbose_name=_("外来年度报告"))
    table = models.CharField(max_length=20)
    row = models.CharField(max_length=40)
    column = models.CharField(max_length=40)
    before = models.CharField(_("读到的"), max_length=120, blank=True)
    number = models.DecimalField(_("改正后的数字"), max_digits=17, decimal_places=4, null=True, blank=True)
    reason = models.CharField(_("理由"), max_length=500)
    officer = models.ForeignKey("agencies.Officer", models.PROTECT, related_name="+", verbose_name=_("经办人"))
    at = models.DateTimeField(_("时间"))

    objects: ClassVar[Any] = models.Manager()
    journaled: ClassVar = ("upload", "table", "row", "column", "before", "number", "reason", "officer", "at")

    class Meta:
        verbose_name = _("对照原件改正的数字")
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.table}.{self.row}.{self.column}"

    @property
    def journal_agency(self) -> Agency:
        """Give the agency whose journal this belongs in."""
        return self.upload.agency


class TrustedKey(models.Model):
    """The public key of another installation, entered by who runs the site (受信任的公钥): whose packages are taken."""

    name = models.CharField(_("单位或者系统的名称"), max_length=120)
    key = models.CharField(_("公钥"), max_length=60)
    fingerprint = models.CharField(_("指纹"), max_length=64)
    officer = models.ForeignKey("agencies.Officer", models.PROTECT, related_name="+", verbose_name=_("登记人"))
    at = models.DateTimeField(_("登记时间"))
    ended_at = models.DateTimeField(_("终止时间"), null=True, blank=True)

    objects: ClassVar[Any] = models.Manager()
    journaled: ClassVar = ("name", "key", "fingerprint", "officer", "at", "ended_at")

    class Meta:
        verbose_name = _("受信任的公钥")
        ordering = ("name", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=["fingerprint"], condition=Q(ended_at__isnull=True), name="filing_trusted_once"
            ),
        ]

    def __str__(self) -> str:
        return self.name
