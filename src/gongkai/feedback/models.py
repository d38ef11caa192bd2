"""The letter of somebody of the public, its answer, and what of both is shown; and how letters are numbered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from gongkai.feedback.lifecycle import Stage
from gongkai.journal.salting import Erasable
from gongkai.vault.fields import FingerprintField, SealedTextField
from gongkai.vault.masking import Personal, masked

if TYPE_CHECKING:
    from gongkai.agencies.models import Agency

LONGEST = 5000


class Kind(models.TextChoices):
    """What is written."""

    SUGGESTION = "suggestion", _("意见建议")
    OVERSIGHT = "oversight", _("监督反映")
    COMMENT = "comment", _("对征求意见稿的意见")


class Letter(Erasable):
    """A letter of the public (公众来信) about an agency, to the agency that decides of it.

    A suggestion goes to the agency it is about, and so does a comment on a draft (`item`) while that asks for them; of
    what is reported (监督反映) another decides (`routing`). All that is written and answered is sealed; what of it is
    shown an officer writes anew, without whose it was. `version` grows with each act.
    """

    kind = models.CharField(_("种类"), max_length=12, choices=Kind)
    about = models.ForeignKey("agencies.Agency", models.PROTECT, related_name="+", verbose_name=_("所涉机关"))
    agency = models.ForeignKey("agencies.Agency", models.PROTECT, related_name="letters", verbose_name=_("办理机关"))
    item = models.ForeignKey(
        "disclosure.Item", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("征求意见稿")
    )
    number = models.CharField(_("登记号"), max_length=40)
    code = SealedTextField(_("查询码"), max_length=20)
    code_fingerprint = FingerprintField(of="code")
    received_on = models.DateField(_("收到日期"))
    due_on = models.DateField(_("答复期限"))

    name = SealedTextField(_("称呼"), max_length=100, blank=True)
    phone = SealedTextField(_("联系电话"), max_length=40, blank=True)
    email = SealedTextField(_("电子邮箱"), max_length=100, blank=True)
    body = SealedTextField(_("来信内容"), max_length=LONGEST)
    agrees = models.BooleanField(_("同意公开"), default=False)

    stage = models.CharField(_("环节"), max_length=12, choices=Stage, default=Stage.RECEIVED)
    handler = models.ForeignKey(
        "agencies.Officer", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("经办人")
    )
    reply = SealedTextField(_("答复"), max_length=LONGEST, blank=True)
    drafted_by = models.ForeignKey(
        "agencies.Officer", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("拟稿人")
    )
    answered_on = models.DateField(_("答复日期"), null=True, blank=True)

    shown_on = models.DateField(_("公开日期"), null=True, blank=True)
    shown_title = models.CharField(_("公开的标题"), max_length=100, blank=True)
    shown_body = models.CharField(_("公开的来信内容"), max_length=LONGEST, blank=True)
    shown_reply = models.CharField(_("公开的答复"), max_length=LONGEST, blank=True)

    sent_key = models.UUIDField(unique=True, editable=False)
    version = models.PositiveIntegerField(default=0, editable=False)

    objects: ClassVar[Any] = models.Manager()
    journaled: ClassVar = (
        "kind", "about", "agency", "item", "number", "received_on", "due_on", "agrees", "stage", "handler",
        "drafted_by", "answered_on", "shown_on", "shown_title", "shown_body", "shown_reply", "version",
    )  # fmt: skip
    journaled_personal: ClassVar[tuple[str, ...]] = ("name", "phone", "email", "body", "reply")

    class Meta:
        verbose_name = _("公众来信")
        ordering = ("-pk",)
        constraints = [
            models.UniqueConstraint(fields=["agency", "number"], name="letter_number_once"),
            models.CheckConstraint(
                condition=Q(kind=Kind.COMMENT, item__isnull=False) | ~Q(kind=Kind.COMMENT) & Q(item__isnull=True),
                name="letter_on_an_item_if_comment",
            ),
            models.CheckConstraint(
                condition=Q(answered_on__isnull=True) | Q(stage=Stage.ANSWERED), name="letter_answered_in_the_end"
            ),
            models.CheckConstraint(
                condition=Q(shown_on__isnull=True) | Q(stage=Stage.ANSWERED, agrees=True), name="letter_shown_if_agreed"
            ),
        ]
        indexes = [
            models.Index(fields=["agency", "stage", "due_on"], name="letter_under_way"),
            models.Index(fields=["about", "-shown_on"], name="letter_shown", condition=Q(shown_on__isnull=False)),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def journal_agency(self) -> Agency:
        """Give the agency whose journal this belongs in: of what is reported, not that of the one it is about."""
        return self.agency

    @property
    def masked_name(self) -> str:
        """Give the name so far that an officer knows whose letter it is."""
        return masked(self.name, Personal.NAME) if self.name else ""


class LetterSeries(models.Model):
    """A counter of an agency for a year: its letters follow one another without a gap."""

    agency = models.ForeignKey("agencies.Agency", models.PROTECT, related_name="+", verbose_name=_("机关"))
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    objects: ClassVar[Any] = models.Manager()

    class Meta:
        verbose_name = _("来信编号")
        constraints = [models.UniqueConstraint(fields=["agency", "year"], name="letter_series_once")]

    def __str__(self) -> str:
        return f"{self.agency} {self.year}: {self.last}"
