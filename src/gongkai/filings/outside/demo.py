"""The demonstration report from outside: last year's of a township that does not work here, uploaded and confirmed.

It is a Word document as the township might have written it, read like any other. One that is there is left as it is.
"""

from __future__ import annotations

from datetime import date

from django.db import transaction

from gongkai.agencies.models import Agency, Post
from gongkai.attachments.services import NewFile
from gongkai.attachments.storing import Draft
from gongkai.filings.models import Upload
from gongkai.filings.outside.services import confirm, take_in
from gongkai.journal.actor import Actor
from gongkai.report.edition import Cell, edition_for
from gongkai.report.model import Figure, Paragraph, Part, Report, Table
from gongkai.report.reading import read_bytes
from gongkai.report.writers.docx import write_docx

_TOWNSHIP = "田庄镇人民政府"
_ASKED = 3
_ALL = [("applications", row, column) for row in ("new", "granted", "total") for column in ("natural", "total")]
_FIGURES: dict[Cell, int] = dict.fromkeys(_ALL, _ASKED)
"""Three applications of persons, all granted; whatever is not here is nought."""
_WORDS = "本年度主动公开各类信息120条，新收政府信息公开申请3件，全部按期答复。（示例）"


@transaction.atomic
def load(*, on: date) -> int:
    """Upload and confirm the report where it is not there, and give how many count; the county must be loaded."""
    post = Post.objects.filter(officer__username="fuban.supervisor").select_related("officer", "agency").first()
    township = Agency.objects.filter(name=_TOWNSHIP).first()
    there = Upload.objects.filter(agency=township, year=on.year - 1)
    if post is not None and township is not None and not there.exists():
        by = Actor(officer=post.officer, post=post)
        name = f"{_TOWNSHIP}{on.year - 1}年政府信息公开工作年度报告.docx"
        content = write_docx(report(on.year - 1))
        with Draft() as draft:
            draft.write(content)
            upload = take_in(township, on.year - 1, NewFile(name, draft), read_bytes(content, name), by=by)
        confirm(upload, by=by)
    number: int = Upload.objects.confirmed().count()
    return number


def report(year: int) -> Report:
    """Give the report of the township for a year."""
    edition = edition_for(year)
    assert edition is not None  # the demonstration is of years that have one
    tables = {}
    for spec in edition.tables:
        cells = [(row.id, column.id) for row in spec.rows for column in spec.columns_of[row.id]]
        numbers = {cell: _FIGURES.get((spec.id, *cell), 0) for cell in cells}
        figures = {cell: Figure(number, None, str(number)) for cell, number in numbers.items()}
        tables[spec.id] = Table(spec, spec.rows, figures)
    return Report(
        edition=edition,
        agency=_TOWNSHIP,
        year=year,
        title=f"{_TOWNSHIP}{year}年政府信息公开工作年度报告",
        parts=tuple(
            Part(spec, spec.numeral, spec.label, () if spec.table else (Paragraph(_WORDS),)) for spec in edition.parts
        ),
        tables=tables,
        closing=(Paragraph(_TOWNSHIP), Paragraph(f"{year + 1}年1月20日")),
    )
