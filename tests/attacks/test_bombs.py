"""A small file that would be a great one once it is unpacked is refused by what it says of itself."""

import struct
import tracemalloc
import zipfile
import zlib
from io import BytesIO

import pytest
from django.conf import settings

from gongkai.attachments.kinds import KINDS, FileRefused, kind_of
from gongkai.law.errors import UnreadableDocument
from gongkai.remedies.bundle import binding
from gongkai.report.reading import read_bytes


def png(width: int, height: int) -> bytes:
    """Give a PNG that says how large it is, with next to nothing in it."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(bytes(1000))) + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize("size", [(9_000, 9_000), (12_000, 9_000), (60_000, 60_000)])
def test_a_picture_of_too_many_pixels_is_put_on_no_page(size):
    with pytest.raises(UnreadableDocument) as refused:
        binding.answer("on_pages", png(*size), "png")
    assert refused.value.code == "picture-too-large"


def zipped(parts: dict[str, bytes]) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as held:
        for name, content in parts.items():
            held.writestr(name, content)
    return out.getvalue()


def test_archives_within_archives_are_not_unpacked():
    """Five floors of sixteen each, of fifty megabytes: fifty terabytes in thirty kilobytes."""
    nested = zipped({"a.txt": bytes(50_000_000)})
    for _ in range(5):
        nested = zipped({f"{each}.zip": nested for each in range(16)})
    tracemalloc.start()
    assert kind_of(BytesIO(nested), "a.zip", taken={"zip"}, macros=False).code == "zip"
    with pytest.raises(FileRefused) as named:
        kind_of(BytesIO(nested), "a.docx", taken=KINDS, macros=False)
    with pytest.raises(FileRefused) as untaken:  # as a site is that says nothing of it
        kind_of(BytesIO(nested), "a.zip", taken=settings.UPLOAD_KINDS, macros=False)
    with pytest.raises(UnreadableDocument):
        read_bytes(nested)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert (named.value.code, untaken.value.code) == ("file-not-as-named", "file-kind")
    assert most < 20_000_000


def test_a_pdf_of_endlessly_nested_objects_is_refused_or_read_in_bounds():
    nested = b"[" * 200_000 + b"]" * 200_000
    pdf = b"%PDF-1.7\n1 0 obj\n<</Type/Catalog/Pages 2 0 R/X " + nested + b">>\nendobj\ntrailer<</Root 1 0 R>>\n%%EOF"
    with pytest.raises(UnreadableDocument):
        read_bytes(pdf)


def test_a_pdf_whose_pages_are_their_own_children_is_refused():
    pages = b"2 0 obj\n<</Type/Pages/Kids[2 0 R 2 0 R]/Count 1000000>>\nendobj\n"
    pdf = b"%PDF-1.7\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n" + pages + b"trailer<</Root 1 0 R>>\n%%EOF"
    with pytest.raises(UnreadableDocument):
        read_bytes(pdf)
