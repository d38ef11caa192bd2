import json
import subprocess
import sys
from datetime import date

import pytest
from django.db import connection, transaction
from django.utils.functional import SimpleLazyObject

from gongkai.agencies.models import Agency, Kind, Level, Region
from gongkai.journal import chaining
from gongkai.journal.actor import SYSTEM
from gongkai.journal.acts import Act
from gongkai.journal.models import Chain, Entry
from gongkai.journal.protection import lifted
from gongkai.journal.services import hold, note, record, record_made, record_removal
from gongkai.journal.verifying import differences

MADE = Act("test.made", "新建", "条例第12条")
EDITED = Act("test.edited", "修改")


@pytest.fixture
def region(db):
    region = Region.objects.create(code="370321", name="桓台县", level=Level.COUNTY)
    record(region, MADE, by=SYSTEM)
    return region


@pytest.fixture
def agency(region):
    agency = Agency.objects.create(name="桓台县科技局", kind=Kind.DEPARTMENT, region=region)
    record(agency, MADE, by=SYSTEM)
    return agency


def renamed(agency, name, *, by=SYSTEM):
    with transaction.atomic():
        held = hold(agency)
        held.name = name
        held.save(update_fields=["name"])
        return record(held, EDITED, by=by)


def test_what_stands_for_a_row_is_held_as_that_row(agency):
    entry = renamed(SimpleLazyObject(lambda: agency), "桓台县科学技术局")
    assert (entry.object_id, entry.after) == (agency.pk, {"name": "桓台县科学技术局"})


def test_an_entry_says_what_changed_and_nothing_else(agency):
    entry = renamed(agency, "桓台县科学技术局")
    assert (entry.before, entry.after) == ({"name": "桓台县科技局"}, {"name": "桓台县科学技术局"})
    assert (entry.number, entry.object_type, entry.object_id) == (2, "agencies.agency", agency.pk)


def test_each_entry_carries_the_hash_of_the_one_before(agency):
    renamed(agency, "甲")
    renamed(agency, "乙")
    first, second, third = Entry.objects.filter(chain__agency=agency)
    assert first.previous == chaining.START
    assert (second.previous, third.previous) == (first.hash, second.hash)
    assert Chain.objects.get(agency=agency).head == third.hash


def test_what_one_act_makes_is_recorded_at_once_and_in_order(region, django_assert_num_queries):
    towns = [Region(code=f"37032110{number}", name="马桥镇", level=Level.TOWNSHIP) for number in range(3)]
    for town in towns:
        town.save()
    with transaction.atomic(), django_assert_num_queries(3):  # the chain, the entries, the chain
        record_made(towns, MADE, by=SYSTEM)
    assert list(Entry.objects.filter(object_type="agencies.region").values_list("number", "object_id")) == [
        (1, region.pk),
        *((number, town.pk) for number, town in enumerate(towns, start=2)),
    ]
    assert list(differences()) == []
    with transaction.atomic():
        towns[0].name = "马桥"
        towns[0].save()
        assert record(towns[0], EDITED, by=SYSTEM).before == {"name": "马桥镇"}


def test_agencies_have_chains_of_their_own(agency, region):
    other = Agency.objects.create(name="桓台县水利局", kind=Kind.DEPARTMENT, region=region)
    record(other, MADE, by=SYSTEM)
    assert {chain.key: chain.length for chain in Chain.objects.all()} == {
        "site": 1,
        f"agency:{agency.pk}": 1,
        f"agency:{other.pk}": 1,
    }


@pytest.mark.parametrize("algorithm", ["sha256", "sm3"])
def test_the_hash_is_by_the_algorithm_of_the_setting(agency, settings, algorithm):
    settings.JOURNAL_HASH = algorithm
    entry = renamed(agency, "甲")
    content = {key: value for key, value in entry.content().items() if key != "hash"}
    assert (entry.algorithm, entry.hash) == (algorithm, chaining.hash_of(content))
    assert list(differences()) == []


def test_a_chain_may_go_on_by_another_algorithm(agency, settings):
    renamed(agency, "甲")
    settings.JOURNAL_HASH = "sm3"
    renamed(agency, "乙")
    assert list(differences()) == []


