"""A report as a file, in each of the formats it is given out in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from gongkai.report.model import Report
from gongkai.report.writers.docx import write_docx
from gongkai.report.writers.html import write_html
from gongkai.report.writers.json import write_json
from gongkai.report.writers.pdf import write_pdf
from gongkai.report.writers.xlsx import write_xlsx


class Format(NamedTuple):
    """A format: what writes it, and what it is called when it is sent."""

    write: Callable[[Report], bytes]
    content_type: str


_OFFICE = "application/vnd.openxmlformats-officedocument."

FORMATS: Mapping[str, Format] = {
    "html": Format(write_html, "text/html; charset=utf-8"),
    "docx": Format(write_docx, f"{_OFFICE}wordprocessingml.document"),
    "pdf": Format(write_pdf, "application/pdf"),
    "xlsx": Format(write_xlsx, f"{_OFFICE}spreadsheetml.sheet"),
    "json": Format(write_json, "application/json"),
}
"""By the ending of the file."""


def download(content: bytes, content_type: str, name: str) -> HttpResponse:
    """Give a file to be saved under a name."""
    headers = {
        "Content-Type": content_type,
        "Content-Disposition": content_disposition_header(True, name) or "attachment",
        "X-Content-Type-Options": "nosniff",
    }
    return HttpResponse(content, headers=headers)


def exported(report: Report, form: str) -> bytes:
    """Give a report in a format. Raises KeyError for one there is none of."""
    return FORMATS[form].write(report)
