"""What is kept: its kinds, how long by default, and of cases the rows that belong to each.

No statute gives the period of these files: the standards are the archives authorities' (档案法第21条), by which each
agency draws up its own table (保管期限表). [凭记忆] Those tables know 永久, 30年 and 10年. The defaults are the longer
of what may be meant, tell when something is worth a look, and destroy nothing: only what an agency has registered from
its own table does.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from gongkai.attachments.models import Attachment
from gongkai.journal.services import type_of

JOURNALS = "journals"
"""The kind that is packed by the year, and not one by one."""
PERMANENT = None
"""The period of what is kept for ever (永久)."""


@dataclass(frozen=True)
class Kind:
    """A kind of files: its name, the default in years with the reason. Of what is packed: the model, its end, the page.

    `rows` are the models of what belongs to a case, each with the way from it to the case; `files` those of them that
    attachments are of; `copies` hold what was told of it, are in no package and are emptied with it. `ours` are
    no cases of anybody: they are packed like one, and nothing of them is erased. What counts by its year alone says by
    which lookup that is found (`of_year`), and what must be there of it (`made`). `along` is read with each,
    and what is `heavy` where it is asked for.
    """

    code: str
    words: Any
    years: int | None
    reason: Any
    label: str = ""
    ended: str = ""
    page: str = ""
    rows: tuple[tuple[str, str], ...] = ()
    files: tuple[str, ...] = ()
    copies: tuple[tuple[str, str], ...] = ()
    ours: bool = False
    of_year: str = ""
    made: str = ""
    along: tuple[str, ...] = ()
    heavy: tuple[str, ...] = ()

    @property
    def is_case(self) -> bool:
        """Say whether it consists of cases, which are packed and, in the end, erased here."""
        return bool(self.label) and not self.ours

    @property
    def is_packed(self) -> bool:
        """Say whether packages are made of it."""
        return bool(self.label)

    @property
    def model(self) -> type[models.Model]:
        """Give the model of a case."""
        return apps.get_model(self.label)

    def cases(self) -> Any:
        """Give the cases, as a query set."""
        return self.model._default_manager.select_related("agency", *self.along).defer(*self.heavy)

    def ready(self) -> Any:
        """Give what can be packed: what has ended or was made, and is not erased."""
        there = {f"{self.made or self.ended}__isnull": False}
        keys = self.model._default_manager.filter(**there).values("pk")
        found = self.cases().filter(**({"pk__in": keys} if self.made else there))
        return found if self.ours else found.filter(erased_on__isnull=True)

    def to_pack(self, year: int) -> Any:
        """Give what of a year can be packed."""
        return self.ready().filter(**{self.of_year or f"{self.ended}__year": year}).order_by("pk")

    def number_of(self, case: Any) -> str:
        """Give by what a case is called: an item by its index, for its newest title may not be public; what was handed
        in by its year and key, for two files may have one name.
        """
        if self.code == "uploads":
            return f"{case.year}-{case.pk}"
        return str(case.index if self.code == "items" else case)

    def ended_on(self, case: Any) -> Any:
        """Give the day on which it ended; None for what counts by its year alone."""
        return getattr(case, self.ended) if self.ended else None

    def address(self, key: int) -> str:
        """Give the page of a case."""
        return reverse(self.page, args=[key])

    def belongings(self, case: Any) -> Iterator[tuple[type[models.Model], Any]]:
        """Go through what belongs to a case, model by model, the case itself first."""
        yield self.model, self.model._default_manager.filter(pk=case.pk)
        yield from _rows_of(self.rows, case)

    def copied(self, case: Any) -> Iterator[tuple[type[models.Model], Any]]:
        """Go through what holds a copy of something of a case, model by model."""
        yield from _rows_of(self.copies, case)

    def attachments(self, case: Any) -> Any:
        """Give the files of a case, as a query set."""
        wanted = models.Q(object_type=type_of(self.model), object_id=case.pk)
        for label, path in self.rows:
            if label in self.files:
                model = apps.get_model(label)
                keys = model._default_manager.filter(**{path: case.pk}).order_by().values("pk")
                wanted |= models.Q(object_type=type_of(model), object_id__in=keys)
        return Attachment.objects.filter(wanted).select_related("file", "agency").order_by("pk")


def _rows_of(rows: tuple[tuple[str, str], ...], case: Any) -> Iterator[tuple[type[models.Model], Any]]:
    for label, path in rows:
        model = apps.get_model(label)
        yield model, model._default_manager.filter(**{path: case.pk}).order_by("pk")


def _of(path: str, *names: str) -> tuple[tuple[str, str], ...]:
    return tuple((name if "." in name else f"applications.{name}", path) for name in names)


_LONGER = _("各机关的保管期限表多取10年或者30年，取较长的")

KINDS: tuple[Kind, ...] = (
    Kind(
        "applications", _("依申请公开案卷"), 30, _LONGER, "applications.Application", "closed_on",
        "applications:detail",
        rows=(
            *_of("application", "Applicant", "CaseEvent", "Transfer", "CoHandling", "Consultation", "Charge", "Search",
                 "Comment", "Weighing", "Order", "MadePublic", "Issued", "Reply"),
            *_of("issued__application", "Dispatch", "Seal"),
            *_of("reply__application", "Part", "Review", "Delivery", "ReplyAttachment"),
            *_of("enclosure__reply__application", "Redaction"),
        ),
        files=("applications.ReplyAttachment",),
        copies=_of("application", "api.Answered"),
    ),
    Kind(
        "rectifications", _("更正申请案卷"), 30, _LONGER, "applications.Rectification", "closed_on",
        "applications:rectification",
    ),
    Kind(
        "challenges", _("复议诉讼案卷"), 30, _LONGER, "remedies.Challenge", "closed_on", "remedies:detail",
        rows=_of("challenge", "remedies.Party", "remedies.ChallengeEvent", "remedies.Advice", "remedies.Lesson"),
    ),
    Kind(
        "letters", _("公众来信"), 10, _("一般来信各机关多取10年；不需办理的，通常不归档"), "feedback.Letter",
        "answered_on", "feedback:detail",
    ),
    Kind(
        "items", _("主动公开的信息"), PERMANENT, _("已向社会公开，撤下的也要能查到当时公开过什么"), "disclosure.Item",
        "shown_on", "disclosure:detail",
        rows=(
            *_of("item", "disclosure.Text", "disclosure.Showing", "disclosure.Decision", "disclosure.Referral",
                 "disclosure.Placement", "disclosure.Opinion", "disclosure.Origin", "disclosure.FollowUp",
                 "disclosure.Reassessment"),
            *_of("text__item", "disclosure.Review", "disclosure.Issuer", "disclosure.Link"),
        ),
        ours=True, along=("text",), heavy=("text__body",),
    ),
    Kind(
        "reports", _("年度报告"), PERMANENT, _("逐年核对和汇总都要用到以前的定稿"), "filings.Filing", "",
        "filings:detail",
        rows=(
            *_of("filing", "filings.Version", "filings.Opinion", "filings.Correction", "filings.Waiver",
                 "filings.Passage"),
            *_of("version_signed__filing", "filings.Submission"),
            *_of("submission__version_signed__filing", "filings.Remark"),
        ),
        ours=True, of_year="year", made="versions",
    ),
    Kind(JOURNALS, _("留痕和留痕档案"), PERMANENT, _("数据是否被改动，要靠它核验；其中没有个人信息的原文")),
    Kind(
        "uploads", _("收到的外来年度报告"), 30, _LONGER, "filings.Upload", "", "filings:uploaded", ours=True,
        of_year="year", made="confirmed_at", heavy=("report", "figures"),
    ),
)  # fmt: skip

CASES = tuple(kind for kind in KINDS if kind.is_case)
PACKED = tuple(kind for kind in KINDS if kind.is_packed)
BY_CODE = {kind.code: kind for kind in KINDS}
CHOICES = [(kind.code, kind.words) for kind in KINDS]


def kind_of(case: models.Model) -> Kind:
    """Give the kind that a case is of; StopIteration for what is none."""
    return next(kind for kind in PACKED if isinstance(case, kind.model))
