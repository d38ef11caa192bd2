"""The plan of a roll-up: whose report it makes, for which year, out of whose reports.

A plan is a TOML file. Members are listed by year, since reform changes them: `from` and `until` give
the first and last year a body is a member of. It is checked when it is read, in bounded time whatever is
in it, and a fault names the file, the entry and the reason. A body is a member once and a file is one
member's: what is counted twice is as wrong as what is not counted.
"""

from __future__ import annotations

import os.path
from collections import Counter
from collections.abc import Mapping, Sequence
from enum import Enum
from pathlib import Path
from typing import Any, NamedTuple

from gongkai.law import toml
from gongkai.law.errors import UnreadableDocument
from gongkai.law.message import Message
from gongkai.report.edition import Edition, edition_for
from gongkai.report.widths import abridged


class Level(Enum):
    """What a report covers: one body, a level of government, or a region with all below it."""

    UNIT = "UNIT"
    LEVEL = "LEVEL"
    REGION = "REGION"

    @property
    def label(self) -> Message:
        """Give the Chinese name."""
        return _LABELS[self]


_LABELS = {
    Level.UNIT: Message("单位"),
    Level.LEVEL: Message("本级"),
    Level.REGION: Message("本行政区域"),
}
_MADE_OF = {
    # 统计报送通知 tells the level (本级政府及其部门) from the region (本行政区域); a county's region takes in towns.
    Level.LEVEL: frozenset({Level.UNIT}),
    Level.REGION: frozenset({Level.LEVEL, Level.REGION, Level.UNIT}),
}


class CoDefendant(NamedTuple):
    """Suits a member only stood in as the body that had reviewed the act; the original body counts them."""

    result: str
    suits: int


class Member(NamedTuple):
    """A body whose report is added: its name, what its report covers, and the file it is in.

    `own_office` marks the government's own office. `co_defendant` are suits after review taken out of
    the member's table IV before adding (年报填报解释). `final` says that its report is signed off.
    `vertical` says that whoever leads wants this body under vertical management (税务、海关) counted here.
    """

    name: str
    level: Level
    file: Path
    own_office: bool = False
    co_defendant: tuple[CoDefendant, ...] = ()
    final: bool = True
    vertical: bool = False


class Plan(NamedTuple):
    """Whose report is made, for which year and edition, and the members of that year.

    `combine_other` makes the one row （六）其他处理 out of the three that most members report, for a
    year in which some members report only the one. `map_editions` takes a member's report in another
    edition in the cells that count alike in both.
    """

    agency: str
    year: int
    level: Level
    edition: Edition
    members: tuple[Member, ...]
    combine_other: bool = False
    map_editions: bool = False


LARGEST = 4 * 2**20
"""The most bytes a plan may have: several times what ten thousand members take."""

_LONGEST_LINE = 10_000
"""The most characters a line may have: TOML's dotted keys take time by the square of their length."""

_LAST_YEAR = 9999

_KEYS = {
    "agency": str,
    "year": int,
    "kind": str,
    "combine_other": bool,
    "map_editions": bool,
    "member": list,
}
_MEMBER_KEYS = {
    "name": str,
    "kind": str,
    "file": str,
    "from": int,
    "until": int,
    "own_office": bool,
    "co_defendant": list,
    "final": bool,
    "vertical": bool,
}
_RESULTS = ("upheld", "overturned", "other", "pending")


