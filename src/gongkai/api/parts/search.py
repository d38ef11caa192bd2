"""The search over what is public, the same as the portal's: what was withdrawn is not found from that moment on.

What is asked stands in the query of the address alone, which no log has.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, Literal

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext_noop as _
from ninja import Field, Query, Router, Schema

from gongkai.api.answers import gives
from gongkai.api.cursors import after_number, by_number
from gongkai.api.errors import Refused
from gongkai.api.limiting import take_turn_of_form
from gongkai.api.parts.naming import LARGEST, AgencyName, agency_name
from gongkai.law.message import Message
from gongkai.portal import turns
from gongkai.search.finding import Hit
from gongkai.search.passages import Piece
from gongkai.search.query import LAST_PAGE, LONGEST
from gongkai.search.query import Query as Question
from gongkai.search.selectors import find
from gongkai.ui.language import said

router = Router()


class AskedSearch(Schema):
    """A question: words, and what it is asked within."""

    q: str = Field("", max_length=LONGEST, description=_("要找的词语、文号或者索引号。"), examples=["科技计划"])
    agency: int | None = Field(None, ge=1, le=LARGEST, description=_("只要这个机关和它以下各级的。"))
    category: str = Field("", max_length=20, description=_("只要这个公开类别的。"))
    year: int | None = Field(None, ge=1900, le=9999, description=_("只要这一年的。"))
    validity: str = Field("", max_length=20, description=_("只要这种有效性的，代码与信息的 validity 相同。"))
    kind: str = Field("", max_length=20, description=_("只要这一种的，代码见 counts。"))
    sort: Literal["relevance", "date"] = Field("relevance", description=_("按相关程度，或者按日期，新的在前。"))
    cursor: str = Field("", max_length=1000, description=_("上一页的 next，原样给回；不给就从头开始。"))


class SearchPiece(Schema):
    """A piece of text, and whether it was looked for."""

    text: str = Field(description=_("文字。"))
    sought: bool = Field(description=_("是不是要找的词语。"))


class SearchHit(Schema):
    """A result, as it is public now."""

    kind: str = Field(description=_("哪一种：信息的性质，或者机关、年度报告等。"))
    id: int = Field(description=_("编号：信息的，或者机关的、年度报告的。"))
    source: str = Field(description=_("哪一类：item 为信息，agency 为机关，report 为年度报告。"))
    title: str = Field(description=_("名称。"))
    url: str = Field(description=_("门户上的网址。"))
    agency: AgencyName = Field(description=_("机关。"))
    published_on: date | None = Field(description=_("首次公开日期。"))
    document_number: str = Field(description=_("发文字号，没有的为空。"))
    index: str = Field(description=_("索引号，没有的为空。"))
    passage: list[SearchPiece] = Field(description=_("最相关的一段，分成要找的词语和其余的文字。"))
    passage_of: str = Field(description=_("那一段出自哪个附件；出自正文的为空。"))


class SearchCount(Schema):
    """How much is found of a value that can be filtered by."""

    value: str = Field(description=_("筛选时给的值。"))
    name: str = Field(description=_("名称。"))
    number: int = Field(description=_("有几条。"))


class SearchResults(Schema):
    """What a question found."""

    total: int = Field(description=_("共有几条。"))
    nearly: bool = Field(description=_("没有一条含全部词语，这些只含其中一些。"))
    about: bool = Field(description=_("索引还没有跟上，条数只是大概；给出的每一条都是现在公开的。"))
    data: list[SearchHit] = Field(description=_("这一页的结果。"))
    counts: dict[str, list[SearchCount]] = Field(description=_("可以按什么筛选，各有几条。"))
    next: str | None = Field(description=_("下一页的游标；为空就是最后一页。最多翻到第100页。"))


@router.get(
    "search",
    response=gives(SearchResults),
    url_name="search",
    operation_id="search",
    summary=_("搜索"),
    description=_("每页10条。没有词语而有筛选条件的，按日期给出筛选到的。"),
)
def search(request: HttpRequest, asked: Query[AskedSearch]) -> SearchResults:
    """Answer a question with what is public now."""
    take_turn_of_form(request, "search", turns.SEARCH)
    of = asked.dict(exclude={"cursor"})
    page = by_number(asked.cursor, of)
    results = find(Question.of({**{name: value for name, value in of.items() if value}, "page": page}))
    if not results.ready:
        raise Refused(
            503, "search-not-ready", Message("搜索的索引还没有建好。"), hint=Message("请过几分钟再试。"),
            headers={"Retry-After": "60"},
        )  # fmt: skip
    return SearchResults(
        total=results.total,
        nearly=results.nearly,
        about=results.about,
        data=[_found(each) for each in results.hits],
        counts={
            name: [SearchCount(value=str(each.value), name=_words(each.words), number=each.number) for each in values]
            for name, values in results.counts.items()
        },
        next=after_number(page + 1, of) if page < min(results.pages, LAST_PAGE) else None,
    )


def _found(hit: Hit) -> SearchHit:
    shown = hit.shown
    passage = hit.passage
    return SearchHit(
        kind=shown.kind,
        id=hit.ref.key,
        source=hit.ref.source,
        title=shown.title,
        url=f"{settings.SITE_URL}{shown.url}",
        agency=agency_name(shown.agency),
        published_on=shown.on,
        document_number=shown.number,
        index=shown.index,
        passage=_parts(passage.pieces) if passage else [],
        passage_of=passage.source if passage else "",
    )


def _parts(pieces: Iterable[Piece]) -> list[SearchPiece]:
    return [SearchPiece(text=each.text, sought=each.is_sought) for each in pieces]


def _words(words: Any) -> str:
    return said(words) if hasattr(words, "template") else str(words)
