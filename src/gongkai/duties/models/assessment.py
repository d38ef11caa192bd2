"""Assessment (考核): indicator sets in their versions, assessments with the scores of each agency, what follows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from gongkai.duties.assessment.lifecycle import Stage
from gongkai.duties.assessment.points import Linear, PerOccurrence, Rule

if TYPE_CHECKING:
    from gongkai.agencies.models import Agency

_NOT_NEGATIVE = (MinValueValidator(0),)


class NotApplicable(models.TextChoices):
    """What becomes of the points of an indicator that does not apply to an agency."""

    SPREAD = "spread", _("按比例摊到其他指标")
    LEFT_OUT = "left_out", _("不计入满分")


class IndicatorSet(models.Model):
    """A version of a set of indicators (考核指标体系) that an agency assesses by.

    It may be changed until an assessment is begun with it (`frozen_on`); after that a new version is made.
    """

    agency = models.ForeignKey("agencies.Agency", models.PROTECT, related_name="+", verbose_name=_("考核机关"))
    name = models.CharField(_("名称"), max_length=60)
    number = models.PositiveSmallIntegerField(_("版次"), default=1)
    from_on = models.DateField(_("启用日期"))
    until_on = models.DateField(_("停用日期"), null=True, blank=True)
    # The Regulation leaves the standard of assessment to each government (条例第46条).
    basis = models.CharField(_("文件依据"), max_length=120, blank=True)
    not_applicable = models.CharField(
        _("不适用指标的分值"), max_length=10, choices=NotApplicable, default=NotApplicable.SPREAD,
        help_text=_("没有发生的工作（如一年没有收到申请）不打分：摊给其他指标的，各机关满分相同；不计入的，按得分率排名。"),
    )  # fmt: skip
    frozen_on = models.DateField(_("定稿日期"), null=True, blank=True, editable=False)

    objects: ClassVar[Any] = models.Manager()
    journaled: ClassVar = ("agency", "name", "number", "from_on", "until_on", "basis", "not_applicable", "frozen_on")

    class Meta:
        verbose_name = _("考核指标体系")
        ordering = ("name", "-number")
        constraints = [
            models.UniqueConstraint(fields=["agency", "name", "number"], name="assessment_set_version_once"),
            models.CheckConstraint(
                condition=Q(until_on__isnull=True) | Q(until_on__gte=F("from_on")),
                name="assessment_set_ends_after_it_begins",
                violation_error_message=_("停用日期不能早于启用日期。"),
            ),
        ]

    def __str__(self) -> str:
        return _("%(name)s（第%(number)s版）") % {"name": self.name, "number": self.number}

    @property
    def journal_agency(self) -> Agency:
        """Give the agency whose journal this belongs in."""
        return self.agency


class Indicator(models.Model):
    """What agencies are assessed by: measured by the system, or scored by somebody by levels with evidence."""

    class Kind(models.TextChoices):
        """How an indicator comes to its points."""

        MEASURED = "measured", _("系统计算")
        SCORED = "scored", _("人工评分")

    class By(models.TextChoices):
        """How points follow from what was measured."""

        LINEAR = "linear", _("按比率")
        OCCURRENCE = "occurrence", _("按次扣分")

    indicator_set = models.ForeignKey(
        IndicatorSet, models.CASCADE, related_name="indicators", verbose_name=_("指标体系")
    )
    place = models.PositiveSmallIntegerField(_("序号"))
    name = models.CharField(_("指标"), max_length=40)
    about = models.CharField(_("说明"), max_length=300, blank=True)
    weight = models.DecimalField(_("分值"), max_digits=6, decimal_places=2, validators=_NOT_NEGATIVE)
    kind = models.CharField(_("评分方式"), max_length=10, choices=Kind)
    measure = models.CharField(_("计算什么"), max_length=40, blank=True)
    by = models.CharField(_("怎样得分"), max_length=10, choices=By, blank=True)
    full_at = models.DecimalField(_("满分的百分率"), max_digits=5, decimal_places=2, null=True, blank=True)
    none_at = models.DecimalField(_("不得分的百分率"), max_digits=5, decimal_places=2, null=True, blank=True)
    each = models.DecimalField(
        _("每次扣几分"), max_digits=6, decimal_places=2, null=True, blank=True, validators=_NOT_NEGATIVE
    )
    floor = models.DecimalField(
        _("扣到几分为止"), max_digits=6, decimal_places=2, null=True, blank=True, validators=_NOT_NEGATIVE
    )
    levels = models.JSONField(_("档次"), default=list, blank=True)
    """Of a scored one: names with their points, as texts that are exact."""
    evidence = models.CharField(_("要什么材料"), max_length=300, blank=True)

    objects: ClassVar[Any] = models.Manager()
    journaled: ClassVar = (
        "indicator_set", "place", "name", "about", "weight", "kind", "measure", "by", "full_at", "none_at", "each",
        "floor", "levels", "evidence",
    )  # fmt: skip

    class Meta:
        verbose_name = _("考核指标")
        ordering = ("indicator_set", "place", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=["indicator_set", "name"],
                name="assessment_indicator_once",
                violation_error_message=_("这个指标体系里已有同名的指标。"),
            ),
            models.CheckConstraint(
                condition=Q(kind="scored", measure="", by="")
                | Q(kind="measured", by="linear", full_at__isnull=False, none_at__isnull=False)
                & ~Q(full_at=F("none_at"))
                | Q(kind="measured", by="occurrence", each__isnull=False, floor__isnull=False),
                name="assessment_indicator_has_its_rule",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def journal_agency(self) -> Agency:
        """Give the agency whose journal this belongs in."""
        return self.indicator_set.agency

    @property
    def rule(self) -> Rule:
        """Give how points follow from what was measured."""
        if self.by == self.By.LINEAR:
            assert self.full_at is not None
            assert self.none_at is not None
            return Linear(self.full_at, self.none_at)
        assert self.each is not None
        assert self.floor is not None
        return PerOccurrence(self.each, self.floor)


class Assessment(models.Model):
    """An assessment (考核) of the agencies on a list, over a span of days, by a version of a set of indicators."""

    class Kind(models.TextChoices):
        """Which of those that 条例第46条 and rules under it name."""

        DAILY = "daily", _("日常考核")
        ANNUAL = "annual", _("年度考核")
        PUBLIC = "public", _("社会评议")

    agency = models.ForeignKey("agencies.Agency", models.PROTECT, related_name="+", verbose_name=_("考核机关"))
    indicator_set = models.ForeignKey(
        IndicatorSet, models.PROTECT, related_name="assessments", verbose_name=_("指标体系")
    )
    name = models.CharField(_("名称"), max_length=80)
    kind = models.CharField(_("种类"), max_length=10, choices=Kind)
    first = models.DateField(_("自"))
    last = models.DateField(_("至"))
    stage = models.CharField(_("环节"), max_length=12, choices=Stage, default=Stage.SCORING)
    computed_on = models.DateField(_("计算日期"))
    announced_on = models.DateField(_("告知日期"), null=True, blank=True)
    objections_until = models.DateField(_("异议截止"), null=True, blank=True)
    published_on = models.DateField(_("公布日期"), null=True, blank=True)
    item = models.ForeignKey(
        "disclosure.Item", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("向社会公开的信息")
    )
    version = models.PositiveIntegerField(default=0, editable=False)

    objects: ClassVar[Any] = models.Manager()
    journaled: ClassVar = (
        "agency", "indicator_set", "name", "kind", "first", "last", "stage", "computed_on", "announced_on",
        "objections_until", "published_on", "item", "version",
    )  # fmt: skip

    class Meta:
        verbose_name = _("考核")
        ordering = ("-last", "-pk")
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "name"],
                condition=~Q(stage="abandoned"),
                name="assessment_name_once",
                violation_error_message=_("已有同名的考核。"),
            ),
            models.CheckConstraint(
                condition=Q(last__gte=F("first")),
                name="assessment_ends_after_it_begins",
                violation_error_message=_("截止日期在起始日期之前。"),
            ),
            models.CheckConstraint(
                condition=Q(published_on__isnull=True) | Q(stage="published"), name="assessment_published_in_the_end"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def journal_agency(self) -> Agency:
        """Give the agency whose journal this belongs in."""
        return self.agency


class OfAssessment(models.Model):
    """A row that belongs to an assessment, and into the journal of the agency that assesses."""

    class Meta:
        abstract = True

    @property
    def journal_agency(self) -> Agency:
        """Give the agency whose journal this belongs in."""
        agency: Agency = self.assessment.agency  # type: ignore[attr-defined]
        return agency


class Score(OfAssessment):
    """What an agency has for an indicator: measured with the entries that were counted, or scored with evidence.

    `points` are None while nothing is scored, and for ever where it does not `apply`. `changed_to` is what an objection
    brought. `digest` is that of `entries`, which the journal does not repeat.
    """

    assessment = models.ForeignKey(Assessment, models.PROTECT, related_name="scores", verbose_name=_("考核"))
    agency = models.ForeignKey("agencies.Agency", models.PROTECT, related_name="+", verbose_name=_("考核对象"))
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="+", verbose_name=_("指标"))
    applies = models.BooleanField(_("适用"), default=True)
    value = models.PositiveIntegerField(_("数值"), null=True, blank=True)
    of = models.PositiveIntegerField(_("总数"), null=True, blank=True)
    entries = models.JSONField(default=list)
    digest = models.CharField(max_length=64, blank=True)
    points = models.DecimalField(_("得分"), max_digits=6, decimal_places=2, null=True, blank=True)
    level = models.CharField(_("档次"), max_length=30, blank=True)
    evidence = models.CharField(_("依据"), max_length=500, blank=True)
    scorer = models.ForeignKey(
        "agencies.Officer", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("评分人")
    )
    changed_to = models.DecimalField(_("调整后得分"), max_digits=6, decimal_places=2, null=True, blank=True)

    objects: ClassVar[Any] = models.Manager()
    journaled: ClassVar = (
        "assessment", "agency", "indicator", "applies", "value", "of", "digest", "points", "level", "evidence",
        "scorer", "changed_to",
    )  # fmt: skip

    class Meta:
        verbose_name = _("考核得分")
        ordering = ("assessment", "agency", "indicator")
        constraints = [
            models.UniqueConstraint(fields=["assessment", "agency", "indicator"], name="assessment_score_once"),
            models.CheckConstraint(
                condition=Q(applies=True) | Q(points__isnull=True, changed_to__isnull=True),
                name="assessment_score_if_it_applies",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agency} {self.indicator}"

    @property
    def final(self) -> Any:
        """Give the points that count: as changed after an objection, or as they came out."""
        return self.points if self.changed_to is None else self.changed_to


class NamedScorer(OfAssessment):
    """Who scores an indicator in an assessment; without one, those who run the assessment do."""

    assessment = models.ForeignKey(Assessment, models.PROTECT, related_name="scorers", verbose_name=_("考核"))
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="+", verbose_name=_("指标"))
    officer = models.ForeignKey("agencies.Officer", models.PROTECT, related_name="+", verbose_name=_("评分人"))

    objects: ClassVar[Any] = models.Manager()
    journaled: ClassVar = ("assessment", "indicator", "officer")

    class Meta:
        verbose_name = _("指定的评分人")
        ordering = ("assessment", "indicator")
        constraints = [models.UniqueConstraint(fields=["assessment", "indicator"], name="assessment_scorer_once")]

    def __str__(self) -> str:
        return f"{self.indicator} {self.officer}"


class ScoreObjection(models.Model):
    """That an agency objects to a score (异议), and what was answered."""

    class Answer(models.TextChoices):
        """What was answered."""

        OPEN = "", _("未答复")
        STANDS = "stands", _("维持")
        CHANGED = "changed", _("调整")

    score = models.ForeignKey(Score, models.PROTECT, related_name="objections", verbose_name=_("得分"))
    statement = models.CharField(_("异议理由"), max_length=1000)
    raised_by = models.ForeignKey("agencies.Officer", models.PROTECT, related_name="+", verbose_name=_("提出人"))
    raised_on = models.DateField(_("提出日期"))
    answer = models.CharField(_("答复"), max_length=10, choices=Answer, default=Answer.OPEN, blank=True)
    points = models.DecimalField(_("调整后得分"), max_digits=6, decimal_places=2, null=True, blank=True)
    reason = models.CharField(_("答复理由"), max_length=1000, blank=True)
    answered_by = models.ForeignKey(
        "agencies.Officer", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("答复人")
    )
    answered_on = models.DateField(_("答复日期"), null=True, blank=True)

    objects: ClassVar[Any] = models.Manager()
    journaled: ClassVar = (
        "score", "statement", "raised_by", "raised_on", "answer", "points", "reason", "answered_by", "answered_on",
    )  # fmt: skip

    class Meta:
        verbose_name = _("考核异议")
        ordering = ("pk",)
        constraints = [
            models.UniqueConstraint(fields=["score"], condition=Q(answer=""), name="assessment_objection_open_once"),
            models.CheckConstraint(
                condition=Q(answer="", answered_on__isnull=True) | ~Q(answer="") & Q(answered_on__isnull=False),
                name="assessment_objection_answered_on_a_day",
            ),
            models.CheckConstraint(
                condition=Q(answer="changed", points__isnull=False) | ~Q(answer="changed") & Q(points__isnull=True),
                name="assessment_objection_changes_points",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.score} {self.raised_on}"

    @property
    def journal_agency(self) -> Agency:
        """Give the agency whose journal this belongs in: the one that assesses."""
        return self.score.assessment.agency


class Appraisal(models.Model):
    """What a survey of the public said of an agency (社会评议): how many answered, how many of them were satisfied."""

    class Means(models.TextChoices):
        """How people were asked."""

        ONLINE = "online", _("网上问卷")
        PHONE = "phone", _("电话访问")
        ON_SITE = "on_site", _("现场问卷")
        PANEL = "panel", _("评议代表")

    agency = models.ForeignKey("agencies.Agency", models.PROTECT, related_name="+", verbose_name=_("组织机关"))
    about = models.ForeignKey("agencies.Agency", models.PROTECT, related_name="+", verbose_name=_("评议对象"))
    held_on = models.DateField(_("评议日期"), help_text=_("问卷截止的那一天。"))
    means = models.CharField(_("方式"), max_length=10, choices=Means)
    answers = models.PositiveIntegerField(_("答卷数"))
    satisfied = models.PositiveIntegerField(_("满意的答卷数"))
    document = models.CharField(_("出处"), max_length=200, blank=True, help_text=_("评议报告、问卷平台等。"))

    objects: ClassVar[Any] = models.Manager()
    journaled: ClassVar = ("agency", "about", "held_on", "means", "answers", "satisfied", "document")

    class Meta:
        verbose_name = _("社会评议结果")
        ordering = ("-held_on", "about")
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "about", "held_on", "means"],
                name="assessment_appraisal_once",
                violation_error_message=_("这次评议已经登记过。"),
            ),
            models.CheckConstraint(
                condition=Q(satisfied__lte=F("answers")),
                name="assessment_appraisal_satisfied_of_answers",
                violation_error_message=_("满意的不能比答卷多。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.about} {self.held_on}"

    @property
    def journal_agency(self) -> Agency:
        """Give the agency whose journal this belongs in."""
        return self.agency


class Accountability(models.Model):
    """That an agency, or somebody in it, was held to account (责任追究), on which article, and what came of it.

    Who it was is said by the post and not by name: the record is of the agency's duty, and more people read it.
    """

    class Kind(models.TextChoices):
        """What was done."""

        TALK = "talk", _("约谈")
        URGED = "urged", _("督促整改")
        CRITICISED = "criticised", _("通报批评")
        ORDERED = "ordered", _("责令改正")
        PROPOSED = "proposed", _("提出处理建议")
        PUNISHED = "punished", _("处分")

    agency = models.ForeignKey("agencies.Agency", models.PROTECT, related_name="+", verbose_name=_("作出机关"))
    about = models.ForeignKey("agencies.Agency", models.PROTECT, related_name="+", verbose_name=_("追究对象"))
    whom = models.CharField(
        _("责任人"), max_length=60, blank=True, help_text=_("写职务，不写姓名，如“分管领导”；只追究机关的不填。")
    )
    kind = models.CharField(_("追究方式"), max_length=12, choices=Kind)
    basis = models.CharField(_("依据"), max_length=20)
    reason = models.CharField(_("事由"), max_length=500)
    document = models.CharField(_("文号或者记录"), max_length=120)
    on = models.DateField(_("日期"))
    assessment = models.ForeignKey(
        Assessment, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("由哪次考核引起")
    )
    outcome = models.CharField(_("结果"), max_length=500, blank=True)
    outcome_on = models.DateField(_("办结日期"), null=True, blank=True)

    objects: ClassVar[Any] = models.Manager()
    journaled: ClassVar = (
        "agency", "about", "whom", "kind", "basis", "reason", "document", "on", "assessment", "outcome", "outcome_on",
    )  # fmt: skip

    class Meta:
        verbose_name = _("责任追究")
        ordering = ("-on", "-pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome_on__isnull=True) | Q(outcome_on__gte=F("on")),
                name="assessment_accountability_ends_after_it_begins",
                violation_error_message=_("办结日期不能早于追究日期。"),
            ),
            models.CheckConstraint(
                condition=Q(outcome="", outcome_on__isnull=True) | ~Q(outcome="") & Q(outcome_on__isnull=False),
                name="assessment_accountability_ends_with_an_outcome",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.about} {self.get_kind_display()} {self.on}"

    @property
    def journal_agency(self) -> Agency:
        """Give the agency whose journal this belongs in."""
        return self.agency
