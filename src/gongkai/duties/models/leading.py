"""Who is responsible for disclosure in an agency, from day to day: the leading group, others, their duties.

What changes is never overwritten: a row ends on its last day, and another begins. One that was entered by mistake is
struck, with the reason, and stays to be read.
"""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from gongkai.agencies.models import Agency, Office, Officer


class Role(models.TextChoices):
    """What somebody is in the leading group, or answers for beside it."""

    LEADER = "leader", _("组长")
    DEPUTY = "deputy", _("副组长")
    MEMBER = "member", _("成员")
    OFFICE_DIRECTOR = "office_director", _("办公室主任")
    LIAISON = "liaison", _("联络员")
    FIRST = "first", _("第一责任人")
    IN_CHARGE = "in_charge", _("分管领导")
    DISCLOSURE_HEAD = "disclosure_head", _("公开工作机构负责人")
    OFFICE_HEAD = "office_head", _("科室责任人")


IN_GROUP = (Role.LEADER, Role.DEPUTY, Role.MEMBER, Role.OFFICE_DIRECTOR, Role.LIAISON)
"""The roles in a leading group."""

RESPONSIBLE = (Role.FIRST, Role.IN_CHARGE, Role.DISCLOSURE_HEAD, Role.OFFICE_HEAD)
"""What somebody answers for in the agency itself, whether it has a leading group or not."""

SOLE = (Role.FIRST, Role.DISCLOSURE_HEAD, Role.OFFICE_HEAD)
"""Of these an agency has one at a time, of the last each office."""


class Subject(models.TextChoices):
    """Whose duties are stated."""

    GROUP = "group", _("领导小组职责")
    GROUP_OFFICE = "group_office", _("领导小组办公室职责")
    DISCLOSURE_OFFICE = "disclosure_office", _("公开工作机构职责")
    OFFICES = "offices", _("各科室职责")


class DatedQuerySet(models.QuerySet[Any]):
    """Rows that hold from day to day."""

    def standing(self) -> Self:
        """Give those that were not struck."""
        return self.filter(struck_for="")

    def in_force(self, day: date) -> Self:
        """Give those that hold on a day; the last day counts."""
        return self.standing().filter(Q(until_on__isnull=True) | Q(until_on__gte=day), from_on__lte=day)

    def overlapping(self, from_on: date, until_on: date | None) -> Self:
        """Give those that hold on any of some days."""
        rows = self.standing().filter(Q(until_on__isnull=True) | Q(until_on__gte=from_on))
        return rows if until_on is None else rows.filter(from_on__lte=until_on)


class Dated(models.Model):
    """What holds in an agency from one day to another, by which document, and whether the public is shown it."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+", verbose_name=_("机关"))
    document_number = models.CharField(_("文号"), max_length=60, blank=True)
    from_on = models.DateField(_("自"))
    until_on = models.DateField(_("至"), null=True, blank=True)
    is_public = models.BooleanField(_("向社会公开"), default=False)
    struck_for = models.CharField(_("作废原因"), max_length=200, blank=True, editable=False)

    objects: ClassVar[Any] = DatedQuerySet.as_manager()
    journaled: ClassVar[tuple[str, ...]] = (
        "agency", "document_number", "from_on", "until_on", "is_public", "struck_for",
    )  # fmt: skip

    class Meta:
        abstract = True

    @property
    def journal_agency(self) -> Agency:
        """Give the agency whose journal this belongs in."""
        return self.agency

    def holds(self, day: date) -> bool:
        """Say whether it holds on a day."""
        return not self.struck_for and self.from_on <= day and (self.until_on is None or self.until_on >= day)


def _ends_after_it_begins(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=Q(until_on__isnull=True) | Q(until_on__gte=F("from_on")),
        name=name,
        violation_error_message=_("止日不能早于起日。"),
    )


class LeadingGroup(Dated):
    """A leading group (领导小组) for one term: from the document that set it up or adjusted it to the next."""

    name = models.CharField(_("名称"), max_length=120)
    office = models.CharField(_("办公室设在"), max_length=60, blank=True)

    journaled = (*Dated.journaled, "name", "office")

    class Meta:
        verbose_name = _("领导小组")
        ordering = ("-from_on", "-pk")
        constraints = [_ends_after_it_begins("leading_group_ends_after_it_begins")]
        indexes = [models.Index(fields=["agency", "-from_on"], name="leading_group_of")]

    def __str__(self) -> str:
        return self.name


class Charge(Dated):
    """Somebody in a role: in a leading group, or answering for the agency or one of its offices.

    Who they are is written as the document has it; `officer` is who of those that sign in is meant.
    """

    group = models.ForeignKey(
        LeadingGroup, models.PROTECT, null=True, blank=True, related_name="members", verbose_name=_("领导小组")
    )
    office = models.ForeignKey(Office, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("科室"))
    role = models.CharField(_("职责"), max_length=16, choices=Role)
    name = models.CharField(_("姓名"), max_length=40)
    position = models.CharField(_("职务"), max_length=80, blank=True)
    officer = models.ForeignKey(
        Officer, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("账号")
    )

    journaled = (*Dated.journaled, "group", "office", "role", "name", "position", "officer")

    class Meta:
        verbose_name = _("负责人")
        ordering = ("from_on", "pk")
        constraints = [
            _ends_after_it_begins("leading_charge_ends_after_it_begins"),
            models.CheckConstraint(
                condition=Q(group__isnull=False, role__in=IN_GROUP) | Q(group__isnull=True, role__in=RESPONSIBLE),
                name="leading_charge_in_a_group_by_its_role",
            ),
            models.CheckConstraint(
                condition=Q(office__isnull=False, role=Role.OFFICE_HEAD)
                | Q(office__isnull=True) & ~Q(role=Role.OFFICE_HEAD),
                name="leading_charge_of_an_office_by_its_role",
                violation_error_message=_("科室责任人要选科室，其他职责不用选。"),
            ),
        ]
        indexes = [models.Index(fields=["agency", "role", "from_on"], name="leading_charge_of")]

    def __str__(self) -> str:
        return f"{self.get_role_display()} {self.name}"

    def clean(self) -> None:
        """Refuse an office of another agency."""
        super().clean()
        if self.office is not None and self.office.agency_id != self.agency_id:
            raise ValidationError({"office": ValidationError(_("科室不属于这个机关。"), code="office-elsewhere")})


class DutyStatement(Dated):
    """The duties (职责) of the leading group or of an office, as they are stated."""

    subject = models.CharField(_("名目"), max_length=20, choices=Subject)
    body = models.TextField(_("职责"), max_length=5000)

    journaled = (*Dated.journaled, "subject", "body")

    class Meta:
        verbose_name = _("职责")
        ordering = ("subject", "from_on", "pk")
        constraints = [_ends_after_it_begins("leading_statement_ends_after_it_begins")]
        indexes = [models.Index(fields=["agency", "subject", "from_on"], name="leading_statement_of")]

    def __str__(self) -> str:
        return str(self.get_subject_display())
