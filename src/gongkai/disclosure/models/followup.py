"""What remains to be done with an item after it was published, by a day."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from gongkai.disclosure.models.item import Item

if TYPE_CHECKING:
    from gongkai.agencies.models import Agency


class FollowUp(models.Model):
    """What is asked of an item that is shown: by which day, since when, and whether it is done.

    `since` is the day from which the period runs: the last day of a consultation, the day a penalty was changed.
    """

    class Kind(models.TextChoices):
        """What is asked."""

        FEEDBACK = "feedback", _("公布意见采纳情况")
        TAKE_DOWN = "take_down", _("撤下行政处罚决定")

    item = models.ForeignKey(Item, models.PROTECT, related_name="follow_ups", verbose_name=_("信息"))
    kind = models.CharField(_("事项"), max_length=10, choices=Kind)
    since = models.DateField(_("起算日期"))
    due_on = models.DateField(_("期限"))
    provisional = models.BooleanField(_("期限暂定"), default=False)
    reason = models.CharField(_("原因"), max_length=500, blank=True)
    done_on = models.DateField(_("完成日期"), null=True, blank=True)

    objects: ClassVar[Any] = models.Manager()
    journaled: ClassVar = ("item", "kind", "since", "due_on", "provisional", "reason", "done_on")

    class Meta:
        verbose_name = _("后续事项")
        ordering = ("item", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=["item", "kind"], condition=Q(done_on__isnull=True), name="follow_up_open_once"
            ),
            models.CheckConstraint(condition=Q(due_on__gte=F("since")), name="follow_up_due_after_since"),
        ]
        indexes = [models.Index(fields=["due_on"], name="follow_up_open", condition=Q(done_on__isnull=True))]

    def __str__(self) -> str:
        return f"{self.item} {self.get_kind_display()}"

    @property
    def journal_agency(self) -> Agency:
        """Give the agency whose journal this belongs in."""
        return self.item.agency
