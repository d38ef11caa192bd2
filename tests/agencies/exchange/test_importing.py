import io
import zipfile
from datetime import date

import openpyxl
import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st
from tests.county import county

from gongkai.agencies.exchange.columns import read_choice
from gongkai.agencies.exchange.importing import bring_in
from gongkai.agencies.exchange.reading import MOST_BYTES, MOST_ROWS, read_table
from gongkai.agencies.exchange.tables import TABLES
from gongkai.agencies.exchange.writing import write_csv, write_template, write_xlsx
from gongkai.agencies.models import Agency, Kind, Office, Officer, Post, Region
from gongkai.agencies.services import delegate
from gongkai.journal.actor import SYSTEM, Actor
from gongkai.journal.models import Entry
from gongkai.journal.verifying import differences
from gongkai.law.errors import UnreadableDocument

DAY = date(2026, 3, 2)
SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
AGENCIES = TABLES["agencies"]


@pytest.fixture
def made(db):
    made = county()
    yield made
    assert list(differences()) == []


def by(made, role="county_administrator"):
    return Actor(officer=made.officers[role])


def csv_of(*rows):
    return "\r\n".join(rows).encode()


def told(outcome):
    return [(row.number, problem.heading, problem.written) for row in outcome.bad for problem in row.problems]


@pytest.mark.parametrize("name", TABLES)
@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_what_goes_out_comes_in_again_and_changes_nothing(made, name, form):
    table = TABLES[name]
    rows = list(table.rows(made.officers["site"], DAY))
    assert rows
    content = write_csv(table.headings(), rows) if form == "csv" else write_xlsx("表", table.headings(), rows)
    before = Entry.objects.count()
    outcome = bring_in(content, table, by=by(made, "site"), on=DAY, write=True)
    assert (outcome.written, outcome.count("same"), Entry.objects.count()) == (True, len(rows), before)


def test_a_preview_says_what_the_import_does_and_writes_nothing(made):
    content = csv_of(
        "名称,性质,区划代码,上级机关,联系电话",
        "桓台县档案局,部门,370321,桓台县人民政府,0533-8210001",
        "桓台县水利局,部门,370321,桓台县人民政府,0533-8210002",
        "桓台县科技局,部门,370321,桓台县人民政府,0533-8210000",
    )
    before = Entry.objects.count()
    preview = bring_in(content, AGENCIES, by=by(made), on=DAY, write=False)
    assert [row.outcome for row in preview.rows] == ["added", "changed", "same"]
    assert preview.rows[1].done.changes == (("联系电话", "0533-8210000", "0533-8210002"),)
    assert (preview.written, Entry.objects.count()) == (False, before)
    assert not Agency.objects.filter(name="桓台县档案局").exists()
    assert bring_in(content, AGENCIES, by=by(made), on=DAY, write=True).rows == preview.rows
    assert Agency.objects.get(name="桓台县档案局").parent == made.government
    again = bring_in(content, AGENCIES, by=by(made), on=DAY, write=True)
    assert [row.outcome for row in again.rows] == ["same"] * 3


def test_every_bad_row_is_named_and_nothing_is_written(made):
    content = csv_of(
        "名称,性质,区划代码,上级机关,统一社会信用代码,成立日期",
        "桓台县档案局,部门,370321,桓台县人民政府,,2020-01-01",
        ",部门,370321,,,",
        "甲局,局,370321,桓台县人民政府,,",
        "乙局,部门,999999,桓台县人民政府,,",
        "丙局,部门,370321,没有的机关,,",
        "丁局,部门,370321,桓台县人民政府,123,2020-13-01",
        "戊局,部门,370321,桓台县人民政府,11370321004220064X,",
    )
    outcome = bring_in(content, AGENCIES, by=by(made), on=DAY, write=True)
    assert not outcome.written
    assert told(outcome) == [
        (3, "名称", ""),
        (4, "性质", "局"),
        (5, "区划代码", "999999"),
        (6, "上级机关", "没有的机关"),
        (7, "成立日期", "2020-13-01"),
        (8, "统一社会信用代码", "11370321004220064X"),
    ]
    assert not Agency.objects.filter(name="桓台县档案局").exists()


