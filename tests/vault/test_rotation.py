import json
import shutil
import signal
import sqlite3
import sys
import threading
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.db import OperationalError, connection, transaction
from tests.installed import ENTRY, Site

from gongkai.agencies.models import Officer
from gongkai.vault import keyring, rotation
from gongkai.vault.keyring import KeysUnusable
from gongkai.vault.sealing import ring

NOW = datetime(2026, 3, 2, tzinfo=UTC)
COLUMN = "agencies_officer.mobile"
MANY = 1000
"""Officers of a site: some transactions of a rotation."""
OFFICERS = """
import sys
from django.db import transaction
from gongkai.agencies.models import Officer
with transaction.atomic():
    rows = (Officer(pk=n, username=f"u{n}", name="某", mobile=f"138{n:08}") for n in range(1, int(sys.argv[1]) + 1))
    Officer.objects.bulk_create(rows, batch_size=500)
"""
CHECK = """
import json
from gongkai.agencies.models import Officer
from gongkai.vault.rotation import usage
wrong = [row.pk for row in Officer.objects.all() if row.mobile != f"138{row.pk:08}"]
found = Officer.objects.filter(mobile="13800000007").count()
print(json.dumps([wrong, found, usage()["agencies_officer.mobile"]]))
"""
SERVE = """
import django
django.setup()
from django.db import transaction
from gongkai.agencies.models import Officer
print("ready", flush=True)
for _ in range(10000):
    for pk in range(1, 40):
        with transaction.atomic():
            row = Officer.objects.select_for_update().get(pk=pk)
            row.mobile = f"139{int(row.mobile[3:]) + 1:08}"
            row.save(update_fields=["mobile"])
        print(pk, row.mobile, flush=True)
"""


@pytest.fixture
def officers(keys, db):
    return [Officer.objects.create(username=f"u{n}", name="某", mobile=f"1380000000{n}") for n in range(5)]


def rotated(now=NOW):
    with keyring.alone(ring_file()):
        held, new = rotation.start(now)
        outcome = rotation.Outcome(held.current)
        told = [(each.done, each.total) for each in rotation.rotate(outcome)]
    return outcome, new, told


def ring_file():
    from django.conf import settings

    return Path(settings.VAULT_KEYS)


def columns():
    with connection.cursor() as cursor:
        cursor.execute("SELECT mobile, mobile_fingerprint FROM agencies_officer ORDER BY id")
        return cursor.fetchall()


def test_every_value_is_sealed_anew_and_opens_as_before(officers):
    old, before = ring().current, columns()
    outcome, new, told = rotated()
    assert (new, outcome.whole, outcome.resealed, told[-1]) == (True, True, Counter({"agencies.Officer": 5}), (5, 5))
    assert (ring().keys, ring().rotating) == ((old, outcome.key), False)
    assert {column: used for column, used in rotation.usage().items() if used} == {COLUMN: Counter({outcome.key.id: 5})}
    assert all(now != then for (now, _), (then, _) in zip(columns(), before))
    assert [mark for _, mark in columns()] == [mark for _, mark in before]
    assert [row.mobile for row in Officer.objects.order_by("pk")] == [f"1380000000{n}" for n in range(5)]


def test_another_cipher_and_another_hash_take_over_alike(officers, settings):
    settings.VAULT_CIPHER, settings.VAULT_HASH = "sm4-gcm", "sm3"
    rotated()
    assert {text.split("$")[2] for text, _ in columns()} == {"sm4-gcm"}
    assert {mark.split(":")[0] for _, mark in columns()} == {"sm3"}
    assert Officer.objects.get(mobile="13800000003") == officers[3]


def test_a_table_of_more_than_one_batch_is_gone_through(officers, monkeypatch):
    monkeypatch.setattr(rotation, "_AT_ONCE", 2)
    _, _, told = rotated()
    assert told == [(2, 5), (4, 5), (5, 5)]


def test_a_rotation_that_was_cut_short_is_gone_on_with(officers, monkeypatch):
    monkeypatch.setattr(rotation, "_AT_ONCE", 2)
    held, _ = rotation.start(NOW)
    next(rotation.rotate(rotation.Outcome(held.current)))
    assert rotation.usage()[COLUMN] == Counter({held.keys[0].id: 3, held.current.id: 2})
    outcome, new, told = rotated()
    assert (new, outcome.key, told[-1]) == (False, held.current, (3, 3))
    assert rotation.usage()[COLUMN] == Counter({held.current.id: 5})


def test_a_change_of_cipher_in_the_middle_begins_another(officers, settings):
    rotation.start(NOW)
    settings.VAULT_CIPHER = "sm4-gcm"
    outcome, new, _ = rotated()
    assert (new, outcome.key.algorithm, len(ring().keys)) == (True, "sm4-gcm", 3)
    assert rotation.usage()[COLUMN] == Counter({outcome.key.id: 5})


def test_what_cannot_be_opened_is_named_and_left(officers):
    before = columns()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE agencies_officer SET mobile = %s WHERE id = %s", [before[0][0], officers[1].pk])
    outcome, _, _ = rotated()
    assert [str(error).partition(" ")[0] for error in outcome.broken] == [f"{COLUMN}/{officers[1].pk}"]
    assert (outcome.whole, outcome.resealed["agencies.Officer"]) == (False, 4)
    assert columns()[1][0] == before[0][0]
    assert not ring().rotating
    assert rotation.drop(NOW + timedelta(hours=2)) == []  # its key still seals it


