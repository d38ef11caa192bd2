"""The filing of an agency for a year: its figures as computed last, what was corrected, written and explained."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from gongkai.filings.lifecycle import Stage

if TYPE_CHECKING:
    from gongkai.agencies.models import Agency

LONGEST = 20_000
"""Characters of a part of the report; published reports have some thousand."""


class Scope(models.TextChoices):
    """Whose figures a report gives: an agency's own, or, of a government, those of its members added up (汇总)."""

    UNIT = "unit", _("单位")
    LEVEL = "level", _("本级")
    REGION = "region", _("本行政区域")


class Origin(models.TextChoices):
    """Where the figures of a filing come from: a year whose cases were kept elsewhere has none here to count."""

    CASES = "cases", _("本系统的案件和信息")
    READ = "read", _("读入的年度报告")
    ENTERED = "entered", _("填报")


class Filing(models.Model):
    """The annual report of an agency for a year (年度报告), as it is compiled; the year decides its edition.

    A government has one of each `scope`: of its own office, of its level, of its region (国办发〔2014〕32号).
    `figures` are those computed last, by cell (`table.row.column`): the number as text, or None where there is none,
    and where it comes from; `facts` what stands in no table, taken with them, by the names of fields of the text;
    `drafts` the texts of its parts that were drafted of both. `problems` are the keys of those that part five tells,
    None where nobody has chosen; `members` whose reports the figures were added up from, where they were
    (`rolling.adding.Kept`). `position` is how long the agency's journal was then: what was done since may change
    them. `steps_left` are the duties that have still to pass it, in their order, of one that was sent for review.
    `version` grows with each act. One that is not of the cases kept here says so by its `origin`; `read_from` is the
    report that its figures were read from.
    """

    agency = models.ForeignKey("agencies.Agency", models.PROTECT, related_name="filings", verbose_name=_("机关"))
    year = models.PositiveSmallIntegerField(_("年度"))
    scope = models.CharField(_("范围"), max_length=8, choices=Scope, default=Scope.UNIT)
    origin = models.CharField(_("数字来源"), max_length=8, choices=Origin, default=Origin.CASES)
    read_from = models.ForeignKey(
        "filings.Upload", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("读入的年度报告")
    )
    stage = models.CharField(_("环节"), max_length=12, choices=Stage, default=Stage.COMPILING)
    figures = models.JSONField(_("数字"), default=dict)
    facts = models.JSONField(_("事实"), default=dict)
    drafts = models.JSONField(_("草稿"), default=dict)
    problems = models.JSONField(_("写进第五部分的问题"), null=True, blank=True, default=None)
    members = models.JSONField(_("成员单位"), default=list, blank=True)
    computed_at = models.DateTimeField(_("计算时间"), null=True, blank=True)
    position = models.PositiveBigIntegerField(default=0, editable=False)
    steps_left = models.JSONField(_("未办环节"), default=list, blank=True)
    version = models.PositiveIntegerField(default=0, editable=False)

    objects: ClassVar[Any] = models.Manager()
    journaled: ClassVar = (
        "agency",
        "year",
        "scope",
        "origin",
        "read_from",
        "stage",
        "figures",
        "facts",
        "drafts",
        "problems",
        "members",
        "computed_at",
        "position",
        "steps_left",
        "version",
    )
    untold: ClassVar = (
        "figures",
        "facts",
        "drafts",
        "steps_left",
        "problems",
        "members",
    )  # by the codes of cells and parts; the page says which changed, and by what

    class Meta:
        verbose_name = _("年度报告")
        ordering = ("-year", "agency__lineage")
        constraints = [models.UniqueConstraint(fields=["agency", "year", "scope"], name="filing_once_a_year")]

    def __str__(self) -> str:
        of_level = "（本级）" if self.scope == Scope.LEVEL else ""
        return f"{self.agency}{of_level}{self.year}年政府信息公开工作年度报告"

    @property
    def is_rolled_up(self) -> bool:
        """Say whether its figures are those of members, added up."""
        return self.scope != Scope.UNIT and self.origin == Origin.CASES

    @property
    def journal_agency(self) -> Agency:
        """Give the agency whose journal this belongs in."""
        return self.agency


