"""Numbers without a gap: of applications as they are registered, of letters as they are issued."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gongkai.agencies.counting import counter, next_of
from gongkai.applications.models import Series
from gongkai.applications.models.practice import practice_of
from gongkai.law.citation import cite
from gongkai.law.errors import NotAllowed
from gongkai.law.message import Message

if TYPE_CHECKING:
    from gongkai.agencies.models import Agency

_REGISTER = re.compile(r"(\d{4})-(\d{5})", re.ASCII)
_LETTER = re.compile(r"(.+)〔(\d{4})〕(\d{1,6})号", re.ASCII)


def application_number(agency: Agency, year: int) -> str:
    """Give the next number of an agency's register (登记号); in the transaction that registers the application."""
    return f"{year}-{next_of(Series, agency=agency, use=Series.Use.APPLICATION, year=year):05d}"


def rectification_number(agency: Agency, year: int) -> str:
    """Give the next number of the requests to rectify (更正申请), which have a register of their own."""
    return f"{year}-G{next_of(Series, agency=agency, use=Series.Use.RECTIFICATION, year=year):04d}"


def letter_number(agency: Agency, year: int) -> str:
    """Give the next number of an agency's letters (文号), as 桓科信公开〔2026〕1号.

    Raises NotAllowed while the agency has not said under which word (机关代字) it numbers them.
    """
    word = practice_of(agency).word
    if not word:
        raise NotAllowed(
            "word-missing",
            Message("“{agency}”还没有机关代字，不能给文书编号。", agency=agency.name),
            hint=Message("请由管理员在“办理规则”中填写机关代字。"),
            citation=cite("条例第45条"),
        )
    return f"{word}〔{year}〕{next_of(Series, agency=agency, use=Series.Use.LETTER, year=year)}号"


def note_taken(agency: Agency, number: str, letter: str = "") -> None:
    """Note numbers that were given before this register was kept: it counts on after the greatest of them.

    Numbers of another form than ours are no obstacle to it.
    """
    if of_register := _REGISTER.fullmatch(number):
        _count_past(agency, Series.Use.APPLICATION, *map(int, of_register.groups()))
    word = practice_of(agency).word
    of_letter = _LETTER.fullmatch(letter)
    if of_letter and word and of_letter[1] == word:
        _count_past(agency, Series.Use.LETTER, int(of_letter[2]), int(of_letter[3]))


def _count_past(agency: Agency, use: Series.Use, year: int, number: int) -> None:
    found = counter(Series, agency=agency, use=use, year=year)
    if found.last < number:
        found.last = number
        found.save(update_fields=["last"])
