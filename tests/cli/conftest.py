import json
import shutil

import pytest
from click.testing import CliRunner
from tests.law.calendars import NEXT, notice_of
from tests.redaction.shapes import plain, saved

from gongkai.cli.main import main
from gongkai.cli.report.demo import SAMPLE
from gongkai.report.bulk.rows import judge
from gongkai.report.bulk.run import SUMMARY
from gongkai.report.bulk.tables import encode, join

PLAN = """\
agency = "桓台县人民政府"
year = 2020
kind = "LEVEL"

[[member]]
name = "桓台县科技局"
kind = "UNIT"
file = "report.html"
own_office = true
"""

FAULTY = (
    "	0\n	0\n	0\n	0\n	0\n	0\n	0\n\n	二、上年结转",
    "	1\n	0\n	0\n	0\n	0\n	0\n	0\n\n	二、上年结转",
)


@pytest.fixture
def run():
    """Run the command in this process, with standard output and standard error apart."""

    def run(*args, input=None):
        return CliRunner().invoke(main, [str(arg) for arg in args], input=input, prog_name="gongkai")

    return run


@pytest.fixture
def folder(tmp_path, monkeypatch, run):
    """A folder with what the examples in the help speak of; the command runs in it."""
    monkeypatch.chdir(tmp_path)
    shutil.copy(SAMPLE, "report.txt")
    text = SAMPLE.read_text(encoding="utf-8")
    (tmp_path / "faulty.txt").write_text(text.replace(*FAULTY), encoding="utf-8")
    (tmp_path / "last-year.txt").write_text(
        text.replace("2021年1月", "2020年1月").replace("2020年，", "2019年，"), encoding="utf-8"
    )
    for name in ("report", "last-year"):
        assert run("report", "convert", f"{name}.txt", f"{name}.html").exit_code == 0
    assert run("report", "convert", "report.txt", "report.docx").exit_code == 0
    shutil.copy("report.html", "draft.html")
    (tmp_path / "record.pdf").write_bytes(saved(plain()))
    (tmp_path / "reports").mkdir()
    shutil.copy("report.txt", "reports")
    (tmp_path / "checked").mkdir()
    join([encode(judge(tmp_path / "report.html", "report.html"))], tmp_path / "checked")
    (tmp_path / "checked" / SUMMARY).write_text("{}", encoding="utf-8")
    (tmp_path / "regions.csv").write_text("机关,省\n桓台县科技局,山东省\n", encoding="utf-8")
    (tmp_path / "calendar").mkdir()
    for year in sorted({2027, NEXT}):
        (tmp_path / "calendar" / f"{year}.toml").write_text(notice_of(year), encoding="utf-8")
    (tmp_path / "plan.toml").write_text(PLAN, encoding="utf-8")
    case = {"received": "2026-09-30", "events": [["extended", "2026-10-20", 10]]}
    (tmp_path / "cases.jsonl").write_text(json.dumps(case) + "\n", encoding="utf-8")
    return tmp_path
