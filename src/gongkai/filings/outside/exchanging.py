"""Packages made of what was signed here, and taken in from installations whose keys are trusted."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterable, Mapping
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.timezone import localtime, now

from gongkai.filings.models import Scope, TrustedKey, Upload, Version
from gongkai.filings.outside import acts, packaging
from gongkai.filings.outside.packaging import Package
from gongkai.filings.signing.selectors import is_whole, report_signed
from gongkai.journal.actor import Actor
from gongkai.journal.services import hold, note, record
from gongkai.law.citation import cite
from gongkai.law.errors import NotAllowed
from gongkai.law.message import Message
from gongkai.vault import signing


@transaction.atomic
def pack(version: Version, *, by: Actor) -> bytes:
    """Give a signed version as a package for another installation (导出交换包); that it was made is recorded.

    Raises NotAllowed for one that is not what was signed: the site does not put its own signature under it.
    """
    if not is_whole(version):
        raise NotAllowed(
            "version-damaged",
            Message("第{number}版的内容与签发时的校验值不符，不能导出。", number=version.number),
            hint=Message("请管理员查明数据库里的这一版是怎样改动的；修改以后重新送审、签发。"),
            citation=cite("条例第49条"),
        )
    filing = version.filing
    manifest = {
        "issuer": settings.SITE_URL,
        "agency": {"name": filing.agency.name, "credit_code": filing.agency.credit_code or ""},
        "year": filing.year,
        "scope": filing.scope,
        "number": version.number,
        "note": version.note,
        "signed": {"by": version.officer.name, "at": localtime(version.signed_at).isoformat()},
        "published_at": localtime(version.published_at).isoformat() if version.published_at else None,
        "passed": [
            {
                "kind": each.kind,
                "duty": each.duty,
                "by": each.officer.name,
                "at": localtime(each.at).isoformat(),
            }
            for each in filing.opinions.filter(number=version.number).select_related("officer").order_by("pk")
        ],
        "signed_with": version.checks,
    }
    content = packaging.packed(manifest, report_signed(version), key=signing.public_key(), sign=signing.sign)
    note(version, acts.PACKED, by=by)
    return content


def opened(data: bytes) -> tuple[Package, dict[str, Any]]:
    """Open a package of an installation that is trusted; with it what is kept of it beside the report.

    Raises UnreadableDocument for one that does not verify, NotAllowed for one whose key nobody here has entered.
    """
    package = packaging.opened(data, signing.verifies, _require_trusted)
    mark, trusted = signing.fingerprint(package.key), _trusted(package.key)
    kept = {
        "issuer": str(package.manifest.get("issuer"))[:200],
        "trusted": trusted.name if trusted else "",
        "fingerprint": mark,
        "manifest": {name: each for name, each in package.manifest.items() if name != "checks"},
    }
    return package, kept


def _trusted(key: bytes) -> TrustedKey | None:
    found: TrustedKey | None = TrustedKey.objects.filter(
        fingerprint=signing.fingerprint(key), ended_at__isnull=True
    ).first()
    return found


def _require_trusted(key: bytes, manifest: Mapping[str, Any]) -> None:
    if _trusted(key) is None and key != signing.public_key():
        raise NotAllowed(
            "key-unknown",
            Message(
                "交换包的签名有效，但签名的公钥没有登记。自称来自{issuer}，公钥{key}，指纹{fingerprint}。",
                issuer=str(manifest.get("issuer"))[:100],
                key=base64.b64encode(key).decode(),
                fingerprint=signing.in_groups(signing.fingerprint(key)),
            ),
            hint=Message("请用电话等另外的途径向对方核对指纹；相符的，由全站管理员在“交换密钥”登记之后再上传。"),
        )


def require_of(package: Mapping[str, Any], *, name: str, credit_code: str | None, year: int, scope: str) -> None:
    """Refuse a package that is of another agency, year or scope than was chosen. Raises NotAllowed."""
    manifest = package["manifest"]
    agency = manifest["agency"]
    code = agency["credit_code"]
    same = code == credit_code if code and credit_code else agency["name"] == name
    if not same or (manifest["year"], manifest["scope"]) != (year, scope):
        raise NotAllowed(
            "package-of-another",
            Message(
                "交换包是{agency}{year}年度的（范围{scope}），与所选的不同。",
                agency=agency["name"][:100],
                year=manifest["year"],
                scope=Scope(manifest["scope"]).label,
            ),
            hint=Message("请核对机关、年度和范围。"),
            citation=cite("条例第49条"),
        )


def require_newer(package: Mapping[str, Any], counted: Iterable[Upload]) -> None:
    """Refuse a package with a version before that which counts already. Raises NotAllowed.

    The signature of an old one holds for ever: without this, whoever has it brings back what was amended since.
    """
    number = package["manifest"].get("number")
    there = [each.package["manifest"].get("number") for each in counted if each.package]
    newest = max((each for each in there if type(each) is int), default=None)
    if newest is not None and (type(number) is not int or number < newest):
        raise NotAllowed(
            "package-older",
            Message("已经确认的是第{newest}版，这个交换包是它以前的，不能代替它。", newest=newest),
            hint=Message("请向对方要最新的一版；确要改用以前的，先把已确认的作废，写明理由。"),
            citation=cite("条例第49条"),
        )


@transaction.atomic
def trust(name: str, key: str, *, fingerprint: str, by: Actor) -> TrustedKey:
    """Enter the public key of another installation (登记公钥), of which somebody compared the fingerprint.

    Raises NotAllowed for what is no key, for a fingerprint that is another's, and for one that is there.
    """
    try:
        content = base64.b64decode("".join(key.split()), validate=True)
    except (binascii.Error, ValueError):
        content = b""
    if len(content) != signing.PUBLIC_LENGTH:
        raise _refused(
            "key-odd", Message("这不是公钥：公钥是44个字符的一串。"), Message("请从对方的“交换密钥”页面复制。")
        )
    mark = signing.fingerprint(content)
    if "".join(fingerprint.split()).lower() != mark:
        raise _refused(
            "fingerprint-differs",
            Message("指纹与公钥不符。"),
            Message("请用电话等另外的途径，请对方把指纹念一遍，照着填。不符的不要登记。"),
        )
    if TrustedKey.objects.filter(fingerprint=mark, ended_at__isnull=True).exists():
        raise _refused("key-there", Message("这把公钥已经登记。"), Message("要改名称，先停用再登记。"))
    row = TrustedKey(name=name.strip(), key=base64.b64encode(content).decode(), fingerprint=mark)
    row.officer, row.at = by.officer, now()
    row.full_clean(exclude=["officer"])
    row.save(force_insert=True)
    record(row, acts.TRUSTED, by=by)
    return row


@transaction.atomic
def trust_no_more(row: TrustedKey, *, by: Actor) -> TrustedKey:
    """Take no more packages that a key signed (停用公钥); what was taken in stays."""
    held = hold(row)
    held.ended_at = held.ended_at or now()
    held.save(update_fields=["ended_at"])
    record(held, acts.TRUST_ENDED, by=by)
    return held


def _refused(code: str, message: Message, hint: Message) -> NotAllowed:
    return NotAllowed(code, message, hint=hint)
