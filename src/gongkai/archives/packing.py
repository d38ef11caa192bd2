"""A package for archives (归档包) written: into a folder, or into a ZIP that is sealed while it is written.

What it holds is in docs/archive-format.md. Personal data stand apart, under `personal/`, or in one file that is sealed
with a passphrase. Nothing in it needs this program: pages, JSON, PDF, DOCX, checksums, and a verifier in plain Python.
No standard of metadata for electronic archives was at hand: the names of the fields are ours.
"""

from __future__ import annotations

import hashlib
import inspect
import io
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import override

from gongkai.archives import checking, gathering
from gongkai.archives.gathering import as_json
from gongkai.archives.kinds import BY_CODE, JOURNALS, Kind
from gongkai.attachments import storing
from gongkai.journal import chaining
from gongkai.journal.acts import words_of
from gongkai.journal.models import Entry
from gongkai.law.errors import UnreadableDocument
from gongkai.law.message import Message
from gongkai.vault.streams import Opened, Sealer, StreamBroken, broken, pieces

SEALED = "personal.sealed"
_AT_ONCE = 2000
_SCRYPT = (2**15, 8, 1)
_FIT = re.compile(r"[^\w.\-〔〕（）]+")

Sink = Callable[[str], Any]
"""Gives, for the name of a file, a context in which its bytes are written."""


class Lock(NamedTuple):
    """What personal data are sealed with: the secret that a passphrase and a salt make."""

    salt: str
    secret: str

    @classmethod
    def of(cls, passphrase: str, salt: str) -> Lock:
        """Give the lock of a passphrase; it takes a while, so that passphrases are not tried."""
        n, r, p = _SCRYPT
        made = hashlib.scrypt(
            passphrase.encode(), salt=bytes.fromhex(salt), n=n, r=r, p=p, maxmem=128 * r * n * 2, dklen=32
        )
        return cls(salt, made.hex())


def into_folder(folder: Path) -> Sink:
    """Write files below a folder, open to us alone."""

    def opened(name: str) -> Any:
        path = folder / name
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        return path.open("xb")

    return opened


def into_zip(archive: zipfile.ZipFile) -> Sink:
    """Write files into a ZIP."""
    return lambda name: archive.open(name, "w", force_zip64=True)


class Through(io.RawIOBase):
    """What a ZIP is written into that goes on at once and cannot go back."""

    def __init__(self, write: Callable[[bytes], Any]) -> None:
        self._write = write

    def writable(self) -> bool:
        """Say that it is written to."""
        return True

    def write(self, content: Any) -> int:
        """Pass bytes on."""
        self._write(bytes(content))
        return len(content)


class _Package:
    """A package that is being written: what went into it, with the digests."""

    def __init__(self, sink: Sink, name: str) -> None:
        self._sink, self._name = sink, name
        self.files: list[dict[str, Any]] = []

    def put(self, path: str, content: Iterable[bytes], what: str) -> None:
        """Write a file."""
        with self.file(path, what) as write:
            for piece in content:
                write(piece)

    @contextmanager
    def file(self, path: str, what: str) -> Iterator[Callable[[bytes], None]]:
        """Write a file piece by piece."""
        made, size = hashlib.sha256(), 0
        with self._sink(f"{self._name}/{path}") as out:

            def write(content: bytes) -> None:
                nonlocal size
                made.update(content)
                size += len(content)
                out.write(content)

            yield write
        self.files.append({"path": path, "sha256": made.hexdigest(), "bytes": size, "what": what})


def folder_name(kind: Kind, case: Any) -> str:
    """Give the name of the folder of a package."""
    return f"{kind.code}-{case.agency.credit_code or case.agency.pk}-{_FIT.sub('_', kind.number_of(case))}"


def write(kind: Kind, case: Any, sink: Sink, *, lock: Lock | None, purpose: str) -> str:
    """Write the package of a case, whose reading is on record already; give the name of its folder."""
    with override(settings.LANGUAGE_CODE):
        return _write(kind, case, sink, lock, purpose)


