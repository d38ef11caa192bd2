"""Who is told that a report waits for them, within the act that brought it to them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext_lazy as _

from gongkai.filings.models import Filing
from gongkai.filings.rules import PUBLISHING
from gongkai.filings.signing.steps import officers_for
from gongkai.journal.actor import Actor
from gongkai.law.message import Message
from gongkai.notifications.kinds import Kind, Level
from gongkai.notifications.services import notify

TURN = Kind("filing.turn", _("年度报告等您审核、签发"))
SIGNED = Kind("filing.signed", _("年度报告已签发，等您公布"))
RETURNED = Kind("filing.returned", _("年度报告被退回"), Level.WARNING)


def tell_whose_turn(filing: Filing, *, by: Actor) -> None:
    """Tell who may do the next step of a report under review, or publish what was signed."""
    duties = filing.steps_left[:1]
    if duties:
        text = Message("{report}等您审核、签发。", report=str(filing))
        _tell(TURN, filing, officers_for(filing, duties, localdate()), text, by)
    else:
        text = Message("{report}等您公布。", report=str(filing))
        _tell(SIGNED, filing, officers_for(filing, PUBLISHING, localdate()), text, by)


def tell_returned(filing: Filing, sender: Any, reason: str, *, by: Actor) -> None:
    """Tell who sent a report that it was returned, and why."""
    _tell(RETURNED, filing, [sender], Message("{report}被退回：{reason}", report=str(filing), reason=reason), by)


def _tell(kind: Kind, filing: Filing, officers: Iterable[Any], text: Message, by: Actor) -> None:
    others = [each for each in officers if by.officer is None or each.pk != by.officer.pk]
    url = reverse("filings:detail", args=[filing.pk])
    key = f"{kind.code}:{filing.pk}:{filing.version}"
    notify(kind, others, text, key=key, url=url, at=now(), agency=filing.agency)
