"""A file that was tried, kept until it is confirmed: sealed, for who tried it, for what they tried it for."""

from __future__ import annotations

from base64 import b64decode, b64encode

from django.core.cache import cache
from django.core.signing import BadSignature, Signer
from django.utils.crypto import get_random_string

from gongkai.agencies.models import Officer
from gongkai.law.errors import UnreadableDocument
from gongkai.law.message import Message
from gongkai.vault.sealing import Place, SealBroken, seal, unseal

KEPT = 30 * 60
"""Seconds for which a file that was tried waits to be confirmed."""
_SIGNER = Signer(salt="agencies.exchange")


def keep(officer: Officer, purpose: str, content: bytes) -> str:
    """Keep a file, and give what it is asked for with."""
    token = get_random_string(32)
    key = _key(officer, purpose, token)
    cache.set(key, seal(b64encode(content).decode(), _place(key)), KEPT)
    return _SIGNER.sign(token)


def kept(officer: Officer, purpose: str, signed: str) -> bytes | None:
    """Give a file that was kept, None when it is not there, or is somebody else's, or was for something else."""
    try:
        key = _key(officer, purpose, _SIGNER.unsign(signed))
    except BadSignature:
        return None
    sealed = cache.get(key)
    try:
        return b64decode(unseal(sealed, _place(key))) if isinstance(sealed, str) else None
    except SealBroken:  # its key is gone meanwhile
        return None


def let_go(officer: Officer, purpose: str, signed: str) -> None:
    """Let go of a file that was kept."""
    cache.delete(_key(officer, purpose, _SIGNER.unsign(signed)))


def gone() -> UnreadableDocument:
    """Say that a file is kept no longer."""
    return UnreadableDocument(
        "upload-gone", Message("上传的文件已经过期。"), hint=Message("请重新选择文件；还没有写入任何内容。")
    )


def _key(officer: Officer, purpose: str, token: str) -> str:
    return f"agencies.exchange.{officer.pk}.{purpose}.{token}"


def _place(key: str) -> Place:
    return Place("cache", "file", key)
