"""Open data: what is public as files, all of it and nothing else, and what is taken back gone in the same moment."""

from __future__ import annotations

import csv
import io
import json
import shutil
from datetime import date, timedelta
from typing import Any

import jsonschema
import pytest
from click.testing import CliRunner
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import localdate, now
from django_tasks_db.models import DBTaskResult
from pyarrow import parquet
from tests.casework import actor
from tests.county import County, county
from tests.publishing import WORDS, begin, enter, publish
from tests.reports import TITLE, sample, signed

from gongkai.config.commands.opendata import opendata
from gongkai.disclosure import services
from gongkai.disclosure.models import Item
from gongkai.disclosure.services import cataloguing
from gongkai.opendata import dictionary, issuing, standing, writing
from gongkai.opendata.checking import differences
from gongkai.opendata.datasets import DATASETS, dataset_of
from gongkai.opendata.dictionary import schema_of
from gongkai.opendata.models import Issue
from gongkai.opendata.schemas import schema_named
from gongkai.opendata.tasks import renew
from gongkai.report.readers.json import read_json
from gongkai.report.writers.json import as_json

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 9)
FORMULA = '=HYPERLINK("http://x.example","点")\u2028,"'
HIDDEN = "没有审查过的内容"


@pytest.fixture(scope="module")
def made(kept) -> County:  # type: ignore[no-untyped-def]
    return county("administrator", "handler", "reviewer", "secrecy_reviewer", "leader", "publisher")


@pytest.fixture(autouse=True)
def _folder(tmp_path, settings) -> None:  # type: ignore[no-untyped-def]
    settings.OPEN_DATA_FILES = tmp_path / "open-data"


def lines(code: str, on: date | None = None) -> list[dict[str, Any]]:
    address = f"/open-data/{on or 'files'}/{code}.jsonl"
    answer = Client().get(address)
    assert answer.status_code == 200, address
    return [json.loads(line) for line in b"".join(answer.streaming_content).splitlines()]  # type: ignore[attr-defined]


def content(name: str) -> bytes:
    return b"".join(Client().get(f"/open-data/files/{name}").streaming_content)  # type: ignore[attr-defined]


def all_public(made: County) -> tuple[Item, Item]:
    """Publish two items, one in the catalogue, and a report; begin what is not public."""
    item = publish(made, begin(made, summary=FORMULA))
    other = publish(made, begin(made, title="另一条", document_number=""))
    cataloguing.place(item, enter(made), by=actor(made, "publisher"))
    begin(made, title=HIDDEN)
    signed(made.science)
    signed(made.science, number=2, at=None)
    return item, other


def test_all_that_is_public_is_in_three_forms_that_say_the_same_and_nothing_else(made: County) -> None:
    item, other = all_public(made)
    issue = issuing.make(DAY)
    assert set(issue.files) == {each.code for each in DATASETS} | {"dictionary"}
    rows = lines("items")
    assert [row["item"] for row in rows] == [item.pk, other.pk]
    assert rows[0]["url"].endswith(f"/items/{item.pk}/")
    assert (rows[0]["title"], rows[0]["made_on"], rows[1]["document_number"]) == (item.shown.title, "2026-03-02", None)  # type: ignore[union-attr]
    for dataset in DATASETS:
        found = lines(dataset.code)
        assert issue.files[dataset.code]["rows"] == len(found)
        assert len({tuple(row[name] for name in dataset.key) for row in found}) == len(found), dataset.code
        for row in found:
            jsonschema.validate(row, schema_of(dataset))
        table = parquet.read_table(io.BytesIO(content(f"{dataset.code}.parquet")))
        assert table.schema.names == list(dataset.names)
        loaded = [
            {each.name: None if row[each.name] is None else each.type.load(row[each.name]) for each in dataset.columns}
            for row in found
        ]
        assert table.to_pylist() == loaded
        written = list(csv.reader(io.StringIO(content(f"{dataset.code}.csv").decode("utf-8-sig"), newline="")))
        assert written[0] == [str(each.title) for each in dataset.columns]
        assert len(written) == len(found) + 1
        assert HIDDEN not in json.dumps(found, ensure_ascii=False)
    assert [each.code for each in DATASETS if not issue.files[each.code]["rows"]] == [
        "item-files", "withdrawals", "columns", "report-findings", "letters",
    ]  # fmt: skip


