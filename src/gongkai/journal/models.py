"""Chains and their entries. Nothing here changes an entry, and the database lets nobody else (`protection`)."""

from __future__ import annotations

from datetime import UTC
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from gongkai.journal.acts import words_of
from gongkai.journal.chaining import START


class Chain(models.Model):
    """The chain of an agency, or of the site where there is no agency; its last hash, and how long it is."""

    key = models.CharField(max_length=30, unique=True)
    agency = models.OneToOneField("agencies.Agency", models.PROTECT, null=True, related_name="journal")
    length = models.PositiveBigIntegerField(default=0)
    head = models.CharField(max_length=64, default=START)

    def __str__(self) -> str:
        return str(self.agency or _("全站"))


class Entry(models.Model):
    """One act: what, to which object, by whom in which post, when, under which article, and what changed."""

    chain = models.ForeignKey(Chain, models.PROTECT, related_name="entries")
    number = models.PositiveBigIntegerField()
    at = models.DateTimeField(_("时间"))
    act = models.CharField(_("事项"), max_length=60)
    object_type = models.CharField(max_length=60)
    object_id = models.BigIntegerField()
    role = models.CharField(max_length=20)
    officer = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    post = models.ForeignKey("agencies.Post", models.PROTECT, null=True, related_name="+")
    article = models.CharField(_("依据"), max_length=60, blank=True)
    before = models.JSONField(_("原为"), default=dict)
    after = models.JSONField(_("改为"), default=dict)
    note = models.JSONField(default=dict)
    address = models.CharField(_("来源地址"), max_length=45, blank=True)
    request_id = models.CharField(max_length=64, blank=True)
    algorithm = models.CharField(max_length=10)
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("留痕")
        ordering = ("chain", "number")
        constraints = [models.UniqueConstraint(fields=["chain", "number"], name="entry_number_once")]
        indexes = [models.Index(fields=["object_type", "object_id", "id"], name="entry_of_object")]

    hashed: ClassVar = (
        "number", "act", "object_type", "object_id", "role", "article", "before", "after", "note", "address",
        "request_id", "algorithm", "previous",
    )  # fmt: skip

    def __str__(self) -> str:
        return f"{self.chain_id}#{self.number} {self.act}"

    def content(self) -> dict[str, Any]:
        """Give what is hashed and what is exported: everything but the hash, names and words being elsewhere."""
        return {
            **{name: getattr(self, name) for name in self.hashed},
            "at": self.at.astimezone(UTC).isoformat(timespec="microseconds"),
            "officer": self.officer_id,
            "post": self.post_id,
        }

    @property
    def words(self) -> str:
        """Give the act in words."""
        return words_of(self.act)
