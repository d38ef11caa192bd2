import os
import resource
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from random import Random
from time import monotonic

import pytest

from gongkai.cli.report.demo import SAMPLE

ENTRY = str(Path(sys.executable).with_name("gongkai"))
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + b"\x00\x00\x00\x10" * 40


def page(body):
    return f"<!DOCTYPE html><html><head><meta charset='utf-8'></head><body>{body}</body></html>".encode()


@pytest.fixture(scope="module")
def good(tmp_path_factory):
    target = tmp_path_factory.mktemp("good") / "report.html"
    subprocess.run([ENTRY, "report", "convert", SAMPLE, target], check=True, capture_output=True)
    return target.read_bytes()


@pytest.fixture
def bad(tmp_path, monkeypatch, good):
    """Files that cannot be read as one report, by name."""
    monkeypatch.chdir(tmp_path)
    body = good.decode().partition("<body>")[2].partition("</body>")[0] or good.decode()
    as_json = subprocess.run(
        [ENTRY, "report", "convert", SAMPLE, "-", "--to", "json"], check=True, capture_output=True
    ).stdout
    files = {
        "empty": b"",
        "blank": b" \n\t\n",
        "noise": Random(7).randbytes(20_000),
        "picture": PNG,
        "no-tables": page("<p>政府信息公开工作年度报告</p>"),
        "two-reports": page(body + body.replace("桓台县科技局", "桓台县教育局")),
        "before-2019": page(
            "<h1>桓台县科技局2017年政府信息公开工作年度报告</h1><table>"
            "<tr><td>统计指标</td><td>单位</td><td>统计数</td></tr>"
            "<tr><td>主动公开政府信息数</td><td>条</td><td>31</td></tr></table>"
        ),
        "unknown-edition": as_json.replace(b'"edition": "2019"', b'"edition": "2035"'),
        "truncated": good[: len(good) // 2],
        "not-our-json": b'{"a": 1}',
        "pdf": b"%PDF-1.7\n" + bytes(200),
    }
    for name, data in files.items():
        Path(name).write_bytes(data)
    Path("directory").mkdir()
    return [*files, "directory", "absent", "a/b", "n" * 300]


COMMANDS = [
    ("report", "check", "{}"),
    ("report", "check", "{}", "--format", "json"),
    ("report", "figures", "{}", "--json"),
    ("report", "show", "{}"),
    ("report", "convert", "{}", "out.html"),
    ("report", "diff", "{}", "{}"),
]


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_each_is_told_in_one_line_and_exits_2(run, bad, command):
    for name in bad:
        told = run(*(part.replace("{}", name) for part in command))
        assert told.exit_code == 2, (name, told.output, told.exception)
        if "json" in command and "check" in command:
            assert (told.stderr, '"verdict": "unreadable"' in told.stdout) == ("", True)
        else:
            assert (told.stdout, told.stderr.count("\n")) == ("", 1), name
            assert told.stderr.startswith(f"错误：{name}：")
            assert "gongkai 的缺陷" not in told.stderr
    assert not Path("out.html").exists()


def test_each_has_words_of_its_own(run, bad):
    told = {name: run("report", "check", name).stderr.partition("：")[2].partition("：")[2] for name in bad}
    same = {("empty", "blank"), ("absent", "a/b")}
    assert len(set(told.values())) >= len(told) - len(same) - 1
    assert told["absent"] == "没有这个文件。\n"
    assert told["directory"] == "是目录，不是文件。\n"
    assert "不止一份年报" in told["two-reports"]
    assert "2017年度" in told["before-2019"]
    assert "2035" in told["unknown-edition"]
    assert "中途断开" in told["truncated"]


@pytest.mark.parametrize(
    "command",
    [
        ("check", "{}"),
        ("check", "{}", "{}"),
        ("check", "report.html", "--previous", "{}"),
        ("check", "reports", "--out", "{}"),
        ("convert", "report.html", "{}"),
        ("convert", "report.html", "{}.html"),
        ("diff", "{}", "{}"),
        ("diff", "report.html", "{}"),
        ("diff", "report.html", "report.html", "--out", "{}"),
        ("chain", "{}"),
        ("form", "--edition", "2021", "{}.xlsx"),
        ("rollup", "{}"),
        ("rollup", "plan.toml", "--out", "{}"),
        ("atlas", "{}", "--out", "site"),
        ("atlas", "checked", "--out", "site", "--regions", "{}"),
    ],
    ids=" ".join,
)
def test_a_name_of_five_thousand_characters_is_shown_in_short(run, folder, command):
    told = run("report", *(part.replace("{}", "n" * 5000) for part in command))
    assert told.exit_code == 2
    assert "nnn…nnn" in told.stderr
    assert len(told.output) < 1000


def test_standard_input_is_named(run):
    assert run("report", "check", "-", input=b"").stderr.startswith("错误：标准输入：文件是空的。")


def test_no_permission(run, tmp_path, monkeypatch):
    def refused(*_, **__):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refused)
    told = run("report", "check", "secret.html")
    assert (told.exit_code, told.stderr) == (2, "错误：secret.html：没有权限。\n")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_no_permission_in_earnest(run, tmp_path):
    file = tmp_path / "secret.html"
    file.write_bytes(b"x")
    file.chmod(0)
    assert run("report", "check", file).stderr == f"错误：{file}：没有权限。\n"


def test_a_name_that_is_no_text(tmp_path):
    done = subprocess.run([ENTRY.encode(), b"report", b"check", b"\xff\xfe.html"], capture_output=True, cwd=tmp_path)
    assert (done.returncode, done.stdout, done.stderr.count(b"\n")) == (2, b"", 1)


@pytest.mark.parametrize("through", ["file", "standard input"])
def test_a_huge_file_takes_bounded_time_and_memory(tmp_path, through):
    huge = tmp_path / "huge.html"
    with huge.open("wb") as file:
        file.write(b"<html><table>")
        file.truncate(300 * 2**20)

    def limited():
        resource.setrlimit(resource.RLIMIT_AS, (700 * 2**20, 700 * 2**20))

    started = monotonic()
    with huge.open("rb") as stdin:
        done = subprocess.run(
            [ENTRY, "report", "check", "-" if through == "standard input" else huge],
            stdin=stdin,
            capture_output=True,
            encoding="utf-8",
            preexec_fn=limited,
        )
    assert monotonic() - started < 20
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.endswith("文件超过32MB，不予读取。年报全文远小于此；请确认没有选错文件。\n")


def test_ctrl_c_in_earnest(tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    command = [ENTRY, "report", "check", pipe]
    with (
        subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8",
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # what runs in the background has none
        ) as process,
        pipe.open("wb"),  # when the command has it open too
    ):  # fmt: skip
        # One that comes just before Python asks to read is told of only after it was read: whoever waits presses again.
        for _ in range(10):
            process.send_signal(signal.SIGINT)
            with suppress(subprocess.TimeoutExpired):
                out, err = process.communicate(timeout=5)
                break
    assert (process.returncode, out, err.strip()) == (130, "", "已中止。")


def test_a_reader_that_goes_away(good, tmp_path):
    for n in range(60):
        (tmp_path / f"{n}.html").write_bytes(good)
    done = subprocess.run(
        ["bash", "-c", f"{ENTRY} report check *.html | head -1; echo ${{PIPESTATUS[0]}} >&2"],
        cwd=tmp_path,
        capture_output=True,
        encoding="utf-8",
    )
    assert done.stdout.count("\n") == 1
    assert done.stderr.strip() in ("141", "0")
