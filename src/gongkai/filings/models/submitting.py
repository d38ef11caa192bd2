"""What went up: a signed report handed to whoever collects it, with the receipt, and what came back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from gongkai.filings.models.signing import Version

if TYPE_CHECKING:
    from gongkai.agencies.models import Agency


class Submission(models.Model):
    """A signed report handed to whoever collects it (报送, 条例第49条): its receipt, and whether it was accepted."""

    class State(models.TextChoices):
        """What became of it."""

        SUBMITTED = "submitted", _("已报送")
        RETURNED = "returned", _("已退回")
        ACCEPTED = "accepted", _("已接收")

    version_signed = models.ForeignKey(
        Version, models.PROTECT, related_name="submissions", verbose_name=_("年度报告定稿")
    )
    collector = models.ForeignKey(
        "agencies.Agency", models.PROTECT, related_name="filings_received", verbose_name=_("汇总机关")
    )
    receipt = models.CharField(_("回执号"), max_length=40, unique=True)
    state = models.CharField(_("状态"), max_length=12, choices=State, default=State.SUBMITTED)
    officer = models.ForeignKey("agencies.Officer", models.PROTECT, related_name="+", verbose_name=_("报送人"))
    at = models.DateTimeField(_("报送时间"))
    answered_by = models.ForeignKey(
        "agencies.Officer", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("经办人")
    )
    answered_at = models.DateTimeField(_("办理时间"), null=True, blank=True)
    reason = models.CharField(_("退回理由"), max_length=500, blank=True)

    objects: ClassVar[Any] = models.Manager()
    journaled: ClassVar = (
        "version_signed", "collector", "receipt", "state", "officer", "at", "answered_by", "answered_at", "reason",
    )  # fmt: skip

    class Meta:
        verbose_name = _("年度报告报送")
        ordering = ("-at", "-pk")
        constraints = [
            models.UniqueConstraint(
                fields=["version_signed", "collector"],
                condition=~Q(state="returned"),
                name="filing_submitted_once",
            ),
        ]

    def __str__(self) -> str:
        return self.receipt

    @property
    def journal_agency(self) -> Agency:
        """Give the agency whose journal this belongs in."""
        return self.version_signed.filing.agency


class Remark(models.Model):
    """What is wrong with a figure or a part of a report that was returned (退回意见). `place` is a cell or a part."""

    submission = models.ForeignKey(Submission, models.PROTECT, related_name="remarks", verbose_name=_("年度报告报送"))
    place = models.CharField(_("位置"), max_length=120)
    text = models.CharField(_("意见"), max_length=500)

    objects: ClassVar[Any] = models.Manager()
    journaled: ClassVar = ("submission", "place", "text")

    class Meta:
        verbose_name = _("退回意见")
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.place

    @property
    def journal_agency(self) -> Agency:
        """Give the agency whose journal this belongs in."""
        return self.submission.journal_agency


class Chase(models.Model):
    """A notice that a report is awaited (催报): who asked which member of its list, when, and how many were told.

    Without an officer it was sent at night, by the days that the site has set.
    """

    collector = models.ForeignKey("agencies.Agency", models.PROTECT, related_name="+", verbose_name=_("汇总机关"))
    member = models.ForeignKey("agencies.Agency", models.PROTECT, related_name="chases", verbose_name=_("成员单位"))
    year = models.PositiveSmallIntegerField(_("年度"))
    text = models.CharField(_("附言"), max_length=200, blank=True)
    told = models.PositiveSmallIntegerField(_("通知人数"))
    officer = models.ForeignKey(
        "agencies.Officer", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("催报人")
    )
    at = models.DateTimeField(_("催报时间"))

    objects: ClassVar[Any] = models.Manager()
    journaled: ClassVar = ("collector", "member", "year", "text", "told", "officer", "at")

    class Meta:
        verbose_name = _("催报")
        ordering = ("-at", "-pk")
        indexes = [models.Index(fields=["collector", "year", "member", "-at"], name="filing_chased")]

    def __str__(self) -> str:
        return f"{self.member}{self.year}年度"

    @property
    def journal_agency(self) -> Agency:
        """Give the agency whose journal this belongs in: the one that asks."""
        return self.collector


class ReceiptSeries(models.Model):
    """The counter of the receipts of whoever collects, for a year: they follow one another without a gap."""

    collector = models.ForeignKey("agencies.Agency", models.PROTECT, related_name="+", verbose_name=_("汇总机关"))
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    objects: ClassVar[Any] = models.Manager()

    class Meta:
        verbose_name = _("报送回执编号")
        constraints = [models.UniqueConstraint(fields=["collector", "year"], name="filing_receipts_once")]

    def __str__(self) -> str:
        return f"{self.collector} {self.year}: {self.last}"
