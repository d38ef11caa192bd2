"""The reply: its parts with their outcomes, who passed it in which version, and how it was served."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from gongkai.agencies.models import Duty
from gongkai.applications.models import labels
from gongkai.applications.models.case import Application, Means, Obtaining, OfApplication
from gongkai.vault.fields import SealedTextField

if TYPE_CHECKING:
    from gongkai.agencies.models import Agency


class Reply(OfApplication):
    """The reply to an application (答复), from the draft to the letter that is served.

    `version` grows with each draft sent for review; a review is of one version and says nothing of the next.
    """

    application = models.OneToOneField(Application, models.PROTECT, related_name="reply", verbose_name=_("申请"))
    version = models.PositiveSmallIntegerField(default=0)
    outcome = models.CharField(_("处理结果"), max_length=20, choices=labels.RESULTS)
    facts = SealedTextField(_("事实认定和理由"), max_length=10_000, blank=True)
    # 条例第40条: as the applicant asked, or otherwise where that would endanger the record or cost too much.
    obtaining = models.CharField(_("实际提供的方式"), max_length=20, choices=Obtaining, blank=True)
    means = models.CharField(_("实际提供的载体"), max_length=20, choices=Means, blank=True)
    form_reason = SealedTextField(_("改变提供形式的理由"), max_length=500, blank=True)
    number = models.CharField(_("文号"), max_length=60, blank=True)
    decided_on = models.DateField(_("作出日期"), null=True, blank=True)

    objects: ClassVar[Any] = models.Manager()
    journaled: ClassVar = ("application", "version", "outcome", "obtaining", "means", "number", "decided_on")
    journaled_personal: ClassVar = ("facts", "form_reason")

    class Meta:
        verbose_name = _("答复")
        indexes = [models.Index(fields=["number"], name="reply_by_number")]

    def __str__(self) -> str:
        return self.number or str(self.application)

    @property
    def gives(self) -> bool:
        """Say whether something is given with it (条例第36条第2项)."""
        return bool(self.parts.filter(outcome="GRANT").exists())

    @property
    def changes_form(self) -> bool:
        """Say whether the information is given otherwise than the applicant asked; blank is as asked."""
        asked = self.application
        other_means = self.means not in ("", Means.EITHER, asked.means) and asked.means != Means.EITHER
        return self.obtaining not in ("", asked.obtaining) or other_means


class OfReply(models.Model):
    """A row that belongs to a reply, and into the journal of the agency that gives it."""

    salted_by: ClassVar[tuple[str, ...]] = ("reply", "application")

    class Meta:
        abstract = True

    @property
    def journal_agency(self) -> Agency:
        """Give the agency whose journal this belongs in."""
        return self.reply.application.agency  # type: ignore[attr-defined]


class Part(OfReply):
    """One thing asked for and what became of it; an application may ask for several (条例第37条)."""

    reply = models.ForeignKey(Reply, models.PROTECT, related_name="parts", verbose_name=_("答复"))
    order = models.PositiveSmallIntegerField()
    content = SealedTextField(_("内容"), max_length=500)
    outcome = models.CharField(_("处理结果"), max_length=20, choices=labels.RESULTS)
    ground = models.ForeignKey(
        "applications.Reason", models.PROTECT, null=True, blank=True, related_name="parts", verbose_name=_("常用理由")
    )
    """With its provision the letter quotes the words of the law."""
    reason = SealedTextField(_("理由"), max_length=2000, blank=True)
    told = SealedTextField(_("告知的途径、时间或者机关"), max_length=1000, blank=True)
    """Where it is published, how it is given, who is responsible, the reply before: what the outcome must tell."""

    objects: ClassVar[Any] = models.Manager()
    journaled: ClassVar = ("reply", "order", "outcome", "ground")
    journaled_personal: ClassVar = ("content", "reason", "told")

    class Meta:
        verbose_name = _("答复事项")
        ordering = ("reply", "order")
        constraints = [models.UniqueConstraint(fields=["reply", "order"], name="part_order_once")]

    def __str__(self) -> str:
        return f"{self.order} {self.get_outcome_display()}"


class Review(OfReply):
    """One step of a review: who passed or returned which version, and why."""

    reply = models.ForeignKey(Reply, models.PROTECT, related_name="reviews", verbose_name=_("答复"))
    version = models.PositiveSmallIntegerField(_("版本"))
    duty = models.CharField(_("环节"), max_length=20, choices=Duty)
    officer = models.ForeignKey("agencies.Officer", models.PROTECT, related_name="+", verbose_name=_("审查人"))
    at = models.DateTimeField(_("时间"))
    passed = models.BooleanField(_("同意"))
    remarks = SealedTextField(_("意见"), max_length=2000, blank=True)

    objects: ClassVar[Any] = models.Manager()
    journaled: ClassVar = ("reply", "version", "duty", "officer", "at", "passed")
    journaled_personal: ClassVar = ("remarks",)

    class Meta:
        verbose_name = _("审查")
        ordering = ("reply", "pk")

    def __str__(self) -> str:
        return f"{self.get_duty_display()} {self.version}"


class Delivery(OfReply):
    """How the reply went to the applicant (送达), with the days; which of them counts, the law says."""

    reply = models.OneToOneField(Reply, models.PROTECT, related_name="delivery", verbose_name=_("答复"))
    manner = models.CharField(_("送达方式"), max_length=20, choices=labels.LAWFUL_MANNERS)
    sent_on = models.DateField(_("发出（交邮）日期"), null=True, blank=True)
    arrived_on = models.DateField(_("到达日期"), null=True, blank=True)
    signed_on = models.DateField(_("签收日期"), null=True, blank=True)
    tracking = models.CharField(_("邮件号"), max_length=40, blank=True)
    signer = SealedTextField(_("签收人"), max_length=60, blank=True)

    objects: ClassVar[Any] = models.Manager()
    journaled: ClassVar = ("reply", "manner", "sent_on", "arrived_on", "signed_on", "tracking")
    journaled_personal: ClassVar = ("signer",)

    class Meta:
        verbose_name = _("送达")

    def __str__(self) -> str:
        return f"{self.get_manner_display()}"
