"""What went wrong, told in one line on standard error, and the exit code that says it to a program.

0 is well; 1 says that the report has errors or that the law does not allow it; 2 that a file cannot
be read or written, or that the command was called wrongly. No traceback is shown, whatever happens.
"""

from __future__ import annotations

import errno
import os
import re
import sys
from typing import TYPE_CHECKING

import click

from gongkai.cli.language import language, say
from gongkai.law.message import Message

if TYPE_CHECKING:
    from gongkai.law.errors import GongkaiError

NOT_ALLOWED = 1
UNREADABLE = 2
DEFECT = 70
"""Our own fault: EX_SOFTWARE of sysexits.h."""
INTERRUPTED = 130
"""Stopped by Ctrl-C: what shells give for SIGINT."""
NOBODY_READS = 141
"""Whoever read our output has gone: what shells give for SIGPIPE."""

DEBUG = "GONGKAI_DEBUG"


def tell(error: BaseException) -> int:
    """Say what went wrong on standard error and give the exit code. What nobody foresaw is our defect."""
    from gongkai.law.errors import GongkaiError, UnreadableDocument

    match error:
        case click.exceptions.NoArgsIsHelpError():
            click.echo(error.format_message(), err=True)
            return error.exit_code
        case click.UsageError():
            _tell_usage(error)
            return error.exit_code
        case click.ClickException():
            _tell(error.format_message())
            return error.exit_code
        case UnreadableDocument():
            _tell(say(error))
            return UNREADABLE
        case GongkaiError():
            _tell(say(error))
            return NOT_ALLOWED
        case click.Abort() | KeyboardInterrupt():
            click.echo(say(Message("已中止。")), err=True)
            return INTERRUPTED
        case BrokenPipeError():
            _stop_writing()
            return NOBODY_READS
        case OSError():
            _tell(say(os_message(error)))
            return UNREADABLE
        case ImportError():
            from gongkai.untrusted.libraries import library_missing

            if missing := library_missing(error):
                _tell(say(missing))
                return UNREADABLE
    return _tell_defect(error)


def _tell(words: str) -> None:
    from gongkai.report.widths import with_names_abridged
    from gongkai.typesetting.characters import printable

    words = with_names_abridged(printable(" ".join(words.splitlines())))
    print(say(Message("错误：{words}", words=words)), file=sys.stderr)  # click.echo would write across a progress bar


def _tell_usage(error: click.UsageError) -> None:
    words = error.format_message()
    _tell(_as_chinese_is_set(words) if language() == "zh" else words)
    if error.ctx is not None:
        click.echo(say(Message("用法见：{command} --help", command=error.ctx.command_path)), err=True)


def _as_chinese_is_set(words: str) -> str:
    """Give what click says with the marks of Chinese: it has its own quotes, stops and commas between the words."""
    words = re.sub(r"：\s+", "：", re.sub(r",\n\t", "、", words))
    words = re.sub(r" ?'([^'\s]+)' ?", r"“\1”", words).replace("”,“", "”、“")
    return re.sub(r"([\u3000-\u9fff”])\.(?: |$)", r"\1。", words).replace("。 ", "。")


def _tell_defect(error: BaseException) -> int:
    if os.environ.get(DEBUG):
        raise error
    words = Message(
        "程序出错（{kind}：{detail}），这是 gongkai 的缺陷。请加上 {debug}=1 重新运行，把显示的内容报告给我们。",
        kind=type(error).__name__,
        detail=" ".join(str(error).split()) or "-",
        debug=DEBUG,
    )
    _tell(say(words))
    return DEFECT


def _stop_writing() -> None:
    """Let what is still buffered go nowhere, or Python would complain of it at its end."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())


_REASONS = {
    errno.ENOENT: Message("没有这个文件"),
    errno.EACCES: Message("没有权限"),
    errno.EPERM: Message("没有权限"),
    errno.EISDIR: Message("是目录，不是文件"),
    errno.ENOTDIR: Message("不是目录"),
    errno.EEXIST: Message("已有同名的文件"),
    errno.ENOSPC: Message("磁盘已满"),
    errno.EROFS: Message("磁盘只读"),
    errno.ENAMETOOLONG: Message("文件名太长"),
    errno.ELOOP: Message("链接绕成了圈"),
}


def os_message(error: OSError, file: str = "") -> Message:
    """Say in a sentence what the operating system refused, and for which file."""
    from gongkai.report.widths import abridged

    reason = _REASONS.get(error.errno or 0) or error.strerror or str(error)
    name = abridged(file or os.fsdecode(error.filename or ""))
    return Message("{file}：{reason}。", file=name, reason=reason) if name else Message("{reason}。", reason=reason)


def error_as_dict(error: GongkaiError) -> dict[str, str | None]:
    """Give an error of ours as plain values for JSON."""
    return {
        "code": error.code,
        "message": say(error.message),
        "hint": say(error.hint) if error.hint else None,
        "citation": str(error.citation) if error.citation else None,
    }
