"""A county for the API: what is public, and beside it what must not be seen: drafts, what was withdrawn, other data."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from django.test import Client
from tests.casework import WANTED, actor, apply
from tests.county import County, county
from tests.publishing import WORDS, begin, publish
from tests.reports import FIRST_AT, sample, signed

from gongkai.applications.models import Application
from gongkai.attachments.services import attach
from gongkai.attachments.storing import Draft
from gongkai.disclosure import services
from gongkai.disclosure.models import Item, Rubric
from gongkai.disclosure.services import cataloguing
from gongkai.filings.models import Version
from gongkai.journal.actor import SYSTEM
from gongkai.search.writing import Writer

ROOT = "/api/v1/"
SECRET = "尚未审查的内容"
WATER = "桓台县水库除险加固公示"
SHAPE = {"code", "message", "hint", "citation", "where", "details", "request_id"}


@dataclass
class World:
    """The county, and rows of each kind in it."""

    county: County
    item: Item
    water: Item
    withdrawn: Item
    draft: Item
    column: Rubric
    report: Version
    amended: Version
    case: Application
    file: int
    personal: int

    @property
    def hidden(self) -> tuple[str, ...]:
        """Give what no answer of public reading may hold."""
        return (SECRET, "张三", "王小明", "13812345678", "11010519491231002X", WANTED, self.case.code)


def world() -> World:
    """Make it by the services."""
    made = county()
    item = begin(made)
    file, personal = _attach(item, "名单.pdf", made), _attach(item, "张三.pdf", made, personal=True)
    item = publish(made, services.revise(item, by=actor(made), **WORDS))
    column = cataloguing.add_rubric(made.science, category="A03", name="申报通知", by=SYSTEM)
    cataloguing.place(item, column, by=SYSTEM)
    services.revise(item, by=actor(made), **{**WORDS, "title": SECRET, "body": f"<p>{SECRET}</p>"})
    water = publish(made, begin(made, title=WATER, category="A10", body="<p>水库名单</p>", document_number=""))
    withdrawn = publish(made, begin(made, title=f"{SECRET}撤下"))
    with Writer() as writer:
        writer.catch_up()
    services.withdraw(withdrawn, note="处罚决定已撤销", by=actor(made, "publisher"))
    later = FIRST_AT + timedelta(days=40)
    report = signed(made.science)
    amended = signed(made.science, number=2, at=later, note="更正一处数字")
    signed(made.science, number=3, at=None, report=replace(sample(), title=SECRET), note=SECRET)
    signed(made.water, at=None, report=replace(sample(), title=SECRET))
    with Writer() as writer:
        writer.catch_up()
    return World(
        made,
        Item.objects.get(pk=item.pk),
        water,
        withdrawn,
        begin(made, title=SECRET),
        column,
        report,
        amended,
        apply(made),
        file,
        personal,
    )


def _attach(item: Item, name: str, made: County, *, personal: bool = False) -> int:
    with Draft() as draft:
        draft.write(b"%PDF-1.4\n%%EOF\n")
        draft.finish()
        return int(attach(item, draft, name, personal=personal, by=actor(made)).pk)


def read(path: str, **asked: Any) -> Any:
    """Read something that is there."""
    response = Client().get(f"{ROOT}{path}", asked)
    assert response.status_code == 200, response.content.decode()
    return response.json()


def error_of(response: Any) -> dict[str, Any]:
    """Give what an answer says went wrong, and make sure that it says nothing else."""
    body = json.loads(response.content)
    assert set(body) == {"error"}
    assert set(body["error"]) == SHAPE
    assert response["Content-Type"] == "application/json; charset=utf-8"
    assert response["Cache-Control"] == "no-store"
    found: dict[str, Any] = body["error"]
    return found


def refused(path: str, **asked: Any) -> tuple[int, str]:
    """Read something that is not given, and give the status and the code."""
    response = Client().get(f"{ROOT}{path}", asked)
    return response.status_code, error_of(response)["code"]
