"""A library that a format needs and this machine lacks: said by its name, with how to install it.

Without this a missing library would look like a damaged file, and people would repair the file.
"""

from __future__ import annotations

from gongkai.law.errors import UnreadableDocument
from gongkai.law.message import Message


def library_missing(error: ImportError) -> UnreadableDocument | None:
    """Give the refusal for an import that failed, or None when it is not of another's library."""
    library = (error.name or "").partition(".")[0].replace("_", "-")
    if library in ("", "gongkai"):
        return None
    return UnreadableDocument(
        "library-missing",
        Message(
            "处理这种文件要用到的 {library} 没有安装，或者没有装好（{detail}）。", library=library, detail=error.msg
        ),
        hint=Message("请运行 pip install {library}，再试一次；文件本身不必改动。", library=library),
    )
