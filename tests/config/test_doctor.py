"""`gongkai doctor`: each thing made wrong in turn is found wrong, and all else goes on being looked at."""

import fcntl
import json
import os
import socket
import ssl
import threading
import time
from contextlib import contextmanager, suppress
from datetime import date, datetime, timedelta

import pytest
from click.testing import CliRunner
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, pkcs12
from cryptography.x509.oid import NameOID
from django.db import connection, transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from tests.attachments.samples import daemon
from tests.attachments.test_services import hand_in
from tests.county import county

from gongkai.agencies.models import Officer
from gongkai.attachments import storing
from gongkai.config import nightly, presence
from gongkai.config.commands.doctor import doctor
from gongkai.config.doctor import ground, kept, looking, running
from gongkai.config.doctor.finding import State
from gongkai.config.dues import backup_old
from gongkai.config.metrics import _Queue
from gongkai.config.models import Backup, NightlyRun
from gongkai.config.status import _backup
from gongkai.journal.models import Chain
from gongkai.journal.protection import lifted

pytestmark = pytest.mark.django_db


@pytest.fixture
def data(settings, tmp_path):
    """A data folder of its own, with the keys of the tests."""
    for name in ("keys.json", "secret-key"):
        (tmp_path / name).write_bytes((settings.DATA / name).read_bytes())
        (tmp_path / name).chmod(0o600)
    tmp_path.chmod(0o700)
    settings.DATA, settings.VAULT_KEYS = tmp_path, tmp_path / "keys.json"
    settings.ATTACHMENT_FILES, settings.SEARCH_INDEX = tmp_path / "files", tmp_path / "search"
    settings.CALENDAR, settings.BACKUP_FOLDER = tmp_path / "calendar", None
    return tmp_path


def backed_up(**said):
    return Backup.objects.create(
        **{"name": "b", "digest": os.urandom(8).hex(), "made_at": timezone.now(), "bytes": 1, **said}
    )


def test_each_thing_is_named_once_and_wrong_ones_end_with_1(data):
    shown = CliRunner().invoke(doctor, ["--json"])
    found = {each["code"]: each for each in json.loads(shown.output)}
    assert len(found) == len(looking.LOOKS) == len(json.loads(shown.output)) == 20
    # What cannot be looked at is named in the same words.
    assert {str(looking._NAMES[look]) for look in looking.LOOKS} == {each["what"] for each in found.values()}
    assert {code for code, each in found.items() if each["state"] == "wrong"} == {"worker", "backup"}
    assert all(each["todo"] for each in found.values() if each["state"] != "fine")
    assert shown.exit_code == 1
    plain = CliRunner().invoke(doctor, [])
    assert "[有误] 备份  从来没有备份过\n       请运行 gongkai backup" in plain.output
    backed_up()
    with worker_beating(data, time.time()):
        assert CliRunner().invoke(doctor, []).exit_code == 0


def worker_beating(data, at):
    lock = (data / "worker-0.lock").open("w")
    fcntl.flock(lock, fcntl.LOCK_EX)
    os.utime(data / "worker-0.lock", (at, at))
    return lock


def test_a_worker_lives_while_it_holds_its_lock_and_beats(data, monkeypatch):
    (data / "worker-0.lock").touch()
    assert running.worker().state is State.WRONG
    with worker_beating(data, time.time()):
        assert running.worker().state is State.FINE
    with worker_beating(data, time.time() - 1000):
        found = running.worker()
        assert (found.state, str(found.how)) == (State.WRONG, "还在，但16分钟没有动静")
    monkeypatch.setattr(nightly, "LOOKS", ())  # what a thread writes stays, where it has a connection of its own
    beats = []
    with nightly.Clock(lambda: beats.append(1)) as clock:
        until = time.monotonic() + 10
        while not beats and time.monotonic() < until:
            time.sleep(0.01)
    clock._thread.join(10)
    assert beats


def test_the_queue_is_wrong_when_tasks_wait(data):
    assert running.queue().state is State.FINE
    nightly.enqueue_due(timezone.localtime().replace(hour=23, minute=59))
    DBTaskResult.objects.update(enqueued_at=timezone.now() - timedelta(hours=1))
    assert running.queue().state is State.WRONG


def test_mail_and_scanner_are_asked(data, settings):
    assert (running.mail().state, running.scanner().state) == (State.FINE, State.FINE)
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    settings.CLAMD = str(data / "clamd.ctl")
    assert (running.mail().state, running.scanner().state) == (State.WRONG, State.WRONG)
    with daemon() as answering:
        settings.CLAMD = answering.address
        assert running.scanner().state is State.FINE


