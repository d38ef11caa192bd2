"""The issues of the open data, one a day; and the token that changes with whatever is taken back."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class Standing(models.Model):
    """The one row whose token changes, in the transaction of the act, whenever something public is taken back."""

    token = models.CharField(max_length=36)

    objects: ClassVar[Any] = models.Manager()

    def __str__(self) -> str:
        return self.token


class Issue(models.Model):
    """The files of a day: in which folder they lie, and of each its rows, size and digest.

    `token` is the one that stood before its rows were read, or looked at again. While it is that of `Standing`,
    nothing that the files hold was taken back since.
    """

    on = models.DateField(_("日期"), unique=True)
    folder = models.CharField(max_length=60)
    token = models.CharField(max_length=36)
    made_at = models.DateTimeField(_("生成时间"))
    files = models.JSONField(_("文件"), default=dict)

    objects: ClassVar[Any] = models.Manager()

    class Meta:
        verbose_name = _("开放数据")
        ordering = ("-on",)

    def __str__(self) -> str:
        return f"{self.on}"
