"""Motions and proposals (建议提案): what deputies and members put forward, who deals with it, and each reply."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from gongkai.duties.motions.lifecycle import Stage
from gongkai.vault.fields import SealedTextField
from gongkai.vault.masking import Personal, masked

if TYPE_CHECKING:
    from gongkai.agencies.models import Agency

LONGEST_REPLY = 10000


class MotionKind(models.TextChoices):
    """What was put forward, by whom."""

    DEPUTY = "deputy", _("人大代表建议")
    MEMBER = "member", _("政协委员提案")


class Role(models.TextChoices):
    """What part in it the agency has that keeps it in its ledger."""

    LEAD = "lead", _("主办")
    JOINT = "joint", _("会办")
    SEPARATE = "separate", _("分办")


class Grade(models.TextChoices):
    """How far a reply solves what was asked (解决程度)."""

    A = "A", _("A类：已经解决或者采纳")
    B = "B", _("B类：正在解决或者列入计划解决")
    C = "C", _("C类：因条件限制暂时不能解决，或者留作参考")


class Satisfaction(models.TextChoices):
    """What whoever put it forward says of the reply."""

    SATISFIED = "satisfied", _("满意")
    MOSTLY = "mostly", _("基本满意")
    NOT = "not", _("不满意")


TELLING = 2
"""Characters from which a name tells who somebody is."""


class Motion(models.Model):
    """A motion or proposal in the ledger of an agency: of the one that leads it, or of one that has a part in it.

    `late` says of the first reply that it came after its last day; None before there is one. `due_on` is the last day
    of the round it is in. Whoever is not content with a reply has it dealt with again, in another `round`. `item` is
    the published reply; where none is to be published, `unpublished_reason` says why. `version` grows with each act.
    """

    agency = models.ForeignKey("agencies.Agency", models.PROTECT, related_name="motions", verbose_name=_("承办单位"))
    kind = models.CharField(_("种类"), max_length=10, choices=MotionKind)
    session = models.CharField(_("届次"), max_length=60, help_text=_("如：县十九届人大一次会议"))
    number = models.CharField(_("编号"), max_length=40)
    title = models.CharField(_("题目"), max_length=200)
    proposers = SealedTextField(_("提出人"), max_length=300, blank=True, help_text=_("几位的，用顿号隔开。"))
    nameable = models.BooleanField(_("可以公开姓名"), default=False)
    role = models.CharField(_("本单位是"), max_length=10, choices=Role, default=Role.LEAD)
    leader = models.CharField(_("主办单位"), max_length=100, blank=True, help_text=_("本单位会办的，填主办单位。"))
    received_on = models.DateField(_("收到日期"))
    hard = models.BooleanField(_("涉及面广、处理难度大"), default=False)
    due_on = models.DateField(_("办理期限"))

    stage = models.CharField(_("环节"), max_length=12, choices=Stage, default=Stage.RECEIVED)
    handler = models.ForeignKey(
        "agencies.Officer", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("经办人")
    )
    round = models.PositiveSmallIntegerField(_("办理次数"), default=1)
    replied_on = models.DateField(_("首次答复日期"), null=True, blank=True)
    late = models.BooleanField(_("逾期答复"), null=True, blank=True)
    grade = models.CharField(_("解决程度"), max_length=1, choices=Grade, blank=True)
    satisfaction = models.CharField(_("满意度"), max_length=10, choices=Satisfaction, blank=True)
    rated_on = models.DateField(_("反馈日期"), null=True, blank=True)

    item = models.ForeignKey(
        "disclosure.Item", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("公开的答复")
    )
    publish_by = models.DateField(_("公开答复的期限"), null=True, blank=True)
    unpublished_reason = models.CharField(_("答复不公开的理由"), max_length=300, blank=True)
    version = models.PositiveIntegerField(default=0, editable=False)

    objects: ClassVar[Any] = models.Manager()
    journaled: ClassVar = (
        "agency", "kind", "session", "number", "title", "nameable", "role", "leader", "received_on", "hard", "due_on",
        "stage", "handler", "round", "replied_on", "late", "grade", "satisfaction", "rated_on", "item", "publish_by",
        "unpublished_reason", "version",
    )  # fmt: skip
    journaled_personal: ClassVar[tuple[str, ...]] = ("proposers",)

    class Meta:
        verbose_name = _("建议提案")
        ordering = ("-pk",)
        constraints = [
            models.UniqueConstraint(fields=["agency", "kind", "session", "number"], name="motion_once"),
            models.CheckConstraint(condition=~Q(role=Role.JOINT) | ~Q(leader=""), name="motion_joint_has_a_leader"),
            models.CheckConstraint(
                condition=Q(replied_on=None, late=None) | Q(replied_on__isnull=False, late__isnull=False),
                name="motion_late_once_replied",
            ),
            models.CheckConstraint(condition=Q(item=None) | Q(unpublished_reason=""), name="motion_published_or_not"),
        ]
        indexes = [
            models.Index(fields=["due_on", "id", "agency"], name="motion_by_due"),
            models.Index(fields=["received_on", "id", "agency"], name="motion_by_received"),
            models.Index(fields=["replied_on", "id", "agency"], name="motion_by_replied"),
            models.Index(fields=["agency", "stage", "due_on"], name="motion_under_way"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def journal_agency(self) -> Agency:
        """Give the agency whose journal this belongs in."""
        return self.agency

    @property
    def names(self) -> list[str]:
        """Give the names of those who put it forward, one by one."""
        return [name for name in re.split(r"[、，,；;\s]+", self.proposers) if name]

    @property
    def shown_proposers(self) -> str:
        """Give who put it forward as far as it may be shown: masked unless they may be named."""
        if self.nameable:
            return str(self.proposers)
        return "、".join(masked(name, Personal.NAME) for name in self.names)

    def without_names(self, text: str) -> str:
        """Give a text of this motion as it may be shown: the names in it masked unless they may be named."""
        if self.nameable or not text:
            return text
        for name in sorted(self.names, key=len, reverse=True):
            if len(name) >= TELLING:
                text = text.replace(name, masked(name, Personal.NAME))
        return text

    @property
    def answers(self) -> bool:
        """Say whether the agency itself answers whoever put it forward, where it does not only help who leads."""
        return self.role != Role.JOINT


class CoHandling(models.Model):
    """That another agency was asked to deal with it too (会办), and what it says; one not on this site by its name."""

    motion = models.ForeignKey(Motion, models.PROTECT, related_name="co_handlings", verbose_name=_("建议提案"))
    agency = models.ForeignKey(
        "agencies.Agency", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("会办单位")
    )
    outside = models.CharField(_("会办单位（不在本网站的）"), max_length=100, blank=True)
    asked_on = models.DateField(_("请会办日期"))
    due_on = models.DateField(_("会办期限"))
    opinion = models.TextField(_("会办意见"), max_length=3000, blank=True)
    opined_on = models.DateField(_("会办意见日期"), null=True, blank=True)

    objects: ClassVar[Any] = models.Manager()
    journaled: ClassVar = ("motion", "agency", "outside", "asked_on", "due_on", "opinion", "opined_on")

    class Meta:
        verbose_name = _("会办")
        ordering = ("pk",)
        constraints = [
            models.UniqueConstraint(
                fields=["motion", "agency"], condition=Q(agency__isnull=False), name="motion_co_handled_once"
            ),
            models.UniqueConstraint(
                fields=["motion", "outside"], condition=Q(agency__isnull=True), name="motion_co_handled_once_outside"
            ),
            models.CheckConstraint(
                condition=Q(agency__isnull=True) & ~Q(outside="") | Q(agency__isnull=False, outside=""),
                name="motion_co_handled_by_one",
            ),
            models.CheckConstraint(
                condition=Q(opined_on=None, opinion="") | Q(opined_on__isnull=False) & ~Q(opinion=""),
                name="motion_opinion_has_a_day",
            ),
        ]
        indexes = [
            models.Index(fields=["agency", "due_on"], name="motion_opinion_awaited", condition=Q(opined_on=None)),
        ]

    def __str__(self) -> str:
        return str(self.agency or self.outside)

    @property
    def journal_agency(self) -> Agency:
        """Give the agency whose journal this belongs in: that of the motion."""
        return self.motion.agency


class MotionReply(models.Model):
    """The reply of a round: as it was drafted, reviewed and signed, and what whoever asked said of it.

    One that was taken over from years before has no text here, and nobody who drafted it.
    """

    motion = models.ForeignKey(Motion, models.PROTECT, related_name="replies", verbose_name=_("建议提案"))
    round = models.PositiveSmallIntegerField(_("办理次数"))
    text = SealedTextField(_("答复内容"), max_length=LONGEST_REPLY, blank=True)
    grade = models.CharField(_("解决程度"), max_length=1, choices=Grade, blank=True)
    drafted_by = models.ForeignKey(
        "agencies.Officer", models.PROTECT, null=True, related_name="+", verbose_name=_("拟稿人")
    )
    reviewed_by = models.ForeignKey(
        "agencies.Officer", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("审核人")
    )
    signed_by = models.ForeignKey(
        "agencies.Officer", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("签发人")
    )
    letter_number = models.CharField(_("答复函文号"), max_length=60, blank=True)
    replied_on = models.DateField(_("答复日期"), null=True, blank=True)
    satisfaction = models.CharField(_("满意度"), max_length=10, choices=Satisfaction, blank=True)
    rated_on = models.DateField(_("反馈日期"), null=True, blank=True)
    remarks = models.CharField(_("反馈意见"), max_length=500, blank=True)

    objects: ClassVar[Any] = models.Manager()
    journaled: ClassVar = (
        "motion", "round", "grade", "drafted_by", "reviewed_by", "signed_by", "letter_number", "replied_on",
        "satisfaction", "rated_on", "remarks",
    )  # fmt: skip
    journaled_personal: ClassVar[tuple[str, ...]] = ("text",)

    class Meta:
        verbose_name = _("建议提案的答复")
        ordering = ("round",)
        constraints = [models.UniqueConstraint(fields=["motion", "round"], name="motion_reply_of_a_round")]

    def __str__(self) -> str:
        return f"{self.motion_id} {self.round}"

    @property
    def journal_agency(self) -> Agency:
        """Give the agency whose journal this belongs in."""
        return self.motion.agency
