"""Regions, the agencies in them, their offices, what they were before, and the people who hold posts in them."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar, Self

from django.contrib.auth.models import AbstractUser, UserManager
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from gongkai.agencies.credit_code import is_credit_code
from gongkai.agencies.tree import Tree, TreeQuerySet
from gongkai.vault.fields import FingerprintField, SealedTextField


class Level(models.TextChoices):
    """How high a region stands."""

    PROVINCE = "province", _("省级")
    CITY = "city", _("市级")
    COUNTY = "county", _("县级")
    TOWNSHIP = "township", _("乡级")


class Region(Tree):
    """A region (行政区划): its code (GB/T 2260, at the level of townships GB/T 10114), its name, its level."""

    code = models.CharField(
        _("区划代码"),
        max_length=9,
        unique=True,
        validators=[RegexValidator(r"^\d{6}(\d{3})?$", _("区划代码是6位数字，乡级是9位。"), code="region-code")],
    )
    name = models.CharField(_("名称"), max_length=60)
    level = models.CharField(_("级别"), max_length=10, choices=Level)

    objects: ClassVar[Any] = TreeQuerySet.as_manager()
    journaled: ClassVar = ("code", "name", "level", "parent")

    class Meta:
        verbose_name = _("行政区划")
        ordering = ("code",)

    def __str__(self) -> str:
        return self.name


class Kind(models.TextChoices):
    """What an agency is."""

    GOVERNMENT = "government", _("政府")
    GENERAL_OFFICE = "general_office", _("政府办公厅（室）")
    DEPARTMENT = "department", _("部门")
    DISPATCHED = "dispatched", _("派出机构")
    TOWNSHIP = "township", _("乡镇街道")
    VERTICAL = "vertical", _("垂直管理单位")
    AUTHORISED = "authorised", _("授权组织")


def _require_credit_code(written: str) -> None:
    if not is_credit_code(written):
        raise ValidationError(
            _("“%(code)s”不是统一社会信用代码：应为18位，且末位校验码须相符。"),
            code="credit-code",
            params={"code": written},
        )


class AgencyQuerySet(TreeQuerySet):
    """Agencies."""

    def in_being(self, on: date) -> Self:
        """Give those that exist on a day."""
        return self.filter(
            Q(established_on__isnull=True) | Q(established_on__lte=on),
            Q(dissolved_on__isnull=True) | Q(dissolved_on__gt=on),
        )


class Agency(Tree):
    """An agency (行政机关), or an organisation authorised by law to manage public affairs (条例第54条).

    Its parent is the agency it answers to: of a department the government of its level, of a dispatched body the
    department. The contact data are those that the disclosure guide must give (条例第12条).
    """

    name = models.CharField(_("名称"), max_length=120)
    short_name = models.CharField(_("简称"), max_length=60, blank=True)
    kind = models.CharField(_("性质"), max_length=20, choices=Kind)
    region = models.ForeignKey(Region, models.PROTECT, related_name="agencies", verbose_name=_("行政区划"))
    credit_code = models.CharField(
        _("统一社会信用代码"), max_length=18, null=True, blank=True, unique=True, validators=[_require_credit_code]
    )
    address = models.CharField(_("办公地址"), max_length=200, blank=True)
    hours = models.CharField(_("办公时间"), max_length=100, blank=True)
    phone = models.CharField(_("联系电话"), max_length=60, blank=True)
    fax = models.CharField(_("传真号码"), max_length=60, blank=True)
    email = models.EmailField(_("电子邮箱"), blank=True)
    postcode = models.CharField(
        _("邮政编码"),
        max_length=6,
        blank=True,
        validators=[RegexValidator(r"^\d{6}$", _("邮政编码是6位数字。"), code="postcode")],
    )
    website = models.URLField(_("网址"), blank=True)
    established_on = models.DateField(_("成立日期"), null=True, blank=True)
    dissolved_on = models.DateField(_("撤销日期"), null=True, blank=True)

    objects: ClassVar[Any] = AgencyQuerySet.as_manager()
    journaled: ClassVar = (
        "name", "short_name", "kind", "region", "parent", "credit_code", "address", "hours", "phone", "fax", "email",
        "postcode", "website", "established_on", "dissolved_on",
    )  # fmt: skip

    class Meta:
        verbose_name = _("行政机关")
        ordering = ("region__code", "name", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=["region", "name"],
                condition=Q(dissolved_on__isnull=True),
                name="agency_name_once_in_region",
                violation_error_message=_("这个行政区划里已有同名的机关。"),
            ),
            models.CheckConstraint(
                condition=Q(dissolved_on__isnull=True)
                | Q(established_on__isnull=True)
                | Q(dissolved_on__gte=F("established_on")),
                name="agency_dissolved_after_established",
                violation_error_message=_("撤销日期不能早于成立日期。"),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def is_in_being(self, on: date) -> bool:
        """Say whether it exists on a day."""
        begun = self.established_on is None or self.established_on <= on
        return begun and (self.dissolved_on is None or self.dissolved_on > on)

    @property
    def called(self) -> str:
        """Give the short name, or the full one when there is none."""
        return self.short_name or self.name

    @property
    def journal_agency(self) -> Agency:
        """Give the agency whose journal this belongs in: its own."""
        return self


class Office(models.Model):
    """An internal office (科室). One of them is the disclosure office (政府信息公开工作机构, 条例第4条)."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="offices", verbose_name=_("机关"))
    name = models.CharField(_("名称"), max_length=60)
    discloses = models.BooleanField(_("是政府信息公开工作机构"), default=False)
    closed_on = models.DateField(_("撤销日期"), null=True, blank=True)

    journaled: ClassVar = ("agency", "name", "discloses", "closed_on")

    class Meta:
        verbose_name = _("科室")
        ordering = ("-discloses", "name")
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "name"],
                condition=Q(closed_on__isnull=True),
                name="office_name_once",
                violation_error_message=_("本机关已有同名的科室。"),
            ),
            models.UniqueConstraint(
                fields=["agency"],
                condition=Q(discloses=True, closed_on__isnull=True),
                name="one_disclosure_office",
                violation_error_message=_("本机关已经指定了政府信息公开工作机构。"),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def journal_agency(self) -> Agency:
        """Give the agency whose journal this belongs in."""
        return self.agency


class Succession(models.Model):
    """One agency taking over from another on a day (机构改革): what it took over, and by which document.

    Who received an application deals with it; what was carried over moves with the powers (国办公开办函〔2019〕14号).
    """

    class Form(models.TextChoices):
        """How an agency came after another."""

        RENAMED = "renamed", _("更名")
        MERGED = "merged", _("合并")
        DIVIDED = "divided", _("分立")
        TRANSFERRED = "transferred", _("职权划转")

    predecessor = models.ForeignKey(Agency, models.PROTECT, related_name="succeeded_by", verbose_name=_("原机关"))
    successor = models.ForeignKey(Agency, models.PROTECT, related_name="succeeded", verbose_name=_("承接机关"))
    form = models.CharField(_("方式"), max_length=20, choices=Form)
    on = models.DateField(_("日期"))
    basis = models.CharField(_("文件依据"), max_length=120, blank=True)

    journaled: ClassVar = ("predecessor", "successor", "form", "on", "basis")

    class Meta:
        verbose_name = _("机构沿革")
        ordering = ("on", "pk")
        constraints = [
            models.UniqueConstraint(fields=["predecessor", "successor", "on"], name="succession_once"),
            models.CheckConstraint(
                condition=~Q(predecessor=F("successor")),
                name="succession_of_another",
                violation_error_message=_("承接机关不能是原机关自己。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.predecessor} → {self.successor}"

    @property
    def journal_agency(self) -> Agency:
        """Give the agency whose journal this belongs in: the one that took over."""
        return self.successor


class Membership(models.Model):
    """An agency on another's list for a year: whose reports are added up in whose (单位名单, 国办发〔2014〕32号)."""

    year = models.PositiveSmallIntegerField(_("年度"))
    collector = models.ForeignKey(Agency, models.PROTECT, related_name="members", verbose_name=_("汇总机关"))
    member = models.ForeignKey(Agency, models.PROTECT, related_name="member_of", verbose_name=_("成员单位"))
    until_on = models.DateField(_("年中退出日期"), null=True, blank=True)

    journaled: ClassVar = ("year", "collector", "member", "until_on")

    class Meta:
        verbose_name = _("填报名单")
        ordering = ("-year", "member__region__code", "member__name")
        constraints = [
            models.UniqueConstraint(fields=["year", "collector", "member"], name="member_once_a_year"),
            models.CheckConstraint(condition=~Q(collector=F("member")), name="member_is_another"),
        ]

    def __str__(self) -> str:
        return f"{self.year} {self.collector} ← {self.member}"

    @property
    def journal_agency(self) -> Agency:
        """Give the agency whose journal this belongs in: the one that keeps the list."""
        return self.collector


class Officer(AbstractUser):
    """Somebody who signs in at the desk: an officer of an agency, or the administrator of the site (`is_superuser`)."""

    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    name = models.CharField(_("姓名"), max_length=40)
    email = models.EmailField(_("电子邮箱"), blank=True)
    mobile = SealedTextField(
        _("手机号码"),
        max_length=11,
        blank=True,
        validators=[RegexValidator(r"^1\d{10}$", _("手机号码是11位数字。"), code="mobile")],
    )
    mobile_fingerprint = FingerprintField(of="mobile")
    must_change_password = models.BooleanField(_("下次登录须改密码"), default=False)

    objects: ClassVar[Any] = UserManager()
    journaled: ClassVar = ("username", "name", "is_active", "is_superuser", "must_change_password")
    journaled_personal: ClassVar = ("email", "mobile")
    REQUIRED_FIELDS: ClassVar = ["name"]

    class Meta:
        verbose_name = _("工作人员")
        ordering = ("name", "pk")
        constraints = [
            models.UniqueConstraint(
                Lower("username"), name="username_once", violation_error_message=_("这个用户名已有人使用，请换一个。")
            )
        ]

    def __str__(self) -> str:
        return self.name or self.username

    def clean_fields(self, exclude: Any = None) -> None:
        """Refuse a new user name that is another's, in any case, or another's e-mail address: one signs in by both."""
        super().clean_fields(exclude)
        if not self._state.adding or "username" in (exclude or ()):
            return
        taken = Q(username__iexact=self.username) | Q(email__iexact=self.username)
        if Officer.objects.filter(taken).exists():
            raise ValidationError(
                {"username": ValidationError(_("这个用户名已有人使用，请换一个。"), code="username-taken")}
            )

    def get_full_name(self) -> str:
        """Give the name."""
        return str(self)

    def get_short_name(self) -> str:
        """Give the name."""
        return str(self)

    @property
    def journal_agency(self) -> None:
        """Belong in the journal of the site: an officer may hold posts in several agencies."""
        return None


class Duty(models.TextChoices):
    """What somebody answers for in an agency."""

    LEADER = "leader", _("分管领导（第一责任人）")
    OFFICE_HEAD = "office_head", _("公开工作机构负责人")
    HANDLER = "handler", _("经办人")
    BUSINESS_REVIEWER = "business_reviewer", _("业务审查人")
    SECRECY_REVIEWER = "secrecy_reviewer", _("保密审查人")
    LEGAL_REVIEWER = "legal_reviewer", _("法制审查人")
    PUBLISHER = "publisher", _("发布人")
    ADMINISTRATOR = "administrator", _("管理员")
    SUPERVISOR = "supervisor", _("监督员")


REVIEWING = frozenset(
    {Duty.BUSINESS_REVIEWER, Duty.SECRECY_REVIEWER, Duty.LEGAL_REVIEWER, Duty.OFFICE_HEAD, Duty.LEADER}
)
"""The duties of those who review, which they may have somebody else do while they are away."""


class PostQuerySet(models.QuerySet["Post"]):
    """Posts."""

    def held(self, on: date) -> Self:
        """Give those held on a day; the last day counts."""
        return self.filter(Q(until_on__isnull=True) | Q(until_on__gte=on), from_on__lte=on)


class Post(models.Model):
    """What an officer answers for in an agency, and from when to when.

    Who `stands_for` somebody does their duty while they are away (代行审查职责).
    """

    officer = models.ForeignKey(Officer, models.PROTECT, related_name="posts", verbose_name=_("工作人员"))
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="posts", verbose_name=_("机关"))
    office = models.ForeignKey(
        Office, models.PROTECT, null=True, blank=True, related_name="posts", verbose_name=_("科室")
    )
    duty = models.CharField(_("职责"), max_length=20, choices=Duty)
    from_on = models.DateField(_("自"))
    until_on = models.DateField(_("至"), null=True, blank=True)
    stands_for = models.ForeignKey(
        Officer, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("代何人")
    )

    objects: ClassVar[Any] = PostQuerySet.as_manager()
    journaled: ClassVar = ("officer", "agency", "office", "duty", "from_on", "until_on", "stands_for")

    class Meta:
        verbose_name = _("任职")
        ordering = ("agency", "duty", "from_on")
        constraints = [
            models.UniqueConstraint(
                fields=["officer", "agency", "duty", "from_on"],
                name="post_once",
                violation_error_message=_("这项任职已经有了。"),
            ),
            models.CheckConstraint(
                condition=Q(until_on__isnull=True) | Q(until_on__gte=F("from_on")),
                name="post_ends_after_it_begins",
                violation_error_message=_("止日不能早于起日。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agency.called}{self.get_duty_display()}"

    def is_held(self, on: date) -> bool:
        """Say whether the post is held on a day; the last day counts."""
        return self.from_on <= on and (self.until_on is None or self.until_on >= on)

    @property
    def journal_agency(self) -> Agency:
        """Give the agency whose journal this belongs in."""
        return self.agency

    def clean(self) -> None:
        """Refuse an office of another agency, and a supervisor anywhere but in a general office (条例第3条)."""
        super().clean()
        if self.office is not None and self.office.agency_id != self.agency_id:
            raise ValidationError({"office": ValidationError(_("科室不属于这个机关。"), code="office-elsewhere")})
        if self.duty == Duty.SUPERVISOR and self.agency.kind != Kind.GENERAL_OFFICE:
            message = _("监督员只设在政府办公厅（室）：主管本行政区域政府信息公开工作的是它（条例第3条）。")
            raise ValidationError({"duty": ValidationError(message, code="supervisor-elsewhere")})
