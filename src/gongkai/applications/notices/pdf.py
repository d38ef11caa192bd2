"""A letter as PDF, set by typst after GB/T 9704; equal letters give equal bytes."""

from __future__ import annotations

from dataclasses import asdict
from importlib.resources import files
from typing import Any

from gongkai.applications.notices.letter import Letter
from gongkai.law.message import chinese_date
from gongkai.typesetting.characters import characters
from gongkai.typesetting.pages import set_pages


def write_pdf(letter: Letter) -> bytes:
    """Write a letter as PDF."""
    template = (files(__package__) / "letter.typ").read_bytes()
    return set_pages(template, _fit(asdict(letter) | {"day": chinese_date(letter.day)}))


def _fit(value: Any) -> Any:
    """Give the texts of a letter without what no file may hold."""
    if isinstance(value, dict):
        return {name: _fit(each) for name, each in value.items()}
    return characters(value) if isinstance(value, str) else [_fit(each) for each in value]
