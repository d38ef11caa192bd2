"""The catalogue of an agency (政府信息公开目录): its columns, its standard entries, and what stands where."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from gongkai.disclosure.intervals import Interval
from gongkai.disclosure.models import labels
from gongkai.disclosure.models.item import Item

if TYPE_CHECKING:
    from gongkai.agencies.models import Agency


class LocalSubject(models.Model):
    """A subject (主题分类) that an agency adds to those of the State Council, for itself and all that lie below it."""

    agency = models.ForeignKey("agencies.Agency", models.PROTECT, related_name="subjects", verbose_name=_("机关"))
    broader = models.CharField(_("上级主题"), max_length=40)
    name = models.CharField(_("主题"), max_length=30)
    from_on = models.DateField(_("启用日期"))
    until_on = models.DateField(_("停用日期"), null=True, blank=True)

    objects: ClassVar[Any] = models.Manager()
    journaled: ClassVar = ("agency", "broader", "name", "from_on", "until_on")

    class Meta:
        verbose_name = _("增补的主题分类")
        ordering = ("broader", "name", "from_on")
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "broader", "name"],
                condition=Q(until_on__isnull=True),
                name="local_subject_once",
                violation_error_message=_("已有这个主题。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.broader}\\{self.name}"

    @property
    def journal_agency(self) -> Agency:
        """Give the agency whose journal this belongs in."""
        return self.agency


class Rubric(models.Model):
    """A column of an agency's own (栏目) under one of the statutory categories (条例第20条、第21条)."""

    agency = models.ForeignKey("agencies.Agency", models.PROTECT, related_name="rubrics", verbose_name=_("机关"))
    category = models.CharField(_("公开类别"), max_length=3, choices=labels.CATEGORY_CHOICES)
    name = models.CharField(_("栏目名称"), max_length=60)
    place = models.PositiveSmallIntegerField(_("排序"), default=0, help_text=_("数字小的在前。"))
    closed_on = models.DateField(_("停用日期"), null=True, blank=True)

    objects: ClassVar[Any] = models.Manager()
    journaled: ClassVar = ("agency", "category", "name", "place", "closed_on")

    class Meta:
        verbose_name = _("公开栏目")
        ordering = ("category", "place", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "category", "name"],
                condition=Q(closed_on__isnull=True),
                name="rubric_name_once",
                violation_error_message=_("这一类别下已有同名的栏目。"),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def journal_agency(self) -> Agency:
        """Give the agency whose journal this belongs in."""
        return self.agency


class Reach(models.TextChoices):
    """To whom an entry's information is disclosed (公开对象)."""

    EVERYBODY = "everybody", _("全社会")
    GROUP = "group", _("特定群体")


class Way(models.TextChoices):
    """How an entry's information is disclosed (公开方式)."""

    PROACTIVE = "proactive", _("主动")
    ON_APPLICATION = "on_application", _("依申请公开")
    BOTH = "both", _("主动、依申请公开")


class Tier(models.TextChoices):
    """At which level of government an entry's information is disclosed (公开层级)."""

    COUNTY = "county", _("县级")
    TOWNSHIP = "township", _("乡级")
    BOTH = "both", _("县级、乡级")


OUTLETS: tuple[tuple[str, Any], ...] = (
    ("website", _("政府网站")),
    ("gazette", _("政府公报")),
    ("social", _("两微一端")),
    ("conference", _("发布会/听证会")),
    ("broadcast", _("广播电视")),
    ("print", _("纸质媒体")),
    ("reading_place", _("公开查阅点")),
    ("service_hall", _("政务服务中心")),
    ("convenience", _("便民服务站")),
    ("on_site", _("入户/现场")),
    ("notice_board", _("社区/企事业单位/村公示栏（电子屏）")),
    ("pushed", _("精准推送")),
    ("other", _("其他")),
)
"""Where an entry's information is disclosed (公开渠道和载体), as the standard catalogues have them."""


