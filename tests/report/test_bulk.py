"""Bulk checking: complete, resumable after a kill, and not stopped by any document."""

from __future__ import annotations

import csv
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import BrokenExecutor
from pathlib import Path
from typing import Any

import pyarrow.csv
import pyarrow.parquet
import pytest
from tests.report.crews import POISON, Counting, Poisoned, Stillborn

from gongkai.law.errors import NotAllowed, UnreadableDocument
from gongkai.report.bulk import Processes, Progress, plan, run
from gongkai.report.bulk.rows import Judged, judge
from gongkai.report.bulk.tables import encode, join
from gongkai.report.synth import Synthetic, layouts_in, synthesise
from gongkai.typesetting.characters import printable

COUNT = 40
TEXTS = layouts_in(".html", ".txt")
GONGKAI = [sys.executable, "-c", "from gongkai.cli.main import main; main()"]


def ignore(progress: Progress) -> None:
    pass


def fill(folder: Path, count: int = COUNT) -> dict[str, Synthetic]:
    made = {f"{number % 3}/{each.name}": each for number, each in enumerate(synthesise(count, 2, 0.4, TEXTS))}
    for name, each in made.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(each.data)
    return made


def table(out: Path, name: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = pyarrow.parquet.read_table(out / f"{name}.parquet").to_pylist()
    return rows


def test_tables_hold_every_document_its_figures_and_its_findings(tmp_path: Path) -> None:
    made = fill(tmp_path / "in")
    told: list[Progress] = []
    with Processes(2) as crew:
        done = run(tmp_path / "in", tmp_path / "out", crew, told.append, chunk=4)
    expected = {name: judge(tmp_path / "in" / name, name) for name in made}
    assert {row["file"]: row for row in table(tmp_path / "out", "manifest")} == {
        name: each.manifest[0] for name, each in expected.items()
    }
    assert len(table(tmp_path / "out", "manifest")) == COUNT
    for name in ("figures", "findings"):
        got: dict[str, list[dict[str, Any]]] = {}
        for row in table(tmp_path / "out", name):
            got.setdefault(row["file"], []).append(row)
        assert got == {file: rows for file, each in expected.items() if (rows := getattr(each, name))}
    wrong = sum(each.manifest[0]["verdict"] == "errors" for each in expected.values())
    assert done == told[-1] == Progress(COUNT, COUNT, wrong, 0)
    assert wrong > 0
    assert [each.done for each in told] == [0, *range(4, COUNT + 1, 4)]


def test_csv_says_what_parquet_says(tmp_path: Path) -> None:
    fill(tmp_path / "in", 6)
    with Processes(1) as crew:
        run(tmp_path / "in", tmp_path / "out", crew, ignore)
    for name in ("manifest", "figures", "findings"):
        parquet = pyarrow.parquet.read_table(tmp_path / "out" / f"{name}.parquet")
        options = pyarrow.csv.ConvertOptions(
            column_types=parquet.schema, strings_can_be_null=True, quoted_strings_can_be_null=False
        )
        assert pyarrow.csv.read_csv(tmp_path / "out" / f"{name}.csv", convert_options=options) == parquet
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        f"{name}.{ending}" for name in ("figures", "findings", "manifest") for ending in ("csv", "parquet")
    ] + ["summary.json"]


def test_figures_are_those_of_the_truth(tmp_path: Path) -> None:
    made = fill(tmp_path / "in", 10)
    with Processes(1) as crew:
        run(tmp_path / "in", tmp_path / "out", crew, ignore)
    rows = table(tmp_path / "out", "figures")
    for name, each in made.items():
        got = {
            (row["row"], row["column"]): row["value"]
            for row in rows
            if row["file"] == name and (row["table"], row["row"]) == ("remedies", "reconsideration")
        }
        assert list(got.values()) == each.truth["reviews"]["复议"]


def test_what_cannot_be_read_is_told_and_stops_nothing(tmp_path: Path) -> None:
    fill(tmp_path / "in", 5)
    (tmp_path / "in" / "letter.txt").write_text("今天天气很好。", encoding="utf-8")
    (tmp_path / "in" / "broken.docx").write_bytes(b"PK\x03\x04" + bytes(200))
    (tmp_path / "in" / "gone.html").symlink_to(tmp_path / "nowhere")
    (tmp_path / "in" / "page.css").write_text("td {}", encoding="utf-8")
    with Processes(1) as crew:
        done = run(tmp_path / "in", tmp_path / "out", crew, ignore)
    unreadable = {
        row["file"]: row["code"] for row in table(tmp_path / "out", "manifest") if row["verdict"] == "unreadable"
    }
    assert unreadable == {"letter.txt": "no-tables", "broken.docx": "damaged"}
    assert (done.total, done.unreadable) == (7, 2)


