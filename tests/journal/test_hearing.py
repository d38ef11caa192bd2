import pytest
from django.db import transaction
from tests.county import county

from gongkai.agencies.models import Agency
from gongkai.agencies.services import edit_agency
from gongkai.journal import hearing
from gongkai.journal.actor import SYSTEM
from gongkai.journal.acts import Act
from gongkai.journal.models import Entry
from gongkai.journal.services import hold, note, record, record_removal

pytestmark = pytest.mark.django_db
HEARD = Act("test.heard", "听到")
OTHER = Act("test.other", "别的")


@pytest.fixture
def heard(monkeypatch):
    monkeypatch.setattr(hearing, "_LISTENERS", {})
    told = []

    def listener(row, entry):
        told.append((row, entry.act, entry.after))

    hearing.hear(HEARD, listener)
    hearing.hear(HEARD, listener)
    return told


def test_who_listens_is_told_once_of_each_act_of_the_kind_and_of_no_other(heard):
    made = county()
    with transaction.atomic():
        row = hold(made.science)
        row.phone = "0533-1"
        record(row, HEARD, by=SYSTEM)
        note(row, OTHER, by=SYSTEM)
        note(row, HEARD, by=SYSTEM)
        record_removal(made.officers["no_post"], HEARD, by=SYSTEM)
    assert heard == [
        (row, HEARD.code, {"phone": "0533-1"}),
        (row, HEARD.code, {}),
        (made.officers["no_post"], HEARD.code, {"removed": True}),
    ]


def test_an_act_that_a_listener_fails_is_not_done(monkeypatch):
    from gongkai.agencies.acts import AGENCY_EDITED

    def fail(row, entry):
        raise ZeroDivisionError

    made = county()
    before = Entry.objects.count()
    monkeypatch.setattr(hearing, "_LISTENERS", {})
    hearing.hear(AGENCY_EDITED, fail)
    with pytest.raises(ZeroDivisionError):
        edit_agency(made.science, {"phone": "0533-1"}, by=SYSTEM)
    assert (Agency.objects.get(pk=made.science.pk).phone, Entry.objects.count()) == ("0533-8210000", before)
