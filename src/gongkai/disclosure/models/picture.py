"""Attachments that are pictures of a body: they belong to the texts that show them, and to no other."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class Picture(models.Model):
    """That an attachment of an item came as a picture of its body.

    One that a text does not show is not published with it, as a file that was handed in would be.
    """

    item = models.ForeignKey("disclosure.Item", models.PROTECT, related_name="pictures", verbose_name=_("信息"))
    attachment = models.OneToOneField("attachments.Attachment", models.CASCADE, related_name="+")

    objects: ClassVar[Any] = models.Manager()

    class Meta:
        verbose_name = _("正文图片")

    def __str__(self) -> str:
        return str(self.attachment)
