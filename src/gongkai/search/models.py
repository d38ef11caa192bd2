"""The outbox of the index, and the words of files."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models


class Change(models.Model):
    """That something may have changed which is searched: written in the transaction of the change, gone once indexed.

    It says of what, not what: the writer looks how it is by then. `written` ones wait for a rebuild that is under way,
    whose new index does not have them yet.
    """

    source = models.CharField(max_length=20)
    key = models.BigIntegerField()
    at = models.DateTimeField(auto_now_add=True)
    written = models.BooleanField(default=False)

    objects: ClassVar[Any] = models.Manager()

    class Meta:
        verbose_name = "待入索引的变动"
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.source}:{self.key}"


class FileText(models.Model):
    """The words of a file that is public: found by them, and shown of them. Gone when the file no longer is public."""

    attachment = models.OneToOneField("attachments.Attachment", models.CASCADE, related_name="+")
    text = models.TextField(blank=True)

    objects: ClassVar[Any] = models.Manager()

    class Meta:
        verbose_name = "附件的文字"

    def __str__(self) -> str:
        return str(self.attachment_id)
