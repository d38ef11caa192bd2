"""The language the command speaks: Chinese, or English with `--lang en` or GONGKAI_LANG=en."""

from __future__ import annotations

import gettext
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gongkai.law.message import Speaks, Translate

LANGUAGES = ("zh", "en")
VARIABLE = "GONGKAI_LANG"

_language = ContextVar("language", default="zh")


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Speak a language for a while: in our own words and in those of click.

    click asks gettext for its words, which looks for the language in LANGUAGE.
    """
    before, words = _language.get(), os.environ.get("LANGUAGE")
    # os.path: pathlib is not imported before a command is called.
    gettext.bindtextdomain("messages", os.path.join(os.path.dirname(os.path.dirname(__file__)), "locale"))  # noqa: PTH118, PTH120
    _language.set(language)
    os.environ["LANGUAGE"] = language
    try:
        yield
    finally:
        _language.set(before)
        if words is None:
            del os.environ["LANGUAGE"]
        else:
            os.environ["LANGUAGE"] = words


def language() -> str:
    """Give the language that is spoken now."""
    return _language.get()


def translate() -> Translate | None:
    """Give the msgid-to-text function of the language spoken now; None for Chinese."""
    if _language.get() == "zh":
        return None
    from gongkai.law.language import translator

    return translator(_language.get())


def say(words: Speaks) -> str:
    """Give the words in the language spoken now."""
    return words.text(translate())


def asked_for(args: Sequence[str]) -> str:
    """Give the language asked for: by `--lang` wherever it stands, else by the environment, else Chinese."""
    asked, _ = take_out(args)
    wanted = asked[-1].rpartition("=")[2] if asked else os.environ.get(VARIABLE, "")
    return wanted if wanted in LANGUAGES else "zh"


def take_out(args: Sequence[str]) -> tuple[list[str], list[str]]:
    """Part the arguments into `--lang` with its value, and the rest.

    >>> take_out(["fee", "--lang", "en", "--pieces", "45"])
    (['--lang', 'en'], ['fee', '--pieces', '45'])
    """
    taken: list[str] = []
    rest: list[str] = []
    given = iter(args)
    for arg in given:
        if arg == "--":
            rest += [arg, *given]
        elif arg == "--lang":
            taken += [arg, *[value for value in [next(given, None)] if value is not None]]
        else:
            (taken if arg.startswith("--lang=") else rest).append(arg)
    return taken, rest
