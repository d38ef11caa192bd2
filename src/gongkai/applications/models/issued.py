"""Letters as they were issued, with their numbers, and how each went to whom it is for."""

from __future__ import annotations

from base64 import b64decode
from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from gongkai.applications.models import labels
from gongkai.applications.models.case import Application, OfApplication
from gongkai.vault.fields import SealedJSONField, SealedTextField


class Issued(OfApplication):
    """A letter of a case as it was issued (出具的文书). It is kept as it was: nothing in it is looked up any more."""

    application = models.ForeignKey(Application, models.PROTECT, related_name="issued", verbose_name=_("申请"))
    key = models.CharField(max_length=60)
    """Which of the letters of the case, as in its address."""
    kind = models.CharField(_("文书"), max_length=40)
    number = models.CharField(_("文号"), max_length=60, blank=True)
    on = models.DateField(_("成文日期"))
    officer = models.ForeignKey(
        "agencies.Officer", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("出具人")
    )
    at = models.DateTimeField(_("出具时间"))
    content = SealedJSONField()

    objects: ClassVar[Any] = models.Manager()
    journaled: ClassVar = ("application", "key", "kind", "number", "on", "officer", "at")
    journaled_personal: ClassVar = ("content",)

    class Meta:
        verbose_name = _("文书")
        ordering = ("application", "pk")
        constraints = [models.UniqueConstraint(fields=["application", "key"], name="letter_issued_once")]

    def __str__(self) -> str:
        return self.number or f"{self.key} {self.on}"


class Dispatch(models.Model):
    """How an issued letter went to whom it is for (送达记录), and the day that counts. One that came back has two."""

    issued = models.ForeignKey(Issued, models.PROTECT, related_name="dispatches", verbose_name=_("文书"))
    manner = models.CharField(_("送达方式"), max_length=20, choices=labels.LAWFUL_MANNERS)
    sent_on = models.DateField(_("发出（交邮）日期"), null=True, blank=True)
    arrived_on = models.DateField(_("到达日期"), null=True, blank=True)
    signed_on = models.DateField(_("签收日期"), null=True, blank=True)
    counts_on = models.DateField(_("视为送达的日期"), null=True, blank=True)
    tracking = models.CharField(_("邮件号"), max_length=40, blank=True)
    signer = SealedTextField(_("签收人"), max_length=60, blank=True)
    officer = models.ForeignKey(
        "agencies.Officer", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("登记人")
    )

    objects: ClassVar[Any] = models.Manager()
    journaled: ClassVar = (
        "issued", "manner", "sent_on", "arrived_on", "signed_on", "counts_on", "tracking", "officer",
    )  # fmt: skip
    journaled_personal: ClassVar = ("signer",)
    salted_by: ClassVar = ("issued", "application")

    class Meta:
        verbose_name = _("送达记录")
        ordering = ("issued", "pk")

    def __str__(self) -> str:
        return f"{self.issued} {self.get_manner_display()}"

    @property
    def journal_agency(self) -> Any:
        """Give the agency whose journal this belongs in."""
        return self.issued.application.agency


class Seal(models.Model):
    """The electronic seal on an issued letter (电子印章): the sealed file, the certificate, the time."""

    issued = models.OneToOneField(Issued, models.PROTECT, related_name="seal", verbose_name=_("文书"))
    pdf = SealedTextField()
    """In base 64: what is sealed holds text."""
    subject = models.CharField(_("证书"), max_length=500)
    serial = models.CharField(_("证书序列号"), max_length=80)
    fingerprint = models.CharField("SHA-256", max_length=64)
    at = models.DateTimeField(_("盖章时间"))

    objects: ClassVar[Any] = models.Manager()
    journaled: ClassVar = ("issued", "subject", "serial", "fingerprint", "at")
    journaled_personal: ClassVar = ("pdf",)
    salted_by: ClassVar = ("issued", "application")

    class Meta:
        verbose_name = _("电子印章")

    def __str__(self) -> str:
        return f"{self.issued} {self.subject}"

    @property
    def journal_agency(self) -> Any:
        """Give the agency whose journal this belongs in."""
        return self.issued.application.agency

    @property
    def content(self) -> bytes:
        """Give the sealed file."""
        return b64decode(self.pdf)
