import time
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from tests.report.strategies import OVERVIEW, balanced_report

from gongkai.report.checks import Context, Limits, check
from gongkai.report.checks.similarity import repeats_another_agency, repeats_last_year
from gongkai.report.finding import Severity
from gongkai.report.model import Report

# Two overviews of different agencies in the manner of the genre: the same matters, other words.
ARCHIVE = (
    "{year}年，青山县档案局认真贯彻落实《中华人民共和国政府信息公开条例》，坚持以公开为常态、不公开为例外，"
    "依法做好政府信息公开工作。全年通过县政府门户网站主动公开政府信息{items}条，其中机构职能5条、规划计划3条、"
    "财政信息12条、工作动态{news}条。收到政府信息公开申请15件，均依法办理。修订政府信息公开指南和目录，"
    "对历年文件逐件核定公开属性，移交档案馆集中保管。开设档案利用专栏，方便群众查阅民国以来的馆藏目录。"
    "局长任组长的领导小组每季度听取汇报，年底对各股室打分排名，结果计入评先评优，全年没有发生责任追究情形。"
)
FARMING = (
    "{year}年，白水县农业农村局深入学习习近平总书记关于三农工作的重要论述，把政务公开作为联系农民的纽带。"
    "耕地地力补贴、农机购置补贴、高标准农田建设等资金的分配结果，全部在村务公开栏和惠民惠农平台张榜，"
    "接受农民监督，累计{items}条。受理依申请公开15件，多与土地确权、征收补偿有关，办理人员主动上门解释。"
    "规范性文件起草前须经合法性审核，失效文件及时标注。微信公众号设病虫害预报、农技课堂两个栏目，"
    "阅读量居全县前列。邀请人大代表评议一次，对照意见建议整改三项，对两名联络员开展业务培训。"
)


def telling(overview: str, year: int = 2023, agency: str = "青山县档案局", **values: int) -> Report:
    text = overview.format(year=year, **({"items": 120, "news": 31} | values))
    return balanced_report(year=year, agency=agency, texts={"overview": text})


def last_year(report: Report, previous: Report, limits: Limits = Limits()) -> list[str]:  # noqa: B008 - frozen
    return [str(each.message) for each in repeats_last_year(report, Context(previous, limits=limits))]


def test_last_years_words_with_new_figures_are_a_warning():
    report = telling(ARCHIVE)
    (finding,) = repeats_last_year(report, Context(telling(ARCHIVE, 2022, items=98, news=7)))
    assert finding.severity is Severity.WARNING
    assert finding.text() == (
        "第一部分的文字有100%与上一年度年报相同（全部正文100%）。请按本年度的实际情况改写。依据：年报格式2021版。"
    )


def test_share_is_told_where_some_was_written_anew():
    half = len(ARCHIVE) // 2
    mixed = telling(ARCHIVE[:half] + FARMING[half:])
    most = telling(ARCHIVE.replace("逐件", "全面").replace("打分排名", "考核"))
    before = telling(ARCHIVE, 2022)
    assert last_year(mixed, before) == []
    (message,) = last_year(most, before)
    assert message.startswith("第一部分的文字有9")


def test_limit_is_a_setting():
    half = len(ARCHIVE) // 2
    mixed, before = telling(ARCHIVE[:half] + FARMING[half:]), telling(ARCHIVE, 2022)
    assert len(last_year(mixed, before, Limits(alike_share=0.4))) == 1


def test_texts_of_the_same_genre_are_not_alike():
    report, before = telling(ARCHIVE), telling(FARMING, 2022)
    assert last_year(report, before) == []
    assert last_year(report, before, Limits(alike_share=0.2)) == []


def test_what_is_short_is_not_compared():
    report = balanced_report(year=2023, carried_in={}, carried_forward={})
    before = replace(report, year=2022)
    assert report.part("overview").text == OVERVIEW
    assert check(report, previous=before, others=(replace(before, agency="白水县档案局"),)) == ()


def test_report_beside_itself_and_without_another_is_no_finding():
    report = telling(ARCHIVE)
    assert last_year(report, report) == []
    assert list(repeats_last_year(report, Context())) == []


def test_another_agencys_words_are_a_warning_that_names_it():
    report = telling(ARCHIVE)
    copied = telling(ARCHIVE.replace("青山县档案局", "白水县统计局"), agency="白水县统计局")
    other = telling(FARMING, agency="白水县农业农村局")
    context = Context(others=(other, copied, report))
    assert [(each.code, str(each.message)) for each in repeats_another_agency(report, context)] == [
        ("repeats-another-agency", "第一部分的文字有100%与“白水县统计局”的年报相同（全部正文100%）。")
    ]
    assert list(repeats_another_agency(report, Context(others=(other, report)))) == []


@given(st.integers(2022, 2030), st.integers(0, 9999), st.integers(0, 9999))
def test_figures_and_years_make_no_difference(year, items, news):
    report = telling(ARCHIVE)
    assert last_year(report, telling(ARCHIVE, year - 1, items=items, news=news + 1)) == last_year(
        report, telling(ARCHIVE, 2022)
    )


def test_fifty_other_reports_are_compared_in_milliseconds():
    report = telling(ARCHIVE * 8)
    others = tuple(telling(FARMING * 8, agency=f"白水县第{number}局") for number in range(50))
    start = time.process_time()
    assert list(repeats_another_agency(report, Context(others=others))) == []
    # Measured at 25 ms for the fifty, each text of 2000 characters; the bound leaves room for a slow machine.
    assert time.process_time() - start < 0.5
