"""The pictures of the guides: each is shown by its guide, is taken by a line of the script, and they are small."""

import re
from pathlib import Path

import pytest
from tools.screenshots import FOLDER, SHOTS

DOCS = Path(__file__).parent.parent / "docs"
PICTURE = re.compile(r"!\[(?P<words>[^\]]*)\]\((?P<target>[^)\s]+)\)")
MOST = 3_000_000


def pictures() -> list[tuple[Path, str, Path]]:
    return [
        (page, match["words"], (page.parent / match["target"]).resolve())
        for page in DOCS.rglob("*.md")
        for match in PICTURE.finditer(page.read_text(encoding="utf-8"))
    ]


def test_every_picture_of_a_guide_has_its_line_and_its_words():
    shown = {(page.stem, picture.name) for page, _words, picture in pictures() if picture.parent == FOLDER.resolve()}
    assert shown == {(shot.guide, shot.file) for shot in SHOTS}
    assert [words for _page, words, _picture in pictures() if not words.strip()] == []
    assert len({shot.file for shot in SHOTS}) == len(SHOTS)


@pytest.mark.parametrize("shot", SHOTS, ids=lambda shot: shot.file)
def test_every_picture_is_there(shot):
    assert (FOLDER / shot.file).read_bytes().startswith(b"\x89PNG")


def test_pictures_are_few_and_small():
    there = {each.name: each.stat().st_size for each in FOLDER.iterdir()}
    assert set(there) == {shot.file for shot in SHOTS}
    assert sum(there.values()) < MOST
    assert [picture for _page, _words, picture in pictures() if not picture.exists()] == []
