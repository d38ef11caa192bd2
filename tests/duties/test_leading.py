"""Who is responsible for disclosure in an agency: set up, changed from day to day, asked for any day, shown or not."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from tests.casework import actor, refused
from tests.county import County, county

from gongkai.agencies.exchange.importing import bring_in
from gongkai.agencies.models import Agency, Officer
from gongkai.duties.leading import rules, selectors, services
from gongkai.duties.leading.forms import read_members, written_members
from gongkai.duties.leading.joining import figures
from gongkai.duties.leading.services import Named
from gongkai.duties.leading.tables import Leaders
from gongkai.duties.models import Charge, LeadingGroup
from gongkai.journal.models import Entry
from gongkai.journal.verifying import differences

pytestmark = pytest.mark.django_db
IN_2020, IN_2022 = date(2020, 3, 2), date(2022, 6, 1)
FIRST = (Named("leader", "甲某", "局长"), Named("deputy", "乙某", "副局长"), Named("liaison", "handler·某"))


@pytest.fixture(scope="module")
def made(kept: None) -> County:
    return county("administrator", "head", "handler", "publisher", "leader", "county_administrator", "beside")


def set_up(made: County, on: date = IN_2020, members: tuple[Named, ...] = FIRST, **values: Any) -> LeadingGroup:
    given = {"name": "领导小组", "document_number": "桓科发[2020]03号", **values}
    return services.set_up(made.science, from_on=on, members=members, by=actor(made), **given)


def charge(made: County, name: str, on: date, role: str = "first", **values: Any) -> Charge:
    return services.charge(made.science, role, name=name, from_on=on, by=actor(made), **values)


def names(agency: Agency, day: date) -> list[tuple[str, str]]:
    found = selectors.group_on(agency, day)
    return [(each.role, each.name) for each in (*found.members, *found.responsible)]


def test_who_was_responsible_can_be_asked_for_any_day(made: County) -> None:
    set_up(made)
    charge(made, "甲某", IN_2020)
    set_up(made, IN_2022, (Named("leader", "丙某", "局长"),), document_number="桓科发〔2022〕8号")
    charge(made, "丙某", date(2022, 7, 1))
    assert names(made.science, date(2020, 3, 1)) == []
    assert names(made.science, IN_2020) == [
        ("leader", "甲某"), ("deputy", "乙某"), ("liaison", "handler·某"), ("first", "甲某"),
    ]  # fmt: skip
    assert names(made.science, IN_2022) == [("leader", "丙某"), ("first", "甲某")]
    assert names(made.science, date(2022, 7, 1)) == [("leader", "丙某"), ("first", "丙某")]
    old = selectors.group_on(made.science, date(2022, 5, 31)).group
    assert old is not None
    assert (old.document_number, old.until_on) == ("桓科发〔2020〕3号", date(2022, 5, 31))
    assert list(differences()) == []


def test_changes_are_listed_the_newest_first_by_their_documents(made: County) -> None:
    set_up(made)
    charge(made, "甲某", IN_2020, position="局长")
    charge(made, "丙某", IN_2022, document_number="桓科发〔2022〕8号")
    told = [(each.on, each.what) for each in selectors.changes(made.science, since=date(2021, 1, 1))]
    assert told == [(IN_2022, "第一责任人：丙某"), (date(2022, 5, 31), "第一责任人 甲某：到此日止")]
    began = [each.what for each in selectors.changes(made.science) if each.on == IN_2020]
    assert began[:3] == ["成立、调整：领导小组", "组长：甲某 局长", "副组长：乙某 副局长"]
    assert began[3:] == ["联络员：handler·某", "第一责任人：甲某 局长"]
    assert selectors.changed_in(Agency.objects.all(), date(2022, 1, 1), date(2022, 12, 31)) == 1


def test_whoever_signs_in_under_the_name_is_linked(made: County) -> None:
    members = {each.name: each.officer for each in set_up(made).members.all()}
    assert members == {"甲某": None, "乙某": None, "handler·某": made.officers["handler"]}
    namesake = Officer.objects.create(username="other", name="handler·某")
    assert charge(made, "beside·某", IN_2020).officer is None  # of another agency
    assert namesake.posts.count() == 0


def test_what_was_is_not_overwritten(made: County) -> None:
    first = set_up(made)
    assert refused(set_up, made, date(2019, 6, 1)) == "days-taken"
    assert set_up(made, date(2019, 6, 1), until_on=date(2020, 3, 1)).until_on == date(2020, 3, 1)
    row = services.end(charge(made, "甲某", IN_2020), on=IN_2022, by=actor(made))
    assert refused(services.end, row, on=IN_2020, by=actor(made)) == "ended-already"
    with pytest.raises(ValidationError):
        services.end(first, on=date(2019, 1, 1), by=actor(made))


def test_a_member_needs_a_group_and_a_responsible_person_none(made: County) -> None:
    assert refused(charge, made, "丁某", IN_2020, "member") == "no-leading-group"
    group = set_up(made)
    assert charge(made, "丁某", IN_2022, "member").group == group
    with pytest.raises(ValidationError):
        charge(made, "戊某", IN_2022, "office_head")
    office = made.science.offices.get()
    assert charge(made, "戊某", IN_2022, "office_head", office=office).office == office


def test_a_group_that_ends_ends_its_members(made: County) -> None:
    group = services.end(set_up(made), on=IN_2022, by=actor(made))
    assert {each.until_on for each in group.members.all()} == {IN_2022}
    assert names(made.science, IN_2022) != []
    assert names(made.science, date(2022, 6, 2)) == []


def test_what_was_entered_by_mistake_stays_to_be_read(made: County) -> None:
    group = services.strike(set_up(made), reason="录错了机关", by=actor(made))
    assert selectors.group_on(made.science, IN_2020).rows == []
    assert selectors.changes(made.science) == []
    assert [each.struck_for for each in selectors.terms_of(made.science)] == ["录错了机关"]
    assert Entry.objects.filter(act="leading.struck").count() == 1 + len(FIRST)
    assert refused(services.strike, group, reason="再来", by=actor(made)) == "struck-already"
    assert set_up(made).until_on is None  # the days are free again


def test_duties_stated_anew_end_what_was_stated(made: County) -> None:
    for on, body in ((IN_2020, "研究部署"), (IN_2022, "统筹协调")):
        services.state(made.science, "group", body=body, from_on=on, by=actor(made))
    assert [each.body for each in selectors.group_on(made.science, date(2021, 1, 1)).statements] == ["研究部署"]
    assert [each.body for each in selectors.group_on(made.science, IN_2022).statements] == ["统筹协调"]


def test_only_what_was_chosen_is_shown_to_the_public(made: County) -> None:
    group = set_up(made)
    found = selectors.group_on(made.science, IN_2022)
    services.show(made.science, [group, found.members[0]], among=found.rows, by=actor(made, "publisher"))
    shown = selectors.group_on(made.science, IN_2022, public=True)
    assert (shown.group, [each.name for each in shown.members]) == (group, ["甲某"])
    services.show(made.science, [], among=selectors.group_on(made.science, IN_2022).rows, by=actor(made, "publisher"))
    assert selectors.group_on(made.science, IN_2022, public=True).rows == []
    assert list(differences()) == []


def test_the_page_of_the_portal_has_what_is_shown_and_nothing_else(made: County) -> None:
    set_up(made, office="办公室")
    charge(made, "己某", IN_2022)
    services.state(made.science, "group", body="研究部署", from_on=IN_2020, by=actor(made))
    address = f"/agencies/{made.science.pk}/"
    inside = ("甲某", "乙某", "己某", "桓科发〔2020〕3号", "研究部署")
    page = Client().get(address).content.decode()
    assert [each for each in inside if each in page] == []
    rows = selectors.group_on(made.science, IN_2022).rows
    chosen = [each for each in rows if str(each) in ("领导小组", "组长 甲某", "领导小组职责")]
    services.show(made.science, chosen, among=rows, by=actor(made, "publisher"))
    page = Client().get(address).content.decode()
    assert [each for each in inside if each in page] == ["甲某", "桓科发〔2020〕3号", "研究部署"]


def test_members_are_read_a_line_for_each() -> None:
    found = read_members("组长：甲某，局长\n\n副组长 乙某\n办公室主任\t丙某\t办公室主任、机关党委专职副书记")
    assert found == [
        Named("leader", "甲某", "局长"),
        Named("deputy", "乙某"),
        Named("office_director", "丙某", "办公室主任、机关党委专职副书记"),
    ]
    for line in ("局长 甲某", "组长"):
        with pytest.raises(ValidationError, match="第2行"):
            read_members(f"组长 甲某\n{line}")


def test_the_past_comes_in_as_a_table(made: County) -> None:
    lines = (
        "职责,姓名,职务,领导小组,文号,自,至",
        "组长,甲某,局长,领导小组,桓科发〔2020〕3号,2020-03-02,2022-05-31",
        "联络员,handler·某,,领导小组,桓科发〔2020〕3号,2020-03-02,2022-05-31",
        "组长,丙某,局长,领导小组,桓科发〔2022〕8号,2022-06-01,",
        "第一责任人,丙某,局长,,,2022-06-01,",
    )
    table, by = "\n".join(lines).encode(), actor(made)
    first = bring_in(table, Leaders(made.science), by=by, on=IN_2022, write=True)
    assert (first.counts["added"], first.bad) == (4, ())
    assert names(made.science, IN_2020) == [("leader", "甲某"), ("liaison", "handler·某")]
    assert names(made.science, IN_2022) == [("leader", "丙某"), ("first", "丙某")]
    assert bring_in(table, Leaders(made.science), by=by, on=IN_2022, write=True).counts["same"] == 4
    wrong = "职责,姓名,自\n成员,丁某,2022-06-01\n科长,丁某,2022-06-01".encode()
    tried = bring_in(wrong, Leaders(made.science), by=by, on=IN_2022, write=True)
    assert [row.problems[0].heading for row in tried.bad] == ["领导小组", "职责"]


def test_the_page_of_the_import_names_the_columns(made: County) -> None:
    client = Client()
    client.force_login(made.officers["handler"])
    page = client.get(reverse("leading:import", args=[made.science.pk])).content.decode()
    assert [each.heading for each in Leaders.columns if f'<th scope="row">{each.heading}</th>' not in page] == []
    assert f"一次最多{Leaders.most_rows}行" in page


def test_the_ledger_is_kept_by_the_disclosure_office_and_from_above(made: County) -> None:
    may = {role: rules.may_keep(each, made.science, IN_2022) for role, each in made.officers.items()}
    assert {role for role, allowed in may.items() if allowed} == {
        "administrator", "head", "handler", "county_administrator",
    }  # fmt: skip


def test_figures_say_who_has_nobody(made: County) -> None:
    set_up(made)
    charge(made, "甲某", date(2022, 2, 1))
    counts = [each.count for each in figures(made.officers["county_administrator"], IN_2022)]
    seen = rules.agencies_in_sight(made.officers["county_administrator"], IN_2022).count()
    assert counts == [1, seen - 1, seen - 1, 1]


def test_an_adjustment_begins_with_who_is_there(made: County) -> None:
    client = Client()
    client.force_login(made.officers["handler"])
    set_up(made)
    address = reverse("leading:set-up", args=[made.science.pk])
    form = client.get(address).context["form"]
    assert form.initial["members"] == written_members(selectors.group_on(made.science, IN_2022).members)
    sent = {"name": "领导小组", "document_number": "桓科发〔2022〕8号", "from_on": "2022-06-01", "office": "办公室"}
    wrong = client.post(address, {**sent, "members": "科长 甲某"})
    assert (wrong.status_code, "第1行“科长 甲某”看不懂" in wrong.content.decode()) == (422, True)
    right = client.post(address, {**sent, "members": "组长 丙某 局长"})
    group = selectors.group_on(made.science, IN_2022).group
    assert group is not None
    assert right["Location"] == reverse("leading:group", args=[group.pk])
    page = client.get(reverse("leading:agency", args=[made.science.pk]), {"on": "2020-03-02"}).content.decode()
    assert "甲某" in page
    assert "回到今天" in page
    assert f"{reverse('leading:group', args=[group.pk])}" in page


@pytest.mark.once
def test_the_list_asks_as_many_questions_for_any_number(made: County, django_assert_max_num_queries: Any) -> None:
    client = Client()
    client.force_login(made.officers["county_administrator"])
    client.get(reverse("leading:list"))
    with django_assert_max_num_queries(16):
        page = client.get(reverse("leading:list")).content.decode()
    assert "桓台县水利局" in page
    set_up(made)
    assert "甲某" in client.get(reverse("leading:list"), {"has_group": "1"}).content.decode()
    assert "桓台县水利局" not in client.get(reverse("leading:list"), {"has_group": "1"}).content.decode()
