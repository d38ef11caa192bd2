import tomllib
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.report.strategies import balanced_report

from gongkai.law.numerals import chinese_numeral
from gongkai.report.finding import Place
from gongkai.report.model import Paragraph, Report
from gongkai.report.narrative import Claim, Kind, Period, Scope, Subject, claims, read

CASES = tomllib.loads((Path(__file__).parent / "cases" / "narrative.toml").read_text(encoding="utf-8"))["case"]

MUCH = {Kind.NONE: "none", Kind.NEVER: "never", Kind.ALL: "all", Kind.SAME: "same", Kind.MENTIONED: "mentioned"}


def written(claim: Claim) -> str:
    notes = [
        *([claim.period.value] if claim.period is not Period.THIS_YEAR else []),
        *([claim.scope.value] if claim.scope is not Scope.WHOLE else []),
        *([f"rounded to {claim.rounded_to}"] if claim.rounded_to > 1 else []),
    ]
    return f"{claim.subject.value} = {MUCH.get(claim.kind, claim.number)}" + (f" ({', '.join(notes)})" if notes else "")


def told(*paragraphs: Paragraph, part: str = "overview") -> Report:
    report = balanced_report(year=2022)
    parts = tuple(replace(each, paragraphs=paragraphs if each.spec.id == part else ()) for each in report.parts)
    return replace(report, parts=parts)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:20])
def test_sentence_claims(case):
    about = {"year": 2022, "agency": "青山县档案局", "part": "overview"} | {
        key: case[key] for key in ("year", "agency", "part") if key in case
    }
    assert [written(claim) for claim in read(case["text"], **about)] == case["claims"]


@given(st.integers(1, 9999), st.sampled_from(["{n}", "{cn}", "{n:,}", " {n} "]), st.sampled_from("件份宗"))
def test_number_is_read_however_it_is_written(number, writing, unit):
    text = f"全年共收到政府信息公开申请{writing.format(n=number, cn=chinese_numeral(number))}{unit}。"
    (claim,) = read(text, year=2022)
    assert (claim.subject, claim.number, claim.period) == (Subject.RECEIVED, number, Period.THIS_YEAR)


@given(
    st.text(
        st.sampled_from(
            "政府信息公开依申请收到受理未无均全办结答复结转上下年度件0123一二十万，。；：（）、诉讼复议规章费元%"
        ),
        max_size=80,
    )
)
def test_any_text_is_read_without_error_and_quoted_from_it(text):
    for claim in read(text, year=2022, part="applications"):
        assert claim.words.lstrip("…") in text


def test_claim_tells_its_words_and_its_place():
    place = Place(line=8)
    report = told(Paragraph("依法公开。"), Paragraph("（一）2022年，我局收到公开申请3件，均已办结。", place))
    common = {"part": "overview", "paragraph": 2, "place": place}
    assert claims(report) == (
        Claim(Subject.RECEIVED, Kind.COUNT, 3, words="我局收到公开申请3件", **common),
        Claim(Subject.HANDLED, Kind.ALL, words="我局收到公开申请3件，均已办结", **common),
    )


def test_heading_says_what_the_paragraph_below_is_about():
    lines = (Paragraph("（二）依申请公开情况"), Paragraph("全年共收到2件，均已答复。"))
    assert [written(claim) for claim in claims(told(*lines))] == ["received = 2", "handled = all"]
    assert claims(told(Paragraph("（二）建议提案办理情况"), lines[1])) == ()


def test_sentence_broken_over_lines_is_read_as_one():
    lines = (Paragraph("2022年全区认真落实公开条例，受理政府信息公开申请2"), Paragraph("1件，均在法定期限答复。"))
    assert [written(claim) for claim in claims(told(*lines))] == ["received = 21 (region)", "handled = all (region)"]


def test_plans_in_part_five_are_not_read():
    line = Paragraph("2022年收到政府信息公开申请3件。")
    assert [written(claim) for claim in claims(told(line, part="remedies"))] == ["received = 3"]
    assert claims(told(line, part="problems")) == ()


def test_long_words_are_quoted_from_their_end():
    text = "我局坚持公开为常态不公开为例外的原则依法依规及时认真办理并收到社会公众提出的政府信息公开申请5件。"
    (claim,) = read(text, year=2022)
    assert len(claim.words) == 30
    assert claim.words.startswith("…")
    assert claim.words.endswith("政府信息公开申请5件")
