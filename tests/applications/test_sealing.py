"""Electronic seals on issued letters: by a certificate made here, by a function, and what is not taken as a seal."""

from datetime import UTC, date, datetime, timedelta
from io import BytesIO

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import NameOID
from django.test import Client
from django.urls import reverse
from django.utils.timezone import now
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext
from tests.casework import actor, apply, set_word
from tests.county import county

from gongkai.applications import services
from gongkai.applications.models import Application, Seal
from gongkai.applications.notices import sealing
from gongkai.law.errors import NotAllowed

PASSPHRASE = "seal"
NAME = "桓台县科技局电子印章"


@pytest.fixture(scope="module")
def certificate():
    """Make a certificate of a bureau, signed by itself, with its key as PKCS#12."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, NAME)])
    begins = datetime.now(UTC) - timedelta(days=1)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(0xC0FFEE)
        .not_valid_before(begins)
        .not_valid_after(begins + timedelta(days=30))
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(x509.KeyUsage(True, True, False, False, False, False, False, False, False), critical=True)
        .sign(key, hashes.SHA256())
    )
    locked = serialization.BestAvailableEncryption(PASSPHRASE.encode())
    return made, pkcs12.serialize_key_and_certificates(b"seal", key, made, None, locked)


@pytest.fixture
def made(db):
    made = county()
    set_word(made)
    return made


@pytest.fixture
def seals(made, certificate, settings, tmp_path):
    """Let the bureau of science have its seal."""
    (tmp_path / f"{made.science.credit_code or made.science.pk}.p12").write_bytes(certificate[1])
    settings.SEAL, settings.SEAL_PASSPHRASE = tmp_path, PASSPHRASE
    return tmp_path


def issued(made):
    case = apply(made)
    services.ask_supplement(case, on=date(2026, 3, 4), matters="写明年度", by=actor(made))
    return case, services.issue(case, letter="supplement", by=actor(made))


def refused(made):
    case, letter = issued(made)
    with pytest.raises(NotAllowed) as error:
        services.seal_letter(case, issued=letter, by=actor(made))
    assert not Seal.objects.exists()
    return error.value.code


def test_a_sealed_letter_is_signed_and_its_certificate_and_time_are_kept(made, certificate, seals):
    case, letter = issued(made)
    client = Client()
    client.force_login(made.officers["handler"])
    file = reverse("applications:letter", args=[case.pk, "supplement", "pdf"])
    before = client.get(file).content
    form = {"seen": Application.objects.get().version, "issued": letter.pk}
    assert client.post(reverse("applications:act", args=[case.pk, "seal"]), form).status_code == 302
    row = Seal.objects.get()
    assert NAME in row.subject
    assert (row.serial, row.fingerprint) == ("c0ffee", certificate[0].fingerprint(hashes.SHA256()).hex())
    assert now() - timedelta(minutes=5) < row.at <= now()
    sealed = client.get(file).content
    assert sealed.startswith(before)
    signature = PdfFileReader(BytesIO(sealed)).embedded_signatures[0]
    trusted = ValidationContext(trust_roots=[signature.signer_cert], allow_fetching=False)
    status = validate_pdf_signature(signature, trusted)
    assert (status.intact, status.valid, status.trusted) == (True, True, True)
    assert "加盖电子印章" in client.get(reverse("applications:detail", args=[case.pk])).content.decode()
    with pytest.raises(NotAllowed) as again:
        services.seal_letter(case, issued=letter, by=actor(made))
    assert again.value.code == "letter-sealed-already"


def test_without_a_seal_none_is_put_on(made, settings, tmp_path):
    assert refused(made) == "seal-off"
    settings.SEAL = tmp_path
    assert refused(made) == "seal-missing"


def test_a_certificate_that_cannot_be_opened_is_said_so(made, seals, settings):
    settings.SEAL_PASSPHRASE = "wrong"
    assert refused(made) == "seal-unreadable"


_ANSWERS = {}


def answer(pdf, credit_code):
    """Stand for a seal system elsewhere."""
    return _ANSWERS["now"](pdf)


def test_what_another_system_gives_back_is_looked_at_before_it_is_kept(made, seals, settings):
    case, letter = issued(made)
    own = sealing._signed
    key = next(seals.iterdir())
    settings.SEAL = f"{__name__}:answer"
    for wrong in (
        lambda pdf: pdf,
        lambda pdf: b"no PDF",
        lambda pdf: own(pdf, key)[:-40],
        lambda pdf: own(pdf.replace(b"%PDF-1.7", b"%PDF-1.6"), key),
        lambda pdf: own(pdf, key) + b"\n% more",
    ):
        _ANSWERS["now"] = wrong
        with pytest.raises(NotAllowed) as error:
            services.seal_letter(case, issued=letter, by=actor(made))
        assert error.value.code == "seal-broken"
    for failing in (f"{__name__}:none", "no.module:answer", f"{__name__}:answer"):
        settings.SEAL, _ANSWERS["now"] = failing, lambda pdf: 1 / 0
        with pytest.raises(NotAllowed) as error:
            services.seal_letter(case, issued=letter, by=actor(made))
        assert error.value.code == "seal-failed"
    _ANSWERS["now"] = lambda pdf: own(pdf, key)
    assert services.seal_letter(case, issued=letter, by=actor(made)).serial == "c0ffee"
