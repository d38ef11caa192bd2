"""Categories of what must be published (条例第20条、第21条), and the columns that agencies keep under them."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_noop as _
from ninja import Field, Path, Query, Router, Schema

from gongkai.api.answers import gives
from gongkai.api.parts.naming import LARGEST, CategoryName, Keyed, agency_asked, category_name, on_portal
from gongkai.disclosure.selectors import categories_of, public_rubrics
from gongkai.law.publication import CATEGORIES
from gongkai.ui.language import said

router = Router()


class Category(Schema):
    """A category of information that must be published."""

    code: str = Field(description=_("公开类别的代码。"), examples=["A03"])
    name: str = Field(description=_("公开类别的名称。"))
    citation: str = Field(description=_("依据的条款。"), examples=["条例第20条第3项"])
    binds: str = Field(description=_("对哪些机关适用。"))
    items: int | None = Field(description=_("这个机关现在公开了几条；没有指定机关的为 null。"))
    url: str = Field(description=_("门户上的网址。"))


class Categories(Schema):
    """Categories, in the order of the Regulation."""

    data: list[Category] = Field(description=_("公开类别，按条例的次序。"))


class Column(Schema):
    """A column of an agency's own under a category."""

    id: int = Field(description=_("栏目的编号。"))
    name: str = Field(description=_("栏目名称。"))
    category: CategoryName = Field(description=_("所在的公开类别。"))
    items: int = Field(description=_("现在公开了几条。"))


class Columns(Schema):
    """The columns of an agency, in its order."""

    data: list[Column] = Field(description=_("栏目，按机关排定的次序。"))


class AskedCategories(Schema):
    """Of whom the categories are asked."""

    agency: int | None = Field(None, ge=1, le=LARGEST, description=_("只要对这个机关适用的，并给出它各公开了几条。"))


@router.get(
    "categories",
    response=gives(Categories, 404),
    url_name="categories",
    operation_id="categories",
    summary=_("公开类别"),
)
def categories(request: HttpRequest, asked: Query[AskedCategories]) -> dict[str, Any]:
    """Give the categories, all of them or those of an agency with how much everybody sees of each."""
    agency = agency_asked(asked.agency)
    counted = [(each, None) for each in CATEGORIES] if agency is None else categories_of(agency)
    return {
        "data": [
            Category(
                code=each.code,
                name=said(each.label),
                citation=str(each.citation),
                binds=said(each.scope.value),
                items=number,
                url=on_portal("category-all", category=each.code)
                if agency is None
                else on_portal("category", key=agency.pk, category=each.code),
            )
            for each, number in counted
        ]
    }


@router.get(
    "agencies/{key}/columns",
    response=gives(Columns, 404),
    url_name="columns",
    operation_id="columns",
    summary=_("一个机关的公开栏目"),
)
def columns(request: HttpRequest, of: Path[Keyed]) -> dict[str, Any]:
    """Give the columns that an agency keeps."""
    agency = agency_asked(of.key)
    assert agency is not None
    return {
        "data": [
            Column(id=each.pk, name=each.name, category=category_name(each.category), items=each.items)  # type: ignore[attr-defined]
            for each in public_rubrics(agency)
        ]
    }
