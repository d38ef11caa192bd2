"""Requests to rectify a record (更正申请, 条例第41条): a kind of their own, no application, and in no figure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from gongkai.applications.models.case import Person
from gongkai.journal.salting import Erasable
from gongkai.vault.fields import SealedTextField

if TYPE_CHECKING:
    from gongkai.agencies.models import Agency


class Rectification(Person, Erasable):
    """A request to rectify what an agency has on record of whoever asks (更正与其自身相关的政府信息记录).

    The Regulation gives no period for it. `warned_on` is the day from which the agency may be sued for not acting
    (行诉法第47条): it is warned of, and no reply is late by it.
    """

    class Outcome(models.TextChoices):
        """What became of it."""

        RECTIFIED = "rectified", _("审核属实，已经更正")
        ACCURATE = "accurate", _("审核认为记录准确，不予更正")
        UNRELATED = "unrelated", _("与申请人自身不相关，不予更正")
        FORWARDED = "forwarded", _("不属于本机关职能，已转送有权机关")
        DIRECTED = "directed", _("不属于本机关职能，告知向有权机关提出")
        WITHDRAWN = "withdrawn", _("申请人撤回")

    agency = models.ForeignKey(
        "agencies.Agency", models.PROTECT, related_name="rectifications", verbose_name=_("受理机关")
    )
    number = models.CharField(_("登记号"), max_length=40)
    received_on = models.DateField(_("收到日期"))
    record = SealedTextField(_("要求更正的政府信息记录"), max_length=2000)
    wrong = SealedTextField(_("记录不准确之处"), max_length=2000)
    evidence = SealedTextField(_("证据"), max_length=2000)
    warned_on = models.DateField(_("可能被诉不履行职责的日期"))
    handler = models.ForeignKey(
        "agencies.Officer", models.PROTECT, null=True, related_name="+", verbose_name=_("经办人")
    )
    closed_on = models.DateField(_("办结日期"), null=True, blank=True)
    outcome = models.CharField(_("处理结果"), max_length=20, choices=Outcome, blank=True)
    told = SealedTextField(_("告知的内容"), max_length=2000, blank=True)
    """What was rectified, why not, or which agency is competent: as the applicant was told."""
    version = models.PositiveIntegerField(default=0, editable=False)

    objects: ClassVar[Any] = models.Manager()
    journaled: ClassVar = (
        "agency", "number", "received_on", "kind", "identity_kind", "warned_on", "handler", "closed_on", "outcome",
        "version",
    )  # fmt: skip
    journaled_personal: ClassVar[tuple[str, ...]] = (*Person.journaled_personal, "record", "wrong", "evidence", "told")

    class Meta:
        verbose_name = _("更正申请")
        ordering = ("-pk",)
        constraints = [
            models.UniqueConstraint(fields=["agency", "number"], name="rectification_number_once"),
            models.CheckConstraint(
                condition=models.Q(closed_on__isnull=True, outcome="")
                | models.Q(closed_on__gte=models.F("received_on")) & ~models.Q(outcome=""),
                name="rectification_closed_with_outcome",
            ),
        ]
        indexes = [models.Index(fields=["agency", "closed_on", "warned_on"], name="rectification_under_way")]

    def __str__(self) -> str:
        return self.number

    @property
    def journal_agency(self) -> Agency:
        """Give the agency whose journal this belongs in."""
        return self.agency
