from datetime import date

import pytest
from tests.county import SINCE, county

from gongkai.agencies.models import Agency, Kind, Level, Region
from gongkai.agencies.selectors import in_law
from gongkai.law.errors import NotAllowed
from gongkai.law.remedies import AgencyKind, forum

ON = date(2026, 3, 2)
HUANTAI = "桓台县人民政府"


@pytest.mark.django_db
def test_in_law_leads_to_the_forum_of_each_kind_of_agency():
    made = county()
    region = made.region

    def beside(name, kind, parent):
        row = Agency(name=name, kind=kind, region=region, parent=parent, established_on=SINCE)
        row.save()
        return row

    tax = beside("桓台县税务局", Kind.VERTICAL, beside("淄博市税务局", Kind.VERTICAL, None))
    rows = {
        made.office: HUANTAI,
        made.science: HUANTAI,
        made.branch: HUANTAI,
        made.township: HUANTAI,
        beside("索镇街道办事处", Kind.TOWNSHIP, made.government): HUANTAI,
        beside("桓台县住房公积金管理中心", Kind.AUTHORISED, made.government): HUANTAI,
        tax: "淄博市税务局",
        beside("桓台县税务局索镇分局", Kind.DISPATCHED, tax): "桓台县税务局",
    }
    assert {row: forum(in_law(row), on=ON).agencies for row in rows} == {row: (name,) for row, name in rows.items()}


@pytest.mark.django_db
def test_in_law_knows_a_provincial_government_and_never_guesses_who_is_above():
    made = county()
    shandong = Region(code="370000", name="山东省", level=Level.PROVINCE)
    shandong.save()
    province = Agency(name="山东省人民政府", kind=Kind.GOVERNMENT, region=shandong)
    province.save()
    assert in_law(province).kind is AgencyKind.PROVINCIAL_GOVERNMENT
    assert forum(in_law(province), on=ON).agencies == ("山东省人民政府",)
    customs = Agency(name="桓台海关", kind=Kind.VERTICAL, region=made.region, parent=made.government)
    customs.save()
    for agency in (made.government, customs):
        with pytest.raises(NotAllowed) as refused:
            forum(in_law(agency), on=ON)
        assert refused.value.code == "forum-unknown"


@pytest.mark.django_db
def test_in_law_knows_the_second_forum_that_some_may_choose():
    made = county()
    zibo = Region(code="370300", name="淄博市", level=Level.CITY)
    zibo.save()

    def added(name, kind, region, parent=None):
        row = Agency(name=name, kind=kind, region=region, parent=parent, established_on=SINCE)
        row.save()
        return row

    justice = added("桓台县司法局", Kind.DEPARTMENT, made.region, made.government)
    assert forum(in_law(justice), on=ON).agencies == (HUANTAI,)  # nothing is known above it
    city = added("淄博市人民政府", Kind.GOVERNMENT, zibo)
    made.government.parent = city
    made.government.save()
    added("淄博市司法局", Kind.DEPARTMENT, zibo, city)
    planning = added("淄博市规划局", Kind.DEPARTMENT, zibo, city)
    branch = added("淄博市规划局桓台分局", Kind.DISPATCHED, made.region, planning)
    rows = [Agency.objects.get(pk=each.pk) for each in (justice, branch, made.branch)]
    found = [forum(in_law(each), on=ON) for each in rows]
    assert [each.agencies for each in found] == [
        (HUANTAI, "淄博市司法局"),
        ("淄博市人民政府", HUANTAI),
        (HUANTAI,),  # of a county's department
    ]
    assert [str(each.step.citation) for each in found] == ["复议法第28条", "复议法第24条第4款", "复议法第24条第4款"]
