"""The atlas: every page in its place, every number the manifest's, every name harmless."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import unquote, urlsplit

import pyarrow.parquet
import pytest
from selectolax.lexbor import LexborHTMLParser, LexborNode
from tests.report.atlas.results import HOSTILE, TWINS, UNREAD, Here, make_results

from gongkai.law.errors import NotAllowed, UnreadableDocument
from gongkai.report import charts
from gongkai.report.atlas import Regions, build, read_regions, shelves, site
from gongkai.report.atlas.pages import shortened
from gongkai.report.atlas.search import BLOCK, SHARDS
from gongkai.report.atlas.totals import Totals
from gongkai.report.bulk import Processes

CHINESE = re.compile(r"[一-鿿]")
PACKAGE = Path(shelves.__file__).parent


class Built(NamedTuple):
    folder: Path
    pages: dict[str, LexborHTMLParser]
    rows: list[dict[str, Any]]


def ignore(progress: object) -> None:
    pass


def opened(folder: Path) -> dict[str, LexborHTMLParser]:
    return {
        path.relative_to(folder).as_posix(): LexborHTMLParser(path.read_text(encoding="utf-8"))
        for path in folder.rglob("*.html")
    }


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_results(tmp_path_factory.mktemp("run"))


def built_in(results: Path, out: Path, language: str) -> Built:
    build(results, out, Here(), ignore, language=language)
    rows = pyarrow.parquet.read_table(results / "manifest.parquet").to_pylist()
    return Built(out, opened(out), rows)


@pytest.fixture(scope="module")
def atlas(results: Path, tmp_path_factory: pytest.TempPathFactory) -> Built:
    return built_in(results, tmp_path_factory.mktemp("zh") / "site", "zh")


@pytest.fixture(scope="module")
def english(results: Path, tmp_path_factory: pytest.TempPathFactory) -> Built:
    return built_in(results, tmp_path_factory.mktemp("en") / "site", "en")


def cells(row: LexborNode) -> list[str]:
    return [each.text(strip=True) for each in row.css("th, td")]


def heading(page: LexborHTMLParser) -> str:
    (found,) = page.css("h1")
    return found.text(strip=True)


def agencies(atlas: Built) -> dict[str, LexborHTMLParser]:
    return {name: page for name, page in atlas.pages.items() if name.startswith("agency/")}


# ── Structure ────────────────────────────────────────────────────────────────


def test_every_link_resolves_and_stays_in_the_site(atlas: Built) -> None:
    lost, seen = [], 0
    for name, page in atlas.pages.items():
        for node in page.css("[href], [src]"):
            target = urlsplit(node.attributes.get("href") or node.attributes.get("src") or "")
            assert (target.scheme, target.netloc) == ("", ""), name
            path = (atlas.folder / name).parent / unquote(target.path) if target.path else atlas.folder / name
            where = path.resolve()
            seen += 1
            if not where.is_relative_to(atlas.folder.resolve()) or not where.is_file():
                lost.append((name, target.geturl()))
            elif target.fragment:
                other = atlas.pages[where.relative_to(atlas.folder.resolve()).as_posix()]
                if not other.css(f"[id='{target.fragment}']"):
                    lost.append((name, target.geturl()))
    assert lost == []
    assert seen > 1000


def test_every_page_can_be_reached_without_scripts(atlas: Built) -> None:
    reached, waiting = {"index.html"}, ["index.html"]
    while waiting:
        name = waiting.pop()
        for node in atlas.pages[name].css("a[href]"):
            path = urlsplit(node.attributes["href"] or "").path
            if path:
                where = (atlas.folder / name).parent.joinpath(path).resolve()
                target = where.relative_to(atlas.folder.resolve()).as_posix()
                if target not in reached:
                    reached.add(target)
                    waiting.append(target)
    assert reached == set(atlas.pages)


def test_every_chart_has_its_table(atlas: Built) -> None:
    seen = 0
    for name, page in atlas.pages.items():
        charts_here = page.css(".chart svg")
        assert len(page.css("figure.panel .chart > svg")) == len(charts_here), name
        for figure in page.css("figure.panel"):
            seen += 1
            assert len(figure.css(".chart > svg")) == 1
            assert figure.css("tbody tr"), name
            assert figure.css_first("figcaption").text(strip=True)
            widths = {len(row.css("th, td")) for row in figure.css("tr")}
            assert len(widths) == 1, name
    assert seen > 30


def test_charts_are_text_and_shapes_alone(atlas: Built) -> None:
    for page in atlas.pages.values():
        for svg in page.css(".chart > svg"):
            assert svg.attributes["viewBox"]
            assert not svg.css("script, foreignObject, image, use, style, a")
    assert any(each.text() == "2023" for each in atlas.pages["index.html"].css(".chart text"))


def test_a_page_has_one_script_and_it_is_ours(atlas: Built) -> None:
    for name, page in atlas.pages.items():
        (script,) = page.css("script")
        assert (script.attributes["src"] or "").endswith("assets/search.js"), name
        assert not script.text()
        assert not [node.html for node in page.css("*") if any(key and key.startswith("on") for key in node.attributes)]


def test_headings_go_down_one_step_at_a_time(atlas: Built) -> None:
    for name, page in atlas.pages.items():
        levels = [int(node.tag[1]) for node in page.css("h1, h2, h3, h4")]
        assert levels[0] == 1, name
        assert levels.count(1) == 1, name
        assert all(after - before <= 1 for before, after in zip(levels, levels[1:])), name  # noqa: RUF007


# ── Numbers ──────────────────────────────────────────────────────────────────


def test_totals_are_those_of_the_manifest(atlas: Built) -> None:
    verdicts = Counter(row["verdict"] for row in atlas.rows)
    facts = {
        node.css_first("dt").text(): node.css_first("dd").text(deep=False)
        for node in atlas.pages["index.html"].css(".facts div")
    }
    assert [facts[each] for each in ("文件总数", "数字相合", "有错误", "读不出来")] == [
        str(each) for each in (len(atlas.rows), verdicts["ok"], verdicts["errors"], verdicts["unreadable"])
    ]
    assert facts["机关数"] == str(len(agencies(atlas)))
    years = Counter((row["year"], row["verdict"]) for row in atlas.rows)
    shown = [cells(row) for row in atlas.pages["index.html"].css_first("figure").css("tbody tr")]
    expected = [
        [
            "未标明年度" if year is None else str(year),
            *(str(sum(counts)) if at == 0 else str(counts[at - 1]) for at in range(4)),
        ]
        for year in sorted({year for year, _ in years}, key=lambda year: (year is None, year))
        for counts in [[years[year, verdict] for verdict in ("ok", "errors", "unreadable")]]
    ]
    assert [row[:5] for row in shown[:-1]] == expected
    assert shown[-1][1:5] == [str(len(atlas.rows)), *(str(verdicts[each]) for each in ("ok", "errors", "unreadable"))]


def test_every_report_stands_on_the_page_of_one_agency(atlas: Built) -> None:
    readable = sum(row["verdict"] != "unreadable" for row in atlas.rows)
    assert sum(len(page.css("section.report")) for page in agencies(atlas).values()) == readable
    files = Counter(
        row.css("td")[-1].text(strip=True)
        for page in agencies(atlas).values()
        for row in page.css_first("table").css("tbody tr")
    )
    assert files == Counter(row["file"] for row in atlas.rows if row["verdict"] != "unreadable")


def test_regions_add_up(atlas: Built) -> None:
    root = atlas.pages["regions.html"]
    tables = {table.parent.attributes["aria-label"]: table for table in root.css(".scroll > table")}
    below = [cells(row) for row in tables["所辖地区"].css("tbody tr")]
    unknown = [cells(row) for row in tables["本级机关"].css("tbody tr")]
    unread_here = 1  # the letter, which lies in no region
    total = sum(int(row[2]) for row in below) + sum(int(row[2]) for row in unknown) + unread_here
    assert total == len(atlas.rows)
    assert sum(int(row[1]) for row in below) + len(unknown) == len(agencies(atlas))


def test_faults_are_those_of_the_findings(atlas: Built, results: Path) -> None:
    findings = pyarrow.parquet.read_table(results / "findings.parquet").to_pylist()
    reports = Counter(code for code, _ in {(row["code"], row["file"]) for row in findings})
    places = Counter(row["code"] for row in findings)
    shown = {}
    for row in atlas.pages["faults.html"].css("tbody tr"):
        target = row.css_first("a").attributes["href"] or ""
        shown[Path(target).stem] = (int(cells(row)[2]), int(cells(row)[4]))
    assert shown == {code: (reports[code], places[code]) for code in reports}
    assert {f"fault/{code}.html" for code in reports} <= set(atlas.pages)
    assert "applications-total-column" in reports


def test_a_fault_page_says_what_the_code_means(atlas: Built) -> None:
    words = atlas.pages["fault/applications-total-column.html"].css_first(".about").text()
    assert "“总计”应等于自然人与法人或其他组织各列之和" in words
    assert "请核对该行各列与“总计”" in words
    assert "年报格式2021版第三部分" in words


def test_figures_are_summed_over_clean_reports_one_for_each_year(atlas: Built, results: Path) -> None:
    figures = pyarrow.parquet.read_table(results / "figures.parquet").to_pylist()
    best: dict[tuple[str, int], str] = {}
    for row in sorted(atlas.rows, key=lambda row: row["file"]):
        if row["verdict"] == "ok" and row["year"] is not None:
            best.setdefault((row["agency"] or row["file"], row["year"]), row["file"])
    new = sum(
        row["value"] or 0
        for row in figures
        if (row["table"], row["row"], row["column"]) == ("applications", "new", "total")
        and row["file"] in set(best.values())
    )
    fact = atlas.pages["index.html"].css(".facts div")[-1].css_first("dd").text(deep=False)
    assert int(fact.replace(",", "")) == new > 0


def test_of_two_reports_on_a_year_the_clean_one_counts(atlas: Built) -> None:
    (page,) = [page for page in agencies(atlas).values() if heading(page) == "云南省财政厅"]
    rows = [cells(row) for row in page.css_first("table").css("tbody tr")]
    assert {row[1] for row in rows if row[-1] == "b/again-1.html"} == {"数字相合"}
    verdict = next(row[1] for row in rows if row[-1] == "b/again-0.html")
    assert verdict in ("有错误", "有错误、同一年度另有一份，数字取那一份")
    assert (len({row[0] for row in rows}) == 1) == ("另有一份" in verdict)


def test_years_in_a_row_are_linked(atlas: Built) -> None:
    states = [
        cells(row)[-1]
        for page in agencies(atlas).values()
        for table in page.css(".scroll[aria-label='年度之间的衔接'] tbody")
        for row in table.css("tr")
    ]
    assert "相等" in states
    fact = [cells(row) for row in atlas.pages["index.html"].css("section")[-1].css("tbody tr")]
    assert sum(int(row[1]) + int(row[2]) + int(row[3]) for row in fact) == len(states)


def test_findings_say_where_they_stand_and_the_gravest_come_first(atlas: Built) -> None:
    places = [node.text() for page in agencies(atlas).values() for node in page.css(".place")]
    assert any(re.search(r"表三第\d+行第\d+列", each) for each in places)
    rank = {"error": 0, "warning": 1, "notice": 2}
    for page in agencies(atlas).values():
        for listed in page.css("ul.findings"):
            kinds = [rank[node.attributes["class"] or ""] for node in listed.css("li")]
            assert kinds == sorted(kinds)


# ── Names ────────────────────────────────────────────────────────────────────


def test_hostile_names_are_text_and_no_part_of_a_path(atlas: Built) -> None:
    names = {path.relative_to(atlas.folder).as_posix() for path in atlas.folder.rglob("*")}
    assert {name for name in names if not re.fullmatch(r"[a-z0-9/.-]+", name)} == set()
    shown = [heading(page) for page in agencies(atlas).values()]
    for name in HOSTILE.values():
        assert shown.count(shortened(name, 200).strip()) == 1, name[:40]
    assert not any(page.css("main script, main b:not([class]) script") for page in atlas.pages.values())
    assert max(path.stat().st_size for path in (atlas.folder / "agency").rglob("*.html")) < 200_000
    assert "\u202e" not in "".join(shown)
    (letter,) = [row for row in atlas.pages["unreadable.html"].css("tbody tr") if "letter" in row.text()]
    assert cells(letter)[0] == UNREAD[0]
    assert not letter.css("b")


def test_one_name_in_two_regions_is_two_agencies(atlas: Built) -> None:
    twins = [page for page in agencies(atlas).values() if heading(page) == "财政局"]
    assert len(twins) == len(TWINS)
    assert {page.css(".crumbs a")[-1].text() for page in twins} == {"乙县", "丙县"}


def test_reports_without_an_agency_are_kept_apart(atlas: Built) -> None:
    unnamed = [heading(page) for page in agencies(atlas).values() if "未写明机关名称" in heading(page)]
    assert sorted(unnamed) == ["未写明机关名称（b/0.html）", "未写明机关名称（b/1.html）"]


# ── English ──────────────────────────────────────────────────────────────────

_QUOTED = re.compile(r"“[^”]*”|\([^()]*\)|（[^（）]*）")


def test_english_is_complete(english: Built) -> None:
    regions = {"".join(each.text()) for page in english.pages.values() for each in page.css(".scroll [lang='zh-CN']")}
    for name, page in english.pages.items():
        assert page.css_first("html").attributes["lang"] == "en"
        labels = {node.text() for node in page.css(".chart text")}
        assert {label for label in labels if CHINESE.search(label)} <= regions, name
        # Messages of findings name rows and columns as reports print them.
        for node in page.css(
            "head title, [lang='zh-CN'], .chart, .findings p:last-child, [aria-label='Example'] td:last-child"
        ):
            node.decompose()
        assert CHINESE.findall(_QUOTED.sub("", page.html or "")) == [], name


def test_english_messages_are_english(english: Built, results: Path) -> None:
    broken = [
        node.text()
        for page in opened(english.folder).values()
        for node in page.css("li.error p:last-child")
        if "add up to" in node.text() or "difference" in node.text()
    ]
    assert broken
    assert not any("相差" in each for each in broken)


def test_both_languages_have_the_same_pages(atlas: Built, english: Built) -> None:
    assert set(atlas.pages) == set(english.pages)


def test_templates_hold_no_words_of_their_own() -> None:
    templates = sorted((PACKAGE / "templates").glob("*.html"))
    assert len(templates) > 5
    assert [path.name for path in templates if CHINESE.search(path.read_text(encoding="utf-8"))] == []


def test_every_colour_of_the_charts_is_turned_for_the_dark() -> None:
    sheet = (PACKAGE / "static" / "atlas.css").read_text(encoding="utf-8")
    dark = sheet[sheet.index("prefers-color-scheme: dark") :]
    assert [hue for hue in charts.COLOURS if f'[fill="{hue}"]' not in dark or f'[stroke="{hue}"]' not in dark] == []


# ── Search ───────────────────────────────────────────────────────────────────


def called(path: Path, function: str) -> list[list[Any]]:
    calls = []
    for line in path.read_text(encoding="ascii").splitlines():
        assert line.startswith(f"atlas.{function}(")
        assert line.endswith(");")
        calls.append(json.loads(f"[{line[len(f'atlas.{function}(') : -2]}]"))
    return calls


def test_the_index_finds_every_agency_by_each_of_its_characters(atlas: Built) -> None:
    search = atlas.folder / "search"
    blocks = {number: entries for path in (search / "names").iterdir() for number, entries in called(path, "names")}
    names = [entry for number in sorted(blocks) for entry in blocks[number]]
    assert len(names) == len(agencies(atlas))
    assert all(len(entries) <= BLOCK for entries in blocks.values())
    lists: dict[str, list[int]] = {}
    assert {path.name for path in (search / "characters").iterdir()} == {f"{n}.js" for n in range(SHARDS)}
    for path in (search / "characters").iterdir():
        for character, steps in called(path, "characters"):
            assert ord(character) % SHARDS == int(path.stem)
            ids = lists.setdefault(character, [])
            for step in steps.split(" "):
                ids.append((ids[-1] if ids else 0) + int(step, 36))
    for number, (name, region, digest) in enumerate(names):
        assert (atlas.folder / "agency" / digest[:2] / f"{digest}.html").is_file()
        assert all(number in lists[each] for each in set(f"{region}{name}".lower()) - {" ", "…"})
    assert sum(map(len, lists.values())) == sum(len(set(f"{r}{n}".lower()) - {" ", "…"}) for n, r, _ in names)


def test_script_and_index_agree_on_their_numbers() -> None:
    script = (PACKAGE / "static" / "search.js").read_text(encoding="utf-8")
    assert f"const BLOCK = {BLOCK}, SHARDS = {SHARDS}" in script


# ── How it is built ──────────────────────────────────────────────────────────


def everything(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_shelves_and_runs_of_any_size_give_the_same_site(
    atlas: Built, results: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shelves, "REPORTS_A_SHELF", 9)
    monkeypatch.setattr(shelves, "_BATCH", 500)
    monkeypatch.setattr(site, "_RUNS_AT_ONCE", 3)
    monkeypatch.setattr("gongkai.report.atlas.search._HELD", 20)
    build(results, tmp_path / "site", Here(), ignore)
    ours, theirs = everything(tmp_path / "site"), everything(atlas.folder)
    assert ours.keys() == theirs.keys()
    differ = {name for name in ours if ours[name] != theirs[name]}
    assert {name for name in differ if not name.startswith("search/characters/")} == set()
    assert differ  # lists in pieces


def test_long_lists_go_over_several_pages(results: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(site, "ON_A_PAGE", 3)
    monkeypatch.setattr(charts, "_drawn", lambda chart, data: "<svg viewBox='0 0 1 1'></svg>")
    build(results, tmp_path / "site", Here(), ignore)
    pages = opened(tmp_path / "site")
    several = [name for name in pages if re.fullmatch(r"regions(-\d+)?\.html", name)]
    assert len(several) >= 3
    listed = [
        node.attributes["href"] for name in several for node in pages[name].css(".scroll[aria-label='本级机关'] a")
    ]
    assert len(listed) == len(set(listed)) > 6
    assert pages["regions-2.html"].css_first("a[rel=prev]").attributes["href"] == "regions.html"


def test_processes_build_what_one_does(atlas: Built, results: Path, tmp_path: Path) -> None:
    with Processes(2) as crew:
        build(results, tmp_path / "site", crew, ignore)
    assert everything(tmp_path / "site") == everything(atlas.folder)


def test_a_list_of_regions_prevails(results: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(charts, "_drawn", lambda chart, data: "<svg viewBox='0 0 1 1'></svg>")
    listed = tmp_path / "regions.csv"
    listed.write_text("机关,目录,省,市,县\n=HYPERLINK(1),,山东省,淄博市,桓台县\n", encoding="utf-8-sig")
    build(results, tmp_path / "site", Here(), ignore, regions=read_regions(listed))
    (page,) = [page for page in opened(tmp_path / "site").values() if heading(page) == "=HYPERLINK(1)"]
    assert [node.text() for node in page.css(".crumbs a")[2:]] == ["山东省", "淄博市", "桓台县"]
    assert "取自地区表" in page.css_first("main").text()


def test_nothing_is_left_of_a_build_that_fails(results: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def lost(*_: object) -> None:
        raise ConnectionAbortedError

    monkeypatch.setattr(site, "work_on", lost)
    with pytest.raises(NotAllowed) as refused:
        build(results, tmp_path / "site", Here(), ignore)
    assert refused.value.code == "atlas-process-ended"
    assert list(tmp_path.iterdir()) == []


def test_an_empty_run_gives_a_site_without_charts(tmp_path: Path) -> None:
    from gongkai.report.bulk.run import SUMMARY
    from gongkai.report.bulk.tables import join

    (tmp_path / "results").mkdir()
    join([], tmp_path / "results")
    (tmp_path / "results" / SUMMARY).write_text("{}")
    atlas = built_in(tmp_path / "results", tmp_path / "site", "zh")
    assert set(atlas.pages) == {"index.html", "regions.html", "faults.html", "unreadable.html", "method.html"}
    assert not any(page.css("figure") for page in atlas.pages.values())


def test_what_is_no_run_is_refused_in_one_line(results: Path, tmp_path: Path) -> None:
    def code(folder: Path) -> str:
        with pytest.raises(UnreadableDocument) as refused:
            build(folder, tmp_path / "site", Here(), ignore)
        assert "\n" not in str(refused.value)
        return refused.value.code

    folder = tmp_path / "results"
    folder.mkdir()
    assert code(folder) == "no-bulk-results"
    for path in results.iterdir():
        (folder / path.name).write_bytes(path.read_bytes())
    old = pyarrow.parquet.read_table(folder / "findings.parquet").drop_columns(["message_en"])
    pyarrow.parquet.write_table(old, folder / "findings.parquet")
    assert code(folder) == "bulk-results-outdated"
    whole = (results / "findings.parquet").read_bytes()
    (folder / "findings.parquet").write_bytes(whole[: len(whole) // 2])
    assert code(folder) == "bulk-results-damaged"
    middle = bytearray(whole)
    middle[100:400] = bytes(300)
    (folder / "findings.parquet").write_bytes(middle)
    assert code(folder) == "bulk-results-damaged"
    length = int.from_bytes(whole[-8:-4], "little")  # of the record of what the file holds, at its end
    record = len(whole) - 8 - length
    (folder / "findings.parquet").write_bytes(whole[:record] + b"\x0f\xff\x00\x8e" + whole[record + 4 :])
    assert code(folder) == "bulk-results-damaged"
    (folder / "findings.parquet").unlink()
    assert code(folder) == "bulk-results-damaged"


def test_a_folder_that_is_not_empty_is_left_alone(results: Path, tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text("mine")
    with pytest.raises(NotAllowed) as refused:
        build(results, tmp_path, Here(), ignore, regions=Regions())
    assert refused.value.code == "folder-not-empty"
    assert [path.name for path in tmp_path.iterdir()] == ["note.txt"]


def test_the_largest_agencies_are_told_of_where_there_are_so_many():
    """Of two agencies a hundredth is none: of them no share is worked out."""
    few, more = Totals(), Totals()
    few.sizes.update({14000: 1, 0: 1})
    more.sizes.update({90: 1, 1: 10})
    assert (few.share_of_top(0.01), few.share_of_top(0.1)) == (None, None)
    assert (more.share_of_top(0.01), more.share_of_top(0.1)) == (None, pytest.approx(0.901))
