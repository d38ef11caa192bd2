"""A file that its owner alone can read, written whole or not at all, and on the disk once it is there."""

from __future__ import annotations

import os
import secrets
from pathlib import Path


def is_open_to_others(file: Path) -> bool:
    """Say whether anybody but the owner can read or write a file."""
    return bool(file.stat().st_mode & 0o077)


def make(file: Path, text: str) -> None:
    """Write a new file; of several processes that start together the first prevails. Raises OSError."""
    draft = _draft(file, text)
    try:
        os.link(draft, file)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
    settle(file.parent)


def rewrite(file: Path, text: str) -> None:
    """Put another content in the place of a file's. Raises OSError, and leaves the file as it was."""
    _draft(file, text).replace(file)
    settle(file.parent)


def _draft(file: Path, text: str) -> Path:
    draft = file.with_name(f"{file.name}.{os.getpid()}.{secrets.token_hex(4)}")
    try:
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as out:
            out.write(text)
            out.flush()
            os.fsync(out.fileno())
    except OSError:
        draft.unlink(missing_ok=True)
        raise
    return draft


def settle(folder: Path) -> None:
    """Bring the names of the files in a folder to the disk: a key that is lost takes with it all that it sealed."""
    held = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(held)
    finally:
        os.close(held)
