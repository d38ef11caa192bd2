"""How what the law leaves open about remedies is read on this site, from which day on."""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from functools import lru_cache
from typing import Any, ClassVar

from django.db import models
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from gongkai.law.challenges import ChallengeRules
from gongkai.law.remedies import Column, RemedySettings
from gongkai.remedies.open_rules import COLUMN_OF, OPEN_RULE_BY_NAME, OPEN_RULES


class Reading(models.Model):
    """One reading of one open rule: it holds from a day on, until the next one.

    A result is counted in the column of the day that the challenge ended; all else is read as it was on the day that
    the challenge became known.
    """

    rule = models.CharField(_("未明之处"), max_length=60, choices=[(rule.name, rule.label) for rule in OPEN_RULES])
    value = models.JSONField(_("口径"))
    from_on = models.DateField(_("自哪一天起"))
    basis = models.CharField(_("依据"), max_length=200, help_text=_("如上级机关的文件名称和文号。"))

    objects: ClassVar[Any] = models.Manager()
    journaled: ClassVar = ("rule", "value", "from_on", "basis")

    class Meta:
        verbose_name = _("救济口径")
        ordering = ("rule", "from_on")
        constraints = [
            models.UniqueConstraint(
                fields=["rule", "from_on"],
                name="remedies_reading_once",
                violation_error_message=_("自这一天起已经有一个口径。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{OPEN_RULE_BY_NAME[self.rule].label} {self.from_on}"


def remedy_settings_on(day: date) -> RemedySettings:
    """Give the settings of remedies for a day: in which column a result counts, and what is assumed of procedures."""
    found = _decided(day)
    columns = {
        name.removeprefix(COLUMN_OF): Column(value) for name, value in found.items() if name.startswith(COLUMN_OF)
    }
    return RemedySettings(columns=columns, **_of(RemedySettings, found))


def challenge_rules_on(day: date) -> ChallengeRules:
    """Give the rules of challenges for one that became known on a day."""
    return ChallengeRules(**_of(ChallengeRules, _decided(day)))


def _of(holder: type[Any], found: dict[str, Any]) -> dict[str, Any]:
    names = {each.name for each in fields(holder)}
    return {name: value for name, value in found.items() if name in names}


def _decided(day: date) -> dict[str, Any]:
    return begun(day) if day <= localdate() else _read(day)


@lru_cache(maxsize=1024)
def begun(day: date) -> dict[str, Any]:
    """Give what was decided for a day that has begun, and keep it: nothing is decided for it any more."""
    return _read(day)


def _read(day: date) -> dict[str, Any]:
    rows = Reading.objects.filter(from_on__lte=day).order_by("from_on")
    return dict(rows.values_list("rule", "value"))
