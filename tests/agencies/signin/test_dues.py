from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone
from tests.county import county

from gongkai.agencies.signin import dues, services
from gongkai.journal.actor import Actor
from gongkai.ui.desk import Standing

pytestmark = pytest.mark.django_db
AT = timezone.make_aware(datetime(2026, 3, 2, 12))


def test_invitations_wait_for_others_until_the_day_they_expire():
    made = county()
    inviter = made.officers["administrator"]
    by = Actor(officer=inviter)
    services.invite(made.science, name="王五", duties=["handler"], at=AT, by=by)
    withdrawn, _ = services.invite(made.science, name="李四", duties=["handler"], at=AT, by=by)
    services.withdraw(withdrawn, at=AT, by=by)
    services.reset(made.officers["handler"], forget_second_step=False, at=AT + timedelta(1), by=by)

    def found(officer, on):
        return {
            pile.standing: [(due.what, due.agency_name, due.due_on) for due in pile.take(8)]
            for pile in dues.open_invitations(officer, on)
            if pile.count()
        }

    invited = ("邀请失效", "桓台县科技局", date(2026, 3, 9))
    reset = ("重设密码的链接失效", "", date(2026, 3, 10))
    assert found(inviter, date(2026, 3, 2)) == {Standing.OTHERS: [invited, reset]}
    assert found(inviter, date(2026, 3, 9)) == {Standing.TODAY: [invited], Standing.OTHERS: [reset]}
    assert found(inviter, date(2026, 3, 11)) == {}
    assert found(made.officers["beside"], date(2026, 3, 2)) == {}
    assert found(made.officers["handler"], date(2026, 3, 2)) == {}
