"""The tables that come in and go out: their columns, what a row is matched by, and what it does."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from gongkai.agencies import rules, services
from gongkai.agencies.exchange.columns import FLAGS, Column, Done, TwoWayTable, chosen, read_day, read_flag
from gongkai.agencies.models import Agency, Duty, Kind, Level, Office, Officer, Post, Region
from gongkai.journal.actor import Actor


def find_agency(written: str, region: str = "") -> Agency:
    """Give the agency that is named, by its credit code or by its name; ValidationError for none or several."""
    found = list(Agency.objects.filter(credit_code=written)[:1])
    if not found:
        named = Agency.objects.filter(name=written)
        named = named.filter(region__code=region) if region else named
        found = list(named.filter(dissolved_on__isnull=True)[:2]) or list(named[:2])
    if not found:
        raise ValidationError(say("没有“%(written)s”这个机关。") % {"written": written})
    if len(found) > 1:
        raise ValidationError(say("叫“%(written)s”的机关不止一个，请改用统一社会信用代码。") % {"written": written})
    return found[0]


class Named:
    """The agencies that the rows of a table name in a column; each is looked for once."""

    def __init__(self, column: str) -> None:
        self._column = column
        self._found: dict[str, Agency] = {}

    def find(self, written: str) -> Agency:
        """Give an agency as `find_agency` does; ValidationError blames the column."""
        if written not in self._found:
            self._found[written] = _within(self._column, lambda: find_agency(written))
        return self._found[written]


def _require(allowed: bool, column: str) -> None:
    if not allowed:
        raise ValidationError({column: say("不在您管理的范围之内。")})


def _within(column: str, find: Callable[[], Any]) -> Any:
    """Give what is found, or blame the column."""
    try:
        return find()
    except ValidationError as error:
        raise ValidationError({column: error.messages}) from None


def _shown(row: models.Model, name: str) -> str:
    value = getattr(row, name)
    if hasattr(row, f"get_{name}_display"):
        return str(getattr(row, f"get_{name}_display")())
    if isinstance(value, bool):
        return "是" if value else "否"
    return "" if value is None else str(value)


def _changes(before: models.Model, values: Mapping[str, Any], columns: tuple[Column, ...]) -> Any:
    """Give the fields that would change, and each as heading, before, after."""
    changed = {name: value for name, value in values.items() if getattr(before, name) != value}
    after = type(before)(**changed)
    heading = {column.name: column.heading for column in columns}
    told = tuple((heading.get(name, name), _shown(before, name), _shown(after, name)) for name in changed)
    return changed, told


class Regions(TwoWayTable):
    """Regions (行政区划)."""

    name = "regions"
    title = _("行政区划")
    columns = (
        Column("code", "区划代码", required=True, about=_("6位数字，乡级9位")),
        Column("name", "名称", required=True),
        chosen("level", "级别", Level.choices, required=True),
        Column("parent", "上级代码", about=_("上级行政区划的代码；没有就空着")),
    )

    def do(self, values: Mapping[str, Any], *, by: Actor, on: date) -> Done:
        """Add a region, or change the one of that code."""
        _require(rules.may_run_site(by.officer), "code")
        parent = None
        if values.get("parent"):
            parent = Region.objects.filter(code=values["parent"]).first()
            if parent is None:
                raise ValidationError({"parent": say("没有代码为“%(code)s”的行政区划。") % {"code": values["parent"]}})
        wanted = {**values, "parent": parent} if "parent" in values else dict(values)
        there = Region.objects.filter(code=values["code"]).first()
        if there is None:
            return Done(str(services.add_region(by=by, **wanted)), added=True)
        changed, told = _changes(there, wanted, self.columns)
        services.edit_region(there, changed, by=by)
        return Done(str(there), told)

    def rows(self, officer: Officer, on: date) -> Iterator[tuple[str, ...]]:
        """Go through all regions: they are public."""
        for region in Region.objects.select_related("parent").order_by("code"):
            parent = region.parent.code if isinstance(region.parent, Region) else ""
            yield region.code, region.name, str(region.get_level_display()), parent


class Agencies(TwoWayTable):
    """Agencies (行政机关)."""

    name = "agencies"
    title = _("机关")
    columns = (
        Column("name", "名称", required=True),
        Column("short_name", "简称"),
        chosen("kind", "性质", Kind.choices, required=True),
        Column("region", "区划代码", required=True),
        Column("parent", "上级机关", about=_("名称或统一社会信用代码；没有就空着")),
        Column("credit_code", "统一社会信用代码", read=lambda written: written.upper() or None),
        Column("address", "办公地址"),
        Column("hours", "办公时间"),
        Column("phone", "联系电话"),
        Column("fax", "传真号码"),
        Column("email", "电子邮箱"),
        Column("postcode", "邮政编码"),
        Column("website", "网址"),
        Column("established_on", "成立日期", read=read_day),
    )

    def do(self, values: Mapping[str, Any], *, by: Actor, on: date) -> Done:
        """Add an agency, or change the one of that credit code, or of that name in the region."""
        region = Region.objects.filter(code=values["region"]).first()
        if region is None:
            raise ValidationError({"region": say("没有代码为“%(code)s”的行政区划。") % {"code": values["region"]}})
        wanted = {**values, "region": region}
        if "parent" in values:
            written = values["parent"]
            wanted["parent"] = _within("parent", lambda: find_agency(written)) if written else None
        there = self._there(wanted)
        if there is None:
            _require(rules.may_add_agency(by.officer, wanted.get("parent"), on), "parent")
            return Done(str(services.add_agency(by=by, **wanted)), added=True)
        _require(rules.may_edit_agency(by.officer, there, on), "name")
        _require(wanted["kind"] in rules.kinds_to_give(by.officer, there, on), "kind")
        changed, told = _changes(there, wanted, self.columns)
        if "parent" in changed:
            _require(rules.may_add_agency(by.officer, changed["parent"], on), "parent")
            services.move_agency(there, changed.pop("parent"), by=by)
        services.edit_agency(there, changed, by=by)
        return Done(there.name, told)

    @staticmethod
    def _there(wanted: Mapping[str, Any]) -> Agency | None:
        named = Agency.objects.filter(name=wanted["name"], region=wanted["region"], dissolved_on__isnull=True)
        by_code = Agency.objects.filter(credit_code=wanted.get("credit_code") or "")
        return by_code.first() or named.first()

    def rows(self, officer: Officer, on: date) -> Iterator[tuple[str, ...]]:
        """Go through the agencies in sight that exist, those above before those below."""
        seen = rules.agencies_in_sight(officer, on).in_being(on).select_related("region", "parent")
        for agency in seen.order_by("lineage"):
            yield tuple(
                agency.region.code if column.name == "region" else _shown(agency, column.name)
                for column in self.columns
            )


class Offices(TwoWayTable):
    """Internal offices (科室)."""

    name = "offices"
    title = _("科室")
    columns = (
        Column("agency", "机关", required=True, about=_("名称或统一社会信用代码")),
        Column("name", "科室", required=True),
        Column("discloses", "公开工作机构", read=read_flag, about=_("是或否；一个机关只能有一个"), values=FLAGS),
    )

    def do(self, values: Mapping[str, Any], *, by: Actor, on: date) -> Done:
        """Add an office to an agency, or name it as the disclosure office."""
        agency = _within("agency", lambda: find_agency(values["agency"]))
        _require(rules.may_edit_agency(by.officer, agency, on), "agency")
        what = f"{agency.called} {values['name']}"
        office = Office.objects.filter(agency=agency, name=values["name"], closed_on__isnull=True).first()
        added = office is None
        if office is None:
            office = services.add_office(agency, name=values["name"], by=by)
        if values.get("discloses") and not office.discloses:
            services.name_disclosure_office(office, by=by)
            return Done(what, () if added else (("公开工作机构", "否", "是"),), added=added)
        return Done(what, added=added)

    def rows(self, officer: Officer, on: date) -> Iterator[tuple[str, ...]]:
        """Go through the offices of the agencies in sight."""
        offices = Office.objects.filter(
            agency__in=rules.agencies_in_sight(officer, on).in_being(on), closed_on__isnull=True
        )
        for office in offices.select_related("agency").order_by("agency__lineage", "name"):
            yield office.agency.name, office.name, _shown(office, "discloses")


class People(TwoWayTable):
    """People and the posts they hold (工作人员及任职): a row for each post."""

    name = "people"
    title = _("人员")
    columns = (
        Column("username", "用户名", required=True),
        Column("name", "姓名", required=True),
        Column("agency", "机关", required=True, about=_("名称或统一社会信用代码")),
        Column("office", "科室"),
        chosen("duty", "职责", Duty.choices, required=True),
        Column("from_on", "自", required=True, read=read_day),
        Column("until_on", "至", read=read_day),
        Column("stands_for", "代", about=_("代何人（用户名）；代行由本人委托，不能导入")),
    )

    def do(self, values: Mapping[str, Any], *, by: Actor, on: date) -> Done:
        """Register an officer who is not known, and give them the post, or end the one they have."""
        agency = _within("agency", lambda: find_agency(values["agency"]))
        _require(rules.may_appoint(by.officer, agency, on), "agency")
        officer = Officer.objects.filter(username=values["username"]).first()
        told: tuple[tuple[str, str, str], ...] = ()
        if officer is None:
            officer = services.add_officer(username=values["username"], name=values["name"], by=by)
        else:
            _require(rules.may_edit_officer(by.officer, officer, on), "username")
            changed, told = _changes(officer, {"name": values["name"]}, self.columns)
            services.edit_officer(officer, changed, by=by)
        what = f"{values['name']}，{agency.called}{Duty(values['duty']).label}"
        post = Post.objects.filter(
            officer=officer, agency=agency, duty=values["duty"], from_on=values["from_on"]
        ).first()
        until = values.get("until_on")
        written = values.get("stands_for", "")
        if written and (post is None or post.stands_for is None or post.stands_for.username != written):
            raise ValidationError({"stands_for": say("代行由本人在人员页面委托，不能导入。")})
        if post is None:
            office = self._office(agency, values.get("office", ""))
            services.appoint(
                officer, agency, values["duty"], from_on=values["from_on"], until_on=until, office=office, by=by
            )
            return Done(what, told, added=True)
        if until is not None and until != post.until_on:
            told += (("至", _shown(post, "until_on"), str(until)),)
            services.end_post(post, on=until, by=by)
        return Done(what, told)

    @staticmethod
    def _office(agency: Agency, written: str) -> Office | None:
        if not written:
            return None
        found = Office.objects.filter(agency=agency, name=written, closed_on__isnull=True).first()
        if found is None:
            words = {"agency": agency.called, "written": written}
            raise ValidationError({"office": say("“%(agency)s”没有“%(written)s”这个科室。") % words})
        return found

    def rows(self, officer: Officer, on: date) -> Iterator[tuple[str, ...]]:
        """Go through the posts held in the agencies in sight."""
        posts = Post.objects.held(on).filter(agency__in=rules.agencies_in_sight(officer, on).in_being(on))
        related = ("officer", "agency", "office", "stands_for")
        for post in posts.select_related(*related).order_by("agency__lineage", "pk"):
            office = post.office.name if post.office else ""
            until = _shown(post, "until_on")
            yield (
                post.officer.username, post.officer.name, post.agency.name, office,
                str(post.get_duty_display()), post.from_on.isoformat(), until,
                post.stands_for.username if post.stands_for else "",
            )  # fmt: skip


TABLES: Mapping[str, TwoWayTable] = {table.name: table for table in (Regions(), Agencies(), Offices(), People())}
