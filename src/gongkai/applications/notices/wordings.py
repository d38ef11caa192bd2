"""The words of a letter: an agency's own of the day, or ours.

An agency's are looked at when they are saved, and again when a letter is written: where they no longer fit, ours are
taken. No letter waits for an administrator.
"""

from __future__ import annotations

from datetime import date
from importlib.resources import files

from gongkai.agencies.models import Agency
from gongkai.applications.models import Wording
from gongkai.applications.notices.kinds import Kind, template_of
from gongkai.applications.notices.letter import Template, read_template
from gongkai.law.citation import cite
from gongkai.law.errors import NotAllowed
from gongkai.law.message import Message


def ours(kind: Kind) -> str:
    """Give our words for a kind, as an administrator may change them."""
    return (files(__package__) / "templates" / f"{kind.name}.txt").read_text(encoding="utf-8")


def required(kind: Kind) -> list[tuple[str, str]]:
    """Give the fields that words for a kind must have, with the provision that asks for each: those that ours have.

    Not for one letter in hand: what only some of them must say has its place in all, and is left out where it is void.
    """
    have = template_of(kind).fields
    return [(element.field, element.citation) for element in kind.elements if element.field in have]


def checked(kind: Kind, text: str) -> Template:
    """Read an agency's words for a kind.

    Raises NotAllowed, with the line, for a field that is not known, and for a required one that has no place in them.
    """
    template = read_template(text, called=kind.label, fields=kind.known)
    for field, citation in required(kind):
        if field not in template.fields:
            raise NotAllowed(
                "letter-element-not-in-template",
                Message("“{letter}”的样式里没有“{element}”这一栏。", letter=kind.label, element=field),
                hint=Message("请在正文中写上{field}。", field=f"{{{field}}}"),
                citation=cite(citation),
            )
    return template


def in_use(agency: Agency, kind: Kind, on: date) -> Wording | None:
    """Give an agency's words for a kind on a day; None, or blank ones, where it takes ours."""
    rows = Wording.objects.filter(agency=agency, kind=kind.name, starts_on__lte=on)
    found: Wording | None = rows.order_by("-starts_on", "-pk").first()
    return found


def fits(kind: Kind, wording: Wording) -> bool:
    """Say whether an agency's words can still be used: a later release may know other fields."""
    try:
        checked(kind, wording.text)
    except NotAllowed:
        return False
    return True


def words_of(agency: Agency, kind: Kind, on: date) -> Template:
    """Give the words that a letter of a day is written in."""
    wording = in_use(agency, kind, on)
    if wording is None or not wording.text or not fits(kind, wording):
        return template_of(kind)
    return checked(kind, wording.text)
