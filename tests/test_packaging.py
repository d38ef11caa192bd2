import re
import shutil
import subprocess
import sys
import tomllib
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SOURCE = ROOT / "src" / "gongkai"
REQUIREMENTS = sorted((ROOT / "requirements").glob("*.txt"))
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]

PIN = re.compile(r"^([a-z0-9-]+)==[^\s;]+(?: ; [^\\\n]+)?(?= \\$)", re.MULTILINE)


def normal(requirement):
    """Give the name of a requirement as the index spells it."""
    return re.sub(r"[-_.]+", "-", re.match(r"[\w.-]+", requirement)[0]).lower()


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    tree = tmp_path_factory.mktemp("tree")
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, tree)
    shutil.copytree(SOURCE, tree / "src" / "gongkai", ignore=shutil.ignore_patterns("__pycache__"))
    pip("wheel", "--no-deps", "--no-build-isolation", "--no-index", "--wheel-dir", tree, tree)
    (built,) = tree.glob("*.whl")
    return built


def pip(*arguments):
    command = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check", *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8")
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_wheel_holds_every_file_of_the_package(wheel):
    expected = {
        str(Path("gongkai") / path.relative_to(SOURCE))
        for path in SOURCE.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    packed = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    assert packed == expected
    assert {"gongkai/py.typed", "gongkai/report/editions/2021.toml", "gongkai/law/calendar/2026.toml"} <= packed


def test_the_wheel_installs_and_finds_its_data_with_nothing_else_there(wheel, tmp_path):
    venv.create(tmp_path / "venv", with_pip=False)
    python = tmp_path / "venv" / "bin" / "python"
    pip("--python", python, "install", "--no-deps", "--no-index", wheel)
    done = subprocess.run(
        [
            python,
            "-I",
            "-c",
            "from datetime import date\n"
            "from gongkai.law.calendar import CHINA\n"
            "from gongkai.law.deadlines import reply_due\n"
            "from gongkai.report.edition import editions\n"
            "print(reply_due(date(2024, 9, 30), calendar=CHINA).due, *(edition.id for edition in editions()))",
        ],
        capture_output=True,
        encoding="utf-8",
    )
    assert (done.stdout, done.stderr) == ("2024-11-01 2019 2021\n", "")


@pytest.mark.parametrize("file", REQUIREMENTS, ids=lambda file: file.name)
def test_requirements_are_pinned_by_hash_and_name_no_place(file):
    text = file.read_text(encoding="utf-8")
    lines = [line.strip() for line in text.splitlines() if line.strip() and not line.strip().startswith("#")]
    assert [line for line in lines if not PIN.match(line) and not line.startswith("--hash=sha256:")] == []
    blocks = PIN.split(text)[1:]
    hashes = {name: block.count("--hash=sha256:") for name, block in zip(blocks[::2], blocks[1::2])}
    assert {name for name, count in hashes.items() if not count} == set()
    assert not re.search(r"://|@ |(?:^|\s)/", text)


def test_requirements_cover_the_project():
    pinned = {file.stem: set(PIN.findall(file.read_text(encoding="utf-8"))) for file in REQUIREMENTS}
    extras = PROJECT["optional-dependencies"]
    run, server, dev = (
        {normal(each) for each in named} for named in (PROJECT["dependencies"], extras["server"], extras["dev"])
    )
    assert run <= pinned["run"]
    assert run | server | pinned["run"] <= pinned["server"]
    assert server <= dev
    assert run | dev | pinned["server"] | {"setuptools"} <= pinned["dev"]


def test_what_is_pinned_twice_is_pinned_alike():
    """What a server runs is what the tests ran with."""
    found = {}
    for file in REQUIREMENTS:
        for name, block in zip(*[iter(PIN.split(file.read_text(encoding="utf-8"))[1:])] * 2):
            version = re.search(rf"^{name}==(\S+)", file.read_text(encoding="utf-8"), re.MULTILINE)[1]
            found.setdefault(name, set()).add((version, frozenset(re.findall(r"sha256:\w{64}", block))))
    assert {name for name, pins in found.items() if len(pins) > 1} == set()
    assert len(found["django"]) == 1


def test_what_runs_a_server_is_all_that_its_requirements_hold():
    text = next(file for file in REQUIREMENTS if file.stem == "server").read_text(encoding="utf-8")
    assert {"pytest", "mypy", "playwright", "pip-tools"}.isdisjoint(PIN.findall(text))
