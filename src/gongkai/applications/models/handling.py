"""What is done on the way to a reply: consultations, the fee, the search, remarks of colleagues."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from gongkai.applications.models import labels
from gongkai.applications.models.case import Application, OfApplication
from gongkai.law.clock import Party
from gongkai.vault.fields import SealedTextField

if TYPE_CHECKING:
    pass


class Consultation(OfApplication):
    """Somebody asked for an opinion (征求意见): a third party, a co-author, or another agency.

    What silence means differs: a co-author then consents (条例第34条), of a third party nothing follows (条例第32条).
    """

    class Opinion(models.TextChoices):
        """What was answered."""

        AGREES = "agrees", _("同意公开")
        AGREES_IN_PART = "agrees_in_part", _("部分同意公开")
        OBJECTS = "objects", _("不同意公开")
        SILENT = "silent", _("逾期未提出意见")
        OTHER = "other", _("其他意见")

    application = models.ForeignKey(Application, models.PROTECT, related_name="consultations", verbose_name=_("申请"))
    order = models.PositiveSmallIntegerField()
    party = models.CharField(_("征求意见的对象"), max_length=20, choices=labels.PARTIES)
    whom = SealedTextField(_("姓名或者名称"), max_length=100)
    contact = SealedTextField(_("联系方式"), max_length=200, blank=True)
    scope = SealedTextField(_("拟公开的内容"), max_length=2000)
    sent_on = models.DateField(_("发出日期"))
    notified_on = models.DateField(_("对方收到日期"), null=True, blank=True)
    due_on = models.DateField(_("提出意见的期限"), null=True, blank=True)
    ended_on = models.DateField(_("结束日期"), null=True, blank=True)
    opinion = models.CharField(_("意见"), max_length=20, choices=Opinion, blank=True)
    reasons = SealedTextField(_("对方的理由"), max_length=2000, blank=True)
    reasons_hold = models.BooleanField(_("理由成立"), null=True, blank=True)
    public_interest = models.TextField(_("不公开可能对公共利益造成重大影响的理由"), max_length=2000, blank=True)

    told_on = models.DateField(_("书面告知对方决定公开的日期"), null=True, blank=True)

    objects: ClassVar[Any] = models.Manager()
    journaled: ClassVar = (
        "application", "order", "party", "sent_on", "notified_on", "due_on", "ended_on", "opinion", "reasons_hold",
        "public_interest", "told_on",
    )  # fmt: skip
    journaled_personal: ClassVar = ("whom", "contact", "scope", "reasons")

    class Meta:
        verbose_name = _("征求意见")
        ordering = ("application", "order")
        constraints = [models.UniqueConstraint(fields=["application", "order"], name="consultation_order_once")]

    def __str__(self) -> str:
        return f"{self.get_party_display()} {self.order}"

    @property
    def reference(self) -> str:
        """Give what tells this consultation from others beside it, for the clock."""
        return str(self.order)

    @property
    def is_open(self) -> bool:
        """Say whether the opinion is still awaited."""
        return self.ended_on is None

    @property
    def objects_for_reasons(self) -> bool:
        """Say whether it was objected for reasons that hold."""
        return self.opinion == self.Opinion.OBJECTS and bool(self.reasons_hold)

    @property
    def stands_against_disclosure(self) -> bool:
        """Say whether it was objected for reasons that hold, and nothing of public interest is set against them."""
        return self.objects_for_reasons and not self.public_interest.strip()

    @property
    def is_to_be_told(self) -> bool:
        """Say whether a third party who objected must still be told that all was disclosed nonetheless (条例第32条)."""
        outweighed = self.objects_for_reasons and bool(self.public_interest.strip())
        return self.party == Party.THIRD_PARTY.value and outweighed and self.told_on is None

    @property
    def silence_is_consent(self) -> bool:
        """Say whether silence counts as consent (条例第34条); of a third party it never does (条例第32条)."""
        return Party(self.party) is Party.CO_AUTHOR


def consulted_on(application: Application) -> Any:
    """Give the consultations a reply rests on: those of its case, and of the one that is replied to anew.

    Who was asked (条例第32条) is not asked again because the first reply was overturned.
    """
    cases = [application.pk, *([application.redo_of_id] if application.redo_of_id else [])]
    return Consultation.objects.filter(application__in=cases)


class Charge(OfApplication):
    """The processing fee of an application (信息处理费): by piece or by page, one of the two, once."""

    application = models.OneToOneField(Application, models.PROTECT, related_name="charge", verbose_name=_("申请"))
    standard = models.CharField(_("收费标准"), max_length=20, choices=labels.STANDARDS)
    quantity = models.PositiveIntegerField(_("本月第几件或者页数"))
    amount = models.DecimalField(_("金额（元）"), max_digits=12, decimal_places=2)
    noticed_on = models.DateField(_("通知日期"))
    notified_on = models.DateField(_("申请人收到通知的日期"), null=True, blank=True)
    due_on = models.DateField(_("缴费期限"))
    paid_on = models.DateField(_("缴费日期"), null=True, blank=True)
    receipt = models.CharField(_("票据号"), max_length=60, blank=True)
    refunded = models.DecimalField(_("退付金额（元）"), max_digits=12, decimal_places=2, default=Decimal(0))
    refunded_on = models.DateField(_("退付日期"), null=True, blank=True)

    objects: ClassVar[Any] = models.Manager()
    journaled: ClassVar = (
        "application", "standard", "quantity", "amount", "noticed_on", "notified_on", "due_on", "paid_on", "receipt",
        "refunded", "refunded_on",
    )  # fmt: skip

    class Meta:
        verbose_name = _("信息处理费")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(refunded__gte=0) & models.Q(refunded__lte=models.F("amount")),
                name="charge_refund_within_amount",
                violation_error_message=_("退付的金额不能多于所收的金额。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application} {self.amount}"


class Search(OfApplication):
    """A search for the information (检索): where, for what, by whom, and what was found.

    A reply that there is none rests on it (条例第36条第4项); in court the agency shows that it searched reasonably.
    """

    application = models.ForeignKey(Application, models.PROTECT, related_name="searches", verbose_name=_("申请"))
    on = models.DateField(_("检索日期"))
    scope = models.CharField(_("检索范围"), max_length=500)
    keywords = models.CharField(_("检索词"), max_length=500)
    searcher = models.CharField(_("检索人"), max_length=60)
    found = models.BooleanField(_("检索到"))
    result = models.CharField(_("检索结果"), max_length=1000, blank=True)

    objects: ClassVar[Any] = models.Manager()
    journaled: ClassVar = ("application", "on", "scope", "keywords", "searcher", "found", "result")

    class Meta:
        verbose_name = _("检索记录")
        ordering = ("application", "on", "pk")

    def __str__(self) -> str:
        return f"{self.scope}：{self.keywords}"


class Comment(OfApplication):
    """A remark of a colleague or another office on a case (会签意见); it goes to no applicant."""

    application = models.ForeignKey(Application, models.PROTECT, related_name="comments", verbose_name=_("申请"))
    officer = models.ForeignKey("agencies.Officer", models.PROTECT, related_name="+", verbose_name=_("签注人"))
    at = models.DateTimeField(_("时间"))
    text = SealedTextField(_("意见"), max_length=2000)

    objects: ClassVar[Any] = models.Manager()
    journaled: ClassVar = ("application", "officer", "at")
    journaled_personal: ClassVar = ("text",)

    class Meta:
        verbose_name = _("签注意见")
        ordering = ("application", "pk")

    def __str__(self) -> str:
        return f"{self.officer} {self.at}"
