"""The file: what is refused or found odd, in one line each; and which way the text runs."""

from __future__ import annotations

import hashlib
import time
from contextlib import suppress

import pytest
from tests.report.readers.pdf.drawing import HAN, Page, pdf

from gongkai.law.errors import UnreadableDocument
from gongkai.report.blocks import Cell, Grid, TextBlock
from gongkai.report.readers.pdf import read_pdf
from gongkai.report.readers.pdf.document import MOST_PAGES

TEXT = "本机关坚持以人民为中心，认真贯彻落实条例，不断加大公开力度。"
PAD = bytes.fromhex("28bf4e5e4e758a4164004e56fffa01082e2e00b6d0683e802f0ca9fe6453697a")


def page_of_text() -> Page:
    page = Page()
    page.text(70, 100, TEXT)
    return page


def refusal(data: bytes) -> UnreadableDocument:
    with pytest.raises(UnreadableDocument) as refused:
        read_pdf(data)
    assert "\n" not in str(refused.value)
    assert refused.value.hint is not None
    return refused.value


def rc4(key: bytes, data: bytes) -> bytes:
    state = list(range(256))
    j = 0
    for i in range(256):
        j = (j + state[i] + key[i % len(key)]) % 256
        state[i], state[j] = state[j], state[i]
    i = j = 0
    out = bytearray()
    for byte in data:
        i = (i + 1) % 256
        j = (j + state[i]) % 256
        state[i], state[j] = state[j], state[i]
        out.append(byte ^ state[(state[i] + state[j]) % 256])
    return bytes(out)


def locked(page: Page, user: bytes) -> bytes:
    """Give a file with the user's password and an owner's, as the first edition of the format has it."""
    file_id = bytes(16)
    owner = rc4(hashlib.md5((b"owner" + PAD)[:32]).digest()[:5], (user + PAD)[:32])
    permissions = (-44 & 0xFFFFFFFF).to_bytes(4, "little")
    key = hashlib.md5((user + PAD)[:32] + owner + permissions + file_id).digest()[:5]
    encrypt = f"<< /Filter /Standard /V 1 /R 2 /O <{owner.hex()}> /U <{rc4(key, PAD).hex()}> /P -44 >>"
    identity = f"/ID [<{file_id.hex()}> <{file_id.hex()}>]"

    def scramble(number: int, body: bytes) -> bytes:
        return rc4(hashlib.md5(key + number.to_bytes(3, "little") + bytes(2)).digest()[:10], body)

    return pdf(page, encrypt=encrypt, trailer=identity, scramble=scramble)


def test_a_password_to_open_is_said() -> None:
    assert refusal(locked(page_of_text(), b"secret")).code == "password"


def test_a_password_that_only_forbids_changes_does_not_matter() -> None:
    assert read_pdf(locked(page_of_text(), b"")).blocks == (TextBlock(TEXT, page=1),)


def test_a_scan_is_said_to_be_one() -> None:
    page = Page()
    page.picture(0, 0, 595, 842)
    page.text(280, 820, "- 1 -")
    assert refusal(pdf(page)).code == "scanned"


def test_a_page_that_is_a_picture_among_others_is_found() -> None:
    scan = Page()
    scan.picture(0, 0, 595, 842)
    text = page_of_text()
    text.text(70, 120, TEXT)
    document = read_pdf(pdf(text, scan))
    assert [(finding.code, finding.place and finding.place.page) for finding in document.findings] == [
        ("pdf-page-unreadable", 2)
    ]


def test_a_page_of_drawings_has_no_text() -> None:
    page = Page()
    page.frame(50, 50, 100, 100)
    assert refusal(pdf(page)).code == "no-text"


def test_a_font_that_does_not_say_its_characters_is_garbled() -> None:
    page = Page()
    for number in range(12):
        page.text(70, 100 + 20 * number, TEXT)
    assert refusal(pdf(page, han=HAN.replace("/UniGB-UCS2-H", "/Identity-H").replace("GB1", "Identity"))).code == (
        "text-garbled"
    )


def test_a_figure_that_pdfium_passes_over_is_found() -> None:
    page = page_of_text()
    page.content.append("BT /F1 10 Tf 100 300 Td <0030> Tj ET")
    document = read_pdf(pdf(page))
    # Where the machine has a Chinese font, pdfium takes the figure's extent from it and does not pass over it.
    found = [finding.code for finding in document.findings] == ["pdf-characters-unreadable"]
    assert found != (TextBlock("0", page=1) in document.blocks)


def test_what_cannot_be_opened_is_broken() -> None:
    assert refusal(b"%PDF-1.4\n" + b"garbage " * 500 + b"%%EOF").code == "broken-pdf"


def test_what_lacks_its_end_and_cannot_be_opened_is_cut_off() -> None:
    whole = pdf(page_of_text())
    assert [refusal(whole[:length]).code for length in (9, 500, whole.index(b"xref\n"))] == ["cut-off"] * 3


def test_a_broken_table_of_places_is_mended() -> None:
    data = pdf(page_of_text()).replace(b"startxref\n", b"startxref\n9")
    assert read_pdf(data).blocks == (TextBlock(TEXT, page=1),)


def test_a_file_cut_off_is_read_as_far_as_it_goes_and_found() -> None:
    whole = pdf(page_of_text())
    document = read_pdf(whole[: whole.index(b"startxref")])
    assert document.blocks == (TextBlock(TEXT, page=1),)
    assert [finding.code for finding in document.findings] == ["pdf-cut-off"]


