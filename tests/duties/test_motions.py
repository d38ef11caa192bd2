"""Motions and proposals: by when, who deals with them, how they are answered, published and counted."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import localdate, make_aware
from tests.casework import actor, refused
from tests.county import MADE, SINCE, County, county
from tests.publishing import begin, publish

from gongkai.agencies.models import Duty, Officer, Post
from gongkai.attachments.owners import owner_of
from gongkai.duties.models.motions import Motion, MotionKind
from gongkai.duties.motions import periods, services
from gongkai.duties.motions.deeds import DESK
from gongkai.duties.motions.dues import opinions_due, publication_due, replies_due
from gongkai.duties.motions.joining import figures as figures_of_the_ledger
from gongkai.duties.motions.rules import motions_in_sight
from gongkai.duties.motions.selectors import COUNTED, figures, rows_counted
from gongkai.duties.motions.telling import tell_of_last_days
from gongkai.journal.actor import SYSTEM
from gongkai.journal.models import Entry
from gongkai.journal.services import record
from gongkai.journal.verifying import differences
from gongkai.notifications.models import Notice
from gongkai.ui.desk import Standing

pytestmark = pytest.mark.django_db
RECEIVED = date(2026, 3, 2)
FIRST, LAST = date(2026, 1, 1), date(2026, 12, 31)
NAMES = "王建国、李小红"
REGISTERED: dict[str, Any] = {
    "kind": "deputy", "session": "县十九届人大五次会议", "number": "第12号", "title": "关于加快科技成果公开的建议",
    "proposers": NAMES, "received_on": RECEIVED,
}  # fmt: skip


@pytest.fixture(scope="module")
def made(kept: None) -> County:
    made = county(
        "supervisor", "handler", "head", "leader", "publisher", "administrator", "reviewer", "secrecy_reviewer",
        "beside", "below", "no_post",
    )  # fmt: skip
    helper = Officer.objects.create(username="water.handler", name="水利·某")
    post = Post.objects.create(officer=helper, agency=made.water, duty=Duty.HANDLER, from_on=SINCE)
    for row in (helper, post):
        record(row, MADE, by=SYSTEM)
    made.officers["helper"] = helper
    return made


def register(made: County, **values: Any) -> Motion:
    due_on = values.pop("due_on", None)
    return services.register(made.science, {**REGISTERED, **values}, by=actor(made), due_on=due_on)


def handled(made: County, **values: Any) -> Motion:
    return services.assign(register(made, **values), made.officers["handler"], by=actor(made, "head"))


def answered(made: County, *, on: date = date(2026, 4, 1), grade: str = "A", **values: Any) -> Motion:
    motion = handled(made, **values)
    return reply(made, motion, on=on, grade=grade)


def reply(made: County, motion: Motion, *, on: date, grade: str = "A") -> Motion:
    motion = services.draft(motion, text="已经公开。", grade=grade, by=actor(made))
    motion = services.review(motion, by=actor(made, "head"))
    return services.sign(motion, letter_number="桓科函〔2026〕3号", on=on, by=actor(made, "leader"))


def invalid(act: Callable[..., Any], *args: Any, **values: Any) -> set[str]:
    """Give the fields an act finds wrong."""
    with pytest.raises(ValidationError) as caught:
        act(*args, **values)
    return set(caught.value.message_dict)


def test_periods_are_settings(settings: Any) -> None:
    assert periods.reply_due(date(2026, 11, 30)) == date(2027, 2, 28)
    assert periods.reply_due(RECEIVED, hard=True) == date(2026, 9, 2)
    assert (periods.again_due(RECEIVED), periods.opinion_due(RECEIVED)) == (date(2026, 4, 2), date(2026, 4, 2))
    assert periods.publish_by(date(2026, 4, 1)) == date(2026, 4, 30)  # twenty working days (条例第26条)
    settings.MOTION_MONTHS = 2
    assert periods.reply_due(RECEIVED) == date(2026, 5, 2)


def test_what_is_registered_once_has_its_last_day_and_its_names_sealed(made: County) -> None:
    motion = register(made)
    assert (motion.stage, motion.due_on, motion.shown_proposers) == ("received", date(2026, 6, 2), "王**、李**")
    assert register(made, number="第13号", due_on=date(2026, 5, 1), nameable=True).shown_proposers == NAMES
    assert invalid(register, made) == {"__all__"}
    assert register(made, kind="member").title == motion.title
    for wrong, values in (
        ("received_on", {"received_on": date(2999, 1, 1)}),
        ("due_on", {"due_on": date(2026, 3, 1)}),
        ("leader", {"role": "joint"}),
        ("title", {"title": ""}),
    ):
        assert wrong in invalid(register, made, number="第14号", **values)
    motion = services.amend(motion, {"number": "第15号"}, due_on=date(2026, 5, 2), by=actor(made), seen=0)
    assert (motion.number, motion.due_on, motion.proposers) == ("第15号", date(2026, 5, 2), NAMES)
    told = "".join(str((each.after, each.note)) for each in Entry.objects.filter(object_type="duties.motion"))
    assert "关于加快科技成果公开的建议" in told
    assert "王建国" not in told


def test_a_reply_is_drafted_reviewed_and_signed_by_another(made: County) -> None:
    motion = register(made)
    assert refused(services.draft, motion, text="好", grade="A", by=actor(made)) == "motion-not-in-this-stage"
    assert refused(services.assign, motion, made.officers["leader"], by=actor(made)) == "motion-handler-not-fit"
    motion = services.assign(motion, made.officers["head"], by=actor(made, "head"), seen=0)
    assert refused(services.draft, motion, text="好", grade="A", by=actor(made), seen=0) == "motion-changed-meanwhile"
    assert invalid(services.draft, motion, text="好", grade="", by=actor(made)) == {"grade"}
    assert invalid(services.draft, motion, text=" ", grade="A", by=actor(made)) == {"text"}
    motion = services.draft(motion, text="正在研究。", grade="B", by=actor(made, "head"))
    assert refused(services.review, motion, by=actor(made, "head")) == "motion-own-work"
    motion = services.send_back(motion, remarks="请写明结果", by=actor(made, "reviewer"))
    motion = services.draft(motion, text="已经公开。", grade="A", by=actor(made, "head"))
    motion = services.review(motion, by=actor(made, "reviewer"))
    assert invalid(services.sign, motion, letter_number="1号", on=date(2026, 3, 1), by=actor(made, "leader")) == {"on"}
    motion = services.sign(motion, letter_number="1号", on=date(2026, 6, 3), by=actor(made, "leader"))
    assert (motion.stage, motion.grade, motion.replied_on, motion.late) == ("replied", "A", date(2026, 6, 3), True)
    assert motion.publish_by == periods.publish_by(date(2026, 6, 3))


def test_who_is_not_content_is_answered_again(made: County) -> None:
    motion = answered(made)
    assert invalid(services.rate, motion, satisfaction="not", on=date(2026, 3, 31), by=actor(made)) == {"on"}
    motion = services.rate(motion, satisfaction="not", on=date(2026, 4, 10), remarks="没有答到", by=actor(made))
    assert (motion.stage, motion.round, motion.due_on) == ("handling", 2, date(2026, 5, 10))
    assert refused(services.hand_back, motion, remarks="不办了", by=actor(made)) == "motion-answered-before"
    assert refused(services.prolong, motion, remarks="太忙", by=actor(made)) == "motion-not-prolonged"
    motion = reply(made, motion, on=date(2026, 5, 20), grade="B")
    motion = services.rate(motion, satisfaction="mostly", on=date(2026, 5, 21), by=actor(made))
    assert (motion.stage, motion.satisfaction, motion.grade) == ("closed", "mostly", "B")
    assert (motion.replied_on, motion.late) == (date(2026, 4, 1), False)  # of the first reply
    rounds = list(motion.replies.values_list("round", "satisfaction", "remarks", "replied_on"))
    assert rounds == [
        (1, "not", "没有答到", date(2026, 4, 1)), (2, "mostly", "", date(2026, 5, 20)),
    ]  # fmt: skip


def test_co_handlers_are_asked_once_and_see_what_they_are_asked_about(made: County) -> None:
    motion = handled(made)
    helper = made.officers["helper"]
    assert not motions_in_sight(helper, localdate()).exists()
    motion = services.ask_co_handlers(motion, [made.water, made.science], outside=["市科技局 "], by=actor(made))
    assert refused(services.ask_co_handlers, motion, [made.water], by=actor(made)) == "motion-nobody-new-asked"
    ours, outside = motion.co_handlings.all()
    assert (str(ours), str(outside), ours.due_on) == ("桓台县水利局", "市科技局", periods.opinion_due(localdate()))
    assert list(motions_in_sight(helper, localdate())) == [motion]
    counts = {pile.standing: pile.count() for pile in opinions_due(helper, localdate())}
    assert counts[Standing.MINE] == 1
    client = Client()
    client.force_login(helper)
    address = reverse("motions:opine", args=[motion.pk, ours.pk])
    assert client.post(address, {"seen": motion.version, "opinion": "同意公开。"}).status_code == 302
    assert client.get(reverse("motions:opine", args=[motion.pk, outside.pk])).status_code == 403
    assert client.get(reverse("motions:act", args=[motion.pk, "draft"])).status_code == 403
    ours.refresh_from_db()
    assert (ours.opinion, ours.opined_on) == ("同意公开。", localdate())
    said = Entry.objects.filter(object_type="duties.cohandling", object_id=ours.pk).latest("id")
    assert (said.officer, said.post.agency) == (helper, made.water)
    motion.refresh_from_db()
    assert invalid(services.give_opinion, outside, opinion=" ", by=actor(made)) == {"opinion"}
    services.give_opinion(outside, opinion="无意见", by=actor(made))
    motion.refresh_from_db()
    assert not {pile.count() for pile in opinions_due(helper, localdate())} - {0}
    services.draft(motion, text="已经公开。", grade="A", by=actor(made))


def test_who_only_helps_gives_an_opinion_and_no_more(made: County) -> None:
    motion = handled(made, role="joint", leader="市科技局")
    assert refused(services.ask_co_handlers, motion, [made.water], by=actor(made)) == "motion-led-elsewhere"
    motion = services.draft(motion, text="同意。", by=actor(made))
    motion = services.review(motion, by=actor(made, "head"))
    motion = services.sign(motion, letter_number="1号", on=date(2026, 3, 9), by=actor(made, "leader"))
    assert (motion.stage, motion.grade, motion.publish_by) == ("closed", "", None)
    assert DESK.open_deeds(made.officers["publisher"], motion, localdate()) == []


def test_more_time_is_given_once_to_what_is_hard(made: County) -> None:
    motion = services.prolong(handled(made), remarks="涉及多个部门", by=actor(made))
    assert (motion.hard, motion.due_on) == (True, date(2026, 9, 2))
    assert refused(services.prolong, motion, remarks="再延", by=actor(made)) == "motion-not-prolonged"


def test_a_reply_is_published_by_an_item_that_names_nobody_who_may_not_be(made: County) -> None:
    named = publish(
        made, begin(made, title="对第12号建议的答复", body="<p>李 <strong>小红</strong>代表：已经公开。</p>")
    )
    plain = publish(made, begin(made, title="对第12号建议的答复"))
    unseen = begin(made, title="没有公开的答复")
    motion, by = answered(made), actor(made, "publisher")
    assert {pile.standing: pile.count() for pile in publication_due(by.officer, date(2026, 4, 30))}[Standing.TODAY] == 1
    assert refused(services.publish, motion, index=unseen.index, by=by) == "motion-reply-not-public"
    assert refused(services.publish, motion, index=named.index, by=by) == "motion-proposer-is-named"
    motion = services.leave_unpublished(motion, remarks="涉及个人隐私", by=by)
    assert (motion.item, motion.unpublished_reason) == (None, "涉及个人隐私")
    motion = services.publish(motion, index=plain.index, by=by)
    assert (motion.item, motion.unpublished_reason) == (plain, "")
    assert not {pile.count() for pile in publication_due(by.officer, localdate())} - {0}
    allowed = answered(made, number="第20号", nameable=True)
    assert services.publish(allowed, index=named.index, by=by).item == named


def test_names_that_may_not_be_shown_are_read_with_a_reason(made: County) -> None:
    motion = register(made)
    client = Client()
    client.force_login(made.officers["handler"])
    page, address = reverse("motions:detail", args=[motion.pk]), reverse("motions:personal", args=[motion.pk])
    assert "王建国" not in client.get(page).content.decode()
    assert "王建国" not in client.get(reverse("motions:act", args=[motion.pk, "amend"])).content.decode()
    assert client.post(address, {"reason": " "}).status_code == 422
    assert NAMES in client.post(address, {"reason": "当面征求意见"}).content.decode()
    entry = Entry.objects.latest("id")
    assert (entry.act, entry.note["fields"], entry.note["reason"]) == ("personal.read", ["proposers"], "当面征求意见")
    client.force_login(made.officers["supervisor"])
    assert client.get(page).status_code == 200
    assert client.post(address, {"reason": "看看"}).status_code == 403


def test_a_reply_shows_no_names_that_may_not_be_shown(made: County) -> None:
    motion = handled(made)
    services.draft(motion, text="王建国代表：您提出的建议收悉。", grade="A", by=actor(made))
    address = reverse("motions:personal", args=[motion.pk])
    client = Client()
    for role in ("supervisor", "head"):
        client.force_login(made.officers[role])
        page = client.get(reverse("motions:detail", args=[motion.pk])).content.decode()
        assert "王**代表：您提出的建议收悉。" in page
        assert "王建国" not in page
    assert "王建国代表：您提出的建议收悉。" in client.post(address, {"reason": "审核答复"}).content.decode()
    motion = handled(made, number="第13号", nameable=True)
    services.draft(motion, text="王建国代表：收悉。", grade="A", by=actor(made))
    assert "王建国代表：收悉。" in client.get(reverse("motions:detail", args=[motion.pk])).content.decode()


def test_the_supervisor_above_registers_for_bureaus_and_others_for_their_own(made: County) -> None:
    client = Client()
    client.force_login(made.officers["supervisor"])
    typed = {**REGISTERED, "role": "lead", "agency": made.water.pk}
    assert client.post(reverse("motions:register"), typed).status_code == 302
    motion = Motion.objects.get()
    assert (motion.agency, motion.proposers) == (made.water, NAMES)
    assert Entry.objects.latest("id").post.agency == made.office
    client.force_login(made.officers["handler"])
    assert client.post(reverse("motions:register"), typed).status_code == 422
    own = client.post(reverse("motions:register"), {**typed, "agency": made.science.pk})
    assert own["Location"] == reverse("motions:detail", args=[Motion.objects.get(agency=made.science).pk])
    amended = {**typed, "seen": 0, "proposers": "", "number": "第16号", "due_on": "2026-06-01"}
    motion = Motion.objects.get(agency=made.science)
    assert client.post(reverse("motions:act", args=[motion.pk, "amend"]), amended).status_code == 302
    motion.refresh_from_db()
    assert (motion.number, motion.proposers, motion.due_on) == ("第16号", NAMES, date(2026, 6, 1))


def test_each_waits_for_who_does_the_next_step(made: County) -> None:
    motion, on = register(made), date(2026, 5, 29)

    def waits_for() -> set[str]:
        return {
            role
            for role in ("handler", "head", "leader", "publisher", "beside")
            for pile in replies_due(made.officers[role], on)
            if pile.standing is Standing.MINE and pile.count()
        }

    assert waits_for() == {"handler", "head"}
    motion = services.assign(motion, made.officers["handler"], by=actor(made, "head"))
    assert waits_for() == {"handler"}
    motion = services.draft(motion, text="已经公开。", grade="A", by=actor(made))
    assert waits_for() == {"head"}
    motion = services.review(motion, by=actor(made, "head"))
    assert waits_for() == {"leader"}
    services.sign(motion, letter_number="1号", on=date(2026, 5, 29), by=actor(made, "leader"))
    assert waits_for() == set()


def test_last_days_are_told_once(made: County) -> None:
    motion = handled(made)
    services.ask_co_handlers(motion, [made.water], by=actor(made))
    unseen = answered(made, number="第21号", on=date(2026, 3, 9))
    at = make_aware(datetime(2026, 6, 1, 3))
    told = tell_of_last_days(at)
    kinds = list(Notice.objects.values_list("kind", flat=True))
    assert set(kinds) == {"motion.due_soon", "motion.opinion", "motion.unpublished"}
    assert told == len(kinds) == Notice.objects.filter(key__contains=":").count()
    assert Notice.objects.filter(url=reverse("motions:detail", args=[unseen.pk])).count() == 3
    assert tell_of_last_days(at) == 0
    tell_of_last_days(make_aware(datetime(2026, 6, 3, 3)))
    assert Notice.objects.filter(kind="motion.overdue").count() == 2


def test_every_count_of_a_year_opens_the_rows_it_counts(made: County) -> None:
    item = publish(made, begin(made, title="对建议的答复"))
    late = answered(made, on=date(2026, 6, 3), number="1")
    services.rate(late, satisfaction="satisfied", on=date(2026, 6, 4), by=actor(made))
    public = answered(made, number="2", kind="member")
    services.publish(public, index=item.index, by=actor(made, "publisher"))
    services.rate(public, satisfaction="not", on=date(2026, 6, 4), by=actor(made))
    register(made, number="3")
    register(made, number="4", role="joint", leader="市科技局")
    services.hand_back(register(made, number="5"), remarks="不属本单位", by=actor(made))
    answered(made, number="6", received_on=date(2025, 12, 31))
    found = {each.kind: each.counts for each in figures([made.science], FIRST, LAST)}
    names = [each.name for each in COUNTED]
    assert names == ["received", "joint", "replied", "in_time", "published", "content"]
    shown = int(item.shown_on <= LAST)
    assert found == {
        "deputy": dict(zip(names, (2, 1, 1, 0, 0, 1))), "member": dict(zip(names, (1, 0, 1, 1, shown, 0))),
    }  # fmt: skip
    client = Client()
    client.force_login(made.officers["handler"])
    page = client.get(reverse("motions:counts"), {"year": 2026})
    for label, cells in page.context["kinds"]:
        kind = MotionKind(next(code for code, words in MotionKind.choices if words == label))
        for (_words, number, url), counted in zip(cells, COUNTED):
            rows = set(rows_counted(counted.name, [made.science], FIRST, LAST, kind=kind))
            opened = client.get(url).context["list"].page
            assert (len(rows), set(opened.rows), opened.state.notes) == (number, rows, ())
    assert client.get(reverse("motions:counts"), {"year": "x"}).status_code == 422


def test_the_ledger_shows_how_it_stands(made: County) -> None:
    answered(made, number="1")
    register(made, number="2")
    client = Client()
    client.force_login(made.officers["handler"])
    shown = {each.words: each for each in figures_of_the_ledger(made.officers["handler"], date(2026, 7, 1))}
    assert [each.count for each in shown.values()] == [2, 1, 1, 1]
    for each in shown.values():
        assert len(client.get(each.url).context["list"].page.rows) == each.count


@pytest.mark.once
def test_the_list_asks_as_much_for_one_as_for_many(made: County) -> None:
    client = Client()
    client.force_login(made.officers["handler"])
    asked = []
    for number in range(3):
        register(made, number=f"第{number}号")
        with CaptureQueriesContext(connection) as queries:
            assert client.get(reverse("motions:list")).status_code == 200
        asked.append(len(queries))
    assert asked[1:] == asked[:1] * 2


def test_who_sees_a_motion_sees_its_files_and_who_deals_with_it_adds_some(made: County) -> None:
    motion, owner = register(made), owner_of("duties.motion")
    assert owner is not None
    for role, sees, adds in (
        ("handler", True, True), ("leader", True, False), ("supervisor", True, False), ("beside", False, False),
        ("below", False, False), ("no_post", False, False),
    ):  # fmt: skip
        officer = made.officers[role]
        assert (owner.may_see(officer, motion, localdate()), owner.may_add(officer, motion, localdate())) == (
            sees,
            adds,
        )


def test_the_journal_has_all_of_it(made: County) -> None:
    motion = answered(made)
    services.rate(motion, satisfaction="not", on=date(2026, 4, 10), by=actor(made))
    assert list(differences()) == []
