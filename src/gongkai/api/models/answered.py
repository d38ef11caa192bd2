"""What was answered to a call that carried an Idempotency-Key."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from gongkai.api.models.token import Token
from gongkai.vault.fields import SealedTextField


class Answered(models.Model):
    """A call that was taken in, by the key it carried: `digest` is of what it asked, the answer is sealed.

    The row is made in the transaction of the act: where there is none, nothing was done. `scopes` and `agency` are what
    the call stood on. One on an application is emptied when that is erased, and stays: it is not done again.
    """

    token = models.ForeignKey(Token, models.PROTECT, related_name="+")
    key_hash = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(default=0)
    headers = models.JSONField(default=dict)
    body = SealedTextField(blank=True)
    scopes = models.CharField(max_length=200, blank=True, default="", db_default="")
    agency = models.ForeignKey("agencies.Agency", models.PROTECT, null=True, related_name="+")
    application = models.ForeignKey("applications.Application", models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(db_index=True)

    objects: ClassVar[Any] = models.Manager()

    class Meta:
        verbose_name = _("已答复的调用")
        constraints = [models.UniqueConstraint(fields=["token", "key_hash"], name="answered_once")]

    def __str__(self) -> str:
        return self.key_hash[:8]
