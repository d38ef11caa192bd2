from datetime import date

import pytest
from django.core.exceptions import ValidationError
from tests.county import SINCE, county

from gongkai.agencies import services
from gongkai.agencies.models import Agency, Duty, Kind, Membership, Office, Officer, Post, Succession
from gongkai.journal.actor import SYSTEM, Actor
from gongkai.journal.models import Entry
from gongkai.journal.verifying import differences
from gongkai.law.errors import NotAllowed

DAY = date(2026, 3, 2)


@pytest.fixture
def made(db):
    made = county()
    yield made
    assert list(differences()) == []


def acts_of(row):
    kind = row._meta.label_lower
    return [entry.act for entry in Entry.objects.filter(object_type=kind, object_id=row.pk).order_by("id")][1:]


def test_editing_records_what_changed(made):
    services.edit_agency(made.science, {"phone": "0533-8180000", "name": made.science.name}, by=SYSTEM)
    entry = Entry.objects.latest("id")
    assert (entry.act, entry.before, entry.after) == (
        "agency.edited",
        {"phone": "0533-8210000"},
        {"phone": "0533-8180000"},
    )


def test_an_edit_that_changes_nothing_is_no_act(made):
    services.edit_agency(made.science, {"phone": made.science.phone}, by=SYSTEM)
    assert acts_of(made.science) == []


def test_what_a_field_cannot_hold_is_refused_by_field_and_nothing_is_written(made):
    with pytest.raises(ValidationError) as refused:
        services.edit_agency(made.science, {"credit_code": "123", "postcode": "2564"}, by=SYSTEM)
    assert set(refused.value.message_dict) == {"credit_code", "postcode"}
    assert acts_of(made.science) == []
    assert Agency.objects.get(pk=made.science.pk).credit_code is None


def test_an_agency_moves_with_all_below_it(made):
    services.move_agency(made.science, made.water, by=SYSTEM)
    assert set(Agency.objects.below(made.water)) == {made.water, made.science, made.branch}
    with pytest.raises(ValidationError):
        services.move_agency(Agency.objects.get(pk=made.water.pk), made.branch, by=SYSTEM)


def test_an_agency_with_others_below_it_is_not_dissolved(made):
    with pytest.raises(NotAllowed, match="马桥分局") as refused:
        services.dissolve_agency(made.science, on=DAY, by=SYSTEM)
    assert refused.value.code == "agency-has-below"


def test_posts_end_with_their_agency(made):
    services.dissolve_agency(made.water, on=DAY, by=SYSTEM)
    assert [post.until_on for post in Post.objects.filter(agency=made.water)] == [DAY]


def test_one_disclosure_office_takes_over_from_another(made):
    before = Office.objects.get(agency=made.science, discloses=True)
    after = services.add_office(made.science, name="政务公开科", by=SYSTEM)
    services.name_disclosure_office(after, by=SYSTEM)
    assert list(Office.objects.filter(discloses=True)) == [after]
    assert (acts_of(before), acts_of(after)) == (["office.edited"], ["office.named"])
    assert Entry.objects.latest("id").article == "条例第4条"


def test_an_office_where_people_work_is_not_closed(made):
    office = Office.objects.get(agency=made.science)
    officer = made.officers["no_post"]
    post = services.appoint(officer, made.science, Duty.HANDLER, from_on=SINCE, office=office, by=SYSTEM)
    with pytest.raises(NotAllowed, match="1人任职"):
        services.close_office(office, on=DAY, by=SYSTEM)
    services.end_post(post, on=date(2026, 3, 1), by=SYSTEM)
    assert services.close_office(office, on=DAY, by=SYSTEM).discloses is False


def test_no_post_in_an_agency_that_is_no_more(made):
    services.dissolve_agency(made.water, on=DAY, by=SYSTEM)
    water = Agency.objects.get(pk=made.water.pk)
    with pytest.raises(NotAllowed, match="已于2026年3月2日撤销"):
        services.appoint(made.officers["no_post"], water, Duty.HANDLER, from_on=DAY, by=SYSTEM)