@pytest.mark.once
def test_a_spreadsheet_opens_the_csv_in_chinese_and_computes_nothing(made: County) -> None:
    all_public(made)
    issuing.make(DAY)
    written = content("items.csv")
    assert written.startswith("\ufeff信息编号,稿次,索引号,".encode())
    cells = next(csv.DictReader(io.StringIO(written.decode("utf-8-sig"), newline="")))
    assert cells["内容概述"] == f"'{FORMULA}"
    assert lines("items")[0]["summary"] == FORMULA
    figures = list(csv.DictReader(io.StringIO(content("report-figures.csv").decode("utf-8-sig"), newline="")))
    assert {each["数（逐位）"][:1] for each in figures} <= set("0123456789-") | {""}


def test_a_report_comes_back_from_its_figures_and_its_text(made: County) -> None:
    all_public(made)
    issuing.make(DAY)
    report = sample()
    (row,) = lines("reports")
    assert (row["title"], row["year"], row["current"]) == (TITLE, 2020, True)
    expected = {
        (table.spec.id, line.id, head.id): figure.value
        for table in report.tables.values()
        for line, head, figure in table.cells()
        if figure is not None
    }
    found = {(each["table"], each["row"], each["column"]): each["value"] for each in lines("report-figures")}
    assert found == pytest.approx(expected)
    assert [each["text"] for each in lines("report-texts")] == [
        each.text for part in (report.preamble, *(p.paragraphs for p in report.parts), report.closing) for each in part
    ]
    given = Client().get(row["json"].removeprefix("http://127.0.0.1:8000"))
    document = json.loads(given.content)
    jsonschema.validate(document, schema_named("report", 1))
    assert as_json(read_json(given.content.decode()).report) == document


def test_what_is_withdrawn_is_given_out_no_more_at_once_and_the_files_of_all_days_are_made_anew(made: County) -> None:
    item, other = all_public(made)
    days = [DAY - timedelta(days=1), DAY]
    for on in days:
        issuing.make(on)
    assert differences_now() == []
    old = {issuing.folder_of(each) for each in Issue.objects.all()}
    Issue.objects.update(made_at=now() - timedelta(hours=1))
    had = {"If-Modified-Since": Client().head("/open-data/files/items.csv")["Last-Modified"]}
    assert Client().get("/open-data/files/items.csv", headers=had).status_code == 304
    services.withdraw(item, note="内容有误", by=actor(made, "publisher"))
    for name in ("items", "item-texts", "item-files", "placements"):
        for where in ("files", *days):
            answer = Client().get(f"/open-data/{where}/{name}.csv")
            assert (answer.status_code, answer["Retry-After"]) == (503, "120"), (where, name)
    assert "正在重新生成" in Client().get("/open-data/").content.decode()
    assert len(lines("agencies")) > 0  # nothing of it was taken back
    assert [each.task_path for each in DBTaskResult.objects.ready()].count(renew.module_path) == 1
    renew.call()
    assert [row["item"] for row in lines("items")] == [other.pk]
    assert Client().get(f"/open-data/{days[0]}/items.csv").status_code == 503
    waiting = [each.task_path for each in DBTaskResult.objects.ready()]
    assert waiting.count(renew.module_path) == 2  # the one of the withdrawal, which was called here, and the next
    renew.call()
    assert differences_now() == []
    for on in days:
        assert [row["item"] for row in lines("items", on)] == [other.pk]
        assert [row["item"] for row in lines("item-texts", on)] == [other.pk]
        assert lines("placements", on) == []
    table = parquet.read_table(io.BytesIO(content("items.parquet")))
    assert table["item"].to_pylist() == [other.pk]
    assert "申报通知".encode() not in content("items.csv")
    again = Client().get("/open-data/files/items.csv", headers=had)
    assert b"".join(again.streaming_content).startswith("\ufeff".encode())  # type: ignore[attr-defined]
    assert not any(folder.exists() for folder in old)
    assert issuing.make(DAY).files["withdrawals"]["rows"] == 1
    (gone,) = lines("withdrawals")
    assert (gone["item"], gone["note"]) == (item.pk, "内容有误")


def differences_now() -> list[str]:
    return [str(each) for each in differences()]


