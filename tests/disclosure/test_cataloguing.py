"""The catalogue: columns, entries, what stands under them, and what a night finds lacking."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils.timezone import localdate, make_aware, now
from tests.casework import actor, refused
from tests.county import County, county
from tests.publishing import ENTRY, WORDS, begin, enter, publish

from gongkai.agencies.models import Office
from gongkai.disclosure import overlooked, selectors, services
from gongkai.disclosure.intervals import Interval, next_due, read_interval
from gongkai.disclosure.models import CatalogueEntry, Placement, Showing
from gongkai.disclosure.services import cataloguing
from gongkai.disclosure.subjects import chosen_subject, subjects_of
from gongkai.journal.verifying import differences
from gongkai.notifications.models import Notice

pytestmark = pytest.mark.django_db


@pytest.fixture
def made() -> County:
    return county(
        "supervisor", "county_administrator", "leader", "head", "handler", "reviewer", "secrecy_reviewer", "publisher",
        "administrator", "beside",
    )  # fmt: skip


def states(entry: CatalogueEntry, on: date) -> tuple[bool, bool, str]:
    """Say how an entry stands, by the conditions of the query set and by the row itself."""
    held = CatalogueEntry.objects.get(pk=entry.pk)
    empty = CatalogueEntry.objects.empty(on).filter(pk=entry.pk).exists()
    overdue = CatalogueEntry.objects.overdue(on).filter(pk=entry.pk).exists()
    return empty, overdue, held.finding(on).value


EMPTY, OVERDUE, FINE = (True, False, "empty"), (False, True, "overdue"), (False, False, "")


def test_an_entry_follows_what_is_public_under_it_in_the_same_moment(made: County) -> None:
    today, entry = localdate(), enter(made)
    item = begin(made)
    cataloguing.place(item, entry, by=actor(made))
    assert states(entry, today) == EMPTY  # what is not public is no content
    item = publish(made, item)
    assert states(entry, today) == FINE
    due = next_due(today, "quarterly")
    assert due is not None
    assert (states(entry, due), states(entry, due + timedelta(1))) == (FINE, OVERDUE)
    item = services.withdraw(item, note="已撤销", by=actor(made, "publisher"))
    assert states(entry, today) == EMPTY
    assert list(differences()) == []


def test_what_is_placed_or_taken_out_counts_at_once(made: County) -> None:
    entry, item = enter(made), publish(made, begin(made))
    placement = cataloguing.place(item, entry, by=actor(made))
    assert cataloguing.place(item, entry, by=actor(made)) == placement
    assert states(entry, localdate()) == FINE
    cataloguing.take_out(placement, by=actor(made))
    assert states(entry, localdate()) == EMPTY
    assert not Placement.objects.exists()
    assert list(differences()) == []


def test_what_may_be_lacking_is_not_found_lacking(made: County) -> None:
    today = localdate()
    asked = enter(made, matter="依申请", way="on_application")
    explained = enter(made, matter="没有发生")
    cataloguing.explain(explained, explanation="本年度没有发生", until=today, by=actor(made))
    closed = cataloguing.close_entry(
        enter(made, matter="停用"), on=today, reason="并入别的", by=actor(made, "publisher")
    )
    assert [states(each, today) for each in (asked, explained, closed)] == [FINE] * 3
    assert states(explained, today + timedelta(1)) == EMPTY
    assert refused(cataloguing.close_entry, closed, on=today, reason="", by=actor(made, "publisher")) == "entry-closed"
    with pytest.raises(ValidationError, match="已经过去"):
        cataloguing.explain(explained, explanation="无", until=today - timedelta(1), by=actor(made))


def test_a_night_tells_once_until_it_is_mended_and_lacks_again(made: County) -> None:
    science = Office.objects.get(agency=made.science)
    made.officers["handler"].posts.update(office=science)
    entry = enter(made, office=science)
    at = now()
    assert overlooked.check(at) == {"empty": 1, "overdue": 0, "told": 3, "refreshed": 0}
    told = set(Notice.objects.values_list("officer__username", "kind"))
    assert told == {(role, "catalogue.empty") for role in ("handler", "head", "publisher")}
    assert overlooked.check(at + timedelta(1))["told"] == 0
    item = publish(made, begin(made))
    placement = cataloguing.place(item, entry, by=actor(made))
    Showing.objects.filter(item=item).update(since=at - timedelta(200))
    found = overlooked.check(at + timedelta(2))
    assert (found["empty"], found["overdue"], found["refreshed"]) == (0, 1, 1)
    assert Notice.objects.filter(kind="catalogue.overdue").count() == 3
    cataloguing.take_out(placement, by=actor(made))
    assert overlooked.check(at + timedelta(3))["told"] == 3


def test_whose_office_has_nobody_all_who_write_are_told(made: County) -> None:
    empty = Office.objects.create(agency=made.science, name="规划科")
    on = localdate()
    everybody = {made.officers[role] for role in ("handler", "head", "publisher")}
    assert overlooked.who_sees_to_it(made.science, empty, on) == everybody
    assert overlooked.who_sees_to_it(made.science, None, on) == everybody


def test_the_home_page_shows_what_is_lacking_to_who_writes(made: County) -> None:
    enter(made)
    entry = enter(made, matter="超期", submatter="")
    item = publish(made, begin(made))
    cataloguing.place(item, entry, by=actor(made))

    def counts(role: str, on: date) -> dict[str, int]:
        return {each.standing.value: each.count() for each in overlooked.dues(made.officers[role], on)}

    assert counts("handler", localdate()) == {"overdue": 0, "today": 0, "mine": 1, "others": 0}
    due = next_due(localdate(), "quarterly")
    assert due is not None
    assert counts("handler", due) == {"overdue": 1, "today": 1, "mine": 0, "others": 0}
    piles = list(overlooked.dues(made.officers["handler"], due + timedelta(1)))
    assert piles[0].count() == 2
    assert {each.kind for each in piles[0].take(5)} == {"公开目录"}
    assert counts("beside", localdate()) == {}


def test_a_column_is_of_a_category_that_binds_the_agency(made: County) -> None:
    by = actor(made, "publisher")
    with pytest.raises(ValidationError, match="这一级"):
        cataloguing.add_rubric(made.science, category="C01", name="农业", by=by)
    rubric = cataloguing.add_rubric(made.science, category="A03", name="申报通知", by=by)
    with pytest.raises(ValidationError, match="同名"):
        cataloguing.add_rubric(made.science, category="A03", name="申报通知", by=by)
    other = begin(made, category="A01")
    assert refused(cataloguing.place, other, rubric, by=by) == "rubric-of-other-category"
    cataloguing.close_rubric(rubric, on=localdate(), by=by)
    assert refused(cataloguing.place, begin(made), rubric, by=by) == "target-closed"
    assert refused(cataloguing.close_rubric, rubric, on=localdate(), by=by) == "rubric-closed"


def test_what_changes_its_category_has_left_the_column(made: County) -> None:
    by = actor(made, "publisher")
    rubric = cataloguing.add_rubric(made.science, category="A03", name="申报通知", by=by)
    item = publish(made, begin(made))
    cataloguing.place(item, rubric, by=by)
    assert (list(selectors.public_in(rubric)), selectors.public_rubrics(made.science)[0].items) == ([item], 1)
    publish(made, services.revise(item, by=actor(made), **{**WORDS, "category": "A01"}))
    assert (list(selectors.public_in(rubric)), selectors.public_rubrics(made.science)[0].items) == ([], 0)


def test_nothing_is_placed_with_another_agency(made: County) -> None:
    theirs = cataloguing.add_entry(
        made.water, {**ENTRY, "publisher": "水利局"}, on=localdate(), by=actor(made, "supervisor")
    )
    assert refused(cataloguing.place, begin(made), theirs, by=actor(made)) == "placed-elsewhere"


def test_an_entry_says_what_goes_together(made: County) -> None:
    office = Office.objects.create(agency=made.water, name="办公室")
    with pytest.raises(ValidationError) as caught:
        enter(made, office=office, outlets=["other"], reach="group", subject="没有\\这个")
    assert set(caught.value.message_dict) == {"subject"}
    with pytest.raises(ValidationError) as caught:
        enter(made, office=office, outlets=["other"], reach="group")
    assert set(caught.value.message_dict) == {"office", "other_outlet", "group"}
    with pytest.raises(ValidationError, match="至少选一种"):
        enter(made, outlets=[])
    entry = enter(made)
    with pytest.raises(ValidationError, match="已有这个事项"):
        enter(made)
    changed = cataloguing.edit_entry(
        entry, {"interval": "monthly", "subject": "科技、教育/科技"}, on=localdate(), by=actor(made, "publisher")
    )
    assert (changed.interval, changed.subject) == ("monthly", "科技、教育\\科技")


def test_a_subject_is_chosen_and_an_agency_above_may_add_one(made: County) -> None:
    on = localdate()
    with pytest.raises(ValidationError, match="相近的有：科技、教育"):
        begin(made, subject="科技")
    added = cataloguing.add_subject(
        made.government, broader="科技、教育", name="科普", from_on=on, by=actor(made, "county_administrator")
    )
    item = begin(made, subject="科技、教育 / 科普")
    assert item.text is not None
    assert item.text.subject == "科技、教育\\科普"
    assert ("科技、教育\\科普", "科普") in dict(subjects_of([made.water], on))["科技、教育"]
    cataloguing.end_subject(added, until_on=on, by=actor(made, "county_administrator"))
    with pytest.raises(ValidationError, match="主题分类"):
        chosen_subject("科技、教育\\科普", made.science, on)
    again = services.revise(item, by=actor(made), **{**WORDS, "subject": "科技、教育\\科普"})  # what it has it keeps
    assert again.text.subject == "科技、教育\\科普"
    assert (
        refused(cataloguing.end_subject, added, until_on=on, by=actor(made, "county_administrator")) == "subject-ended"
    )
    for broader, name in (("没有", "科普"), ("科技、教育", "科技")):
        with pytest.raises(ValidationError):
            cataloguing.add_subject(
                made.government, broader=broader, name=name, from_on=on, by=actor(made, "supervisor")
            )


@pytest.mark.parametrize(
    ("words", "interval"),
    [
        ("信息形成或者变更之日起20个工作日内", Interval.ON_CHANGE),
        ("实时公开", Interval.ON_CHANGE),
        ("及时公开", Interval.ON_CHANGE),
        ("每季度末15日前", Interval.QUARTERLY),
        ("按月公开", Interval.MONTHLY),
        ("每半年更新", Interval.HALF_YEARLY),
        ("每年3月底前；长期公开", Interval.YEARLY),
    ],
)
def test_how_often_is_read_from_the_words_of_a_period(words: str, interval: Interval) -> None:
    assert read_interval(words) is interval


@pytest.mark.parametrize(
    ("last", "interval", "due"),
    [
        (date(2024, 2, 29), "yearly", date(2025, 2, 28)),
        (date(2025, 10, 31), "quarterly", date(2026, 1, 31)),
        (date(2025, 8, 31), "half_yearly", date(2026, 2, 28)),
        (date(2025, 12, 1), "monthly", date(2026, 1, 1)),
        (date(2025, 12, 1), "on_change", None),
    ],
)
def test_an_interval_ends_on_the_same_day_of_its_month(last: date, interval: str, due: date | None) -> None:
    assert next_due(last, interval) == due


def test_the_day_of_an_update_is_that_of_this_country(made: County) -> None:
    entry, item = enter(made), publish(made, begin(made))
    cataloguing.place(item, entry, by=actor(made))
    Showing.objects.filter(item=item).update(since=make_aware(datetime(2026, 3, 2, 0, 30)))
    cataloguing.refresh(CatalogueEntry.objects.all())
    assert CatalogueEntry.objects.get().updated_on == date(2026, 3, 2)