def _write(kind: Kind, case: Any, sink: Sink, lock: Lock | None, purpose: str) -> str:
    package = _Package(sink, folder_name(kind, case))
    rows = gathering.rows_of(kind, case)
    attached = list(kind.attachments(case))
    entries = list(gathering.entries_of(kind, case))
    if lock is None:
        inside = _personal(
            kind, case, rows, attached, lambda path, content, what: package.put(f"personal/{path}", content, what)
        )
    else:
        inside = _sealed(package, lock, kind, case, rows, attached)
    closed = sum(row.type == "disclosure.text" and row.closed is True for row in rows)
    told = {
        "kind": kind, "case": case, "number": kind.number_of(case), "closed": closed, "rows": rows, "entries": entries,
        "inside": inside, "sealed": lock is not None, "purpose": purpose, "made_at": timezone.localtime(),
    }  # fmt: skip
    package.put("index.html", [render_to_string("archives/package/index.html", told).encode()], "目录和办理情况")
    package.put("rows.json", [as_json([_told(row._replace(personal=())) for row in rows])], "不含个人信息的各项内容")
    lines = b"".join(as_json({**entry.content(), "hash": entry.hash}, None) + b"\n" for entry in entries)
    package.put(checking.JOURNAL, [lines], "本案的留痕")
    names: dict[str, dict[str, str]] = {"acts": {}, "officers": {}, "posts": {}}
    for entry in entries:
        _name(names, entry)
    manifest = {
        "format": checking.FORMAT,
        "kind": kind.code,
        "kind_name": str(kind.words),
        "number": kind.number_of(case),
        "agency": {"name": case.agency.name, "credit_code": case.agency.credit_code},
        "ended_on": kind.ended_on(case),
        "made_at": timezone.localtime().isoformat(" ", "seconds"),
        "purpose": purpose,
        "personal": "sealed" if lock else "clear",
        **({"texts_not_public": closed} if kind.code == "items" else {}),
        "lock": {"file": SEALED, "kdf": "scrypt", "n_r_p": _SCRYPT, "salt": lock.salt} if lock else None,
        "journal": {"entries": len(entries), "chain": _chain_of(case.agency)},
    }
    return _close(package, names, manifest)


def write_journal(agency: Any, year: int, sink: Sink, *, purpose: str) -> str:
    """Write the package of the journal of an agency for a year, entry by entry; give the name of its folder."""
    package = _Package(sink, f"{JOURNALS}-{agency.credit_code or agency.pk}-{year}")
    names: dict[str, dict[str, str]] = {"acts": {}, "officers": {}, "posts": {}}
    found = Entry.objects.filter(chain__agency=agency, at__year=year).select_related("officer", "post__agency")
    count = 0
    with override(settings.LANGUAGE_CODE):
        with package.file(checking.JOURNAL, "本机关这一年的留痕") as out:
            for entry in found.order_by("number").iterator(_AT_ONCE):
                out(as_json({**entry.content(), "hash": entry.hash}, None) + b"\n")
                _name(names, entry)
                count += 1
        kind = BY_CODE[JOURNALS]
        manifest = {
            "format": checking.FORMAT,
            "kind": kind.code,
            "kind_name": str(kind.words),
            "number": str(year),
            "agency": {"name": agency.name, "credit_code": agency.credit_code},
            "ended_on": None,
            "made_at": timezone.localtime().isoformat(" ", "seconds"),
            "purpose": purpose,
            "personal": "none",
            "lock": None,
            "journal": {"entries": count, "chain": _chain_of(agency)},
        }
        return _close(package, names, manifest)


def _name(names: dict[str, dict[str, str]], entry: Entry) -> None:
    names["acts"].setdefault(entry.act, words_of(entry.act))
    if entry.officer_id:
        names["officers"].setdefault(str(entry.officer_id), str(entry.officer))
    if entry.post_id:
        names["posts"].setdefault(str(entry.post_id), str(entry.post))