def test_old_keys_are_dropped_when_they_seal_nothing_and_an_hour_has_gone(officers):
    first = ring().current
    rotated()
    with pytest.raises(KeysUnusable) as told:
        rotation.drop(NOW + timedelta(minutes=59))
    assert told.value.code == "rotation-recent"
    assert rotation.drop(NOW + timedelta(minutes=60)) == [first]
    assert rotation.drop(NOW + timedelta(minutes=60)) == []
    assert Officer.objects.get(pk=officers[0].pk).mobile == "13800000000"


def test_nothing_is_dropped_in_the_middle_of_a_rotation(officers):
    rotation.start(NOW)
    with pytest.raises(KeysUnusable) as told:
        rotation.drop(NOW + timedelta(days=1))
    assert told.value.code == "rotation-unfinished"
    assert len(ring().keys) == 2


def test_what_an_act_brought_in_late_under_the_old_key_keeps_that_key(officers):
    before = columns()[2][0]
    rotated()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE agencies_officer SET mobile = %s WHERE id = %s", [before, officers[2].pk])
    assert rotation.drop(NOW + timedelta(hours=2)) == []
    assert Officer.objects.get(pk=officers[2].pk).mobile == "13800000002"


@pytest.mark.django_db(transaction=True)
def test_rows_that_somebody_holds_are_passed_over_and_tried_again(keys, monkeypatch):
    if not connection.features.has_select_for_update_skip_locked:
        pytest.skip("one writer at a time: nobody holds a row")
    with transaction.atomic():
        held, _free = (Officer.objects.create(username=f"u{n}", name="某", mobile=f"1380000000{n}") for n in range(2))
    old = ring().current
    monkeypatch.setattr(rotation, "_TRIES", 2)
    holding, done = threading.Event(), threading.Event()

    def hold():
        with transaction.atomic():
            Officer.objects.select_for_update().get(pk=held.pk)
            holding.set()
            done.wait(30)
        connection.close()

    thread = threading.Thread(target=hold)
    thread.start()
    assert holding.wait(30)
    outcome, _, _ = rotated()
    done.set()
    thread.join()
    assert (outcome.left, outcome.whole, ring().rotating) == (1, False, True)
    assert rotation.usage()[COLUMN] == Counter({old.id: 1, outcome.key.id: 1})
    again, new, _ = rotated()
    assert (again.whole, new, ring().rotating) == (True, False, False)
    assert Officer.objects.get(pk=held.pk).mobile == "13800000000"


def busy():
    error = OperationalError("database is locked")
    error.__cause__ = sqlite3.OperationalError("database is locked")
    error.__cause__.sqlite_errorname = "SQLITE_BUSY"
    return error


def test_while_others_write_without_a_gap_it_tries_again(officers, monkeypatch):
    batch, refusals = rotation._batch, [busy(), busy()]

    def now_and_then(*arguments):
        if refusals:
            raise refusals.pop()
        return batch(*arguments)

    monkeypatch.setattr(rotation, "_PAUSE", 0)
    monkeypatch.setattr(rotation, "_batch", now_and_then)
    outcome, _, _ = rotated()
    assert (outcome.whole, outcome.resealed["agencies.Officer"], refusals) == (True, 5, [])

    def never(*arguments):
        raise OperationalError("disk I/O error")

    monkeypatch.setattr(rotation, "_batch", never)
    with pytest.raises(OperationalError, match="disk I/O"):
        rotated()


@pytest.fixture
def site(prepared, tmp_path):
    site = Site(shutil.copytree(prepared, tmp_path / "data"))
    site.script(OFFICERS, MANY)
    return site


def ids(site):
    return [key["id"] for key in json.loads(site.keys.read_text())["keys"]]


def test_killed_in_the_middle_it_is_gone_on_with_and_nothing_is_lost(site):
    for cipher in ("sm4-gcm", "sm4-gcm"):
        with site.start(ENTRY, "keys", "rotate", GONGKAI_CIPHER=cipher) as process:
            assert process.stdout.readline().startswith(("新密钥", "接着上次"))
            assert "agencies.Officer" in process.stdout.readline()
            process.send_signal(signal.SIGKILL)
        assert process.returncode == -signal.SIGKILL
        wrong, found, used = json.loads(site.script(CHECK))
        first, second = ids(site)
        assert (wrong, found, sum(used.values())) == ([], 1, MANY)
        assert used[first] > 0
        assert used[second] >= 200
    code, out, errors = site.run("keys", "rotate", GONGKAI_CIPHER="sm4-gcm")
    assert (code, errors, out.splitlines()[-1]) == (0, "", "全部换成了。")
    assert out.startswith(f"接着上次，换成密钥 {second}（sm4-gcm）。")
    assert json.loads(site.script(CHECK)) == [[], 1, {second: MANY}]
    assert ids(site) == [first, second]


def test_the_site_goes_on_writing_meanwhile(site):
    with site.start(sys.executable, "-c", SERVE) as serving:
        assert serving.stdout.readline() == "ready\n"
        written = [serving.stdout.readline() for _ in range(40)]
        code, out, errors = site.run("keys", "rotate")
        serving.kill()
        meanwhile = serving.stdout.read().splitlines()
        assert serving.stderr.read() == ""
    assert (code, errors, out.splitlines()[-1]) == (0, "", "全部换成了。")
    assert meanwhile
    last = dict(line.split() for line in [*written, *meanwhile] if len(line.split()) == 2)
    wrong, _, used = json.loads(site.script(CHECK))
    held = site.script(
        "from gongkai.agencies.models import Officer\n"
        "for row in Officer.objects.filter(pk__lt=40): print(row.pk, row.mobile)"
    )
    now = dict(line.split() for line in held.splitlines())
    behind = {pk: (now[pk], mobile) for pk, mobile in last.items() if int(now[pk]) - int(mobile) not in (0, 1)}
    assert behind == {}
    assert [pk for pk in wrong if pk >= 40] == []
    assert set(used) == {ids(site)[-1]}
