import time
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.report.strategies import OVERVIEW, balanced_report, reports, with_figure

from gongkai.report.checks import Context, check, fees, narrative, overview, remedies
from gongkai.report.checks.narrative import text_against_tables
from gongkai.report.finding import Place, Severity
from gongkai.report.model import Mark, Paragraph, Report
from gongkai.report.reading import read_path

CORPUS = Path(__file__).parents[4] / "shared" / "corpus"

# The builder's report: new 15, carried in 1, decided 13, carried forward 3; of the new 10 by natural persons;
# granted 5, in part 2, withheld 1, unable 4, not processed 1; reconsiderations 2 upheld, one direct suit pending.


def telling(*lines: str, edition: str = "2021", agency: str = "青山县档案局", **figures) -> Report:
    texts = {"overview": "\n".join((OVERVIEW, *lines))}
    return balanced_report(edition, agency=agency, texts=texts, **figures)


def found(report: Report, previous: Report | None = None) -> list[tuple[str, str]]:
    return [(each.code, str(each.message)) for each in text_against_tables(report, Context(previous))]


@pytest.mark.parametrize(
    "text",
    [
        "2023年共收到政府信息公开申请15件，上年结转1件，结转下年度3件。",
        "共收到政府信息公开申请16件（含上年结转1件），已答复13件。",
        "办理依申请公开13件。",
        "收到政府信息公开申请15件，办结12件。",
        "收到政府信息公开申请15件，其中自然人申请10件、商业企业申请3件、法律服务机构申请1件，法人或其他组织申请5件。",
        "收到政府信息公开申请15件，其中县政府窗口收到申请4件。",
        "收到政府信息公开申请8件，各镇收到申请7件。",
        "收到申请15件，予以公开5件，部分公开2件，不予公开1件，无法提供4件，不予处理1件，其他处理0件。",
        "收到申请15件，不予公开6件，其中保护第三方合法权益1件，不掌握4件。",
        "上年收到政府信息公开申请30件，2022年收到40件。",
        "上半年收到政府信息公开申请7件，全年收到15件。",
        "全县各部门共收到政府信息公开申请400件。",
        "主动公开信息310条，人大建议、政协提案12件均已办结。",
        "因政府信息公开被申请行政复议2件，结果维持2件；行政诉讼1件，尚未审结1件。",
        "未发生复议后起诉的行政诉讼案件。",
        "制发规范性文件0件。",
        "收到政府信息公开申请15件，均按时答复，另有3件结转下年度。",
        "收到政府信息公开申请15件，均按时答复。结转下年度3件。",
        "对所有政府信息公开申请，做到均按时答复。",
        "",
    ],
)
def test_text_that_can_be_read_to_fit_is_no_finding(text):
    assert found(telling(text)) == []


@pytest.mark.parametrize(
    ("text", "code", "message"),
    [
        (
            "2023年共收到政府信息公开申请21件。",
            "text-applications",
            "第一部分第2段写“2023年共收到政府信息公开申请21件”，表三“一、本年新收政府信息公开申请数量”为15件，相差6件。",
        ),
        (
            "本年度未收到政府信息公开申请。",
            "text-applications",
            "第一部分第2段写“本年度未收到政府信息公开申请”，表三“一、本年新收政府信息公开申请数量”为15件，相差15件。",
        ),
        (
            "上年结转政府信息公开申请二件。",
            "text-applications",
            "第一部分第2段写“上年结转政府信息公开申请二件”，表三“二、上年结转政府信息公开申请数量”为1件，相差1件。",
        ),
        (
            "收到申请15件，办结14件。",
            "text-applications",
            "第一部分第2段写“办结14件”，表三“（七）总计”为13件，相差1件。",
        ),
        (
            "收到申请15件，其中网络申请收到申请18件。",
            "text-applications",
            "第一部分第2段写“其中网络申请收到申请18件”，表三“一、本年新收政府信息公开申请数量”为15件，相差3件。",
        ),
        (
            "收到申请15件，自然人申请12件。",
            "text-applicants",
            "第一部分第2段写“自然人申请12件”，表三“一、本年新收政府信息公开申请数量—自然人”为10件，相差2件。",
        ),
        (
            "收到申请15件，均为自然人申请。",
            "text-applicants",
            "第一部分第2段写“收到申请15件，均为自然人”，表三法人或其他组织新收5件。",
        ),
        (
            "收到申请15件，部分公开5件。",
            "text-outcomes",
            "第一部分第2段写“部分公开5件”，表三“（二）部分公开（区分处理的，只计这一情形，不计其他情形）”为2件，相差3件。",
        ),
        (
            "收到申请15件，无法提供7件。",
            "text-outcomes",
            "第一部分第2段写“无法提供7件”，表三“（四）无法提供”为4件，相差3件。",
        ),
        (
            "因政府信息公开被申请行政复议5件。",
            "text-remedies",
            "第一部分第2段写“因政府信息公开被申请行政复议5件”，表四“行政复议—总计”为2件，相差3件。",
        ),
        (
            "政府信息公开行政复议2件，结果纠正1件。",
            "text-remedies",
            "第一部分第2段写“结果纠正1件”，表四“行政复议—结果纠正”为0件，相差1件。",
        ),
        (
            "没有发生行政诉讼。",
            "text-remedies",
            "第一部分第2段写“没有发生行政诉讼”，表四“未经复议直接起诉、复议后起诉—总计”为1件，相差1件。",
        ),
        (
            "制发行政规范性文件3件。",
            "text-documents",
            "第一部分第2段写“制发行政规范性文件3件”，表二“行政规范性文件—本年制发件数”为0件，相差3件。",
        ),
        (
            "收到政府信息公开申请15件，均已办结。",
            "text-all-handled",
            "第一部分第2段写“收到政府信息公开申请15件，均已办结”，表三“四、结转下年度继续办理”为3件。",
        ),
    ],
)
def test_text_that_fits_no_reading_is_a_warning(text, code, message):
    report = telling(text)
    (finding,) = text_against_tables(report, Context())
    assert (finding.code, finding.severity, str(finding.message)) == (code, Severity.WARNING, message)


