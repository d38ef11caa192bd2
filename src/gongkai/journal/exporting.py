"""The journal taken out for archives: for each chain a file that can be read and checked without gongkai.

In it: the entries, a line of JSON each; `chains.json` with the last hash and the length; `names.json`, which says who
and what the numbers in the entries are; `verify.py`, which checks it with Python alone; and how to do that. Entries are
not changed once written, so those up to the length of a chain are what they were at that moment, whoever writes on.
"""

from __future__ import annotations

import inspect
import json
import os
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import QuerySet

from gongkai.journal import chaining
from gongkai.journal.acts import words_of
from gongkai.journal.models import Chain, Entry

ENTRIES = "entries.jsonl"
_AT_ONCE = 2000
_README = """\
# {name}：留痕档案

本档案是“{name}”政府信息公开工作的操作留痕，共{length}条，导出于{at}。

| 文件 | 内容 |
|---|---|
| `{entries}` | 留痕，每行一条（JSON）：序号、时间、事项、对象、经办人、任职、依据、改动前后、前一条和本条的杂凑值 |
| `chains.json` | 共有几条、最后一条的杂凑值 |
| `names.json` | 留痕里的事项代码、人员编号、任职编号各是什么 |
| `verify.py` | 核验程序，只要有 Python 3.11 以上就能运行，不需要数据库，也不需要 gongkai |

## 怎样核验

解压后，在这个目录里运行：

    python3 verify.py

每一条都带有前一条的杂凑值，改动、删除、插入、调换任何一条，都会使它之后的对不上。
全部相符时显示“完整”；不相符时指出第一条不符的，退出码为1。
最后一条的杂凑值是 `{head}`。把它另行记下（例如写进移交清单），日后就能确认整份档案没有换过。
"""


def export_all(folder: Path, at: str) -> Iterator[tuple[Chain, Path]]:
    """Write the archive of every chain into a folder, each whole or not at all; go through what was written."""
    folder.mkdir(parents=True, exist_ok=True)
    for chain in Chain.objects.select_related("agency").order_by("pk"):
        yield chain, export(chain, folder / f"journal-{chain.key.replace(':', '-')}.zip", at)


def export(chain: Chain, path: Path, at: str) -> Path:
    """Write the archive of a chain: beside its place first, then in it, so that nobody ever finds half of it."""
    beside = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with beside.open("xb") as file:
            with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
                _fill(archive, chain, at)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    finally:
        with suppress(OSError):
            beside.unlink()
    return path


def _fill(archive: zipfile.ZipFile, chain: Chain, at: str) -> None:
    entries = Entry.objects.filter(chain=chain, number__lte=chain.length).order_by("number")
    with archive.open(ENTRIES, "w", force_zip64=True) as out:
        for entry in entries.iterator(_AT_ONCE):
            out.write(_json({**entry.content(), "hash": entry.hash}).encode() + b"\n")
    name = str(chain)
    described = {"file": ENTRIES, "key": chain.key, "name": name, "head": chain.head, "length": chain.length}
    archive.writestr("chains.json", _json([described], indent=2))
    archive.writestr("names.json", _json(_names(entries), indent=2))
    archive.writestr("verify.py", inspect.getsource(chaining))
    readme = _README.format(name=name, length=chain.length, at=at, head=chain.head, entries=ENTRIES)
    archive.writestr("README.md", readme)


def _names(entries: QuerySet[Entry]) -> dict[str, dict[str, str]]:
    """Give the words of the acts, the officers and the posts that some entries name."""

    def named(field: str) -> list[Any]:
        return sorted(set(entries.order_by().exclude(**{field: None}).values_list(field, flat=True).distinct()))

    officers = get_user_model()._default_manager.in_bulk(named("officer"))
    posts = Entry._meta.get_field("post").related_model._default_manager.in_bulk(named("post"))
    return {
        "acts": {code: words_of(code) for code in named("act")},
        "officers": {str(key): str(officer) for key, officer in sorted(officers.items())},
        "posts": {str(key): str(post) for key, post in sorted(posts.items())},
    }


def _json(value: Any, indent: int | None = None) -> str:
    return json.dumps(value, ensure_ascii=False, indent=indent)
