"""Who is told of what happens in an agency, what happened, and each sending of it."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from gongkai.notifications.wording import said_of
from gongkai.ui.language import said
from gongkai.vault.fields import SealedTextField

if TYPE_CHECKING:
    from gongkai.agencies.models import Agency


class Webhook(models.Model):
    """An address that an agency has told of what happens (事件推送): of which kinds of events, signed by its secret.

    `failures` counts the tries that failed one after another; so many of them turn it off (`stopped_at`).
    """

    agency = models.ForeignKey("agencies.Agency", models.PROTECT, related_name="webhooks", verbose_name=_("机关"))
    name = models.CharField(_("名称"), max_length=40)
    address = models.CharField(_("接收地址"), max_length=500)
    kinds = models.JSONField(_("推送哪些事件"), default=list)
    below = models.BooleanField(_("也推送下级机关的事件"), default=False)
    on = models.BooleanField(_("启用"), default=True)
    secret = SealedTextField(max_length=100)
    secret_at = models.DateTimeField(_("密钥生成时间"))
    failures = models.PositiveIntegerField(_("连续失败次数"), default=0)
    stopped_at = models.DateTimeField(_("自动停用时间"), null=True, blank=True)

    objects: ClassVar[Any] = models.Manager()
    journaled: ClassVar = (
        "agency", "name", "address", "kinds", "below", "on", "secret_at", "stopped_at",
    )  # fmt: skip

    class Meta:
        verbose_name = _("事件推送")
        ordering = ("agency", "name")
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "name"],
                name="webhook_name_once",
                violation_error_message=_("本机关已有同名的事件推送。"),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def journal_agency(self) -> Agency:
        """Give the agency whose journal this belongs in."""
        return self.agency


class Event(models.Model):
    """One thing that happened, as others are told of it: its kind, to what, and the version that it left.

    It holds no word of the thing itself. What has it, whoever is told asks for with their token.
    """

    agency = models.ForeignKey("agencies.Agency", models.PROTECT, related_name="+", verbose_name=_("机关"))
    kind = models.CharField(_("事件"), max_length=40)
    act = models.CharField(max_length=60)
    object_type = models.CharField(max_length=60)
    object_id = models.BigIntegerField()
    number = models.CharField(_("编号"), max_length=80, blank=True)
    at = models.DateTimeField(_("时间"))

    objects: ClassVar[Any] = models.Manager()

    class Meta:
        verbose_name = _("事件")
        ordering = ("-pk",)

    def __str__(self) -> str:
        return f"{self.kind} {self.number}"


class Sent(models.TextChoices):
    """How far a sending has come."""

    WAITING = "waiting", _("待发")
    SENDING = "sending", _("正在发")
    SENT = "sent", _("已发")
    FAILED = "failed", _("没有发成")
    SETTLED = "settled", _("不再发")


class Notification(models.Model):
    """That a webhook is to be told of an event: made in the transaction of the act, sent by the worker.

    `key` stays the same however often it is tried.
    """

    webhook = models.ForeignKey(Webhook, models.PROTECT, related_name="notifications", verbose_name=_("事件推送"))
    event = models.ForeignKey(Event, models.PROTECT, related_name="notifications", verbose_name=_("事件"))
    key = models.UUIDField(_("发送编号"), default=uuid.uuid4, unique=True, editable=False)
    state = models.CharField(_("状态"), max_length=10, choices=Sent, default=Sent.WAITING)
    made_at = models.DateTimeField(_("登记时间"))
    due_at = models.DateTimeField(_("发送时间"))
    tries = models.PositiveSmallIntegerField(_("次数"), default=0)
    answer = models.PositiveSmallIntegerField(_("答复代码"), null=True, blank=True)
    trouble = models.JSONField(_("原因"), null=True, blank=True)
    sent_at = models.DateTimeField(_("发出时间"), null=True, blank=True)

    objects: ClassVar[Any] = models.Manager()

    class Meta:
        verbose_name = _("事件的发送")
        ordering = ("-pk",)
        indexes = [
            models.Index(fields=["webhook", "made_at", "id"], name="notification_of_webhook"),
            models.Index(fields=["state", "due_at"], name="notification_by_state"),
        ]

    def __str__(self) -> str:
        return f"{self.event} → {self.webhook}"

    @property
    def why(self) -> str:
        """Say what went wrong last, in the language of the page."""
        return "" if self.trouble is None else said(said_of(self.trouble))