def test_the_clock_is_held_against_journal_and_files(data, monkeypatch):
    assert ground.clock().state is State.FINE
    ahead = time.time() + 3600
    (data / "later").touch()
    os.utime(data / "later", (ahead, ahead))
    assert ground.clock().state is State.WRONG
    (data / "later").unlink()
    with transaction.atomic():
        county()
    assert ground.clock().state is State.FINE
    now = timezone.now
    monkeypatch.setattr(ground.timezone, "now", lambda: now() - timedelta(days=1))
    found = ground.clock()
    sooner = "比最近一条留痕的时间" if connection.vendor == "sqlite" else "与数据库服务器的相差"
    assert (found.state, str(found.how).startswith(sooner)) == (State.WRONG, True)


def test_keys_open_to_others_or_gone(data):
    assert ground.keys().state is State.FINE
    (data / "secret-key").chmod(0o640)
    assert str(ground.keys().todo) == f"请运行 chmod 600 {data / 'secret-key'}。"
    (data / "secret-key").unlink()
    assert ground.keys().state is State.WRONG


def test_disk_settings_and_what_a_restore_left(data, settings):
    assert (ground.disk().state, ground.setting().state) == (State.FINE, State.WATCH)
    settings.DISK_LEAST = 10**18
    assert ground.disk().state is State.WRONG
    (data / "before-restore-20260101-000000").mkdir()
    assert ground.restored().state is State.WATCH
    presence.half_file().touch()
    assert ground.restored().state is State.WRONG


def test_a_chain_cut_at_its_end_and_a_night_that_found_differences(data, monkeypatch):
    with transaction.atomic():
        county()
    assert kept.journal().state is State.FINE  # not verified yet, and new
    with monkeypatch.context() as patch:
        patch.setattr(kept, "_UNVERIFIED", timedelta(0))
        assert kept.journal().state is State.WATCH
    said = {"entries": 1, "differences": [], "more": 0}
    run = NightlyRun.objects.create(task="verify-journal", on=date.today(), ended_at=timezone.now(), result=said)
    assert kept.journal().state is State.FINE
    chain = Chain.objects.filter(length__gt=0).first()
    with lifted(connection):
        chain.entries.filter(number=chain.length).delete()
    assert str(kept.journal().how) == "有1条链的末尾不符"
    run.delete()


def test_lost_files_and_files_without_a_row(data):
    with transaction.atomic():
        made = county()
        attachment = hand_in(made.science, by=Officer.objects.create(username="u", name="某"))
    assert kept.files().state is State.FINE
    orphan = storing.path_of("ab" + "0" * 62)
    orphan.parent.mkdir(parents=True, exist_ok=True)
    orphan.touch()
    assert kept.files().state is State.FINE  # its act may be about to name it
    os.utime(orphan, (0, 0))
    assert "另有1个文件" in str(kept.files().how)
    storing.path_of(attachment.file.place).unlink()
    assert kept.files().state is State.WRONG


def test_the_last_backup(data, settings):
    assert kept.backup().state is State.WRONG
    row = backed_up(made_at=timezone.now() - timedelta(days=4))
    assert "太久了" in str(kept.backup().how)
    row.delete()
    backed_up()
    assert kept.backup().state is State.FINE
    settings.BACKUP_FOLDER = data
    assert str(kept.backup().how).startswith("备份与数据在同一个磁盘上")
    backed_up(whole=False)
    assert kept.backup().state is State.WATCH


@pytest.mark.parametrize(
    ("years", "month", "day", "state"),
    [(0, 10, 31, State.FINE), (0, 11, 1, State.WATCH), (1, 1, 1, State.WRONG), (-1, 12, 31, State.FINE)],
)
def test_the_calendar_of_next_year_is_asked_for_from_november_on(data, monkeypatch, years, month, day, state):
    year = kept.calendar().last_published.year + years
    monkeypatch.setattr(kept, "localdate", lambda: date(year, month, day))
    assert kept.holidays().state is state


def certificate(until):
    key, name = ec.generate_private_key(ec.SECP256R1()), x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "某局")])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(datetime(2020, 1, 1))
        .not_valid_after(until)
        .sign(key, hashes.SHA256())
    )
    return pkcs12.serialize_key_and_certificates(None, key, made, None, NoEncryption())