def test_a_text_that_should_not_have_been_public_is_gone_and_one_that_was_only_reworded_stays(made: County) -> None:
    item = publish(made, begin(made))
    issuing.make(DAY)
    stood = standing.token()
    item = services.revise(item, by=actor(made), **{**WORDS, "title": "第二稿"})
    item = publish(made, item, note="改标题")
    assert standing.token() == stood
    assert [row["version"] for row in lines("items")] == [1]
    item = services.revise(item, by=actor(made), **{**WORDS, "title": "第三稿"})
    publish(made, item, note="更正", correction=True, comparable=False)
    assert Client().get("/open-data/files/items.csv").status_code == 503
    renew.call()
    assert lines("items") == []
    issuing.make(DAY)
    assert [row["title"] for row in lines("items")] == ["第三稿"]


def test_what_is_withdrawn_while_files_are_made_is_not_in_them(made: County, monkeypatch: pytest.MonkeyPatch) -> None:
    item, other = all_public(made)
    write = writing.write
    done: list[Item] = []

    def meanwhile(dataset: Any, rows: Any, folder: Any) -> Any:
        told = write(dataset, rows, folder)
        if dataset.code == "items" and not done:
            done.append(services.withdraw(item, note="内容有误", by=actor(made, "publisher")))
        return told

    monkeypatch.setattr(writing, "write", meanwhile)
    issuing.make(DAY)
    assert done
    assert [row["item"] for row in lines("items")] == [other.pk]


@pytest.mark.once
def test_files_that_cannot_be_written_leave_those_that_are_there(made: County, monkeypatch: pytest.MonkeyPatch) -> None:
    all_public(made)
    before = issuing.make(DAY)

    def full(*_: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(dictionary, "write", full)
    with pytest.raises(OSError, match="No space"):
        issuing.make(DAY)
    assert Issue.objects.get().folder == before.folder
    assert [each.name for each in issuing.folder_of(before).parent.iterdir()] == [before.folder]
    assert len(lines("items")) == 2


@pytest.mark.once
def test_files_are_kept_for_the_days_of_the_setting(settings: Any, made: County) -> None:
    settings.OPEN_DATA_DAYS = 2
    for days in range(4):
        issuing.make(DAY + timedelta(days=days))
    assert [f"{each.on:%d}" for each in Issue.objects.all()] == ["12", "11"]
    assert {each.name for each in settings.OPEN_DATA_FILES.iterdir()} == {each.folder for each in Issue.objects.all()}


@pytest.mark.once
def test_damage_is_told(made: County) -> None:
    all_public(made)
    folder = issuing.folder_of(issuing.make(DAY))
    (folder / "items.csv").write_bytes(b"x")
    (folder / "letters.parquet").unlink()
    assert differences_now() == ["2026-03-09的items.csv与生成时不同。", "2026-03-09的letters.parquet不在。"]


@pytest.mark.once
def test_a_day_whose_files_are_lost_keeps_no_other_from_being_made_anew(made: County) -> None:
    item, other = all_public(made)
    issuing.make(DAY - timedelta(days=1))
    shutil.rmtree(issuing.folder_of(issuing.make(DAY)))
    services.withdraw(item, note="内容有误", by=actor(made, "publisher"))
    issuing.renew()
    assert [each.on for each in Issue.objects.all()] == [DAY - timedelta(days=1)]
    assert [row["item"] for row in lines("items")] == [other.pk]


@pytest.mark.once
def test_the_command_makes_them_and_looks_at_them(made: County) -> None:
    item, _other = all_public(made)
    built = CliRunner().invoke(opendata, ["build"])
    assert (built.exit_code, built.output.splitlines()[0]) == (0, "items：2行")
    assert built.output.splitlines()[-1].startswith(f"已生成{len(DATASETS)}个数据集")
    assert CliRunner().invoke(opendata, ["check"]).output == "开放数据的文件都完好，里面没有已经撤下的。\n"
    Item.objects.filter(pk=item.pk).update(shown=None, withdrawn_on=localdate())  # by no service, which would tell
    checked = CliRunner().invoke(opendata, ["check"])
    assert (checked.exit_code, checked.output.splitlines()[0]) == (1, f"{localdate()}的items里有1行已经撤下。")


@pytest.mark.once
def test_as_many_questions_are_asked_for_three_items_as_for_one(made: County) -> None:
    publish(made, begin(made))
    asked = []
    for more in range(2):
        for _ in range(2 * more):
            publish(made, begin(made))
        with CaptureQueriesContext(connection) as queries:
            for code in ("items", "item-texts", "item-files", "placements"):
                dataset = dataset_of(code)
                assert dataset is not None
                list(dataset.rows())
        asked.append(len(queries))
    assert asked[0] == asked[1]
