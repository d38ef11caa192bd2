"""The processing fee through the desk: paid with its receipt, paid back, and the year's figure for the report."""

from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from tests.casework import COMPANY, actor, apply, weigh
from tests.county import county

from gongkai.applications import services
from gongkai.applications.models import Application, Charge
from gongkai.applications.selectors import Fees, Span, fees, nth_in_month_of
from gongkai.applications.services import NewPart
from gongkai.journal.models import Entry
from gongkai.law.errors import NotAllowed
from gongkai.law.fees import Standard

PAID = date(2026, 3, 20)


@pytest.fixture
def made(db):
    return county()


def noticed(made, standard=Standard.BY_PIECE, quantity=35):
    case = apply(made)
    services.notice_fee(case, standard=standard, quantity=quantity, on=date(2026, 3, 10), by=actor(made))
    return case


def paid(made):
    case = noticed(made)
    services.pay_fee(case, on=PAID, receipt="37-0001", by=actor(made))
    return case


def test_the_officer_pays_a_fee_back_at_the_desk(made):
    case, client = paid(made), Client()
    client.force_login(made.officers["handler"])
    address = reverse("applications:act", args=[case.pk, "refund"])
    assert client.get(address).context["form"].initial["amount"] == Decimal(200)
    form = {"seen": Application.objects.get().version, "on": "2026-04-01", "reason": "计件有误"}
    assert client.post(address, {**form, "amount": "200.01"}).status_code == 422
    assert client.post(address, {**form, "amount": "-1"}).status_code == 422
    assert client.post(address, {**form, "amount": "50"}).status_code == 302
    row = Charge.objects.get()
    assert (row.receipt, row.refunded, row.refunded_on) == ("37-0001", Decimal(50), date(2026, 4, 1))
    assert {"reason": "计件有误"} in [each.note for each in Entry.objects.filter(act="application.fee_refunded")]
    assert client.post(address, {**form, "amount": "60"}).status_code == 409
    assert "50" in client.get(reverse("applications:detail", args=[case.pk])).content.decode()


@pytest.mark.parametrize(
    ("begin", "values", "code"),
    [
        (noticed, {"on": date(2026, 4, 1)}, "fee-not-paid"),
        (paid, {"on": date(2026, 3, 19)}, "fee-not-paid"),
        (apply, {"on": date(2026, 4, 1)}, "fee-not-paid"),
        (paid, {"amount": Decimal(0)}, "refund-nothing"),
        (paid, {"on": date(2999, 1, 1)}, "day-ahead"),
        (paid, {"seen": 1}, "changed-meanwhile"),
    ],
)
def test_what_was_not_paid_is_not_paid_back(made, begin, values, code):
    given = {"on": date(2026, 4, 1), "amount": Decimal(50), **values}
    with pytest.raises(NotAllowed) as refused:
        services.refund_fee(begin(made), by=actor(made), **given)
    assert (refused.value.code, Charge.objects.filter(refunded__gt=0).exists()) == (code, False)


def test_refunding_is_offered_where_something_was_paid(made):
    client = Client()
    client.force_login(made.officers["handler"])
    for case, offered in ((noticed(made), False), (paid(made), True)):
        page = client.get(reverse("applications:detail", args=[case.pk])).content.decode()
        assert (reverse("applications:act", args=[case.pk, "refund"]) in page) is offered


def test_the_year_s_fees_are_those_paid_and_paid_back_in_it(made):
    for amount in (50, 200):
        services.refund_fee(paid(made), on=date(2026, 4, 1), amount=Decimal(amount), by=actor(made))
    noticed(made)
    agencies = [made.science.pk, made.water.pk]
    assert fees(agencies, Span.of_year(2026)) == Fees(2, Decimal(400), Decimal(250))
    assert fees(agencies, Span(PAID, PAID)) == Fees(2, Decimal(400), Decimal(0))
    assert fees(agencies, Span.of_year(2025)) == Fees(0, Decimal(0), Decimal(0))
    assert fees([made.water.pk], Span.of_year(2026)) == Fees(0, Decimal(0), Decimal(0))


def test_a_fee_is_by_piece_or_by_page_and_once(made):
    case = noticed(made, Standard.BY_PAGE, 120)
    services.pay_fee(case, on=PAID, receipt="1", by=actor(made))
    with pytest.raises(NotAllowed) as refused:
        services.notice_fee(case, standard=Standard.BY_PIECE, quantity=35, on=PAID, by=actor(made))
    assert refused.value.code == "fee-noticed-already"
    assert Charge.objects.get().amount == Decimal(1100)


def test_a_fee_for_pages_is_not_kept_where_none_are_given(made):
    case = noticed(made, Standard.BY_PAGE, 60)
    services.pay_fee(case, on=PAID, receipt="37-0002", by=actor(made))
    withheld = NewPart("名单", "DENY_6", "讨论记录")
    weigh(made, case, withheld, on=PAID)
    services.draft(case, parts=[withheld], by=actor(made))
    with pytest.raises(NotAllowed, match="按量收了信息处理费"):
        services.submit(case, by=actor(made))
    services.refund_fee(case, on=PAID, amount=Decimal(300), by=actor(made))
    assert services.submit(case, by=actor(made)).stage == "reviewing"


def test_which_application_of_the_month_it_is_stands_by_the_form(made):
    apply(made, on=date(2026, 2, 27))
    first, second = apply(made), apply(made)
    apply(made, applicants=[COMPANY])
    assert [nth_in_month_of(each) for each in (first, second)] == [1, 2]
    client = Client()
    client.force_login(made.officers["handler"])
    page = client.get(reverse("applications:act", args=[second.pk, "fee"])).content.decode()
    assert "本月向本机关申请的第2件" in page