@pytest.mark.parametrize(
    ("role", "row", "heading"),
    [
        ("administrator", "桓台县水利局,部门,370321,桓台县人民政府,1", "名称"),
        ("administrator", "新局,部门,370321,桓台县人民政府,1", "上级机关"),
        ("administrator", "桓台县科技局,部门,370321,桓台县水利局,1", "上级机关"),
        ("handler", "桓台县科技局,部门,370321,桓台县人民政府,1", "名称"),
        ("supervisor", "桓台县水利局,部门,370321,桓台县人民政府,1", "名称"),
    ],
)
def test_nobody_brings_in_what_they_may_not_change(made, role, row, heading):
    content = csv_of("名称,性质,区划代码,上级机关,联系电话", row)
    outcome = bring_in(content, AGENCIES, by=by(made, role), on=DAY, write=True)
    assert [(each[1], outcome.written) for each in told(outcome)] == [(heading, False)]


def test_people_come_in_with_their_posts(made):
    content = csv_of(
        "用户名,姓名,机关,科室,职责,自,至",
        "wangwu,王某,桓台县科技局,办公室,经办人,2026年1月1日,",
        "wangwu,王某,桓台县科技局,,发布人,2026/1/1,2026-12-31",
        "handler,改名某,桓台县科技局,,经办人,2019.5.15,2026-02-28",
    )
    outcome = bring_in(content, TABLES["people"], by=by(made, "administrator"), on=DAY, write=True)
    assert [row.outcome for row in outcome.rows] == ["added", "added", "changed"]
    wang = Officer.objects.get(username="wangwu")
    assert not wang.has_usable_password()
    assert [(post.duty, str(post.office or "")) for post in wang.posts.order_by("pk")] == [
        ("handler", "办公室"),
        ("publisher", ""),
    ]
    assert Officer.objects.get(username="handler").name == "改名某"
    assert Post.objects.get(officer__username="handler").until_on == date(2026, 2, 28)


def test_who_stands_for_whom_goes_out_and_does_not_come_in(made):
    reviewer, handler = made.officers["reviewer"], made.officers["handler"]
    delegate(reviewer.posts.get(), handler, from_on=DAY, until_on=DAY, by=SYSTEM)
    rows = [row for row in TABLES["people"].rows(made.officers["administrator"], DAY) if row[-1]]
    assert [(row[0], row[4], row[-1]) for row in rows] == [(handler.username, "业务审查人", reviewer.username)]
    content = write_csv(TABLES["people"].headings(), rows)
    again = bring_in(content, TABLES["people"], by=by(made, "administrator"), on=DAY, write=True)
    assert again.count("same") == 1
    another = write_csv(TABLES["people"].headings(), [(*rows[0][:5], "2026-01-01", *rows[0][6:])])
    assert told(bring_in(another, TABLES["people"], by=by(made, "administrator"), on=DAY, write=True)) == [
        (2, "代", reviewer.username)
    ]


@pytest.mark.parametrize("username", ["beside", "site", "supervisor", "no_post", "SITE"])
def test_people_of_elsewhere_are_not_taken_over_by_an_import(made, username):
    content = csv_of("用户名,姓名,机关,职责,自", f"{username},夺,桓台县科技局,经办人,2026-01-01")
    outcome = bring_in(content, TABLES["people"], by=by(made, "administrator"), on=DAY, write=True)
    assert told(outcome) == [(2, "用户名", username)]


def test_who_administers_an_agency_does_not_make_it_a_general_office_by_an_import(made):
    content = csv_of("名称,性质,区划代码", "桓台县科技局,政府办公厅（室）,370321")
    outcome = bring_in(content, AGENCIES, by=by(made, "administrator"), on=DAY, write=True)
    assert told(outcome) == [(2, "性质", "政府办公厅（室）")]
    assert bring_in(content, AGENCIES, by=by(made), on=DAY, write=False).count("changed") == 1