@pytest.mark.django_db(transaction=True)
def test_no_entry_outside_a_transaction():
    region = Region.objects.create(code="370321", name="桓台县", level=Level.COUNTY)
    for write in (record, note, record_removal):
        with pytest.raises(RuntimeError, match="one transaction"):
            write(region, MADE, by=SYSTEM)
    with pytest.raises(RuntimeError, match="one transaction"):
        hold(region)


@pytest.mark.django_db(transaction=True)
def test_an_act_that_fails_leaves_no_entry():
    @transaction.atomic
    def fail():
        region = Region.objects.create(code="370321", name="桓台县", level=Level.COUNTY)
        record(region, MADE, by=SYSTEM)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert (Region.objects.count(), Entry.objects.count(), Chain.objects.count()) == (0, 0, 0)


def test_a_row_that_was_not_held_cannot_be_recorded(agency):
    fresh = Agency.objects.get(pk=agency.pk)
    fresh.name = "甲"
    with pytest.raises(RuntimeError, match="without being held"):
        record(fresh, EDITED, by=SYSTEM)


def test_a_note_changes_nothing(agency):
    entry = note(agency, EDITED, by=SYSTEM, fields=["phone"], on=date(2026, 3, 2))
    assert (entry.before, entry.after, entry.note) == ({}, {}, {"fields": ["phone"], "on": "2026-03-02"})
    assert list(differences()) == []


def test_what_is_whole_has_no_difference(agency):
    renamed(agency, "甲")
    assert list(differences()) == []


def test_a_row_changed_behind_the_journal_is_named(agency):
    Agency.objects.filter(pk=agency.pk).update(phone="0533-1")
    assert [str(each) for each in differences()] == [
        f"行政机关 agencies.agency/{agency.pk}的“联系电话”现为“0533-1”，留痕得出的是“”。"
    ]


def test_a_row_made_behind_the_journal_is_named(agency, region):
    other = Agency.objects.create(name="桓台县水利局", kind=Kind.DEPARTMENT, region=region)
    assert [str(each) for each in differences()] == [f"行政机关 agencies.agency/{other.pk}没有留痕：不是经办出来的。"]


def test_a_row_removed_behind_the_journal_is_named(region):
    key = region.pk
    region.delete()
    assert [str(each) for each in differences()] == [f"行政区划 agencies.region/{key}不见了，而没有删除的留痕。"]


def test_a_removal_that_is_recorded_is_no_difference(region):
    record_removal(region, EDITED, by=SYSTEM)
    region.delete()
    assert list(differences()) == []


@pytest.mark.parametrize(
    ("forge", "found"),
    [
        ({"act": "test.forged"}, "而按它的内容是"),
        ({"hash": "0" * 64}, "第2条的杂凑值是 000"),
        ({"previous": "1" * 64}, "第2条记的前一条的杂凑值是"),
        ({"number": 9}, "缺第2条：在它的位置上是第3条"),
    ],
)
def test_a_forged_entry_is_named(agency, forge, found):
    renamed(agency, "甲")
    renamed(agency, "乙")
    with lifted(connection):
        Entry.objects.filter(chain__agency=agency, number=2).update(**forge)
    (difference, *_rest) = differences()
    assert found in str(difference)


def test_an_entry_cut_off_the_end_is_named(agency):
    renamed(agency, "甲")
    with lifted(connection):
        Entry.objects.filter(chain__agency=agency, number=2).delete()
    assert "应有2条" in str(next(iter(differences())))


def test_an_exported_chain_is_checked_without_gongkai(agency, tmp_path):
    renamed(agency, "甲")
    chain = Chain.objects.get(agency=agency)
    lines = [json.dumps({**entry.content(), "hash": entry.hash}) for entry in chain.entries.all()]
    (tmp_path / "1.jsonl").write_text("\n".join(lines))
    (tmp_path / "chains.json").write_text(json.dumps([{"file": "1.jsonl", "head": chain.head, "length": 2}]))
    run = [sys.executable, "-I", "-S", chaining.__file__, str(tmp_path)]
    whole = subprocess.run(run, capture_output=True, text=True)
    assert (whole.returncode, whole.stdout) == (0, "1.jsonl: 完整\n")
    (tmp_path / "1.jsonl").write_text("\n".join(lines).replace("甲".encode("unicode_escape").decode(), "乙"))
    forged = subprocess.run(run, capture_output=True, text=True)
    assert forged.returncode == 1
    assert forged.stdout.startswith("1.jsonl: 第2条的杂凑值是")
