"""What was marked is gone: searched for in the bytes, in every stream, in the text and in the pixels."""

from __future__ import annotations

from io import BytesIO

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import ImageChops
from tests.redaction import shapes
from tests.redaction.shapes import HEIGHT, PLACES, SECRET, SHOWN, WIDTH, hidden_in, holds, pixels, plain, saved, text_of

from gongkai.law.errors import NotAllowed
from gongkai.redaction.boxes import Box
from gongkai.redaction.finding import find
from gongkai.redaction.marks import Kind, Mark
from gongkai.redaction.opening import prepare
from gongkai.redaction.picturing import paint
from gongkai.redaction.redacting import Redacted, redact

BLACK = (0, 0, 0)
CORNER = Box(200, 140, 230, 155)
"""An area of the page with nothing on it."""


@pytest.mark.parametrize("place", PLACES)
def test_nothing_hidden_comes_along_whether_the_page_is_marked_or_copied(place: str) -> None:
    """容易写错之23：隐藏层、批注和元数据里的也要去掉。"""
    pdf = plain()
    data = hidden_in(pdf, place)
    assert holds(data, SECRET)
    redacted = redact(prepare(data), [Mark(1, CORNER, "DENY_4")])
    assert not holds(redacted.pdf, SECRET)
    assert f"{SHOWN} 1" in text_of(redacted.pdf, 1)
    assert f"{SHOWN} 2" in text_of(redacted.pdf, 2)


def marked(data: bytes, word: str = SECRET, ground: str = "DENY_4") -> Redacted:
    document = prepare(data)
    found = find(document, kinds=(), words=[word])
    assert found
    return redact(document, [mark for each in found for mark in each.marks(ground)])


TEXTS = {
    "plainly": shapes.write(SECRET),
    "letter_by_letter": b"BT /F 12 Tf 20 60 Td "
    + b" ".join(b"(%c) Tj" % letter for letter in SECRET.encode())
    + b" ET",
    "set_apart": b"BT /F 12 Tf 20 60 Td 6 Tc (%s) Tj ET" % SECRET.encode(),
    "turned": b"q 0 1 -1 0 160 20 cm\n" + shapes.write(SECRET, 0, 0) + b"Q",
    "upside_down": b"q -1 0 0 -1 200 60 cm\n" + shapes.write(SECRET, 0, 0) + b"Q",
    "aslant": b"q .87 .5 -.5 .87 30 20 cm\n" + shapes.write(SECRET, 0, 0) + b"Q",
    "in_outline": b"BT 1 Tr /F 12 Tf 20 60 Td (%s) Tj ET" % SECRET.encode(),
    "invisible": b"BT 3 Tr /F 12 Tf 20 60 Td (%s) Tj ET" % SECRET.encode(),
    "as_a_clip": b"q BT 7 Tr /F 12 Tf 20 60 Td (%s) Tj ET 0 0 240 160 re f Q" % SECRET.encode(),
    "twice_in_one_place": 2 * shapes.write(SECRET),
}


@pytest.mark.parametrize(
    ("way", "rotate"),
    [*((way, 0) for way in TEXTS), *((way, turn) for way in ("plainly", "turned") for turn in (90, 180, 270))],
)
def test_words_that_are_marked_are_gone_however_they_are_set(way: str, rotate: int) -> None:
    """容易写错之23：盖住不算遮去。"""
    pdf = plain(1, TEXTS[way])
    pdf.pages[0].obj.Rotate = rotate
    data = saved(pdf)
    redacted = marked(data)
    assert not holds(redacted.pdf, SECRET)
    # Upside down, pdfium may read the words that are left from behind.
    assert sorted("".join(text_of(redacted.pdf).split())) == sorted(f"{SHOWN}1".replace(" ", ""))
    for each in redacted.removed:
        assert pixels(redacted.pdf, 1, each.box.wider(-0.5)) == {BLACK}


