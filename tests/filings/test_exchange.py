"""Reports between installations: packed and signed here, verified whole there, accepted by a person."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from typing import Any

import pytest
from click.testing import CliRunner
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.test import Client
from django.utils.timezone import now
from tests.casework import actor, refused
from tests.county import County, county
from tests.filings.test_outside import SCIENCE, send

from gongkai.agencies import services as agencies
from gongkai.attachments.services import NewFile
from gongkai.attachments.storing import Draft
from gongkai.config.commands.filing import filing as command
from gongkai.filings.models import Filing, TrustedKey, Upload, Version
from gongkai.filings.outside import exchanging, packaging, services
from gongkai.filings.outside.reading import figures_of, written
from gongkai.journal.actor import SYSTEM
from gongkai.law.errors import GongkaiError
from gongkai.vault import keyring, rotation, signing

pytestmark = pytest.mark.django_db

OTHERS = Ed25519PrivateKey.from_private_bytes(b"o" * 32)
"""The key of another installation."""
PUBLIC = OTHERS.public_key().public_bytes_raw()


@pytest.fixture(autouse=True)
def keys(settings: Any, tmp_path: Any) -> None:
    settings.VAULT_KEYS = tmp_path / "keys.json"


@pytest.fixture(scope="module")
def made(kept) -> County:  # type: ignore[no-untyped-def]
    made = county()
    agencies.add_member(made.office, made.science, year=2020, by=SYSTEM)
    return made


@pytest.fixture
def version(made) -> Version:  # type: ignore[no-untyped-def]
    filing = Filing.objects.create(agency=made.science, year=2020)
    kept, officer = written(SCIENCE)._asdict(), made.officers["leader"]
    return Version.objects.create(filing=filing, number=1, officer=officer, signed_at=now(), checks=[], **kept)


def of_others(version: Version) -> bytes:
    """Give the package that another installation would make of a version, which this one then does not have."""
    content = exchanging.pack(version, by=SYSTEM)
    manifest = {name: each for name, each in json.loads(content)["manifest"].items() if name not in _MADE}
    Version.objects.all().delete()
    Filing.objects.all().delete()
    return packaging.packed(manifest, SCIENCE, key=PUBLIC, sign=OTHERS.sign)


_MADE = ("report_schema", "digest", "checks")


def _trust(made: County) -> TrustedKey:
    key = base64.b64encode(PUBLIC).decode()
    mark = signing.in_groups(signing.fingerprint(PUBLIC))
    return exchanging.trust("邻县", key, fingerprint=mark, by=actor(made, "site"))


def test_what_is_packed_here_says_who_signed_it_and_opens(made, version):
    content = exchanging.pack(version, by=actor(made))
    assert content == exchanging.pack(version, by=actor(made))
    package, kept = exchanging.opened(content)
    assert package.reading.report == SCIENCE
    assert kept["fingerprint"] == signing.fingerprint(signing.public_key())
    assert package.manifest["signed"]["by"] == made.officers["leader"].name
    assert package.manifest["digest"] == version.digest
    assert package.manifest["checks"] == [
        {name: each[name] for name in ("code", "severity", "message", "place")} for each in packaging.checked(SCIENCE)
    ]


def _change(path: tuple[str, ...], change: Callable[[Any], Any]) -> Callable[[bytes], bytes]:
    def changed(content: bytes) -> bytes:
        held = json.loads(content)
        within = held
        for name in path[:-1]:
            within = within[name]
        within[path[-1]] = change(within[path[-1]])
        return (json.dumps(held, ensure_ascii=False, indent=1) + "\n").encode()

    return changed


def _another(text: str) -> str:
    return ("B" if text[5] == "A" else "A").join([text[:5], text[6:]])


def _signed_anew(**values: Any) -> Callable[[bytes], bytes]:
    """Change what is said and sign it anew by the same key: what only a liar with a trusted key could do."""

    def changed(content: bytes) -> bytes:
        held = json.loads(content)
        report = values.get("report", held["report"])
        said = {**held["manifest"], **{name: each for name, each in values.items() if name != "report"}}
        body = {"schema": packaging.SCHEMA, "manifest": said, "report": report}
        signature = OTHERS.sign(packaging._written(body))
        signed = {**body, "key": held["key"], "signature": base64.b64encode(signature).decode()}
        return packaging._written(signed)

    return changed


TAMPERED: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "a figure": (_change(("report",), lambda text: text.replace('"value": 0', '"value": 9', 1)), "package-signature"),
    "the digest": (_change(("manifest", "digest"), _another), "package-signature"),
    "who signed": (_change(("manifest", "signed", "by"), lambda name: "别人"), "package-signature"),
    "the checks": (_change(("manifest", "checks"), lambda checks: [{"code": "x"}]), "package-signature"),
    "the year": (_change(("manifest", "year"), lambda year: 2021), "package-signature"),
    "the signature": (_change(("signature",), _another), "package-signature"),
    "the signature gone": (_change(("signature",), lambda text: ""), "package-signature"),
    "the key": (_change(("key",), _another), "package-signature"),
    "no base64": (_change(("key",), lambda text: "钥匙"), "package-signature"),
    "the schema": (_change(("schema",), lambda text: "gongkai-package/2"), "package-other"),
    "a member more": (
        lambda content: content.replace(b'{\n "schema"', b'{\n "x": 1,\n "schema"', 1), "package-changed",
    ),
    "a member twice": (
        lambda content: content.replace(b'\n "key"', b'\n "report": "",\n "key"', 1), "package-changed",
    ),
    "white space": (lambda content: content + b" ", "package-changed"),
    "cut off": (lambda content: content[:-20], "package-other"),
    "a list": (lambda content: b'{\n "schema": "gongkai-package/1"', "package-other"),
    "a bomb of brackets": (lambda content: b"[" * 1_000_000, "package-other"),
    "a bomb of bytes": (lambda content: b" " * (packaging.LARGEST + 1), "package-too-large"),
    "a report that is not the one digested": (_signed_anew(report="{}"), "package-digest"),
    "another schema of the report": (_signed_anew(report_schema="gongkai-report/9"), "package-schema"),
    "checks that were not run": (_signed_anew(checks=[{"code": "x", "message": "没有查到的"}]), "package-checks"),
    "an agency with a path": (_signed_anew(agency="../../etc/passwd"), "package-other"),
    "a year in words": (_signed_anew(year="2020"), "package-other"),
}  # fmt: skip


@pytest.mark.parametrize("what", TAMPERED)
def test_a_package_with_anything_changed_is_refused(made, version, what):
    change, code = TAMPERED[what]
    content = of_others(version)
    _trust(made)
    assert exchanging.opened(content)  # what is refused is what was changed
    with pytest.raises(GongkaiError) as caught:
        exchanging.opened(change(content))
    assert caught.value.code == code
    assert caught.value.hint is not None


def test_a_flipped_bit_anywhere_is_refused(made, version):
    content = of_others(version)
    _trust(made)
    for at in range(0, len(content), len(content) // 60):
        flipped = content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :]
        with pytest.raises(GongkaiError):
            exchanging.opened(flipped)


def test_one_whose_key_nobody_entered_is_shown_and_asked_about(made, version):
    content = of_others(version)
    with pytest.raises(GongkaiError, match="公钥没有登记") as caught:
        exchanging.opened(content)
    assert signing.in_groups(signing.fingerprint(PUBLIC)) in str(caught.value.message)
    row = _trust(made)
    assert exchanging.opened(content)[1]["trusted"] == "邻县"
    exchanging.trust_no_more(row, by=actor(made, "site"))
    with pytest.raises(GongkaiError, match="公钥没有登记"):
        exchanging.opened(content)


def test_it_is_taken_in_by_the_form_and_accepted_by_a_person(made, version):
    content = of_others(version)
    _trust(made)
    client = Client()
    client.force_login(made.officers["supervisor"])
    assert send(client, made, content, "交换包.json", agency=made.science.pk, year=2021).status_code == 409
    assert not Upload.objects.exists()
    answer = send(client, made, content, "交换包.json", agency=made.science.pk)
    page = client.get(answer["Location"]).content.decode()
    assert "签名有效" in page
    assert "邻县" in page
    upload = Upload.objects.get()
    assert upload.figures == figures_of(SCIENCE)
    assert not Upload.objects.confirmed().exists()
    by = actor(made, "supervisor")
    cell = ("applications", "new", "natural")
    assert refused(services.reread, upload, cell, None, reason="改", by=by) == "package-as-signed"
    services.confirm(upload, by=by)
    assert Upload.objects.confirmed().get() == upload


def test_an_old_package_does_not_bring_back_what_was_amended(made, version):
    first = of_others(version)
    second = _signed_anew(number=2)(first)
    _trust(made)
    by = actor(made, "supervisor")

    def take_in(content: bytes) -> Upload:
        package, kept = exchanging.opened(content)
        with Draft() as draft:
            draft.write(content)
            file = NewFile("交换包.json", draft)
            return services.take_in(made.science, 2020, file, package.reading, package=kept, by=by)

    old = take_in(first)
    Upload.objects.filter(pk=old.pk).update(scope="level")  # so that it waits beside the other
    services.confirm(take_in(second), by=by)
    assert refused(take_in, first) == "package-older"
    Upload.objects.filter(pk=old.pk).update(scope="unit")
    assert refused(services.confirm, old, by=by) == "package-older"
    assert refused(take_in, _signed_anew(number=None)(first)) == "package-older"
    counts = Upload.objects.confirmed().get()
    services.confirm(take_in(second), by=by)  # the same once more
    services.end(Upload.objects.confirmed().get(), reason="第二版有误", by=by)
    assert counts.package["manifest"]["number"] == 2
    assert take_in(first)


def test_a_report_is_not_read_before_its_key_is_trusted(made, version, monkeypatch):
    content = of_others(version)
    monkeypatch.setattr(packaging, "read_json", lambda text: pytest.fail("read"))
    with pytest.raises(GongkaiError, match="公钥没有登记"):
        exchanging.opened(content)


def test_the_commands_pack_and_take_in(made, version, tmp_path):
    runner, out = CliRunner(), tmp_path / "package.json"
    asked = ["--agency", "桓台县科技局", "--year", "2020"]
    assert runner.invoke(command, ["pack", *asked, str(out)]).exit_code == 0
    assert runner.invoke(command, ["pack", *asked, str(out)]).exit_code == 2  # it is there
    content = of_others(version)
    out.write_bytes(content)
    done = runner.invoke(command, ["unpack", str(out)])
    assert (done.exit_code, Upload.objects.count()) == (1, 0)
    _trust(made)
    done = runner.invoke(command, ["unpack", str(out)])
    assert "等候确认" in done.output
    upload = Upload.objects.get()
    assert (upload.agency, upload.year, upload.officer) == (made.science, 2020, None)


def test_a_key_is_entered_only_with_its_fingerprint(made):
    by, key = actor(made, "site"), base64.b64encode(PUBLIC).decode()
    mark = signing.fingerprint(PUBLIC)

    def refusal(*args: Any, **values: Any) -> str:
        with pytest.raises(GongkaiError) as caught:
            exchanging.trust(*args, by=by, **values)
        return caught.value.code

    assert refusal("邻县", "钥匙", fingerprint=mark) == "key-odd"
    assert refusal("邻县", key[:-8] + "AAAAAAA=", fingerprint=mark) == "fingerprint-differs"
    exchanging.trust("邻县", key, fingerprint=mark.upper(), by=by)
    assert refusal("邻县", key, fingerprint=mark) == "key-there"


def test_who_runs_the_site_sees_its_key_and_enters_others(made):
    client = Client()
    client.force_login(made.officers["site"])
    page = client.get("/desk/filings/outside/keys/").content.decode()
    assert base64.b64encode(signing.public_key()).decode() in page.replace("&#x2B;", "+")
    asked = {"name": "邻县", "key": base64.b64encode(PUBLIC).decode(), "fingerprint": signing.fingerprint(PUBLIC)}
    assert client.post("/desk/filings/outside/keys/new/", {**asked, "fingerprint": "00"}).status_code == 409
    assert client.post("/desk/filings/outside/keys/new/", asked).status_code == 302
    row = TrustedKey.objects.get()
    assert client.post(f"/desk/filings/outside/keys/{row.pk}/end/").status_code == 302
    assert "已停用" in client.get("/desk/filings/outside/keys/").content.decode()


def test_the_signing_key_lies_with_the_others_and_outlives_rotation(settings):
    first = signing.public_key()
    assert signing.public_key() == first
    assert oct(settings.VAULT_KEYS.stat().st_mode)[-3:] == "600"
    held = keyring.read(settings.VAULT_KEYS, settings.VAULT_CIPHER)
    rotation.start(now())
    changed = keyring.change(settings.VAULT_KEYS, settings.VAULT_CIPHER, rotation._settled)
    assert changed.signing == held.signing
    assert signing.public_key() == first
    damaged = json.loads(settings.VAULT_KEYS.read_text())
    damaged["signing"]["secret"] = base64.b64encode(b"x" * 32).decode()
    settings.VAULT_KEYS.write_text(json.dumps(damaged))
    with pytest.raises(keyring.KeysUnusable):
        signing.public_key()
