"""What is to be done with an item at an hour that was set beforehand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from gongkai.agencies.models import Agency


class PlanKind(models.TextChoices):
    """What is planned."""

    PUBLICATION = "publication", _("定时公开")
    WITHDRAWAL = "withdrawal", _("定时撤下")


class PlanState(models.TextChoices):
    """What came of a plan."""

    WAITING = "waiting", _("等候")
    DONE = "done", _("已办理")
    DROPPED = "dropped", _("已取消")
    FAILED = "failed", _("没有办成")


class Plan(models.Model):
    """That a text is published, or what is shown taken down, at an hour: by whom, with what is said to the public.

    Whoever planned it is whose act it is, and must be one who may do it then, too. `text` is what may be published and
    no other.
    """

    item = models.ForeignKey("disclosure.Item", models.PROTECT, related_name="plans", verbose_name=_("信息"))
    kind = models.CharField(_("计划"), max_length=12, choices=PlanKind)
    text = models.ForeignKey(
        "disclosure.Text", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("文本")
    )
    at = models.DateTimeField(_("办理时间"))
    note = models.CharField(_("说明"), max_length=500, blank=True)
    correction = models.BooleanField(_("更正"), default=False)
    comparable = models.BooleanField(_("可以对照"), default=True)
    officer = models.ForeignKey("agencies.Officer", models.PROTECT, related_name="+", verbose_name=_("计划人"))
    post = models.ForeignKey("agencies.Post", models.PROTECT, null=True, related_name="+", verbose_name=_("任职"))
    state = models.CharField(_("结果"), max_length=8, choices=PlanState, default=PlanState.WAITING)
    ended_at = models.DateTimeField(_("结束时间"), null=True, blank=True)
    why = models.CharField(_("原因"), max_length=500, blank=True)

    objects: ClassVar[Any] = models.Manager()
    journaled: ClassVar = (
        "item", "kind", "text", "at", "note", "correction", "comparable", "officer", "post", "state", "ended_at", "why",
    )  # fmt: skip

    class Meta:
        verbose_name = _("定时办理")
        ordering = ("item", "pk")
        constraints = [
            models.UniqueConstraint(fields=["item", "kind"], condition=Q(state="waiting"), name="plan_once"),
        ]
        indexes = [models.Index(fields=["at"], name="plan_waiting", condition=Q(state="waiting"))]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {localtime(self.at):%Y-%m-%d %H:%M}"

    @property
    def journal_agency(self) -> Agency:
        """Give the agency whose journal this belongs in."""
        return self.item.agency
