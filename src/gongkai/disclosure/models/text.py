"""The wording of an item, each version of it for ever as it was written, and its reviews."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from gongkai.agencies.models import Duty
from gongkai.disclosure.models import labels
from gongkai.disclosure.models.item import Item
from gongkai.disclosure.models.labels import WRITTEN_VALIDITIES, Validity

if TYPE_CHECKING:
    from gongkai.agencies.models import Agency


class Nature(models.TextChoices):
    """How information is disclosed (公开属性)."""

    PROACTIVE = "proactive", _("主动公开")
    ON_APPLICATION = "on_application", _("依申请公开")
    WITHHELD = "withheld", _("不予公开")


class Kind(models.TextChoices):
    """What sort of text it is, as far as rules turn on it."""

    PLAIN = "", _("一般信息")
    RULE = "rule", _("规章")
    NORMATIVE = "normative", _("行政规范性文件")
    INTERPRETATION = "interpretation", _("政策解读")
    CONSULTATION = "consultation", _("征求意见")


ENACTED = frozenset({Kind.RULE, Kind.NORMATIVE})
"""What takes effect, is amended and repealed."""


class Aspect(models.TextChoices):
    """Which part of the work it shows (五公开)."""

    NONE = "", _("不标注")
    DECISION = "decision", _("决策公开")
    EXECUTION = "execution", _("执行公开")
    MANAGEMENT = "management", _("管理公开")
    SERVICE = "service", _("服务公开")
    RESULTS = "results", _("结果公开")


class Text(models.Model):
    """One wording of an item. A text never changes: who changes a word writes a new one, which nobody has reviewed.

    `files` names the attachments that belong to it. `digest` is of all that is shown, files too.
    """

    item = models.ForeignKey(Item, models.PROTECT, related_name="texts", verbose_name=_("信息"))
    number = models.PositiveIntegerField(_("稿次"))
    category = models.CharField(_("公开类别"), max_length=3, choices=labels.CATEGORY_CHOICES)
    matter = models.CharField(_("适用期限"), max_length=20, choices=labels.MATTERS, default="regular")
    formed_on = models.DateField(
        _("形成或者变更之日"), help_text=_("公开期限自这一天起算（条例第26条）；预算、决算填批准之日。")
    )
    title = models.CharField(_("名称"), max_length=200)
    summary = models.CharField(_("内容概述"), max_length=500)
    body = models.TextField(_("正文"), blank=True)
    issuers = models.CharField(_("发文机关"), max_length=400, help_text=_("联合发文的逐个列出，用顿号隔开。"))
    document_number = models.CharField(_("发文字号"), max_length=80, blank=True)
    made_on = models.DateField(_("成文日期"), null=True, blank=True)
    produced_on = models.DateField(_("生成日期"))
    effective_on = models.DateField(_("施行日期"), null=True, blank=True)
    repealed_on = models.DateField(_("废止日期"), null=True, blank=True)
    validity = models.CharField(
        _("有效性"), max_length=10, choices=WRITTEN_VALIDITIES, default=Validity.NONE, blank=True
    )
    subject = models.CharField(_("主题分类"), max_length=80)
    keywords = models.CharField(_("关键词"), max_length=200, blank=True)
    nature = models.CharField(_("公开属性"), max_length=20, choices=Nature, default=Nature.PROACTIVE)
    ground = models.CharField(_("不公开的依据"), max_length=10, choices=labels.GROUNDS, blank=True)
    ground_reason = models.CharField(_("不主动公开的理由"), max_length=500, blank=True)
    kind = models.CharField(_("文件性质"), max_length=20, choices=Kind, default=Kind.PLAIN, blank=True)
    aspect = models.CharField(_("五公开"), max_length=20, choices=Aspect, default=Aspect.NONE, blank=True)
    promulgated_on = models.DateField(_("公布日期"), null=True, blank=True)
    headnote = models.CharField(
        _("题注"), max_length=500, blank=True, help_text=_("不填的，按公布、修改和施行的日期、文号写出。")
    )
    registration = models.CharField(_("登记号或者备案号"), max_length=80, blank=True)
    valid_until = models.DateField(_("有效期至"), null=True, blank=True, help_text=_("过了这一天，标为已失效。"))
    comments_from = models.DateField(_("征求意见自"), null=True, blank=True)
    comments_until = models.DateField(_("征求意见至"), null=True, blank=True)
    comments_to = models.CharField(
        _("意见提交方式"), max_length=500, blank=True, help_text=_("收意见的地址、电子邮箱、电话和联系部门。")
    )
    comments_outcome = models.TextField(
        _("意见采纳情况"),
        max_length=20_000,
        blank=True,
        help_text=_("结束后填写：收到多少、采纳多少、未采纳的理由。"),
    )
    files = models.JSONField(_("附件"), default=list, blank=True)
    digest = models.CharField(_("摘要值"), max_length=64)
    author = models.ForeignKey(
        "agencies.Officer", models.PROTECT, null=True, related_name="+", verbose_name=_("拟稿人")
    )
    at = models.DateTimeField(_("时间"))

    objects: ClassVar[Any] = models.Manager()
    journaled: ClassVar = (
        "item", "number", "category", "matter", "formed_on", "title", "summary", "issuers", "document_number",
        "made_on", "produced_on", "effective_on", "repealed_on", "validity", "subject", "keywords", "nature", "ground",
        "ground_reason", "kind", "aspect", "promulgated_on", "headnote", "registration", "valid_until",
        "comments_from", "comments_until", "comments_to", "comments_outcome", "files", "digest", "author", "at",
    )  # fmt: skip

    class Meta:
        verbose_name = _("文本")
        ordering = ("item", "number")
        constraints = [models.UniqueConstraint(fields=["item", "number"], name="text_number_once")]
        indexes = [models.Index(fields=["kind", "item"], name="text_kind")]

    def __str__(self) -> str:
        return f"{self.title} {self.number}"

    @property
    def journal_agency(self) -> Agency:
        """Give the agency whose journal this belongs in."""
        return self.item.agency


class Review(models.Model):
    """One step of a review: who passed or returned which text, by its digest, with what they answered and why."""

    text = models.ForeignKey(Text, models.PROTECT, related_name="reviews", verbose_name=_("文本"))
    digest = models.CharField(_("摘要值"), max_length=64)
    duty = models.CharField(_("环节"), max_length=20, choices=Duty)
    officer = models.ForeignKey("agencies.Officer", models.PROTECT, related_name="+", verbose_name=_("审查人"))
    stands_for = models.ForeignKey(
        "agencies.Officer", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("代何人")
    )
    at = models.DateTimeField(_("时间"))
    passed = models.BooleanField(_("同意"))
    answers = models.JSONField(_("审查单"), default=dict, blank=True)
    remarks = models.CharField(_("意见"), max_length=2000, blank=True)

    objects: ClassVar[Any] = models.Manager()
    journaled: ClassVar = ("text", "digest", "duty", "officer", "stands_for", "at", "passed", "answers", "remarks")

    class Meta:
        verbose_name = _("公开审查")
        ordering = ("text", "pk")

    def __str__(self) -> str:
        return f"{self.get_duty_display()} {self.text}"

    @property
    def by_whom(self) -> str:
        """Name who reviewed, and for whom they stood."""
        if self.stands_for is None:
            return str(self.officer)
        return _("%(officer)s（代%(absent)s）") % {"officer": self.officer, "absent": self.stands_for}

    @property
    def journal_agency(self) -> Agency:
        """Give the agency whose journal this belongs in."""
        return self.text.item.agency
