from datetime import UTC, date, datetime

import pytest
from django.db.models import Q
from tests.county import county

from gongkai.agencies.models import Agency, Kind, Officer
from gongkai.ui.lists import filters
from gongkai.ui.lists.filters import Choice, Dates, Related, Search, YesNo

pytestmark = pytest.mark.django_db


def names(rows):
    return sorted(rows.values_list("name", flat=True))


def test_each_word_is_found_in_one_of_the_fields():
    made = county()
    Agency.objects.filter(pk=made.water.pk).update(short_name="水务")
    search = Search("q", "名称", fields=("name", "short_name"))
    assert names(search.apply(Agency.objects, "桓台 水务")) == ["桓台县水利局"]
    assert names(search.apply(Agency.objects, "科技 水务")) == []


@pytest.mark.parametrize("sign", ["%", "_", "\\", "'", '"', "%%", "\\%"])
def test_signs_of_the_database_are_looked_for_as_they_are(sign):
    made = county()
    search = Search("q", "名称", fields=("name",))
    assert names(search.apply(Agency.objects, sign)) == []
    Agency.objects.filter(pk=made.water.pk).update(name=f"水{sign}利")
    assert names(search.apply(Agency.objects, sign)) == [f"水{sign}利"]


def test_long_searches_are_cut_with_a_note():
    search, notes = Search("q", "名称", fields=("name",)), []
    assert search.read({"q": ["字" * 500]}, None, notes) == "字" * filters.LONGEST
    assert len(notes) == 1
    assert search.read({"q": [" ".join("一二三四五六七八九十")]}, None, notes) == "一 二 三 四 五 六 七 八"
    assert len(notes) == 2


def test_control_characters_are_left_out():
    assert Search("q", "名称", fields=("name",)).read({"q": ["水\x00利\ud800"]}, None, []) == "水利"


def test_several_choices_are_any_of_them():
    county()
    choice = Choice("kind", "性质", choices=Kind.choices, several=True)
    assert names(choice.apply(Agency.objects, ("township", "dispatched"))) == ["桓台县科技局马桥分局", "马桥镇人民政府"]


def test_days_of_moments_end_at_midnight_here():
    made = county().officers["handler"]
    dates = Dates("at", "上次登录", field="last_login", moments=True)
    within = (date(2026, 3, 2), date(2026, 3, 2))
    for at, found in (
        (datetime(2026, 3, 1, 15, 59, 59, tzinfo=UTC), False),
        (datetime(2026, 3, 1, 16, 0, tzinfo=UTC), True),
        (datetime(2026, 3, 2, 15, 59, 59, 999999, tzinfo=UTC), True),
        (datetime(2026, 3, 2, 16, 0, tzinfo=UTC), False),
    ):
        made.last_login = at
        made.save(update_fields=["last_login"])
        assert dates.apply(Officer.objects.filter(pk=made.pk), within).exists() is found


def test_days_include_both_ends():
    made = county()
    Agency.objects.filter(pk=made.water.pk).update(established_on=date(2020, 5, 1))
    dates = Dates("established", "成立", field="established_on")
    for first, last, found in (
        (date(2020, 5, 1), date(2020, 5, 1), True),
        (None, date(2020, 4, 30), False),
        (date(2020, 5, 2), None, False),
    ):
        assert bool(names(dates.apply(Agency.objects, (first, last)))) is found


def test_no_is_whatever_is_not_yes():
    made = county()
    Agency.objects.filter(pk=made.water.pk).update(established_on=date(2020, 5, 1))
    yes_no = YesNo("old", "早已成立", holds=Q(established_on__lt=date(2021, 1, 1)))
    assert names(yes_no.apply(Agency.objects, True)) == ["桓台县水利局"]
    assert len(names(yes_no.apply(Agency.objects, False))) == Agency.objects.count() - 1


class TestRelated:
    def related(self, made):
        return Related("agency", "机关", rows=lambda request: Agency.objects.below(made.science).order_by("name"))

    def test_a_row_in_sight_is_found_by_key_or_name(self):
        made = county()
        related = self.related(made)
        for text in (str(made.branch.pk), made.branch.name, "马桥分局"):
            notes = []
            assert (related.read({"agency": [text]}, None, notes), notes) == (made.branch, [])

    def test_a_row_out_of_sight_is_as_one_that_is_not(self):
        made = county()
        related = self.related(made)
        said = []
        for text in (str(made.water.pk), "99999", made.water.name, "没有的局", "9" * 30):
            notes = []
            assert related.read({"agency": [text]}, None, notes) is None
            said.append(notes)
        assert [len(notes) for notes in said] == [1] * 5
        assert said[0] == [f"“机关”没有“{made.water.pk}”，未采用。"]

    def test_a_name_that_several_have_is_asked_back(self):
        made = county()
        notes = []
        assert self.related(made).read({"agency": ["科技"]}, None, notes) is None
        assert notes == ["“机关”里的“科技”不止一个（桓台县科技局、桓台县科技局马桥分局……），未采用；请写全。"]

    def test_few_are_listed_and_many_are_typed(self, monkeypatch):
        made = county()
        related = self.related(made)
        listed = related.control(made.branch, None)
        assert [on for _, _, on in listed["options"]] == [False, True]
        monkeypatch.setattr(filters, "OPTIONS", 1)
        assert related.control(made.branch, None) == {"typed": made.branch.name}
