"""What was signed: a report as it stood then, to the byte, with the opinions it passed; and how an agency signs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from gongkai.agencies.models import Duty
from gongkai.filings.models.filing import Filing

if TYPE_CHECKING:
    from gongkai.agencies.models import Agency


class Version(models.Model):
    """A report as it was signed (定稿). It never changes: what is changed after it is another version.

    `report` is the report in the JSON of our schema, `digest` the SHA-256 of its bytes, in hexadecimal; `figures` are
    its numbers by cell (`table.row.column`), as text or None, for what adds them up. `note` says why one that was
    published was amended; of the first version it is empty. `checks` are the findings it was signed with, and how each
    that is a warning was explained.
    """

    filing = models.ForeignKey(Filing, models.PROTECT, related_name="versions", verbose_name=_("年度报告"))
    number = models.PositiveSmallIntegerField(_("版次"))
    report = models.TextField(_("报告"))
    digest = models.CharField(_("校验值"), max_length=64)
    figures = models.JSONField(_("数字"), default=dict)
    checks = models.JSONField(_("检查结果"), default=list)
    note = models.TextField(_("修改说明"), blank=True)
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


class Opinion(models.Model):
    """What somebody decided of a report on its way to a version, and what they said of it (审签意见).

    `number` is of the version that it is on the way to, `digest` of the report as it was before whoever decided.
    """

    class Kind(models.TextChoices):
        """What was decided."""

        SENT = "sent", _("送审")
        APPROVED = "approved", _("审核同意")
        SIGNED = "signed", _("签发")
        RETURNED = "returned", _("退回")
        AMENDED = "amended", _("修改")

    filing = models.ForeignKey(Filing, models.PROTECT, related_name="opinions", verbose_name=_("年度报告"))
    number = models.PositiveSmallIntegerField(_("版次"))
    kind = models.CharField(_("意见"), max_length=12, choices=Kind)
    duty = models.CharField(_("职责"), max_length=20, choices=Duty)
    officer = models.ForeignKey("agencies.Officer", models.PROTECT, related_name="+", verbose_name=_("经办人"))
    stands_for = models.ForeignKey(
        "agencies.Officer", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("代何人")
    )
    at = models.DateTimeField(_("时间"))
    digest = models.CharField(_("校验值"), max_length=64)
    remarks = models.CharField(_("说明"), max_length=500, blank=True)

    objects: ClassVar[Any] = models.Manager()
    journaled: ClassVar = (
        "filing", "number", "kind", "duty", "officer", "stands_for", "at", "digest", "remarks",
    )  # fmt: skip

    class Meta:
        verbose_name = _("年度报告审签意见")
        ordering = ("filing", "pk")

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.filing}"

    @property
    def by_whom(self) -> str:
        """Name who decided, and for whom they stood."""
        if self.stands_for is None:
            return str(self.officer)
        return _("%(officer)s（代%(absent)s）") % {"officer": self.officer, "absent": self.stands_for}

    @property
    def journal_agency(self) -> Agency:
        """Give the agency whose journal this belongs in."""
        return self.filing.agency


STEPS = {
    Duty.BUSINESS_REVIEWER: _("科室负责人审核"),
    Duty.SECRECY_REVIEWER: _("保密审查"),
    Duty.LEGAL_REVIEWER: _("法制审查"),
    Duty.OFFICE_HEAD: _("公开工作机构负责人审核"),
    Duty.LEADER: _("分管领导审批"),
}
"""Who may be asked to pass a report, and what they do with it in words; whoever is the last signs it."""


def default_steps() -> list[str]:
    """Give the steps a report passes unless the agency says otherwise: the head of the office, then the leader signs.

    The leader in charge answers for it first, and the disclosure office makes it (国办公开办函〔2021〕30号).
    """
    return [str(Duty.OFFICE_HEAD), str(Duty.LEADER)]


class SigningPractice(models.Model):
    """How an agency reviews and signs its annual report (审签规则): by the defaults until it says otherwise."""

    agency = models.OneToOneField(
        "agencies.Agency", models.PROTECT, related_name="signing_practice", verbose_name=_("机关")
    )
    # [推导] 条例第49条 says who makes it and by when, and not who passes it within an agency. Four eyes are not for an
    # agency to set aside: who wrote, corrected, explained or sent it does not pass it. Where few work, the steps may be
    # fewer; one is left, and whoever signs is another than who made it.
    steps = models.JSONField(_("审签环节"), default=default_steps)
    apart = models.BooleanField(
        _("各环节由不同的人办理"), default=False, help_text=_("一个人审核过的，不再由其签发同一稿。")
    )

    objects: ClassVar[Any] = models.Manager()
    journaled: ClassVar = ("agency", "steps", "apart")

    class Meta:
        verbose_name = _("年度报告审签规则")

    def __str__(self) -> str:
        return str(self.agency)

    @property
    def journal_agency(self) -> Agency:
        """Give the agency whose journal this belongs in."""
        return self.agency


def practice_of(agency: Agency) -> SigningPractice:
    """Give how an agency signs; an unsaved one with the defaults where it has not said."""
    return SigningPractice.objects.filter(agency=agency).first() or SigningPractice(agency=agency)
