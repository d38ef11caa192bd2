"""`gongkai import` of a ledger whose rows are of one agency."""

from pathlib import Path

import pytest
from click.testing import CliRunner
from tests.county import County, county

from gongkai.agencies.exchange.writing import write_csv
from gongkai.config.commands.bring_in import LEDGERS, bring_in
from gongkai.duties.models import Charge

pytestmark = pytest.mark.django_db


@pytest.fixture
def made() -> County:
    return county("handler")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    file = tmp_path / "leading.csv"
    file.write_bytes(write_csv(("职责", "姓名", "自"), [("第一责任人", "王某", "2026-01-01")]))
    return file


def run(*words: object) -> str:
    return CliRunner().invoke(bring_in, list(map(str, words))).output


def test_the_agency_is_named_and_the_table_tried_and_written(made: County, file: Path) -> None:
    assert "请用 --agency 写明" in run("leading", file)
    assert "没有“某局”这个机关" in run("leading", file, "--agency", "某局")
    tried = run("leading", file, "--agency", made.science.name)
    assert ("新增1行" in tried, "还没有写入" in tried, Charge.objects.count()) == (True, True, 0)
    assert "已全部写入" in run("leading", file, "--agency", made.science.name, "--yes")
    assert Charge.objects.get().agency == made.science
    assert "未变1行" in run("leading", file, "--agency", made.science.name, "--yes")


@pytest.mark.parametrize("name", LEDGERS)
def test_every_ledger_gives_a_table_to_fill_in(name: str, tmp_path: Path) -> None:
    assert "已写出空表" in run(name, tmp_path / "empty.xlsx", "--template")
