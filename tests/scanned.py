"""Texts for tests of the scan: what is found in one, by code and the words around it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from gongkai.disclosure.scan import scan
from gongkai.disclosure.scan.finding import Place
from gongkai.disclosure.scan.material import Entry, Facts, Material, Name
from gongkai.disclosure.scan.reading import Body
from gongkai.law.calendar import load
from gongkai.law.message import Message

ON = date(2026, 3, 2)
NAMES = (
    Name("桓台县人民政府"),
    Name("桓台县人民政府办公室"),
    Name("桓台县科技局"),
    Name("桓台县农业农村局", "县农业农村局"),
    Name("桓台县市场监督管理局"),
    Name("桓台县水利局"),
    Name("桓台县农业局", until=date(2019, 1, 10), after="桓台县农业农村局"),
)
LEXICON = (
    Entry("帐户", "wrong", "账户"),
    Entry("一把手", "sensitive", "主要负责人"),
    Entry("残废人", "banned", "残疾人"),
    Entry("废人", "banned"),
)


def _trouble(path: str) -> Message | None:
    return None if path in ("/", "/items/1/") else Message("本站没有这个地址")


FACTS = Facts(
    on=ON,
    calendar=load(),
    names=NAMES,
    lexicon=LEXICON,
    hosts=frozenset({"gongkai.example.gov.cn"}),
    addresses=("桓台县索镇张北路1号",),
    trouble_at=_trouble,
    unreached={"https://www.example.com/gone": Message("对方网站没有这个网页（{status}）", status=404)},
)


def codes(html: str, **values: Any) -> set[str]:
    """Give the codes of what is found in the body of a text."""
    return {each.code for each in found(html, **values)}


def found(html: str, **values: Any) -> tuple[Any, ...]:
    """Give what is found in the body of a text."""
    return scan(material(html, **values), FACTS)


def material(html: str, **values: Any) -> Material:
    """Give a text that says this."""
    body = Body(html)
    made = Material(tuple(body.passages), tuple(body.links), tuple(body.pictures))
    return replace(made, **values)


def place(number: int | None = 1) -> Place:
    """Give a paragraph of the body."""
    return Place("body", number)
