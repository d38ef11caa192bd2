"""The note below the title of a rule or a normative document (题注, 国办公开办函〔2021〕33号)."""

from __future__ import annotations

from collections.abc import Iterable

from gongkai.disclosure.models import ENACTED, Kind, Text, Validity
from gongkai.disclosure.validity import Change
from gongkai.law.message import Message, chinese_date
from gongkai.law.numerals import chinese_numeral


def headnote_of(text: Text, changes: Iterable[Change]) -> str:
    """Give the note of a text: as it is written, or by when and by what it was made, amended and takes effect.

    Amendments count that the text has taken in: those that took effect when it was last changed or before.
    """
    if text.kind not in ENACTED or text.headnote:
        return text.headnote
    parts = []
    made_on = text.promulgated_on or text.made_on
    if made_on:
        verb = Message("公布") if text.kind == Kind.RULE else Message("印发")
        parts.append(f"{chinese_date(made_on)}{text.document_number}{verb}")
    taken_in = [each for each in changes if each.to == Validity.AMENDED and each.on <= text.formed_on]
    for number, change in enumerate(taken_in, start=1):
        by = change.by.text if change.by else text
        day = chinese_date(by.promulgated_on or by.made_on or change.on)
        parts.append(f"根据{day}{by.document_number}《{by.title}》第{chinese_numeral(number)}次修订")
    if text.effective_on:
        parts.append(f"自{chinese_date(text.effective_on)}起施行")
    return f"（{'　'.join(parts)}）" if parts else ""
