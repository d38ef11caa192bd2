"""What synthetic agencies report: sizes after a heavy-tailed distribution, figures that add up and carry over."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from random import Random
from typing import Self

from gongkai.report.edition import Edition, Row, TableSpec, edition_for
from gongkai.report.model import Figure, Key, Number, Paragraph, Part, Report, Table

FIRST, LAST = 2019, 2025
_LARGEST = 20_000
"""Applications a year of the largest agency; large cities report this many."""

_CITIES = tuple(
    "青山 白水 临河 清源 平原 安宁 长泉 永丰 东湖 南岭 西塘 北川 新安 云溪 太和 金沙".split()  # noqa: SIM905
)
_FIRST, _SECOND = "石柳松梅兰竹桃杏梧槐枫桂菊荷莲芦蒲荻苇萍藻柏杉榆", "桥林山河湖塘溪泉岭坡湾洲渡港原川"
_OFFICES = tuple(
    (  # noqa: SIM905 - a list of names reads best as one
        "人民政府 财政局 水利局 教育局 民政局 司法局 自然资源局 农业农村局 卫生健康局 公安局 审计局 统计局 "
        "生态环境局 住房和城乡建设局 市场监督管理局 发展和改革局 交通运输局 科技局 档案局 应急管理局"
    ).split()
)

# How applications spread in published reports: most come from natural persons, few rows hold most of them.
_APPLICANTS = {"natural": 820, "commercial": 120, "research": 4, "welfare": 6, "legal": 30, "other": 20}
_OUTCOMES = {"granted": 380, "granted_in_part": 90, "unable_not_held": 240, "not_processed_petition": 40}
_SELDOM = 12
_RARE = 1
_RESULTS = {"upheld": 60, "overturned": 14, "other": 16, "pending": 10}

Counts = dict[Key, int]


@dataclass(frozen=True)
class Agency:
    """An agency as drawn: its name, its years, about how many applications a year it has."""

    name: str
    years: range
    size: float
    combined: bool
    """Whether it still prints （六）其他处理 as one row in the format of 2021."""

    @classmethod
    def draw(cls, random: Random, number: int) -> Self:
        """Draw an agency of a made-up province; no name comes twice among the first hundred thousand."""
        first = random.randint(FIRST, LAST)
        years = range(first, min(LAST, first + random.randint(0, 5)) + 1)
        size = min(_LARGEST, 2 * (random.paretovariate(0.75) - 1))
        return cls(_name(number), years, size, random.random() < 0.15)


def _name(number: int) -> str:
    """Give the name of an agency of a county in a city, another for each number."""
    rest, city = divmod(number, len(_CITIES))
    rest, office = divmod(rest, len(_OFFICES))
    first, second = divmod((rest + 17 * city) % (len(_FIRST) * len(_SECOND)), len(_SECOND))
    county = f"{_FIRST[first]}{_SECOND[second]}{'县区'[(first + second) % 2]}"
    return f"{_CITIES[city]}市{county}{_OFFICES[office]}"


def reports_of(agency: Agency, random: Random) -> Iterator[Report]:
    """Give the agency's reports, oldest first; what one year carries forward the next carries in."""
    carried: dict[str, int] = {}
    standing: dict[str, int] = {}
    for year in agency.years:
        edition = edition_for(year)
        assert edition is not None
        applications, carried = _applications(edition.table_by_id["applications"], agency, carried, random)
        tables = {
            "proactive": _proactive(edition.table_by_id["proactive"], agency, standing, random),
            "applications": applications,
            "remedies": _remedies(edition.table_by_id["remedies"], agency, random),
        }
        yield _report(edition, agency.name, year, tables)


def _figure(value: Number, unit: str = "") -> Figure:
    return Figure(value, None, str(value), unit=unit)


def _spread(count: int, weights: Mapping[str, int], random: Random) -> Counter[str]:
    return Counter(random.choices(list(weights), list(weights.values()), k=count))


def _around(size: float, random: Random) -> int:
    """Give a count about so large: years of one agency differ."""
    return int(size * random.lognormvariate(0, 0.3) + random.random())


# ── Table III ────────────────────────────────────────────────────────────────


def _rows_printed(spec: TableSpec, agency: Agency) -> tuple[Row, ...]:
    if not (agency.combined and spec.alternatives):
        return spec.rows
    (alternative,) = spec.alternatives
    first = alternative.replaces[0]
    return tuple(
        alternative.row if row.id == first else row
        for row in spec.rows
        if row.id == first or row.id not in alternative.replaces
    )


def _applications(
    spec: TableSpec, agency: Agency, carried_in: Mapping[str, int], random: Random
) -> tuple[Table, dict[str, int]]:
    rows = _rows_printed(spec, agency)
    new = _spread(_around(agency.size, random), _APPLICANTS, random)
    weights = {row.id: _OUTCOMES.get(row.id, _RARE if row.rare else _SELDOM) for row in rows if row.outcomes}
    counts: Counts = {}
    carried: dict[str, int] = {}
    for column in _APPLICANTS:
        to_decide = new[column] + carried_in.get(column, 0)
        carried[column] = sum(random.random() < 0.05 for _ in range(to_decide))
        counts["new", column] = new[column]
        counts["carried_in", column] = carried_in.get(column, 0)
        counts["total", column] = to_decide - carried[column]
        counts["carried_forward", column] = carried[column]
        outcomes = _spread(to_decide - carried[column], weights, random)
        counts |= {(row, column): outcomes[row] for row in weights}
    for row in rows:
        counts[row.id, "total"] = sum(counts[row.id, column] for column in _APPLICANTS)
    return _table(spec, rows, counts), carried


