"""Letters issued under their numbers and kept as they were, and the record of how each went to whom it is for."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from tests.casework import GRANTED, actor, apply, approve, refused, set_word
from tests.county import county

from gongkai.applications import services
from gongkai.applications.models import Application, Dispatch, Issued, Series
from gongkai.applications.notices.gathering import letter_of, offers
from gongkai.applications.services import set_practice
from gongkai.journal.models import Entry
from gongkai.law.clock import Party
from gongkai.law.delivery import Manner

ASKED = date(2026, 3, 4)


@pytest.fixture
def made(db):
    made = county()
    set_word(made)
    return made


def asked(made, **values):
    """Have an applicant asked for a supplement."""
    case = apply(made, **values)
    services.ask_supplement(case, on=ASKED, matters="写明年度", by=actor(made))
    return case


def letter(case, key):
    case = Application.objects.get(pk=case.pk)
    return letter_of(case, next(offer for offer in offers(case) if offer.key == key))[0]


def test_numbers_follow_one_another_over_letters_and_replies_and_none_is_lost(made):
    first, second = asked(made), asked(made)
    services.consult(second, party=Party.THIRD_PARTY, whom="某公司", scope="合同", on=ASKED, by=actor(made))
    services.issue(first, letter="supplement", by=actor(made))
    set_practice(made.science, {"fee_payment": ""}, by=actor(made, "administrator"))
    answered = approve(made, apply(made), GRANTED)
    services.decide(answered, on=date(2026, 3, 5), by=actor(made, "head"))
    services.consult(second, party=Party.CO_AUTHOR, whom="王小明", scope="王小明要的", on=ASKED, by=actor(made))
    assert refused(services.issue, second, letter="co-author-2", by=actor(made)) == "letter-tells-applicant"
    for key in ("third-party-1", "supplement", "receipt"):
        services.issue(second, letter=key, by=actor(made))
    numbers = list(Issued.objects.order_by("pk").values_list("key", "number"))
    assert numbers == [
        ("supplement", "桓科信公开〔2026〕1号"),
        ("reply", "桓科信公开〔2026〕2号"),
        ("third-party-1", "桓科信公开〔2026〕3号"),
        ("supplement", "桓科信公开〔2026〕4号"),
        ("receipt", ""),
    ]
    assert Series.objects.get(use="letter").last == 4
    assert Entry.objects.filter(act="application.letter_issued", object_type="applications.issued").count() == 5


def test_an_issued_letter_stays_as_it_was(made):
    case = asked(made)
    assert (letter(case, "supplement").mark, letter(case, "supplement").number) == ("草稿", "")
    row = services.issue(case, letter="supplement", by=actor(made))
    before = letter(case, "supplement")
    assert (before.mark, before.number) == ("", row.number)
    values = {"description": "另一种描述", "obtaining": "post", "means": "paper", "needs_help": False}
    services.correct(case, values, by=actor(made))
    assert letter(case, "supplement") == before
    assert "另一种描述" in "".join(letter(case, "receipt").paragraphs)
    assert refused(services.issue, case, letter="supplement", by=actor(made)) == "letter-not-to-issue"
    assert refused(services.issue, case, letter="extension", by=actor(made)) == "letter-not-to-issue"
    assert Series.objects.get(use="letter").last == 1


def test_a_letter_that_lacks_something_takes_no_number(made):
    case = apply(made)
    services.ask_supplement(case, on=ASKED, by=actor(made))
    assert refused(services.issue, case, letter="supplement", by=actor(made)) == "letter-element-missing"
    services.set_practice(made.science, {"word": ""}, by=actor(made, "administrator"))
    assert refused(services.issue, asked(made), letter="supplement", by=actor(made)) == "word-missing"
    assert not Series.objects.filter(use="letter", last__gt=0).exists()
    assert not Issued.objects.exists()


def test_how_a_letter_went_is_on_record_with_the_day_that_counts(made):
    case = asked(made)
    issued = services.issue(case, letter="supplement", by=actor(made))

    def send(**values):
        return services.send_letter(case, issued=issued, by=actor(made), **values)

    assert refused(send, manner=Manner.POST) == "dispatch-without-day"
    assert refused(send, manner=Manner.POST, sent_on=ASKED - timedelta(days=1)) == "dispatched-before-issued"
    assert refused(send, manner=Manner.POST, sent_on=date(2999, 1, 1)) == "day-ahead"
    assert refused(send, manner=Manner.COURIER, sent_on=ASKED) == "not-postal-enterprise"
    first = send(manner=Manner.DIRECT, sent_on=ASKED)
    assert (first.counts_on, first.officer) == (None, made.officers["handler"])
    signed = send(manner=Manner.DIRECT, sent_on=ASKED, signed_on=date(2026, 3, 6), signer="王小明")
    assert (signed.pk, signed.counts_on, signed.signer) == (first.pk, date(2026, 3, 6), "王小明")
    posted = send(manner=Manner.POST, sent_on=date(2026, 3, 9), tracking="XA1")
    assert (posted.pk == first.pk, posted.counts_on) == (False, date(2026, 3, 9))


def test_a_reply_has_its_delivery_on_the_same_record(made):
    case = approve(made, apply(made), GRANTED)
    services.decide(case, on=date(2026, 3, 10), by=actor(made, "head"))
    services.deliver(case, manner=Manner.DIRECT, sent_on=date(2026, 3, 10), by=actor(made))
    services.deliver(case, manner=Manner.DIRECT, signed_on=date(2026, 3, 12), tracking="", by=actor(made))
    row = Dispatch.objects.get()
    assert (row.issued.key, row.manner, row.counts_on) == ("reply", "direct", date(2026, 3, 12))


def test_a_letter_on_remedies_goes_online_only_where_they_can_be_sought_there(made):
    case = asked(made, obtaining="post")
    services.issue(case, letter="supplement", by=actor(made))
    services.lapse_supplement(case, on=date(2026, 3, 27), by=actor(made))
    issued = services.issue(case, letter="supplement-lapsed", by=actor(made))
    services.set_practice(made.science, {"reconsideration_online": ""}, by=actor(made, "administrator"))
    online = {"manner": Manner.ELECTRONIC, "arrived_on": date(2026, 3, 27), "by": actor(made)}
    assert refused(services.send_letter, case, issued=issued, **online) == "remedy-channel-missing"


def test_the_officer_issues_and_sends_at_the_desk(made):
    case, client = asked(made), Client()
    client.force_login(made.officers["handler"])
    detail = reverse("applications:detail", args=[case.pk])
    issuing, sending = (reverse("applications:act", args=[case.pk, name]) for name in ("issue", "send-letter"))
    page = client.get(detail).content.decode()
    assert 'name="letter" value="supplement"' in page
    assert sending not in page.partition("现在不能办理的")[0]
    seen = Application.objects.get().version
    assert client.post(issuing, {"seen": seen, "letter": "supplement"}).status_code == 302
    assert client.post(issuing, {"seen": seen + 1, "letter": "supplement"}).status_code == 422
    form = {"seen": seen + 1, "issued": Issued.objects.get().pk, "manner": "post", "sent_on": "2026-03-05"}
    assert client.post(sending, {**form, "tracking": "XA123"}).status_code == 302
    page = client.get(detail).content.decode()
    for said in ("桓科信公开〔2026〕1号", "XA123", "视为送达"):
        assert said in page
