"""The item: what is published, under which index, by when; and when which of its texts was shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.db import models
from django.db.models import Case, F, Q, When
from django.utils.translation import gettext_lazy as _

from gongkai.disclosure.models import labels
from gongkai.disclosure.stages import CLOSED, Stage

if TYPE_CHECKING:
    from gongkai.agencies.models import Agency


_CATEGORIES = dict(labels.CATEGORY_CHOICES)


class ItemQuerySet(models.QuerySet["Item"]):
    """Items."""

    def public(self) -> Self:
        """Give those that are shown to everybody now."""
        return self.filter(shown__isnull=False)


class Item(models.Model):
    """A piece of government information (政府信息) that is published on an agency's own account.

    `text` is the newest wording and `shown` the one that everybody sees, if any. `version` grows with each act: who
    acts on an older one is told. `index` (索引号) is given once and never changes. `category` is that of the text that
    is shown, and of the newest before any is; `kind` and the last day are those of the newest, `late` is of the one
    published last. `validity` is that of the text that is shown, as remembered; from `validity_next_on` on it is
    another (`validity`).
    """

    agency = models.ForeignKey("agencies.Agency", models.PROTECT, related_name="items", verbose_name=_("公开机关"))
    index = models.CharField(_("索引号"), max_length=60, unique=True)
    category = models.CharField(_("公开类别"), max_length=3, choices=labels.CATEGORY_CHOICES)
    due_on = models.DateField(_("公开期限"))
    provisional = models.BooleanField(_("期限暂定"), default=False)
    late = models.BooleanField(_("逾期公开"), default=False)

    stage = models.CharField(_("环节"), max_length=20, choices=Stage, default=Stage.DRAFT)
    awaited_on = models.GeneratedField(
        expression=Case(When(stage__in=sorted(map(str, CLOSED)), then=None), default="due_on"),
        output_field=models.DateField(),
        db_persist=True,
        null=True,
    )
    """By when publication is awaited, for lists to be sorted by: what is public, kept or ended comes last."""
    text = models.ForeignKey("disclosure.Text", models.PROTECT, null=True, related_name="+", verbose_name=_("现稿"))
    shown = models.ForeignKey(
        "disclosure.Text", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("公开的文本")
    )
    office = models.ForeignKey(
        "agencies.Office", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("承办科室")
    )
    kind = models.CharField(_("文件性质"), max_length=20, default="", blank=True, editable=False)
    validity = models.CharField(_("有效性"), max_length=10, choices=labels.Validity, default="", blank=True)
    validity_next_on = models.DateField(_("有效性下次变化之日"), null=True, blank=True)
    shown_on = models.DateField(_("首次公开日期"), null=True, blank=True)
    withdrawn_on = models.DateField(_("撤下日期"), null=True, blank=True)
    withdrawal_note = models.CharField(_("撤下说明"), max_length=500, blank=True)
    version = models.PositiveIntegerField(default=0, editable=False)

    objects: ClassVar[Any] = ItemQuerySet.as_manager()
    journaled: ClassVar = (
        "agency", "index", "category", "due_on", "provisional", "late", "stage", "text", "shown", "shown_on",
        "withdrawn_on", "withdrawal_note", "office", "validity", "validity_next_on", "version",
    )  # fmt: skip

    class Meta:
        verbose_name = _("主动公开信息")
        ordering = ("-pk",)
        constraints = [
            models.CheckConstraint(
                condition=Q(shown__isnull=True) | Q(shown_on__isnull=False, withdrawn_on__isnull=True),
                name="item_shown_since_a_day",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_on__isnull=True) | Q(withdrawn_on__gte=F("shown_on")),
                name="item_withdrawn_after_shown",
            ),
        ]
        indexes = [
            models.Index(
                fields=["agency", "category", "-shown_on", "-id", "shown"],
                name="item_public",
                condition=Q(shown__isnull=False),
            ),
            models.Index(fields=["agency", "stage", "due_on"], name="item_under_way"),
            # The list at the desk, in the order of its columns: with the agency, by which rows are in sight or not.
            models.Index(fields=["agency", "awaited_on", "id"], name="item_awaited_here"),
            models.Index(fields=["awaited_on", "id", "agency"], name="item_by_awaited"),
            models.Index(fields=["due_on", "id", "agency"], name="item_by_due"),
            models.Index(fields=["shown_on", "id", "agency"], name="item_by_shown"),
            models.Index(fields=["category", "awaited_on", "id", "agency"], name="item_of_category"),
            models.Index(fields=["kind", "awaited_on", "id", "agency"], name="item_of_kind"),
            models.Index(fields=["validity", "awaited_on", "id", "agency"], name="item_of_validity"),
            models.Index(
                fields=["validity_next_on"], name="item_validity_next", condition=Q(validity_next_on__isnull=False)
            ),
            # The public lists, counted in the index alone: SQLite reads the row unless `shown` stands in it, too.
            models.Index(fields=["-shown_on", "-id", "shown"], name="item_newest", condition=Q(shown__isnull=False)),
            models.Index(
                fields=["agency", "-shown_on", "-id", "shown"],
                name="item_newest_here",
                condition=Q(shown__isnull=False),
            ),
            models.Index(
                fields=["category", "-shown_on", "-id", "shown"],
                name="item_newest_of_kind",
                condition=Q(shown__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.text.title if self.text else self.index

    def get_category_display(self) -> Any:  # type: ignore[no-redef]
        """Name the category: looked up, where the framework would go through all of them for each row of a list."""
        return _CATEGORIES.get(self.category, self.category)

    @property
    def journal_agency(self) -> Agency:
        """Give the agency whose journal this belongs in."""
        return self.agency


class Showing(models.Model):
    """That a text was shown: from when to when, and why it no longer is (本页修改记录).

    `due_on` and `late` are as they were when it was published: what of it was in time does not change afterwards.
    Where only wording was put right there is no last day.

    A `correction` (更正) replaced what was wrong. The text before it may be compared with it unless it held what should
    not have been public (`comparable`): then nobody is shown any more what it said.
    """

    item = models.ForeignKey(Item, models.PROTECT, related_name="showings", verbose_name=_("信息"))
    text = models.ForeignKey("disclosure.Text", models.PROTECT, related_name="+", verbose_name=_("文本"))
    since = models.DateTimeField(_("公开时间"))
    until = models.DateTimeField(_("结束时间"), null=True, blank=True)
    note = models.CharField(_("修改说明"), max_length=500, blank=True)
    due_on = models.DateField(_("公开期限"), null=True)
    late = models.BooleanField(_("逾期公开"), default=False)
    correction = models.BooleanField(_("更正"), default=False)
    comparable = models.BooleanField(_("可以对照"), default=True)

    before: Showing | None = None
    """The one before it, which it may be compared with, and"""
    is_open: bool = True
    """whether the public is told what it said: both as `selectors.history_of` finds them."""

    objects: ClassVar[Any] = models.Manager()
    journaled: ClassVar = ("item", "text", "since", "until", "note", "due_on", "late", "correction", "comparable")

    class Meta:
        verbose_name = _("公开记录")
        ordering = ("item", "pk")
        constraints = [
            models.UniqueConstraint(fields=["item"], condition=Q(until__isnull=True), name="item_shows_one_text"),
        ]
        indexes = [models.Index(fields=["since"], name="showing_since")]

    def __str__(self) -> str:
        return f"{self.item_id} {self.since}"

    @property
    def journal_agency(self) -> Agency:
        """Give the agency whose journal this belongs in."""
        return self.item.agency
