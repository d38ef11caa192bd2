"""Training (培训): the plan of a year, the sessions, and who was invited to each and came."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from gongkai.agencies.models import Agency, Officer

MOST_HOURS = Decimal(100)


class Kind(models.TextChoices):
    """What a session is."""

    TRAINING = "training", _("培训")
    SEMINAR = "seminar", _("研讨、座谈")
    MEETING = "meeting", _("工作会议")
    AT_MEETING = "at_meeting", _("以会代训")
    ONLINE = "online", _("网络学习")
    VISIT = "visit", _("观摩交流")


class State(models.TextChoices):
    """How far a session has come."""

    PLANNED = "planned", _("计划")
    INVITED = "invited", _("已通知")
    HELD = "held", _("已完成")
    CANCELLED = "cancelled", _("已取消")


OPEN = (State.PLANNED, State.INVITED)
"""The states of a session that is still to be held, or of which the result is not entered."""


def _hours(name: Any, **more: Any) -> models.DecimalField[Any, Any]:
    validators = [MinValueValidator(Decimal("0.5")), MaxValueValidator(MOST_HOURS)]
    return models.DecimalField(name, max_digits=4, decimal_places=1, validators=validators, **more)


class TrainingPlan(models.Model):
    """What an agency wants of the training of a year: its aims, how many sessions, how many hours for each person."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+", verbose_name=_("机关"))
    year = models.PositiveSmallIntegerField(_("年度"))
    aims = models.TextField(_("培训目标和内容"), max_length=3000, blank=True)
    sessions = models.PositiveSmallIntegerField(_("计划场次"), null=True, blank=True)
    hours = _hours(_("每人学时"), null=True, blank=True)

    journaled: ClassVar = ("agency", "year", "aims", "sessions", "hours")

    class Meta:
        verbose_name = _("培训计划")
        constraints = [models.UniqueConstraint(fields=["agency", "year"], name="training_plan_once_a_year")]

    def __str__(self) -> str:
        return f"{self.agency.called} {self.year}"

    @property
    def journal_agency(self) -> Agency:
        """Give the agency whose journal this belongs in."""
        return self.agency


class TrainingSession(models.Model):
    """A session: when and where it is held and about what, and once it was held what came of it."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+", verbose_name=_("主办机关"))
    kind = models.CharField(_("形式"), max_length=12, choices=Kind)
    subject = models.CharField(_("主题"), max_length=100)
    about = models.TextField(_("内容"), max_length=3000, blank=True)
    on = models.DateField(_("日期"))
    begins_at = models.TimeField(_("开始时间"), null=True, blank=True)
    hours = _hours(_("学时"))
    venue = models.CharField(_("地点"), max_length=100, blank=True)
    host = models.CharField(_("主讲、主持"), max_length=100, blank=True)
    needs_material = models.BooleanField(_("要准备材料"), default=True)

    state = models.CharField(_("状态"), max_length=10, choices=State, default=State.PLANNED, editable=False)
    tested = models.PositiveSmallIntegerField(_("测试人数"), null=True, blank=True)
    passed = models.PositiveSmallIntegerField(_("合格人数"), null=True, blank=True)
    effect = models.TextField(_("效果"), max_length=2000, blank=True)
    minutes = models.TextField(_("纪要"), max_length=5000, blank=True)
    cancelled_for = models.CharField(_("取消原因"), max_length=200, blank=True, editable=False)

    journaled: ClassVar = (
        "agency", "kind", "subject", "about", "on", "begins_at", "hours", "venue", "host", "needs_material", "state",
        "tested", "passed", "effect", "minutes", "cancelled_for",
    )  # fmt: skip

    class Meta:
        verbose_name = _("培训")
        ordering = ("-on", "-pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(passed__isnull=True, tested__isnull=True)
                | Q(passed__isnull=False, tested__isnull=False, passed__lte=F("tested")),
                name="training_passed_of_those_tested",
                violation_error_message=_("合格人数不能多于测试人数；填了一项，另一项也要填。"),
            )
        ]
        indexes = [
            models.Index(fields=["on"], name="training_by_day"),
            models.Index(fields=["agency", "state", "on"], name="training_of"),
        ]

    def __str__(self) -> str:
        return self.subject

    @property
    def journal_agency(self) -> Agency:
        """Give the agency whose journal this belongs in: the one that holds it."""
        return self.agency

    @property
    def is_open(self) -> bool:
        """Say whether it is still to be held, or its result to be entered."""
        return self.state in OPEN

    @property
    def pass_rate(self) -> Decimal | None:
        """Give how many in a hundred of those tested passed (合格率), to one place; None where nobody was tested."""
        if not self.tested or self.passed is None:
            return None
        return (Decimal(100) * self.passed / self.tested).quantize(Decimal("0.1"))


class Attendee(models.Model):
    """Somebody invited to a session, and whether they came: an officer, or somebody named with where they are from."""

    session = models.ForeignKey(TrainingSession, models.PROTECT, related_name="attendees", verbose_name=_("培训"))
    officer = models.ForeignKey(
        Officer, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("工作人员")
    )
    agency = models.ForeignKey(Agency, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("机关"))
    name = models.CharField(_("姓名"), max_length=40)
    unit = models.CharField(_("单位"), max_length=80, blank=True)
    attended = models.BooleanField(_("到场"), default=False)
    by_code = models.BooleanField(_("凭签到码"), default=False)

    objects: ClassVar[Any] = models.Manager()
    journaled: ClassVar = ("session", "officer", "agency", "name", "unit", "attended", "by_code")

    class Meta:
        verbose_name = _("参加人员")
        ordering = ("agency__lineage", "unit", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=["session", "officer"],
                condition=Q(officer__isnull=False),
                name="training_officer_invited_once",
            ),
            models.UniqueConstraint(
                fields=["session", "name", "unit"],
                condition=Q(officer__isnull=True),
                name="training_outsider_invited_once",
            ),
            models.CheckConstraint(
                condition=Q(attended=True) | Q(by_code=False), name="training_code_only_of_who_came"
            ),
        ]
        indexes = [models.Index(fields=["officer", "attended"], name="training_attended_by")]

    def __str__(self) -> str:
        return self.name

    @property
    def journal_agency(self) -> Agency:
        """Give the agency whose journal this belongs in: the one that holds the session."""
        return self.session.agency
