"""The challenge: one matter before one forum, who brought it, what happened to it, and the counter that numbers it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar

from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from gongkai.journal.salting import Erasable
from gongkai.law.challenges import Ending, Event, Kind, Procedure, Side
from gongkai.law.remedies import Column
from gongkai.remedies.models import labels
from gongkai.remedies.open_rules import COLUMN_CHOICES
from gongkai.vault.fields import SealedTextField
from gongkai.vault.masking import Personal, masked

if TYPE_CHECKING:
    from gongkai.agencies.models import Agency

LONGEST = 10_000
"""Characters of what is claimed, and of an answer."""


class Role(models.TextChoices):
    """As what the agency stands before the forum."""

    PRINCIPAL = "principal", _("被申请人、被告")
    JOINT = "joint", _("复议机关作共同被告")


class Matter(models.TextChoices):
    """What is challenged."""

    REPLY = "reply", _("对申请的答复")
    SILENCE = "silence", _("逾期不答复")
    PUBLISHED = "published", _("主动公开的信息")
    UNPUBLISHED = "unpublished", _("未主动公开")


class Before(models.TextChoices):
    """What became of the matter in reconsideration before a suit."""

    NONE = "none", _("未经复议")
    UPHELD = "upheld", _("复议维持")
    CHANGED = "changed", _("复议改变")
    UNDECIDED = "undecided", _("复议未作实体决定")


COLUMNS = [*COLUMN_CHOICES, (Column.PENDING.value, _("尚未审结"))]


class ChallengeQuerySet(models.QuerySet["Challenge"]):
    """Challenges."""

    def under_way(self) -> Any:
        """Give those without an end."""
        return self.filter(closed_on__isnull=True)


class Challenge(Erasable):
    """A challenge (复议、诉讼、投诉举报) to what an agency did about disclosure, and where it stands.

    One row is one matter before one forum: a suit after reconsideration is a row of its own (`after`), and the forum
    that is sued jointly keeps its own row (`role`). What stands below `state` is what the law makes of the events
    (`ChallengeEvent`); it is kept to be searched, and written by `services` alone. `version` grows with each act.
    """

    agency = models.ForeignKey("agencies.Agency", models.PROTECT, related_name="challenges", verbose_name=_("机关"))
    number = models.CharField(_("登记号"), max_length=40)
    procedure = models.CharField(_("途径"), max_length=20, choices=labels.PROCEDURES)
    role = models.CharField(_("本机关的地位"), max_length=20, choices=Role, default=Role.PRINCIPAL)

    matter = models.CharField(_("所涉事项"), max_length=20, choices=Matter)
    application = models.ForeignKey(
        "applications.Application", models.PROTECT, null=True, blank=True, related_name="challenges",
        verbose_name=_("所涉申请"),
    )  # fmt: skip
    item = models.ForeignKey(
        "disclosure.Item", models.PROTECT, null=True, blank=True, related_name="challenges",
        verbose_name=_("所涉公开信息"),
    )  # fmt: skip
    omission = models.CharField(_("没有公开或者没有答复的内容"), max_length=500, blank=True)
    acted_on = models.DateField(_("作出行为的日期"), help_text=_("答复、公开之日；逾期不答复的，答复期限届满之日。"))
    ground = models.CharField(_("原处理结果"), max_length=20, choices=labels.OUTCOMES, blank=True)
    grounds = models.JSONField(_("未公开部分的理由"), default=list, blank=True)
    office = models.ForeignKey(
        "agencies.Office", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("原承办科室")
    )

    forum = models.CharField(_("复议机关、法院或者受理机关"), max_length=120)
    forum_agency = models.ForeignKey(
        "agencies.Agency", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("本网站上的复议机关")
    )
    case_number = models.CharField(_("案号"), max_length=80, blank=True)
    second_forum = models.CharField(_("二审法院"), max_length=120, blank=True)
    second_number = models.CharField(_("二审案号"), max_length=80, blank=True)
    before = models.CharField(_("起诉前的复议"), max_length=20, choices=Before, default=Before.NONE)
    after = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="followed_by", verbose_name=_("此前的复议")
    )
    claims = SealedTextField(_("请求和理由"), max_length=LONGEST, blank=True)

    handler = models.ForeignKey(
        "agencies.Officer", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("经办人")
    )
    answer = SealedTextField(_("答复（答辩）"), max_length=LONGEST, blank=True)
    drafted_by = models.ForeignKey(
        "agencies.Officer", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("拟稿人")
    )
    hearing_on = models.DateField(_("听证或者开庭日期"), null=True, blank=True)

    state = models.CharField(_("状态"), max_length=30, choices=labels.STATES)
    noticed_on = models.DateField(_("知悉日期"))
    answer_due_on = models.DateField(_("答复举证期限"), null=True, blank=True)
    answered_on = models.DateField(_("答复举证日期"), null=True, blank=True)
    answered_late = models.BooleanField(_("逾期答复举证"), default=False)
    due_on = models.DateField(_("本机关的期限"), null=True, blank=True)
    awaited_on = models.GeneratedField(
        expression=Case(
            When(duty="", closed_on__isnull=False, then=None),
            default=Coalesce("due_on", Value(date.max), output_field=models.DateField()),
        ),
        output_field=models.DateField(),
        db_persist=True,
        null=True,
    )
    """By when something is awaited, for lists to be sorted by: without a last day it comes later, ended last."""
    duty = models.CharField(_("本机关要办的事"), max_length=30, choices=labels.DUTIES, blank=True)
    provisional = models.BooleanField(_("期限暂定"), default=False)
    forum_due_on = models.DateField(_("审理期限"), null=True, blank=True)
    result = models.CharField(_("结果"), max_length=30, choices=labels.RESULTS, blank=True)
    closed_on = models.DateField(_("审结日期"), null=True, blank=True)
    column = models.CharField(_("计入表四"), max_length=20, choices=COLUMNS, blank=True)
    redone_as = models.OneToOneField(
        "applications.Application", models.PROTECT, null=True, blank=True, related_name="ordered_by",
        verbose_name=_("重新答复的案件"),
    )  # fmt: skip
    sent_key = models.UUIDField(null=True, unique=True, editable=False)
    version = models.PositiveIntegerField(default=0, editable=False)

    objects: ClassVar[Any] = ChallengeQuerySet.as_manager()
    journaled: ClassVar = (
        "agency", "number", "procedure", "role", "matter", "application", "item", "omission", "acted_on", "ground",
        "grounds", "office", "forum", "forum_agency", "case_number", "second_forum", "second_number", "before", "after",
        "handler", "drafted_by", "hearing_on", "state", "noticed_on", "answer_due_on", "answered_on", "answered_late",
        "due_on", "duty", "provisional", "forum_due_on", "result", "closed_on", "column", "redone_as", "version",
    )  # fmt: skip
    journaled_personal: ClassVar = ("claims", "answer")

    class Meta:
        verbose_name = _("复议诉讼")
        ordering = ("-pk",)
        constraints = [
            models.UniqueConstraint(fields=["agency", "number"], name="challenge_number_once"),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True, column="") | Q(closed_on__isnull=False) & ~Q(result=""),
                name="challenge_closed_with_its_result",
            ),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True) | Q(closed_on__gte=F("noticed_on")),
                name="challenge_closed_after_noticed",
            ),
            models.CheckConstraint(
                condition=Q(matter=Matter.REPLY, application__isnull=False, item__isnull=True)
                | Q(matter=Matter.PUBLISHED, item__isnull=False, application__isnull=True)
                | Q(matter=Matter.SILENCE, item__isnull=True)
                | Q(matter=Matter.UNPUBLISHED, application__isnull=True),
                name="challenge_of_its_matter",
            ),
            models.CheckConstraint(
                condition=Q(procedure=Procedure.SUIT.value) | Q(role=Role.PRINCIPAL, before=Before.NONE),
                name="challenge_joint_in_suits_alone",
            ),
        ]
        indexes = [
            models.Index(fields=["agency", "closed_on", "due_on"], name="challenge_under_way"),
            models.Index(fields=["agency", "noticed_on", "procedure"], name="challenge_counted"),
            models.Index(fields=["awaited_on", "agency"], name="challenge_by_awaited"),
            models.Index(fields=["noticed_on", "agency"], name="challenge_by_noticed"),
            models.Index(fields=["number", "agency"], name="challenge_by_number"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def journal_agency(self) -> Agency:
        """Give the agency whose journal this belongs in."""
        return self.agency

    @property
    def is_counted(self) -> bool:
        """Say whether table IV counts it: no complaint, and no forum that was sued jointly."""
        return self.procedure != Procedure.COMPLAINT and self.role == Role.PRINCIPAL


class OfChallenge(models.Model):
    """A row that belongs to a challenge, and into its agency's journal."""

    challenge: Any
    salted_by: ClassVar[tuple[str, ...]] = ("challenge",)

    class Meta:
        abstract = True

    @property
    def journal_agency(self) -> Agency:
        """Give the agency whose journal this belongs in."""
        agency: Agency = self.challenge.agency
        return agency