def test_offices_come_in_and_one_discloses(made):
    content = csv_of("机关,科室,公开工作机构", "桓台县科技局,政务公开科,是", "桓台县科技局,财务科,否")
    outcome = bring_in(content, TABLES["offices"], by=by(made, "administrator"), on=DAY, write=True)
    assert [row.outcome for row in outcome.rows] == ["added", "added"]
    assert list(Office.objects.filter(agency=made.science, discloses=True).values_list("name", flat=True)) == [
        "政务公开科"
    ]


def test_regions_come_in_by_who_runs_the_site(made):
    content = csv_of("区划代码,名称,级别,上级代码", "370321104,田庄镇,乡级,370321", "370321105,新城镇,乡级,370399")
    assert told(bring_in(content, TABLES["regions"], by=by(made, "site"), on=DAY, write=True)) == [
        (3, "上级代码", "370399")
    ]
    good = csv_of("区划代码,名称,级别,上级代码", "370321104,田庄镇,乡级,370321")
    assert bring_in(good, TABLES["regions"], by=by(made, "site"), on=DAY, write=True).written
    assert Region.objects.get(code="370321104").lies_in(made.region)
    assert not bring_in(good, TABLES["regions"], by=by(made), on=DAY, write=True).written


def test_an_export_holds_what_is_in_sight_alone(made):
    names = [row[0] for row in AGENCIES.rows(made.officers["handler"], DAY)]
    assert names == ["桓台县科技局", "桓台县科技局马桥分局"]
    assert {row[2] for row in TABLES["people"].rows(made.officers["handler"], DAY)} == set(names)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "column-missing"),
        ("名称,性质".encode(), "column-missing"),
        ("名称,性质,区划代码,电话".encode(), "column-unknown"),
        ("名称,名称,性质,区划代码".encode(), "column-twice"),
        ('名称,性质,区划代码\r\n"甲,部门,370321'.encode(), "table-broken"),
        ("名称,性质,区划代码\r\n甲,部门,370321,多".encode(), "table-ragged"),
        (b"PK\x03\x04rubbish", "table-unreadable"),
        (b"\x00\x01\x02" * 50, "table-unreadable"),
        (b"x" * (MOST_BYTES + 1), "table-too-large"),
        ("名称,性质,区划代码\r\n".encode() + "甲,部门,1\r\n".encode() * (MOST_ROWS + 1), "table-too-long"),
    ],
)
def test_what_is_no_such_table_is_refused_in_a_line(content, code):
    with pytest.raises(UnreadableDocument) as refused:
        read_table(content, AGENCIES.headings(), AGENCIES.required())
    assert refused.value.code == code
    assert "\n" not in refused.value.text()


def _sheet(rows):
    """A workbook whose sheet is written by hand."""
    made, out = openpyxl.Workbook(), io.BytesIO()
    made.save(out)
    bomb = io.BytesIO()
    with zipfile.ZipFile(out) as whole, zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as package:
        for name in whole.namelist():
            package.writestr(name, whole.read(name))
            if name.endswith("sheet1.xml"):
                package.writestr(name, f'<worksheet xmlns="{SHEET}"><sheetData>{rows}</sheetData></worksheet>')
    return bomb.getvalue()


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize(
    "rows",
    [
        '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>',
        '<row r="1"><c r="A1"><v>1</v></c><c r="ZZ1"><v>1</v></c></row>',
    ],
    ids=["corner", "wide"],
)
def test_a_small_file_that_is_an_immense_sheet_is_refused_and_ends_no_process_of_ours(rows):
    content = _sheet(rows)
    assert len(content) < MOST_BYTES
    with pytest.raises(UnreadableDocument) as refused:
        read_table(content, AGENCIES.headings(), AGENCIES.required())
    assert refused.value.code == "table-unfolds"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_csv_is_read_as_spreadsheets_save_it(encoding):
    (line,) = read_table("名称,性质,区划代码\r\n淄博市,部门,370300\r\n".encode(encoding), AGENCIES.headings(), ())
    assert (line.number, line.cells["名称"]) == (2, "淄博市")


