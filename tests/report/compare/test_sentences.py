import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.report.strategies import balanced_report

from gongkai.report.compare.sentences import Kind, Piece, Sentence, marked, narrative, sentences


def told(old: str, new: str) -> list[tuple[Kind, str, str]]:
    """Give what became of each sentence, the changed words in brackets."""
    reports = [balanced_report("2021", texts={"overview": text}) for text in (old, new)]
    found = [each for part in narrative(*reports) for each in part.sentences]
    return [
        (each.kind, *("".join(f"[{p.text}]" if p.changed else p.text for p in side) for side in each[1:]))
        for each in found
    ]


KEPT = "公开目录按条例和上级要求作了调整。"


def test_the_same_narrative_has_no_changes():
    assert told(KEPT, KEPT) == []
    assert told(f"{KEPT}先审后发。", "公开目录 按条例和上级要求作了调整。\n先审后发。") == []


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (KEPT, f"{KEPT}组织业务培训。", (Kind.ADDED, "", "组织业务培训。")),
        (f"{KEPT}组织业务培训！", KEPT, (Kind.DROPPED, "组织业务培训！", "")),
        ("收到申请12件；", "收到申请15件；", (Kind.NUMBERS, "收到申请[12]件；", "收到申请[15]件；")),
        ("收到申请1.5万件。", "收到申请十三件。", (Kind.NUMBERS, "收到申请[1.5万]件。", "收到申请[十三]件。")),
        ("占比9.5%。", "占比12%。", (Kind.NUMBERS, "占比[9.5%]。", "占比[12%]。")),
        (
            "答复文书由办公室核对后送达。",
            "答复文书由办公室核对、法制机构审核后送达。",
            (Kind.REWORDED, "答复文书由办公室核对后送达。", "答复文书由办公室核对[、法制机构审核]后送达。"),
        ),
        (
            "全年收到申请12件，均已办结。",
            "全年收到申请15件，均已按期办结。",
            (Kind.REWORDED, "全年收到申请[12]件，均已办结。", "全年收到申请[15]件，均已[按期]办结。"),
        ),
    ],
)
def test_each_sentence_is_told_by_what_became_of_it(old: str, new: str, expected: tuple[Kind, str, str]):
    assert told(old, new) == [expected]


def test_a_sentence_elsewhere_has_moved():
    a, b = "信息公开专栏按统一要求设置。", "答复文书由办公室核对后送达。"
    found = told(f"{a}{KEPT}{b}", f"{KEPT}{b}{a}")
    assert found == [(Kind.MOVED, a, a)]


def test_sentences_that_have_little_in_common_are_dropped_and_added():
    found = told("组织业务培训两次。", "新开设政策问答栏目。")
    assert [each[0] for each in found] == [Kind.DROPPED, Kind.ADDED]


def test_one_word_between_two_changes_does_not_leave_shreds():
    _, new = marked("甲乙丙丁戊己", "子乙丑丁戊己")
    assert new == (Piece("子乙丑", True), Piece("丁戊己"))


def test_sentences_alike_are_counted():
    old, new = (balanced_report("2021", texts={"overview": text}) for text in (f"{KEPT}一。二。", f"{KEPT}二。"))
    assert [(part.label, part.alike) for part in narrative(old, new)] == [("总体情况", 2)]


LINES = st.lists(st.text("甲乙丙丁12", min_size=1, max_size=6), max_size=8)


@given(LINES, LINES)
def test_what_is_told_turns_the_old_sentences_into_the_new(old: list[str], new: list[str]):
    def words(side: tuple[Piece, ...]) -> str:
        return "".join(piece.text for piece in side)

    found = list(sentences(old, new))
    gone = sorted(words(each.old) for each in found if each.kind is not Kind.ADDED)
    come = sorted(words(each.new) for each in found if each.kind is not Kind.DROPPED)
    kept = sorted(old)
    for each in gone:
        kept.remove(each)
    assert sorted(kept + come) == sorted(new)


@given(LINES)
def test_a_text_has_no_changes_against_itself(lines: list[str]):
    assert list(sentences(lines, lines)) == []


@given(st.text("甲乙丙，。1234", max_size=30), st.text("甲乙丙，。1234", max_size=30))
def test_marking_words_loses_none(old: str, new: str):
    assert tuple("".join(piece.text for piece in side) for side in marked(old, new)) == (old, new)


def test_a_part_of_very_many_sentences_is_told_in_bounded_time():
    old = [f"第{index}项工作已经完成。" for index in range(20_000)]
    begun = time.process_time()
    found = list(sentences(old, [*old[:9_000], "另有一句。", *old[9_001:]]))
    assert time.process_time() - begun < 10
    assert found == [Sentence(Kind.DROPPED, old=(Piece(old[9_000]),)), Sentence(Kind.ADDED, new=(Piece("另有一句。"),))]


LONG = ["".join(chr(0x4E00 + (at * 7 + at // 50 * n) % 20_000) for at in range(1990)) + "。" for n in range(500)]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (["甲。"] * 50_000, ["乙。"] * 50_000),
        (["一。", "二。"] * 500, ["二。", "一。", "三。"] * 333),
        (LONG, [each.replace("一", "二") + "！" for each in reversed(LONG)]),
    ],
    ids=["many", "again and again", "long"],
)
def test_any_sentences_are_told_in_bounded_time(old: list[str], new: list[str]):
    begun = time.process_time()
    assert list(sentences(old, new))
    assert time.process_time() - begun < 5
