import pypdfium2
import pytest
from tests.applications.notices.letters import FACTS, reply

from gongkai.applications.notices.kinds import KIND_BY_NAME, write
from gongkai.applications.notices.pdf import write_pdf

HOSTILE = "#panic() $x$ \\u{41} *粗* @x <a> \u202e\x07'; DROP TABLE 申请; --"


def text_of(content):
    document = pypdfium2.PdfDocument(content)
    try:
        pages = [page.get_textpage().get_text_range() for page in document]
    finally:
        document.close()
    return "".join("".join(pages).split())


@pytest.mark.parametrize("name", ["supplement", "partial"])
def test_the_words_of_a_letter_stand_in_its_pdf(name):
    letter = write(KIND_BY_NAME[name], FACTS[name])
    whole = text_of(write_pdf(letter))
    for text in (letter.title, letter.number, f"{letter.addressee}：", *letter.paragraphs, letter.signature):
        for piece in filter(None, "".join(text.split()).split("。")):
            assert piece[:12] in whole
    assert "2026年3月10日" in whole


def test_hostile_text_is_text_and_equal_letters_give_equal_bytes():
    letter = write(KIND_BY_NAME["granted"], reply("GRANT", facts=HOSTILE))
    content = write_pdf(letter)
    assert content == write_pdf(letter)
    assert "#panic()$x$\\u{41}*粗*@x<a>';DROPTABLE申请;--" in text_of(content)