def read_plan(path: Path, *, year: int | None = None) -> Plan:
    """Give the plan in a TOML file, for its year or another one.

    Raises UnreadableDocument, which names the file, the entry and the reason; OSError when the file
    cannot be opened.
    """
    with path.open("rb") as file:
        data = file.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise _fault(path, Message("超过{size}MB，不像汇总计划", size=LARGEST // 2**20))
    return _plan(path, _parsed(path, data), year)


def _parsed(path: Path, data: bytes) -> Mapping[str, Any]:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise _fault(path, Message("不是 UTF-8 编码，请另存为 UTF-8")) from None
    for number, line in enumerate(text.splitlines(), start=1):
        if len(line) > _LONGEST_LINE:
            raise _fault(path, Message("第{line}行超过{most}个字符", line=number, most=_LONGEST_LINE))
    parsed = toml.read(text)
    if isinstance(parsed, toml.Fault):
        raise _fault(path, Message("第{line}行不符合 TOML 语法（{detail}）", line=parsed.line, detail=parsed.reason))
    return parsed


def _fault(path: Path, reason: Message) -> UnreadableDocument:
    return UnreadableDocument(
        "plan-invalid",
        Message("{file}：{reason}。", file=path.name, reason=reason),
        hint=Message("请按汇总计划的写法改正后再试。"),
    )


def _plan(path: Path, data: Mapping[str, Any], year: int | None) -> Plan:
    _check_keys(path, data, _KEYS, ("agency", "year", "kind", "member"), Message("汇总计划"))
    wanted = data["year"] if year is None else year
    edition = edition_for(wanted) if wanted <= _LAST_YEAR else None
    if edition is None:
        raise _fault(path, Message("{year}年度没有可用的年报格式", year=wanted))
    level = _level(path, data["kind"], Message("汇总计划"))
    if level not in _MADE_OF:
        raise _fault(path, Message("kind应为LEVEL（本级）或REGION（本行政区域）"))
    if not data["agency"].strip():
        raise _fault(path, Message("{where}的{key}是空的", where=Message("汇总计划"), key="agency"))
    members = tuple(
        _member(path, entry, level, wanted)
        for index, entry in enumerate(data["member"], start=1)
        if _is_member_in(path, entry, index, wanted)
    )
    plan = Plan(
        data["agency"],
        wanted,
        level,
        edition,
        members,
        data.get("combine_other", False),
        data.get("map_editions", False),
    )
    _check_members(path, plan)
    return plan


def _check_keys(
    path: Path, data: Mapping[str, Any], known: Mapping[str, type], required: Sequence[str], where: Message | str
) -> None:
    for key in required:
        if key not in data:
            raise _fault(path, Message("{where}缺少{key}", where=where, key=key))
    for key, value in data.items():
        if key not in known:
            raise _fault(path, Message("{where}有不认识的{key}", where=where, key=key))
        if type(value) is not known[key]:
            raise _fault(path, Message("{where}的{key}类型不对", where=where, key=key))


def _level(path: Path, written: str, where: Message | str) -> Level:
    try:
        return Level(written)
    except ValueError:
        raise _fault(path, Message("{where}的kind写作“{written}”", where=where, written=written)) from None


def _is_member_in(path: Path, entry: Any, index: int, year: int) -> bool:
    where = Message("第{index}个member", index=index)
    if not isinstance(entry, dict):
        raise _fault(path, Message("{where}不是表", where=where))
    _check_keys(path, entry, _MEMBER_KEYS, ("name", "kind", "file"), where)
    first, last = entry.get("from"), entry.get("until")
    for key in ("name", "file"):
        if not entry[key].strip() or "\0" in entry[key]:
            raise _fault(path, Message("{where}的{key}是空的或者有不能用的字符", where=where, key=key))
    if first is not None and last is not None and first > last:
        raise _fault(path, Message("{where}的from晚于until", where=where))
    return (first is None or first <= year) and (last is None or year <= last)


def _member(path: Path, entry: Mapping[str, Any], level: Level, year: int) -> Member:
    name = entry["name"]
    kind = _level(path, entry["kind"], name)
    if kind not in _MADE_OF[level]:
        message = Message("“{name}”为{kind}，不能并入{level}", name=name, kind=kind.label, level=level.label)
        raise _fault(path, message)
    return Member(
        name,
        kind,
        path.parent / entry["file"].replace("{year}", str(year)),
        entry.get("own_office", False),
        tuple(_co_defendant(path, each, name) for each in entry.get("co_defendant", ())),
        entry.get("final", True),
        entry.get("vertical", False),
    )


def _co_defendant(path: Path, entry: Any, name: str) -> CoDefendant:
    if not isinstance(entry, dict) or entry.keys() != {"result", "count"} or entry["result"] not in _RESULTS:
        message = Message("“{name}”的co_defendant应写明result（{results}之一）和count", name=name, results=_RESULTS)
        raise _fault(path, message)
    if type(entry["count"]) is not int or entry["count"] < 1:
        raise _fault(path, Message("“{name}”的co_defendant件数应为正整数", name=name))
    return CoDefendant(entry["result"], entry["count"])


def _check_members(path: Path, plan: Plan) -> None:
    """Refuse a plan without members, or that counts a body, a file or its own office twice, or itself."""
    if not plan.members:
        raise _fault(path, Message("{year}年度没有成员", year=plan.year))
    names = Counter("".join(member.name.split()) for member in plan.members)
    name, times = names.most_common(1)[0]
    if times > 1:
        raise _fault(path, Message("“{name}”在{year}年度出现了不止一次", name=name, year=plan.year))
    files: dict[str, str] = {os.path.normpath(path): ""}
    for member in plan.members:
        if member.name == plan.agency and member.level is plan.level:
            raise _fault(path, Message("“{name}”不能把自己作为成员", name=member.name))
        file = os.path.normpath(member.file)
        if file in files:
            other = files[file]
            message = Message(
                "“{name}”和“{other}”写的是同一个文件{file}",
                name=member.name,
                other=other,
                file=abridged(str(member.file)),
            )
            itself = Message("“{name}”写的文件就是这份汇总计划", name=member.name)
            raise _fault(path, message if other else itself)
        files[file] = member.name
    _check_offices(path, plan.members)


def _check_offices(path: Path, members: Sequence[Member]) -> None:
    offices = [member for member in members if member.own_office]
    for office in offices:
        if office.level is not Level.UNIT:
            message = Message("“{name}”为{kind}，不能标为own_office", name=office.name, kind=office.level.label)
            raise _fault(path, message)
    if len(offices) > 1:
        message = Message("“{name}”和“{other}”都标为own_office", name=offices[0].name, other=offices[1].name)
        raise _fault(path, message)
