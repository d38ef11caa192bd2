"""The site kept running: the web server and the background worker as processes, looked after until asked to stop.

One that ends is started again, after a wait that grows while it keeps ending. SIGTERM and Ctrl-C end both, those who
are being answered first. This process loads neither Django nor the site, so it is small and has little to fail by.
"""

from __future__ import annotations

import logging
import logging.config
import os
import select
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from time import monotonic
from typing import Any

from gongkai.cli.errors import UNREADABLE
from gongkai.cli.language import say
from gongkai.config import logs
from gongkai.config.commands import CannotWork
from gongkai.law.message import Message

_log = logging.getLogger("gongkai.serve")

_SETTLED = 60.0
"""Seconds after which a process counts as running well, and its next end as the first."""
_LONGEST_WAIT = 60.0
_PATIENCE = 35.0
"""Seconds in which processes may finish when asked to stop; then they are ended."""


@dataclass
class Child:
    """A process to keep running."""

    name: str
    command: list[str]
    environ: Mapping[str, str]
    process: subprocess.Popen[bytes] | None = None
    began: float = 0.0
    again_at: float = 0.0
    ends: int = field(default=0)

    def start(self) -> None:
        """Start it: in a session of its own, so that Ctrl-C reaches it through us alone."""
        self.began = monotonic()
        self.process = subprocess.Popen(
            self.command, env=dict(self.environ), stdin=subprocess.DEVNULL, start_new_session=True
        )

    def ended(self, now: float) -> int | None:
        """Give the exit code once when it has ended, and say when to start it again."""
        if self.process is None or (code := self.process.poll()) is None:
            return None
        self.process = None
        self.ends = 1 if now - self.began >= _SETTLED else self.ends + 1
        self.again_at = now + self.wait
        return code

    @property
    def wait(self) -> float:
        """Give how long to wait before it is started again: 1, 2, 4, … seconds."""
        return float(min(2 ** (self.ends - 1), _LONGEST_WAIT)) if self.ends else 0.0


class Supervisor:
    """Keeps the web server and the worker running."""

    def __init__(self, settings: Mapping[str, Any], say_address: Callable[[], None]) -> None:
        self._settings = settings
        self._say_address = say_address
        self._stopping = False
        self._shared = tempfile.TemporaryDirectory(prefix="gongkai-metrics-")
        environ = {**os.environ, "PROMETHEUS_MULTIPROC_DIR": self._shared.name}
        run = [sys.executable, "-P", "-m", "gongkai.config.children"]  # nothing is imported from where it is started
        self._web = Child("web", [*run, "web", str(os.getpid())], environ)
        self._worker = Child("worker", [*run, "worker", str(os.getpid())], environ)

    def run(self) -> int:
        """Run until asked to stop; give the exit code."""
        logging.config.dictConfig(logs.config_of(self._settings))
        with self._shared, self._signals() as wake:
            self._web.start()
            try:
                code = self._until_it_answers(wake)
                if code is not None:
                    return code
                self._worker.start()
                self._say_address()
                self._look_after(wake)
            finally:
                self._stop()
        return 0

    def _until_it_answers(self, wake: Callable[[float], None]) -> int | None:
        """Wait for the web server; give the exit code where it did not start or was asked to stop before."""
        while not self._stopping:
            code = self._web.ended(monotonic())
            if code is not None:
                return code or 1
            if self._answers():
                return None
            wake(0.1)
        return 0

    def _answers(self) -> bool:
        host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(self._settings["HOST"], self._settings["HOST"])
        try:
            with closing(HTTPConnection(host, self._settings["PORT"], timeout=2)) as connection:
                connection.request("GET", "/health/live", headers={"Host": "localhost"})
                return connection.getresponse().status == 200
        except (OSError, HTTPException):
            return False

    def _look_after(self, wake: Callable[[float], None]) -> None:
        children = (self._web, self._worker)
        while not self._stopping:
            now = monotonic()
            for child in children:
                code = child.ended(now)
                if code is not None:
                    _log.warning("%s ended with %d; started again in %g s", child.name, code, child.wait)
                elif child.process is None and now >= child.again_at:
                    child.start()
            waits = [child.again_at - now for child in children if child.process is None]
            wake(max(0.0, min([*waits, 5.0])))

    def _stop(self) -> None:
        """Ask both to stop, wait while they finish, then end what has not."""
        running = [child.process for child in (self._web, self._worker) if child.process is not None]
        for process in running:
            process.terminate()
        until = monotonic() + _PATIENCE
        for process in running:
            try:
                process.wait(max(0.0, until - monotonic()))
            except subprocess.TimeoutExpired:
                _log.warning("%d did not stop when asked", process.pid)
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)  # it leads its session; whatever it left behind goes too
            process.wait()

    @contextmanager
    def _signals(self) -> Iterator[Callable[[float], None]]:
        """Be woken by signals while waiting: what they do is noted, and done outside the handler."""

        def stop(*_: object) -> None:
            self._stopping = True

        heard, tells = socket.socketpair()
        heard.setblocking(False)
        tells.setblocking(False)
        before = {number: signal.signal(number, stop) for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)}
        before[signal.SIGCHLD] = signal.signal(signal.SIGCHLD, lambda *_: None)
        fd = signal.set_wakeup_fd(tells.fileno())

        def wake(seconds: float) -> None:
            if select.select([heard], [], [], seconds)[0]:
                with suppress(BlockingIOError):
                    heard.recv(4096)

        try:
            yield wake
        finally:
            signal.set_wakeup_fd(fd)
            for number, handler in before.items():
                signal.signal(number, handler)
            heard.close()
            tells.close()


def require_free(host: str, port: int) -> None:
    """Refuse an address that is taken or not this machine's, before anything is started."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
        for family, kind, protocol, _, address in found[:1]:
            with socket.socket(family, kind, protocol) as trial:
                trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                trial.bind(address)
                trial.listen(1)
    except OSError as error:
        raise CannotWork(
            say(
                Message(
                    "不能在 {host}:{port} 上等候（{why}）。请另设 GONGKAI_HOST、GONGKAI_PORT，或者停掉占用它的程序。",
                    host=host,
                    port=port,
                    why=error.strerror or error,
                )
            )
        ) from None


def serve(settings: Mapping[str, Any], say_address: Callable[[], None]) -> int:
    """Serve until asked to stop; give the exit code, 2 when what hinders it has been told."""
    require_free(settings["HOST"], settings["PORT"])
    code = Supervisor(settings, say_address).run()
    return code if code in (0, UNREADABLE) else 1
