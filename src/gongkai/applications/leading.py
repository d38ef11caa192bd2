"""What leads a case on: the buttons at the head of its page, what is due next before all others."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from gongkai.applications import acts
from gongkai.applications.deeds import Deed
from gongkai.applications.models import Application, CaseEvent, Charge, Consultation
from gongkai.journal.models import Entry
from gongkai.law.clock import Kind

LEADING = frozenset({
    "confirm", "co-handling-received", "co-handling-answer", "ask-supplement", "take-supplement", "lapse-supplement",
    "search", "consult", "notified", "answer", "extend", "fee-received", "pay", "lapse-fee", "pass", "send-back",
    "decide", "deliver", "archive",
})  # fmt: skip
"""What brings a case to its reply, or takes in what it waits for.

The rest is folded beside them; most cases never need it.
"""

AWAITED = (
    "confirm", "assign", "extend", "co-handling-received", "co-handling-answer", "take-supplement", "take-reasons",
    "notified", "answer", "fee-received", "pay",
)  # fmt: skip
"""What a case waits for before its reply is written, in the order in which it is looked at."""


def leading(possible: Iterable[Deed], application: Application, *, drafted: bool) -> list[Deed]:
    """Give the deeds that lead this case on, of those that are possible: what is due next comes first."""
    awaited = [*AWAITED, *(["submit"] if drafted else [])]
    first = {name: place for place, name in enumerate(awaited)}
    found = [deed for deed in possible if _leads(deed, application)]
    if not any(deed.name == "pass" for deed in found):  # to send back is a choice of whose turn it is
        found = [deed for deed in found if deed.name != "send-back"]
    return sorted(found, key=lambda deed: first.get(deed.name, len(awaited)))


def draft_leads(found: Sequence[Deed], *, drafted: bool) -> bool:
    """Say whether the reply is what is to be written next: nothing is awaited, and no draft lies ready for review."""
    return not found or (found[0].name not in AWAITED and not (drafted and found[0].name == "submit"))


def is_drafted(entries: Iterable[Entry]) -> bool:
    """Say whether a draft lies ready, of the entries of a case, the newest first: one that was returned does not."""
    both = (acts.DRAFTED.code, acts.RETURNED.code)
    return next((entry.act for entry in entries if entry.act in both), "") == acts.DRAFTED.code


def _leads(deed: Deed, application: Application) -> bool:
    """Say whether a deed leads this case on: some do only until, or once, something has been done."""
    if deed.name == "assign":
        return application.handler_id is None
    if deed.name == "submit":
        return hasattr(application, "reply")
    if deed.name == "notified":
        return Consultation.objects.filter(application=application, ended_on=None, notified_on=None).exists()
    if deed.name == "fee-received":
        return Charge.objects.filter(application=application, notified_on=None).exists()
    if deed.name == "take-reasons":
        return CaseEvent.objects.filter(application=application, kind=Kind.REASONS_ASKED).exists()
    return deed.name in LEADING