class Party(OfChallenge):
    """Who brought it, or takes part in it (申请人、原告、第三人). Of several the one who leads comes first."""

    class Standing(models.TextChoices):
        """As what."""

        CHALLENGER = "challenger", _("申请人、原告、投诉人")
        THIRD = "third", _("第三人")
        AGENT = "agent", _("代理人")

    challenge = models.ForeignKey(Challenge, models.PROTECT, related_name="parties", verbose_name=_("复议诉讼"))
    order = models.PositiveSmallIntegerField(default=0)
    standing = models.CharField(_("地位"), max_length=20, choices=Standing, default=Standing.CHALLENGER)
    kind = models.CharField(_("类型"), max_length=20, choices=labels.KINDS, default="NATURAL")
    name = SealedTextField(_("姓名或者名称"), max_length=100)
    phone = SealedTextField(_("联系电话"), max_length=40, blank=True)
    address = SealedTextField(_("通信地址"), max_length=200, blank=True)

    objects: ClassVar[Any] = models.Manager()
    journaled: ClassVar = ("challenge", "order", "standing", "kind")
    journaled_personal: ClassVar = ("name", "phone", "address")

    class Meta:
        verbose_name = _("当事人")
        ordering = ("challenge", "order")
        constraints = [models.UniqueConstraint(fields=["challenge", "order"], name="challenge_party_order_once")]

    def __str__(self) -> str:
        return self.masked_name

    @property
    def masked_name(self) -> str:
        """Give the name so far that an officer knows whose challenge it is; of organisations all of it."""
        return masked(self.name, Personal.NAME) if self.kind == "NATURAL" else str(self.name)


