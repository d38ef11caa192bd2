"""Python that has not to start: each run is a process of its own, forked off one that has loaded what is slow to load.

Of a second and more that a site takes to start, three quarters go into libraries, the law and the report, which know
no settings. Those are loaded once. All that knows a site is loaded by each run, in its own environment, as ever; or
once for a site that is asked much.
"""

from __future__ import annotations

import atexit
import gc
import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from functools import cache
from importlib import import_module
from pathlib import Path
from runpy import run_module
from threading import Lock
from types import ModuleType
from typing import Any

from tests.environment import of_the_machine

LOADED = (
    "cryptography.hazmat.primitives.serialization",
    "cryptography.x509",
    "django.contrib.auth.hashers",
    "django.core.mail",
    "django.core.management",
    "django.db.migrations.executor",
    "django.forms",
    "django.template.loader",
    "django_tasks.base",
    "docx",
    "lxml.html",
    "prometheus_client",
    "psycopg.types",
    "pypdfium2",
    "requests",
    "segno",
    "tantivy",
    "gongkai.applications.notices.kinds",
    "gongkai.cli.main",
    "gongkai.disclosure.scan",
    "gongkai.duties.rectification.splitting",
    "gongkai.law.challenges",
    "gongkai.law.clock",
    "gongkai.report.checks",
    "gongkai.report.readers.json",
    "gongkai.report.rollup",
    "gongkai.report.writers",
    "gongkai.search.matching",
)

_one_at_a_time = Lock()


def run(
    *words: str, env: Mapping[str, str], stdin: str = "", timeout: int = 120, loaded: bool = False
) -> subprocess.CompletedProcess[str]:
    """Run Python with words, `-m` or `-c` and what follows, to its end; one that takes too long is ended by SIGALRM.

    For the site of an environment that is asked much, it may itself be loaded; it must be there, and keep its keys.
    """
    with _one_at_a_time, tempfile.TemporaryDirectory(prefix="gongkai-run-") as folder:
        paths = [Path(folder, name) for name in ("stdin", "stdout", "stderr")]
        paths[0].write_text(stdin, encoding="utf-8")
        asked = {"words": words, "env": dict(env), "folder": os.getcwd(), "paths": list(map(str, paths))}  # noqa: PTH109
        process = _process(*_of_the_site(env)) if loaded else _process()
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(json.dumps({**asked, "timeout": timeout}) + "\n")
        process.stdin.flush()
        code = int(process.stdout.readline())
        out, errors = (path.read_text(encoding="utf-8") for path in paths[1:])
        return subprocess.CompletedProcess(words, code, out, errors)


def _of_the_site(env: Mapping[str, str]) -> list[tuple[str, str]]:
    return [(name, value) for name, value in env.items() if name != "PYTEST_CURRENT_TEST"]


@cache
def _process(*site: tuple[str, str]) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.forked", *(["site"] if site else [])]
    root = Path(__file__).parents[1]
    pipes: dict[str, Any] = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "encoding": "utf-8"}
    process = subprocess.Popen(command, env=dict(site) or of_the_machine(), cwd=root, **pipes)
    atexit.register(process.communicate)  # it ends when there is nothing more to read
    return process


def _forked() -> dict[str, Any] | None:
    """Fork for each that is asked for, and say how it ended; give what was asked for to the new process itself."""
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            asked: dict[str, Any] = json.loads(line)
            return asked
        print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
    return None


def _become(words: list[str], env: dict[str, str], folder: str, paths: list[str], timeout: int) -> None:
    """Do what a fresh Python would."""
    signal.alarm(timeout)
    os.environ.clear()
    os.environ.update(env)
    os.chdir(folder)
    for number, path in enumerate(paths):
        file = os.open(path, os.O_CREAT | (os.O_WRONLY if number else os.O_RDONLY), 0o600)
        os.dup2(file, number)
        os.close(file)
    sys.stdin, sys.stdout = open(0, encoding="utf-8"), open(1, "w", encoding="utf-8")  # noqa: SIM115
    sys.stderr = open(2, "w", encoding="utf-8", errors="backslashreplace", buffering=1)  # noqa: SIM115
    kind, what, *rest = words
    if kind == "-m":
        sys.argv = [what, *rest]
        run_module(what, run_name="__main__", alter_sys=True)
    else:
        sys.argv = [kind, *rest]
        main = sys.modules["__main__"] = ModuleType("__main__")
        exec(what, main.__dict__)


if __name__ == "__main__":
    for name in LOADED:
        import_module(name)
    from django.conf import settings
    from django.db import connections

    from gongkai.config.commands import site

    assert not settings.configured, "what is loaded for all sites reads the settings of one"
    if sys.argv[1:] == ["site"]:
        with site():
            assert not any(each.connection for each in connections.all()), "a connection must not be shared"
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)
    if (asked := _forked()) is not None:
        _become(**asked)