class OfFiling(models.Model):
    """A row that belongs to a filing, and stands until it is taken back or another takes its place."""

    filing = models.ForeignKey(Filing, models.PROTECT, related_name="%(class)ss", verbose_name=_("年度报告"))
    reason = models.CharField(_("理由"), max_length=500)
    officer = models.ForeignKey("agencies.Officer", models.PROTECT, related_name="+", verbose_name=_("经办人"))
    at = models.DateTimeField(_("时间"))
    ended_at = models.DateTimeField(_("终止时间"), null=True, blank=True)

    class Meta:
        abstract = True

    @property
    def journal_agency(self) -> Agency:
        """Give the agency whose journal this belongs in."""
        return self.filing.agency


class Standing(models.QuerySet[Any]):
    """Rows that belong to filings."""

    def standing(self) -> Self:
        """Give those that were not taken back."""
        return self.filter(ended_at__isnull=True)


class Correction(OfFiling):
    """A figure that is reported otherwise than it was computed, and why; the ledgers stay as they are (数字更正)."""

    table = models.CharField(max_length=20)
    row = models.CharField(max_length=40)
    column = models.CharField(max_length=40)
    number = models.DecimalField(_("更正后的数字"), max_digits=17, decimal_places=4)

    objects: ClassVar[Any] = Standing.as_manager()
    journaled: ClassVar = ("filing", "table", "row", "column", "number", "reason", "officer", "at", "ended_at")

    class Meta:
        verbose_name = _("数字更正")
        ordering = ("pk",)
        constraints = [
            models.UniqueConstraint(
                fields=["filing", "table", "row", "column"],
                condition=Q(ended_at__isnull=True),
                name="filing_correction_once",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(ended_at__gte=F("at")), name="filing_correction_ended_after"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.table}.{self.row}.{self.column}"


class Waiver(OfFiling):
    """Why a warning of the checks is left as it is (提示说明). It holds while the cells of its `mark` are as they were.

    The mark is of its kind and what it rests on (`filings.resting`); in older rows of all the warning said.
    """

    code = models.CharField(max_length=60)
    mark = models.CharField(max_length=64)
    told = models.CharField(_("提示"), max_length=1000)

    objects: ClassVar[Any] = Standing.as_manager()
    journaled: ClassVar = ("filing", "code", "mark", "told", "reason", "officer", "at", "ended_at")

    class Meta:
        verbose_name = _("提示说明")
        ordering = ("pk",)
        constraints = [
            models.UniqueConstraint(
                fields=["filing", "mark"], condition=Q(ended_at__isnull=True), name="filing_waiver_once"
            ),
        ]

    def __str__(self) -> str:
        return self.code


class Passage(models.Model):
    """The text of a part of the report as it was written; numbers of the tables stand in it as fields (`narrative`)."""

    filing = models.ForeignKey(Filing, models.PROTECT, related_name="passages", verbose_name=_("年度报告"))
    part = models.CharField(max_length=20)
    text = models.TextField(_("文字"), max_length=LONGEST, blank=True)
    officer = models.ForeignKey(
        "agencies.Officer", models.PROTECT, null=True, related_name="+", verbose_name=_("编写人")
    )
    at = models.DateTimeField(_("时间"))

    objects: ClassVar[Any] = models.Manager()
    journaled: ClassVar = ("filing", "part", "text", "officer", "at")

    class Meta:
        verbose_name = _("年度报告的文字")
        ordering = ("pk",)
        constraints = [models.UniqueConstraint(fields=["filing", "part"], name="filing_passage_once")]

    def __str__(self) -> str:
        return self.part

    @property
    def journal_agency(self) -> Agency:
        """Give the agency whose journal this belongs in."""
        return self.filing.agency
