"""Where an agency is: 省, 市, 县, from a list, from its name, or from the folder its report lies in.

A name comes first, since it is the document's own word; the folder adds the levels that the name
leaves out (鼓楼区财政局 in 南京市/) and is not listened to where it says otherwise. A list (CSV)
prevails over both. What none of them says stays open: an agency without a region is not guessed at.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from gongkai.law.errors import UnreadableDocument
from gongkai.law.message import Message
from gongkai.typesetting.characters import printable

_MUNICIPALITIES = ("北京市", "天津市", "上海市", "重庆市")
_PROVINCES = (
    *_MUNICIPALITIES,
    *(
        f"{name}省"
        for name in (  # noqa: SIM905 - a list of names reads best as one
            "河北 山西 辽宁 吉林 黑龙江 江苏 浙江 安徽 福建 江西 山东 河南 "
            "湖北 湖南 广东 海南 四川 贵州 云南 陕西 甘肃 青海 台湾"
        ).split()
    ),
    *("内蒙古自治区", "广西壮族自治区", "西藏自治区", "宁夏回族自治区", "新疆维吾尔自治区", "新疆生产建设兵团"),
    *("香港特别行政区", "澳门特别行政区"),
)

_BODY = "[一-鿿]"
_NOT_PLACES = "(?![场政容民域委级监直区辖])"
"""What follows 市 where it is no city: 市场监督管理局, 市政管理局, 市容管理局."""
_PROVINCE = re.compile("|".join(_PROVINCES))
_CITY = re.compile(
    rf"(?:(?!省|县|区|旗|市|局|委){_BODY}){{1,10}}(?:自治州|地区)"
    rf"|(?:(?!省|县|区|旗|市|局|委){_BODY}){{2,8}}?(?:市{_NOT_PLACES}|(?<=[安林勒善])盟)"
)
_COUNTY = re.compile(
    rf"(?:(?!省|县|区|旗|市|局|委|厅){_BODY}){{1,12}}?"
    rf"(?:自治县|自治旗|县(?![级委政直域])|区(?![域划位委级直])|(?<=[一-鿿]{{2}})市{_NOT_PLACES}|旗(?![下舰]))"
)
_SYSTEMS = re.compile(r"^(?:中华人民共和国|国家[一-鿿]{2,6}总局|中共)")
"""What stands before the place in the names of agencies that answer to a ministry."""
_AROUND = re.compile(r"^[\W\d_]+|[\W\d_年]+$")
"""Numbers and marks that order folders: 01-青山市, 青山市2024年."""


class Region(NamedTuple):
    """A region: its names by level, as far as they are known."""

    province: str = ""
    city: str = ""
    county: str = ""

    @property
    def path(self) -> tuple[str, ...]:
        """The names there are, the widest first."""
        return tuple(name for name in self if name)

    def agrees(self, other: Region) -> bool:
        """Tell whether nothing in one says otherwise in the other."""
        return all(ours == theirs for ours, theirs in zip(self, other) if ours and theirs)


class Located(NamedTuple):
    """A region and how it became known: `list`, `name`, `folder`, `both` or `unknown`."""

    region: Region
    source: str


@lru_cache(maxsize=4096)
def region_in_name(agency: str) -> Region:
    """Read the region at the head of an agency's name.

    >>> region_in_name("山东省淄博市桓台县财政局").path
    ('山东省', '淄博市', '桓台县')
    >>> region_in_name("国家税务总局桓台县税务局").path
    ('桓台县',)
    >>> region_in_name("市场监督管理局").path
    ()
    """
    rest = _SYSTEMS.sub("", agency[:60])
    found: list[str] = []
    for pattern in (_PROVINCE, _CITY, _COUNTY):
        match = pattern.match(rest)
        if match is not None and found[:1] and pattern is _CITY and found[0] in _MUNICIPALITIES:
            match = None
        found.append(match[0] if match else "")
        rest = rest[len(found[-1]) :]
    return Region(*found)


@lru_cache(maxsize=4096)
def region_in_folder(folder: str) -> Region:
    """Read the region from the names of folders.

    >>> region_in_folder("山东省/01-淄博市/桓台县2024年").path
    ('山东省', '淄博市', '桓台县')
    """
    found = {"province": "", "city": "", "county": ""}
    for segment in folder.split("/"):
        name = _AROUND.sub("", segment)
        for level, pattern in (("province", _PROVINCE), ("city", _CITY), ("county", _COUNTY)):
            if not found[level] and pattern.fullmatch(name):
                if level == "city" and found["province"] in _MUNICIPALITIES:
                    continue
                found[level] = name
                break
    return Region(**found)


def _joined(named: Region, folder: Region) -> Located:
    if not folder.path:
        return Located(named, "name" if named.path else "unknown")
    if not named.path:
        return Located(folder, "folder")
    if named.city and not named.county and folder.city and named.city != folder.city:
        lower = Region(named.province, "", named.city)  # 昆山市 in 苏州市/: a city at the level of a county
        if lower.agrees(folder):
            named = lower
    if not named.agrees(folder):
        return Located(named, "name")
    whole = Region(*(ours or theirs for ours, theirs in zip(named, folder)))
    return Located(whole, "name" if whole == named else "both")


_HEADS: Mapping[str, str] = {
    **dict.fromkeys(("agency", "机关", "机关名称", "单位"), "agency"),
    **dict.fromkeys(("folder", "目录", "文件"), "folder"),
    **dict.fromkeys(("province", "省"), "province"),
    **dict.fromkeys(("city", "市"), "city"),
    **dict.fromkeys(("county", "县"), "county"),
}


class Regions:
    """Finds the region of an agency; `listed` says it for agencies, folders or both."""

    def __init__(self, listed: Mapping[tuple[str, str], Region] | None = None) -> None:
        self._listed = listed or {}

    def of(self, agency: str, file: str) -> Located:
        """Give the region of the agency whose report is in a file."""
        if self._listed:
            for folder in (file, *(_below(str(each)) for each in PurePosixPath(file).parents)):
                for key in ((folder, agency), (folder, "")):
                    if key in self._listed and key != ("", ""):
                        return Located(self._listed[key], "list")
        return _joined(region_in_name(agency), region_in_folder(file.rpartition("/")[0]))


def _below(folder: str) -> str:
    return "" if folder == "." else folder


def read_regions(file: Path) -> Regions:
    """Read a list of regions: a CSV with 机关 or 目录 (or both), and 省, 市, 县.

    Raises UnreadableDocument for a list with a fault.
    """
    try:
        with file.open(encoding="utf-8-sig", newline="") as text:
            return Regions(_listed(file, csv.reader(text)))
    except (UnicodeDecodeError, csv.Error):
        raise _faulty(file, Message("不是 UTF-8 编码的 CSV")) from None


def _listed(file: Path, rows: Iterator[list[str]]) -> dict[tuple[str, str], Region]:
    heads = [_HEADS.get(head.strip()) for head in next(rows, [])]
    if not {"agency", "folder"} & set(heads) or not {"province", "city", "county"} & set(heads):
        raise _faulty(file, Message("第一行应写栏名：机关、目录，省、市、县"))
    listed: dict[tuple[str, str], Region] = {}
    for line, row in enumerate(rows, start=2):
        said = {head: printable(cell).strip() for head, cell in zip(heads, row) if head}
        key = (_below(said.get("folder", "").replace("\\", "/").strip("/")), said.get("agency", ""))
        region = Region(*(said.get(level, "") for level in Region._fields))
        if key == ("", ""):
            if region.path:
                raise _faulty(file, Message("第{line}行没有写机关，也没有写目录", line=line))
            continue
        if listed.get(key, region) != region:
            raise _faulty(file, Message("第{line}行与前面的不一致", line=line))
        listed[key] = region
    return listed


def _faulty(file: Path, what: Message) -> UnreadableDocument:
    return UnreadableDocument(
        "regions-unreadable",
        Message("地区表{file}：{what}。", file=str(file), what=what),
        hint=Message("每行写一个机关或者目录及其省、市、县；不适用的留空。"),
    )
