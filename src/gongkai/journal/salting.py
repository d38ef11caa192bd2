"""What makes the fingerprints in entries mean nothing, once it is destroyed: the salt of a case (盐值).

Entries are never changed, and of personal data they keep fingerprints. Whoever has the keys of the site could try all
identity numbers against one. A case therefore has a salt of its own, drawn by chance, that goes into the fingerprints
of all its rows; when the case is erased its salt is, and nothing can be tried any more. What was there before cases had
salts has none.
"""

from __future__ import annotations

import secrets
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _


def new_salt() -> str:
    """Draw a salt."""
    return secrets.token_hex(16)


class Salted(models.Model):
    """A row with a salt for its own fingerprints, and for those of the rows that belong to it (`salted_by`)."""

    journal_salt = models.CharField(max_length=32, default=new_salt, blank=True, editable=False)

    class Meta:
        abstract = True


class Erasable(Salted):
    """A case whose personal data are erased in the end (销毁); its kind, days and outcome stay."""

    erased_on = models.DateField(_("个人信息销毁日期"), null=True, blank=True, editable=False)
    """Not journaled: rows from before it came would have no entry of it. `gongkai.archives` verifies it."""

    class Meta:
        abstract = True


def salt_of(row: Any) -> str:
    """Give the salt of a row: its own, or that of the row which it says it is salted by, step by step."""
    for name in getattr(row, "salted_by", ()):
        row = getattr(row, name)
    return str(getattr(row, "journal_salt", ""))
