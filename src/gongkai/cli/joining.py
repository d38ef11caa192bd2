"""Commands that join from elsewhere, as the server's do: by entry points of the group `gongkai.commands`.

What they do is said by a table that an entry point of the group `gongkai.commands.about` names: a mapping of their
names to messages, in a module that imports next to nothing, since it is imported to show the help. Entry points are
found by reading the small files that installed packages leave, since `importlib.metadata` takes longer to import than
everything else the command needs to say its help.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping
from functools import cache

GROUP = "gongkai.commands"
_GROUP = GROUP.encode()


def joined() -> Mapping[str, str]:
    """Give the commands that join, by name, as module:name; what comes first on the path prevails."""
    return dict(sorted(_declared(GROUP).items()))


def abouts() -> list[str]:
    """Give the tables that say what commands do which join, as module:name."""
    return list(_declared(f"{GROUP}.about").values())


def _declared(group: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for text in _texts(tuple(sys.path)):
        for name, where in _entries(text, group):
            found.setdefault(name, where)
    return found


@cache
def _texts(path: tuple[str, ...]) -> list[str]:
    """Give the files of entry points that name our group; they are not looked for again while the path is the same."""
    return [text for folder in path for text in _declarations(folder or os.curdir)]


def _declarations(folder: str) -> Iterator[str]:
    """Go through the files of entry points in a folder that name our group."""
    try:
        names = sorted(os.listdir(folder))  # noqa: PTH208 - pathlib is not imported before a command is called
    except OSError:
        return
    for name in names:
        if name.endswith((".dist-info", ".egg-info")):
            try:
                with open(f"{folder}/{name}/entry_points.txt", "rb", buffering=0) as file:  # noqa: PTH123
                    declared = file.readall()
                if _GROUP in declared:
                    yield declared.decode()
            except (OSError, ValueError):
                continue


def _entries(text: str, wanted: str = GROUP) -> Iterator[tuple[str, str]]:
    r"""Read the entries of a group from a file of entry points.

    >>> list(_entries("[console_scripts]\na = b:c\n\n[gongkai.commands]\nserve = gongkai.config.serve:serve\n"))
    [('serve', 'gongkai.config.serve:serve')]
    """
    group = ""
    for line in map(str.strip, text.splitlines()):
        if line.startswith("[") and line.endswith("]"):
            group = line[1:-1].strip()
        elif group == wanted and "=" in line and not line.startswith("#"):
            name, _, where = line.partition("=")
            yield name.strip(), where.partition("[")[0].strip()
