"""An assessment as XLSX: the points of all in one sheet, every point explained line by line in another."""

from __future__ import annotations

import io
from typing import Any

from django.utils.translation import gettext as _

from gongkai.duties.assessment.reckoning import Sheet, lines_of
from gongkai.duties.models import Assessment, Score
from gongkai.ui.language import said


def write(assessment: Assessment, sheet: Sheet, explained: Any) -> bytes:
    """Give the file; `explained` are the scores, with what they counted, of those whose rows may be seen."""
    import xlsxwriter

    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        points = book.add_format({"num_format": "0.00"})
        one = book.add_worksheet(_("得分"))
        headings = [_("单位"), *(f"{each.name}\n{each.weight.normalize():f}" for each in sheet.indicators)]
        one.write_row(0, 0, [*headings, _("摊得分值"), _("总分"), _("满分"), _("名次")], head)
        for number, row in enumerate(sheet.rows, start=1):
            one.write_string(number, 0, row.agency.name)
            for place, score in enumerate(row.scores, start=1):
                _write(one, number, place, score, points)
            place = len(row.scores) + 1
            one.write_row(number, place, [row.total.spread, row.total.points, row.total.full], points)
            if row.rank is not None:
                one.write_number(number, place + 3, row.rank)
        one.set_column(0, 0, 24)
        one.set_column(1, len(headings) + 3, 11)
        one.freeze_panes(1, 1)
        _explain(book.add_worksheet(_("逐项说明")), explained, head, points)
        book.set_properties({"title": assessment.name})
    return out.getvalue()


def _write(sheet: Any, row: int, place: int, score: Score | None, points: Any) -> None:
    """Write the points; nothing where there are none yet, a dash where the indicator does not apply."""
    if score is not None and not score.applies:
        sheet.write_string(row, place, "—")
    elif score is not None and score.final is not None:
        sheet.write_number(row, place, score.final, points)


def _explain(sheet: Any, scores: Any, head: Any, points: Any) -> None:
    sheet.write_row(0, 0, [_("单位"), _("指标"), _("说明"), _("得分"), _("对象")], head)
    number = 0
    for score in scores:
        for line in lines_of(score):
            number += 1
            entry = score.entries[line.part][2] if line.part is not None else ""
            sheet.write_row(number, 0, [score.agency.name, score.indicator.name, said(line.words)])
            sheet.write_number(number, 3, line.points, points)
            sheet.write_string(number, 4, entry)
    sheet.set_column(0, 1, 20)
    sheet.set_column(2, 2, 50)
    sheet.set_column(4, 4, 40)
    sheet.freeze_panes(1, 0)
