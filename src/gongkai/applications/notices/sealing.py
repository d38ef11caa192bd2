"""Electronic seals (电子印章) on letters as PDF: by a certificate of the agency's own, or by a function of the site's.

`settings.SEAL` names a folder with a certificate and key for each agency, or a function that takes a PDF and the
agency's credit code and gives the PDF sealed, as that of a provincial seal system. Whoever sealed it, the signature is
read back before anything is kept: it must be whole and cover all of the letter.
"""

from __future__ import annotations

import logging
from datetime import datetime
from importlib import import_module
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple

from django.conf import settings

from gongkai.agencies.models import Agency
from gongkai.law.citation import cite
from gongkai.law.errors import NotAllowed
from gongkai.law.message import Message

_log = logging.getLogger(__name__)


class Sealed(NamedTuple):
    """A sealed PDF, and what its signature says: of whom, by which certificate, when."""

    pdf: bytes
    subject: str
    serial: str
    fingerprint: str
    """SHA-256 of the certificate."""
    at: datetime | None


def refusal(agency: Agency) -> NotAllowed | None:
    """Say why letters of an agency cannot be sealed, or None."""
    if settings.SEAL is None:
        return _refused("seal-off", Message("没有配置电子印章。"), Message("请由系统管理员设置 GONGKAI_SEAL。"))
    if find_spec("pyhanko") is None:
        return _refused(
            "seal-not-installed",
            Message("没有安装加盖电子印章所需的组件。"),
            Message("请由系统管理员安装：pip install 'gongkai[seal]'。"),
        )
    if isinstance(settings.SEAL, Path) and not _certificate_of(settings.SEAL, agency).is_file():
        return _refused(
            "seal-missing",
            Message("没有“{agency}”的电子印章证书。", agency=agency.name),
            Message("请由系统管理员放入以统一社会信用代码命名的证书文件（.p12）。"),
        )
    return None


def seal(pdf: bytes, agency: Agency) -> Sealed:
    """Seal a PDF for an agency. Raises NotAllowed when there is no seal, or what comes back does not hold."""
    if refused := refusal(agency):
        raise refused
    if isinstance(settings.SEAL, Path):
        return read(_signed(pdf, _certificate_of(settings.SEAL, agency)), pdf)
    return read(_elsewhere(pdf, agency), pdf)


def read(sealed: bytes, before: bytes) -> Sealed:
    """Read the signature of a sealed PDF. Raises NotAllowed unless it is whole and covers the letter as it was."""
    from pyhanko.pdf_utils.misc import PdfError
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign.validation import validate_pdf_signature
    from pyhanko.sign.validation.status import SignatureCoverageLevel
    from pyhanko_certvalidator import ValidationContext

    try:
        signatures: list[Any] = PdfFileReader(BytesIO(sealed)).embedded_signatures
    except (PdfError, ValueError):
        signatures = []
    if not signatures or not sealed.startswith(before):
        raise _broken()
    last = signatures[-1]
    # Whose certificates are trusted is for who reads the letter; here it matters that the signature holds.
    alone = ValidationContext(trust_roots=[last.signer_cert], allow_fetching=False)
    status = validate_pdf_signature(last, alone)
    if not (status.intact and status.valid and status.coverage is SignatureCoverageLevel.ENTIRE_FILE):
        raise _broken()
    certificate = last.signer_cert
    return Sealed(
        sealed,
        certificate.subject.human_friendly,
        f"{certificate.serial_number:x}",
        certificate.sha256.hex(),
        last.self_reported_timestamp,
    )


def _elsewhere(pdf: bytes, agency: Agency) -> bytes:
    """Have the function of the site seal a PDF; however it fails, whoever seals is told, and the log says how."""
    module, _colon, name = str(settings.SEAL).partition(":")
    try:
        return bytes(getattr(import_module(module), name)(pdf, agency.credit_code))
    except Exception as error:  # it is not ours: it may fail in any way
        _log.exception("the seal system failed")
        raise _refused(
            "seal-failed",
            Message("电子印章系统没有办成。"),
            Message("请稍后再试；还是不行的，请联系系统管理员。"),
        ) from error


def _certificate_of(folder: Path, agency: Agency) -> Path:
    return folder / f"{agency.credit_code or agency.pk}.p12"


def _signed(pdf: bytes, certificate: Path) -> bytes:
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign import PdfSignatureMetadata, SimpleSigner, sign_pdf

    signer = SimpleSigner.load_pkcs12(certificate, passphrase=settings.SEAL_PASSPHRASE.encode() or None)
    if signer is None:
        raise _refused(
            "seal-unreadable",
            Message("电子印章的证书文件打不开。"),
            Message("请由系统管理员核对证书文件和 GONGKAI_SEAL_PASSPHRASE。"),
        )
    meta = PdfSignatureMetadata(field_name="Seal", md_algorithm="sha256")
    out: BytesIO = sign_pdf(IncrementalPdfFileWriter(BytesIO(pdf)), meta, signer)
    return out.getvalue()


def _broken() -> NotAllowed:
    return _refused(
        "seal-broken",
        Message("电子印章系统交回的文件没有完整有效的签名，或者改动了文书，没有采用。"),
        Message("请稍后再试；还是不行的，请联系系统管理员。"),
    )


def _refused(code: str, message: Message, hint: Message) -> NotAllowed:
    return NotAllowed(code, message, hint=hint, citation=cite("条例第45条"))