class ChallengeEvent(OfChallenge):
    """One thing that happened to a challenge, as the law knows it. Events are added, and never changed."""

    challenge = models.ForeignKey(Challenge, models.PROTECT, related_name="events", verbose_name=_("复议诉讼"))
    order = models.PositiveSmallIntegerField()
    kind = models.CharField(_("事项"), max_length=30, choices=labels.EVENTS)
    on = models.DateField(_("日期"))
    accepted = models.DateField(_("受理、立案日期"), null=True, blank=True)
    simple = models.BooleanField(_("简易程序"), null=True, blank=True)
    until = models.DateField(_("文书写明的日期"), null=True, blank=True)
    days = models.PositiveSmallIntegerField(_("延长的天数"), null=True, blank=True)
    result = models.CharField(_("结果"), max_length=30, choices=labels.RESULTS, blank=True)
    redo = models.BooleanField(_("责令重新答复"), default=False)
    ending = models.CharField(_("二审结果"), max_length=20, choices=labels.ENDINGS, blank=True)
    side = models.CharField(_("上诉人"), max_length=20, choices=labels.SIDES, blank=True)
    reference = models.CharField(max_length=20, blank=True)
    said = SealedTextField(_("情况"), max_length=2000, blank=True)
    """What is noted of it: what was asked at a hearing, on what terms it was mediated, why it was suspended."""

    objects: ClassVar[Any] = models.Manager()
    journaled: ClassVar = (
        "challenge", "order", "kind", "on", "accepted", "simple", "until", "days", "result", "redo", "ending", "side",
        "reference",
    )  # fmt: skip
    journaled_personal: ClassVar = ("said",)

    class Meta:
        verbose_name = _("复议诉讼事项")
        ordering = ("challenge", "order")
        constraints = [models.UniqueConstraint(fields=["challenge", "order"], name="challenge_event_order_once")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.on}"

    @property
    def event(self) -> Event:
        """Give the event for the law."""
        return Event(
            Kind(self.kind),
            self.on,
            accepted=self.accepted,
            simple=self.simple,
            until=self.until,
            days=self.days,
            result=self.result,
            redo=self.redo,
            ending=Ending(self.ending) if self.ending else None,
            side=Side(self.side) if self.side else None,
            reference=self.reference,
        )


class ChallengeSeries(models.Model):
    """A counter of an agency for a year: its challenges follow one another without a gap."""

    agency = models.ForeignKey("agencies.Agency", models.PROTECT, related_name="+", verbose_name=_("机关"))
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    objects: ClassVar[Any] = models.Manager()

    class Meta:
        verbose_name = _("复议诉讼编号")
        constraints = [models.UniqueConstraint(fields=["agency", "year"], name="challenge_series_once")]

    def __str__(self) -> str:
        return f"{self.agency} {self.year}: {self.last}"