class CatalogueEntryQuerySet(models.QuerySet["CatalogueEntry"]):
    """Entries. What stands wrong on a day is a condition, and never remembered: it is right on any day."""

    def asked(self) -> Self:
        """Give those that something is to be published under."""
        return self.filter(closed_on__isnull=True).exclude(way=Way.ON_APPLICATION)

    def empty(self, on: date) -> Self:
        """Give those under which nothing is public, with nothing said of why (有目录无内容)."""
        return self.asked().filter(EMPTY, Q(explained_until__isnull=True) | Q(explained_until__lt=on))

    def overdue(self, on: date) -> Self:
        """Give those whose newest information is older than their interval allows (超期未更新)."""
        return self.asked().filter(~EMPTY, due_on__lt=on)


EMPTY = Q(updated_on__isnull=True)


class CatalogueEntry(models.Model):
    """An entry of the standard catalogue (基层政务公开标准目录): what is to be public, by when, where, by whom.

    `updated_on` and `due_on` are worked out (`services.cataloguing.refresh`): when something under it was last
    published, and by which day something is to be. `found` is what was told of it last, and `found_on` since when.
    """

    class Finding(models.TextChoices):
        """What a night found wrong with an entry."""

        NONE = "", _("正常")
        EMPTY = "empty", _("有目录无内容")
        OVERDUE = "overdue", _("超期未更新")

    agency = models.ForeignKey(
        "agencies.Agency", models.PROTECT, related_name="catalogue_entries", verbose_name=_("公开机关")
    )
    area = models.CharField(_("领域"), max_length=40, blank=True, help_text=_("试点领域，如“义务教育”；没有可以不填。"))
    number = models.PositiveIntegerField(_("序号"))
    matter = models.CharField(_("一级事项"), max_length=120)
    submatter = models.CharField(_("二级事项"), max_length=120, blank=True)
    content = models.TextField(_("公开内容（要素）"), max_length=4000)
    basis = models.TextField(_("公开依据"), max_length=4000)
    period = models.CharField(_("公开时限"), max_length=500)
    interval = models.CharField(
        _("更新周期"), max_length=12, choices=Interval, default=Interval.ON_CHANGE,
        help_text=_("公开时限里写明“每月”“每季度”“每年”等的，按它填写；检查“超期未更新”用。"),
    )  # fmt: skip
    publisher = models.CharField(_("公开主体"), max_length=200)
    office = models.ForeignKey(
        "agencies.Office", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("责任科室")
    )
    outlets = models.JSONField(_("公开渠道和载体"), default=list)
    other_outlet = models.CharField(_("其他渠道"), max_length=100, blank=True)
    reach = models.CharField(_("公开对象"), max_length=10, choices=Reach, default=Reach.EVERYBODY)
    group = models.CharField(_("特定群体"), max_length=100, blank=True)
    way = models.CharField(_("公开方式"), max_length=20, choices=Way, default=Way.PROACTIVE)
    tier = models.CharField(_("公开层级"), max_length=10, choices=Tier, default=Tier.COUNTY)
    subject = models.CharField(_("主题分类"), max_length=80, blank=True)

    from_on = models.DateField(_("列入日期"))
    closed_on = models.DateField(_("停用日期"), null=True, blank=True)
    explanation = models.CharField(_("暂无内容的说明"), max_length=300, blank=True)
    explained_until = models.DateField(_("说明有效至"), null=True, blank=True)

    updated_on = models.DateField(_("最近更新"), null=True, blank=True, editable=False)
    due_on = models.DateField(_("应更新日期"), null=True, blank=True, editable=False)
    found = models.CharField(max_length=10, choices=Finding, default=Finding.NONE, blank=True, editable=False)
    found_on = models.DateField(null=True, blank=True, editable=False)

    objects: ClassVar[Any] = CatalogueEntryQuerySet.as_manager()
    journaled: ClassVar = (
        "agency", "area", "number", "matter", "submatter", "content", "basis", "period", "interval", "publisher",
        "office", "outlets", "other_outlet", "reach", "group", "way", "tier", "subject", "from_on", "closed_on",
        "explanation", "explained_until",
    )  # fmt: skip

    class Meta:
        verbose_name = _("基层政务公开标准目录条目")
        ordering = ("agency", "area", "number", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "area", "matter", "submatter"],
                condition=Q(closed_on__isnull=True),
                name="catalogue_entry_once",
                violation_error_message=_("目录里已有这个事项。"),
            ),
        ]
        indexes = [
            models.Index(fields=["agency", "area", "number"], name="catalogue_entry_order"),
            models.Index(fields=["due_on"], name="catalogue_entry_due"),
        ]

    def __str__(self) -> str:
        return "".join(f"{each} " for each in (self.area, self.matter, self.submatter) if each).strip()

    @property
    def journal_agency(self) -> Agency:
        """Give the agency whose journal this belongs in."""
        return self.agency

    def finding(self, on: date) -> CatalogueEntry.Finding:
        """Say what is wrong with it on a day, as `empty` and `overdue` of the query set do."""
        if self.closed_on is not None or self.way == Way.ON_APPLICATION:
            return self.Finding.NONE
        if self.updated_on is None:
            explained = self.explained_until is not None and self.explained_until >= on
            return self.Finding.NONE if explained else self.Finding.EMPTY
        return self.Finding.OVERDUE if self.due_on is not None and self.due_on < on else self.Finding.NONE