@pytest.mark.parametrize("kind", ["/FreeText", "/Stamp", "/Widget"])
def test_words_that_an_annotation_shows_are_found_and_gone(kind: str) -> None:
    pdf = plain()
    shown = shapes.drawing(pdf, shapes.write(SECRET, 2, 4))
    each = shapes.annotate(pdf, pdf.pages[0], Subtype=pikepdf.Name(kind), F=4, AP=pikepdf.Dictionary(N=shown))
    pdf.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array([each] if kind == "/Widget" else []))
    redacted = marked(saved(pdf))
    assert not holds(redacted.pdf, SECRET)
    with pikepdf.open(BytesIO(redacted.pdf)) as out:
        assert not any("/Annots" in page.obj for page in out.pages)


def test_what_is_said_to_be_meant_is_found_where_it_is_drawn() -> None:
    pdf = plain(1, f"/Span <</ActualText ({SECRET})>> BDC\n".encode() + shapes.write("xyz") + b"EMC")
    redacted = marked(saved(pdf))
    assert [each.text for each in redacted.removed] == ["xyz"]
    assert "xyz" not in text_of(redacted.pdf)


def test_words_that_other_words_are_said_to_stand_for_are_found() -> None:
    pdf = plain(1, b"/Span <</ActualText (harmless)>> BDC\n" + shapes.write(SECRET) + b"EMC")
    assert SECRET not in text_of(saved(pdf))
    assert not holds(marked(saved(pdf)).pdf, SECRET)


def test_pictures_and_drawings_under_a_mark_are_overwritten() -> None:
    pdf = plain(1, b"1 0 0 rg 20 20 60 40 re f q 80 0 0 60 120 20 cm /Im0 Do Q")
    pdf.pages[0].obj.Resources.XObject.Im0 = shapes.photograph(pdf, shapes.jpeg())
    data = saved(pdf)
    areas = [Box(30, HEIGHT - 50, 70, HEIGHT - 30), Box(130, HEIGHT - 70, 190, HEIGHT - 30)]
    assert all(pixels(data, 1, area) != {BLACK} for area in areas)
    redacted = redact(prepare(data), [Mark(1, area, "DENY_4") for area in areas])
    assert all(pixels(redacted.pdf, 1, area) == {BLACK} for area in areas)
    with pikepdf.open(BytesIO(redacted.pdf)) as out:
        (image,) = out.pages[0].get_images().values()
        picture = pikepdf.PdfImage(image).as_pil_image().convert("RGB")
    scale = picture.width / WIDTH
    for area in areas:  # in the picture itself: nothing is laid over it
        assert picture.crop(tuple(round(edge * scale) for edge in area)).getcolors(1)[0][1] == BLACK
    assert (255, 0, 0) in pixels(redacted.pdf, 1, (20, HEIGHT - 60, 29, HEIGHT - 20))


COVERS = {
    "a_box": b"q 80 0 0 60 20 20 cm /Im0 Do Q 0 g 30 30 40 30 re f",
    "a_white_box_before_a_turn": b"q 0 80 -60 0 90 20 cm /Im0 Do Q 1 g 30 30 40 30 re f",
    "another_picture": b"q 80 0 0 60 20 20 cm /Im0 Do Q q 40 0 0 30 30 30 cm /Im1 Do Q",
    "the_edge_of_the_page": b"q 80 0 0 60 200 20 cm /Im0 Do Q",
    "a_clip": b"q 20 20 40 60 re W n 80 0 0 60 20 20 cm /Im0 Do Q",
    "a_form": b"/X0 Do 0 g 30 30 40 30 re f",
}


