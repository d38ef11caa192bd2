import re
from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils.timezone import localdate
from tests.county import county

from gongkai.agencies.models import Agency, Kind, Level, Office, Region, Succession


@pytest.fixture
def made(db):
    return county()


def page(address):
    return Client().get(address).content.decode()


def test_the_directory_shows_agencies_by_region_and_kind_those_of_townships_with_their_county(made):
    shown = page("/agencies/")
    places = [
        shown.index(f">{name}<") for name in ("桓台县", "政府", "政府办公厅（室）", "部门", "派出机构", "乡镇街道")
    ]
    assert places == sorted(places)
    for agency in Agency.objects.all():
        assert f'<a href="/agencies/{agency.pk}/">{agency}</a>' in shown
    assert ">马桥镇<" not in shown
    assert "<title>机关名录 - 桓台县政府信息公开</title>" in shown


def test_home_leads_to_where_one_asks_how_an_application_stands(made):
    assert 'href="/track/"' in page("/")


def test_home_leads_to_each_kind_of_agency_in_its_region(made):
    shown, there = page("/"), page("/agencies/")
    led = re.findall(r'href="/agencies/#([^"]+)">([^<]+)</a>', shown)
    assert led[0] == ("370321-government", "政府")
    assert [each for each, _ in led if f'<h3 id="{each}">' not in there] == []
    assert len(set(led)) == len(led) > 2
    other = Region.objects.create(code="370322", name="高青县", level=Level.COUNTY)
    Agency.objects.create(name="高青县科技局", kind=Kind.DEPARTMENT, region=other)
    assert '#370322-department">高青县 部门</a>' in page("/")


def test_the_directory_shows_no_agency_that_is_not_in_being(made):
    Agency.objects.filter(pk=made.water.pk).update(dissolved_on=localdate())
    Agency.objects.filter(pk=made.branch.pk).update(established_on=localdate() + timedelta(1))
    shown = page("/agencies/")
    assert "桓台县科技局<" in shown
    assert "桓台县水利局" not in shown
    assert "马桥分局" not in shown
    assert ">派出机构<" not in shown


def test_a_site_of_several_regions_is_called_by_none(made):
    other = Region.objects.create(code="370322", name="高青县", level=Level.COUNTY)
    Agency.objects.create(name="高青县科技局", kind=Kind.DEPARTMENT, region=other)
    assert "<title>机关名录 - 政府信息公开</title>" in page("/agencies/")


def test_a_site_that_is_empty_says_so(db):
    assert "还没有录入机关。" in page("/agencies/")


def test_the_directory_makes_as_many_queries_however_many_agencies(made, django_assert_num_queries):
    for number in (1, 3, 300):
        Agency.objects.bulk_create(
            Agency(name=f"第{number}批{n}", kind=Kind.DEPARTMENT, region=made.region) for n in range(number)
        )
        with django_assert_num_queries(4):  # the version, regions, agencies, whose portal it is
            page("/agencies/")


def test_an_agency_shows_what_the_guide_must_say(made):
    facts = {
        "address": "索镇东岳路1号",
        "hours": "工作日8:30至17:00",
        "phone": "0533-8210001",
        "fax": "0533-8210002",
        "email": "kj@example.gov.cn",
        "postcode": "256400",
        "website": "https://kj.example.gov.cn/",
    }
    Agency.objects.filter(pk=made.science.pk).update(**facts)
    shown = page(f"/agencies/{made.science.pk}/")
    for value in (*facts.values(), "<dd>办公室</dd>", "条例第12条", "桓台县科技局马桥分局"):
        assert value in shown
    assert "未填" not in shown
    Office.objects.update(closed_on=date(2025, 1, 1))
    assert page(f"/agencies/{made.science.pk}/").count("未填") == 1


def test_an_agency_that_was_dissolved_leads_to_what_took_over(made):
    on = date(2025, 1, 1)
    Agency.objects.filter(pk=made.science.pk).update(dissolved_on=on)
    Succession(predecessor=made.science, successor=made.water, form="merged", on=on).save()
    Succession(predecessor=made.science, successor=made.office, form="divided", on=date(2999, 1, 1)).save()
    shown = page(f"/agencies/{made.science.pk}/")
    assert '本机关已于<time datetime="2025-01-01">2025年1月1日</time>撤销。' in shown
    assert f'合并 → <a href="/agencies/{made.water.pk}/">' in shown
    assert "分立" not in shown
    assert f'合并 ← <a href="/agencies/{made.science.pk}/">' in page(f"/agencies/{made.water.pk}/")


def test_an_agency_there_is_none_of_is_not_found(made):
    assert Client().get("/agencies/999999/").status_code == 404


def test_nothing_of_people_is_shown(made):
    for address in ("/", *(f"/agencies/{agency.pk}/" for agency in Agency.objects.all())):
        shown = page(address)
        for officer in made.officers.values():
            assert officer.name not in shown
            assert f">{officer.username}<" not in shown
