"""Work on files that are not to be trusted: in a process of its own, with limits on time and memory.

One child is kept warm for many documents; it is replaced when a document ends it. Where the system
has no limits on resources (Windows), only the limit on time holds. Not here: what is done with a
document, which is a function that whoever starts the child names, and spreading work over processes.
"""

from __future__ import annotations

import atexit
import contextlib
import os
import pickle
import signal
import struct
import subprocess
import sys
from collections.abc import Callable
from functools import cache
from importlib import import_module
from threading import Lock, Timer
from types import FrameType, TracebackType
from typing import IO, Any, NamedTuple, NoReturn, Self

from gongkai.law.errors import GongkaiError, UnreadableDocument
from gongkai.law.message import Message

_LENGTH = struct.Struct("<Q")
_READY = b"gongkai"
_MOST_DOCUMENTS = 1000
"""A child is replaced after so many documents, so that what libraries forget to free does not add up."""
_LAST_WORDS = 2.0
"""The seconds a child that is told to end has for ending LibreOffice and removing its files."""


class Limits(NamedTuple):
    """What one document may take: seconds of time, and of processor time; bytes of address space."""

    seconds: float = 60
    memory: int = 2 * 2**30


LIMITS = Limits()


class Worker:
    """A child process that takes one document after another. May be used by several threads, one at a time."""

    def __init__(self, task: str, limits: Limits = LIMITS) -> None:
        """Take the function that is called with each document, as module:name, and what it may use."""
        self._task = task
        self._limits = limits
        self._lock = Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._owner = os.getpid()
        self._count = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def ask(self, *arguments: Any, **named: Any) -> Any:
        """Give what the function gives for these arguments. Raises its errors of ours, or UnreadableDocument."""
        if self._owner != os.getpid():
            # After a fork the child belongs to the parent: two must not talk to it.
            self._lock, self._process, self._owner = Lock(), None, os.getpid()
        with self._lock:
            answer = self._answered(arguments, named)
        if isinstance(answer, GongkaiError):
            raise answer
        return answer

    def close(self) -> None:
        """End the child, if there is one; the next document starts another."""
        process, self._process = self._process, None
        if process is None or self._owner != os.getpid():
            return
        assert process.stdin is not None
        assert process.stdout is not None
        with contextlib.suppress(OSError):
            process.stdin.close()
        _end(process)
        process.stdout.close()

    def _answered(self, arguments: tuple[Any, ...], named: dict[str, Any]) -> object:
        process = self._running()
        late: list[bool] = []

        def give_up() -> None:
            late.append(True)
            _end(process)

        timer = Timer(self._limits.seconds, give_up)
        timer.daemon = True
        timer.start()
        try:
            assert process.stdin is not None
            assert process.stdout is not None
            _send(process.stdin, pickle.dumps((arguments, named)))
            return pickle.loads(_receive(process.stdout))
        except (OSError, EOFError):
            self.close()
            return _took_too_long(self._limits) if late or process.returncode == -_XCPU else _died()
        except BaseException:
            self.close()  # interrupted: the answer that is still to come belongs to no question
            raise
        finally:
            timer.cancel()

    def _running(self) -> subprocess.Popen[bytes]:
        self._count += 1
        if self._count > _MOST_DOCUMENTS:
            self.close()
        if self._process is None or self._process.poll() is not None:
            self.close()
            self._process = _start(self._task, self._limits)
            self._count = 1
        return self._process


@cache
def kept(task: str, limits: Limits = LIMITS) -> Worker:
    """Give the child that a task is put to with these limits, one in this process, which ends with it."""
    worker = Worker(task, limits)
    atexit.register(worker.close)
    return worker


# ── The child, seen from outside ─────────────────────────────────────────────

_XCPU = int(getattr(signal, "SIGXCPU", 0))
# Without -P a module in the current folder, which may be full of downloads, could stand in for a library's.
_CODE = "from gongkai.untrusted.worker import serve; serve({task!r}, {seconds!r}, {memory!r})"


