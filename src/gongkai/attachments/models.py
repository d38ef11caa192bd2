"""Attachments, the files in which their content lies, and uploads that are not finished."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from gongkai.agencies.models import Agency
from gongkai.attachments.kinds import EVERY
from gongkai.journal.salting import Salted
from gongkai.vault.fields import SealedTextField


class StoredFile(models.Model):
    """Where content lies: a sealed file, named after its own bytes, and the secret that opens it.

    Attachments with the same content share it within an agency, those marked personal among themselves.
    """

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    personal = models.BooleanField(default=False)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    place = models.CharField(max_length=64, unique=True)
    secret = SealedTextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agency", "personal", "sha256"], name="content_once")]

    def __str__(self) -> str:
        return self.place


class State(models.TextChoices):
    """What is known of an attachment's content."""

    WAITING = "waiting", _("等候查毒")
    CLEAN = "clean", _("未发现病毒")
    INFECTED = "infected", _("查出病毒")
    UNSCANNABLE = "unscannable", _("无法查毒")


class Attachment(Salted):
    """A file of an object: its name, what it is by its content, its digests, who handed it in.

    The name of one marked personal is kept sealed: 张三身份证.pdf says whose it is.
    """

    object_type = models.CharField(_("所属事项"), max_length=60)
    object_id = models.BigIntegerField(_("所属编号"))
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="attachments", verbose_name=_("机关"))
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="attachments")
    personal = models.BooleanField(_("含个人信息"), default=False)
    open_name = models.CharField(_("文件名"), max_length=120, blank=True)
    sealed_name = SealedTextField(_("文件名"), max_length=120, blank=True)
    kind = models.CharField(_("格式"), max_length=10, choices=[(each.code, each.words) for each in EVERY.values()])
    size = models.PositiveBigIntegerField(_("字节数"))
    sha256 = models.CharField("SHA-256", max_length=64)
    sm3 = models.CharField("SM3", max_length=64, blank=True)
    state = models.CharField(_("查毒"), max_length=12, choices=State, default=State.WAITING)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("上传人")
    )
    uploaded_at = models.DateTimeField(_("上传时间"))

    journaled: ClassVar = (
        "object_type", "object_id", "agency", "personal", "open_name", "kind", "size", "sha256", "sm3", "state",
        "uploaded_by", "uploaded_at",
    )  # fmt: skip
    journaled_personal: ClassVar = ("sealed_name",)

    class Meta:
        verbose_name = _("附件")
        ordering = ("uploaded_at", "pk")
        indexes = [
            models.Index(fields=["object_type", "object_id"], name="attachment_of_object"),
            models.Index(fields=["state"], condition=~models.Q(state="clean"), name="attachment_not_clean"),
        ]

    def __str__(self) -> str:
        return str(_("附件%d") % self.pk) if self.personal else self.open_name

    @property
    def name(self) -> str:
        """Give the name, as it was given."""
        return self.sealed_name if self.personal else self.open_name

    @property
    def journal_agency(self) -> Agency:
        """Give the agency whose journal this belongs in."""
        return self.agency


class Upload(models.Model):
    """A file that is arriving piece by piece: what was said of it, how far it has come, what it was attached as.

    Pieces lie sealed in a folder of their own; `pieces` holds where each begins. What a row does not know of has not
    arrived.
    """

    token = models.CharField(max_length=32, unique=True)
    officer = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    object_type = models.CharField(max_length=60)
    object_id = models.BigIntegerField()
    name = SealedTextField(max_length=120)
    mark = models.CharField(max_length=80)
    personal = models.BooleanField(default=False)
    size = models.PositiveBigIntegerField()
    offset = models.PositiveBigIntegerField(default=0)
    pieces = models.JSONField(default=list)
    secret = SealedTextField()
    begun_at = models.DateTimeField()
    attachment = models.ForeignKey(Attachment, models.CASCADE, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["officer", "object_type", "object_id", "personal", "mark"], name="upload_once"
            )
        ]

    def __str__(self) -> str:
        return self.token
