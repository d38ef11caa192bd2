import re
from datetime import date

import pytest
from click.testing import CliRunner
from django.urls import reverse
from tests.casework import actor, apply, rectify, set_word
from tests.county import county

from gongkai.applications import services
from gongkai.applications.models import Charge
from gongkai.applications.timing import clock_of
from gongkai.config.commands.calendar import add
from gongkai.config.models import NightlyRun
from gongkai.config.tasks import recompute
from gongkai.journal.models import Entry
from gongkai.journal.verifying import differences
from gongkai.law.clock import Party
from gongkai.law.fees import Standard
from gongkai.notifications.models import Notice

YEAR_2027 = """
year = 2027
[[notice]]
scope = "year"
title = "2027年安排"
number = "国办发明电〔2026〕9号"
issued = 2026-11-26
words = "略"
holiday = [
  {name = "元旦", from = 2027-01-01, to = 2027-01-04},
  {name = "春节", from = 2027-02-05, to = 2027-02-11, work = [2027-02-14]},
  {name = "清明节", from = 2027-04-05},
  {name = "劳动节", from = 2027-05-01, to = 2027-05-05, work = [2027-05-08]},
  {name = "端午节", from = 2027-06-09},
  {name = "中秋节", from = 2027-09-15},
  {name = "国庆节", from = 2027-10-01, to = 2027-10-07, work = [2027-09-26, 2027-10-09]},
]
"""
A_SUNDAY_WORKED = """
year = 2026
[[notice]]
scope = "change"
title = "临时调休"
number = "临1号"
issued = 2026-03-03
words = "略"
holiday = [{name = "调休", work = [2026-03-08]}]
"""
A_DAY_OFF = A_SUNDAY_WORKED.replace("work = [2026-03-08]", "from = 2026-03-17")


@pytest.fixture
def made(db, settings, tmp_path):
    settings.CALENDAR = tmp_path
    made = county("handler", "head", "administrator", "beside")
    set_word(made)
    yield made
    assert list(differences()) == []


def provisional(made):
    """An application extended into 2027."""
    application = apply(made, on=date(2026, 11, 25))
    services.propose_extension(application, days=20, reason="量大", on=date(2026, 11, 26), by=actor(made))
    application = services.extend(application, on=date(2026, 11, 26), by=actor(made, "head"))
    assert (application.due_on, application.provisional) == (date(2027, 1, 21), True)
    return application


def take_in(settings, text, name="2027.toml"):
    (settings.CALENDAR / name).write_text(text, encoding="utf-8")


def test_a_notice_makes_the_day_firm_and_who_handles_it_is_told(made, settings):
    application = provisional(made)
    services.assign(application, office=None, handler=made.officers["handler"], by=actor(made))
    assert services.recompute_all() == (1, 0)
    take_in(settings, YEAR_2027)
    assert services.recompute_all() == (1, 1)
    application.refresh_from_db()
    assert (application.due_on, application.provisional) == (date(2027, 1, 22), False)
    told = Notice.objects.get()
    assert (told.officer, str(told)) == (
        made.officers["handler"],
        "2026-00001的答复期限由2027年1月21日改为2027年1月22日：依据《2027年安排》（国办发明电〔2026〕9号），"
        "已重新计算。已经告知申请人原期限的，请告知变动。",
    )
    entry = Entry.objects.get(act="application.recomputed")
    assert (entry.after["due_on"], entry.note["basis"]) == ("2027-01-22", "《2027年安排》（国办发明电〔2026〕9号）")
    assert services.recompute_all() == (1, 0)
    assert (Notice.objects.count(), Entry.objects.filter(act="application.recomputed").count()) == (1, 1)


def test_lists_and_pages_say_that_a_day_is_provisional(made, client):
    application = provisional(made)
    client.force_login(made.officers["handler"])
    listed = client.get(reverse("applications:list")).content.decode()
    shown = client.get(reverse("applications:detail", args=[application.pk])).content.decode()
    assert [bool(re.search(r"还有\d+个工作日（暂定）", each)) for each in (listed, shown)] == [True, True]


def test_of_a_case_without_a_handler_all_are_told_who_handle_there(made, settings):
    provisional(made)
    take_in(settings, YEAR_2027)
    services.recompute_all()
    told = {notice.officer for notice in Notice.objects.all()}
    assert told == {made.officers["handler"], made.officers["head"]}


