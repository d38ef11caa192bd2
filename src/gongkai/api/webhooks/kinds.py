"""The kinds of events that others may be told of: a literal table, each with the acts that are such an event.

A kind keeps its code for ever. What is told holds no word of the case: neither who applied nor for what.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from gongkai.applications import acts as of_applications
from gongkai.applications.lifecycle import MOVES
from gongkai.applications.models import Application
from gongkai.disclosure import acts as of_items
from gongkai.disclosure.models import Item
from gongkai.filings.models import Filing, Submission
from gongkai.filings.signing import acts as of_signing
from gongkai.filings.submitting import acts as of_submitting
from gongkai.journal.acts import Act


@dataclass(frozen=True)
class EventKind:
    """A kind of event: its code, its words, the acts it comes from, of which rows, and by what the row is known."""

    code: str
    words: Any
    acts: tuple[Act, ...]
    model: type[Any]
    number: str
    when: Callable[[Any, Any], bool] = lambda row, entry: True

    @property
    def subject(self) -> str:
        """Name the kind of thing it happened to, as payloads do: application, item, filing, submission."""
        return self.code.partition(".")[0]


def _is_new(application: Any, entry: Any) -> bool:
    """Say whether an act made the case: it has its number from it."""
    return "number" in entry.after


def _closes(application: Any, entry: Any) -> bool:
    return bool(entry.after.get("closed_on"))


_CASE_ACTS = tuple({move.act.code: move.act for move in MOVES}.values())

KINDS: tuple[EventKind, ...] = (
    EventKind(
        "application.registered",
        _("登记了申请"),
        (of_applications.REGISTERED, of_applications.SPLIT, of_applications.REDO_ORDERED),
        Application,
        "number",
        _is_new,
    ),
    EventKind(
        "application.changed",
        _("申请有了办理"),
        _CASE_ACTS,
        Application,
        "number",
        lambda application, entry: not _is_new(application, entry),
    ),
    EventKind("application.closed", _("申请办结"), _CASE_ACTS, Application, "number", _closes),
    EventKind("item.submitted", _("稿件送审"), (of_items.SUBMITTED,), Item, "index"),
    EventKind("item.returned", _("稿件退回修改"), (of_items.RETURNED,), Item, "index"),
    EventKind("item.published", _("信息公开"), (of_items.PUBLISHED,), Item, "index"),
    EventKind("item.withdrawn", _("信息撤下"), (of_items.WITHDRAWN,), Item, "index"),
    EventKind("filing.signed", _("年度报告签发"), (of_signing.SIGNED,), Filing, "year"),
    EventKind("filing.published", _("年度报告公布"), (of_signing.PUBLISHED,), Filing, "year"),
    EventKind("submission.submitted", _("年度报告报送"), (of_submitting.SUBMITTED,), Submission, "receipt"),
    EventKind("submission.returned", _("报送的年度报告退回"), (of_submitting.RETURNED,), Submission, "receipt"),
    EventKind("submission.accepted", _("报送的年度报告接收"), (of_submitting.ACCEPTED,), Submission, "receipt"),
)
KIND_BY_CODE: Mapping[str, EventKind] = {kind.code: kind for kind in KINDS}
CHOICES = [(kind.code, kind.words) for kind in KINDS]
