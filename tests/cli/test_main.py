import subprocess
import sys
from pathlib import Path

import pytest

from gongkai.cli import fee as fee_module
from gongkai.cli.joining import joined

ENTRY = str(Path(sys.executable).with_name("gongkai"))


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (["reprt"], "没有“reprt”这个命令。是不是“report”？"),
        (["xyzzy"], "没有“xyzzy”这个命令。"),
        (["fee", "--pieces"], "选项 --pieces 须带值。"),
        (["fee", "--pieces", "many"], "“--pieces”的值不对：“many”不是整数。"),
        (["completion"], "缺少参数“bash|zsh|fish”。可选的有：bash、zsh、fish"),
        (["report", "atlas", "nowhere", "--out", "site"], "“DIR2”的值不对：“nowhere”不存在。"),
        (
            ["report", "synth", "--count", "9" * 20, "--out", "x"],
            "“--count”的值不对：99999999999999999999 不在范围 1<=x<=10000000 之内。",
        ),
        (["fee", "--pieces", "0"], "“--pieces”的值不对：0 不在范围 x>=1 之内。"),
        (["fee", "--piece", "4"], "没有 --piece 这个选项。是不是“--pieces”？"),
        (["fee", "4"], "多出参数：4。"),
        (["fee", "--json=4"], "选项 --json 不带值。"),
        (["report", "check", "x", "--format", "xml"], "“--format”的值不对：“xml”不在可选的“text”、“json”之中。"),
        (["report", "diff", "x"], "缺少参数“NEW”。"),
        (["--lang", "fr", "fee"], "“--lang”的值不对：“fr”不在可选的“zh”、“en”之中。"),
    ],
)
def test_wrong_usage_is_told_in_chinese_and_exits_2(run, args, words):
    told = run(*args)
    assert (told.exit_code, told.stdout) == (2, "")
    error, see = told.stderr.splitlines() if told.stderr.count("\n") == 2 else (told.stderr.strip(), "用法见：")
    assert error == f"错误：{words}"
    assert see.startswith("用法见：")


@pytest.mark.parametrize(
    "args", ["--lang en fee --pieces 11", "fee --lang=en --pieces 11", "fee --pieces 11 --lang en"]
)
def test_language_may_be_said_anywhere(run, args):
    assert "Total" in run(*args.split()).stdout


def test_language_by_environment_and_the_option_over_it(run, monkeypatch):
    monkeypatch.setenv("GONGKAI_LANG", "en")
    assert run("fee", "--pieces", "0").stderr.startswith("Error: Invalid value for '--pieces'")
    assert run("fee", "--pieces", "0", "--lang", "zh").stderr.startswith("错误：")


def test_the_language_of_the_process_is_left_as_it_was(run, monkeypatch):
    import os

    monkeypatch.setenv("LANGUAGE", "fr")
    run("fee", "--pieces", "11", "--lang", "en")
    assert os.environ["LANGUAGE"] == "fr"


def test_a_defect_is_told_in_one_line_and_exits_70(run, monkeypatch):
    def broken(*_):
        raise RuntimeError("two\nlines")

    monkeypatch.setattr(fee_module, "_show", broken)
    told = run("fee", "--pieces", "11")
    assert (told.exit_code, told.stdout, told.stderr.count("\n")) == (70, "", 1)
    assert "RuntimeError：two lines" in told.stderr
    assert "GONGKAI_DEBUG=1" in told.stderr


def test_debugging_shows_the_traceback(run, monkeypatch):
    def broken(*_):
        raise RuntimeError("why")

    monkeypatch.setattr(fee_module, "_show", broken)
    monkeypatch.setenv("GONGKAI_DEBUG", "1")
    assert isinstance(run("fee", "--pieces", "11").exception, RuntimeError)


