"""A site of its own, on SQLite in a folder, run as it is in earnest: by processes of its own.

What a test kills is started by its entry; what runs to its end is forked off, which takes half the time.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests import forked
from tests.environment import of_the_machine

ENTRY = str(Path(sys.executable).with_name("gongkai"))


class Site:
    """What runs the command, or a script within Django, on a data folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.keys = folder / "keys.json"

    @property
    def _environ(self) -> dict[str, str]:
        ours = {"GONGKAI_DATA": str(self.folder), "DJANGO_SETTINGS_MODULE": "gongkai.config.settings"}
        return {**of_the_machine(), **ours}

    def start(self, *command: str | int, **settings: str) -> subprocess.Popen[str]:
        """Start a program, with standard output and standard error apart."""
        return subprocess.Popen(
            [str(part) for part in command],
            env={**self._environ, **settings},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
        )

    def run(self, *words: str, **settings: str) -> tuple[int, str, str]:
        """Run the command to its end; give its exit code, its output and what it said on standard error."""
        done = forked.run("-m", "gongkai.cli", *words, env={**self._environ, **settings})
        return done.returncode, done.stdout, done.stderr

    def script(self, text: str, *arguments: str | int) -> str:
        """Run a script to its end; give its output."""
        done = forked.run("-c", f"import django\ndjango.setup()\n{text}", *map(str, arguments), env=self._environ)
        assert (done.returncode, done.stderr) == (0, "")
        return done.stdout
