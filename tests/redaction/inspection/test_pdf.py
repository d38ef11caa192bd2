"""Each hiding place of a PDF is named, with what it says."""

from __future__ import annotations

import pikepdf
import pytest
from tests.redaction import shapes
from tests.redaction.shapes import PLACES, SECRET, hidden_in, plain, saved

from gongkai.redaction.inspection.hidden import Hidden
from gongkai.redaction.opening import inspect

KINDS = {
    "properties": "property",
    "xmp": "property",
    "metadata_of_the_page": "property",
    "outline": "outline",
    "attachment": "attachment",
    "attachment_on_the_page": "attachment",
    "note": "comment",
    "hidden_annotation": "comment",
    "contents_of_a_highlight": "comment",
    "link": "link",
    "script": "script",
    "value_of_a_field_that_shows_another": "form_field",
    "xfa": "form_field",
    "layer_that_is_off": "layer",
    "form_in_a_layer_that_is_off": "layer",
    "name_of_a_layer": "layer",
    "actual_text_among_the_resources": "replacement_text",
    "actual_text": "replacement_text",
    "actual_text_in_a_form": "replacement_text",
    "structure": "replacement_text",
    "thumbnail": "thumbnail",
    "private_data": "private_data",
    "private_data_of_a_form": "private_data",
    "earlier_version": "revision",
    "metadata_of_a_picture": "property",
    "white_on_white": "unseen_text",
    "under_a_black_box": "covered_text",
    "off_the_page": "unseen_text",
    "under_a_picture": "unseen_text",
    "cropped": "unseen_text",
    "clipped": "unseen_text",
}
SAYS_NOTHING_OF_IT = {"xmp", "metadata_of_the_page", "metadata_of_a_picture", "script", "thumbnail", "private_data"}
SAYS_NOTHING_OF_IT |= {"private_data_of_a_form", "earlier_version", "xfa", "attachment", "attachment_on_the_page"}
SAYS_NOTHING_OF_IT |= {"form_in_a_layer_that_is_off", "layer_that_is_off"}
NOT_LISTED = {
    "named_destination",
    "page_label",
    "key_that_nobody_knows",
    "resource_that_is_not_drawn",
    "resource_of_a_page_without_content",
    "resource_of_all_pages",
    "operator_that_nobody_knows",
    "comment_in_the_content",
    "object_that_nothing_refers_to",
    "exif_of_a_photograph",
    "behind_the_end_of_a_photograph",
}
"""Places of which only is made sure that nothing of them comes along."""


def test_every_place_is_listed_or_known_not_to_be() -> None:
    assert KINDS.keys() | NOT_LISTED == PLACES.keys()
    assert not KINDS.keys() & NOT_LISTED


@pytest.mark.parametrize("place", KINDS)
def test_what_is_hidden_is_listed_by_its_kind(place: str) -> None:
    listed = [each for each in inspect(hidden_in(plain(), place)) if each.kind.code == KINDS[place]]
    assert listed
    assert any(SECRET in each.detail for each in listed) == (place not in SAYS_NOTHING_OF_IT)


def test_a_page_that_hides_nothing_has_nothing_listed() -> None:
    assert inspect(saved(plain())) == ()


def told(data: bytes) -> list[tuple[int | None, str]]:
    return [(each.page, each.kind.code) for each in inspect(data)]


def test_pages_that_cannot_be_searched_are_named() -> None:
    pdf = plain(3, b"q 200 0 0 100 20 20 cm /Im0 Do Q")
    for page in pdf.pages:
        page.obj.Resources.XObject.Im0 = shapes.photograph(pdf, shapes.jpeg())
    scan = b"q 200 0 0 100 20 20 cm /Im0 Do Q"
    pdf.pages[0].obj.Contents = pdf.make_stream(scan)
    pdf.pages[1].obj.Contents = pdf.make_stream(scan + shapes.write(SECRET, before="3 Tr"))
    assert told(saved(pdf)) == [(1, "no_text"), (2, "search_layer"), (3, "picture")]


def test_a_blank_page_is_not_called_a_scan() -> None:
    pdf = pikepdf.new()
    pdf.add_blank_page()
    assert told(saved(pdf)) == []


def test_marks_for_redaction_that_were_never_applied_are_named() -> None:
    pdf = plain()
    shapes.annotate(pdf, pdf.pages[1], Subtype=pikepdf.Name.Redact)
    assert told(saved(pdf)) == [(2, "unapplied_mark")]


def test_long_words_are_cut() -> None:
    pdf = plain()
    pdf.docinfo["/Title"] = "长" * 1000
    (each,) = inspect(saved(pdf))
    assert isinstance(each, Hidden)
    assert len(each.detail) == 120
    assert each.text().startswith("文档属性：Title = 长长")
