"""The case: the application, who made it, what happened to it, and the counters that number it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from gongkai.applications.lifecycle import Stage
from gongkai.applications.models import labels
from gongkai.journal.salting import Erasable
from gongkai.law.channels import Channel
from gongkai.law.clock import Event, Kind, Party, State
from gongkai.law.delivery import Manner
from gongkai.vault.fields import FingerprintField, SealedTextField
from gongkai.vault.masking import Personal, masked

if TYPE_CHECKING:
    from gongkai.agencies.models import Agency

LONGEST_DESCRIPTION = 20_000
"""In characters: some thirty pages."""


_UNDER_WAY = [Stage.OPEN, Stage.REVIEWING, Stage.APPROVED, Stage.DECIDED]


class Obtaining(models.TextChoices):
    """How the applicant wants to obtain the information (获取信息的方式, 条例第29条第2款第3项)."""

    POST = "post", _("邮寄")
    PICK_UP = "pick_up", _("自行领取")
    EMAIL = "email", _("电子邮件")
    ONLINE = "online", _("网上下载")
    FAX = "fax", _("传真")
    READING = "reading", _("当场查阅、抄录")


class Means(models.TextChoices):
    """On what the applicant wants it (载体形式)."""

    PAPER = "paper", _("纸质")
    ELECTRONIC = "electronic", _("电子")
    EITHER = "either", _("均可")


class Identity(models.TextChoices):
    """What an applicant proves their identity with (身份证明, 条例第29条第2款第1项)."""

    RESIDENT = "resident", _("居民身份证")
    CREDIT_CODE = "credit_code", _("统一社会信用代码")
    PASSPORT = "passport", _("护照")
    OTHER = "other", _("其他证件")


class ApplicationQuerySet(models.QuerySet["Application"]):
    """Applications."""

    def under_way(self) -> Self:
        """Give those without an end."""
        return self.filter(closed_on__isnull=True)

    def overdue(self, today: date) -> Self:
        """Give those whose last day to reply is past while it runs."""
        return self.under_way().filter(running=True, due_on__lt=today)

    def due_by(self, last: date, today: date) -> Self:
        """Give those whose last day to reply comes by a day, and is not past."""
        return self.under_way().filter(running=True, due_on__gte=today, due_on__lte=last)


class Application(Erasable):
    """An application (政府信息公开申请), and where it stands.

    State, last day, end and outcome are what the clock gives for the events (`CaseEvent`); they are kept here to be
    searched, and written by `services` alone. `version` grows with each act: who acts on an older one is told.
    """

    agency = models.ForeignKey(
        "agencies.Agency", models.PROTECT, related_name="applications", verbose_name=_("受理机关")
    )
    number = models.CharField(_("登记号"), max_length=40)
    channel = models.CharField(_("提交渠道"), max_length=20, choices=labels.CHANNELS)
    arrived_on = models.DateField(_("到达日期"))
    received_on = models.DateField(_("收到申请之日"), null=True, blank=True)
    kind = models.CharField(_("申请人类型"), max_length=20, choices=labels.KINDS)

    description = SealedTextField(_("所需信息的描述"), validators=[MaxLengthValidator(LONGEST_DESCRIPTION)])
    obtaining = models.CharField(_("获取方式"), max_length=20, choices=Obtaining, default=Obtaining.ONLINE)
    means = models.CharField(_("载体形式"), max_length=20, choices=Means, default=Means.EITHER)
    needs_help = models.BooleanField(_("有阅读困难或者视听障碍，需要帮助"), default=False)
    code = SealedTextField(_("查询码"), max_length=20)
    code_fingerprint = FingerprintField(of="code")

    subject = SealedTextField(_("申请人的账号"), max_length=255, blank=True)
    """Of who signed in to apply: the issuer and its name for them. Nobody else who signs in sees the case."""
    subject_fingerprint = FingerprintField(of="subject")

    stage = models.CharField(_("环节"), max_length=20, choices=Stage, default=Stage.OPEN)
    state = models.CharField(_("状态"), max_length=30, choices=labels.STATES, default=State.NOT_RECEIVED.value)
    due_on = models.DateField(_("答复期限"), null=True, blank=True)
    provisional = models.BooleanField(_("期限暂定"), default=False)
    running = models.BooleanField(_("期限在计算"), default=False)
    closed_on = models.DateField(_("办结日期"), null=True, blank=True)
    awaited_on = models.GeneratedField(
        expression=Case(
            When(closed_on__isnull=False, then=None),
            default=Coalesce("due_on", Value(date.max), output_field=models.DateField()),
        ),
        output_field=models.DateField(),
        db_persist=True,
        null=True,
    )
    """By when a reply is awaited, for lists to be sorted by: those without a last day come after those with one, and
    what has ended last."""
    late = models.BooleanField(_("逾期答复"), default=False)
    days_counted = models.PositiveSmallIntegerField(_("答复所用工作日"), null=True, blank=True, editable=False)
    """The working days that counted until the end, without what was left out; None before it."""
    outcome = models.CharField(_("处理结果"), max_length=20, choices=labels.RESULTS, blank=True)

    office = models.ForeignKey(
        "agencies.Office",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="applications",
        verbose_name=_("承办科室"),
    )
    handler = models.ForeignKey(
        "agencies.Officer", models.PROTECT, null=True, blank=True, related_name="applications", verbose_name=_("经办人")
    )
    split_from = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="splits", verbose_name=_("拆分自")
    )
    lead = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="followers", verbose_name=_("并入办理的主案")
    )
    """The case it is dealt with together with (并案); each keeps its number, its count, its reply and its place in
    table III."""
    redo_of = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="redos", verbose_name=_("重新答复的原申请")
    )
    """The first case that this replies to anew, as was ordered; then it is no application of its own in table III."""
    written_by = models.CharField(_("代填人"), max_length=60, blank=True)
    """Who wrote down what was asked for by word of mouth (条例第29条第1款)."""
    extension_days = models.PositiveSmallIntegerField(_("提请延长的工作日"), null=True, blank=True)
    extension_reason = models.CharField(_("提请延长的理由"), max_length=500, blank=True)
    sent_key = models.UUIDField(null=True, unique=True, editable=False)
    """Of the form it came by: the same form sent twice makes one application."""
    version = models.PositiveIntegerField(default=0, editable=False)

    objects: ClassVar[Any] = ApplicationQuerySet.as_manager()
    journaled: ClassVar = (
        "agency", "number", "channel", "arrived_on", "received_on", "kind", "obtaining", "means", "needs_help", "stage",
        "state", "due_on", "provisional", "running", "closed_on", "late", "days_counted", "outcome", "office",
        "handler", "written_by", "split_from", "lead", "redo_of", "extension_days", "extension_reason", "version",
    )  # fmt: skip
    journaled_personal: ClassVar = ("description", "subject")

    class Meta:
        verbose_name = _("政府信息公开申请")
        ordering = ("-pk",)
        constraints = [
            models.UniqueConstraint(fields=["agency", "number"], name="application_number_once"),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True) | Q(received_on__isnull=True) | Q(closed_on__gte=F("received_on")),
                name="application_closed_after_received",
            ),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True, stage__in=_UNDER_WAY)
                | Q(closed_on__isnull=False, stage__in=[Stage.CLOSED, Stage.ARCHIVED]),
                name="application_closed_with_its_stage",
            ),
        ]
        indexes = [
            models.Index(fields=["agency", "closed_on", "due_on", "stage"], name="application_of_agency"),
            models.Index(fields=["agency", "received_on", "kind"], name="application_new"),
            # What table III counts: a year is counted from this alone.
            models.Index(
                fields=["agency", "closed_on", "received_on", "kind", "outcome", "redo_of"], name="application_counted"
            ),
            # What lists are sorted by, with whose case it is: a page is read from them alone. The first is the order of
            # lists where no other is asked for: of what it passes over, such as all that is open where only what
            # ended in a way is looked for, it says what is asked for most.
            models.Index(fields=["awaited_on", "id", "agency", "stage", "outcome"], name="application_awaited"),
            models.Index(fields=["received_on", "agency"], name="application_by_received"),
            models.Index(fields=["closed_on", "agency"], name="application_by_closed"),
            models.Index(fields=["number", "agency"], name="application_by_number"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def journal_agency(self) -> Agency:
        """Give the agency whose journal this belongs in."""
        return self.agency


class OfApplication(models.Model):
    """A row that belongs to an application, and into its agency's journal."""

    salted_by: ClassVar[tuple[str, ...]] = ("application",)

    class Meta:
        abstract = True

    @property
    def journal_agency(self) -> Agency:
        """Give the agency whose journal this belongs in."""
        return self.application.agency  # type: ignore[attr-defined]


