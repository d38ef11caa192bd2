import tomllib
from datetime import date
from pathlib import Path

import pytest

from gongkai.law.errors import NotInForce
from gongkai.law.publication import (
    ANNUAL_REPORT,
    CATALOGUE_FIELDS,
    CATEGORIES,
    GUIDE_FIELDS,
    Matter,
    PublicationSettings,
    Reporter,
    Scope,
    categories_for,
    missing_fields,
    publication_due,
    report_due,
    withdrawal_due,
)


def cases(name):
    text = (Path(__file__).parent / "cases" / f"{name}.toml").read_text(encoding="utf-8")
    return [pytest.param(case, id=case["name"]) for case in tomllib.loads(text)["case"]]


@pytest.mark.parametrize("case", cases("publication"))
def test_information_is_due_by_the_period_of_its_matter(case, to_2026):
    matter = Matter[case["matter"]]
    if "refused" in case:
        with pytest.raises(NotInForce) as refusal:
            publication_due(case["formed"], matter=matter, calendar=to_2026)
        assert refusal.value.code == case["refused"]
        return
    settings = PublicationSettings(licence_or_penalty_days=case.get("licence_or_penalty_days", 7))
    deadline = publication_due(case["formed"], matter=matter, calendar=to_2026, settings=settings)
    assert (deadline.due, deadline.provisional) == (case["due"], case.get("provisional", False))


def test_the_steps_name_the_article_that_sets_the_period():
    (step,) = publication_due(date(2026, 4, 28)).steps
    assert str(step) == (
        "主动公开的期限为20个工作日，自信息形成或者变更之日（2026年4月28日）起算，当日不计，至2026年5月28日。"
        "（条例第26条）"
    )


def test_a_penalty_comes_down_in_three_working_days():
    assert withdrawal_due(date(2026, 9, 30)).due == date(2026, 10, 10)


@pytest.mark.parametrize("case", cases("annual_reports"))
def test_annual_reports_are_due_on_their_date(case):
    reporter = Reporter[case["reporter"]]
    if "refused" in case:
        with pytest.raises(NotInForce) as refusal:
            report_due(case["year"], reporter)
        assert refusal.value.code == case["refused"]
        return
    deadline = report_due(case["year"], reporter)
    assert (deadline.due, deadline.provisional) == (case["due"], False)
    assert [str(step) for step in deadline.steps] == [case["step"]]


@pytest.mark.parametrize("case", cases("guide_and_catalogue"))
def test_missing_parts_of_guide_and_catalogue_are_named(case):
    required = {"guide": GUIDE_FIELDS, "catalogue": CATALOGUE_FIELDS}[case["of"]]
    assert [str(field.label) for field in missing_fields(required, set(case["filled"]))] == case["missing"]


@pytest.mark.parametrize("case", cases("categories"))
def test_categories_bind_the_agencies_they_name(case):
    found = {(each.code, str(each.label), str(each.citation)) for each in categories_for(Scope[case["scope"]])}
    assert ((case["code"], case["label"], case["cites"]) in found) is case["present"]


def test_category_codes_are_the_fifteen_items_and_the_two_additions_in_order():
    expected = [f"{letter}{n:02}" for letter, last in (("A", 15), ("B", 7), ("C", 8)) for n in range(1, last + 1)]
    assert [each.code for each in CATEGORIES] == expected


def test_the_annual_report_stands_beside_the_categories():
    assert (ANNUAL_REPORT.code, str(ANNUAL_REPORT.citation)) == ("AR", "条例第49条")
    assert ANNUAL_REPORT not in categories_for(Scope.CITY_AND_COUNTY)
