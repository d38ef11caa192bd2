"""Annual reports that were published are found as items are, in the version that is shown; others are not."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace

from django.test import Client
from tests.county import county
from tests.reports import FIRST_AT, TITLE, sample, signed

from gongkai.filings.signing import acts
from gongkai.journal.actor import SYSTEM
from gongkai.journal.services import record
from gongkai.search.finding import find
from gongkai.search.query import Query

AMENDED = "桓台县科技局2020年政府信息公开工作年度报告（修改）"


def found(words: str) -> list[tuple[str, str]]:
    return [(hit.shown.title, hit.shown.url) for hit in find(Query.of({"q": words, "kind": "report"})).hits]


def test_a_report_is_found_once_it_is_published_as_it_is_shown(db: None, index_now: Callable[[], int]) -> None:
    made = county()
    version = signed(made.science)
    address = f"/reports/{made.science.pk}/2020/"
    assert found("年度报告") == []  # nobody has told of it
    record(version, acts.PUBLISHED, by=SYSTEM)
    index_now()
    assert found("桓台县科技局年度报告") == found("主动公开") == [(TITLE, address)]
    later = signed(made.science, number=2, at=None, report=replace(sample(), title=AMENDED))
    record(later, acts.SIGNED, by=SYSTEM)
    index_now()
    assert found("年度报告") == [(TITLE, address)]
    later.published_at = FIRST_AT
    later.save(update_fields=["published_at"])
    record(later, acts.PUBLISHED, by=SYSTEM)
    index_now()
    assert found("年度报告") == [(AMENDED, address)]
    feed = json.loads(Client().get("/search/feed.json?q=年度报告").content)
    assert [each["title"] for each in feed["items"]] == [AMENDED]