def test_nobody_shuts_themselves_out(made):
    site = made.officers["site"]
    with pytest.raises(NotAllowed) as refused:
        services.shut_out(site, by=Actor(officer=site))
    assert refused.value.code == "shut-out-oneself"


def test_the_last_who_runs_the_site_is_not_shut_out(made):
    with pytest.raises(NotAllowed) as refused:
        services.shut_out(made.officers["site"], by=SYSTEM)
    assert refused.value.code == "last-administrator"


def test_who_is_shut_out_is_let_in_again(made):
    handler = made.officers["handler"]
    services.shut_out(handler, by=SYSTEM)
    assert services.let_in(handler, by=SYSTEM).is_active
    assert acts_of(handler) == ["officer.shut_out", "officer.let_in"]


def test_last_year_s_list_is_carried_over_through_reforms(made):
    for member in (made.science, made.water, made.township):
        services.add_member(made.office, member, year=2025, by=SYSTEM)
    merged = services.add_agency(
        name="桓台县农业和水务局", kind=Kind.DEPARTMENT, region=made.region, parent=made.government, by=SYSTEM
    )
    services.record_succession(
        predecessor=made.water,
        successor=merged,
        form=Succession.Form.MERGED,
        on=date(2025, 7, 1),
        basis="淄政字〔2025〕1号",
        by=SYSTEM,
    )
    services.dissolve_agency(made.water, on=date(2025, 7, 1), by=SYSTEM)
    added = services.carry_members_over(made.office, year=2026, by=SYSTEM)
    assert {membership.member for membership in added} == {made.science, merged, made.township}
    assert services.carry_members_over(made.office, year=2026, by=SYSTEM) == []


def test_an_agency_dissolved_before_the_year_is_not_listed(made):
    services.dissolve_agency(made.water, on=date(2025, 7, 1), by=SYSTEM)
    water = Agency.objects.get(pk=made.water.pk)
    assert services.add_member(made.office, water, year=2025, by=SYSTEM).member == water
    with pytest.raises(NotAllowed, match="没有2026年度的报告"):
        services.add_member(made.office, water, year=2026, by=SYSTEM)


def test_a_member_leaves_within_the_year_or_is_removed(made):
    membership = services.add_member(made.office, made.water, year=2026, by=SYSTEM)
    with pytest.raises(ValidationError):
        services.let_member_leave(membership, on=date(2025, 12, 31), by=SYSTEM)
    assert services.let_member_leave(membership, on=DAY, by=SYSTEM).until_on == DAY
    services.remove_member(membership, by=SYSTEM)
    assert not Membership.objects.exists()


def test_an_officer_is_registered_without_their_password_in_the_journal(made):
    officer = services.add_officer(username="lisi", name="李某", password="secret of lisi", by=SYSTEM)
    assert officer.check_password("secret of lisi")
    entry = Entry.objects.latest("id")
    assert (entry.act, sorted(entry.after)) == (
        "officer.added",
        ["email", "is_active", "is_superuser", "mobile", "must_change_password", "name", "username"],
    )


def test_an_e_mail_address_is_in_the_journal_by_its_fingerprint_for_one_signs_in_by_it(made):
    handler = services.edit_officer(made.officers["handler"], {"email": "zhang@example.gov.cn"}, by=SYSTEM)
    entry = Entry.objects.latest("id")
    assert (list(entry.after), "zhang" in str(entry.content())) == (["email"], False)
    changed_by_nobody = Officer.objects.filter(pk=handler.pk)
    changed_by_nobody.update(email="li@example.gov.cn")
    (told,) = differences()
    assert "电子邮箱" in str(told)
    changed_by_nobody.update(email="zhang@example.gov.cn")