class Person(models.Model):
    """Who comes to the agency, with what 条例第29条第2款第1项 asks for: 姓名或者名称、身份证明、联系方式."""

    kind = models.CharField(_("申请人类型"), max_length=20, choices=labels.KINDS)
    name = SealedTextField(_("姓名或者名称"), max_length=100)
    identity_kind = models.CharField(_("身份证明"), max_length=20, choices=Identity, default=Identity.RESIDENT)
    identity = SealedTextField(_("身份证明号码"), max_length=40)
    identity_fingerprint = FingerprintField(of="identity")
    representative = SealedTextField(_("法定代表人或者经办人"), max_length=100, blank=True)
    phone = SealedTextField(_("联系电话"), max_length=40, blank=True)
    email = SealedTextField(_("电子邮箱"), max_length=100, blank=True)
    address = SealedTextField(_("通信地址"), max_length=200, blank=True)
    postcode = models.CharField(_("邮政编码"), max_length=6, blank=True)

    journaled_personal: ClassVar[tuple[str, ...]] = (
        "name", "identity", "representative", "phone", "email", "address",
    )  # fmt: skip

    class Meta:
        abstract = True

    @property
    def masked_name(self) -> str:
        """Give the name so far that an officer knows whose case it is; of organisations all of it."""
        return masked(self.name, Personal.NAME) if self.kind == "NATURAL" else str(self.name)


