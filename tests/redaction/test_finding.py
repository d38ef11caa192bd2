from __future__ import annotations

from tests.redaction import shapes
from tests.redaction.shapes import HEIGHT, SECRET, plain, saved

from gongkai.redaction.boxes import Box
from gongkai.redaction.finding import find
from gongkai.redaction.marks import Found, Kind
from gongkai.redaction.opening import prepare


def found(data: bytes, *words: str) -> list[Found]:
    return list(find(prepare(data), words=words))


def test_what_is_found_has_its_page_its_kind_and_its_place() -> None:
    (each,) = found(saved(plain(1, shapes.write("13800138000", 20, 60))))
    assert (each.page, each.kind, each.text) == (1, Kind.MOBILE, "13800138000")
    (box,) = each.boxes
    assert 18 < box.left < 20.5
    assert HEIGHT - 75 < box.top < HEIGHT - 60 < box.bottom < HEIGHT - 55
    assert 85 < box.right < 100


def test_what_is_broken_over_lines_has_a_box_on_each() -> None:
    data = shapes.set_in_chinese("现住济南市历下区泉城路解放阁社区甲乙丙丁大厦180号3单元502室。")
    (each,) = found(data)
    assert each.kind is Kind.ADDRESS
    first, second = each.boxes
    assert second.top > first.bottom - 2
    assert second.left < first.left
    assert [mark.box for mark in each.marks("DENY_4")] == [first, second]


def test_letters_drawn_in_any_order_are_found() -> None:
    letters = [(letter, 20 + 9 * at) for at, letter in enumerate(SECRET)]
    pdf = plain(1, b"".join(shapes.write(letter, x, 60) for letter, x in letters[::2] + letters[1::2]))
    pdf.pages[0].obj.Rotate = 90
    data = saved(pdf)
    assert SECRET not in "".join(shapes.text_of(data).split())
    assert SECRET in [each.text for each in found(data, SECRET)]


def test_words_off_the_page_and_beneath_others_are_found() -> None:
    pdf = plain()
    for place in ("under_a_black_box", "white_on_white"):
        shapes.PLACES[place](pdf, pdf.pages[0])
    shapes.PLACES["off_the_page"](pdf, pdf.pages[1])
    assert [(each.page, each.text) for each in found(saved(pdf), SECRET)] == [(1, SECRET), (2, SECRET)]


def test_marks_painted_by_a_found_box_follow_the_turn_of_the_page() -> None:
    pdf = plain(1, shapes.write("13800138000", 20, 60))
    pdf.pages[0].obj.Rotate = 90
    (each,) = found(saved(pdf))
    (box,) = each.boxes
    assert box.right - box.left < 20 < 60 < box.bottom - box.top
    assert Box(0, 0, HEIGHT, 240).common(box) == box.area
