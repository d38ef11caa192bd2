"""Notices, how each left the site, and how an officer wants to be told."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from gongkai.agencies.models import Agency, Officer
from gongkai.law.message import Message
from gongkai.notifications.kinds import CHANNELS, EMAIL, SITE, Kind, Level, title_of
from gongkai.notifications.wording import said_of
from gongkai.ui.language import said


class NoticeQuerySet(models.QuerySet["Notice"]):
    """Notices."""

    def unread(self) -> Self:
        """Give those not read yet."""
        return self.filter(read_at__isnull=True)


class Notice(models.Model):
    """What one officer is told: a sentence, a link to what it is about. The same key tells an officer once."""

    officer = models.ForeignKey(Officer, models.CASCADE, related_name="notices", verbose_name=_("工作人员"))
    kind = models.CharField(_("种类"), max_length=60)
    key = models.CharField(max_length=120)
    text = models.JSONField(_("内容"))
    url = models.CharField(max_length=300)
    level = models.PositiveSmallIntegerField(_("轻重"), choices=[(each.value, each.label) for each in Level])
    agency = models.ForeignKey(Agency, models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("机关"))
    made_at = models.DateTimeField(_("时间"))
    read_at = models.DateTimeField(_("阅读时间"), null=True, blank=True)

    objects: ClassVar[Any] = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("通知")
        ordering = ("-made_at", "-pk")
        constraints = [models.UniqueConstraint(fields=["officer", "key"], name="notice_once")]
        indexes = [
            models.Index(fields=["officer", "made_at", "id"], name="notice_of_officer"),
            models.Index(fields=["officer"], condition=Q(read_at__isnull=True), name="notice_unread"),
            models.Index(fields=["made_at"], name="notice_by_age"),
        ]

    def __str__(self) -> str:
        return said(self.message)

    @property
    def message(self) -> Message:
        """Give the sentence."""
        message = said_of(self.text)
        assert isinstance(message, Message)
        return message

    @property
    def title(self) -> str:
        """Give the title of its kind."""
        return title_of(self.kind)

    @property
    def on(self) -> date:
        """Give the day it was made."""
        return localdate(self.made_at)


class State(models.TextChoices):
    """How far a delivery has come."""

    WAITING = "waiting", _("待发")
    SENDING = "sending", _("正在发")
    SENT = "sent", _("已发")
    FAILED = "failed", _("没有发成")


class Delivery(models.Model):
    """A notice on its way out of the site, by one channel: when it is next tried, how often it was, what went wrong.

    `gathered` are those that go together with others in one letter.
    """

    notice = models.ForeignKey(Notice, models.CASCADE, related_name="deliveries", verbose_name=_("通知"))
    channel = models.CharField(_("渠道"), max_length=10, choices=[(code, name) for code, name in CHANNELS.items()])
    gathered = models.BooleanField(_("汇总发送"), default=False)
    state = models.CharField(_("状态"), max_length=10, choices=State, default=State.WAITING)
    due_at = models.DateTimeField(_("发送时间"))
    tries = models.PositiveSmallIntegerField(_("次数"), default=0)
    trouble = models.JSONField(_("原因"), null=True, blank=True)

    class Meta:
        verbose_name = _("通知的发送")
        ordering = ("-due_at", "-pk")
        constraints = [models.UniqueConstraint(fields=["notice", "channel"], name="delivery_once")]
        indexes = [
            models.Index(fields=["due_at"], condition=Q(state="waiting"), name="delivery_waiting"),
            models.Index(fields=["due_at", "id"], condition=Q(state="failed"), name="delivery_failed"),
            models.Index(fields=["due_at"], condition=Q(state="sending"), name="delivery_sending"),
        ]

    def __str__(self) -> str:
        return f"{self.get_channel_display()} {self.notice.title}"

    @property
    def journal_agency(self) -> None:
        """Belong in the journal of the site."""
        return None

    @property
    def why(self) -> str:
        """Say what went wrong last, in the language of the page."""
        return "" if self.trouble is None else said(said_of(self.trouble))


class Preferences(models.Model):
    """How an officer wants to be told. Only what they chose otherwise than a kind's own channels is kept."""

    officer = models.OneToOneField(
        Officer, models.CASCADE, related_name="notice_preferences", verbose_name=_("工作人员")
    )
    channels = models.JSONField(_("渠道"), default=dict, blank=True)
    gathered = models.BooleanField(_("邮件每个工作日早上汇总成一封"), default=False)
    language = models.CharField(_("邮件和短信的语言"), max_length=10, choices=settings.LANGUAGES, default="zh-hans")

    journaled: ClassVar = ("officer", "channels", "gathered", "language")

    class Meta:
        verbose_name = _("接收通知的方式")

    def __str__(self) -> str:
        return str(self.officer)

    @property
    def journal_agency(self) -> None:
        """Belong in the journal of the site."""
        return None

    def channels_of(self, kind: Kind) -> frozenset[str]:
        """Give the channels that notices of a kind take to this officer."""
        chosen = frozenset(self.channels.get(kind.code, kind.channels)) & CHANNELS.keys()
        return chosen | {SITE} if kind.always else chosen

    def gathers(self, kind: Kind, channel: str) -> bool:
        """Say whether a notice of a kind waits to go with others."""
        return self.gathered and channel == EMAIL and kind.level < Level.GRAVE
