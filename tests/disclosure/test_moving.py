"""Items moved in: shown since their day, on somebody's word, all or none, each once however often it is done."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from django.test import Client
from django.urls import reverse
from tests.casework import actor
from tests.county import County, county
from tests.pictures import png
from tests.publishing import begin

from gongkai.agencies.exchange.writing import write_csv
from gongkai.attachments.models import Attachment
from gongkai.config.commands.bring_in import items
from gongkai.disclosure import services
from gongkai.disclosure.content import SHOWN
from gongkai.disclosure.documents.page import page
from gongkai.disclosure.models import Item, Origin, Showing
from gongkai.disclosure.moving import Moving, move_in
from gongkai.disclosure.selectors import category_for, public_items
from gongkai.disclosure.services import Voucher
from gongkai.disclosure.table_two import documents
from gongkai.journal.actor import SYSTEM
from gongkai.journal.models import Entry
from gongkai.journal.verifying import differences
from gongkai.law.errors import NotInForce
from gongkai.search.models import Change
from gongkai.search.sources.items import CODE

ROW = {
    "原编号": "old-1", "公开机关": "桓台县科技局", "索引号": "HTKJ/2024-00007", "公开类别": "规划及相关政策",
    "名称": "2024年科技计划", "主题分类": "科技、教育\\科技", "公开日期": "2024-03-29", "成文日期": "2024-03-01",
    "正文文件": "a/plan.html", "附件": "a/list.pdf",
}  # fmt: skip
LATE = ROW | {
    "原编号": "old-2", "索引号": "", "名称": "迟公开的", "公开日期": "2023-05-31", "成文日期": "2023-03-01", "附件": "",
}  # fmt: skip
PDF = b"%PDF-1.4\n%%EOF\n"


@pytest.fixture
def folder(tmp_path: Path, settings: Any) -> Path:
    settings.ATTACHMENT_FILES = tmp_path / "files"
    place = tmp_path / "old"
    (place / "a").mkdir(parents=True)
    (place / "a" / "plan.html").write_text(
        "<html><head><title>站名</title></head><body><!-- 内部 --><h1 align=center>计划</h1><div>目标<b>明确</b></div>"
        '<p style="display:none">内部</p><p><img src="map.png" alt="图"><img src="../../x.png"></p></body></html>',
        encoding="gb18030",
    )
    (place / "a" / "map.png").write_bytes(png(4, 4))
    (place / "a" / "list.pdf").write_bytes(PDF)
    (tmp_path / "x.png").write_bytes(png())
    return place


@pytest.fixture
def made(db: None) -> Iterator[County]:
    made = county("handler", "administrator", "publisher")
    begin(made)
    yield made
    assert list(differences()) == []


def voucher(made: County, role: str = "publisher") -> Voucher:
    return Voucher(made.officers[role], "旧网站审查后公开，有审批单")


def csv_of(*rows: dict[str, str]) -> bytes:
    headings = list(dict.fromkeys(heading for row in rows for heading in row))
    return write_csv(headings, [[row.get(heading, "") for heading in headings] for row in rows])


def move(made: County, folder: Path, *rows: dict[str, str], write: bool = True, role: str = "publisher") -> Any:
    return move_in(csv_of(*rows), folder, voucher(made, role), by=SYSTEM, on=date(2026, 11, 27), write=write)


def test_what_was_public_is_public_since_its_day(made: County, folder: Path) -> None:
    outcome, moved = move(made, folder, ROW, LATE)
    assert (outcome.written, [row.outcome for row in outcome.rows]) == (True, ["added", "added"])
    first, second = Item.objects.filter(origin__isnull=False).order_by("pk")
    assert [(each.shown_on, each.late, each.stage) for each in (first, second)] == [
        (date(2024, 3, 29), False, "settled"), (date(2023, 5, 31), True, "settled"),
    ]  # fmt: skip
    assert (first.index, second.index) == ("HTKJ/2024-00007", "HTKJ/2023-00001")
    assert begin(made).index.endswith("-00002")
    picture, listed = Attachment.objects.filter(object_id=first.pk).order_by("-kind")
    assert first.shown.body == (
        '<h2 class="align-center">计划</h2><p>目标<strong>明确</strong></p>'
        f'<p><img src="attachment:{picture.pk}" alt="图"></p>'
    )
    page = Client().get(reverse("portal:item", args=[first.pk]))
    assert ([each.pk for each in page.context["files"]], "内部" in page.text) == ([listed.pk], False)
    assert Showing.objects.get(item=first).since.year == 2024
    assert set(Change.objects.values_list("source", "key")) == {(CODE, first.pk), (CODE, second.pk)}
    assert ("plan.html", "图片“../../x.png”不在文件夹里，没有带入。") in moved.notes
    entry = Entry.objects.get(act="item.taken_over", object_type="disclosure.item", object_id=first.pk)
    assert entry.note == {"vouched_by": "publisher", "reason": "旧网站审查后公开，有审批单"}


def test_it_is_tried_first_and_done_once(made: County, folder: Path) -> None:
    outcome, _ = move(made, folder, ROW, write=False)
    assert (outcome.written, outcome.count("added"), Origin.objects.count()) == (False, 1, 0)
    assert not Attachment.objects.exists()
    assert not list((folder.parent / "files").glob("??/*"))
    move(made, folder, ROW)
    outcome, _ = move(made, folder, ROW, LATE)
    assert [row.outcome for row in outcome.rows] == ["same", "added"]
    outcome, _ = move(made, folder, ROW, LATE)
    assert (outcome.count("same"), public_items().count()) == (2, 2)


def test_every_wrong_cell_is_named_and_nothing_is_written(made: County, folder: Path) -> None:
    wrong = [
        ROW,
        ROW | {"公开机关": "没有这个局"},
        ROW | {"原编号": "old-3", "公开日期": "2099-01-01", "索引号": ""},
        ROW | {"原编号": "old-4", "正文文件": "../x.png", "索引号": ""},
        ROW | {"原编号": "old-5", "附件": "a/none.pdf", "公开类别": "没有这类"},
        ROW | {"原编号": "old-6"},
        ROW | {"原编号": "old-7", "成文日期": "2024-04-01", "索引号": ""},
    ]
    outcome, _ = move(made, folder, *wrong)
    told = [(row.number, problem.heading) for row in outcome.bad for problem in row.problems]
    assert told == [
        (3, "公开机关"), (4, "公开日期"), (5, "正文文件"), (6, "公开类别"), (7, "索引号"), (8, "形成或者变更之日"),
    ]  # fmt: skip
    assert (outcome.written, Origin.objects.count()) == (False, 0)


def test_only_who_publishes_may_vouch(made: County, folder: Path) -> None:
    outcome, _ = move(made, folder, ROW, role="handler")
    [problem] = outcome.bad[0].problems
    assert "不能担保" in problem.what


def test_what_was_taken_over_is_reviewed_when_it_is_changed(made: County, folder: Path) -> None:
    move(made, folder, ROW)
    item = Item.objects.get(origin__source="old-1")
    values = {name: getattr(item.text, name) for name in ("category", "formed_on", "title", "subject", "produced_on")}
    item = services.revise(item, by=SYSTEM, **values, body="<p>改过的</p>")
    assert (item.stage, item.shown.title, "改过的" in item.shown.body) == ("draft", "2024年科技计划", False)


def test_the_command_tries_asks_and_writes(made: County, folder: Path) -> None:
    (folder / "items.csv").write_bytes(csv_of(ROW))
    who = ["--vouched-by", made.officers["publisher"].username, "--reason", "旧网站审查后公开"]
    run = CliRunner().invoke
    assert isinstance(run(items, [str(folder / "none")]).exception, FileNotFoundError)
    assert "请用 --vouched-by 写明担保人" in run(items, [str(folder)]).output
    tried = run(items, [str(folder), *who])
    assert (tried.exit_code, "这是试算" in tried.output, Origin.objects.count()) == (0, True, 0)
    done = run(items, [str(folder), *who, "--yes"])
    assert (done.exit_code, "已全部写入" in done.output, Origin.objects.get().source) == (0, True, "old-1")
    (folder / "items.csv").write_bytes(csv_of(ROW | {"原编号": "x", "公开日期": "昨天"}))
    bad = run(items, [str(folder), *who, "--yes"])
    assert (bad.exit_code, "公开日期" in bad.output, Origin.objects.count()) == (1, True, 1)
    assert run(items, [str(folder / "new.xlsx"), "--template"]).exit_code == 0
    assert "现在有2个" in str(run(items, [str(folder), *who]).exception)
    assert Moving.required() == ["原编号", "公开机关", "公开类别", "名称", "主题分类", "公开日期"]


def test_a_page_of_an_old_site_becomes_a_body() -> None:
    written = "<div><div>一</div><script>x</script><font>二</font><a name=a>三</a><o:p>四</o:p><i>五</i></div>"
    assert page(written, lambda address: "") == "<p>一</p>二三四<em>五</em>"


DOCUMENT = {
    "原编号": "old-3", "公开机关": "桓台县科技局", "公开类别": "行政法规、规章和规范性文件", "名称": "科技奖励办法",
    "主题分类": "科技、教育\\科技", "文件性质": "行政规范性文件", "公开日期": "2015-06-30", "成文日期": "2015-03-02",
    "施行日期": "2015-04-01", "有效期至": "2026-03-31", "正文文件": "a/plan.html",
}  # fmt: skip


def test_a_document_of_before_counts_in_table_two_and_is_not_judged_by_later_rules(made: County, folder: Path) -> None:
    outcome, _ = move(made, folder, DOCUMENT)
    assert outcome.written, [row.problems for row in outcome.rows]
    item = Item.objects.get(origin__source="old-3")
    assert (item.late, item.kind, item.validity) == (False, "normative", "lapsed")
    assert Showing.objects.get(item=item).due_on is None
    counted = {year: documents([made.science], year, on=date(2026, 11, 27)) for year in (2025, 2026)}
    assert counted[2025]["normative_documents", "effective"] == {item.pk}
    assert counted[2026]["normative_documents", "repealed"] == {item.pk}


def test_what_is_put_right_in_a_document_of_before_has_no_last_day_of_its_own(
    made: County, folder: Path, client: Client
) -> None:
    move(made, folder, DOCUMENT)
    item = Item.objects.get(origin__source="old-3")
    values = {name: getattr(item.text, name) for name in SHOWN}
    item = services.revise(item, by=actor(made), **{**values, "title": "科技奖励办法（试行）"})
    assert (item.stage, item.due_on, services.recompute_all().moved) == ("draft", date(2015, 6, 30), 0)
    client.force_login(made.officers["handler"])
    assert client.get(reverse("disclosure:detail", args=[item.pk])).status_code == 200
    given = {**values, "formed_on": date(2016, 1, 4), "produced_on": date(2016, 1, 4)}
    with pytest.raises(NotInForce):
        services.revise(item, by=actor(made), **given)


def test_a_category_of_a_name_that_two_have_is_the_one_of_the_agencys_level(made: County, folder: Path) -> None:
    move(made, folder, ROW | {"公开类别": "土地征收"})
    assert category_for(made.science, "C05") == category_for(made.science, "B04") == "B04"
    assert category_for(made.township, "B04") == "C05"
    assert category_for(made.science, "C01") == "C01"
    assert Item.objects.get(origin__source="old-1").category == "B04"


@pytest.mark.parametrize("index", ["HTKJ/1\nSet-Cookie: a=b", "长" * 61])
def test_an_index_is_one_line_that_names_a_file(made: County, folder: Path, index: str) -> None:
    outcome, _table = move(made, folder, ROW | {"索引号": index})
    assert (outcome.written, "索引号最多60字" in str(outcome.bad[0].problems)) == (False, True)
    assert not Origin.objects.exists()
