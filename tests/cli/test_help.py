import re
import shlex
import subprocess
import sys
from pathlib import Path

import click
import pytest

from gongkai.cli.commands import Command, Group
from gongkai.cli.main import main

CHINESE = re.compile(r"[一-鿿]")
ENTRY = str(Path(sys.executable).with_name("gongkai"))


def commands(command=main, path=()):
    yield path, command
    if isinstance(command, Group):
        for name, (where, _) in command.below.items():
            assert where.startswith(("gongkai.cli.", "gongkai.config.commands."))
            yield from commands(command.get_command(click.Context(command), name), (*path, name))


ALL = dict(commands())
OF_A_SITE = tuple(
    " ".join(("gongkai", *path, name))
    for path, command in ALL.items()
    if isinstance(command, Group)
    for name, (where, _) in command.below.items()
    if where.startswith("gongkai.config.")
)
EXAMPLES = [line for command in ALL.values() for line, _ in command.examples if not line.startswith(OF_A_SITE)]


@pytest.mark.parametrize("path", ALL, ids=" ".join)
def test_every_command_has_help_with_examples(run, path):
    shown = run(*path, "--help")
    assert (shown.exit_code, shown.stderr) == (0, "")
    assert shown.stdout.startswith("用法：gongkai")
    assert ALL[path].examples
    for line, _ in ALL[path].examples:
        assert f"  {line}" in shown.stdout


@pytest.mark.parametrize("path", ALL, ids=" ".join)
def test_help_in_english_has_no_chinese_but_names_of_reports(run, path):
    shown = run(*path, "--help", "--lang", "en")
    assert shown.stdout.startswith("Usage: gongkai")
    assert CHINESE.findall(re.sub(r"\([^()]*[一-鿿][^()]*\)", "", shown.stdout)) == []


@pytest.mark.parametrize("path", ALL, ids=" ".join)
def test_help_fits_the_width(run, path, monkeypatch):
    from gongkai.report.widths import columns_wide

    monkeypatch.setenv("COLUMNS", "90")
    lines = run(*path, "--help").stdout.splitlines()
    examples = [f"  {line}" for line, _ in ALL[path].examples]
    assert [line for line in lines if columns_wide(line) > 90 and line not in examples] == []


def test_a_table_of_commands_says_what_their_own_help_says():
    for path, command in ALL.items():
        if path:
            _, about = ALL[path[:-1]].below[path[-1]]
            assert str(command.about).partition("\n")[0] == str(about)


@pytest.mark.parametrize("line", EXAMPLES)
def test_every_example_runs(folder, monkeypatch, line):
    assert line.startswith(("gongkai ", "cat "))
    monkeypatch.setenv("HOME", str(folder))
    (folder / ".config" / "fish" / "completions").mkdir(parents=True)
    monkeypatch.setenv("PATH", f"{Path(ENTRY).parent}:/usr/bin:/bin")
    if line.startswith("gongkai cluster local"):
        assert_it_runs_until_it_is_ended(line)
        return
    done = subprocess.run(["bash", "-c", line.replace("| less", "| cat")], capture_output=True, encoding="utf-8")
    assert (done.returncode, done.stderr.partition("已写出")[0]) == (0, "")


def assert_it_runs_until_it_is_ended(line):
    with subprocess.Popen(shlex.split(line), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        try:
            assert process.stdout.readline().startswith("tcp://127.0.0.1:")
            process.terminate()
            assert process.wait(30) == 0
        finally:
            process.kill()


def test_examples_name_options_the_command_has():
    for path, command in ALL.items():
        if isinstance(command, Command):
            known = {option for param in command.params for option in param.opts}
            for line, _ in command.examples:
                used = {word for word in shlex.split(line) if word.startswith("--")}
                assert used <= known, (path, line)


def test_no_command_at_all_shows_the_help(run):
    shown = run()
    assert (shown.exit_code, shown.stdout) == (2, "")
    assert shown.stderr == run("--help").stdout


def test_help_imports_nothing_heavy():
    script = (
        "import sys\n"
        "from gongkai.cli.main import main\n"
        "try: main(['--help'])\n"
        "except SystemExit: pass\n"
        "print(*sorted(sys.modules), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, encoding="utf-8")
    imported = set(done.stderr.split())
    ours = {name for name in imported if name.startswith("gongkai")}
    assert "gongkai.cli.main" in ours
    assert ours.isdisjoint(
        {"gongkai.cli.due", "gongkai.law.calendar", "gongkai.report.edition", "gongkai.law.citation"}
    )
    assert imported.isdisjoint({"rich", "selectolax", "importlib.metadata", "pathlib", "tomllib", "json"})


def test_version(run):
    from importlib.metadata import version

    assert run("--version").stdout == f"gongkai {version('gongkai')}\n"
