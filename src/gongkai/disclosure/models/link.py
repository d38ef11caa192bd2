"""What a text refers to, and who issued it: rows that come with a text and, like it, never change."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from gongkai.disclosure.models.item import Item
from gongkai.disclosure.models.text import Text

if TYPE_CHECKING:
    from gongkai.agencies.models import Agency


class Relation(models.TextChoices):
    """How one item stands to another."""

    EXPLAINS = "explains", _("解读")
    RELATED = "related", _("相关")
    AMENDS = "amends", _("修改")
    REPEALS = "repeals", _("废止")


ACTING = frozenset({Relation.AMENDS, Relation.REPEALS})
"""Relations by which the validity of the other item changes, on the day the text takes effect."""


class Link(models.Model):
    """That a text explains, amends or repeals another item, or goes with it."""

    text = models.ForeignKey(Text, models.PROTECT, related_name="links", verbose_name=_("文本"))
    relation = models.CharField(_("关系"), max_length=10, choices=Relation)
    target = models.ForeignKey(Item, models.PROTECT, related_name="linked", verbose_name=_("所指的信息"))

    objects: ClassVar[Any] = models.Manager()
    journaled: ClassVar = ("text", "relation", "target")

    class Meta:
        verbose_name = _("关联")
        ordering = ("text", "pk")
        constraints = [models.UniqueConstraint(fields=["text", "relation", "target"], name="link_once")]

    def __str__(self) -> str:
        return f"{self.text} {self.get_relation_display()} {self.target}"

    @property
    def journal_agency(self) -> Agency:
        """Give the agency whose journal this belongs in."""
        return self.text.item.agency


class Issuer(models.Model):
    """One of those who issued a text (发文机关), as it is named there; with the agency, where the tree has it."""

    text = models.ForeignKey(Text, models.PROTECT, related_name="issued_by", verbose_name=_("文本"))
    order = models.PositiveSmallIntegerField(_("次序"))
    name = models.CharField(_("名称"), max_length=400)
    agency = models.ForeignKey(
        "agencies.Agency", models.PROTECT, null=True, related_name="issued", verbose_name=_("机关")
    )

    objects: ClassVar[Any] = models.Manager()
    journaled: ClassVar = ("text", "order", "name", "agency")

    class Meta:
        verbose_name = _("发文机关")
        ordering = ("text", "order")
        constraints = [models.UniqueConstraint(fields=["text", "order"], name="issuer_order_once")]

    def __str__(self) -> str:
        return self.name

    @property
    def journal_agency(self) -> Agency:
        """Give the agency whose journal this belongs in."""
        return self.text.item.agency
