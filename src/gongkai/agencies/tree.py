"""A tree kept in rows: each knows its parent, and the line of those above it as a text.

Whether one lies below another is asked on every page, of millions of rows that belong to agencies. The line
(`lineage`) makes that a range of an index instead of a walk. It follows from the parents alone and is kept by `save`.
"""

from __future__ import annotations

from typing import Any, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Value
from django.db.models.functions import Concat, Substr
from django.utils.translation import gettext_lazy as _


class TreeQuerySet(models.QuerySet[Any]):
    """Rows of a tree."""

    def below(self, *tops: Any) -> Self:
        """Give those given and all that lies below them."""
        within = models.Q(pk__in=())
        for top in tops:
            within |= models.Q(lineage__startswith=top.lineage)
        return self.filter(within)

    def above(self, row: Any) -> Self:
        """Give the one given and all above it, the highest first."""
        keys = [int(key) for key in row.lineage.strip("/").split("/")]
        return self.filter(pk__in=keys).order_by("lineage")


class Tree(models.Model):
    """A row with a parent of the same kind, or with none."""

    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("上级")
    )
    lineage = models.CharField(max_length=250, default="/", editable=False, db_index=True)

    parent_id: int | None

    class Meta:
        abstract = True

    def lies_in(self, top: Self) -> bool:
        """Say whether this is the one given, or lies below it."""
        return self.lineage.startswith(top.lineage)

    def clean(self) -> None:
        """Refuse a parent that is the row itself or lies below it."""
        super().clean()
        if self.pk and self.parent_id and self._stored(self.parent_id).startswith(self._stored(self.pk)):
            message = _("上级不能是自己，也不能是自己的下级。")
            raise ValidationError({"parent": ValidationError(message, code="circle")})

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save, and bring the line of this row, and of all below it, in step with its parent."""
        super().save(*args, **kwargs)
        new = f"{self._stored(self.parent_id) if self.parent_id else '/'}{self.pk}/"
        old = self._stored(self.pk)
        if new == old:
            return
        rows = type(self)._default_manager.filter(pk=self.pk)
        if old != "/":
            rows |= type(self)._default_manager.filter(lineage__startswith=old)
            rows.update(lineage=Concat(Value(new), Substr(F("lineage"), len(old) + 1)))
        else:
            rows.update(lineage=new)
        self.lineage = new

    def _stored(self, key: int) -> str:
        """Give the line of a row as it stands; what is held in memory may have moved since."""
        return str(type(self)._default_manager.filter(pk=key).values_list("lineage", flat=True).get())
