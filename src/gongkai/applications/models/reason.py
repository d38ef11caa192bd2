"""Reasons that replies give, with the words of the law they rest on: data of an agency, not of a release."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from gongkai.applications.models import labels

if TYPE_CHECKING:
    from gongkai.agencies.models import Agency


class ReasonQuerySet(models.QuerySet["Reason"]):
    """Reasons."""

    def in_force(self, on: date) -> Self:
        """Give those that hold on a day."""
        return self.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=on), starts_on__lte=on)


class Reason(models.Model):
    """A reason for an outcome (理由), with the provision and its words, and the days on which it holds.

    It serves its agency and those below it. But for its last day it never changes: replies point at it.
    """

    agency = models.ForeignKey("agencies.Agency", models.PROTECT, related_name="reasons", verbose_name=_("机关"))
    outcome = models.CharField(_("处理结果"), max_length=20, choices=labels.RESULTS)
    name = models.CharField(_("简称"), max_length=60, help_text=_("拟写答复时按它选用，如“人事管理信息”。"))
    provision = models.CharField(
        _("依据"), max_length=200, help_text=_("写全称和条、款、项，如《中华人民共和国保守国家秘密法》第十三条。")
    )
    law_text = models.TextField(_("条文原文"), max_length=1000)
    text = models.TextField(_("理由"), max_length=1000, help_text=_("拟写答复时没有另写理由的，用这里的文字。"))
    starts_on = models.DateField(_("施行日期"), help_text=_("所依条文施行的日期。"))
    ends_on = models.DateField(
        _("失效日期"), null=True, blank=True, help_text=_("最后一天；条文修改、废止时填写，另登记新的理由。")
    )

    objects: ClassVar[Any] = ReasonQuerySet.as_manager()
    journaled: ClassVar = ("agency", "outcome", "name", "provision", "law_text", "text", "starts_on", "ends_on")

    class Meta:
        verbose_name = _("常用理由")
        ordering = ("outcome", "name", "-starts_on")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="reason_ends_after_it_starts",
                violation_error_message=_("失效日期不能早于施行日期。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_outcome_display()}：{self.name}"

    @property
    def quoted(self) -> str:
        """Give the provision with its words, as a reply quotes it."""
        return f"{self.provision}规定：“{self.law_text.rstrip('。')}”"

    @property
    def journal_agency(self) -> Agency:
        """Give the agency whose journal this belongs in."""
        return self.agency


def reasons_for(agency: Agency, on: date) -> Any:
    """Give the reasons that an agency may give on a day: its own and those of the agencies above it."""
    line = [int(key) for key in agency.lineage.strip("/").split("/")]
    return Reason.objects.in_force(on).filter(agency__in=line)