def test_a_day_that_becomes_firm_where_it_was_is_told_to_nobody(made, settings):
    application = provisional(made)
    take_in(settings, YEAR_2027.replace("to = 2027-01-04", "to = 2027-01-03"))
    assert services.recompute_all() == (1, 1)
    application.refresh_from_db()
    assert (application.due_on, application.provisional) == (date(2027, 1, 21), False)
    assert not Notice.objects.exists()


def test_a_request_to_rectify_is_warned_of_by_the_new_calendar(made, settings):
    row = rectify(made, on=date(2026, 11, 2))
    assert row.warned_on == date(2027, 1, 4)
    take_in(settings, YEAR_2027)
    services.recompute_all()
    row.refresh_from_db()
    assert row.warned_on == date(2027, 1, 5)


def test_the_night_does_it(made, settings):
    provisional(made)
    take_in(settings, YEAR_2027)
    run = NightlyRun.objects.create(task="recompute", on=date(2026, 11, 27))
    recompute.func(run.pk)
    run.refresh_from_db()
    assert run.result == {"looked": 1, "moved": 1}


def test_what_was_lawful_when_it_was_done_stays_so(made, settings):
    application = services.ask_supplement(apply(made), on=date(2026, 3, 11), by=actor(made))
    take_in(settings, A_SUNDAY_WORKED, "2026.toml")
    # By the new calendar the seventh working day was the tenth of March.
    assert clock_of(application).state.value == "awaiting_supplement"
    assert services.take_supplement(application, on=date(2026, 3, 16), by=actor(made)).due_on == date(2026, 4, 14)


def test_an_end_is_not_computed_again(made, settings):
    application = services.withdraw(apply(made), on=date(2026, 3, 20), by=actor(made))
    take_in(settings, A_DAY_OFF, "2026.toml")
    assert services.recompute_all() == (0, 0)
    assert not services.recompute(application, by=actor(made))


@pytest.mark.parametrize(("text", "due"), [(A_DAY_OFF, date(2026, 3, 26)), (A_SUNDAY_WORKED, date(2026, 3, 25))])
def test_what_somebody_was_told_they_have_becomes_longer_and_never_shorter(made, settings, text, due):
    asked = services.consult(
        apply(made), party=Party.THIRD_PARTY, whom="某公司", scope="名单", on=date(2026, 3, 3), by=actor(made)
    )
    asked = services.note_notified(asked, on=date(2026, 3, 4), by=actor(made))
    paying = apply(made, on=date(2026, 3, 2))
    days = {"on": date(2026, 3, 3), "notified_on": date(2026, 3, 4)}
    charge = services.notice_fee(paying, standard=Standard.BY_PIECE, quantity=35, by=actor(made), **days)
    assert (asked.due_on, charge.due_on) == (date(2026, 3, 25), date(2026, 4, 1))
    take_in(settings, text, "2026.toml")
    services.recompute_all()
    services.recompute_all()
    asked.refresh_from_db()
    charge = Charge.objects.get()
    later = due > date(2026, 3, 25)
    assert (asked.due_on, charge.due_on) == (due, date(2026, 4, 2) if later else date(2026, 4, 1))
    services.pay_fee(paying, on=charge.due_on, receipt="1", by=actor(made))


def test_the_command_takes_a_notice_in_and_computes_at_once(made, settings, tmp_path):
    settings.CALENDAR = tmp_path / "calendar"
    application = provisional(made)
    file = tmp_path / "2027.toml"
    file.write_text(YEAR_2027.replace("2027-04-05", "2027-04-06"), encoding="utf-8")
    wrong = CliRunner().invoke(add, [str(file)])
    assert (wrong.exit_code, settings.CALENDAR.exists()) == (1, False)
    assert "漏写了法定节日" in str(wrong.exception)
    file.write_text(YEAR_2027, encoding="utf-8")
    done = CliRunner().invoke(add, [str(file)])
    assert (done.exit_code, "重新计算了1件未办结的申请，1件有变动" in done.output) == (0, True)
    application.refresh_from_db()
    assert application.due_on == date(2027, 1, 22)
    assert [path.name for path in settings.CALENDAR.iterdir()] == ["2027.toml"]
