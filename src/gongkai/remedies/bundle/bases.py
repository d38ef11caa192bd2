"""What a reply rests on (依据), as a piece of its own: the instruments and the provisions, and their words where held.

An act whose evidence and basis are not handed in counts as one without them (复议法第70条): so both go into the bundle.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from gongkai.applications.models import Application, Part, ReplyAttachment
from gongkai.applications.models.reason import Reason
from gongkai.applications.timing import clock_of
from gongkai.law.citation import Citation
from gongkai.law.instruments import Instrument
from gongkai.law.message import chinese_date
from gongkai.law.outcomes import outcome
from gongkai.remedies.bundle.piece import Piece, Sheet, Table


def bases(case: Application) -> Iterator[Piece]:
    """Give what the reply to a case and the counting of its period rest on, by instrument; nothing before a reply."""
    if not case.outcome:
        return
    parts = Part.objects.filter(reply__application=case).order_by("order").values_list("outcome", flat=True)
    replied = [each for code in (case.outcome, *parts) for each in outcome(code).citations]
    for enclosed in ReplyAttachment.objects.filter(reply__application=case).order_by("pk"):
        replied += [each for ground in enclosed.ground_list for each in ground.citations]
    counted = [step.citation for step in clock_of(case).steps if step.citation is not None]
    tables = [_instruments(replied, counted)]
    quoted = list(Reason.objects.filter(parts__reply__application=case).distinct().order_by("pk"))
    if quoted:
        rows = [(each.provision, each.law_text) for each in quoted]
        tables.append(Table((_("条款"), _("条文原文")), rows, (7, 12)))
    yield Piece(
        "bases",
        _("作出答复的依据"),
        _("法律、法规和规范性文件"),
        _("作出答复、计算期限所依据的条款"),
        [Sheet(_("作出答复的依据"), [(_("登记号"), case.number)], tables)],
    )


def _instruments(replied: list[Citation], counted: list[Citation]) -> Table:
    used: dict[Instrument, tuple[list[str], list[str]]] = {}
    for place, citations in enumerate((replied, counted)):
        for each in citations:
            named = used.setdefault(each.instrument, ([], []))[place]
            named += [place_of] if (place_of := _place(each)) not in named else []
    heads = (_("名称"), _("文号"), _("施行日期"), _("答复的依据"), _("期限的依据"))
    rows = [
        (
            each.formal(),
            each.number,
            chinese_date(each.in_force) if each.in_force else "",
            "、".join(of_reply),
            "、".join(of_period),
        )
        for each, (of_reply, of_period) in used.items()
    ]
    return Table(heads, rows, (6, 4, 4, 6, 6))


def _place(citation: Citation) -> str:
    """Give a provision without its instrument, as letters write it."""
    return citation.formal().removeprefix(citation.instrument.formal()) or _("全文")
