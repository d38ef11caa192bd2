"""How an agency words the sentences of its reports, and what the rules of its place ask of the text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from gongkai.filings.models.filing import Standing

if TYPE_CHECKING:
    from gongkai.agencies.models import Agency


class OfAgency(models.Model):
    """What an agency has set for its reports; it holds from `at` on, and one that was changed stays, and has ended."""

    agency = models.ForeignKey("agencies.Agency", models.PROTECT, related_name="+", verbose_name=_("机关"))
    officer = models.ForeignKey("agencies.Officer", models.PROTECT, related_name="+", verbose_name=_("经办人"))
    at = models.DateTimeField(_("时间"))
    ended_at = models.DateTimeField(_("终止时间"), null=True, blank=True)

    class Meta:
        abstract = True

    @property
    def journal_agency(self) -> Agency:
        """Give the agency whose journal this belongs in."""
        return self.agency


class Wording(OfAgency):
    """A sentence of the draft in an agency's own words (句式). `sentence` is its code; without words it is left out."""

    sentence = models.CharField(_("句子"), max_length=40)
    text = models.CharField(_("文字"), max_length=1000, blank=True)

    objects: ClassVar[Any] = Standing.as_manager()
    journaled: ClassVar = ("agency", "sentence", "text", "officer", "at", "ended_at")

    class Meta:
        verbose_name = _("年报句式")
        ordering = ("sentence", "-pk")
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "sentence"], condition=Q(ended_at__isnull=True), name="filing_wording_once"
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(ended_at__gte=F("at")), name="filing_wording_ended_after"
            ),
        ]

    def __str__(self) -> str:
        return self.text


class Part(models.TextChoices):
    """The parts of a report that rules of a place ask something of."""

    OVERVIEW = "overview", _("一、总体情况")
    PROBLEMS = "problems", _("五、存在的主要问题及改进情况")
    OTHER_MATTERS = "other_matters", _("六、其他需要报告的事项")


class Asks(models.TextChoices):
    """What a rule of a place asks."""

    SHORTEST = "shortest", _("不少于多少字")
    LONGEST = "longest", _("不超过多少字")
    POINT = "point", _("要写到")
    PROBLEMS = "problems", _("问题不少于几条")


class LocalRule(OfAgency):
    """What the rules of a place ask of the text of reports (地方要求), beside the format: with the document that does.

    It holds for reports from a year on, of the agency that set it, and where it says so of those below. `point` is what
    has to be told, `words` are those by which it is told, any of them.
    """

    part = models.CharField(_("部分"), max_length=20, choices=Part)
    asks = models.CharField(_("要求"), max_length=10, choices=Asks)
    number = models.PositiveIntegerField(_("数量"), null=True, blank=True)
    point = models.CharField(_("要点"), max_length=40, blank=True)
    words = models.CharField(_("字样"), max_length=200, blank=True)
    source = models.CharField(_("依据"), max_length=100)
    from_year = models.PositiveSmallIntegerField(_("从哪一年度的报告起"))
    below = models.BooleanField(_("也适用于下级机关"), default=False)

    objects: ClassVar[Any] = Standing.as_manager()
    journaled: ClassVar = (
        "agency", "part", "asks", "number", "point", "words", "source", "from_year", "below", "officer", "at",
        "ended_at",
    )  # fmt: skip

    class Meta:
        verbose_name = _("年报的地方要求")
        ordering = ("part", "asks", "pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(asks=Asks.POINT, number__isnull=True) & ~Q(point="") & ~Q(words="")
                | ~Q(asks=Asks.POINT) & Q(number__isnull=False, point="", words=""),
                name="filing_local_rule_says_what",
                violation_error_message=_("要写到的，填要点和字样；其余的，填数量。"),
            ),
            models.CheckConstraint(
                condition=~Q(asks=Asks.PROBLEMS) | Q(part=Part.PROBLEMS),
                name="filing_local_rule_problems",
                violation_error_message=_("问题的条数只能要求第五部分。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_part_display()} {self.get_asks_display()} {self.point or self.number}"
