import re
from datetime import date

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.county import county
from tests.publishing import begin, publish

from gongkai.agencies.models import Agency, Kind, Level, Office, Region, Succession
from gongkai.portal.models import Version
from gongkai.portal.watching import WATCHED, version, watch


@pytest.fixture
def made(db):
    region = Region.objects.create(code="370321", name="桓台县", level=Level.COUNTY)
    names = ("桓台县科技局", "桓台县水利局")
    before, after = (Agency.objects.create(name=name, kind=Kind.DEPARTMENT, region=region) for name in names)
    Office.objects.create(agency=after, name="办公室", discloses=True)
    Succession.objects.create(predecessor=before, successor=after, form="merged", on=date(2025, 1, 1))


@pytest.mark.parametrize("model", [Region, Agency, Office, Succession])
def test_the_version_changes_with_all_that_pages_show_by_whatever_way(made, model):
    seen = [version()]
    rows = model.objects.order_by("-pk")
    copy = {field.attname: getattr(rows[0], field.attname) for field in model._meta.fields if not field.primary_key}
    fresh = {
        Region: {"code": "370399"},
        Agency: {"name": "某局"},
        Office: {"name": "某科", "discloses": False},
        Succession: {"on": date(2024, 1, 1)},
    }
    model.objects.bulk_create([model(**{**copy, **fresh[model]})], ignore_conflicts=True)
    seen.append(version())
    model.objects.filter(**fresh[model]).update(**fresh[model])
    seen.append(version())
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {model._meta.db_table} WHERE id = (SELECT max(id) FROM {model._meta.db_table})")
    seen.append(version())
    assert None not in seen
    assert len(set(seen)) == 4


def test_a_change_that_comes_to_nothing_leaves_the_version(made):
    before = version()
    with transaction.atomic():
        Agency.objects.update(short_name="某")
        assert version() != before
        transaction.set_rollback(True)
    assert version() == before


def test_pages_show_nothing_that_is_not_watched_and_all_that_is(db):
    made = county()
    item = publish(made, begin(made))
    with CaptureQueriesContext(connection) as asked:
        for address in (
            "/?all",
            "/agencies/?all",
            *(f"/agencies/{agency.pk}/?all" for agency in Agency.objects.all()),
            f"/items/{item.pk}/?all",
            "/feed.atom?all",
            "/reports/?all",
            *(f"/agencies/{made.science.pk}/{name}/?all" for name in ("catalogue", "standard", "guide", "systems")),
        ):
            assert Client().get(address).status_code == 200
    read = {table for query in asked for table in re.findall(r'(?:FROM|JOIN) "(\w+)"', query["sql"])}
    assert read == set(WATCHED)


def test_triggers_that_were_lost_are_put_back_by_the_next_migration(made):
    with connection.cursor() as cursor:
        for table in WATCHED:
            sqlite = connection.vendor == "sqlite"
            cursor.execute(
                f"DROP TRIGGER {table}_shown_update" if sqlite else f"DROP TRIGGER portal_changed ON {table}"
            )
    before = version()
    Agency.objects.update(short_name="某")
    assert version() == before
    watch("default")
    renewed = version()
    Agency.objects.update(short_name="某某")
    assert len({before, renewed, version()}) == 3
    assert Version.objects.count() == 1


def test_agencies_can_be_changed_where_the_version_is_taken_away(made):
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE portal_version")
    watch("default")
    Agency.objects.update(short_name="某")
    assert set(Agency.objects.values_list("short_name", flat=True)) == {"某"}


def test_without_a_version_pages_are_drawn_for_each(made):
    Version.objects.all().delete()
    assert version() is None
    answer = Client().get("/agencies/")
    assert "桓台县水利局" in answer.content.decode()
    assert "ETag" not in answer
