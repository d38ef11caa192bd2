"""Two acts at once that want the same rows and chains the other way round: they wait, and neither is ended.

On PostgreSQL each would otherwise hold what the other waits for. Each is held up until the other has come as far, or
for a moment where it cannot.
"""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import date
from functools import partial
from threading import Barrier, BrokenBarrierError, local

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils import timezone
from tests.county import county

from gongkai.agencies import services
from gongkai.agencies.exchange import importing
from gongkai.agencies.exchange.tables import TABLES
from gongkai.agencies.forms import AgencyForm
from gongkai.agencies.models import Agency, Post
from gongkai.agencies.signin import lockout
from gongkai.agencies.signin import services as signin
from gongkai.journal import services as journal
from gongkai.journal.actor import SYSTEM, Actor
from gongkai.journal.services import hold
from gongkai.journal.verifying import differences
from gongkai.ui.carrying_out import carry_out

DAY = date(2026, 3, 2)


@pytest.fixture
def made(transactional_db):
    with transaction.atomic():
        return county()


class Meeting:
    """Where two threads wait for each other, each once and not for long."""

    def __init__(self):
        self._place, self._mine = Barrier(2), local()

    def held_up(self, act):
        """Give an act after which its thread waits for the other."""

        def then_wait(*arguments, **named):
            result = act(*arguments, **named)
            if not getattr(self._mine, "been", False):
                self._mine.been = True
                with suppress(BrokenBarrierError):
                    self._place.wait(0.4)
            return result

        return then_wait


@pytest.fixture
def meeting():
    return Meeting()


def at_once(*acts):
    """Do acts in threads; give what each gave, or what it raised."""

    def run(act):
        try:
            return act()
        except Exception as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return [done.result() for done in [pool.submit(run, act) for act in acts]]


def failures(done):
    return [each for each in done if isinstance(each, Exception)]


def test_two_imports_of_the_same_agencies_in_opposite_order(made, meeting, monkeypatch):
    monkeypatch.setattr(importing, "_row", meeting.held_up(importing._row))
    rows = [f"{name},部门,370321,0533-821000" for name in ("桓台县科技局", "桓台县水利局")]

    def bring_in(mark, order):
        content = "\n".join(["名称,性质,区划代码,联系电话", *(f"{row}{mark}" for row in order)]).encode()
        by = Actor(officer=made.officers["site"])
        return importing.bring_in(content, TABLES["agencies"], by=by, on=DAY, write=True)

    done = at_once(partial(bring_in, 1, rows), partial(bring_in, 2, rows[::-1]))
    assert failures(done) == []
    assert [each.count("changed") for each in done] == [2, 2]
    assert list(differences()) == []


def test_an_agency_ends_while_one_of_its_posts_does(made, meeting, monkeypatch):
    post = Post.objects.get(officer=made.officers["below"])
    monkeypatch.setattr(services, "_require_another_administrator", lambda officer, post: None)
    # The one has its first entry written, the other its row.
    monkeypatch.setattr(services, "record", meeting.held_up(services.record))
    monkeypatch.setattr(services, "hold", lambda row: (meeting.held_up(hold) if row == post else hold)(row))
    ends = partial(services.dissolve_agency, made.branch, on=DAY, by=SYSTEM)
    assert failures(at_once(ends, partial(services.end_post, post, on=DAY, by=SYSTEM))) == []
    assert Post.objects.get(pk=post.pk).until_on == DAY
    assert list(differences()) == []


def test_a_form_is_sent_while_the_row_is_changed_elsewhere(made, meeting, monkeypatch):
    blank = AgencyForm(instance=made.branch)
    typed = {name: blank[name].value() or "" for name in blank.fields} | {"phone": "0533-1"}
    form = AgencyForm(typed, instance=made.branch)
    # The one holds the row of its form, the other the chain.
    monkeypatch.setattr(AgencyForm, "stands", meeting.held_up(AgencyForm.stands))
    monkeypatch.setattr(journal, "take_chain", meeting.held_up(journal.take_chain))
    done = at_once(
        lambda: carry_out(form, lambda values: services.edit_agency(made.branch, values, by=SYSTEM)),
        partial(services.edit_agency, made.branch, {"dissolved_on": DAY}, by=SYSTEM),
    )
    assert (failures(done), form.errors) == ([], {})
    branch = Agency.objects.get(pk=made.branch.pk)
    assert (branch.phone, branch.dissolved_on) == ("0533-1", DAY)
    assert list(differences()) == []


def test_somebody_comes_in_while_people_are_imported(made, meeting, monkeypatch):
    invited, _ = signin.invite(made.science, name="王五", duties=["handler"], at=timezone.now(), by=SYSTEM)
    monkeypatch.setattr(signin, "hold", meeting.held_up(signin.hold))
    monkeypatch.setattr(services, "add_officer", meeting.held_up(services.add_officer))
    content = "用户名,姓名,机关,职责,自\nzhaoliu,赵六,桓台县科技局,经办人,2026-01-01".encode()
    by = Actor(officer=made.officers["administrator"])
    done = at_once(
        partial(signin.accept, invited, username="w", password=None, on=DAY, at=timezone.now(), by=SYSTEM),
        partial(importing.bring_in, content, TABLES["people"], by=by, on=DAY, write=True),
    )
    assert failures(done) == []
    assert list(differences()) == []


def test_a_password_is_taken_away_while_its_officer_signs_in(made, meeting, monkeypatch):
    handler = made.officers["handler"]
    lockout.begin(handler, "handler", "127.0.0.1", at=timezone.now())
    monkeypatch.setattr(lockout, "forget", meeting.held_up(lockout.forget))
    monkeypatch.setattr(signin, "note", meeting.held_up(signin.note))
    done = at_once(
        partial(signin.note_signed_in, handler, ["password"], browser="", by=SYSTEM),
        partial(signin.reset, handler, forget_second_step=False, at=timezone.now(), by=SYSTEM),
    )
    assert failures(done) == []
    assert list(differences()) == []


def test_two_agencies_that_are_put_below_each_other_make_no_circle(made, meeting, monkeypatch):
    monkeypatch.setattr(Agency, "clean", meeting.held_up(Agency.clean))
    (refused,) = failures(
        at_once(
            partial(services.move_agency, made.science, made.water, by=SYSTEM),
            partial(services.move_agency, made.water, made.science, by=SYSTEM),
        )
    )
    assert isinstance(refused, ValidationError)
    below = Agency.objects.exclude(parent=made.government).exclude(parent=None).get(kind="department")
    assert below.lineage == f"{Agency.objects.get(pk=below.parent_id).lineage}{below.pk}/"
