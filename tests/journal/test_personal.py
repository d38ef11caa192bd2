import json
import logging
import shutil
import sqlite3

import pytest
from django.db import connection, transaction
from tests.installed import Site

from gongkai.agencies import services
from gongkai.agencies.models import Officer
from gongkai.journal.actor import SYSTEM, Actor
from gongkai.journal.models import Entry
from gongkai.journal.services import PERSONAL_READ, record_reading
from gongkai.journal.verifying import differences

MOBILE, OTHER = "13812345678", "13987654321"


@pytest.fixture
def officer(db):
    return services.add_officer(username="zhang", name="张某", mobile=MOBILE, by=SYSTEM)


def edited(officer, **values):
    services.edit_officer(officer, values, by=SYSTEM)
    return Entry.objects.latest("id")


def test_an_entry_keeps_the_fingerprint_of_personal_data_and_what_else_changed(officer):
    entry = edited(officer, mobile=OTHER, name="章某")
    made = Entry.objects.get(act="officer.added").after["mobile"]
    assert entry.before == {"name": "张某", "mobile": made}
    assert (entry.after["name"], list(entry.after["mobile"])) == ("章某", ["fingerprint"])
    assert entry.after["mobile"]["fingerprint"].startswith("sha256:")
    assert entry.after["mobile"] != made
    assert edited(officer, mobile=MOBILE).after == {"mobile": made}


def test_where_there_is_none_the_entry_says_so(officer):
    assert edited(officer, mobile="").after == {"mobile": ""}


def test_fingerprints_of_two_rows_do_not_tell_that_they_are_alike(officer):
    other = services.add_officer(username="li", name="李某", mobile=MOBILE, by=SYSTEM)
    first, second = Entry.objects.filter(act="officer.added")
    assert (second.object_id, first.after["mobile"] != second.after["mobile"]) == (other.pk, True)


def test_personal_data_as_recorded_is_no_difference(officer, settings):
    edited(officer, mobile=OTHER)
    assert list(differences()) == []
    settings.VAULT_HASH = "sm3"
    assert list(differences()) == []
    edited(officer, mobile=MOBILE)
    assert list(differences()) == []


def test_personal_data_changed_behind_the_journal_is_named_and_not_told(officer):
    officer.mobile = OTHER
    officer.save()
    assert [str(each) for each in differences()] == [
        f"工作人员 agencies.officer/{officer.pk}的“手机号码”不是留痕所记的：指纹不符。"
    ]


@pytest.mark.parametrize("mobile", ["", MOBILE])
def test_personal_data_removed_or_added_behind_the_journal_is_named(db, mobile):
    officer = services.add_officer(username="zhang", name="张某", mobile=mobile, by=SYSTEM)
    officer.mobile = "" if mobile else OTHER
    officer.save()
    assert len(list(differences())) == 1


def test_personal_data_that_was_tampered_with_is_named(officer):
    with connection.cursor() as cursor:
        cursor.execute("UPDATE agencies_officer SET mobile = mobile || 'A' WHERE id = %s", [officer.pk])
    assert [str(each) for each in differences()] == [
        f"工作人员 agencies.officer/{officer.pk}的“手机号码”解不开："
        f"agencies_officer.mobile/{officer.pk} 的密文不是在这里加密的，或者已被改动。"
    ]


def test_reading_is_an_entry_that_names_the_fields(officer):
    reader = Actor(officer=officer, address="10.1.2.3", request_id="r-1")
    entry = record_reading(officer, ["mobile"], by=reader)
    assert (entry.act, entry.article, entry.note) == ("personal.read", "个保法第51条", {"fields": ["mobile"]})
    assert (entry.before, entry.after, entry.object_id, entry.officer) == ({}, {}, officer.pk, officer)
    assert (str(PERSONAL_READ.words), entry.words) == ("查看个人信息", "查看个人信息")
    assert list(differences()) == []


@pytest.mark.django_db(transaction=True)
def test_reading_is_recorded_where_there_is_no_transaction_yet():
    officer = services.add_officer(username="zhang", name="张某", mobile=MOBILE, by=SYSTEM)
    record_reading(officer, ["mobile"], by=SYSTEM)
    assert Entry.objects.filter(act="personal.read").count() == 1


@pytest.mark.parametrize("fields", [[], ["name"], ["mobile", "name"], ["password"]])
def test_only_personal_data_that_the_model_names_is_recorded_as_read(officer, fields):
    with pytest.raises(ValueError, match="no personal data"):
        record_reading(officer, fields, by=SYSTEM)


def test_nothing_personal_is_in_any_table(officer):
    edited(officer, mobile=OTHER)
    services.shut_out(officer, by=SYSTEM)
    record_reading(officer, ["mobile"], by=SYSTEM)
    held = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            held[table] = json.dumps(cursor.fetchall(), default=str, ensure_ascii=False)
    assert [table for table, rows in held.items() if '"zhang"' in rows] == ["agencies_officer"]
    assert "personal.read" in held["journal_entry"]
    assert [table for table, rows in held.items() if MOBILE in rows or OTHER in rows] == []


def test_nothing_personal_is_in_the_logs(officer, caplog):
    caplog.set_level(logging.DEBUG)
    caplog.set_level(logging.DEBUG, "django.db.backends")
    connection.force_debug_cursor = True
    try:
        edited(officer, mobile=OTHER, name="章某")
        list(Officer.objects.filter(mobile=OTHER))
        with pytest.raises(TypeError), transaction.atomic():
            Officer.objects.update(mobile=MOBILE)
    finally:
        connection.force_debug_cursor = False
    assert "章某" in caplog.text
    assert "mobile_fingerprint" in caplog.text
    assert MOBILE not in caplog.text
    assert OTHER not in caplog.text


def test_nothing_personal_is_in_the_files_of_the_database(prepared, tmp_path):
    site = Site(shutil.copytree(prepared, tmp_path / "data"))
    site.script(
        "from gongkai.agencies import services\n"
        "from gongkai.journal.actor import SYSTEM\n"
        f"officer = services.add_officer(username='zhang', name='ZHANG MOU', mobile='{MOBILE}', by=SYSTEM)\n"
        f"services.edit_officer(officer, {{'mobile': '{OTHER}', 'name': 'LI MOU'}}, by=SYSTEM)\n"
        "import os\n"
        "os._exit(0)"  # as if it were killed: what is in the write-ahead log stays there
    )
    before = {path.name: path.read_bytes() for path in site.folder.iterdir() if path.is_file()}
    assert b"ZHANG MOU" in before["gongkai.sqlite3-wal"]
    sqlite3.connect(site.folder / "gongkai.sqlite3").execute("PRAGMA wal_checkpoint(TRUNCATE)").connection.close()
    after = {path.name: path.read_bytes() for path in site.folder.iterdir() if path.is_file()}
    assert b"LI MOU" in after["gongkai.sqlite3"]
    files = [*before.items(), *after.items()]
    assert [name for name, content in files if MOBILE.encode() in content or OTHER.encode() in content] == []