def test_mismatch_says_what_to_do_and_where():
    place = Place(line=7)
    report = telling()
    overview = replace(report.parts[0], paragraphs=(Paragraph("收到政府信息公开申请12件。", place),))
    (finding,) = text_against_tables(replace(report, parts=(overview, *report.parts[1:])), Context())
    assert finding.place == place
    assert finding.text() == (
        "第一部分第1段写“收到政府信息公开申请12件”，表三“一、本年新收政府信息公开申请数量”为15件，相差3件。"
        "请核对正文和表格，改正写错的一处；口径不同的，请在正文中写明。依据：年报格式2021版第三部分。"
    )


def test_same_number_said_twice_is_one_finding():
    lines = ("收到政府信息公开申请21件。", "全年受理依申请公开申请21件。")
    assert [code for code, _ in found(telling(*lines))] == ["text-applications"]


def test_of_numbers_without_end_the_first_are_found():
    lines = [f"2023年收到政府信息公开申请{number}件。" for number in range(100, 400)]
    assert len(found(telling(*lines))) == 20


def test_total_that_is_itself_wrong_does_not_accuse_the_text():
    report = with_figure(telling("收到政府信息公开申请15件。"), "applications", "new", "total", 51)
    assert found(report) == []


def test_figure_that_is_blank_or_missing_is_not_compared():
    report = telling("收到政府信息公开申请21件。")
    for column in ("total", "natural"):
        report = with_figure(report, "applications", "new", column, Mark.BLANK)
    assert found(report) == []
    assert found(replace(report, tables={})) == []


def test_region_is_the_whole_of_a_government_and_more_than_an_agency():
    text = "2023年全县共收到政府信息公开申请21件。"
    assert found(telling(text)) == []
    assert [code for code, _ in found(telling(text, agency="青山县人民政府"))] == ["text-applications"]
    assert found(telling(text.replace("21", "15"), agency="青山县人民政府")) == []


def test_rounded_number_fits_what_rounds_to_it():
    def year(count: int) -> Report:
        outcomes = {("granted", "natural"): count}
        return telling("受理政府信息公开申请3.2万件。", outcomes=outcomes, carried_in={}, carried_forward={})

    assert found(year(32_480)) == []
    assert [code for code, _ in found(year(35_000))] == ["text-applications"]


@given(reports(), st.integers(0, 30))
def test_true_numbers_are_no_finding_and_a_greater_one_is(report, more):
    table = report.tables["applications"]
    received, carried_in = table["new", "total"].value, table["carried_in", "total"].value

    def told(number: int) -> Report:
        texts = {"overview": f"{OVERVIEW}\n{report.year}年共收到政府信息公开申请{number}件，上年结转{carried_in}件。"}
        overview = replace(report.parts[0], paragraphs=tuple(map(Paragraph, texts["overview"].splitlines())))
        return replace(report, parts=(overview, *report.parts[1:]))

    assert found(told(received)) == []
    number = received + carried_in + 1 + more
    assert [code for code, _ in found(told(number))] == ["text-applications"]


def test_same_as_last_year_is_held_against_last_year():
    report = telling("政府信息公开申请数量与上年持平。", carried_in={})
    fewer = balanced_report(year=2022, outcomes={("granted", "natural"): 4}, carried_in={}, carried_forward={})
    assert found(report) == []
    assert found(report, balanced_report(year=2022, carried_in={})) == []
    assert found(report, replace(fewer, year=2020)) == []
    assert found(report, fewer) == [
        (
            "text-same-as-last-year",
            "第一部分第2段写“政府信息公开申请数量与上年持平”，"
            "本年新收政府信息公开申请数量为16件，上一年度为4件，相差12件。",
        )
    ]


# ── documents and speed ──


@pytest.mark.skipif(not CORPUS.exists(), reason="the corpus of verified reports is not beside this copy")
@pytest.mark.parametrize("name", ["huantai-2020/original.txt", "hongze-2023/variants/plain.html",
                                  "city-2025/variants/plain.html", "city-2025/variants/cms-gb18030.html"])  # fmt: skip
def test_published_reports_are_not_accused(name):
    report = read_path(CORPUS / name).report
    assert report.part("overview").text
    codes = {code.code for each in (narrative, remedies, fees, overview) for code in each.CODES}
    assert codes & {each.code for each in check(report)} <= {"overview-aspect-missing"}


def test_time_grows_with_the_length_of_the_narrative_and_no_faster():
    line = "2023年共收到政府信息公开申请15件，上年结转1件，其中予以公开5件、部分公开2件，未发生复议后起诉案件。"

    def time_for(text: str) -> float:
        report = telling(text)
        times = []
        for _ in range(5):
            start = time.process_time()
            assert found(report) == []
            times.append(time.process_time() - start)
        return min(times)

    assert time_for(f"{line}\n" * 400) < 20 * time_for(f"{line}\n" * 50)
    assert time_for(line * 400) < 20 * time_for(line * 50)
    assert time_for(line.replace("。", "，") * 20_000) < 20 * time_for(line * 400)


@pytest.mark.parametrize("words", ["无复议诉讼，" * 160 + "。", "收到申请1件。"])
def test_a_text_of_any_length_is_read_in_bounded_time(words):
    report = telling(words * (900_000 // len(words)))
    begun = time.process_time()
    list(text_against_tables(report, Context()))
    assert time.process_time() - begun < 3
