"""Documents converted from one format to another by LibreOffice, when it is installed.

LibreOffice runs without a window, on a profile and in a folder made for one document, with macros,
linked files and the network turned off and a limit on time.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

from gongkai.law.errors import UnreadableDocument
from gongkai.law.message import Message

SECONDS = 50
"""The longest a conversion may take; a first start on a slow machine takes ten."""

_COMMANDS = ("soffice", "libreoffice")
_OPTIONS = ("--headless", "--invisible", "--nologo", "--nodefault", "--norestore", "--nolockcheck")
_LARGEST = 64 * 2**20
_PACKAGES = {
    **dict.fromkeys(("XLSX", "XLSB", "XLS", "ODS"), "libreoffice-calc-nogui"),
    **dict.fromkeys(("PPTX", "PPT", "ODP"), "libreoffice-impress-nogui"),
}
"""What is installed for a format that is not of text."""

# What a document may not make LibreOffice do. The proxy that nobody answers on is for what the other settings miss.
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
{}</oor:items>
"""
_SETTING = '<item oor:path="/org.openoffice.{}"><prop oor:name="{}" oor:op="fuse"><value>{}</value></prop></item>\n'
_FORBIDDEN = (
    ("Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Office.Common/Security/Scripting", "DisableActiveContent", "true"),
    ("Office.Writer/Content/Update", "Link", "2"),
    ("Office.Writer/Content/Update", "Field", "false"),
    ("Office.Java/VirtualMachine", "Enable", "false"),
    ("Inet/Settings", "ooInetProxyType", "2"),
    ("Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPSProxyPort", "9"),
)


def converted(data: bytes, format: str, target: str) -> bytes:
    """Give a document in a format (`DOC`, `RTF`, `ODT`) in another (`DOCX`, `PDF`), converted by LibreOffice.

    Raises UnreadableDocument, which names what to install when LibreOffice is not there.
    """
    command = office_command()
    if command is None:
        raise UnreadableDocument(
            "office-missing",
            Message("这是{format}文件，要由LibreOffice转换后才能读取，而本机没有安装。", format=format),
            hint=Message(
                "请安装LibreOffice（Debian、Ubuntu上的软件包为{package}），或用办公软件另存为{target}再试。",
                package=_PACKAGES.get(format, "libreoffice-writer-nogui"),
                target=target,
            ),
        )
    return _converted(command, data, format, target)


def office_command() -> str | None:
    """Give the path of LibreOffice's command, or None when it is not installed."""
    return next((path for name in _COMMANDS if (path := shutil.which(name))), None)


def _converted(command: str, data: bytes, format: str, to: str) -> bytes:
    with tempfile.TemporaryDirectory(prefix="gongkai-", ignore_cleanup_errors=True) as folder:
        source = Path(folder, f"document.{format.lower()}")
        source.write_bytes(data)
        profile = Path(folder, "profile")
        _forbid(profile)
        target = Path(folder, "converted", f"document.{to.lower()}")
        arguments = [f"-env:UserInstallation={profile.as_uri()}", *_OPTIONS]
        arguments += ["--convert-to", to.lower(), "--outdir", str(target.parent), str(source)]
        _run([command, *arguments], folder, format, to)
        if not target.is_file() or target.stat().st_size > _LARGEST:
            raise UnreadableDocument(
                "not-converted",
                Message("LibreOffice不能转换这个{format}文件。", format=format),
                hint=Message("请用办公软件打开，另存为{target}再试；打不开的，文件可能已经损坏。", target=to),
            )
        return target.read_bytes()


def _forbid(profile: Path) -> None:
    settings = profile / "user" / "registrymodifications.xcu"
    settings.parent.mkdir(parents=True)
    settings.write_text(_SETTINGS.format("".join(_SETTING.format(*each) for each in _FORBIDDEN)), encoding="utf-8")


def _run(arguments: list[str], folder: str, format: str, to: str) -> None:
    process = subprocess.Popen(
        arguments,
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        process.wait(SECONDS)
    except subprocess.TimeoutExpired:
        raise UnreadableDocument(
            "took-too-long",
            Message("转换{format}文件超过{seconds}秒，没有完成。", format=format, seconds=SECONDS),
            hint=Message("请用办公软件另存为{target}再试。", target=to),
        ) from None
    finally:
        _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a process that is still running, with those it started: LibreOffice's command is only a starter."""
    if process.poll() is None:
        with contextlib.suppress(ProcessLookupError):
            if os.name == "posix":
                os.killpg(process.pid, signal.SIGKILL)
            else:
                process.kill()
        process.wait()
