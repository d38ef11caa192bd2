"""How long an agency keeps what, what is held, what was packed for archives, and what was erased by whose word."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from gongkai.archives.kinds import BY_CODE, CHOICES, Kind
from gongkai.vault.fields import SealedTextField

if TYPE_CHECKING:
    from gongkai.agencies.models import Agency

_AGENCY: Any = {"to": "agencies.Agency", "on_delete": models.PROTECT, "related_name": "+", "verbose_name": _("机关")}
_OFFICER: Any = {"to": "agencies.Officer", "on_delete": models.PROTECT, "related_name": "+"}


class OfAgency(models.Model):
    """A row in the journal of its agency."""

    agency = models.ForeignKey(**_AGENCY)

    class Meta:
        abstract = True

    @property
    def journal_agency(self) -> Agency:
        """Give the agency whose journal this belongs in."""
        return self.agency


class OfCase(models.Model):
    """A row about a case, whichever kind that is of."""

    kind = models.CharField(_("种类"), max_length=20, choices=CHOICES)
    object_id = models.BigIntegerField()
    number = models.CharField(_("登记号"), max_length=60)

    class Meta:
        abstract = True

    @property
    def address(self) -> str:
        """Give the page of the case."""
        return BY_CODE[self.kind].address(self.object_id)

    @property
    def case_kind(self) -> Kind:
        """Give the kind of the case."""
        return BY_CODE[self.kind]


class Period(OfAgency):
    """How long an agency keeps a kind (保管期限), as its own table says. Added, never changed: the newest holds."""

    kind = models.CharField(_("种类"), max_length=20, choices=CHOICES)
    years = models.PositiveSmallIntegerField(_("保管年数"), null=True, blank=True)
    """None is for ever (永久)."""
    source = models.CharField(_("依据"), max_length=200)
    set_on = models.DateField(_("登记日期"))

    objects: ClassVar[Any] = models.Manager()
    journaled: ClassVar = ("agency", "kind", "years", "source", "set_on")

    class Meta:
        verbose_name = _("保管期限")
        ordering = ("-pk",)
        indexes = [models.Index(fields=["agency", "kind", "id"], name="archive_period_newest")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {in_years(self.years)}"


def in_years(years: int | None) -> str:
    """Give a period in words."""
    return str(_("永久")) if years is None else str(_("%(years)d年") % {"years": years})


class Hold(OfAgency, OfCase):
    """That a case is not to be erased for now (保留令), by whose word and why. It is lifted by another act."""

    reason = models.CharField(_("理由"), max_length=500)
    from_on = models.DateField(_("开始日期"))
    until_on = models.DateField(_("解除日期"), null=True, blank=True)
    lifted_because = models.CharField(_("解除的理由"), max_length=500, blank=True)

    objects: ClassVar[Any] = models.Manager()
    journaled: ClassVar = ("agency", "kind", "object_id", "number", "reason", "from_on", "until_on", "lifted_because")

    class Meta:
        verbose_name = _("暂缓销毁")
        ordering = ("-pk",)
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "object_id"], condition=Q(until_on__isnull=True), name="archive_held_once"
            )
        ]

    def __str__(self) -> str:
        return self.number


class Erasure(OfAgency):
    """A list of cases whose personal data are to be erased (销毁清册): proposed by one officer, approved by another."""

    class Stage(models.TextChoices):
        """How far it has come."""

        PROPOSED = "proposed", _("待批准")
        APPROVED = "approved", _("正在销毁")
        DECLINED = "declined", _("未批准")
        DONE = "done", _("已销毁")

    number = models.CharField(_("清册编号"), max_length=40)
    stage = models.CharField(_("状态"), max_length=12, choices=Stage, default=Stage.PROPOSED)
    opinion = models.CharField(_("鉴定意见"), max_length=1000)
    proposed_by = models.ForeignKey(**_OFFICER, verbose_name=_("提出人"))
    proposed_on = models.DateField(_("提出日期"))
    decided_by = models.ForeignKey(**_OFFICER, null=True, blank=True, verbose_name=_("批准人"))
    decided_on = models.DateField(_("批准日期"), null=True, blank=True)
    remarks = models.CharField(_("批准意见"), max_length=1000, blank=True)
    done_at = models.DateTimeField(_("销毁完成时间"), null=True, blank=True)
    wiped_at = models.DateTimeField(_("空闲空间清除时间"), null=True, blank=True)
    version = models.PositiveIntegerField(default=0, editable=False)

    objects: ClassVar[Any] = models.Manager()
    journaled: ClassVar = (
        "agency", "number", "stage", "opinion", "proposed_by", "proposed_on", "decided_by", "decided_on", "remarks",
        "done_at", "wiped_at", "version",
    )  # fmt: skip

    class Meta:
        verbose_name = _("销毁清册")
        ordering = ("-pk",)
        constraints = [models.UniqueConstraint(fields=["agency", "number"], name="erasure_number_once")]

    def __str__(self) -> str:
        return self.number


class ErasedCase(OfCase):
    """A line of such a list: the case by its number, why it was due, and what was destroyed of it."""

    erasure = models.ForeignKey(Erasure, models.PROTECT, related_name="cases", verbose_name=_("销毁清册"))
    ended_on = models.DateField(_("办结日期"))
    years = models.PositiveSmallIntegerField(_("保管年数"))
    source = models.CharField(_("依据"), max_length=200)
    kept_until = models.DateField(_("保管期满"))
    erased_at = models.DateTimeField(_("销毁时间"), null=True, blank=True)
    values = models.PositiveIntegerField(_("销毁的内容项数"), null=True, blank=True)
    files = models.PositiveIntegerField(_("销毁的文件数"), null=True, blank=True)
    kept_because = models.CharField(_("未销毁的原因"), max_length=500, blank=True)

    objects: ClassVar[Any] = models.Manager()
    journaled: ClassVar = (
        "erasure", "kind", "object_id", "number", "ended_on", "years", "source", "kept_until", "erased_at", "values",
        "files", "kept_because",
    )  # fmt: skip

    class Meta:
        verbose_name = _("销毁清册所列案卷")
        ordering = ("erasure", "pk")
        constraints = [models.UniqueConstraint(fields=["erasure", "kind", "object_id"], name="erasure_lists_once")]
        indexes = [models.Index(fields=["kind", "object_id"], name="erasure_of_case")]

    def __str__(self) -> str:
        return self.number

    @property
    def journal_agency(self) -> Agency:
        """Give the agency whose journal this belongs in."""
        return self.erasure.agency


class ErasureSeries(models.Model):
    """A counter of an agency for a year: its lists follow one another without a gap."""

    agency = models.ForeignKey(**_AGENCY)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    objects: ClassVar[Any] = models.Manager()

    class Meta:
        verbose_name = _("销毁清册编号")
        constraints = [models.UniqueConstraint(fields=["agency", "year"], name="erasure_series_once")]

    def __str__(self) -> str:
        return f"{self.agency} {self.year}: {self.last}"


class Export(OfAgency):
    """Packages of cases for the archives (归档包), made in the background, taken once, then gone from here."""

    class State(models.TextChoices):
        """How far it has come."""

        WAITING = "waiting", _("正在制作")
        READY = "ready", _("可以下载")
        FAILED = "failed", _("没有做成")
        TAKEN = "taken", _("已经取走")
        EXPIRED = "expired", _("过期删除")

    class Mode(models.TextChoices):
        """How personal data go into them."""

        CLEAR = "clear", _("明文：个人信息和附件解密后放入")
        SEALED = "sealed", _("加密：个人信息和附件用您设的口令加密")

    asked_by = models.ForeignKey(**_OFFICER, verbose_name=_("制作人"))
    asked_at = models.DateTimeField(_("时间"))
    mode = models.CharField(_("个人信息"), max_length=10, choices=Mode)
    purpose = models.CharField(_("用途"), max_length=200)
    cases = models.JSONField(default=list)
    """Kind and key of each."""
    state = models.CharField(_("状态"), max_length=10, choices=State, default=State.WAITING)
    why = models.CharField(_("没有做成的原因"), max_length=500, blank=True)
    size = models.PositiveBigIntegerField(_("字节数"), null=True, blank=True)
    sha256 = models.CharField("SHA-256", max_length=64, blank=True)
    secret = SealedTextField(max_length=200, blank=True)
    """What the personal part is sealed with until the package is made; then it is destroyed here."""

    objects: ClassVar[Any] = models.Manager()
    journaled: ClassVar = (
        "agency",
        "asked_by",
        "asked_at",
        "mode",
        "purpose",
        "cases",
        "state",
        "why",
        "size",
        "sha256",
    )

    class Meta:
        verbose_name = _("归档包")
        ordering = ("-pk",)

    def __str__(self) -> str:
        return str(_("归档包%d") % self.pk)


def day_of(value: date | None) -> str:
    """Give a day as it is written in files."""
    return "" if value is None else value.isoformat()
