"""From bytes to text: the encoding that pages declare is often not the one they are in."""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

from charset_normalizer import from_bytes

from gongkai.law.message import Message
from gongkai.report.finding import Code, Finding, Severity

ENCODING_MISDECLARED = Code(
    "encoding-misdeclared",
    Severity.NOTICE,
    Message("声明的编码与实际不符"),
    Message("网页声明的字符编码与实际编码不同，已按实际编码读取；部分浏览器会显示乱码。"),
    Message("请改正网页的编码声明。"),
)
CHARACTERS_LOST = Code(
    "characters-lost",
    Severity.WARNING,
    Message("有无法解码的字符"),
    Message("文件中有些字节不属于所用的编码，这些字符没有读出。"),
    Message("请核对原文，或以 UTF-8 重新保存。"),
)
CODES = (ENCODING_MISDECLARED, CHARACTERS_LOST)

_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,40})""", re.IGNORECASE)
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# gb2312 and gbk are named where gb18030, which holds both, is meant.
_WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "gb_2312-80": "gb18030", "x-gbk": "gb18030", "cp936": "gb18030"}
_CHINESE = frozenset({"utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030", "hz", "big5", "big5hkscs"})
"""What Chinese is written in. Encodings of one byte a character fit any bytes and give no Chinese; some others that
Python knows are no encodings of text at all."""
_HEAD = 4096
_TOLERABLE = 0.01
"""The share of characters that may be lost before a text counts as unreadable."""


class Decoded(NamedTuple):
    """The text, or None when the bytes are no text; what was odd; the bytes again where they are the text in UTF-8."""

    text: str | None
    findings: tuple[Finding, ...] = ()
    utf8: bytes | None = None


def decode(data: bytes) -> Decoded:
    """Give the text of a file: by its byte-order mark, as UTF-8, as declared, as GB18030, as it looks."""
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return Decoded(data.decode("utf-8-sig" if encoding == "utf-8" else encoding, "replace"))
    declared = _declared(data)
    for encoding in dict.fromkeys(("utf-8", declared, "gb18030")):
        text = _strictly(data, encoding)
        if text is not None:
            findings = _misdeclared(declared, encoding) if not data.isascii() else ()
            return Decoded(text, findings, data if encoding == "utf-8" else None)
    return _as_it_looks(data, declared)


def _declared(data: bytes) -> str:
    match = _DECLARED.search(data, 0, _HEAD)
    if match is None:
        return ""
    name = match[1].decode("ascii").lower()
    return _chinese(_WIDER.get(name, name))


def _chinese(name: str) -> str:
    """Give the usual name of an encoding, if Chinese is written in it."""
    try:
        known = codecs.lookup(name).name
    except LookupError:
        return ""
    return known if known in _CHINESE else ""


def _strictly(data: bytes, encoding: str) -> str | None:
    if not encoding:
        return None
    try:
        text = data.decode(encoding)
    except (UnicodeDecodeError, ValueError, LookupError):
        return None
    return None if b"\0" in data and "\0" in text else text


def _misdeclared(declared: str, actual: str) -> tuple[Finding, ...]:
    if not declared or codecs.lookup(declared) == codecs.lookup(actual):
        return ()
    return (
        ENCODING_MISDECLARED(Message("网页声明的编码为{declared}，实际为{actual}。", declared=declared, actual=actual)),
    )


def _as_it_looks(data: bytes, declared: str) -> Decoded:
    """Read bytes that no encoding fits wholly: the one that loses least, or none when all lose much."""
    guess = from_bytes(data[:65536]).best()
    encodings = dict.fromkeys(("utf-8", "gb18030", declared, _chinese(guess.encoding) if guess else ""))
    readings = [data.decode(encoding, "replace") for encoding in encodings if encoding]
    text = min(readings, key=lambda text: text.count("\ufffd"))
    lost = text.count("\ufffd")
    if "\0" in text or lost > max(3, len(text) * _TOLERABLE):
        return Decoded(None)
    return Decoded(text, (CHARACTERS_LOST(Message("有{count}处字节无法解码。", count=lost)),) if lost else ())
