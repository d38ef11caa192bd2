"""The language of a request, for what the law says: Django chooses the language, the catalogues of the law speak it."""

from __future__ import annotations

from django.utils.translation import get_language

from gongkai.law.errors import GongkaiError
from gongkai.law.language import translator
from gongkai.law.message import Speaks, Translate


def language() -> str:
    """Give the language spoken now, as `gongkai.law.language` names it."""
    return "en" if (get_language() or "").startswith("en") else "zh"


def translate() -> Translate | None:
    """Give what translates into the language spoken now; None for Chinese."""
    return translator(language())


def said(what: Speaks | GongkaiError) -> str:
    """Give a message, a step, a finding or an error in the language spoken now."""
    return what.text(translate())