def test_ctrl_c_stops_with_one_line(run, monkeypatch):
    def interrupted(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(fee_module, "_show", interrupted)
    told = run("fee", "--pieces", "11")
    assert (told.exit_code, told.stderr.strip()) == (130, "已中止。")


def test_nobody_reading_on_is_no_error():
    done = subprocess.run(
        ["bash", "-c", f"{ENTRY} calendar show 2026 | true; echo ${{PIPESTATUS[0]}}"],
        capture_output=True,
        encoding="utf-8",
    )
    assert done.stderr == ""
    assert done.stdout.strip() in ("141", "0")  # 0 when all was written before the reader went


@pytest.mark.parametrize(
    ("command", "told"),
    [
        ("fee --pieces 11 >&-", (0, "")),
        ("report check - <&-", (2, "错误：标准输入：文件是空的。请重新下载或另存文件。\n")),
        ("due --cases - <&-", (0, "")),
    ],
)
def test_a_stream_that_is_closed_is_as_good_as_empty(command, told):
    done = subprocess.run(["bash", "-c", f"{ENTRY} {command}"], capture_output=True, encoding="utf-8")
    assert (done.returncode, done.stderr) == told


def test_a_terminal_without_chinese_gets_question_marks():
    done = subprocess.run(
        [ENTRY, "fee", "--pieces", "11"], capture_output=True, env={"PYTHONIOENCODING": "latin-1", "PATH": "/usr/bin"}
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"100?" in done.stdout


def test_the_package_runs_as_the_command_does():
    ways = ([ENTRY], [sys.executable, "-m", "gongkai.cli"])
    told = [subprocess.run([*way, "fee", "--pieces", "45"], capture_output=True, encoding="utf-8") for way in ways]
    assert told[0].stdout == told[1].stdout != ""
    assert [done.returncode for done in told] == [0, 0]


def test_garbage_is_looked_for_again_once_all_is_imported():
    script = (
        "import atexit, gc\n"
        "from gongkai.cli.__main__ import main\n"
        "atexit.register(lambda: print(gc.isenabled(), gc.get_freeze_count() > 1000))\n"
        "main()"
    )
    done = subprocess.run([sys.executable, "-c", script, "--version"], capture_output=True, encoding="utf-8")
    assert done.stdout.splitlines()[1:] == ["True True"]


@pytest.fixture
def another_package(tmp_path, monkeypatch):
    """A package installed beside ours that adds a command."""
    info = tmp_path / "beside-1.0.dist-info"
    info.mkdir()
    (info / "entry_points.txt").write_text("[gongkai.commands]\nhello = beside_gongkai:hello\n", encoding="utf-8")
    (tmp_path / "beside_gongkai.py").write_text(
        "import click\n\n@click.command()\ndef hello():\n    click.echo('hello')\n", encoding="utf-8"
    )
    monkeypatch.syspath_prepend(tmp_path)
    yield
    sys.modules.pop("beside_gongkai", None)


def test_commands_join_by_entry_point_and_are_imported_when_called(run, another_package):
    assert joined()["hello"] == "beside_gongkai:hello"
    assert "  hello\n" in run("--help").stdout
    assert "beside_gongkai" not in sys.modules
    assert run("hello").stdout == "hello\n"


def test_completion_of_commands_and_options(run):
    def complete(words, at):
        env = {"_GONGKAI_COMPLETE": "bash_complete", "COMP_WORDS": words, "COMP_CWORD": str(at), "PATH": "/usr/bin"}
        return subprocess.run([ENTRY], env=env, capture_output=True, encoding="utf-8").stdout.split()

    assert complete("gongkai re", 1) == ["plain,report", "plain,redact", "plain,restore"]
    assert complete("gongkai rep", 1) == ["plain,report"]
    assert "plain,check" in complete("gongkai report ", 2)
    assert complete("gongkai fee --p", 2) == ["plain,--pieces", "plain,--pages"]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_scripts(run, shell):
    script = run("completion", shell)
    assert script.exit_code == 0
    assert f"_GONGKAI_COMPLETE={shell}_complete" in script.stdout


def test_completion_of_another_shell_is_refused(run):
    assert run("completion", "tcsh").exit_code == 2
