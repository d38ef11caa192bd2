"""How much lies with each officer of an agency: for those who head it, and for nobody else."""

from __future__ import annotations

from django.utils.translation import gettext as _

from gongkai.applications.lights import WORDS
from gongkai.applications.worklists import LIGHTS, load
from gongkai.dashboards.panel import Number, Panel, Row, Table
from gongkai.dashboards.watched import Watched


def officers(watched: Watched) -> Panel | None:
    """Show what is under way in the very agency, by who handles it, the most urgent first."""
    if not watched.shows_load:
        return None
    key = watched.agency.pk
    rows = []
    for each in load([key], "handler", watched.today):
        whose = ("handler", each.key) if each.key is not None else ("unassigned", 1)

        def opens(name: str, value: str, whose: tuple[str, object] = whose) -> str:
            return watched.applications((name, value), whose, agency=key)

        cells = [Number(each.count, opens("open", "1"))]
        cells += [Number(number, opens("light", light.value)) for light, number in zip(LIGHTS, each.lights)]
        rows.append(Row(each.name or _("未分办"), cells))
    headings = (_("经办人"), _("未办结"), *(WORDS[light] for light in LIGHTS))
    return Panel(
        "load",
        _("在谁手里"),
        [Table(_("未办结的申请，按经办人"), headings, rows)],
        lead=_("只有本机关的公开工作机构负责人和分管领导看得到；只列未办结的，不用来评价个人。"),
    )
