from collections import Counter
from datetime import date

import pytest
from django.utils.timezone import localdate

from gongkai.agencies import demo as people
from gongkai.agencies.models import Agency
from gongkai.applications import demo, demo_last_year, table_three
from gongkai.applications.lifecycle import Stage
from gongkai.applications.models import Application, Reply
from gongkai.applications.notices.gathering import letter_of, offers
from gongkai.applications.selectors import by_code
from gongkai.applications.table_three import Span
from gongkai.config.commands.demo import part_five
from gongkai.disclosure import demo as items
from gongkai.disclosure import demo_linked
from gongkai.disclosure.models import Item, Validity
from gongkai.disclosure.relating import relatives_of
from gongkai.disclosure.selectors import validity_of
from gongkai.duties.leading import demo as leaders
from gongkai.duties.leading.selectors import group_on
from gongkai.duties.models import Motion, Problem
from gongkai.duties.motions import demo as motions
from gongkai.duties.motions.lifecycle import Stage as MotionStage
from gongkai.duties.rectification import demo as problems
from gongkai.duties.rectification.lifecycle import Stage as ProblemStage
from gongkai.duties.rectification.selectors import for_part_five
from gongkai.duties.training import demo as training
from gongkai.duties.training.selectors import counts_by_kind, not_trained
from gongkai.feedback import demo as letters
from gongkai.feedback.models import Letter
from gongkai.feedback.selectors import received_of
from gongkai.journal.models import Entry
from gongkai.journal.verifying import differences
from gongkai.law.challenges import State as Standing
from gongkai.law.clock import State
from gongkai.law.outcomes import Group, outcome
from gongkai.remedies import demo as challenges
from gongkai.remedies.models import Advice, Challenge, Lesson, Party, Role


@pytest.fixture(scope="module")
def on(kept):
    on = demo.working_day(localdate(), 0)
    people.load("a password of the demonstration", until=on.year)
    items.load(on=on)
    return on


@pytest.mark.django_db
def test_a_year_of_cases_is_loaded_once_with_some_at_every_stage(on):
    more = demo_last_year.planned(on)
    loaded = demo.load(on=on, more=more)
    last_year_is_reported(on)
    cases = Application.objects.all()
    assert loaded.cases == cases.count() > 30
    assert cases.values("agency").distinct().count() == 3
    assert set(cases.values_list("stage", flat=True)) == set(Stage)
    assert {str(each) for each in State} - set(cases.values_list("state", flat=True)) == {
        "not_received",  # that is a case not yet registered
        "awaiting_reasons",  # only where an agency leaves that time out of the count
    }
    assert {outcome(code).group for code in cases.exclude(outcome="").values_list("outcome", flat=True)} == set(Group)
    counts = (cases.overdue(on).count(), cases.due_by(on, on).count(), cases.filter(late=True).count())
    assert counts == (2, 1, 1)
    assert Counter(cases.values_list("state", flat=True))["consulting"] == 2
    assert by_code(loaded.number, loaded.code).state == "awaiting_supplement"
    decided = Reply.objects.exclude(number="").order_by("decided_on", "pk")
    for word in demo._WORDS.values():
        begun = f"{word}〔{on.year}〕"
        numbers = [int(each.number[len(begun) : -1]) for each in decided if each.number.startswith(begun)]
        assert numbers == sorted(numbers)
    assert {offer.kind.code for case in cases for offer in offers(case) if letter_of(case, offer)} >= {
        "D01", "D02", "D03", "D04", "D06", "D07", "D09", "D11", "D12", "D13", "D14", "D15", "D16", "D17", "D19", "D21",
    }  # fmt: skip
    challenged_in_every_state(on)
    assert list(differences()) == []
    entries = Entry.objects.count()
    assert (demo.load(on=on, more=more), challenges.load(on=on), Entry.objects.count()) == (loaded, 14, entries)


def last_year_is_reported(on):
    """See that the report of the bureau of science on last year has something to count, and hangs together."""
    bureau = Agency.objects.get(name="桓台县科技局")
    table = table_three.count([bureau.pk], Span.of_year(on.year - 1))
    assert sum(table.new.values()) >= 7
    assert sum(table.carried_forward.values()) >= 1
    assert {outcome(code).group for (code, _kind), number in table.done.items() if number} >= {
        Group.GRANTED, Group.GRANTED_IN_PART, Group.WITHHELD, Group.UNABLE,
    }  # fmt: skip


def challenged_in_every_state(on):
    """Load the challenges to these cases, and look at them."""
    assert challenges.load(on=on) == 14
    rows = Challenge.objects.all()
    assert set(rows.values_list("state", flat=True)) == {str(each) for each in Standing} - {"not_opened"}
    assert not rows.filter(agency__short_name="县科技局").exists()
    joint = rows.get(role=Role.JOINT)
    assert (joint.agency.name, joint.is_counted) == (people.GOVERNMENT, False)
    redone = rows.get(redone_as__isnull=False)
    assert (redone.column, redone.duty, redone.redone_as.stage) == ("overturned", "", Stage.CLOSED)
    assert Lesson.objects.get().challenge == redone
    assert {advice.replied_on is None for advice in Advice.objects.all()} == {True, False}
    assert rows.filter(duty="answer", due_on__gte=on).exists()
    assert all("示例" in party.name for party in Party.objects.all())


