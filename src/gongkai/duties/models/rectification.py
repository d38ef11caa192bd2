"""The ledger of rectification (问题与整改台账): problems, what is done about each, and how it ended."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from gongkai.duties.rectification.lifecycle import Stage

if TYPE_CHECKING:
    from gongkai.agencies.models import Agency

LONGEST_PROBLEM = 1000
LONGEST_MEASURE = 3000


class Source(models.TextChoices):
    """Where a problem was found."""

    REPORT = "report", _("年度报告第五部分")
    ASSESSMENT = "assessment", _("考核、评议")
    REMEDY = "remedy", _("复议诉讼")
    SUPERVISION = "supervision", _("督查、监督反映")
    OTHER = "other", _("其他")


class Outcome(models.TextChoices):
    """What came of it."""

    DONE = "done", _("完成")
    UNFINISHED = "unfinished", _("未完成")
    LASTING = "lasting", _("长期坚持")


class Problem(models.Model):
    """A problem of an agency: where it was found, what is to be done by whom until when, and what came of it.

    `key` is what its source knows it by: a source puts the same problem in once. `reference` says in words where it was
    found, `url` the page of this site that shows it. `outcome` and `closed_on` are of the conclusion that stands, None
    before one was verified and after it was opened again. `version` grows with each act.
    """

    agency = models.ForeignKey("agencies.Agency", models.PROTECT, related_name="problems", verbose_name=_("责任单位"))
    source = models.CharField(_("来源"), max_length=12, choices=Source)
    key = models.CharField(_("来源编号"), max_length=100, blank=True, editable=False)
    reference = models.CharField(_("出处"), max_length=200, blank=True)
    url = models.CharField(_("出处的页面"), max_length=200, blank=True, editable=False)
    text = models.CharField(_("问题"), max_length=LONGEST_PROBLEM)
    raised_on = models.DateField(_("列入日期"))

    measure = models.TextField(_("整改措施"), max_length=LONGEST_MEASURE, blank=True)
    office = models.ForeignKey(
        "agencies.Office", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("责任科室")
    )
    officer = models.ForeignKey(
        "agencies.Officer", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("责任人")
    )
    due_on = models.DateField(_("完成时限"), null=True, blank=True)

    stage = models.CharField(_("环节"), max_length=12, choices=Stage, default=Stage.RAISED)
    outcome = models.CharField(_("整改结果"), max_length=12, choices=Outcome, blank=True)
    closed_on = models.DateField(_("销号日期"), null=True, blank=True)
    version = models.PositiveIntegerField(default=0, editable=False)

    objects: ClassVar[Any] = models.Manager()
    journaled: ClassVar = (
        "agency", "source", "key", "reference", "url", "text", "raised_on", "measure", "office", "officer", "due_on",
        "stage", "outcome", "closed_on", "version",
    )  # fmt: skip

    class Meta:
        verbose_name = _("整改事项")
        ordering = ("-pk",)
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "source", "key"], condition=~Q(key=""), name="problem_of_a_source_once"
            ),
            models.CheckConstraint(
                condition=Q(stage=Stage.CLOSED, closed_on__isnull=False) & ~Q(outcome="")
                | ~Q(stage=Stage.CLOSED) & Q(closed_on__isnull=True, outcome=""),
                name="problem_closed_with_an_outcome",
            ),
            models.CheckConstraint(
                condition=Q(stage__in=[Stage.RAISED, Stage.DROPPED])
                | Q(officer__isnull=False, due_on__isnull=False) & ~Q(measure=""),
                name="problem_under_way_has_a_plan",
            ),
        ]
        indexes = [
            models.Index(fields=["due_on", "id", "agency"], name="problem_by_due"),
            models.Index(fields=["raised_on", "id", "agency"], name="problem_by_raised"),
            models.Index(fields=["closed_on", "id", "agency"], name="problem_by_closed"),
            models.Index(fields=["agency", "stage", "due_on"], name="problem_under_way"),
        ]

    def __str__(self) -> str:
        return self.text if len(self.text) <= 40 else f"{self.text[:40]}…"

    @property
    def journal_agency(self) -> Agency:
        """Give the agency whose journal this belongs in."""
        return self.agency


class Progress(models.Model):
    """What was done about a problem on a day (整改进展); its attachments show it (佐证材料)."""

    problem = models.ForeignKey(Problem, models.PROTECT, related_name="progress", verbose_name=_("整改事项"))
    on = models.DateField(_("日期"))
    text = models.TextField(_("进展"), max_length=3000)
    officer = models.ForeignKey(
        "agencies.Officer", models.PROTECT, null=True, related_name="+", verbose_name=_("记录人")
    )

    objects: ClassVar[Any] = models.Manager()
    journaled: ClassVar = ("problem", "on", "text", "officer")

    class Meta:
        verbose_name = _("整改进展")
        ordering = ("problem", "on", "pk")

    def __str__(self) -> str:
        return f"{self.problem} {self.on}"

    @property
    def journal_agency(self) -> Agency:
        """Give the agency whose journal this belongs in."""
        return self.problem.agency


class Conclusion(models.Model):
    """That work on a problem was said to have ended, with which outcome, and whether another verified it.

    One stands that was verified and not opened again: so what stood on any day can be told.
    """

    problem = models.ForeignKey(Problem, models.PROTECT, related_name="conclusions", verbose_name=_("整改事项"))
    outcome = models.CharField(_("整改结果"), max_length=12, choices=Outcome)
    reason = models.CharField(_("说明"), max_length=1000, blank=True)
    concluded_on = models.DateField(_("提请核验日期"))
    concluded_by = models.ForeignKey(
        "agencies.Officer", models.PROTECT, null=True, related_name="+", verbose_name=_("提请人")
    )
    verified_on = models.DateField(_("核验日期"), null=True, blank=True)
    verified_by = models.ForeignKey(
        "agencies.Officer", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("核验人")
    )
    returned_on = models.DateField(_("退回日期"), null=True, blank=True)
    reopened_on = models.DateField(_("重新整改日期"), null=True, blank=True)

    objects: ClassVar[Any] = models.Manager()
    journaled: ClassVar = (
        "problem", "outcome", "reason", "concluded_on", "concluded_by", "verified_on", "verified_by", "returned_on",
        "reopened_on",
    )  # fmt: skip

    class Meta:
        verbose_name = _("整改核验")
        ordering = ("problem", "pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(verified_on__isnull=True) | Q(returned_on__isnull=True), name="problem_verified_or_returned"
            ),
            models.CheckConstraint(
                condition=Q(reopened_on__isnull=True) | Q(verified_on__isnull=False),
                name="problem_reopened_if_verified",
            ),
            models.UniqueConstraint(
                fields=["problem"],
                condition=Q(returned_on__isnull=True, reopened_on__isnull=True),
                name="problem_one_conclusion_stands",
            ),
        ]
        indexes = [models.Index(fields=["problem", "outcome", "verified_on"], name="problem_conclusion_on")]

    def __str__(self) -> str:
        return f"{self.problem} {self.get_outcome_display()}"

    @property
    def journal_agency(self) -> Agency:
        """Give the agency whose journal this belongs in."""
        return self.problem.agency
