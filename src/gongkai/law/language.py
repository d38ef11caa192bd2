"""The languages gongkai speaks: Chinese as written in the code, others by gettext catalogue."""

from __future__ import annotations

from functools import cache
from gettext import translation
from importlib.resources import as_file, files

from gongkai.law.message import Translate

LANGUAGES = ("zh", "en")


@cache
def translator(language: str) -> Translate | None:
    """Give the msgid-to-text function of a language; None for Chinese, which needs none.

    Raises ValueError for a language there is no catalogue of.
    """
    if language == "zh":
        return None
    if language not in LANGUAGES:
        raise ValueError(f"no catalogue for language {language!r}; there are {', '.join(LANGUAGES)}")
    with as_file(files("gongkai") / "locale") as folder:
        return translation("gongkai", localedir=folder, languages=[language]).gettext