class Applicant(Person, OfApplication):
    """Who applies (申请人). Of several the one who leads comes first."""

    application = models.ForeignKey(Application, models.PROTECT, related_name="applicants", verbose_name=_("申请"))
    order = models.PositiveSmallIntegerField(default=0)

    objects: ClassVar[Any] = models.Manager()
    journaled: ClassVar = ("application", "order", "kind", "identity_kind")

    class Meta:
        verbose_name = _("申请人")
        ordering = ("application", "order")
        constraints = [models.UniqueConstraint(fields=["application", "order"], name="applicant_order_once")]

    def __str__(self) -> str:
        return self.masked_name


class CaseEvent(OfApplication):
    """One thing that happened to an application, as the clock knows it. Events are added, and never changed."""

    application = models.ForeignKey(Application, models.PROTECT, related_name="events", verbose_name=_("申请"))
    order = models.PositiveSmallIntegerField()
    kind = models.CharField(_("事项"), max_length=30, choices=labels.EVENTS)
    on = models.DateField(_("日期"))
    days = models.PositiveSmallIntegerField(_("工作日"), null=True, blank=True)
    until = models.DateField(_("截止日期"), null=True, blank=True)
    channel = models.CharField(max_length=20, blank=True)
    manner = models.CharField(max_length=20, blank=True)
    party = models.CharField(max_length=20, blank=True)
    reference = models.CharField(max_length=20, blank=True)
    said = SealedTextField(_("告知的内容"), max_length=2000, blank=True)
    """What was said with it: to the applicant, as a letter repeats it (what is to be supplemented or explained), or by
    them (their supplement after a decision, their reasons).
    """

    objects: ClassVar[Any] = models.Manager()
    journaled: ClassVar = (
        "application", "order", "kind", "on", "days", "until", "channel", "manner", "party", "reference",
    )  # fmt: skip
    journaled_personal: ClassVar = ("said",)

    class Meta:
        verbose_name = _("办理事项")
        ordering = ("application", "order")
        constraints = [models.UniqueConstraint(fields=["application", "order"], name="event_order_once")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.on}"

    @property
    def event(self) -> Event:
        """Give the event for the clock."""
        return Event(
            Kind(self.kind),
            self.on,
            days=self.days,
            until=self.until,
            channel=Channel(self.channel) if self.channel else None,
            manner=Manner(self.manner) if self.manner else None,
            party=Party(self.party) if self.party else None,
            reference=self.reference,
        )


class Series(models.Model):
    """A counter of an agency for a year: its numbers follow one another without a gap."""

    class Use(models.TextChoices):
        """What is numbered."""

        APPLICATION = "application", _("登记号")
        LETTER = "letter", _("文号")
        RECTIFICATION = "rectification", _("更正申请的登记号")

    agency = models.ForeignKey("agencies.Agency", models.PROTECT, related_name="+", verbose_name=_("机关"))
    use = models.CharField(max_length=20, choices=Use)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    objects: ClassVar[Any] = models.Manager()

    class Meta:
        verbose_name = _("编号")
        constraints = [models.UniqueConstraint(fields=["agency", "use", "year"], name="series_once")]

    def __str__(self) -> str:
        return f"{self.agency} {self.get_use_display()} {self.year}: {self.last}"
