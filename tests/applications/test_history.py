"""Cases of years before, taken over from a table: all or none, folded by the clock, counted as the rest."""

import io
from datetime import date

import openpyxl
import pytest
from click.testing import CliRunner
from tests.casework import actor, apply, set_word
from tests.county import county

from gongkai.agencies.exchange.importing import bring_in
from gongkai.agencies.exchange.writing import write_csv, write_template
from gongkai.applications import services
from gongkai.applications.models import Applicant, Application, Batch, BatchLine, Reply
from gongkai.applications.notices.gathering import offers
from gongkai.applications.numbering import letter_number
from gongkai.applications.table_three import Span, count
from gongkai.applications.tables import History
from gongkai.config.commands.bring_in import bring_in as command
from gongkai.journal.actor import SYSTEM
from gongkai.journal.models import Entry
from gongkai.journal.verifying import differences
from gongkai.law.errors import UnreadableDocument

DAY = date(2026, 11, 27)


def cells(written):
    """Give the cells of a row, written as heading=value."""
    return dict(each.split("=") for each in written.split())


CASE = cells(
    "受理机关=桓台县科技局 登记号=2025-00007 提交渠道=当面提交 到达日期=2025-03-03 申请人类型=自然人 "
    "姓名或者名称=王小明 证件号码=11010519491231002X 所需信息=2024年项目名单"
)
REPLIED = CASE | cells("处理结果=予以公开 办结日期=2025-03-20 答复文号=桓科信公开〔2025〕7号 送达方式=邮寄送达")


@pytest.fixture
def made(db):
    made = county("handler", "head", "administrator")
    set_word(made)
    yield made
    assert list(differences()) == []


def csv_of(*rows):
    headings = list(dict.fromkeys(heading for row in rows for heading in row))
    return write_csv(headings, [[row.get(heading, "") for heading in headings] for row in rows])


def take_over(content, *, write=True):
    return bring_in(content, History(), by=SYSTEM, on=DAY, write=write)


def bring(*rows, write=True):
    return take_over(csv_of(*rows), write=write)


def told(outcome):
    return [(row.number, problem.heading) for row in outcome.bad for problem in row.problems]


def why(row):
    """Say what is wrong with a row."""
    [problem] = [problem for bad in bring(row, write=False).bad for problem in bad.problems]
    return problem.what


@pytest.mark.parametrize("write", [False, True])
def test_a_case_comes_as_it_went_and_counts_as_the_rest(made, write):
    outcome = bring(REPLIED, {**CASE, "登记号": "旧-1", "到达日期": "2025-12-30"}, write=write)
    assert ([row.outcome for row in outcome.rows], outcome.written) == (["added", "added"], write)
    assert Application.objects.count() == (2 if write else 0)
    if not write:
        assert (Batch.objects.count(), Entry.objects.filter(act="application.imported").count()) == (0, 0)
        return
    case = Application.objects.get(number="2025-00007")
    assert (case.stage, case.state, case.outcome, case.late) == ("closed", "replied", "GRANT", False)
    assert (case.received_on, case.due_on, case.closed_on) == (date(2025, 3, 3), date(2025, 3, 31), date(2025, 3, 20))
    assert (case.reply.number, case.reply.delivery.sent_on) == ("桓科信公开〔2025〕7号", date(2025, 3, 20))
    counts = count([made.science.pk], Span.of_year(2025))
    assert (counts.new, counts.done) == ({"NATURAL": 2}, {("GRANT", "NATURAL"): 1})
    assert count([made.science.pk], Span.of_year(2026)).carried_in == {"NATURAL": 1}


def test_the_journal_says_that_it_was_imported_and_not_who_applied(made):
    bring(REPLIED)
    entries = Entry.objects.filter(object_type__startswith="applications.", role="system")
    assert set(entries.values_list("act", flat=True)) == {"application.imported", "batch.imported"}
    assert "王小明" not in "".join(map(str, entries.values_list("after", flat=True)))
    applicant = Applicant.objects.get()
    assert (applicant.name, applicant.identity) == ("王小明", "11010519491231002X")
    assert "王小明" not in str(Applicant.objects.values_list("name", flat=True)[0])


def test_what_was_replied_to_years_before_is_replied_to_anew_whatever_is_not_known_of_who_applied(made):
    bring(REPLIED)
    case = Application.objects.get()
    order = {"source": "judgment", "organ": "某法院", "number": "1", "served_on": date(2026, 6, 1)}
    again = services.redo(case, **order, by=actor(made))
    assert (again.number, again.applicants.get().phone) == ("2025-00007-R1", "")