def test_a_document_that_ends_its_process_costs_only_itself(tmp_path: Path) -> None:
    made = fill(tmp_path / "in")
    poisonous = {f"1/poison-{number}.html" for number in range(2)}
    for name in poisonous:
        (tmp_path / "in" / name).write_bytes(POISON)
    with Poisoned(2) as crew:
        done = run(tmp_path / "in", tmp_path / "out", crew, ignore, chunk=4)
    rows = {row["file"]: row for row in table(tmp_path / "out", "manifest")}
    assert rows.keys() == made.keys() | poisonous
    assert {name for name, row in rows.items() if row["verdict"] == "unreadable"} == poisonous
    assert {rows[name]["code"] for name in poisonous} == {"process-ended"}
    assert (done.done, done.unreadable) == (COUNT + 2, 2)


def test_processes_that_do_not_start_blame_no_document(tmp_path: Path) -> None:
    fill(tmp_path / "in", 3)
    with Stillborn(1) as crew, pytest.raises(BrokenExecutor):
        run(tmp_path / "in", tmp_path / "out", crew, ignore)
    with Processes(1) as crew:
        assert run(tmp_path / "in", tmp_path / "out", crew, ignore).unreadable == 0


def test_a_killed_run_goes_on_and_does_nothing_twice(tmp_path: Path) -> None:
    made = fill(tmp_path / "in", 240)
    process = subprocess.Popen(
        [*GONGKAI, "report", "check", str(tmp_path / "in"), "--jobs", "2", "--out", str(tmp_path / "out")],
        start_new_session=True,
        stderr=subprocess.DEVNULL,
    )
    work = tmp_path / "out" / ".gongkai-bulk"
    while not len(list(work.glob("*/*.json"))) >= 3:
        assert process.poll() is None, "it was done before it could be killed"
        time.sleep(0.01)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    assert not (tmp_path / "out" / "manifest.parquet").exists()
    kept = {chunk.number: chunk.names for chunk in plan.chunks(work) if list(work.glob(f"*/{chunk.number:09}.json"))}
    assert len(kept) >= 3
    _wait_for_the_end_of_group(process.pid)

    with Counting(2) as crew:
        done = run(tmp_path / "in", tmp_path / "out", crew, ignore)
    assert sorted(crew.given) == sorted(made.keys() - {name for names in kept.values() for name in names})
    assert sorted(row["file"] for row in table(tmp_path / "out", "manifest")) == sorted(made)
    assert done.done == done.total == 240


def _wait_for_the_end_of_group(group: int) -> None:
    """Wait until the processes of a killed run have noticed; they must not live on."""
    until = time.monotonic() + 20
    while time.monotonic() < until:
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return
        time.sleep(0.05)
    raise AssertionError("processes of a killed run live on")


def test_a_complete_run_is_not_done_again(tmp_path: Path) -> None:
    fill(tmp_path / "in", 4)
    with Counting(1) as crew:
        first = run(tmp_path / "in", tmp_path / "out", crew, ignore)
        given = len(crew.given)
        assert run(tmp_path / "in", tmp_path / "out", crew, ignore) == first
        assert len(crew.given) == given == 4
        (tmp_path / "other").mkdir()
        with pytest.raises(NotAllowed) as refused:
            run(tmp_path / "other", tmp_path / "out", crew, ignore)
        assert refused.value.code == "bulk-other-folder"
        with pytest.raises(NotAllowed) as refused:
            run(tmp_path / "in", tmp_path / "out", crew, ignore, ocr=True)
    assert refused.value.code == "bulk-other-ocr"


DAMAGE = (
    b"",
    b"{}",
    b"[1, 2]",
    b"null",
    b'{"folder": 1}',
    b"\xff\xfe",
    b"[" * 100_000,
    bytes(2000),
    b"[" + b"1" * 9_000,
)


