"""The exchange package (交换包): a signed report that goes to another installation, as one file of JSON.

It holds the report in the JSON of our schema, what the checks found in it, who signed it when, and a detached Ed25519
signature over all of that. A package is the bytes that we would write of what stands in it, and no others: there is
nothing in it that the signature does not cover, no path and nothing packed.
"""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Callable, Mapping, Sequence
from hashlib import sha256
from typing import Any, NamedTuple

from gongkai.filings.outside.reading import checked
from gongkai.law.errors import UnreadableDocument
from gongkai.law.message import Message
from gongkai.report.model import Reading, Report
from gongkai.report.readers.json import read_json
from gongkai.report.schema import SCHEMA as REPORT_SCHEMA
from gongkai.report.writers.json import write_json

SCHEMA = "gongkai-package/1"
"""What the key `schema` says; the number rises when old installations could not follow."""
LARGEST = 8 * 2**20
"""The largest package that is opened, in bytes; a report with all its places has some hundred thousand characters."""

_BEGINS = b'{\n "schema": "gongkai-package/'
_MEMBERS = ("schema", "manifest", "report", "key", "signature")
_TOLD = ("code", "severity", "message", "place")
_AGAIN = Message("请向对方重新要一份，用没有改动过的原文件上传。")


class Package(NamedTuple):
    """A package whose signature holds: what it says of the report, the report, and whose key signed it."""

    manifest: Mapping[str, Any]
    reading: Reading
    key: bytes


def is_package(data: bytes) -> bool:
    """Say whether a file calls itself a package, of whatever version."""
    return data.startswith(_BEGINS)


def packed(manifest: Mapping[str, Any], report: Report, *, key: bytes, sign: Callable[[bytes], bytes]) -> bytes:
    """Give a package of a report: what is said of it, with its digest and its checks, signed."""
    text = write_json(report).decode()
    said = {
        **manifest,
        "report_schema": REPORT_SCHEMA,
        "digest": sha256(text.encode()).hexdigest(),
        "checks": _checks(report),
    }
    body = {"schema": SCHEMA, "manifest": said, "report": text}
    signed = {**body, "key": _text(key), "signature": _text(sign(_written(body)))}
    return _written(signed)


def opened(
    data: bytes, verifies: Callable[[bytes, bytes, bytes], bool], trusts: Callable[[bytes, Mapping[str, Any]], None]
) -> Package:
    """Open a package and verify all of it: form, signature, digest, the report's schema, its checks run anew.

    `trusts` raises for a key that is not trusted, before the report is read: anybody can sign with a key of their own.
    Raises UnreadableDocument that says what does not hold.
    """
    held = _held(data)
    key, signature = _bytes(held["key"]), _bytes(held["signature"])
    body = {name: held[name] for name in ("schema", "manifest", "report")}
    if not verifies(key, signature, _written(body)):
        raise _refused("package-signature", Message("交换包的签名不对：内容在签名之后改动过，或者签名不是这把公钥的。"))
    manifest, text = held["manifest"], held["report"]
    trusts(key, manifest)
    if not _says_whose(manifest):
        raise _refused("package-other", Message("交换包没有写明是哪个机关、哪一年度、什么范围的报告。"))
    if sha256(text.encode("utf-8", "replace")).hexdigest() != manifest.get("digest"):
        raise _refused("package-digest", Message("交换包里的报告与所写的校验值不符。"))
    if manifest.get("report_schema") != REPORT_SCHEMA:
        raise _refused(
            "package-schema",
            Message("交换包里的报告是“{found}”格式，这里只认“{known}”。", found=_short(manifest), known=REPORT_SCHEMA),
            Message("请对方用相同版本的系统导出，或者改交报告文件。"),
        )
    reading = read_json(text)
    if reading.findings or write_json(reading.report).decode() != text:
        raise _refused("package-report", Message("交换包里的报告不完全合格式，不能照收。"))
    _require_same_checks(manifest.get("checks"), _checks(reading.report))
    return Package(manifest, reading, key)


def _held(data: bytes) -> dict[str, Any]:
    """Give what stands in the bytes of a package, which are those that we would write of it."""
    if len(data) > LARGEST:
        raise _refused("package-too-large", Message("交换包超过{most}MB，不予读取。", most=LARGEST // 2**20))
    try:
        held = json.loads(data)
        same = _written(held) == data
    except (ValueError, RecursionError):
        held, same = None, False
    if not isinstance(held, dict) or held.get("schema") != SCHEMA:
        raise _refused("package-other", Message("这个文件不是完整的交换包，或者是别的版本的。"))
    parts = isinstance(held.get("manifest"), dict) and all(
        isinstance(held.get(name), str) for name in ("report", "key", "signature")
    )
    if not same or tuple(held) != _MEMBERS or not parts:
        raise _refused("package-changed", Message("交换包改动过：多出、缺少了内容，或者另存过。"))
    return held


def _says_whose(manifest: Mapping[str, Any]) -> bool:
    agency = manifest.get("agency")
    named = isinstance(agency, dict) and all(isinstance(agency.get(name), str) for name in ("name", "credit_code"))
    return named and type(manifest.get("year")) is int and manifest.get("scope") in ("unit", "level", "region")


def _require_same_checks(said: Any, found: Sequence[Mapping[str, str]]) -> None:
    if said == found:
        return
    listed = said if isinstance(said, list) else []
    more = [each["message"] for each in found if each not in listed]
    less = [str(each.get("message")) for each in listed if isinstance(each, dict) and each not in found]
    raise _refused(
        "package-checks",
        Message("重新检查的结果与交换包里的不同：{differing}。", differing=[each[:100] for each in (*more, *less)][:5]),
        Message("两边系统的版本不同时会这样：请对方升级后重新导出，或者改交报告文件。"),
    )


def _checks(report: Report) -> list[dict[str, str]]:
    return [{name: each[name] for name in _TOLD} for each in checked(report)]


def _written(body: Mapping[str, Any]) -> bytes:
    return (json.dumps(body, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def _text(content: bytes) -> str:
    return base64.b64encode(content).decode()


def _bytes(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return b""


def _short(manifest: Mapping[str, Any]) -> str:
    return str(manifest.get("report_schema"))[:60]


def _refused(code: str, message: Message, hint: Message = _AGAIN) -> UnreadableDocument:
    return UnreadableDocument(code, message, hint=hint)
