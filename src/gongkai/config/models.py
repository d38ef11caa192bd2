"""What the site keeps of itself: the tasks of each night, so that each is done once and its result can be seen."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class NightlyRun(models.Model):
    """A nightly task on a day, and what came of it. Of several servers the one that makes the row has it done."""

    task = models.CharField(_("任务"), max_length=60)
    on = models.DateField(_("日期"))
    enqueued_at = models.DateTimeField(_("排入时间"), auto_now_add=True)
    ended_at = models.DateTimeField(_("完成时间"), null=True)
    result = models.JSONField(_("结果"), null=True)

    class Meta:
        verbose_name = _("夜间任务")
        ordering = ("-on", "task")
        constraints = [models.UniqueConstraint(fields=["task", "on"], name="nightly_once_a_day")]

    def __str__(self) -> str:
        return f"{self.on} {self.task}"