def _start(task: str, limits: Limits) -> subprocess.Popen[bytes]:
    process = subprocess.Popen(
        [sys.executable, "-P", "-c", _CODE.format(task=task, **limits._asdict())],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    assert process.stdout is not None
    with contextlib.suppress(EOFError):
        if _receive(process.stdout) == _READY:
            return process
    _end(process)
    raise RuntimeError(f"the process that opens documents does not start: {sys.executable}")


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a child: asked first, so that it can end what it started, then by force."""
    process.terminate()
    try:
        process.wait(_LAST_WORDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _send(pipe: IO[bytes], data: bytes) -> None:
    pipe.write(_LENGTH.pack(len(data)))
    pipe.write(data)
    pipe.flush()


def _receive(pipe: IO[bytes]) -> bytes:
    (length,) = _LENGTH.unpack(_exactly(pipe, _LENGTH.size))
    return _exactly(pipe, length)


def _exactly(pipe: IO[bytes], length: int) -> bytes:
    data = pipe.read(length)
    if len(data) < length:
        raise EOFError
    return data


def _took_too_long(limits: Limits) -> UnreadableDocument:
    return UnreadableDocument(
        "took-too-long",
        Message("读取超过{seconds:g}秒，没有完成。", seconds=limits.seconds),
        hint=Message("请用办公软件打开，删去不需要的内容，另存后再试。"),
    )


def _died() -> UnreadableDocument:
    return UnreadableDocument(
        "reading-broke-off",
        Message("读取这个文件时中途失败：文件可能已损坏，或占用的内存超过限额。"),
        hint=Message("请用办公软件打开，另存为一份新文件再试。"),
    )


def _too_much_memory() -> UnreadableDocument:
    return UnreadableDocument(
        "too-much-memory",
        Message("读取这个文件所需的内存超过限额。"),
        hint=Message("请用办公软件打开，删去不需要的内容，另存后再试。"),
    )


# ── The child, from within ───────────────────────────────────────────────────


def serve(task: str, seconds: float, memory: int) -> None:
    """Take the documents that come in on standard input until it ends, within limits; the child's whole life."""
    module, _, name = task.partition(":")
    function = getattr(import_module(module), name)
    # What libraries print must not fall among the answers.
    with os.fdopen(os.dup(1), "wb") as answers, os.fdopen(os.dup(0), "rb") as questions:
        os.dup2(2, 1)
        signal.signal(signal.SIGTERM, _leave)
        _limit("RLIMIT_AS", memory)
        _limit("RLIMIT_CORE", 0)
        _send(answers, _READY)
        while True:
            try:
                arguments, named = pickle.loads(_receive(questions))
            except EOFError:
                return
            _limit_processor_time(seconds)
            _send(answers, pickle.dumps(_answer(function, arguments, named)))


def _answer(function: Callable[..., Any], arguments: tuple[Any, ...], named: dict[str, Any]) -> Any:
    try:
        return function(*arguments, **named)
    except GongkaiError as error:
        return error
    except MemoryError:
        return _too_much_memory()
    except Exception:
        return _died()


def _leave(number: int, frame: FrameType | None) -> NoReturn:
    raise SystemExit(128 + number)


def _resource() -> Any:
    """Give the module of limits on resources, or None where the system has none."""
    try:
        import resource
    except ImportError:
        return None
    return resource


def _limit(name: str, most: int) -> None:
    """Set a soft limit, no higher than the system allows; where it allows none, go on without."""
    resource = _resource()
    kind = getattr(resource, name, None)
    if kind is None:
        return
    _, hard = resource.getrlimit(kind)
    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(kind, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


def _limit_processor_time(seconds: float) -> None:
    """Allow so much processor time from now on: it holds when the parent is no more to watch the clock."""
    resource = _resource()
    if resource is not None:
        used = resource.getrusage(resource.RUSAGE_SELF)
        _limit("RLIMIT_CPU", int(used.ru_utime + used.ru_stime + seconds) + 1)