def _table(spec: TableSpec, rows: Sequence[Row], counts: Mapping[Key, Number]) -> Table:
    cells = {
        (row.id, column.id): _figure(counts[row.id, column.id], column.unit)
        for row in rows
        for column in spec.columns_of[row.id]
    }
    return Table(spec, tuple(rows), cells)


# ── Tables IV and II ─────────────────────────────────────────────────────────


def _remedies(spec: TableSpec, agency: Agency, random: Random) -> Table:
    shares = {"reconsideration": 0.06, "direct_suit": 0.02, "suit_after_reconsideration": 0.02}
    counts: Counts = {}
    for row, share in shares.items():
        begun = _around(agency.size * share, random)
        if row == "suit_after_reconsideration" and not counts["reconsideration", "total"]:
            begun = 0
        results = _spread(begun, _RESULTS, random)
        counts |= {(row, column): results[column] for column in _RESULTS}
        counts[row, "total"] = begun
    return _table(spec, spec.rows, counts)


def _proactive(spec: TableSpec, agency: Agency, standing: dict[str, int], random: Random) -> Table:
    """Draw table II; `standing` is what last year left in force or on the list, and is brought up to date."""
    counts: dict[Key, Number] = {}
    for row in spec.rows:
        own = _Drawn(row, agency.size, standing, random)
        for column in spec.columns_of[row.id]:
            counts[row.id, column.id] = own.value(column.id)
        standing[f"{row.id}/effective"] = own.effective
        standing[f"{row.id}/listed"] = own.listed + own.change
    return _table(spec, spec.rows, counts)


class _Drawn:
    """The figures of a row of table II that hang together: made, repealed and in force; listed and changed."""

    def __init__(self, row: Row, size: float, standing: Mapping[str, int], random: Random) -> None:
        self._random = random
        self._size = size
        busy = not row.may_be_marked or size > 500
        self.made = random.randint(0, 8) if busy else 0
        before = standing.get(f"{row.id}/effective", random.randint(0, 90) if busy else 0)
        self.repealed = min(before, random.choice((0, 0, 0, 1, 2, 5)))
        self.effective = before + self.made - self.repealed
        self.listed = standing.get(f"{row.id}/listed", random.randint(0, 120))
        self.change = random.randint(-min(5, self.listed), 6)

    def value(self, column: str) -> Number:
        match column:
            case "made" | "published":
                return self.made
            case "repealed":
                return self.repealed
            case "effective" | "public":
                return self.effective
            case "last_year":
                return self.listed
            case "change":
                return self.change
            case "fees" | "amount":
                return self._money()
            case _:
                return _around(10 * self._size, self._random)

    def _money(self) -> Number:
        """Draw an amount in 万元: none for most, with decimals for the rest."""
        if self._random.random() < 0.6:
            return 0
        return Decimal(self._random.randint(1, 9_999_999)).scaleb(-self._random.choice((2, 4, 6)))


# ── The report ───────────────────────────────────────────────────────────────


def _report(edition: Edition, agency: str, year: int, tables: Mapping[str, Table]) -> Report:
    narrative = {
        "overview": _overview(tables),
        "problems": (
            "公开的及时性、政策解读的形式还有不足，个别栏目更新不够及时。",
            "下一步将把栏目更新纳入每月检查，继续安排业务培训。",
        ),
        "other_matters": ("本年度未收取信息处理费，没有其他需要报告的事项。",),
    }
    parts = (
        Part(part, part.numeral, part.label, tuple(map(Paragraph, narrative.get(part.id, ()))))
        for part in edition.parts
    )
    return Report(
        edition=edition,
        agency=agency,
        year=year,
        title=f"{agency}{year}年政府信息公开工作年度报告",
        preamble=(Paragraph(f"本报告所列数据的统计期限为{year}年1月1日至12月31日。"),),
        parts=tuple(parts),
        tables=tables,
        closing=(Paragraph(agency), Paragraph(f"{year + 1}年1月{10 + len(agency)}日")),
    )


def _overview(tables: Mapping[str, Table]) -> tuple[str, ...]:
    new, carried_in, decided, carried_forward = (
        tables["applications"][row, "total"].value for row in ("new", "carried_in", "total", "carried_forward")
    )
    words = (
        f"全年收到政府信息公开申请{new}件，上年结转{carried_in}件，办结{decided}件，结转下年度继续办理{carried_forward}件。"
        if new or carried_in
        else "全年未收到政府信息公开申请。"
    )
    return (
        "（一）主动公开。围绕群众关心的事项公开信息，先审后发，网站栏目定期检查。",
        f"（二）依申请公开。{words}",
        "（三）政府信息管理。公开目录按要求作了调整，失效文件及时标注。",
        "（四）政府信息公开平台建设。网站专栏按统一要求设置，检索、查阅、下载功能正常。",
        "（五）监督保障。组织业务培训，对各股室的公开工作进行了考核。",
    )
