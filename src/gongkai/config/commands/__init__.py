"""The commands of the site. They join `gongkai` by entry points, and need the extra `server`.

Each does its work within `site()`: Django is set up there and not before, so that help needs no database, and what
keeps the site from working at all is told in one line and ends with 2.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

import click

from gongkai.cli.errors import UNREADABLE
from gongkai.cli.language import language, say
from gongkai.law.errors import GongkaiError
from gongkai.law.message import Message, in_one_line

SETTINGS = "gongkai.config.settings"


class CannotWork(click.ClickException):
    """The site cannot work as it is set up: a setting, the keys, the database."""

    exit_code = UNREADABLE


@contextmanager
def site() -> Iterator[None]:
    """Have Django set up, speaking the language of the command."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    import django
    from django.db import InterfaceError, OperationalError, ProgrammingError
    from django.utils import translation

    try:
        django.setup()
    except GongkaiError as error:
        raise CannotWork(say(error)) from None
    try:
        with translation.override("zh-hans" if language() == "zh" else language()):
            yield
    except (OperationalError, ProgrammingError, InterfaceError) as error:
        raise CannotWork(_database_told(error)) from None


def _database_told(error: Exception) -> str:
    from gongkai.cli.language import translate

    return in_one_line(
        Message("数据库现在不能用（{why}）。", why=" ".join(str(error).split())),
        Message("请检查 GONGKAI_DATABASE_URL 或数据目录；新装或刚升级的，先运行 gongkai migrate。"),
        None,
        translate(),
    )
