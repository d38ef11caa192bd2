"""What the scan found in a text, what people decided of it, and the words that an agency has listed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from gongkai.disclosure.models.item import Item
from gongkai.disclosure.models.text import Text

if TYPE_CHECKING:
    from gongkai.agencies.models import Agency


class Scan(models.Model):
    """What was found in a text, by its digest: in its words at once, in its files as they are looked through.

    `files` tells by their keys which files were looked through, each by the digest of its content; `basis` is that of
    the words, names and addresses they were held against. `links` has of each address that was followed the day, and
    why the public cannot open it if so. Excerpts are masked before they come here.
    """

    text = models.OneToOneField(Text, models.CASCADE, related_name="scan", verbose_name=_("文本"))
    digest = models.CharField(_("摘要值"), max_length=64)
    basis = models.CharField(max_length=64)
    at = models.DateTimeField(_("时间"))
    findings = models.JSONField(_("扫描结果"), default=list)
    of_files = models.JSONField(_("附件的扫描结果"), default=list)
    files = models.JSONField(_("扫描过的附件"), default=dict)
    links = models.JSONField(_("打开过的链接"), default=dict)

    objects: ClassVar[Any] = models.Manager()

    class Meta:
        verbose_name = _("公开前扫描")

    def __str__(self) -> str:
        return f"{self.text} {self.at}"

    @property
    def waiting(self) -> list[int]:
        """Give the keys of files that are not looked through yet."""
        return [key for key in self.text.files if str(key) not in self.files]


class Decided(models.TextChoices):
    """What somebody decided of a finding."""

    KEPT = "kept", _("核实过，确需保留")
    MISTAKEN = "mistaken", _("不是扫描所说的情形")


class Decision(models.Model):
    """That somebody looked at a finding, and why it may stand; it holds for the item as long as the same is found."""

    item = models.ForeignKey(Item, models.PROTECT, related_name="decisions", verbose_name=_("信息"))
    text = models.ForeignKey(Text, models.PROTECT, related_name="+", verbose_name=_("文本"))
    key = models.CharField(max_length=32)
    code = models.CharField(_("扫描结果"), max_length=40)
    excerpt = models.CharField(_("摘录"), max_length=200, blank=True)
    decided = models.CharField(_("处理"), max_length=10, choices=Decided)
    reason = models.CharField(_("理由"), max_length=300)
    officer = models.ForeignKey("agencies.Officer", models.PROTECT, related_name="+", verbose_name=_("处理人"))
    at = models.DateTimeField(_("时间"))

    objects: ClassVar[Any] = models.Manager()
    journaled: ClassVar = ("item", "text", "key", "code", "excerpt", "decided", "reason", "officer", "at")

    class Meta:
        verbose_name = _("扫描结果的处理")
        ordering = ("item", "pk")
        indexes = [models.Index(fields=["item", "key"], name="decision_of_finding")]

    def __str__(self) -> str:
        return f"{self.code} {self.get_decided_display()}"

    @property
    def journal_agency(self) -> Agency:
        """Give the agency whose journal this belongs in."""
        return self.item.agency


class WordKind(models.TextChoices):
    """Why a word is listed."""

    WRONG = "wrong", _("错词")
    SENSITIVE = "sensitive", _("敏感词")
    BANNED = "banned", _("禁用词")


class WordQuerySet(models.QuerySet["Word"]):
    """Words of lists."""

    def heeded_by(self, agency: Agency) -> Self:
        """Give those that an agency's texts are held against: its own and those of agencies above it."""
        return self.filter(agency__in=[int(key) for key in agency.lineage.strip("/").split("/")])


class Word(models.Model):
    """A word of the list (词库) that an agency keeps, for itself and those below it."""

    agency = models.ForeignKey("agencies.Agency", models.PROTECT, related_name="words", verbose_name=_("机关"))
    word = models.CharField(_("词语"), max_length=60)
    kind = models.CharField(_("类型"), max_length=10, choices=WordKind)
    instead = models.CharField(_("建议写作"), max_length=60, blank=True)
    note = models.CharField(_("说明"), max_length=200, blank=True)

    objects: ClassVar[Any] = WordQuerySet.as_manager()
    journaled: ClassVar = ("agency", "word", "kind", "instead", "note")

    class Meta:
        verbose_name = _("词库的词语")
        ordering = ("kind", "word")
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "word"],
                name="word_once",
                violation_error_message=_("本机关的词库里已有这个词语。"),
            )
        ]

    def __str__(self) -> str:
        return self.word

    @property
    def journal_agency(self) -> Agency:
        """Give the agency whose journal this belongs in."""
        return self.agency