@pytest.mark.parametrize("cover", COVERS)
def test_what_is_covered_of_a_picture_is_not_copied(cover: str) -> None:
    pdf = plain(1, COVERS[cover])
    objects = pdf.pages[0].obj.Resources.XObject
    objects.Im0, objects.Im1 = (shapes.photograph(pdf, shapes.jpeg(seed)) for seed in (0, 1))
    inner = pikepdf.Dictionary(Im0=objects.Im0)
    objects.X0 = shapes.drawing(pdf, b"q 80 0 0 60 20 20 cm /Im0 Do Q", XObject=inner)
    original = objects.Im0.read_raw_bytes()
    data = saved(pdf)
    assert any(original in part for part in shapes.parts(data))
    redacted = redact(prepare(data), [])
    assert not any(original in part for part in shapes.parts(redacted.pdf))
    assert redacted.pictured == (1,)


@pytest.mark.parametrize(
    "content",
    [
        b"q 80 0 0 60 20 20 cm /Im0 Do Q 15 80 100 1 re f 20 20 m 100 20 l S",
        b"0 1 0 rg 10 10 200 100 re f q 19 19 82 62 re W n 80 0 0 60 20 20 cm /Im0 Do Q",
        b"q 240 0 0 160 0 0 cm /Im0 Do Q",
    ],
    ids=["lines", "clipped-at-its-edge", "a-whole-page"],
)
def test_a_picture_that_is_seen_whole_is_copied(content: bytes) -> None:
    pdf = plain(1)
    pdf.pages[0].contents_add(content, prepend=True)
    pdf.pages[0].obj.Resources.XObject.Im0 = shapes.photograph(pdf, shapes.jpeg())
    redacted = redact(prepare(saved(pdf)), [])
    assert redacted.pictured == ()
    assert SHOWN in text_of(redacted.pdf)


def test_outside_the_marks_the_page_looks_as_before() -> None:
    data = shapes.set_in_chinese("申请人张三，手机13800138000。\n#rect(fill: red, width: 40pt, height: 20pt)")
    redacted = marked(data, "张三")
    pictures = [shapes.picture_of(each, 1) for each in (data, redacted.pdf)]
    for picture in pictures:
        paint(picture, (WIDTH, HEIGHT), [each.box.wider(1) for each in redacted.removed])
    assert ImageChops.difference(*pictures).getbbox() is None


def test_the_text_that_is_left_can_still_be_searched_and_found_again() -> None:
    data = shapes.set_in_chinese("申请人张三，手机13800138000，住址见附件。\n\n第二段文字。")
    redacted = marked(data, "张三")
    assert "".join(text_of(redacted.pdf).split()) == "申请人，手机13800138000，住址见附件。第二段文字。"
    again = prepare(redacted.pdf)
    (phone,) = find(again)
    assert (phone.kind, phone.text) == (Kind.MOBILE, "13800138000")
    twice = redact(again, phone.marks("DENY_4"))
    assert text_of(twice.pdf) == ""  # a layer that is not seen need not stand where its words are seen
    assert {BLACK} != pixels(twice.pdf, 1, (0, 0, WIDTH, HEIGHT)) > {BLACK}


@pytest.mark.parametrize("rotate", [0, 90, 270])
def test_the_text_that_is_left_is_read_line_by_line(rotate: int) -> None:
    pdf = plain(1, shapes.write("second line here", 20, 60))
    pdf.pages[0].obj.Rotate = rotate
    redacted = marked(saved(pdf), "second")
    assert sorted(line.strip() for line in text_of(redacted.pdf).split("\r\n")) == [f"{SHOWN} 1", "line here"]


def test_a_page_whose_font_tells_of_marked_characters_is_not_copied() -> None:
    data = shapes.set_in_chinese("申请人张翀。\n#pagebreak()\n没有姓名的一页。")
    redacted = marked(data, "张翀")
    assert redacted.pictured == (1, 2)
    assert shapes.lists(data, "翀")
    assert not shapes.lists(redacted.pdf, "翀")
    assert "没有姓名的一页" in text_of(redacted.pdf, 2)