def _close(package: _Package, names: dict[str, Any], manifest: dict[str, Any]) -> str:
    """Write what stands in every package, the manifest and the checksums last."""
    package.put("names.json", [as_json(names)], "留痕中的代码和编号是什么")
    package.put("verify.py", [inspect.getsource(checking).encode()], "核验程序")
    package.put("chaining.py", [inspect.getsource(chaining).encode()], "核验程序用到的杂凑算法")
    package.put(checking.MANIFEST, [as_json({**manifest, "files": list(package.files)})], "清单")
    sums = "".join(f"{each['sha256']}  {each['path']}\n" for each in package.files)
    package.put(checking.SUMS, [sums.encode()], "校验和")
    return package._name


def _chain_of(agency: Any) -> dict[str, Any]:
    chain = agency.journal
    return {"key": chain.key, "length": chain.length, "head": chain.head}


Put = Callable[[str, Iterable[bytes], str], None]


def _personal(kind: Kind, case: Any, rows: list[gathering.Row], attached: list[Any], put: Put) -> list[tuple[str, str]]:
    """Put what is personal or not public; give the names and what each is."""
    inside: list[tuple[str, str]] = []

    def placed(path: str, content: Iterable[bytes], what: str) -> None:
        inside.append((path, what))
        put(path, content, what)

    personal = [_told(row._replace(open=())) for row in rows if row.personal]
    what = "现在不公开的稿" if kind.code == "items" else "个人信息"
    placed("rows.json", [as_json(personal)], what)
    files = [(f"files/{number}.{each.kind}", each) for number, each in enumerate(attached, start=1)]
    page = render_to_string(
        "archives/package/personal.html", {"kind": kind, "case": case, "rows": rows, "files": files}
    )
    placed("index.html", [page.encode()], f"{what}，可以直接阅读")
    for letter in gathering.letters_of(case):
        placed(letter.name, [letter.content], letter.what)
    for name, each in files:  # what they were called says whose they are, and is told inside alone
        with storing.open_raw(each.file.place, each.file.secret) as opened:
            placed(name, pieces(opened, 0, opened.size), "附件")
    return inside


def _told(row: gathering.Row) -> dict[str, Any]:
    """Give a row as JSON has it; whether it is closed of what may be that alone."""
    return {name: value for name, value in row._asdict().items() if value is not None}


def _sealed(
    package: _Package, lock: Lock, kind: Kind, case: Any, rows: list[gathering.Row], attached: list[Any]
) -> list[tuple[str, str]]:
    with package.file(SEALED, "加密的个人信息、文书和附件") as write_out:
        sealer = Sealer(lock.secret, settings.VAULT_CIPHER, write_out)
        with zipfile.ZipFile(Through(sealer.write), "w", zipfile.ZIP_DEFLATED) as archive:

            def put(path: str, content: Iterable[bytes], what: str) -> None:
                with archive.open(path, "w", force_zip64=True) as out:
                    for piece in content:
                        out.write(piece)

            inside = _personal(kind, case, rows, attached, put)
        sealer.finish()
    return inside


def unseal(package: Path, passphrase: str, folder: Path) -> list[str]:
    """Open the sealed part of a package into a folder; give the names. UnreadableDocument for a wrong passphrase."""
    manifest = checking._read_json(lambda name: (package / name).open("rb"), checking.MANIFEST)
    if not isinstance(manifest, dict) or not manifest.get("lock"):
        raise UnreadableDocument(
            "package-not-sealed", Message("这个归档包没有加密的部分。"), hint=Message("个人信息在 personal 目录里。")
        )
    lock = Lock.of(passphrase, manifest["lock"]["salt"])
    try:
        with (
            (package / SEALED).open("rb") as held,
            Opened(held, lock.secret) as opened,
            zipfile.ZipFile(opened) as archive,
        ):
            names = archive.namelist()
            if any(name.startswith("/") or ".." in name.split("/") or "\\" in name for name in names):
                raise broken()
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            archive.extractall(folder)
    except (StreamBroken, zipfile.BadZipFile):
        raise UnreadableDocument(
            "package-locked",
            Message("口令不对，或者加密的部分已被改动。"),
            hint=Message("请核对口令，并先核验归档包。"),
        ) from None
    return names