@pytest.mark.django_db
def test_items_are_loaded_once_at_every_stage_and_what_belongs_together_is_linked(on):
    entries = Entry.objects.count()
    assert items.load(on=on) == Item.objects.count()
    assert Entry.objects.count() == entries
    assert set(Item.objects.values_list("stage", flat=True)) >= {"settled", "approved", "reviewing", "draft"}
    measures = Item.objects.get(shown__title="科技计划项目管理办法（示例）")
    assert validity_of(measures, on) == Validity.AMENDED
    linked = [(each.heading, len(each.rows)) for each in relatives_of(measures, measures.shown)]
    assert sorted(linked) == [("修改沿革", 1), ("本文件的解读", 1)]


@pytest.mark.django_db
def test_letters_are_loaded_once_each_where_it_waits_for_somebody_or_is_shown(on):
    draft = demo_linked.draft()
    assert letters.load(draft, on=on) == 5
    assert received_of(Item.objects.get(pk=draft)).number == 2
    rows = Letter.objects.exclude(kind="comment").order_by("pk")
    assert [(row.kind, row.stage, row.agency.name) for row in rows] == [
        ("suggestion", "handling", "桓台县科技局"),
        ("suggestion", "answered", "桓台县科技局"),
        ("oversight", "received", people.GENERAL_OFFICE),
    ]
    assert [row.shown_on for row in rows if row.shown_on] == [localdate()]
    assert all("示例" in row.name and "示例" in row.body for row in Letter.objects.all())
    assert list(differences()) == []
    entries = Entry.objects.count()
    assert (letters.load(draft, on=on), letters.load(None, on=on), Entry.objects.count()) == (5, 5, entries)


@pytest.mark.django_db
def test_leading_groups_and_training_are_loaded_once_as_the_report_of_2020_has_them(on):
    bureau = Agency.objects.get(name="桓台县科技局")
    assert (leaders.load(on=on), training.load(on=on)) == (6, 5)
    group = group_on(bureau, date(2020, 12, 31))
    assert (str(group.group), len(group.members), len(group_on(bureau, on, public=True).members)) == (
        "桓台县科技局政府信息公开工作领导小组（示例）", 5, 2,
    )  # fmt: skip
    counted = counts_by_kind([bureau.pk], date(2020, 1, 1), date(2020, 12, 31))
    assert {kind: each.sessions for kind, each in counted.items()} == {"training": 1, "seminar": 1}
    assert not_trained(Agency.objects.all(), date(on.year, 1, 1), on).count() > 10
    assert list(differences()) == []
    entries = Entry.objects.count()
    assert (leaders.load(on=on), training.load(on=on), Entry.objects.count()) == (6, 5, entries)


@pytest.mark.django_db
def test_motions_and_problems_are_loaded_once_at_every_stage(on, settings, tmp_path):
    settings.ATTACHMENT_FILES = tmp_path / "files"
    assert (motions.load(on=on), problems.load(**part_five(), on=on)) == (11, 10)
    assert set(Motion.objects.values_list("stage", flat=True)) == set(MotionStage)
    assert set(Motion.objects.values_list("satisfaction", flat=True)) == {"", "satisfied", "mostly", "not"}
    assert Motion.objects.get(item__shown__isnull=False).agency.name == "桓台县科技局"
    assert not Motion.objects.filter(agency__name="桓台县科技局", received_on__year=2020).exists()
    assert set(Problem.objects.values_list("stage", flat=True)) == set(ProblemStage)
    bureau = Agency.objects.get(name="桓台县科技局")
    assert [[each.text for each in rows] for rows in for_part_five(bureau, 2021)] == [
        ["信息公开还不够规范"], ["部分信息发布不够及时"], [],
    ]  # fmt: skip
    assert list(differences()) == []
    entries = Entry.objects.count()
    assert (motions.load(on=on), problems.load(**part_five(), on=on), Entry.objects.count()) == (11, 10, entries)


def test_nothing_is_planned_for_a_day_to_come_and_no_case_twice():
    assert [each for each in demo._CASES if any(step.after > each.ago for step in each.steps)] == []
    assert max(Counter(each.asks for each in demo._CASES).values()) == 1


def test_on_a_day_off_the_last_day_worked_is_today():
    days = [demo.working_day(date(2026, 2, 22), ago) for ago in (0, 1)]  # in the holiday of the Spring Festival
    assert days == [date(2026, 2, 14), date(2026, 2, 13)]
    assert demo.working_day(date(2026, 3, 2), 0) == date(2026, 3, 2)