def test_a_page_of_other_fonts_is_copied_as_it_is() -> None:
    redacted = redact(prepare(saved(plain())), [Mark(1, CORNER, "DENY_4")])
    assert redacted.pictured == (1,)
    with pikepdf.open(BytesIO(redacted.pdf)) as out:
        assert not out.pages[1].get_images()
        assert out.pages[1].obj.Resources.Font.F.BaseFont == pikepdf.Name.Helvetica


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    word=st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x51FF), min_size=2, max_size=5),
    before=st.text(st.characters(min_codepoint=0x5200, max_codepoint=0x55FF), max_size=40),
    behind=st.text(st.characters(min_codepoint=0x5200, max_codepoint=0x55FF), max_size=40),
)
def test_any_word_is_gone_and_all_others_stay(word: str, before: str, behind: str) -> None:
    data = shapes.set_in_chinese(f"{before}{word}{behind}")
    assert holds(data, word)
    redacted = marked(data, word)
    assert not holds(redacted.pdf, word)
    assert not any(shapes.lists(redacted.pdf, char) for char in word)
    assert "".join(text_of(redacted.pdf).split()) == before + behind
    for each in redacted.removed:
        assert pixels(redacted.pdf, 1, each.box.wider(-0.5)) == {BLACK}


def test_the_result_says_what_was_removed_and_on_which_grounds() -> None:
    pdf = plain(2, shapes.write(SECRET))
    pdf.docinfo["/Author"] = "Li Si"
    document = prepare(saved(pdf))
    found = find(document, kinds=(), words=[SECRET])
    marks = [*found[0].marks("DENY_4"), *found[1].marks("商业秘密"), Mark(2, CORNER, "DENY_4")]
    redacted = redact(document, marks)
    assert sorted(each[:1] + each[2:] for each in redacted.removed) == [
        (1, "DENY_4", SECRET),
        (2, "DENY_4", ""),
        (2, "商业秘密", SECRET),
    ]
    assert [(str(each.words), each.places, each.pages) for each in redacted.grounds] == [
        ("保护第三方合法权益", 2, (1, 2)),
        ("商业秘密", 1, (2,)),
    ]
    assert [str(each) for each in redacted.grounds[0].citations] == ["条例第15条", "条例第32条", "条例第36条第3项"]
    assert "文档属性：Author = Li Si" in [each.text() for each in redacted.left_behind]


@pytest.mark.parametrize(
    ("mark", "code"),
    [
        (Mark(1, CORNER, " "), "ground-missing"),
        (Mark(1, CORNER, "GRANT"), "ground-unknown"),
        (Mark(1, CORNER, "DENY_99"), "ground-unknown"),
        (Mark(3, CORNER, "DENY_4"), "mark-off-document"),
        (Mark(0, CORNER, "DENY_4"), "mark-off-document"),
        (Mark(1, Box(10, 10, 10, 20), "DENY_4"), "mark-empty"),
        (Mark(1, Box(20, 10, 10, 20), "DENY_4"), "mark-empty"),
        (Mark(1, Box(0, 0, float("nan"), 20), "DENY_4"), "mark-empty"),
    ],
)
def test_marks_without_ground_or_place_are_refused(mark: Mark, code: str) -> None:
    with pytest.raises(NotAllowed) as refused:
        redact(prepare(saved(plain())), [mark])
    assert (refused.value.code, str(refused.value.citation)) == (code, "条例第37条")


def test_the_same_document_and_marks_give_the_same_bytes() -> None:
    document = prepare(saved(plain()))
    marks = [Mark(1, CORNER, "DENY_4")]
    assert redact(document, marks).pdf == redact(document, marks).pdf


def test_the_size_of_pages_stays() -> None:
    pdf = plain()
    pdf.pages[0].obj.Rotate = 90
    pdf.pages[1].obj.UserUnit = 2
    data = saved(pdf)
    redacted = redact(prepare(data), [Mark(page, CORNER, "DENY_4") for page in (1, 2)])
    assert prepare(redacted.pdf).sizes == prepare(data).sizes == ((HEIGHT, WIDTH), (WIDTH, HEIGHT))
    with pikepdf.open(BytesIO(redacted.pdf)) as out:
        assert out.pages[1].obj.UserUnit == 2