class Placement(models.Model):
    """That an item stands under an entry, in a column, or among the rules of the agency (政府信息公开制度)."""

    item = models.ForeignKey(Item, models.PROTECT, related_name="placements", verbose_name=_("信息"))
    entry = models.ForeignKey(
        CatalogueEntry, models.PROTECT, null=True, blank=True, related_name="placements", verbose_name=_("目录条目")
    )
    rubric = models.ForeignKey(
        Rubric, models.PROTECT, null=True, blank=True, related_name="placements", verbose_name=_("公开栏目")
    )
    system = models.BooleanField(_("政府信息公开制度"), default=False)

    objects: ClassVar[Any] = models.Manager()
    journaled: ClassVar = ("item", "entry", "rubric", "system")

    class Meta:
        verbose_name = _("归入目录")
        ordering = ("pk",)
        constraints = [
            models.CheckConstraint(
                condition=Q(entry__isnull=False, rubric__isnull=True, system=False)
                | Q(entry__isnull=True, rubric__isnull=False, system=False)
                | Q(entry__isnull=True, rubric__isnull=True, system=True),
                name="placement_in_one",
            ),
            models.UniqueConstraint(
                fields=["item", "entry"], condition=Q(entry__isnull=False), name="placement_entry_once"
            ),
            models.UniqueConstraint(
                fields=["item", "rubric"], condition=Q(rubric__isnull=False), name="placement_rubric_once"
            ),
            models.UniqueConstraint(fields=["item"], condition=Q(system=True), name="placement_system_once"),
        ]

    def __str__(self) -> str:
        return f"{self.item_id} → {self.entry_id or self.rubric_id or 'system'}"

    @property
    def journal_agency(self) -> Agency:
        """Give the agency whose journal this belongs in."""
        return self.item.agency


class Guide(models.Model):
    """Which item is an agency's guide (政府信息公开指南, 条例第12条). Its versions are the texts of that item."""

    agency = models.OneToOneField("agencies.Agency", models.PROTECT, related_name="guide", verbose_name=_("机关"))
    item = models.OneToOneField(Item, models.PROTECT, related_name="guide", verbose_name=_("信息"))

    objects: ClassVar[Any] = models.Manager()
    journaled: ClassVar = ("agency", "item")

    class Meta:
        verbose_name = _("政府信息公开指南")

    def __str__(self) -> str:
        return str(self.item)

    @property
    def journal_agency(self) -> Agency:
        """Give the agency whose journal this belongs in."""
        return self.agency
