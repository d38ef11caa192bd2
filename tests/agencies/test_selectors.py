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
