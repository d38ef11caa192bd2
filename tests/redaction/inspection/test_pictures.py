"""Of each picture of a file it is told what is said to whoever cannot see it."""

from __future__ import annotations

import zipfile
from io import BytesIO

import pytest
from pikepdf import Array, Dictionary, Name
from PIL import Image
from tests.redaction.shapes import plain, saved, set_in_chinese

from gongkai.redaction import opening
from gongkai.redaction.inspection.pictures import Pictured, of_tagged, of_word

SPACES = 'xmlns:w="w" xmlns:wp="p" xmlns:a="a" xmlns:pic="c" xmlns:adec="d" xmlns:v="v" xmlns:mc="m" xmlns:c="h"'
SHOWN = "<a:graphic><pic:pic><a:blip/></pic:pic></a:graphic>"


def word(body: str) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", f"<w:document {SPACES}>{body}</w:document>")
    return out.getvalue()


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (f'<wp:inline><wp:docPr id="1" name="图片 1"/>{SHOWN}</wp:inline>', [""]),
        (f'<wp:anchor><wp:docPr id="1" descr="办公楼正门"/>{SHOWN}</wp:anchor>', ["办公楼正门"]),
        (f'<wp:inline><wp:docPr><adec:decorative val="1"/></wp:docPr>{SHOWN}</wp:inline>', []),
        (f'<wp:inline><wp:docPr><adec:decorative val="0"/></wp:docPr>{SHOWN}</wp:inline>', [""]),
        ("<wp:inline><wp:docPr/><a:graphic><c:chart/></a:graphic></wp:inline>", [""]),
        ("<wp:inline><wp:docPr/><a:graphic><w:t>文本框</w:t></a:graphic></wp:inline>", []),
        ("<w:pict><v:shape alt='流程图'><v:imagedata/></v:shape></w:pict>", ["流程图"]),
        ("<w:pict><v:shape><v:imagedata/></v:shape></w:pict>", [""]),
        ("<mc:Fallback><w:pict><v:shape><v:imagedata/></v:shape></w:pict></mc:Fallback>", []),
        ("<w:object><v:shape><v:imagedata/></v:shape></w:object>", []),
    ],
)
def test_of_a_word_document_what_shows_something_is_listed_with_its_words(body: str, words: list[str]) -> None:
    assert of_word(word(body)) == tuple(Pictured(None, each) for each in words)


def test_of_a_tagged_pdf_figures_are_listed_with_page_and_words() -> None:
    source = """
      #let svg = bytes("<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>")
      字 #image(svg, format: "svg", alt: "流程图")
      #pagebreak()
      字 #image(svg, format: "svg")"""
    data = set_in_chinese(source)
    assert opening.prepare(data).pictures == (Pictured(1, "流程图"), Pictured(2, ""))


def test_a_figure_under_another_name_counts_and_finds_its_page_by_what_is_above_it() -> None:
    pdf = plain(2)
    root = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot, RoleMap=Dictionary({"/Bild": Name.Figure})))
    above = pdf.make_indirect(Dictionary(S=Name.P, P=root, Pg=pdf.pages[1].obj))
    for role, more in (("/Bild", {}), ("/Figure", {"/ActualText": "章"}), ("/Span", {})):
        pdf.make_indirect(Dictionary({"/S": Name(role), "/P": above, **more}))
    root.K = Array([above])
    pdf.Root.StructTreeRoot, pdf.Root.MarkInfo = root, Dictionary(Marked=True)
    assert sorted(of_tagged(pdf)) == [Pictured(2, ""), Pictured(2, "章")]


def test_of_a_pdf_without_tags_the_pages_with_pictures_are_named() -> None:
    assert opening.prepare(saved(plain(1))).pictures == ()
    pdf = plain(1)
    page = pdf.pages[0]
    stream = pdf.make_stream(Image.new("L", (8, 8), 90).tobytes())
    for key, value in {"/Type": Name.XObject, "/Subtype": Name.Image, "/Width": 8, "/Height": 8,
                       "/BitsPerComponent": 8, "/ColorSpace": Name.DeviceGray}.items():  # fmt: skip
        stream[key] = value
    page.obj.Resources.XObject.P = stream
    page.contents_add(b"q 90 0 0 60 20 20 cm /P Do Q")
    assert opening.prepare(saved(pdf)).pictures == (Pictured(1, "", can_have_words=False),)