def test_dates_and_numbers_of_a_sheet_are_read_as_they_look():
    book = openpyxl.Workbook()
    book.active.append(["名称", "区划代码", "成立日期"])
    book.active.append([None, None, None])
    book.active.append(["甲局", 370321, date(2020, 1, 2)])
    out = io.BytesIO()
    book.save(out)
    (line,) = read_table(out.getvalue(), AGENCIES.headings(), ())
    assert (line.number, dict(line.cells)) == (3, {"名称": "甲局", "区划代码": "370321", "成立日期": "2020-01-02"})


CELLS = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp", "Zs"]), max_size=12).map(str.strip)


@pytest.mark.parametrize("sign", "=+-@＝＋－＠\t")
def test_no_cell_of_a_csv_is_a_formula_and_it_comes_back_as_it_was(sign):
    written = write_csv(["名称"], [[f"{sign}1+1"]])
    assert f"\r\n'{sign}1+1" in written.decode("utf-8-sig").replace('"', "")
    (line,) = read_table(written, ["名称"], ())
    assert line.cells == {"名称": f"{sign}1+1".strip()}


@given(st.lists(st.tuples(st.one_of(CELLS, CELLS.map("=".__add__), CELLS.map("'-".__add__)), CELLS), max_size=4))
def test_any_text_goes_out_and_comes_in_again(rows):
    kept = [row for row in rows if any(row)]
    lines = read_table(write_csv(["名称", "简称"], kept), ["名称", "简称"], ())
    assert [(line.cells["名称"], line.cells["简称"]) for line in lines] == kept


def test_a_table_to_fill_in_says_how_and_lists_what_a_column_takes():
    book = openpyxl.load_workbook(io.BytesIO(write_template(AGENCIES.title, AGENCIES.columns)))
    sheet, told, values = book.worksheets
    assert [cell.value for cell in sheet[1]] == AGENCIES.headings()
    [listed] = sheet.data_validations.dataValidation
    assert (str(listed.sqref), listed.formula1) == ("C2:C10001", "'可选值'!$C$2:$C$8")
    kinds = [cell.value for cell in values["C"]]
    assert kinds == ["性质", *(str(label) for label in Kind.labels)]
    row = [cell.value for cell in told[4]]
    assert row == ["性质", "必填", None, "、".join(kinds[1:])]


def workbook(**parts):
    """Give a table as XLSX, a cell of it computed, and with some more parts in its package."""
    book = openpyxl.Workbook()
    book.active.append(["代码", "名称"])
    book.active.append(["370321", '="桓台"&"县"'])
    out = io.BytesIO()
    book.save(out)
    with zipfile.ZipFile(out, "a") as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return out.getvalue()


@pytest.mark.parametrize(
    ("parts", "code", "told"), [({}, "table-formulas", "B2"), ({"xl/vbaProject.bin": b"macro"}, "table-macros", "宏")]
)
def test_a_workbook_that_computes_or_has_macros_is_refused(parts, code, told):
    with pytest.raises(UnreadableDocument) as raised:
        read_table(workbook(**parts), ["代码", "名称"], [])
    assert (raised.value.code, told in raised.value.text(None)) == (code, True)


def test_of_many_values_those_like_what_is_written_are_named():
    read = read_choice((str(number), f"不予公开之{name}") for number, name in enumerate("甲乙丙丁戊己庚辛壬癸子丑寅"))
    assert (read("3"), read("不予公开之丑")) == ("3", "11")
    with pytest.raises(ValidationError, match="相近的有：不予公开之丑"):
        read("不予公开丑")
