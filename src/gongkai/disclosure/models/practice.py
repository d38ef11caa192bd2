"""How an agency reviews what it publishes, and how it numbers it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from gongkai.agencies.models import Duty

if TYPE_CHECKING:
    from gongkai.agencies.models import Agency

REVIEWS = (Duty.BUSINESS_REVIEWER, Duty.SECRECY_REVIEWER, Duty.LEGAL_REVIEWER, Duty.OFFICE_HEAD, Duty.LEADER)
"""Who may be asked to pass a text; in this order unless the agency has one of its own."""

PUBLISHING = frozenset({Duty.PUBLISHER, Duty.OFFICE_HEAD})
"""Who may publish and take down."""

STEPS = {
    Duty.BUSINESS_REVIEWER: _("科室负责人审核"),
    Duty.SECRECY_REVIEWER: _("保密审查"),
    Duty.LEGAL_REVIEWER: _("法制审查"),
    Duty.OFFICE_HEAD: _("公开工作机构负责人审核"),
    Duty.LEADER: _("分管领导审批"),
    Duty.PUBLISHER: _("公开"),
}
"""What those who have a duty do with a text, in words."""

WRITING = frozenset({Duty.HANDLER, Duty.PUBLISHER, Duty.OFFICE_HEAD})
"""Who writes what is to be published."""
PUBLISHING = frozenset({Duty.PUBLISHER, Duty.OFFICE_HEAD})
"""Who publishes and withdraws."""


def default_reviews() -> list[str]:
    """Give the reviews a text passes unless the agency says otherwise: 科室, 保密审查, 分管领导."""
    return [str(duty) for duty in (Duty.BUSINESS_REVIEWER, Duty.SECRECY_REVIEWER, Duty.LEADER)]


class Practice(models.Model):
    """How an agency reviews and numbers what it publishes: by the defaults until it says otherwise."""

    agency = models.OneToOneField("agencies.Agency", models.PROTECT, related_name="publishing", verbose_name=_("机关"))
    # 条例第17条 asks for a mechanism with steps and duties; how many steps, local rules say (“三审三校”).
    reviews = models.JSONField(_("审查环节"), default=default_reviews)
    # [推导] Four eyes are not for an agency to set aside: who wrote a text does not pass it. Whether each step is
    # another person's, and whether who reviewed may publish, is: 条例第17条 names no persons, and some have few.
    reviewers_apart = models.BooleanField(
        _("各环节由不同的人审查"), default=False, help_text=_("一个人审查过的，不再在另一个环节审查同一稿。")
    )
    publisher_apart = models.BooleanField(
        _("公开与审查由不同的人办理"), default=False, help_text=_("审查过这一稿的人，不再由其办理公开。")
    )
    # 条例第18条 has it looked at “定期”, and does not say how often.
    reassess_months = models.PositiveSmallIntegerField(
        _("不公开的信息每隔几个月评估一次"),
        default=12,
        validators=[MinValueValidator(1), MaxValueValidator(60)],
        help_text=_("因情势变化可以公开的，应当公开（条例第18条）。"),
    )
    index_prefix = models.CharField(
        _("索引号前段"), max_length=40, blank=True, help_text=_("不填的，用统一社会信用代码。")
    )

    objects: ClassVar[Any] = models.Manager()
    journaled: ClassVar = ("agency", "reviews", "reviewers_apart", "publisher_apart", "reassess_months", "index_prefix")

    class Meta:
        verbose_name = _("公开审查规则")

    def __str__(self) -> str:
        return str(self.agency)

    @property
    def journal_agency(self) -> Agency:
        """Give the agency whose journal this belongs in."""
        return self.agency


def practice_of(agency: Agency) -> Practice:
    """Give how an agency works; an unsaved one with the defaults where it has not said."""
    return Practice.objects.filter(agency=agency).first() or Practice(agency=agency)


class IndexSeries(models.Model):
    """A counter of an agency for a year: the serial part of 索引号."""

    agency = models.ForeignKey("agencies.Agency", models.PROTECT, related_name="+", verbose_name=_("机关"))
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    objects: ClassVar[Any] = models.Manager()

    class Meta:
        verbose_name = _("索引号编号")
        constraints = [models.UniqueConstraint(fields=["agency", "year"], name="index_series_once")]

    def __str__(self) -> str:
        return f"{self.agency} {self.year}: {self.last}"
