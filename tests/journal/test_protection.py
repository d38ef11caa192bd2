import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.db.models import CharField
from django.urls import reverse
from tests.county import county

from gongkai.agencies.models import Level, Region
from gongkai.journal.actor import SYSTEM
from gongkai.journal.acts import Act
from gongkai.journal.models import Entry
from gongkai.journal.protection import is_in_place, lifted, put_in_place
from gongkai.journal.services import note, record
from gongkai.journal.verifying import differences

MADE = Act("test.made", "新建", "条例第12条")
REFUSED = "neither changed nor removed"


def written(insert="INSERT", **other):
    """Give SQL that writes the second entry once more, with other values in some columns."""
    columns = [field.column for field in Entry._meta.concrete_fields]
    values = ", ".join(other.get(column, column) for column in columns)
    return f"{insert} INTO journal_entry ({', '.join(columns)}) SELECT {values} FROM journal_entry WHERE number = 2"


WAYS = {
    "update": "UPDATE journal_entry SET act = 'x'",
    "update of one": "UPDATE journal_entry SET act = 'x' WHERE number = 1",
    "delete": "DELETE FROM journal_entry",
    "delete of the last": "DELETE FROM journal_entry WHERE number = 2",
    "upsert by key": f"{written(number='3')} ON CONFLICT (id) DO UPDATE SET act = 'x'",
    "upsert by number": f"{written(id='900')} ON CONFLICT (chain_id, number) DO UPDATE SET act = 'x'",
}
WAYS_OF = {
    "sqlite": {
        "update or replace": "UPDATE OR REPLACE journal_entry SET number = 1 WHERE number = 2",
        "replace by key": written("REPLACE", number="3"),
        "replace by number": written("REPLACE", id="900", act="'x'"),
        "replace without a key": written("REPLACE", id="NULL", act="'x'"),
        "replace by what reads as the key": written("REPLACE", id="CAST(id AS TEXT)", number="3"),
        "insert or replace": written("INSERT OR REPLACE", act="'x'"),
    },
    "postgresql": {
        "merge": "MERGE INTO journal_entry USING journal_chain ON chain_id = journal_chain.id"
        " WHEN MATCHED THEN UPDATE SET act = 'x'",
        "truncate": "TRUNCATE journal_entry",
        "truncate of what it hangs on": "TRUNCATE journal_chain CASCADE",
    },
}
HERE = WAYS | WAYS_OF[connection.vendor]


@pytest.fixture
def region(db):
    """A region with two entries."""
    region = Region.objects.create(code="370321", name="桓台县", level=Level.COUNTY)
    record(region, MADE, by=SYSTEM)
    note(region, MADE, by=SYSTEM)
    connection.check_constraints()  # now and not at the commit: PostgreSQL truncates nothing before
    return region


def entries():
    return list(Entry.objects.order_by("id").values())


@pytest.mark.parametrize("sql", HERE.values(), ids=HERE)
def test_the_database_refuses_to_change_and_remove_entries(region, sql):
    before = entries()
    refused = pytest.raises(DatabaseError, match=REFUSED)
    with refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)
    assert entries() == before


@pytest.mark.parametrize("change", [lambda rows: rows.update(act="x"), lambda rows: rows.delete()])
def test_a_slip_in_our_own_code_is_refused(region, change):
    before = entries()
    with pytest.raises(DatabaseError, match=REFUSED), transaction.atomic():
        change(Entry.objects.all())
    assert entries() == before


def test_entries_follow_one_another_as_before(region):
    note(region, MADE, by=SYSTEM)
    assert [entry["number"] for entry in entries()] == [1, 2, 3]
    assert list(differences()) == []


@pytest.mark.django_db(transaction=True)
def test_a_migration_that_makes_the_table_anew_leaves_it_protected():
    field = Entry._meta.get_field("article")
    longer = CharField(max_length=90, blank=True)
    longer.set_attributes_from_name("article")
    longer.model = Entry
    with connection.schema_editor() as editor:
        editor.alter_field(Entry, field, longer)
    assert is_in_place(connection) is (connection.vendor == "postgresql")
    with connection.schema_editor() as editor:
        editor.alter_field(Entry, longer, field)
    call_command("migrate", verbosity=0)
    assert is_in_place(connection)


@pytest.mark.django_db
def test_protection_that_is_gone_is_told(client):
    made = county()
    client.force_login(made.officers["site"])
    with transaction.atomic(), lifted(connection):
        assert [str(each)[:11] for each in differences()] == ["数据库对留痕的保护不在"]
        assert "不在，请运行 gongkai migrate" in client.get(reverse("status")).content.decode()
    assert list(differences()) == []
    assert "不在，请运行 gongkai migrate" not in client.get(reverse("status")).content.decode()


ONE_OFF = {
    "sqlite": "DROP TRIGGER journal_entry_no_replace",
    "postgresql": "ALTER TABLE journal_entry DISABLE TRIGGER journal_entry_no_change",
}


@pytest.mark.django_db
def test_one_trigger_that_is_off_is_noticed_and_put_back_before_the_site_serves():
    with connection.cursor() as cursor:
        cursor.execute(ONE_OFF[connection.vendor])
    assert not is_in_place(connection)
    put_in_place(apps.get_app_config("journal"), using="default")
    assert is_in_place(connection)