def test_what_is_there_from_an_import_before_is_told_and_left_alone(made):
    bring(REPLIED)
    entries = Entry.objects.count()
    again = bring(REPLIED, {**REPLIED, "登记号": "2025-00008"})
    assert ([row.outcome for row in again.rows], again.written) == (["same", "added"], True)
    assert list(BatchLine.objects.values_list("batch__size", "row", "ended")) == [(1, 2, True), (1, 3, True)]
    bring(REPLIED)
    assert (Application.objects.count(), Batch.objects.count(), Entry.objects.count() > entries) == (2, 2, True)


@pytest.mark.parametrize(
    ("change", "heading"),
    [
        (cells("到达日期=2025-03-04"), "登记号"),
        (cells("办结日期=2025-03-21"), "处理结果"),
        (cells("处理结果=其他"), "处理结果"),
    ],
)
def test_another_case_under_a_number_that_was_imported_is_refused(made, change, heading):
    bring(REPLIED)
    assert told(bring({**REPLIED, **change})) == [(2, heading)]


def test_numbers_go_on_after_those_that_came_in(made):
    registered = apply(made, on=date(2026, 3, 2))
    assert registered.number == "2026-00001"
    assert told(bring({**CASE, "登记号": "2026-00001", "到达日期": "2026-03-02"})) == [(2, "登记号")]
    bring({**CASE, "登记号": "2026-00031", "到达日期": "2026-01-05"}, REPLIED)
    assert apply(made, on=date(2026, 3, 3)).number == "2026-00032"
    assert letter_number(made.science, 2025) == "桓科信公开〔2025〕8号"


def test_every_cell_that_is_wrong_is_named_and_nothing_is_written(made):
    outcome = bring(
        REPLIED,
        {**CASE, "登记号": "a", "到达日期": "2025-02-30"},
        {**CASE, "登记号": "b", "受理机关": "没有的局"},
        {**CASE, "登记号": "c", "申请人类型": "个人", "提交渠道": "电话"},
        {**CASE, "登记号": "d", "证件号码": "110105194912310021"},
        {**CASE, "登记号": "e", "处理结果": "予以公开"},
        {**CASE, "登记号": "f", "办结日期": "2025-03-20", "处理结果": "国家机密"},
        {**REPLIED, "姓名或者名称": ""},
        {**CASE, "登记号": "g", "延期日期": "2025-03-10"},
        REPLIED,
    )
    assert told(outcome) == [
        (3, "到达日期"), (4, "受理机关"), (5, "提交渠道"), (5, "申请人类型"), (6, "证件号码"), (7, "办结日期"),
        (8, "处理结果"), (9, "姓名或者名称"), (10, "延长的工作日"), (11, "登记号"),
    ]  # fmt: skip
    assert (outcome.written, Application.objects.count()) == (False, 0)
    wrong = {row.number: row.problems[0] for row in outcome.bad}
    assert "属于国家秘密" in wrong[8].what
    assert wrong[6].written == ""


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (cells("到达日期=2027-01-04"), "还没有到"),
        (cells("办结日期=2025-03-01 处理结果=予以公开"), "早于前一事件"),
        (cells("提交渠道=互联网 延期日期=2025-03-10 延长的工作日=5"), "尚未与申请人确认收到"),
        (cells("延期日期=2025-05-10 延长的工作日=5"), "已过答复期限"),
        (cells("延期日期=2025-03-10 延长的工作日=30"), "20"),
        (cells("处理结果=申请人逾期未按收费通知要求缴纳费用 办结日期=2025-05-10"), "请先登记收费通知"),
        (cells("延期日期=2025-03-10 延长的工作日=90 处理结果=予以公开 办结日期=2025-06-20"), "20"),
        (cells(
            "征求第三方意见日期=2025-03-13 征求意见结束日期=2025-03-10 处理结果=予以公开 办结日期=2025-03-20"
        ), "征求意见"),
        (cells("告知补正日期=2025-03-12 收到补正日期=2025-03-05 处理结果=予以公开 办结日期=2025-03-20"), "补正"),
        (cells("缴费日期=2025-03-12 处理结果=予以公开 办结日期=2025-03-20"), "收费通知"),
    ],
)  # fmt: skip
def test_what_cannot_have_gone_so_is_refused_by_the_clock(made, change, said):
    assert said in why({**CASE, **change})


