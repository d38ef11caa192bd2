"""The channels by which what is published goes out a second time, and each sending of an item by one of them."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from gongkai.disclosure.models.item import Item
from gongkai.notifications.wording import said_of
from gongkai.ui.language import said
from gongkai.vault.fields import SealedTextField

if TYPE_CHECKING:
    from gongkai.agencies.models import Agency


class ChannelKind(models.TextChoices):
    """How a channel takes what is published."""

    WEBHOOK = "webhook", _("推送到对方的接口")
    FOLDER = "folder", _("写入导出文件夹")
    FEED = "feed", _("由对方定时取走")


class ChannelQuerySet(models.QuerySet["Channel"]):
    """Channels."""

    def reaching(self, agency: Agency) -> Self:
        """Give those that carry what an agency publishes: its own, and of agencies above it those that say so."""
        line = [int(key) for key in agency.lineage.strip("/").split("/")]
        return self.filter(Q(agency=agency) | Q(agency__in=line, below=True))


class Channel(models.Model):
    """A channel of an agency (公开渠道), as 融公开: what it takes of what is published here, and how.

    `secret` signs what is posted; of the key of a feed the hash is kept, by which it is found. What a channel was given
    it is told of until it knows that it was withdrawn, also when it takes nothing new any more.
    """

    agency = models.ForeignKey("agencies.Agency", models.PROTECT, related_name="channels", verbose_name=_("机关"))
    name = models.CharField(_("渠道名称"), max_length=40)
    kind = models.CharField(_("方式"), max_length=10, choices=ChannelKind)
    address = models.CharField(_("接口地址"), max_length=500, blank=True)
    folder = models.SlugField(_("文件夹"), max_length=40, blank=True)
    categories = models.JSONField(_("公开类别"), default=list, blank=True)
    below = models.BooleanField(_("也发下级机关公开的信息"), default=False)
    on = models.BooleanField(_("启用"), default=True)
    secret = SealedTextField(max_length=100, blank=True)
    key_hash = models.CharField(max_length=64, blank=True, editable=False)
    secret_at = models.DateTimeField(_("密钥生成时间"), null=True, blank=True)

    objects: ClassVar[Any] = ChannelQuerySet.as_manager()
    journaled: ClassVar = (
        "agency", "name", "kind", "address", "folder", "categories", "below", "on", "secret_at",
    )  # fmt: skip

    class Meta:
        verbose_name = _("公开渠道")
        ordering = ("agency", "name")
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "name"],
                name="channel_name_once",
                violation_error_message=_("本机关已有同名的渠道。"),
            ),
            models.UniqueConstraint(
                fields=["folder"],
                condition=~Q(folder=""),
                name="channel_folder_once",
                violation_error_message=_("这个文件夹已经有渠道在用。"),
            ),
            models.UniqueConstraint(fields=["key_hash"], condition=~Q(key_hash=""), name="channel_key_once"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def journal_agency(self) -> Agency:
        """Give the agency whose journal this belongs in."""
        return self.agency

    def takes(self, item: Item) -> bool:
        """Say whether an item is of those that the channel carries: by the category that is shown, and its agency."""
        own = item.agency_id == self.agency_id or (self.below and item.agency.lies_in(self.agency))
        return own and (not self.categories or item.category in self.categories)


class Change(models.TextChoices):
    """What a channel is told of an item."""

    PUBLISHED = "published", _("公开")
    WITHDRAWN = "withdrawn", _("撤下")


class Sent(models.TextChoices):
    """How far a sending has come."""

    WAITING = "waiting", _("待发")
    SENDING = "sending", _("正在发")
    SENT = "sent", _("已发")
    FAILED = "failed", _("没有发成")
    REPLACED = "replaced", _("由后一次代替")
    SETTLED = "settled", _("另行处理")


class SendingQuerySet(models.QuerySet["Sending"]):
    """Sendings."""

    def newest(self) -> Self:
        """Give of each item and channel the last one: what was to be sent before it says nothing that it does not."""
        later = Sending.objects.filter(channel=OuterRef("channel"), item=OuterRef("item"), pk__gt=OuterRef("pk"))
        return self.filter(~Exists(later))

    def open(self) -> Self:
        """Give those that did not arrive, and that nobody has seen to."""
        return self.filter(state__in=[Sent.WAITING, Sent.SENDING, Sent.FAILED])


class Sending(models.Model):
    """That a channel is to be told of an item: made in the transaction of the act, sent by the worker.

    It holds no text: what goes out is what is public of the item at the time of sending, and `gave` notes which of the
    two that was. `key` stays the same however often it is tried.
    """

    channel = models.ForeignKey(Channel, models.PROTECT, related_name="sendings", verbose_name=_("渠道"))
    item = models.ForeignKey(Item, models.PROTECT, related_name="sendings", verbose_name=_("信息"))
    change = models.CharField(_("事项"), max_length=10, choices=Change)
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    made_at = models.DateTimeField(_("登记时间"))
    state = models.CharField(_("状态"), max_length=10, choices=Sent, default=Sent.WAITING)
    due_at = models.DateTimeField(_("发送时间"))
    tries = models.PositiveSmallIntegerField(_("次数"), default=0)
    answer = models.PositiveSmallIntegerField(_("答复代码"), null=True, blank=True)
    trouble = models.JSONField(_("原因"), null=True, blank=True)
    gave = models.CharField(_("发出的是"), max_length=10, choices=Change, blank=True)
    text = models.ForeignKey("disclosure.Text", models.PROTECT, null=True, blank=True, related_name="+")
    sent_at = models.DateTimeField(_("发出时间"), null=True, blank=True)
    told = models.BooleanField(default=False)

    objects: ClassVar[Any] = SendingQuerySet.as_manager()

    class Meta:
        verbose_name = _("渠道的发送")
        ordering = ("-pk",)
        constraints = [
            # Of two workers, one sends an item to a channel: what is told of it keeps its order.
            models.UniqueConstraint(
                fields=["channel", "item"], condition=Q(state="sending"), name="one_sending_at_a_time"
            ),
        ]
        indexes = [
            models.Index(fields=["channel", "item", "id"], name="sending_of_item"),
            models.Index(fields=["channel", "made_at", "id"], name="sending_of_channel"),
            models.Index(fields=["channel", "sent_at"], name="sending_sent"),
            models.Index(fields=["state", "due_at"], name="sending_by_state"),
        ]

    def __str__(self) -> str:
        return f"{self.item} {self.get_change_display()}"

    @property
    def why(self) -> str:
        """Say what went wrong last, in the language of the page."""
        return "" if self.trouble is None else said(said_of(self.trouble))
