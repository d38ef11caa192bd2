"""What is done with the wording of an agency's reports. A draft takes it up when the figures are computed again."""

from __future__ import annotations

from django.db import transaction
from django.utils.timezone import now

from gongkai.agencies.models import Agency
from gongkai.filings.models import Wording
from gongkai.filings.narrative import require_fields
from gongkai.filings.wording import acts
from gongkai.filings.wording.sentences import SENTENCES
from gongkai.journal.actor import Actor
from gongkai.journal.services import hold, record
from gongkai.law.citation import cite
from gongkai.law.errors import NotAllowed
from gongkai.law.message import Message


@transaction.atomic
def set_wording(agency: Agency, sentence: str, text: str, *, by: Actor, seen: int | None = None) -> Wording:
    """Word a sentence of the draft (改写句式); without words it is left out. What it said before is kept.

    `seen` is the key of what stood when the form was opened, 0 where nothing did. Raises NotAllowed for an unknown
    field, and where somebody else has worded it since.
    """
    standing = _take_up(agency, sentence, seen)
    require_fields(text)
    made = Wording(agency=agency, sentence=sentence, text="".join(text.split()), officer=by.officer, at=now())
    made.full_clean(exclude=["agency", "officer"], validate_constraints=False)
    _end(standing, by)
    made.save(force_insert=True)
    record(made, acts.WORDED, by=by)
    return made


@transaction.atomic
def restore_wording(agency: Agency, sentence: str, *, by: Actor) -> None:
    """Let a sentence be worded as everybody's is, again (恢复通用句式)."""
    _end(_take_up(agency, sentence, None), by)


def _take_up(agency: Agency, sentence: str, seen: int | None) -> Wording | None:
    held = hold(agency)
    standing: Wording | None = Wording.objects.standing().filter(agency=held, sentence=sentence).first()
    if sentence not in SENTENCES or (seen is not None and seen != (standing.pk if standing else 0)):
        raise NotAllowed(
            "wording-changed-meanwhile",
            Message("这个句子在您打开之后已经有人改过，或者没有这个句子。"),
            hint=Message("请看过现在的句子，再决定怎样写；您填写的内容还在。"),
            citation=cite("条例第50条"),
        )
    return standing


def _end(standing: Wording | None, by: Actor) -> None:
    if standing is not None:
        ended = hold(standing)
        ended.ended_at = now()
        ended.save(update_fields=["ended_at"])
        record(ended, acts.WORDING_RESTORED, by=by)
