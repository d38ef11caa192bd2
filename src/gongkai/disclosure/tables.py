"""The standard catalogue (基层政务公开标准目录) as a table that comes in and goes out (`gongkai.agencies.exchange`).

It comes in with one row of headings, as it goes out, or as the published catalogues are laid out: a title, two rows of
headings with joined cells, and ticks under 全社会, 主动, 县级 and the like. `plain` turns the one into the other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from gongkai.agencies.exchange.columns import Column, Done, TwoWayTable, chosen
from gongkai.agencies.exchange.reading import MOST_BYTES, MOST_ROWS
from gongkai.agencies.exchange.unfolding import unfold
from gongkai.agencies.exchange.writing import write_xlsx
from gongkai.agencies.models import Agency, Office, Officer
from gongkai.disclosure import rules
from gongkai.disclosure.intervals import Interval, read_interval
from gongkai.disclosure.models import CatalogueEntry
from gongkai.disclosure.models.catalogue import OUTLETS, Reach, Tier, Way
from gongkai.disclosure.services import cataloguing
from gongkai.journal.actor import Actor

_TICK = re.compile(r"[■☑√✓✔▲●]")
_BOX = re.compile(r"[■☑√✓✔▲●□☐○]")
_OTHER = re.compile(r"其他\s*[（(:：]\s*(?P<what>[^）)]+)[）)]?")
_GROUP = re.compile(r"特定群体\s*[（(:：]\s*(?P<who>[^）)]+)[）)]?")


_LIKE = {"县": "县级"} | dict.fromkeys(("乡", "村", "镇", "乡村级", "村级", "镇级", "乡镇级"), "乡级")
"""How the levels are written otherwise."""


def _number(written: str) -> int:
    if not re.fullmatch(r"[0-9]{1,6}", written):
        raise ValidationError(say("“%(written)s”不是整数。") % {"written": written})
    return int(written)


def _words(pairs: Sequence[tuple[str, Any]]) -> dict[str, str]:
    with override(settings.LANGUAGE_CODE):
        return {str(label): code for code, label in pairs}


def read_outlets(written: str) -> tuple[list[str], str]:
    """Read where something is disclosed: names one after another, or a list of boxes of which some are ticked."""
    other = _OTHER.search(written)
    written = _OTHER.sub("其他", written)
    known = _words(OUTLETS)
    if _BOX.search(written):
        marked = re.findall(r"([■☑√✓✔▲●□☐○])\s*([^■☑√✓✔▲●□☐○]+)", written)
        parts = [name for box, name in marked if _TICK.match(box)]
    else:
        parts = re.split(r"[、，,；;\n]+", written)
    found: list[str] = []
    unknown = []
    for part in (re.sub(r"\s+", "", each).strip("、，,；;。") for each in parts):
        code = known.get(part) or next((code for label, code in known.items() if part and label.startswith(part)), None)
        if code is not None:
            found.append(code)
        elif part:
            unknown.append(part)
    if unknown:
        told = {"written": "、".join(unknown), "words": "、".join(known)}
        raise ValidationError(say("“%(written)s”不在可选之列：%(words)s。") % told)
    order = [code for code, _label in OUTLETS]
    return sorted(set(found), key=order.index), other["what"].strip() if other else ""


def read_reach(written: str) -> tuple[str, str]:
    """Read to whom something is disclosed: everybody, or a group that is named; nothing gives nothing."""
    if not written:
        return "", ""
    if "社会" in written:
        return Reach.EVERYBODY, ""
    if group := _GROUP.search(written):
        return Reach.GROUP, group["who"].strip()
    raise ValidationError(say("“%(written)s”应为“全社会”，或者“特定群体（写明是谁）”。") % {"written": written})


def _read_pair(both: str, pairs: Sequence[tuple[str, Any]]) -> Any:
    known = _words(pairs)

    def read(written: str) -> str:
        """Read one of two values, or both; nothing gives nothing."""
        if not written:
            return ""
        parts = {
            part.strip()
            for part in re.split(r"[、，,；;和及/\s]+", written.replace("主动公开", "主动"))
            if part.strip()
        }
        codes = {known.get(_LIKE.get(part, part)) for part in parts}
        if not codes or None in codes:
            told = {"written": written, "words": "、".join(known)}
            raise ValidationError(say("“%(written)s”不在可选之列：%(words)s。") % told)
        return both if len(codes) > 1 or both in codes else str(codes.pop())

    return read


class Standards(TwoWayTable):
    """The standard catalogue of an agency: a row for each entry; one of these for each file."""

    name = "catalogue"
    title = _("基层政务公开标准目录")
    columns: ClassVar = (
        Column("area", "领域", about=_("试点领域，如“义务教育”")),
        Column("number", "序号", required=True, read=_number),
        Column("matter", "一级事项", required=True),
        Column("submatter", "二级事项"),
        Column("content", "公开内容（要素）", required=True),
        Column("basis", "公开依据", required=True),
        Column("period", "公开时限", required=True, about=_("如“信息形成或者变更之日起20个工作日内”“每季度”")),
        chosen("interval", "更新周期", Interval.choices, about=_("不填的，从公开时限里读")),
        Column("publisher", "公开主体", about=_("不填的，为本机关")),
        Column("office", "责任科室", about=_("本机关的科室；没有更新的，先通知它")),
        Column(
            "outlets",
            "公开渠道和载体",
            required=True,
            read=read_outlets,
            about=_("用顿号隔开，或者■打勾；“其他”写作“其他（公众号）”"),
            values=tuple(label for _code, label in OUTLETS),
        ),
        Column("reach", "公开对象", read=read_reach, about=_("“全社会”，或者“特定群体（写明是谁）”")),
        Column(
            "way",
            "公开方式",
            read=_read_pair(Way.BOTH, Way.choices),
            about=_("主动、依申请公开，可以两者都填"),
        ),
        Column("tier", "公开层级", read=_read_pair(Tier.BOTH, Tier.choices), about=_("县级、乡级，可以两者都填")),
        Column("subject", "主题分类", about=_("如“综合政务\\政务公开”")),
    )
    most_rows = 3000

    def __init__(self, agency: Agency, area: str = "") -> None:
        self._agency, self._area = agency, area
        self._seen: set[tuple[str, str, str]] = set()
        self._offices = {each.name: each for each in Office.objects.filter(agency=agency, closed_on__isnull=True)}

    @staticmethod
    def flat(content: bytes) -> bytes:
        """Give a file with one row of headings, whichever of the two layouts it came in."""
        return plain(content)

    def do(self, values: Mapping[str, Any], *, by: Actor, on: date) -> Done:
        """Add an entry, or change the one of that matter; what a file does not have a column for stays as it is."""
        given = self._given(values)
        key = (given["area"], given["matter"], given.get("submatter", ""))
        what = " ".join(each for each in key if each)
        if key in self._seen:
            raise ValidationError({"matter": say("这个事项在表里出现了两次。")})
        self._seen.add(key)
        there = CatalogueEntry.objects.filter(
            agency=self._agency, area=key[0], matter=key[1], submatter=key[2], closed_on__isnull=True
        ).first()
        if there is None:
            given.setdefault("publisher", self._agency.name)
            given.setdefault("interval", read_interval(given["period"]))
            cataloguing.add_entry(self._agency, given, on=on, by=by)
            return Done(what, added=True)
        if given["period"] != there.period:
            given.setdefault("interval", read_interval(given["period"]))
        changed = {name: value for name, value in given.items() if getattr(there, name) != value}
        told = self._told(there, changed)
        if changed:
            cataloguing.edit_entry(there, changed, on=on, by=by)
        return Done(what, told)

    def _given(self, values: Mapping[str, Any]) -> dict[str, Any]:
        blank_is_ours = ("interval", "publisher", "area", "way", "tier")
        given = {name: value for name, value in values.items() if value != "" or name not in blank_is_ours}
        given.setdefault("area", self._area)
        if "office" in given:
            given["office"] = self._office(given["office"])
        given["outlets"], given["other_outlet"] = given["outlets"]
        reach, group = given.pop("reach", ("", ""))
        if reach:
            given |= {"reach": reach, "group": group}
        return given

    def _office(self, written: str) -> Office | None:
        if written and written not in self._offices:
            words = {"agency": self._agency.called, "written": written}
            raise ValidationError({"office": say("“%(agency)s”没有“%(written)s”这个科室。") % words})
        return self._offices.get(written)

    def _told(self, there: CatalogueEntry, changed: Mapping[str, Any]) -> tuple[tuple[str, str, str], ...]:
        after = CatalogueEntry(
            **{field.name: getattr(there, field.name) for field in CatalogueEntry._meta.fields if field.name != "id"}
        )
        for name, value in changed.items():
            setattr(after, name, value)
        pairs = zip(self.headings(), _cells(there), _cells(after))
        return tuple((heading, old, new) for heading, old, new in pairs if old != new)

    def rows(self, officer: Officer, on: date) -> Iterator[tuple[str, ...]]:
        """Go through the entries of the agency, if the officer sees it."""
        entries = CatalogueEntry.objects.filter(
            agency=self._agency, agency__in=rules.agencies_in_sight(officer, on), closed_on__isnull=True
        )
        for entry in entries.select_related("office").order_by("area", "number", "pk"):
            yield _cells(entry)


def _cells(entry: CatalogueEntry) -> tuple[str, ...]:
    """Give an entry as the texts of a row, in the language of tables, whoever takes it out."""
    with override(settings.LANGUAGE_CODE):
        return (
            entry.area, str(entry.number), entry.matter, entry.submatter, entry.content, entry.basis, entry.period,
            str(entry.get_interval_display()), entry.publisher, entry.office.name if entry.office else "",
            outlets_in_words(entry),
            f"特定群体（{entry.group}）" if entry.reach == Reach.GROUP else str(entry.get_reach_display()),
            str(entry.get_way_display()), str(entry.get_tier_display()), entry.subject,
        )  # fmt: skip


def outlets_in_words(entry: CatalogueEntry) -> str:
    """Say where the information of an entry is disclosed."""
    names = dict(OUTLETS)
    words = [str(names[each]) for each in entry.outlets if each in names]
    if entry.other_outlet and "other" in entry.outlets:
        words[-1] = f"{names['other']}（{entry.other_outlet}）"
    return "、".join(words)


_JOINED = {"公开事项", "公开对象", "公开方式", "公开层级"}
_TICKED = {"全社会": "公开对象", "特定群体": "公开对象", "主动": "公开方式", "依申请公开": "公开方式"}
_TICKED |= {"依申请": "公开方式", "县级": "公开层级", "乡级": "公开层级", "乡、村级": "公开层级", "乡村级": "公开层级"}
_SAME = {
    "公开渠道和载体（“■”表示必选项）": "公开渠道和载体",
    "公开内容(要素)": "公开内容（要素）",
    "公开内容": "公开内容（要素）",
}


def plain(content: bytes) -> bytes:
    """Give a table with one row of headings, whichever of the two layouts it came in; rows keep their numbers.

    What is not laid out as the published catalogues are is given back as it came, and judged by who reads it next.
    """
    if content[:4] != b"PK\x03\x04" or len(content) > MOST_BYTES:
        return content
    rows = unfold(content, MOST_ROWS)
    top = next((at for at, row in enumerate(rows[:6]) if "序号" in row and "公开事项" in row), None)
    if top is None or top + 1 >= len(rows):
        return content
    headings = _headings(rows[top], rows[top + 1])
    flat = _flat_headings(headings)
    written: list[list[str]] = [[] for _row in rows]
    last: dict[str, str] = {}
    for at, row in enumerate(rows[top + 2 :], start=top + 2):
        if any(row):
            written[at] = _flat_row(headings, row, flat, last)
    return write_xlsx("sheet", flat, written[1:])


def _headings(upper: Sequence[str], lower: Sequence[str]) -> list[str]:
    """Give the heading of each column: the lower one, where the upper is joined over several."""
    found, group = [], ""
    for above, below in zip(upper, lower):
        name = re.sub(r"\s+", "", above)
        group = name or group
        below = re.sub(r"\s+", "", below)
        heading = below if group in _JOINED and below else name
        found.append(_SAME.get(heading, heading))
    return found


def _flat_headings(headings: Sequence[str]) -> list[str]:
    return list(dict.fromkeys(_TICKED.get(name, name) for name in headings if name))


def _flat_row(headings: Sequence[str], row: Sequence[str], flat: Sequence[str], last: dict[str, str]) -> list[str]:
    cells: dict[str, list[str]] = {name: [] for name in flat}
    for name, cell in zip(headings, row):
        if name in _TICKED:
            if cell:
                cells[_TICKED[name]].append(_ticked(name, cell))
        elif name:
            cells[name].append(cell)
    # A cell joined over rows is written in the first of them alone.
    if not any(cells.get("一级事项", [])):
        cells["一级事项"] = [last.get("一级事项", "")]
    last["一级事项"] = cells["一级事项"][0]
    return ["、".join(filter(None, cells[name])) for name in flat]


def _ticked(name: str, cell: str) -> str:
    """Say a ticked column in words; of a group, who it is stands in the cell."""
    who = _TICK.sub("", cell).strip()
    if name == "特定群体":
        return f"特定群体（{who}）" if who else "特定群体"
    return {"依申请": "依申请公开", "乡、村级": "乡级", "乡村级": "乡级"}.get(name, name)