def test_too_many_pages_are_refused_at_once() -> None:
    data = pdf(*[Page() for _ in range(MOST_PAGES * 7)])
    start = time.perf_counter()
    assert refusal(data).code == "too-many-pages"
    assert time.perf_counter() - start < 5


def test_no_byte_changed_lets_another_exception_escape() -> None:
    page = page_of_text()
    page.lattice([70, 200, 300], [200, 220, 240])
    page.cells([70, 200, 300], [200, 220, 240], [["规章", "3"], ["许可", "0"]])
    data = pdf(page)
    for at in range(10, len(data), 7):
        changed = data[:at] + bytes([data[at] ^ 0x15]) + data[at + 1 :]
        with suppress(UnreadableDocument):
            read_pdf(changed)


# ── Which way the text runs ──────────────────────────────────────────────────

XS, YS = [70, 170, 270], [120, 140, 160]
ROWS = [["规章", "12"], ["行政许可", "0"]]
GRID = Grid(
    ((Cell("规章", 0), Cell("12", 1)), (Cell("行政许可", 0), Cell("0", 1))),
    pages=(1, 1),
)


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_a_page_turned_for_the_screen_reads_as_its_text_runs(rotate: int) -> None:
    page = Page(rotate=rotate)
    page.text(70, 100, "二、主动公开")
    page.lattice(XS, YS)
    page.cells(XS, YS, ROWS)
    assert read_pdf(pdf(page)).blocks == (TextBlock("二、主动公开", page=1), GRID)


@pytest.mark.parametrize(
    ("angle", "matrix"), [(90, "0 1 -1 0 842 0"), (180, "-1 0 0 -1 595 842"), (270, "0 -1 1 0 0 842")]
)
def test_a_page_drawn_sideways_reads_as_its_text_runs(angle: int, matrix: str) -> None:
    page = Page() if angle == 180 else Page(842, 842)
    page.text(70, 100, "二、主动公开")
    page.lattice(XS, YS)
    page.cells(XS, YS, ROWS)
    page.content = [f"q {matrix} cm", *page.content, "Q"]
    assert read_pdf(pdf(page)).blocks == (TextBlock("二、主动公开", page=1), GRID)


def test_what_stands_in_forms_counts() -> None:
    page = Page()
    page.text(70, 100, "二、主动公开")
    page.lattice(XS, YS)
    page.cells(XS, YS, ROWS)
    page.in_form()
    page.in_form()
    assert read_pdf(pdf(page)).blocks == (TextBlock("二、主动公开", page=1), GRID)


def test_a_watermark_across_the_page_says_nothing() -> None:
    page = page_of_text()
    page.text(200, 500, "内部资料严禁外传", size=60, angle=45)
    assert read_pdf(pdf(page)).blocks == (TextBlock(TEXT, page=1),)


def test_a_level_watermark_behind_a_table_says_nothing() -> None:
    page = Page()
    page.text(90, 150, "内部资料", size=60)
    page.text(70, 100, "二、主动公开")
    page.lattice(XS, YS)
    page.cells(XS, YS, ROWS)
    assert read_pdf(pdf(page)).blocks == (TextBlock("二、主动公开", page=1), GRID)


def test_a_huge_title_that_stands_alone_is_no_watermark() -> None:
    page = page_of_text()
    page.text(70, 70, "政府信息公开", size=40)
    assert read_pdf(pdf(page)).blocks == (TextBlock("政府信息公开", page=1), TextBlock(TEXT, page=1))


def test_text_drawn_twice_to_look_bold_is_read_once() -> None:
    page = Page()
    for shift in (0, 0.3, 0.6):
        page.text(70 + shift, 100, "第22条规定了11项")
    assert read_pdf(pdf(page)).blocks == (TextBlock("第22条规定了11项", page=1),)


def test_what_stands_off_the_page_is_not_seen() -> None:
    page = page_of_text()
    page.text(700, 300, "页外的字")
    assert read_pdf(pdf(page)).blocks == (TextBlock(TEXT, page=1),)


def test_radicals_named_for_characters_are_the_characters() -> None:
    page = Page()
    page.text(70, 100, "⼈⺠政府⾏政许可⻚")
    assert read_pdf(pdf(page)).blocks == (TextBlock("人民政府行政许可页", page=1),)


def meant(x: float, y: float, text: str, drawn: str) -> str:
    """Draw one text and say that another is meant, as browsers do where a font calls 一 a radical."""
    code = ("\ufeff" + text).encode("utf-16-be").hex()
    return f"/Span << /ActualText <{code}> >> BDC BT /F2 10 Tf {x} {842 - y} Td ({drawn}) Tj ET EMC"


def test_a_character_that_is_meant_is_as_high_as_those_beside_it() -> None:
    page = Page()
    page.text(70, 100, "不计这")
    page.content.append(meant(100, 102, "一", "-"))
    page.text(110, 100, "情形")
    assert read_pdf(pdf(page)).blocks == (TextBlock("不计这一情形", page=1),)


def test_all_characters_of_a_text_that_is_meant_are_read() -> None:
    page = Page()
    page.text(70, 100, "共收到申请")
    page.content.append(meant(120, 100, "1003", "xxxx"))
    page.content.append(meant(145, 100, "一二", "xxxx"))
    page.text(170, 100, "件，较上年增加。")
    assert read_pdf(pdf(page)).blocks == (TextBlock("共收到申请1003一二件，较上年增加。", page=1),)
