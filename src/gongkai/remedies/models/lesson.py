"""What was learned from a challenge that ended in a correction (结果纠正)."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from gongkai.remedies.models.challenge import Challenge, OfChallenge


class Fault(models.TextChoices):
    """The faults that recur (常见的纠正原因): a small dictionary, so that they can be counted."""

    SEARCH = "search", _("没有尽到合理检索义务")
    FACTS = "facts", _("认定事实不清、证据不足")
    LAW = "law", _("适用法律依据错误")
    REASONS = "reasons", _("没有说明理由或者理由不足")
    SEVERING = "severing", _("可以区分处理而没有区分")
    CONSULTING = "consulting", _("征求第三方意见有瑕疵")
    LATE = "late", _("逾期答复")
    INCOMPLETE = "incomplete", _("漏答、答非所问")
    SERVICE = "service", _("送达有瑕疵")
    REMEDIES = "remedies", _("没有告知或者告知错救济途径")
    EVIDENCE = "evidence", _("没有按期答复举证")
    OMISSION = "omission", _("应当主动公开而没有公开")
    OTHER = "other", _("其他")


class Lesson(OfChallenge):
    """What went wrong, why, and what changes: one for a corrected challenge. `reading` puts it on the reading list."""

    challenge = models.OneToOneField(Challenge, models.PROTECT, related_name="lesson", verbose_name=_("复议诉讼"))
    fault = models.CharField(_("主要问题"), max_length=20, choices=Fault)
    what = models.CharField(
        _("问题在哪里"), max_length=1000, help_text=_("写事情，不写当事人；会列入本机关和上级看到的教训清单。")
    )
    change = models.CharField(_("今后怎么做"), max_length=1000)
    reading = models.BooleanField(_("列入培训阅读清单"), default=False)
    learned_on = models.DateField(_("总结日期"))
    officer = models.ForeignKey("agencies.Officer", models.PROTECT, related_name="+", verbose_name=_("总结人"))
    version = models.PositiveIntegerField(default=0, editable=False)

    objects: ClassVar[Any] = models.Manager()
    journaled: ClassVar = ("challenge", "fault", "what", "change", "reading", "learned_on", "officer", "version")

    class Meta:
        verbose_name = _("教训")
        ordering = ("-learned_on", "-pk")

    def __str__(self) -> str:
        return f"{self.challenge} {self.get_fault_display()}"