@pytest.mark.parametrize(
    ("course", "outcome", "state"),
    [
        (cells("处理结果=申请人撤回申请 办结日期=2025-03-05"), "OTHER_3", "withdrawn"),
        (cells(
            "告知补正日期=2025-03-05 补正期限=2025-03-20 处理结果=申请人无正当理由逾期不补正 "
            "办结日期=2025-03-24"
        ), "OTHER_1", "not_processed"),
        (cells(
            "收到收费通知日期=2025-03-05 处理结果=申请人逾期未按收费通知要求缴纳费用 "
            "办结日期=2025-04-30"
        ), "OTHER_2", "not_processed"),
        (cells(
            "告知补正日期=2025-03-05 收到补正日期=2025-03-12 征求第三方意见日期=2025-03-13 "
            "征求意见结束日期=2025-03-20 延期日期=2025-03-25 延长的工作日=20 处理结果=部分公开 "
            "办结日期=2025-05-09"
        ), "PARTIAL", "replied"),
    ],
)  # fmt: skip
def test_a_case_may_have_ended_in_every_way(made, course, outcome, state):
    assert told(bring({**CASE, **course})) == []
    case = Application.objects.get()
    assert (case.outcome, case.state, case.late, offers(case)) == (outcome, state, False, [])
    assert Reply.objects.count() == (1 if state == "replied" else 0)


def test_a_supplement_that_was_asked_for_late_happened_all_the_same(made):
    late = cells("告知补正日期=2025-03-20 收到补正日期=2025-03-24 处理结果=予以公开 办结日期=2025-04-10")
    assert told(bring({**CASE, **late})) == []
    assert Application.objects.get().due_on == date(2025, 4, 22)


def test_a_case_under_way_goes_on_here(made):
    bring({**CASE, "登记号": "9", "到达日期": "2026-03-02", "证件号码": ""})
    case = Application.objects.get()
    services.withdraw(case, on=date(2026, 3, 4), by=actor(made))
    assert [offer.key for offer in offers(case)] == ["receipt"]
    again = bring({**CASE, "登记号": "9", "到达日期": "2026-03-02", "证件号码": ""})
    assert [row.outcome for row in again.rows] == ["same"]


def test_the_table_to_fill_in_is_what_the_import_takes(made):
    book = openpyxl.load_workbook(io.BytesIO(write_template(History.title, History.columns)))
    sheet = book.worksheets[0]
    sheet.append([REPLIED.get(cell.value) for cell in sheet[1]])
    sheet["D2"] = date(2025, 3, 3)
    out = io.BytesIO()
    book.save(out)
    assert take_over(out.getvalue()).count("added") == 1


def test_a_file_of_too_many_rows_is_refused_before_any_is_tried(made):
    one = csv_of(CASE)
    row = one.splitlines(keepends=True)[1]
    with pytest.raises(UnreadableDocument, match="兆"):
        take_over(one + 100_000 * row)
    with pytest.raises(UnreadableDocument, match="超过"):
        take_over(one + 10_000 * row)
    with pytest.raises(UnreadableDocument):
        take_over(b"\x89PNG\r\n\x1a\n\x00\x00")


def run(*words):
    return CliRunner().invoke(command, ["applications", *map(str, words)])


def test_the_command_tries_first_and_writes_when_told(made, tmp_path):
    file = tmp_path / "history.csv"
    file.write_bytes(csv_of(REPLIED, {**CASE, "登记号": "2"}))
    tried = run(file)
    words = " ".join(tried.output.split())
    assert (tried.exit_code, "桓台县科技局 2025 1 1" in words, "还没有写入" in words) == (0, True, True)
    assert Application.objects.count() == 0
    assert (run(file, "--apply").exit_code, Application.objects.count()) == (0, 2)
    assert "新增0行，修改0行，未变2行" in run(file, "--apply").output
    file.write_bytes(csv_of({**CASE, "登记号": "3", "到达日期": "昨天"}))
    wrong = run(file, "--apply")
    assert (wrong.exit_code, "到达日期" in wrong.output, "昨天" in wrong.output) == (1, True, True)


def test_the_command_writes_a_table_to_fill_in_and_overwrites_none(tmp_path):
    file = tmp_path / "empty.xlsx"
    assert run(file, "--template").exit_code == 0
    assert [cell.value for cell in openpyxl.load_workbook(file).worksheets[0][1]] == History.headings()
    assert isinstance(run(file, "--template").exception, FileExistsError)
