"""Last year's report, wherever it was had from: what was carried forward is this year's carried in."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.utils.timezone import now
from tests.casework import actor, apply, set_word
from tests.county import County, county

from gongkai.filings import services
from gongkai.filings.before import before
from gongkai.filings.gating import gate
from gongkai.filings.models import Filing, Upload, Version
from gongkai.filings.outside.reading import written
from gongkai.filings.reporting import report_of
from gongkai.report.model import Report

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def made(kept) -> County:  # type: ignore[no-untyped-def]
    made = county()
    set_word(made)
    apply(made, on=date(2025, 12, 30))  # carried in by 2026
    return made


@pytest.fixture
def filing(made) -> Filing:  # type: ignore[no-untyped-def]
    return services.begin(made.science, 2026, by=actor(made))


def carried(made: County, number: int) -> Report:
    """Give a report for 2025 that carried so many applications of persons forward."""
    report = report_of(services.begin(made.science, 2025, by=actor(made)))
    table = report.tables["applications"]
    figures = dict(table.figures)
    for column in ("natural", "total"):
        key = ("carried_forward", column)
        figures[key] = figures[key]._replace(value=number)
    tables = {**report.tables, "applications": replace(table, figures=figures)}
    return replace(report, tables=tables)


def upload(made: County, report: Report, **values: Any) -> Upload:
    kept = written(report)._asdict()
    given = {"confirmed_at": now(), "confirmed_by": made.officers["handler"], **values}
    officer = made.officers["handler"]
    return Upload.objects.create(
        agency=made.science, year=2025, name="2025年报.pdf", officer=officer, at=now(), **kept, **given
    )


def version(made: County, report: Report, number: int, **values: Any) -> Version:
    filing = services.begin(made.science, 2025, by=actor(made))
    kept = written(report)._asdict()
    officer = made.officers["leader"]
    return Version.objects.create(filing=filing, number=number, officer=officer, signed_at=now(), **kept, **values)


def told(filing: Filing) -> list[str]:
    return [str(each.finding.message) for each in gate(filing).judged if each.finding.code == "carried-in"]


def test_nothing_is_said_where_nothing_is_known_of_the_year_before(filing):
    assert before(filing) is None
    assert told(filing) == []


def test_a_document_that_was_read_and_confirmed_is_checked_beside(made, filing):
    report = carried(made, 3)
    Filing.objects.filter(year=2025).delete()
    waiting = upload(made, report, confirmed_at=None, confirmed_by=None)
    assert before(filing) is None
    ended = upload(made, report, ended_at=now())
    assert before(filing) is None
    Upload.objects.filter(pk__in=[waiting.pk, ended.pk]).delete()
    upload(made, report)
    (natural, total) = told(filing)
    assert "上年结转1件，上一年度年报结转下年度3件，相差2件" in natural
    assert "（上一年度年报取自读入的“2025年报.pdf”，" in natural
    assert "总计" in total


def test_one_that_agrees_is_not_spoken_of(made, filing):
    upload(made, carried(made, 1))
    assert told(filing) == []


def test_what_was_published_here_goes_before_all_else(made, filing):
    report_2025 = carried(made, 5)  # begins 2025, which carries one forward
    assert "编制中" in str(before(filing).source)
    assert told(filing) == []
    version(made, report_2025, 1)
    assert "第1版，还没有公布" in told(filing)[0]
    upload(made, carried(made, 3))
    assert "结转下年度3件" in told(filing)[0]
    version(made, carried(made, 4), 2, published_at=now())
    version(made, carried(made, 6), 3)
    assert "结转下年度4件" in told(filing)[0]
    assert "公布的第2版" in told(filing)[0]


def test_text_like_last_years_is_found_in_what_was_read(made, filing):
    words = "我局坚持公开为常态、不公开为例外的原则，持续完善政策解读与回应机制，推进重点领域信息公开，" * 4
    services.write(filing, "overview", words, by=actor(made))
    last = carried(made, 1)
    part = last.parts[0]
    again = report_of(filing).part("overview")
    upload(made, replace(last, parts=(replace(part, paragraphs=again.paragraphs), *last.parts[1:])))
    found = [each.finding for each in gate(filing).judged if each.finding.code == "repeats-last-year"]
    assert "读入的“2025年报.pdf”" in str(found[0].message)
