"""Everything is done in a child process with limits; what comes back is the same."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image
from tests.redaction import shapes
from tests.redaction.shapes import SECRET, SHOWN, plain, saved

from gongkai.law.errors import NotAllowed, UnreadableDocument
from gongkai.redaction import desk, finding, opening, redacting
from gongkai.redaction.boxes import Box
from gongkai.redaction.marks import Mark


def test_the_child_gives_what_this_process_would() -> None:
    data = saved(plain(2, shapes.write("13800138000")))
    document = desk.prepare(data)
    assert document == opening.prepare(data)
    assert desk.inspect(data) == document.hidden
    found = desk.find(document, words=["Open"])
    assert found == finding.find(document, words=["Open"])
    marks = [mark for each in found for mark in each.marks("DENY_4")]
    assert desk.redact(document, marks) == redacting.redact(document, marks)
    assert desk.texts(document, most=1000) == finding.texts(document, most=1000)


def test_texts_are_given_up_to_a_length_page_by_page() -> None:
    document = opening.prepare(saved(plain(3)))
    whole = finding.texts(document, most=1000)
    words = [page.replace(" ", "").strip() for page in whole]
    assert words == [f"{SHOWN.replace(' ', '')}{number}" for number in (1, 2, 3)]
    assert finding.texts(document, most=len(whole[0]) + 1) == whole[:2]


def test_the_picture_of_a_page_is_the_one_that_boxes_are_measured_on() -> None:
    pdf = plain(1, shapes.write(SECRET))
    pdf.pages[0].obj.Rotate = 90
    document = desk.prepare(saved(pdf))
    (found,) = desk.find(document, kinds=(), words=[SECRET])
    picture = Image.open(BytesIO(desk.picture(document, 1, scale=2)))
    assert picture.size == (2 * shapes.HEIGHT, 2 * shapes.WIDTH)
    inked = picture.convert("L").crop(tuple(round(2 * edge) for edge in found.boxes[0])).getextrema()
    assert inked[0] < 100


def test_refusals_come_through() -> None:
    with pytest.raises(UnreadableDocument, match="已损坏"):
        desk.prepare(b"%PDF-1.7 and no more")
    document = desk.prepare(saved(plain()))
    with pytest.raises(NotAllowed, match="没有写明理由"):
        desk.redact(document, [Mark(1, Box(0, 0, 9, 9), "")])
