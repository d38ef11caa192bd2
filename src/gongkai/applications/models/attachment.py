"""What goes with a reply (随答复提供的信息): whole, with something taken out, or withheld; each for itself."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from gongkai.applications.models.reply import OfReply, Reply
from gongkai.redaction.marks import Ground, ground_of
from gongkai.vault.fields import SealedJSONField, SealedTextField


class ReplyAttachment(OfReply):
    """One record that a reply gives, gives in part, or withholds (条例第37条).

    `file` is what the applicant is given, and nothing else is: of a record given in part it is the new file without
    what was marked, and none until that is made. `grounds` are those on which something was taken out of it, or for
    which it is withheld: code or words, in how many places, on which pages.
    """

    class Treatment(models.TextChoices):
        """What of it is given."""

        WHOLE = "whole", _("全部提供")
        REDACTED = "redacted", _("遮去部分内容后提供")
        WITHHELD = "withheld", _("不予提供")

    reply = models.ForeignKey(Reply, models.PROTECT, related_name="attachments", verbose_name=_("答复"))
    order = models.PositiveSmallIntegerField(default=1)
    title = SealedTextField(_("名称"), max_length=200)
    treatment = models.CharField(_("提供的方式"), max_length=20, choices=Treatment, default=Treatment.WHOLE)
    file = models.ForeignKey(
        "attachments.Attachment", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("提供的文件")
    )
    grounds = SealedJSONField(default=list, blank=True)

    objects: ClassVar[Any] = models.Manager()
    journaled: ClassVar = ("reply", "order", "treatment", "file")
    journaled_personal: ClassVar = ("title", "grounds")

    class Meta:
        verbose_name = _("随答复提供的信息")
        ordering = ("reply", "order")
        constraints = [models.UniqueConstraint(fields=["reply", "order"], name="reply_attachment_order_once")]

    def __str__(self) -> str:
        return f"{self.order} {self.get_treatment_display()}"

    @property
    def is_withheld(self) -> bool:
        """Say whether nothing of it is given."""
        return self.treatment == self.Treatment.WITHHELD

    @property
    def is_ready(self) -> bool:
        """Say whether what is to be given of it is there."""
        return self.is_withheld or self.file_id is not None

    @property
    def ground_list(self) -> tuple[Ground, ...]:
        """Give the grounds with their words and articles, for the letter."""
        return tuple(ground_of(ground, places, tuple(pages)) for ground, places, pages in self.grounds)
