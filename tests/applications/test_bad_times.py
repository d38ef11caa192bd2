"""Bad input and bad times: what anybody may write in every field, texts beyond all measure, a clock set back."""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from tests.casework import WANTED, actor, apply, reply, set_word
from tests.county import county

from gongkai.agencies.codes import new_code
from gongkai.applications import services
from gongkai.applications.models import Applicant, Application, Comment
from gongkai.applications.selectors import by_code
from gongkai.applications.services import NewPart
from gongkai.journal.models import Entry
from gongkai.journal.verifying import differences
from gongkai.law.errors import NotAllowed

MARKUP = "<script>alert(1)</script><img src=x onerror=alert(1)>"
HOSTILE = [
    MARKUP,
    "'; DROP TABLE applications_application; --",
    "😀\u202e右到左\u202c𠮷",
    "{{ 7|add:7 }}{% now 'Y' %}%(x)s",
]
ADDRESSES = ("applications:detail", "applications:list")


@pytest.fixture
def made(db):
    made = county()
    set_word(made)
    yield made
    assert list(differences()) == []


def at_desk(made, role="handler"):
    client = Client()
    client.force_login(made.officers[role])
    return client


@pytest.mark.parametrize("text", HOSTILE, ids=["markup", "sql", "scripts", "template"])
def test_whatever_stands_in_every_field_is_text(made, text):
    short = text[:40].strip()
    desk = at_desk(made)
    person = {
        "kind": "NATURAL", "name": text, "identity_kind": "other", "identity": short, "representative": text,
        "phone": short, "address": text,
    }  # fmt: skip
    form = {
        **person, "agency": made.science.pk, "channel": "counter", "arrived_on": "2026-03-02", "description": text,
        "obtaining": "post", "means": "paper",
    }  # fmt: skip
    answer = desk.post(reverse("applications:register"), form)
    assert answer.status_code == 302, answer.content.decode()
    case = Application.objects.get()
    kept = Applicant.objects.get()
    assert (case.description, kept.name, kept.address, kept.identity) == (text, text, text, short.upper())
    services.comment(case, text=text, by=actor(made))
    part = NewPart(text, "DENY_6", reason=text, told=text)
    reply(made, case, part, on=date(2026, 3, 20))
    pages = {
        "case": desk.get(reverse("applications:detail", args=[case.pk])),
        "list": desk.get(reverse("applications:list")),
        "applicants": desk.post(reverse("applications:personal", args=[case.pk]), {"reason": text}),
        "letter": desk.get(reverse("applications:letter", args=[case.pk, "reply", "html"])),
        "tracked": Client().post(reverse("portal:track"), {"number": case.number, "code": case.code}, follow=True),
    }
    for name, page in pages.items():
        assert page.status_code == 200, name
        content = page.content.decode()
        assert "<script>alert" not in content, name
        assert "<img src=x" not in content, name
    assert Comment.objects.get().text == text
    for form in ("pdf", "docx"):
        assert desk.get(reverse("applications:letter", args=[case.pk, "reply", form])).status_code == 200


def test_a_million_characters_are_refused_whole_and_nothing_is_kept(made):
    million = "字" * 1_000_000
    with pytest.raises(NotAllowed, match=r"1,?000,?000") as caught:
        apply(made, description=million)
    assert caught.value.citation is not None
    answer = at_desk(made).post(reverse("applications:register"), {"description": million})
    assert answer.status_code in (400, 413, 422)
    sent = Client().post(reverse("portal:apply", args=[made.science.pk]), {"description": million, "send": "1"})
    assert sent.status_code in (400, 413, 422)
    assert Application.objects.count() == 0
    case, entries = apply(made), Entry.objects.count()
    with pytest.raises(ValidationError):
        services.correct(case, {"description": million}, by=actor(made))
    with pytest.raises(ValidationError):
        services.comment(case, text=million, by=actor(made))
    case.refresh_from_db()
    assert (case.description, Entry.objects.count()) == (WANTED, entries)


def test_with_a_clock_set_back_acts_are_refused_and_pages_are_shown(made, monkeypatch):
    case = apply(made, on=date(2026, 3, 10))
    entries = Entry.objects.count()
    monkeypatch.setattr("django.utils.timezone.now", lambda: datetime(2026, 3, 5, 4, tzinfo=UTC))
    for on in (date(2026, 3, 5), date(2026, 3, 11)):  # before what has happened, and after what the clock says
        with pytest.raises(NotAllowed) as caught:
            services.ask_supplement(case, on=on, by=actor(made))
        assert caught.value.citation is not None
    assert Entry.objects.count() == entries
    desk = at_desk(made)
    assert desk.get(reverse("applications:detail", args=[case.pk])).status_code == 200
    assert desk.get(reverse("applications:list")).status_code == 200


@pytest.mark.once
def test_of_number_and_code_one_that_is_right_takes_as_many_questions_as_none(made, django_assert_num_queries):
    mine, other = apply(made), apply(made)
    for number, code in [(mine.number, other.code), (mine.number, new_code()), ("2026-99999", mine.code), ("x", "y")]:
        with django_assert_num_queries(1):
            assert by_code(number, code) is None
    with django_assert_num_queries(1):
        assert by_code(mine.number, mine.code) == mine
