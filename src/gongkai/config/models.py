"""What the site keeps of itself: the tasks of each night, so that each is done once, and the backups that were made."""

from __future__ import annotations

from typing import ClassVar

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


class Backup(models.Model):
    """A backup that was made, or put back: which, of what moment, how large, and whether it was tried."""

    name = models.CharField(_("名称"), max_length=200)
    digest = models.CharField(_("摘要"), max_length=64, unique=True)
    made_at = models.DateTimeField(_("备份时间"))
    bytes = models.PositiveBigIntegerField(_("字节数"))
    whole = models.BooleanField(_("附件齐全"), default=True)
    tried_at = models.DateTimeField(_("试恢复时间"), null=True)

    journaled: ClassVar = ("name", "digest", "made_at", "bytes", "whole", "tried_at")

    class Meta:
        verbose_name = _("备份")
        ordering = ("-made_at", "-pk")

    def __str__(self) -> str:
        return self.name
