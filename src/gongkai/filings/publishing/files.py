"""A published version as a file to keep: drawn from what was signed, the same to the byte each time."""

from __future__ import annotations

from importlib.metadata import version as installed

from gongkai.filings.exporting import FORMATS, exported
from gongkai.filings.models import Version
from gongkai.filings.publishing.selectors import title_of
from gongkai.filings.signing.selectors import report_signed

GIVEN_OUT = ("docx", "pdf", "xlsx", "json")
"""The forms a report is given out in, by the ending of the file; as HTML it is the page itself."""


def content_of(version: Version, form: str) -> bytes:
    """Give a version as a file. The JSON is what was signed, whose digest the version has."""
    return version.report.encode() if form == "json" else exported(report_signed(version), form)


def content_type_of(form: str) -> str:
    """Give what kind of content a file is."""
    return FORMATS[form].content_type


def name_of(version: Version, form: str) -> str:
    """Give what the file is called: as the report is."""
    return f"{title_of(version)}.{form}"


def tag_of(version: Version, form: str) -> str:
    """Give what tells the file from any other: what was signed, and what drew it."""
    return f'"{version.digest[:32]}-{form}-{installed("gongkai")}"'
