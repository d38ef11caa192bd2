"""What is kept of pages: views of lists, what was typed and not taken in, and which forms were."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class SavedView(models.Model):
    """A view of a list (`lists.saved`): the query string of what it shows, under a name."""

    NAME = 40

    officer = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    listing = models.CharField(max_length=40)
    name = models.CharField(_("名称"), max_length=NAME)
    query = models.CharField(max_length=2000, blank=True)
    opens = models.BooleanField(_("打开列表时用它"), default=False)

    class Meta:
        verbose_name = _("保存的视图")
        ordering = ("name", "pk")
        constraints = [
            models.UniqueConstraint(fields=["officer", "listing", "name"], name="view_name_once"),
            models.UniqueConstraint(fields=["officer", "listing"], condition=Q(opens=True), name="view_opens_once"),
        ]

    def __str__(self) -> str:
        return self.name


class Draft(models.Model):
    """What was typed into a form and not taken in (`drafts`), sealed with a key that the browser alone has."""

    key = models.CharField(max_length=64, unique=True)
    officer = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    sealed = models.BinaryField()
    kept_at = models.DateTimeField()

    class Meta:
        verbose_name = _("未提交的内容")
        indexes = [
            models.Index(fields=["kept_at"], name="draft_by_age"),
            models.Index(fields=["officer", "kept_at"], name="draft_of_officer"),
        ]

    def __str__(self) -> str:
        return self.key[:8]


class Sending(models.Model):
    """A form that was taken in (`once`), and the row that came of it."""

    key = models.CharField(max_length=64, unique=True)
    kind = models.CharField(max_length=100)
    made = models.BigIntegerField()
    at = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name = _("已提交的表单")

    def __str__(self) -> str:
        return self.key[:8]
