"""Asking a ClamAV daemon about a file, by its own protocol (INSTREAM), over a socket; the file is never written out."""

from __future__ import annotations

import socket
import struct
from collections.abc import Iterable
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any

from django.conf import settings

from gongkai.law.errors import GongkaiError
from gongkai.law.message import Message

_CONNECT = 10.0
_ANSWER = 300.0
"""Seconds: a large archive takes a scanner minutes."""
_REPLY_MOST = 4096


class ScannerDown(GongkaiError):
    """The scanner does not answer, or not as one does: the file waits."""


@dataclass(frozen=True)
class Verdict:
    """What the scanner says: clean, infected with `what`, or that it cannot scan it, and `what` it says why."""

    clean: bool = False
    infected: bool = False
    what: str = ""


def is_on() -> bool:
    """Say whether files are scanned on this site."""
    return settings.CLAMD is not None


def scan(content: Iterable[bytes]) -> Verdict:
    """Give what the scanner says of some content, sent piece by piece; raise ScannerDown when it does not."""
    said, cut = "", False
    with _connected() as line:
        line.sendall(b"zINSTREAM\0")
        try:
            for piece in content:
                line.sendall(struct.pack(">I", len(piece)) + piece)
            line.sendall(struct.pack(">I", 0))
        except (BrokenPipeError, ConnectionResetError):
            cut = True  # it has heard enough: more than it takes; what it says of that may still be read
        with suppress(ConnectionResetError):
            said = _reply(line)
    if cut and not said and answers():
        return Verdict(what="cut off by the scanner")
    if said.endswith(" FOUND"):
        return Verdict(infected=True, what=said.removeprefix("stream: ").removesuffix(" FOUND"))
    if said == "stream: OK":
        return Verdict(clean=True)
    if said.endswith(" ERROR"):
        return Verdict(what=said.removesuffix(" ERROR"))
    raise _down(said or "no answer")


def answers() -> bool:
    """Say whether the scanner is there."""
    try:
        with _connected() as line:
            line.settimeout(_CONNECT)
            line.sendall(b"zPING\0")
            return _reply(line) == "PONG"
    except ScannerDown:
        return False


@contextmanager
def _connected() -> Any:
    address: Any = settings.CLAMD
    family = socket.AF_UNIX if isinstance(address, str) else socket.AF_UNSPEC
    try:
        if family == socket.AF_UNIX:
            line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
            line.settimeout(_CONNECT)
            try:
                line.connect(address)
            except BaseException:
                line.close()
                raise
        else:
            line = socket.create_connection(address, _CONNECT)
        with line:
            line.settimeout(_ANSWER)
            yield line
    except OSError as error:
        raise _down(error.strerror or str(error)) from None


def _reply(line: socket.socket) -> str:
    said = bytearray()
    while not said.endswith(b"\0") and len(said) < _REPLY_MOST:
        part = line.recv(_REPLY_MOST)
        if not part:
            break
        said += part
    return said.rstrip(b"\0\n").decode("utf-8", "replace")


def _down(why: str) -> ScannerDown:
    return ScannerDown(
        "scanner-down",
        Message("查毒服务没有回应（{why}）。", why=why),
        hint=Message("请查看 clamd 是否在运行，设置 GONGKAI_CLAMD 是否是它的地址。"),
    )
