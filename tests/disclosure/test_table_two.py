"""Table II of both editions: what is counted from items, what is entered, what is missing; a blank is not a zero."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils.timezone import localdate
from tests.casework import actor
from tests.county import County, county
from tests.publishing import WORDS, begin

from gongkai.agencies.models import Agency, Kind, Membership
from gongkai.disclosure import services, table_two
from gongkai.disclosure.models import Entered, Item, Relation, Showing
from gongkai.disclosure.services import Voucher
from gongkai.disclosure.table_two import Place, documents, figures
from gongkai.journal.models import Entry
from gongkai.journal.verifying import differences
from gongkai.law.errors import NotAllowed

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 2)
NORMATIVE = "normative_documents"
LICENCES: Place = ("licences", "decisions")
FEES: Place = ("administrative_charges", "fees")
WHY = {"source": "行政审批系统2025年台账", "reason": "年度填报"}


@pytest.fixture
def made() -> County:
    return county("handler", "administrator", "publisher")


def _document(made: County, made_on: date, shown_on: date | None = None, **values: Any) -> Item:
    """Let a document be public since a day that is past."""
    if not Item.objects.exists():
        services.set_practice(made.science, {"index_prefix": "HTKJ"}, by=actor(made, "administrator"))
    words = {"kind": "normative", "category": "A01", "effective_on": made_on, "made_on": made_on}
    days = {"formed_on": made_on, "produced_on": made_on, "shown_on": shown_on or made_on}
    voucher = Voucher(made.officers["publisher"], "原网站可查")
    given = {**WORDS, **words, **days, **values}
    return services.take_over(
        made.science, source=f"{Item.objects.count()}", voucher=voucher, by=actor(made, "publisher"), **given
    )


def _counted(made: County, year: int, row: str = NORMATIVE) -> dict[str, set[int]]:
    found = documents([made.science], year, on=TODAY)
    return {column: set(keys) for (each, column), keys in found.items() if each == row}


def _entered(made: County, values: Any, year: int = 2025, agency: Agency | None = None, **more: Any) -> list[Entered]:
    return services.enter_figures(agency or made.science, year, values, by=actor(made, "publisher"), **{**WHY, **more})


def _figure(made: County, place: Place, year: int = 2025, agencies: Iterable[Agency] = ()) -> table_two.Figure:
    among = list(agencies) or [made.science]
    return figures(among, among, year, on=TODAY)[place]


def test_counting_reads_no_body(made: County, django_assert_num_queries: Any) -> None:
    old = _document(made, date(2024, 5, 6))
    _document(made, date(2025, 5, 6), links=[(Relation.REPEALS, old)])
    with django_assert_num_queries(2) as asked:
        counted = _counted(made, 2025)
    assert counted["repealed"] == {old.pk}
    with django_assert_num_queries(4) as asked_too:  # the older edition asks what was public, too
        _counted(made, 2020)
    both = (*asked.captured_queries, *asked_too.captured_queries)
    assert not [each["sql"] for each in both if '"body"' in each["sql"]]


def test_a_document_counts_in_the_year_it_was_made_and_is_in_force_until_it_is_repealed(made: County) -> None:
    old = _document(made, date(2024, 5, 6))
    lapsing = _document(made, date(2024, 6, 3), valid_until=date(2025, 12, 31))
    late = _document(made, date(2025, 12, 29), date(2026, 1, 5))
    _document(made, date(2025, 2, 3), kind="", title="不是文件")
    _document(made, date(2025, 2, 3), issuers="桓台县水利局", title="转发的")
    _document(made, date(2025, 7, 1), kind="", effective_on=date(2025, 8, 1), links=[(Relation.REPEALS, old)])
    assert _counted(made, 2024)["made"] == _counted(made, 2024)["effective"] == {old.pk, lapsing.pk}
    assert _counted(made, 2025)["made"] == {late.pk}
    assert _counted(made, 2025)["repealed"] == {old.pk}
    assert _counted(made, 2025)["effective"] == {lapsing.pk, late.pk}
    assert _counted(made, 2026)["repealed"] == {lapsing.pk}
    assert _counted(made, 2026)["effective"] == {late.pk}


def test_what_was_in_force_and_what_was_made_less_what_was_repealed_is_in_force(made: County) -> None:
    for year in (2022, 2023, 2024):
        _document(made, date(year, 3, 1), repealed_on=date(year, 11, 30))
        _document(made, date(year, 4, 1), valid_until=date(year + 1, 3, 31))
        _document(made, date(year, 12, 31))
    for year in range(2021, 2027):
        before, now = ({name: len(keys) for name, keys in _counted(made, each).items()} for each in (year - 1, year))
        assert before["effective"] + now["made"] - now["repealed"] == now["effective"]


def test_the_older_edition_counts_what_was_newly_published_and_all_that_is_public(made: County) -> None:
    first = _document(made, date(2019, 6, 3))
    second = _document(made, date(2019, 12, 30), date(2020, 1, 2))
    gone = _document(made, date(2020, 3, 2))
    Showing.objects.filter(item=gone).update(until="2020-06-01T00:00:00Z")  # as if withdrawn on that day
    rule = {"kind": "rule", "promulgated_on": date(2020, 4, 1), "document_number": "桓台县科技局令第1号"}
    ruling = _document(made, date(2020, 4, 1), **rule)
    counted = _counted(made, 2020)
    assert counted["published"] == {second.pk, gone.pk}
    assert counted["public"] == {first.pk, second.pk}
    assert _counted(made, 2019)["public"] == {first.pk}
    assert _counted(made, 2020, "rules")["published"] == {ruling.pk}
    services.withdraw(first, note="有误", by=actor(made, "publisher"))
    assert _counted(made, 2020)["public"] == {first.pk, second.pk}  # it was public then
    assert _counted(made, 2019)["made"] == {second.pk}


def test_what_was_shown_later_as_something_else_is_no_document(made: County) -> None:
    item = _document(made, date(2020, 3, 3))
    assert _counted(made, 2020)["public"] == {item.pk}
    Item.objects.filter(pk=item.pk).update(stage="approved")  # as if passed
    text = begin(made, title="写错了性质").text
    Showing.objects.filter(item=item).update(until="2020-04-01T00:00:00Z")
    Showing.objects.create(item=item, text=text, since="2020-04-01T00:00:00Z")
    assert _counted(made, 2020)["public"] == set()


def test_what_a_general_office_publishes_of_its_government_counts(made: County) -> None:
    item = _document(made, date(2025, 3, 3), issuers="桓台县人民政府、桓台县科技局")
    assert _counted(made, 2025)["made"] == set()
    Item.objects.filter(pk=item.pk).update(agency=made.office)
    assert documents([made.office], 2025, on=TODAY)[NORMATIVE, "made"] == {item.pk}


@pytest.mark.parametrize(("year", "cells", "computed"), [(2020, 22, 6), (2021, 10, 6), (2025, 10, 6)])
def test_each_year_has_the_figures_of_its_edition(made: County, year: int, cells: int, computed: int) -> None:
    spec = table_two.spec_of(year)
    assert spec is not None
    found = figures([made.science], [made.science], year, on=TODAY)
    assert set(found) == set(table_two.places(spec))
    assert (len(found), sum(figure.computed for figure in found.values())) == (cells, computed)
    assert set(documents([], year, on=TODAY)) >= {place for place in found if table_two.is_computed(place)}
    assert table_two.spec_of(2018) is None


def test_a_blank_is_not_a_zero(made: County) -> None:
    blank = _figure(made, LICENCES)
    assert blank.number is None
    assert blank.missing == [made.science]
    assert _figure(made, (NORMATIVE, "made")).number is None  # nothing is here: that tells nothing
    _entered(made, {LICENCES: Decimal(0), FEES: None})
    _document(made, date(2024, 5, 6), kind="")
    assert _figure(made, LICENCES).number == 0
    assert _figure(made, FEES).number is None
    assert _figure(made, (NORMATIVE, "made")).number == 0
    assert Entered.objects.count() == 1


def test_a_sum_of_which_a_part_is_missing_is_none_and_says_whose(made: County) -> None:
    _entered(made, {LICENCES: Decimal(3)})
    lacking = _figure(made, LICENCES, agencies=[made.science, made.water])
    assert (lacking.number, lacking.missing) == (None, [made.water])
    _entered(made, {LICENCES: Decimal(4)}, agency=made.water)
    assert _figure(made, LICENCES, agencies=[made.science, made.water]).number == 7


def test_who_answers_for_figures_stands_on_the_list_of_the_year(made: County) -> None:
    below = Agency.objects.below(made.government)
    assert made.government not in table_two.accountable(below, 2025)
    assert {made.office, made.branch, made.township} < set(table_two.accountable(below, 2025))
    Membership.objects.create(year=2025, collector=made.office, member=made.science)
    Membership.objects.create(year=2025, collector=made.office, member=made.water, until_on=date(2025, 6, 1))
    assert table_two.accountable(below, 2025) == [made.office, made.science]
    assert made.government.kind == Kind.GOVERNMENT


def test_a_correction_keeps_what_was_entered_and_the_journal_has_both(made: County) -> None:
    _entered(made, {LICENCES: Decimal(3), FEES: Decimal("2.0235")})
    (corrected,) = _entered(made, {LICENCES: Decimal(5), FEES: Decimal("2.0235")}, reason="漏计2件")
    first, second = Entered.objects.filter(row="licences").order_by("pk")
    assert (first.value, first.ended_at, first.reason) == (3, corrected.at, "年度填报")
    assert (second.value, second.ended_at, second.reason) == (5, None, "漏计2件")
    assert second.officer == made.officers["publisher"]
    assert _figure(made, LICENCES).number == 5
    _entered(made, {LICENCES: None}, reason="来源有误，重新核实")
    assert _figure(made, LICENCES).number is None
    assert set(Entry.objects.filter(object_type="disclosure.entered").values_list("act", flat=True)) == {
        "figure.entered", "figure.corrected",
    }  # fmt: skip
    assert not list(differences())


@pytest.mark.parametrize(
    ("place", "value"),
    [
        ((NORMATIVE, "made"), "1"),  # computed
        (("licences", "last_year"), "1"),  # of the other edition
        (LICENCES, "-1"),
        (LICENCES, "1.5"),
        (FEES, "-0.01"),
    ],
)
def test_what_is_no_figure_of_the_table_is_refused(made: County, place: Place, value: str) -> None:
    with pytest.raises(ValidationError):
        _entered(made, {place: Decimal(value)})
    assert not Entered.objects.exists()


def test_a_change_may_be_less_than_zero_and_a_year_to_come_has_no_figures(made: County) -> None:
    _entered(made, {("licences", "change"): Decimal(-2)}, year=2020)
    assert _figure(made, ("licences", "change"), 2020).number == -2
    for year in (2018, localdate().year + 1):
        with pytest.raises(ValidationError):
            _entered(made, {}, year=year)


def test_a_figure_needs_source_and_reason_and_nobody_overwrites_unseen(made: County) -> None:
    for lacking in ({"source": " "}, {"reason": ""}):
        with pytest.raises(ValidationError):
            _entered(made, {LICENCES: Decimal(1)}, **lacking)
    seen = services.newest_of(made.science, 2025)
    _entered(made, {LICENCES: Decimal(1)}, seen=seen)
    with pytest.raises(NotAllowed):
        _entered(made, {LICENCES: Decimal(2)}, seen=seen)
    assert _figure(made, LICENCES).number == 1
