"""Table II at the desk: a computed figure opens its items, an entered one its entries; what is missing is named."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from tests.casework import actor
from tests.county import County, county
from tests.publishing import WORDS, begin

from gongkai.disclosure import services
from gongkai.disclosure.models import Entered
from gongkai.disclosure.services import Voucher

pytestmark = pytest.mark.django_db
LICENCES = ("licences", "decisions")


@pytest.fixture
def made() -> County:
    made = county("handler", "administrator", "publisher", "beside")
    begin(made, title="还没有公开的")
    values = {"kind": "normative", "category": "A01", "effective_on": date(2025, 3, 3), "title": "管理办法"}
    days = dict.fromkeys(("made_on", "formed_on", "produced_on", "shown_on"), date(2025, 3, 3))
    voucher = Voucher(made.officers["publisher"], "原网站可查")
    by = actor(made, "publisher")
    services.take_over(made.science, source="1", voucher=voucher, by=by, **{**WORDS, **values, **days})
    return made


@pytest.fixture
def desk(made: County) -> Client:
    client = Client()
    client.force_login(made.officers["publisher"])
    return client


def _table(desk: Client, **given: object) -> str:
    answer = desk.get(reverse("disclosure:table-two"), given)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_computed_figure_opens_the_items_it_counts(made: County, desk: Client) -> None:
    page = _table(desk, agency=made.science.pk, year=2025)
    address = f"two=normative_documents-made&two-year=2025&two-of={made.science.pk}"
    assert address.replace("&", "&amp;") in page
    opened = desk.get(f"{reverse('disclosure:list')}?{address}").content.decode()
    assert "管理办法" in opened
    assert "还没有公开的" not in opened
    odd = desk.get(reverse("disclosure:list"), {"two": "licences-decisions", "two-year": "2025", "two-of": "1"})
    assert "未采用" in odd.content.decode()


def test_an_entered_figure_is_typed_once_and_opens_who_entered_it_and_why(made: County, desk: Client) -> None:
    address = reverse("disclosure:enter", args=[made.science.pk, 2025])
    page = desk.get(address).content.decode()
    assert 'name="licences-decisions"' in page
    assert "normative_documents" not in page
    given = {"licences-decisions": "0", "source": "审批台账", "reason": "年度填报", "seen": "0"}
    assert desk.post(address, given).status_code == 302
    assert Entered.objects.get().value == 0
    page = _table(desk, agency=made.science.pk, year=2025)
    assert ">0</a>" in page
    assert page.count("未填报") == 3  # a blank is not a zero
    assert page.count('data-name="现行有效件数"') == 2  # on a phone each figure says what it is
    assert desk.post(address, given).status_code == 409  # opened before that
    corrected = {**given, "licences-decisions": "2", "reason": "漏计", "seen": str(Entered.objects.get().pk)}
    assert desk.post(address, corrected).status_code == 302
    shown = {"agency": made.science.pk, "year": 2025, "row": LICENCES[0], "column": LICENCES[1]}
    opened = desk.get(reverse("disclosure:entered"), shown).content.decode()
    for words in ("审批台账", "年度填报", "漏计", made.officers["publisher"].name):
        assert words in opened


@pytest.mark.parametrize(("name", "value"), [("licences-decisions", "1.5"), ("penalties-decisions", "-1")])
def test_what_cannot_be_is_said_beside_the_figure(made: County, desk: Client, name: str, value: str) -> None:
    given = {name: value, "source": "审批台账", "reason": "年度填报", "seen": "0"}
    answer = desk.post(reverse("disclosure:enter", args=[made.science.pk, 2025]), given)
    assert answer.status_code == 422
    assert not Entered.objects.exists()


def test_whose_figures_are_missing_is_named(made: County, desk: Client) -> None:
    values = {LICENCES: Decimal(1)}
    services.enter_figures(made.science, 2025, values, source="台账", reason="年度填报", by=actor(made, "publisher"))
    page = _table(desk, agency=made.science.pk, year=2025, below="on")
    assert "桓台县科技局马桥分局" in page
    assert "不能计算" in page
    assert ">1</a>" not in page
    assert "桓台县水利局" not in page


def test_the_edition_is_told_by_the_year(made: County, desk: Client) -> None:
    assert "政府集中采购" in _table(desk, year=2020)
    assert "政府集中采购" not in _table(desk, year=2021)
    assert desk.get(reverse("disclosure:table-two"), {"year": 2018}).status_code == 422


def test_who_is_beside_sees_and_enters_nothing(made: County) -> None:
    client = Client()
    client.force_login(made.officers["beside"])
    assert client.get(reverse("disclosure:table-two"), {"agency": made.science.pk, "year": 2025}).status_code == 422
    assert client.get(reverse("disclosure:entered"), {"agency": made.science.pk, "year": 2025}).status_code == 404
    assert client.post(reverse("disclosure:enter", args=[made.science.pk, 2025])).status_code == 404