@pytest.fixture(scope="module")
def broken_off(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of documents, and a run broken off with all its segments made."""

    class Interrupted(Exception):
        pass

    def stop(progress: Progress) -> None:
        if progress.done == progress.total:
            raise Interrupted

    folder = tmp_path_factory.mktemp("broken-off")
    fill(folder / "in", 6)
    with Processes(1) as crew, pytest.raises(Interrupted):
        run(folder / "in", folder / "kept", crew, stop, chunk=2)
    return folder


@pytest.fixture
def interrupted(broken_off: Path) -> Path:
    """The folder with the run in `out` as it was when it was broken off."""
    shutil.rmtree(broken_off / "out", ignore_errors=True)
    shutil.copytree(broken_off / "kept", broken_off / "out")
    return broken_off


@pytest.fixture(scope="module")
def counting() -> Iterator[Counting]:
    """A process for many tests, with what it was given."""
    with Counting(1) as crew:
        yield crew


def done_again(folder: Path, crew: Counting) -> list[str]:
    """Let a run be done to its end; give the documents that were done for it."""
    before = len(crew.given)
    assert run(folder / "in", folder / "out", crew, ignore).done == 6
    return crew.given[before:]


def test_a_damaged_summary_is_told_in_one_line(tmp_path: Path) -> None:
    fill(tmp_path / "in", 1)
    with Processes(1) as crew:
        run(tmp_path / "in", tmp_path / "out", crew, ignore)
        summary = tmp_path / "out" / "summary.json"
        whole = json.loads(summary.read_bytes())
        for damage in (*DAMAGE, json.dumps(whole | {"total": "1"}).encode(), json.dumps(whole | {"more": 1}).encode()):
            summary.write_bytes(damage)
            with pytest.raises(UnreadableDocument) as refused:
                run(tmp_path / "in", tmp_path / "out", crew, ignore)
            assert refused.value.code == "bulk-record-damaged"
            assert "summary.json" in str(refused.value)
        summary.write_text(json.dumps(whole))
        (tmp_path / "out" / "figures.csv").unlink()
        with pytest.raises(UnreadableDocument) as refused:
            run(tmp_path / "in", tmp_path / "out", crew, ignore)
        assert refused.value.code == "bulk-table-lacking"
    told = subprocess.run(
        [*GONGKAI, "report", "check", str(tmp_path / "in"), "--out", str(tmp_path / "out")],
        capture_output=True,
        text=True,
    )
    assert (told.returncode, told.stdout, told.stderr.count("\n")) == (2, "", 1)


def test_a_damaged_plan_is_told_in_one_line(interrupted: Path, counting: Counting) -> None:
    work = interrupted / "out" / ".gongkai-bulk"
    listed = (work / "plan.jsonl").read_bytes()
    first, second, *names = listed.splitlines(keepends=True)
    damaged = [first + second + damage for damage in DAMAGE]
    damaged += [
        *DAMAGE,
        first + b"-1\n",
        first.replace(b", 2, ", b", 0, ") + second,
        b"".join([first, second, *names[:-1]]),
    ]
    for damage in damaged:
        (work / "plan.jsonl").write_bytes(damage)
        with pytest.raises(UnreadableDocument) as refused:
            run(interrupted / "in", interrupted / "out", counting, ignore)
        assert (refused.value.code, "plan.jsonl" in str(refused.value)) == ("bulk-record-damaged", True)
    (work / "plan.jsonl").write_bytes(listed)
    done_again(interrupted, counting)


@pytest.mark.parametrize("damage", [*DAMAGE, b"[1, 0, 0]", b'["2", 0, 0]', b"[2, 0, 0, 0]"])
def test_a_part_whose_counts_are_damaged_is_done_again(interrupted: Path, counting: Counting, damage: bytes) -> None:
    (interrupted / "out" / ".gongkai-bulk" / "000000" / "000000001.json").write_bytes(damage)
    assert len(done_again(interrupted, counting)) == 2


def test_a_part_that_is_gone_is_done_again(interrupted: Path, counting: Counting) -> None:
    (interrupted / "out" / ".gongkai-bulk" / "000000" / "000000001.arrow").unlink()
    assert len(done_again(interrupted, counting)) == 2


def test_a_part_that_is_damaged_is_done_again_by_the_next_run(interrupted: Path, counting: Counting) -> None:
    segment = interrupted / "out" / ".gongkai-bulk" / "000000" / "000000001.arrow"
    counts, whole = segment.with_suffix(".json").read_bytes(), segment.read_bytes()
    damaged = (*DAMAGE, whole[:-100], whole[:300], whole[:500] + bytes(200) + whole[700:])
    before = len(counting.given)
    for damage in damaged:
        segment.write_bytes(damage)
        segment.with_suffix(".json").write_bytes(counts)
        with pytest.raises(UnreadableDocument) as refused:
            run(interrupted / "in", interrupted / "out", counting, ignore)
        assert (refused.value.code, str(segment) in str(refused.value)) == ("bulk-segment-damaged", True)
    assert len(counting.given) == before
    assert len(done_again(interrupted, counting)) == 2


def test_results_may_lie_among_the_documents(tmp_path: Path) -> None:
    made = fill(tmp_path, 4)
    with Processes(1) as crew:
        run(tmp_path, tmp_path / "out", crew, ignore)
    assert {row["file"] for row in table(tmp_path / "out", "manifest")} == made.keys()


def test_an_empty_folder_gives_empty_tables(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    with Processes(1) as crew:
        assert run(tmp_path / "in", tmp_path / "out", crew, ignore) == Progress(0, 0)
    assert table(tmp_path / "out", "figures") == []


def test_command_says_what_came_out(tmp_path: Path) -> None:
    fill(tmp_path / "in", 6)
    (tmp_path / "in" / "letter.txt").write_text("今天天气很好。", encoding="utf-8")
    asked = [*GONGKAI, "report", "check", str(tmp_path / "in")]
    result = subprocess.run([*asked, "--jobs", "1", "--out", str(tmp_path / "out")], capture_output=True, text=True)
    assert result.returncode == 2, result.stderr
    summary = json.loads((tmp_path / "out" / "summary.json").read_text(encoding="utf-8"))
    assert f"共7份：{summary['with_errors']}份有错误，1份读不出来" in result.stdout
    again = subprocess.run([*asked, "--out", str(tmp_path / "out")], capture_output=True, text=True)
    assert "没有重做" in again.stdout
    wrong = subprocess.run([*asked, "--jobs", "2"], capture_output=True, text=True)
    assert (wrong.returncode, "--out" in wrong.stderr) == (2, True)


def test_csv_cells_are_never_formulas_and_parquet_has_them_as_they_were(tmp_path: Path) -> None:
    begins = ("=HYPERLINK(1)", "+1+1", "-1+1", "@SUM(A1)", "\t=1", "＝1+1", "＠A1")
    plain = ("-3", "-", "－", "3.5", "财政局", "a=b", "")
    (row,) = judge(tmp_path / "gone.html", "gone.html").manifest
    rows = [{**row, "file": name} for name in (*begins, *plain)]
    join([encode(Judged(rows, [], []))], tmp_path)
    with (tmp_path / "manifest.csv").open(encoding="utf-8-sig", newline="") as file:
        assert [each["file"] for each in csv.DictReader(file)] == [*(f"'{name}" for name in begins), *plain]
    assert [each["file"] for each in table(tmp_path, "manifest")] == [*begins, *plain]


def test_csv_cells_hold_nothing_a_terminal_obeys_and_parquet_has_them_as_they_were(tmp_path: Path) -> None:
    names = ("\x1b[31m财政局\x9b0m", "\x1b=1+1", "\r=1", "\u202e局\u2069\u200f", "甲\t乙\n丙")
    (row,) = judge(tmp_path / "gone.html", "gone.html").manifest
    join([encode(Judged([{**row, "file": name} for name in names], [], []))], tmp_path)
    with (tmp_path / "manifest.csv").open(encoding="utf-8-sig", newline="") as file:
        shown = [each["file"] for each in csv.DictReader(file)]
    assert shown == ["[31m财政局0m", "'=1+1", "'=1", "局", "甲\t乙\n丙"]
    assert [printable(name) for name in names] == [each.lstrip("'") for each in shown]
    assert [each["file"] for each in table(tmp_path, "manifest")] == list(names)


def test_words_stand_in_chinese_and_in_english(tmp_path: Path) -> None:
    fill(tmp_path)
    rows = [row for path in tmp_path.rglob("*.html") for row in judge(path, path.name).findings]
    broken = [row for row in rows if row["code"] == "applications-balance"]
    assert broken
    assert {"新收" in row["message"] for row in broken} == {True}
    assert {"carried in" in row["message_en"] for row in broken} == {True}
