"""A record on its way to being given in part (区分处理): the original, what was found, the marks, the new file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from gongkai.applications.models.attachment import ReplyAttachment
from gongkai.vault.fields import SealedJSONField, SealedTextField

if TYPE_CHECKING:
    from gongkai.agencies.models import Agency

_FILE = "attachments.Attachment"


class Redaction(models.Model):
    """The work on a record of which a reply gives a part.

    The original, the PDF that is worked on, what was found and the marks are sealed, and no page gives the files out:
    pages are looked at one by one, each look on record. `version` grows with each change of the marks: who marks on an
    older one is told, and a new file is given only while it is of the marks as they are.
    """

    class State(models.TextChoices):
        """What is being done, or can be."""

        PREPARING = "preparing", _("正在准备")
        READY = "ready", _("可以标记")
        SEARCHING = "searching", _("正在查找")
        MAKING = "making", _("正在生成")
        REFUSED = "refused", _("无法处理")

    enclosure = models.OneToOneField(ReplyAttachment, models.PROTECT, related_name="redaction")
    original = models.ForeignKey(_FILE, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("原件"))
    pdf = models.ForeignKey(_FILE, models.PROTECT, null=True, blank=True, related_name="+")
    """What is seen of the original, and nothing else: what is searched, looked at and marked."""
    said = models.ForeignKey(_FILE, models.PROTECT, null=True, blank=True, related_name="+")
    """The same with the text that is said to be meant by what is drawn, where the original says so: it is searched."""
    made = models.ForeignKey(
        _FILE, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("遮去后的文件")
    )
    made_of = models.PositiveIntegerField(null=True, blank=True)
    """The version of the marks that the new file was made of."""
    state = models.CharField(_("状态"), max_length=20, choices=State, default=State.PREPARING)
    told = SealedTextField(max_length=2000, blank=True)
    """Why it cannot be done, or was not."""
    format = models.CharField(_("格式"), max_length=10, blank=True)
    sizes = models.JSONField(default=list, blank=True)
    """Width and height of each page, in points."""
    hidden = SealedJSONField(default=list, blank=True)
    sought = SealedJSONField(default=list, blank=True)
    """The words that are being searched for."""
    found = SealedJSONField(default=list, blank=True)
    marks = SealedJSONField(default=list, blank=True)
    version = models.PositiveIntegerField(default=0, editable=False)

    objects: ClassVar[Any] = models.Manager()
    journaled: ClassVar = ("enclosure", "original", "made", "made_of", "state", "format", "version")
    journaled_personal: ClassVar = ("marks",)
    salted_by: ClassVar = ("enclosure", "reply", "application")

    class Meta:
        verbose_name = _("区分处理")

    def __str__(self) -> str:
        return f"{self.get_state_display()} {self.version}"

    @property
    def journal_agency(self) -> Agency:
        """Give the agency whose journal this belongs in."""
        return self.enclosure.journal_agency

    @property
    def pages(self) -> int:
        """Give how many pages it has."""
        return len(self.sizes)

    @property
    def is_busy(self) -> bool:
        """Say whether something is being done in the background."""
        return self.state in (self.State.PREPARING, self.State.SEARCHING, self.State.MAKING)

    @property
    def is_current(self) -> bool:
        """Say whether the new file is of the marks as they are now."""
        return self.made_id is not None and self.made_of == self.version