def test_certificates_of_seals(data, settings):
    settings.SEAL = data / "seals"
    settings.SEAL.mkdir()
    assert kept.seals().state is State.WATCH
    for days, state in ((400, State.FINE), (10, State.WATCH), (-1, State.WRONG)):
        until = datetime.now() + timedelta(days=days)
        (settings.SEAL / f"{days}.p12").write_bytes(certificate(until))
        assert kept.seals().state is state
    (settings.SEAL / "0.p12").write_bytes(b"no certificate")
    assert str(kept.seals().how) == "0.p12 打不开"


def of_a_server(file, *, days, name="localhost"):
    """Write a certificate with its key, which signs itself."""
    key, own = ec.generate_private_key(ec.SECP256R1()), x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    made = (
        x509.CertificateBuilder()
        .subject_name(own)
        .issuer_name(own)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(datetime(2020, 1, 1))
        .not_valid_after(datetime.now() + timedelta(days=days))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    secret = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    file.write_bytes(secret + made.public_bytes(Encoding.PEM))
    return file


@contextmanager
def answering(file):
    """Answer one connection after another on a free port, with a certificate or, without one, not as TLS does."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    if file:
        context.load_cert_chain(file)
    with socket.create_server(("localhost", 0)) as listening:

        def answer():
            with suppress(OSError):
                while True:
                    line, _ = listening.accept()
                    with line, suppress(OSError):
                        if file:
                            context.wrap_socket(line, server_side=True).close()
                        else:
                            line.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")

        thread = threading.Thread(target=answer)
        thread.start()
        try:
            yield f"https://localhost:{listening.getsockname()[1]}"
        finally:
            listening.shutdown(socket.SHUT_RDWR)
            thread.join()


def test_the_certificate_of_the_address(data, settings):
    assert kept.address().state is State.FINE  # a site on trial has none
    settings.PRODUCTION, settings.SITE_URL = True, "https://127.0.0.1:1"
    unreached = kept.address()
    assert (unreached.state, "连不上 127.0.0.1" in str(unreached.how)) == (State.WATCH, True)
    settings.SITE_URL = "https://nowhere.invalid"
    assert kept.address().state is State.WATCH


@pytest.mark.parametrize(
    ("days", "name", "trusted", "state", "said"),
    [
        (400, "localhost", True, State.FINE, "有效到"),
        (31, "localhost", True, State.FINE, "有效到"),
        (29, "localhost", True, State.WATCH, "有效到"),
        (-1, "localhost", True, State.WRONG, "已过期"),
        (400, "other.test", True, State.WRONG, "不是这个域名的"),
        (400, "localhost", False, State.WRONG, "自己签发"),
    ],
)
def test_a_certificate_is_asked_for_as_browsers_do(
    data, settings, monkeypatch, tmp_path, days, name, trusted, state, said
):
    file = of_a_server(tmp_path / "site.pem", days=days, name=name)
    other = file if trusted else of_a_server(tmp_path / "other.pem", days=400)
    monkeypatch.setenv("SSL_CERT_FILE", str(other))
    settings.PRODUCTION = True
    with answering(file) as settings.SITE_URL:
        found = kept.address()
    assert (found.code, found.state) == ("certificate", state)
    assert said in str(found.how)
    assert (found.todo is None) == (state is State.FINE)


def test_what_speaks_no_tls_is_wrong(data, settings):
    settings.PRODUCTION = True
    with answering(None) as settings.SITE_URL:
        assert kept.address().state is State.WRONG


def test_what_cannot_be_looked_at_is_wrong_and_the_rest_is_looked_at(data, monkeypatch):
    def fail():
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(looking, "LOOKS", (fail, ground.keys))
    first, second = looking.all_found()
    assert (first.state, second.state) == (State.WRONG, State.FINE)
    assert "Input/output error" in str(first.how)


def test_the_administrator_sees_the_backup_on_the_first_page_and_on_the_status(data, settings, client):
    site = Officer(username="site", name="某", is_superuser=True)
    today = timezone.localdate()
    assert list(backup_old(site, today)) == []  # of a site on trial it is not asked
    settings.PRODUCTION = True
    assert [pile.count() for pile in backup_old(site, today)] == [1]
    assert list(backup_old(Officer(username="other", name="某"), today)) == []
    assert _backup(timezone.now()).well is False
    row = backed_up()
    assert list(backup_old(site, today)) == []
    assert _backup(timezone.now()).well is True
    gauges = {each.name: [sample.value for sample in each.samples] for each in _Queue().collect()}
    assert gauges["gongkai_backup_timestamp_seconds"] == [row.made_at.timestamp()]
