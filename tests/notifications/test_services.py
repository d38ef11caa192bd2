from datetime import date, datetime, time, timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.translation import override
from django_tasks_db.models import DBTaskResult
from tests.county import county

from gongkai.agencies.models import Officer
from gongkai.journal.actor import SYSTEM
from gongkai.journal.models import Entry
from gongkai.law.message import Message
from gongkai.notifications import recipients
from gongkai.notifications.kinds import EMAIL, SITE, SMS, Kind, Level
from gongkai.notifications.models import Delivery, Notice, Preferences, State
from gongkai.notifications.services import (
    choose,
    clear_old,
    mark_all_read,
    mark_read,
    next_morning,
    notify,
    preferences_of,
    send_again,
    unread,
)

pytestmark = pytest.mark.django_db
PLAIN = Kind("test.plain", "试着通知")
GRAVE = Kind("test.grave", "急事", Level.GRAVE, (SITE, EMAIL, SMS), always=True)


def at(day, hour=12, month=3):
    return timezone.make_aware(datetime(2026, month, day, hour))


@pytest.fixture
def made():
    return county()


@pytest.fixture
def handler():
    return Officer.objects.create(username="handler", name="某", email="handler@huantai.example")


@pytest.fixture
def head():
    """Give an officer without an address."""
    return Officer.objects.create(username="head", name="某")


def told(kind, *officers, key="a", on=2, text=None):
    return notify(kind, officers, text or Message("有事。"), key=key, url="/desk/", at=at(on))


def test_an_officer_is_told_once_for_a_key(handler, head):
    assert told(PLAIN, handler) == 1
    assert told(PLAIN, handler, head) == 1
    assert told(PLAIN, handler, key="b") == 1
    assert sorted(Notice.objects.values_list("officer__username", "key")) == [
        ("handler", "a"),
        ("handler", "b"),
        ("head", "a"),
    ]
    assert unread(handler) == 2


def test_of_two_that_tell_the_same_the_second_finds_it_told(handler, monkeypatch):
    told(PLAIN, handler)
    # It looked before the first had written, and finds out by the database.
    monkeypatch.setattr(Notice.objects, "filter", lambda **given: Notice.objects.none())
    told(PLAIN, handler)
    assert Notice.objects.count() == 1


def test_who_may_not_sign_in_is_not_told(handler):
    handler.is_active = False
    assert told(PLAIN, handler) == 0
    assert Notice.objects.count() == 0


@pytest.mark.parametrize("url", ["https://elsewhere.example/", "//elsewhere.example/", "desk/"])
def test_a_notice_leads_to_this_site(handler, url):
    with pytest.raises(ValueError, match="no path on this site"):
        notify(PLAIN, [handler], Message("有事。"), key="a", url=url, at=at(2))


def test_the_text_is_in_the_language_of_the_page(handler):
    duty = Message("经办人")
    told(PLAIN, handler, text=Message("您自{from_on}起任{post}。", from_on=date(2026, 3, 2), post=duty))
    notice = Notice.objects.get()
    assert str(notice) == "您自2026年3月2日起任经办人。"
    with override("en"):
        assert str(notice) == "You hold the post Case officer from 2026-03-02."


def test_a_notice_goes_with_the_act_or_not_at_all(handler):
    with transaction.atomic():
        told(PLAIN, handler)
        assert Notice.objects.count() == 1
        transaction.set_rollback(True)
    assert (Notice.objects.count(), Delivery.objects.count(), DBTaskResult.objects.count()) == (0, 0, 0)


def test_nothing_leaves_a_site_without_channels(handler):
    told(GRAVE, handler)
    assert (Notice.objects.count(), Delivery.objects.count(), DBTaskResult.objects.count()) == (1, 0, 0)


def test_what_leaves_is_what_the_kind_says_and_the_officer_chose(handler, head, settings):
    settings.EMAIL_HOST = "mail.example"
    told(PLAIN, handler, head)  # who has no address is told on the site alone
    choose(handler, {PLAIN: []}, gathered=False, language="zh-hans", by=SYSTEM)
    told(PLAIN, handler, key="b")
    assert list(Delivery.objects.values_list("notice__officer", "channel", "state")) == [
        (handler.pk, EMAIL, State.WAITING)
    ]
    assert DBTaskResult.objects.count() == 1
    assert unread(handler) == 1  # what is not wanted on the site comes as read


def test_what_must_be_seen_is_seen_whatever_was_chosen(handler):
    choose(handler, {GRAVE: []}, gathered=False, language="zh-hans", by=SYSTEM)
    told(GRAVE, handler)
    assert unread(handler) == 1


def test_what_is_gathered_waits_for_the_morning_and_what_is_grave_does_not(handler, settings):
    settings.EMAIL_HOST, settings.NOTICES_AT = "mail.example", time(8, 30)
    choose(handler, {}, gathered=True, language="zh-hans", by=SYSTEM)
    told(PLAIN, handler)
    assert DBTaskResult.objects.count() == 0
    told(GRAVE, handler, key="b")
    found = Delivery.objects.order_by("pk").values_list("gathered", "due_at")
    assert list(found) == [(True, at(3, 8) + timedelta(minutes=30)), (False, at(2))]
    assert DBTaskResult.objects.count() == 1


