"""Packages checked, in folders and in ZIPs, by what goes into each of them (`checking`), and against the journal."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import IO

from gongkai.archives import checking
from gongkai.archives.checking import JOURNAL, MANIFEST, Open
from gongkai.journal.models import Entry
from gongkai.law.message import Message

_AT_ONCE = 500


def verified(path: Path, *, against_site: bool) -> Iterator[tuple[str, list[Message]]]:
    """Go through the packages at a path, each with what is wrong with it."""
    if path.is_file():
        if not zipfile.is_zipfile(path):
            yield path.name, [Message("不是 ZIP")]
            return
        with zipfile.ZipFile(path) as archive:
            every = [each.filename for each in archive.infolist() if not each.is_dir()]
            for folder in sorted({name.partition("/")[0] for name in every if name.endswith(f"/{MANIFEST}")}):
                names = [name.removeprefix(f"{folder}/") for name in every if name.startswith(f"{folder}/")]
                yield folder, _checked(names, partial(_in_zip, archive, folder), against_site)
        return
    folders = [path] if (path / MANIFEST).exists() else sorted(each.parent for each in path.glob(f"*/{MANIFEST}"))
    for found in folders:
        wrong = checking.in_folder(found)
        yield str(found), wrong + (_against_site(partial(_in_folder, found)) if against_site else [])


def _in_zip(archive: zipfile.ZipFile, folder: str, name: str) -> IO[bytes]:
    return archive.open(f"{folder}/{name}")


def _in_folder(folder: Path, name: str) -> IO[bytes]:
    return (folder / name).open("rb")


def _checked(names: list[str], open_file: Open, against_site: bool) -> list[Message]:
    wrong = checking.findings(names, open_file)
    return wrong + _against_site(open_file) if against_site and JOURNAL in names else wrong


def _against_site(open_file: Open) -> list[Message]:
    """Give the entries of a package that the journal of this site has not, or has otherwise."""
    with open_file(MANIFEST) as file:
        key = json.loads(file.read())["journal"]["chain"]["key"]
    with open_file(JOURNAL) as file:
        told = {int(entry["number"]): entry["hash"] for entry in map(json.loads, file.read().decode().splitlines())}
    numbers, here = sorted(told), dict[int, str]()
    for start in range(0, len(numbers), _AT_ONCE):
        rows = Entry.objects.filter(chain__key=key, number__in=numbers[start : start + _AT_ONCE])
        here.update(rows.values_list("number", "hash"))
    return [
        Message("{name}：本网站的留痕里没有这样的第{number}条", name=JOURNAL, number=number)
        for number in numbers
        if here.get(number) != told[number]
    ]
