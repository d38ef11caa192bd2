"""Commands that join from elsewhere, as the server's do: by entry points of the group `gongkai.commands`.

They are found by reading the small files that installed packages leave, since `importlib.metadata`
takes longer to import than everything else the command needs to say its help.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping

GROUP = "gongkai.commands"
_GROUP = GROUP.encode()


def joined() -> Mapping[str, str]:
    """Give the commands that join, by name, as module:name; what comes first on the path prevails."""
    found: dict[str, str] = {}
    for folder in sys.path:
        for text in _declarations(folder or os.curdir):
            for name, where in _entries(text):
                found.setdefault(name, where)
    return dict(sorted(found.items()))


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


def _entries(text: str) -> Iterator[tuple[str, str]]:
    r"""Read the entries of our group from a file of entry points.

    >>> list(_entries("[console_scripts]\na = b:c\n\n[gongkai.commands]\nserve = gongkai.config.serve:serve\n"))
    [('serve', 'gongkai.config.serve:serve')]
    """
    group = ""
    for line in map(str.strip, text.splitlines()):
        if line.startswith("[") and line.endswith("]"):
            group = line[1:-1].strip()
        elif group == GROUP and "=" in line and not line.startswith("#"):
            name, _, where = line.partition("=")
            yield name.strip(), where.partition("[")[0].strip()
