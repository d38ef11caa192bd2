"""What the forum writes beside its decision, which the agency answers within a period of its own."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from gongkai.remedies.models.challenge import LONGEST, Challenge, OfChallenge
from gongkai.vault.fields import SealedTextField


class Advice(OfChallenge):
    """A 行政复议意见书, a 建议书 or a 司法建议 to the agency in a challenge, and what it answered.

    The period of a 复议意见书 is the law's (复议法第76条); of others it is what the document says, if it says one.
    """

    class Kind(models.TextChoices):
        """What it is."""

        OPINION = "opinion", _("行政复议意见书")
        PROPOSAL = "proposal", _("建议书")
        JUDICIAL = "judicial", _("司法建议")
        PROCURATORIAL = "procuratorial", _("检察建议")

    challenge = models.ForeignKey(Challenge, models.PROTECT, related_name="advices", verbose_name=_("复议诉讼"))
    reference = models.CharField(max_length=20)
    """By which the events of the challenge speak of it."""
    kind = models.CharField(_("种类"), max_length=20, choices=Kind)
    organ = models.CharField(_("作出的机关或者法院"), max_length=120)
    number = models.CharField(_("文号"), max_length=80)
    received_on = models.DateField(_("收到日期"))
    content = SealedTextField(_("内容"), max_length=LONGEST)
    due_on = models.DateField(_("反馈期限"), null=True, blank=True)
    provisional = models.BooleanField(_("期限暂定"), default=False)
    reply = SealedTextField(_("反馈的内容"), max_length=LONGEST, blank=True)
    replied_on = models.DateField(_("反馈日期"), null=True, blank=True)

    objects: ClassVar[Any] = models.Manager()
    journaled: ClassVar = (
        "challenge", "reference", "kind", "organ", "number", "received_on", "due_on", "provisional", "replied_on",
    )  # fmt: skip
    journaled_personal: ClassVar = ("content", "reply")

    class Meta:
        verbose_name = _("意见书、建议书")
        ordering = ("received_on", "pk")
        constraints = [
            models.UniqueConstraint(fields=["challenge", "reference"], name="challenge_advice_reference_once"),
            models.CheckConstraint(
                condition=Q(replied_on__isnull=True) | Q(replied_on__gte=F("received_on")),
                name="challenge_advice_replied_after_received",
            ),
        ]
        indexes = [models.Index(fields=["replied_on", "due_on"], name="challenge_advice_open")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.number}"

    @property
    def late(self) -> bool:
        """Say whether it was answered after its last day."""
        return self.replied_on is not None and self.due_on is not None and self.replied_on > self.due_on
