"""How an agency works where the law leaves it open, and the word its letters are numbered under."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from gongkai.agencies.models import Duty
from gongkai.applications.models import labels
from gongkai.law.delivery import DEFAULT_DELIVERY_RULES

if TYPE_CHECKING:
    from gongkai.agencies.models import Agency

REVIEWS = (Duty.BUSINESS_REVIEWER, Duty.SECRECY_REVIEWER, Duty.LEGAL_REVIEWER)
"""Who may be asked to pass a reply, in this order, before it is approved."""


def all_reviews() -> list[str]:
    """Give the reviews a reply passes unless the agency leaves some out: each of them (条例第17条)."""
    return [str(duty) for duty in REVIEWS]


class Practice(models.Model):
    """How an agency deals with applications. Every agency works by the defaults until it says otherwise."""

    agency = models.OneToOneField("agencies.Agency", models.PROTECT, related_name="practice", verbose_name=_("机关"))
    word = models.CharField(
        _("机关代字"), max_length=20, blank=True, help_text=_("用在文号里，如“桓科信公开〔2026〕1号”中的“桓科信公开”。")
    )
    # 条例第17条 asks for a mechanism with steps and duties and a review for secrecy; how many steps it leaves open.
    reviews = models.JSONField(_("审查环节"), default=all_reviews)
    # [推导] 条例 does not say who signs a reply; the head of the disclosure office consents to an extension.
    approver = models.CharField(
        _("签发人"),
        max_length=20,
        choices=[(Duty.OFFICE_HEAD, Duty.OFFICE_HEAD.label), (Duty.LEADER, Duty.LEADER.label)],
        default=Duty.OFFICE_HEAD,
    )
    # [推导] No rule was found of the day that counts when a reply is served electronically. Arrival (民诉法第90条)
    # comes last: who keeps to it is in time by both readings.
    electronic = models.CharField(
        _("电子送达以哪一天为答复之日"),
        max_length=20,
        choices=labels.ELECTRONIC_MOMENTS,
        default=DEFAULT_DELIVERY_RULES.electronic.value,
    )
    # 条例第30条 says only “合理的补正期限”.
    supplement_days = models.PositiveSmallIntegerField(_("补正期限（工作日）"), default=15)
    # 条例第35条 says “数量、频次明显超过合理范围” and gives no number: it makes a signal, never a refusal.
    many_in_a_month = models.PositiveSmallIntegerField(
        _("同一申请人一个月内申请多少件时提示"), default=10, validators=[MinValueValidator(2)]
    )
    # 条例第44条 says “多个申请人” and gives no number.
    many_for_the_same = models.PositiveSmallIntegerField(
        _("多少人申请相同的信息时建议主动公开"), default=3, validators=[MinValueValidator(2)]
    )
    due_soon_days = models.PositiveSmallIntegerField(_("到期前几个工作日提醒"), default=5)
    fee_payment = models.CharField(
        _("信息处理费的缴纳方式"),
        max_length=200,
        blank=True,
        help_text=_("写入收费通知书，如缴款的银行、账户或者平台。"),
    )
    court = models.CharField(_("有管辖权的人民法院"), max_length=60, blank=True)
    reconsideration_online = models.CharField(
        _("网上申请行政复议的渠道"), max_length=200, blank=True, help_text=_("以互联网方式送达答复时必须告知。")
    )

    objects: ClassVar[Any] = models.Manager()
    journaled: ClassVar = (
        "agency", "word", "reviews", "approver", "electronic", "supplement_days", "many_in_a_month",
        "many_for_the_same", "due_soon_days",
        "fee_payment", "court", "reconsideration_online",
    )  # fmt: skip

    class Meta:
        verbose_name = _("办理规则")

    def __str__(self) -> str:
        return str(self.agency)

    @property
    def journal_agency(self) -> Agency:
        """Give the agency whose journal this belongs in."""
        return self.agency


def practice_of(agency: Agency) -> Practice:
    """Give how an agency works; an unsaved one with the defaults where it has not said."""
    return Practice.objects.filter(agency=agency).first() or Practice(agency=agency)
