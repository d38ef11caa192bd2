"""The commands of the site. They join `gongkai` by entry points, and need the extra `server`.

Each does its work within `site()`: Django is set up there and not before, so that help needs no database, and what
keeps the site from working at all is told in one line and ends with 2.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec

import click

from gongkai.cli.errors import UNREADABLE
from gongkai.cli.language import language, say, translate
from gongkai.law.errors import GongkaiError
from gongkai.law.message import Message, in_one_line

SETTINGS = "gongkai.config.settings"


class CannotWork(click.ClickException):
    """The site cannot work as it is set up: a setting, the keys, the database, a library that is lacking."""

    exit_code = UNREADABLE


@contextmanager
def site() -> Iterator[None]:
    """Have Django set up, speaking the language of the command."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    with told():
        require_server()
        from django.utils import translation

        try:
            _set_up()
        except GongkaiError as error:  # settings, keys
            raise CannotWork(say(error)) from None
        with translation.override("zh-hans" if language() == "zh" else language()):
            yield


def _set_up() -> None:
    """Have Django load all there is: it stays to the end, and to look through it for garbage takes a seventh of it."""
    import django
    from django.apps import apps

    if apps.ready:
        return
    gc.disable()
    try:
        django.setup()
        gc.freeze()
    finally:
        gc.enable()


@contextmanager
def told() -> Iterator[None]:
    """Tell in one line, and end with 2, what keeps the site from working."""
    from gongkai.config.variables import WrongSetting

    try:
        yield
    except WrongSetting as error:
        raise CannotWork(say(error)) from None
    except ImportError as error:
        library = (error.name or "").partition(".")[0].replace("_", "-")
        if library in ("", "gongkai"):
            raise
        raise CannotWork(_lacking_told(library)) from None
    except Exception as error:
        if not _of_the_database(error):
            raise
        raise CannotWork(_database_told(error)) from None


def require_server() -> None:
    """Raise ImportError where a library of the server is not installed; none is imported."""
    for library in ("django", "django_tasks_db", "granian"):
        if find_spec(library) is None:
            raise ImportError(f"No module named {library!r}", name=library)


def _of_the_database(error: Exception) -> bool:
    if "django.db" not in sys.modules:
        return False
    from django.core.exceptions import ImproperlyConfigured
    from django.db import DatabaseError, InterfaceError, OperationalError, ProgrammingError

    if type(error) is DatabaseError:  # a file that is none of SQLite's, or was damaged
        return getattr(error.__cause__, "sqlite_errorname", "") in ("SQLITE_NOTADB", "SQLITE_CORRUPT")
    return isinstance(error, OperationalError | ProgrammingError | InterfaceError | ImproperlyConfigured)


def _lacking_told(library: str) -> str:
    return in_one_line(
        Message("网站的命令要用到 {library}，没有安装。", library=library),
        Message("请运行 pip install 'gongkai[server]'。"),
        None,
        translate(),
    )


def _database_told(error: Exception) -> str:
    return in_one_line(
        Message("数据库现在不能用（{why}）。", why=" ".join(str(error).split())),
        Message("请检查 GONGKAI_DATABASE_URL 或数据目录；新装或刚升级的，先运行 gongkai migrate。"),
        None,
        translate(),
    )