@pytest.mark.parametrize(
    ("made_at", "goes_at"),
    [
        (at(2, 7), at(2, 8)),
        (at(2, 8), at(3, 8)),
        (at(6, 12), at(9, 8)),  # a Friday
        (at(13, 12, month=2), at(14, 8, month=2)),  # a Saturday that was a declared working day
        (at(14, 12, month=2), at(24, 8, month=2)),  # the Spring Festival
    ],
)
def test_mornings_are_those_of_working_days(made_at, goes_at, settings):
    settings.NOTICES_AT = time(8)
    assert next_morning(made_at) == goes_at


def test_only_what_differs_is_kept_and_it_is_an_act(handler):
    before = Entry.objects.count()
    choose(handler, {PLAIN: [SITE, EMAIL], GRAVE: [SITE]}, gathered=False, language="en", by=SYSTEM)
    assert preferences_of(handler).channels == {"test.grave": ["site"]}
    choose(handler, {PLAIN: [EMAIL, SITE]}, gathered=False, language="en", by=SYSTEM)
    assert Entry.objects.count() == before + 1
    choose(handler, {GRAVE: GRAVE.channels}, gathered=False, language="en", by=SYSTEM)
    assert preferences_of(handler).channels == {}
    entry = Entry.objects.order_by("-id").first()
    assert (entry.act, entry.before, entry.after) == (
        "notices.chosen",
        {"channels": {"test.grave": ["site"]}},
        {"channels": {}},
    )


def test_of_who_chose_nothing_nothing_is_kept(handler):
    choose(handler, {PLAIN: PLAIN.channels}, gathered=False, language="zh-hans", by=SYSTEM)
    assert Preferences.objects.count() == 0


def test_what_was_read_stays_read_since_then(handler):
    told(PLAIN, handler)
    notice = Notice.objects.get()
    mark_read(notice, at=at(3))
    mark_read(notice, at=at(4))
    assert Notice.objects.get().read_at == at(3)


def test_all_is_marked_read_but_what_came_since(handler, head):
    for day, officer in ((2, handler), (3, handler), (5, handler), (2, head)):
        told(PLAIN, officer, key=str(day), on=day)
    assert mark_all_read(handler, at=at(4)) == 2
    assert (unread(handler), unread(head)) == (1, 1)


def test_what_was_not_given_up_is_not_sent_again(handler, settings):
    settings.EMAIL_HOST = "mail.example"
    told(PLAIN, handler)
    with pytest.raises(Exception, match="没有失败"):
        send_again(Delivery.objects.get(), at=at(3), by=SYSTEM)


def test_what_is_old_goes(handler):
    told(PLAIN, handler)
    told(PLAIN, handler, key="b", on=20)
    assert clear_old(at(3) + timedelta(days=365)) == 1
    assert Notice.objects.get().key == "b"


@pytest.mark.parametrize("count", [1, 3, 300])
def test_however_many_are_told_the_queries_are_as_many(settings, count):
    settings.EMAIL_HOST = "mail.example"
    people = [Officer(username=f"o{n}", name=f"{n}", email=f"o{n}@huantai.example") for n in range(count)]
    Officer.objects.bulk_create(people)
    with CaptureQueriesContext(connection) as found:
        told(PLAIN, *Officer.objects.filter(username__startswith="o", email__endswith="example"))
    assert Delivery.objects.count() == count
    # Who they are, who was told already, what they chose, the notices that were made.
    assert sum(each["sql"].startswith("SELECT") for each in found) == 4
    assert len(found) <= 15  # what is written goes in parts of some hundred rows


def test_the_bell_is_one_query_that_reads_no_further_than_it_shows(handler, django_assert_num_queries):
    told(PLAIN, handler)
    notice = Notice.objects.get()
    Notice.objects.bulk_create(
        Notice(officer=handler, kind=notice.kind, key=f"{n}", text=notice.text, url="/", level=0, made_at=at(2))
        for n in range(130)
    )
    with django_assert_num_queries(1):
        assert unread(handler) == 100


def test_those_told_are_found_by_post_and_by_what_they_may_do(made):
    on = date(2026, 3, 2)

    def names(officers):
        return sorted(officers.values_list("username", flat=True))

    assert names(recipients.holders(made.science, ["handler", "publisher"], on)) == ["handler", "publisher"]
    assert names(recipients.holders(made.science, ["handler"], date(2019, 5, 14))) == []
    assert names(recipients.administrators(made.branch, on)) == ["below"]
    Officer.objects.filter(username="below").update(is_active=False)
    assert names(recipients.administrators(made.branch, on)) == ["administrator"]
    assert names(recipients.who_runs_the_site()) == ["site"]
    assert names(recipients.administrators(made.township, on)) == []


def test_two_kinds_of_one_code_are_a_slip():
    with pytest.raises(ValueError, match="two kinds of notice"):
        Kind("test.plain", "别的", Level.GRAVE)
