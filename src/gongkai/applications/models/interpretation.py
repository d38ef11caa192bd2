"""How what the law leaves open is read on this site, from which day on."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Any, ClassVar

from django.db import models
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from gongkai.applications.open_rules import OPEN_RULE_BY_NAME, OPEN_RULES
from gongkai.law.clock import ClockRules
from gongkai.law.outcomes import OutcomeSettings


class Interpretation(models.Model):
    """One reading of one open rule: it holds for the applications that come in from a day on, until the next one.

    So an application keeps the rules of the day it came in, whatever is decided while it is handled or afterwards.
    """

    rule = models.CharField(_("未明之处"), max_length=40, choices=[(rule.name, rule.label) for rule in OPEN_RULES])
    value = models.JSONField(_("口径"))
    from_on = models.DateField(_("自哪一天到达的申请起"))
    basis = models.CharField(_("依据"), max_length=200, help_text=_("如上级机关的文件名称和文号。"))

    objects: ClassVar[Any] = models.Manager()
    journaled: ClassVar = ("rule", "value", "from_on", "basis")

    class Meta:
        verbose_name = _("法规口径")
        ordering = ("rule", "from_on")
        constraints = [
            models.UniqueConstraint(
                fields=["rule", "from_on"],
                name="interpretation_once",
                violation_error_message=_("自这一天起已经有一个口径。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{OPEN_RULE_BY_NAME[self.rule].label} {self.from_on}"


def clock_rules_on(day: date) -> ClockRules:
    """Give the rules of the clock for an application that came in on a day."""
    return ClockRules(**decided(ClockRules, day))


def outcome_settings_on(day: date) -> OutcomeSettings:
    """Give the settings of outcomes for an application that came in on a day."""
    return OutcomeSettings(**decided(OutcomeSettings, day))


def decided(holder: type[Any], day: date) -> dict[str, Any]:
    """Give what was decided for a day, by the name of the setting.

    Once a day has begun nothing is decided for it any more (`services.interpret`), and what was is asked for once.
    """
    found = begun(day) if day <= localdate() else _read(day)
    return {name: value for name, value in found.items() if OPEN_RULE_BY_NAME[name].holder is holder}


@lru_cache(maxsize=1024)
def begun(day: date) -> dict[str, Any]:
    """Give what was decided for a day that has begun, and keep it."""
    return _read(day)


def _read(day: date) -> dict[str, Any]:
    """Ask what was decided for a day: of several readings of a rule the last that had begun."""
    rows = Interpretation.objects.filter(from_on__lte=day).order_by("from_on")
    return dict(rows.values_list("rule", "value"))
