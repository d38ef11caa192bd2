"""The list of challenges in sight, with their lights."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import Prefetch, Q
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.html import format_html
from django.utils.timezone import localdate
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from gongkai.agencies.acting import acting
from gongkai.agencies.acts import LIST_EXPORTED
from gongkai.agencies.below import Below
from gongkai.agencies.exchange.flow import Import
from gongkai.agencies.models import Officer
from gongkai.applications.worklists import Condition
from gongkai.journal.services import note
from gongkai.law.remedies import Column as Counted
from gongkai.remedies import rules
from gongkai.remedies.lights import LIGHTS, condition, light_of
from gongkai.remedies.models import COLUMNS, Advice, Challenge, Party, Role, labels
from gongkai.remedies.table_four import COUNTED, Group, Span
from gongkai.remedies.table_four import condition as counted
from gongkai.remedies.tables import Challenges
from gongkai.ui.lists import Choice, Column, Dates, Export, Filter, List, Related, Search, YesNo, respond
from gongkai.vault.reading import if_whole

GROUPS = {
    Group.RECONSIDERATION: _("行政复议"),
    Group.DIRECT: _("未经复议直接起诉"),
    Group.AFTER: _("复议后起诉"),
}
TOTAL = "total"


class Cell(NamedTuple):
    """A cell of table IV, or with no column the total of a row, for a span."""

    group: Group
    column: Counted | None
    span: Span


@dataclass(frozen=True)
class InCell(Filter):
    """The challenges that a cell of table IV counts. It is set by following the cell, and has no control of its own."""

    template = "ui/lists/infigure.html"

    @property
    def names(self) -> tuple[str, ...]:
        """Give the names of the row, the column, the first day and the last."""
        return tuple(f"{self.name}-{part}" for part in ("row", "column", "from", "to"))

    def read(self, given: Any, request: Any, notes: list[str]) -> Cell | None:
        """Give the cell and its span."""
        written = [(given.get(name) or [""])[-1] for name in self.names]
        if not any(written):
            return None
        row, column, first, last = written
        try:
            span = Span(date.fromisoformat(first), date.fromisoformat(last))
            return Cell(Group(row), None if column == TOTAL else Counted(column), span)
        except ValueError:
            notes.append(self._unusable(" ".join(written)))
            return None

    def write(self, value: Cell) -> list[tuple[str, str]]:
        """Give the cell and the days."""
        column = value.column.value if value.column else TOTAL
        return list(zip(self.names, (value.group.value, column, str(value.span.first), str(value.span.last))))

    def apply(self, rows: Any, value: Cell) -> Any:
        """Give the challenges that are counted."""
        return rows.filter(counted(value.span, value.group, value.column))

    def words(self, value: Cell) -> str:
        """Say which cell."""
        column = dict(COLUMNS)[value.column.value] if value.column else say("总计")
        return say("%(row)s：%(column)s（%(first)s至%(last)s）") % {
            "row": GROUPS[value.group], "column": column, "first": value.span.first, "last": value.span.last,
        }  # fmt: skip

    def control(self, value: Cell | None, request: Any) -> dict[str, Any]:
        """Give what keeps it while other filters change."""
        return {"pairs": [] if value is None else self.write(value)}


def _light(row: Challenge) -> Any:
    light = light_of(row, localdate())
    return format_html('<span class="left left-{}">{}</span>', light.name, light.words)


def _party(row: Challenge) -> str:
    people = list(row.parties.all())
    first = people[0].masked_name if people else ""
    return f"{first}等{len(people)}人" if len(people) > 1 else first


def _about(row: Challenge) -> str:
    if row.application is not None:
        return str(row.application.number)
    return row.item.index if row.item is not None else row.omission[:40]


_UNANSWERED = Advice.objects.filter(replied_on__isnull=True).values("challenge")

CHALLENGES = List(
    "challenges",
    _("复议诉讼"),
    columns=(
        Column("number", _("登记号"), sort=("number",), link=lambda row: reverse("remedies:detail", args=[row.pk])),
        Column("agency", _("机关"), value="agency.called"),
        Column("procedure", _("途径"), value="get_procedure_display"),
        Column("party", _("当事人"), value=if_whole(_party)),
        Column("about", _("所涉"), value=_about),
        Column("forum", _("复议机关、法院")),
        Column("duty", _("要办的事"), value="get_duty_display"),
        Column("due_on", _("期限"), sort=("awaited_on",)),
        Column("light", _("期限情况"), value=_light, export=False),
        Column("state", _("状态"), value="get_state_display", shown=False),
        Column("hearing_on", _("听证、开庭"), shown=False),
        Column("result", _("结果"), value="get_result_display"),
        Column("handler", _("经办人"), shown=False),
        Column("noticed_on", _("知悉日期"), sort=("noticed_on",), shown=False),
        Column("closed_on", _("审结日期"), shown=False),
        Column("case_number", _("案号"), shown=False),
    ),
    filters=(
        Search("q", _("登记号、案号"), fields=("number", "case_number", "second_number")),
        Condition(
            "light",
            _("期限情况"),
            list(LIGHTS.items()),
            condition=lambda request, name: condition(name, localdate()),
        ),
        InCell("cell", _("表四")),
        Below("under", _("机关")),
        YesNo("open", _("未审结"), holds=Q(closed_on__isnull=True)),
        Choice("procedure", _("途径"), labels.PROCEDURES, several=True),
        Choice("column", _("计入表四"), COLUMNS, several=True),
        Choice("ground", _("原处理结果"), labels.OUTCOMES, several=True),
        YesNo("counted", _("计入表四的复议、诉讼"), holds=COUNTED),
        YesNo("joint", _("复议机关作共同被告"), holds=Q(role=Role.JOINT)),
        YesNo("unlearned", _("待总结教训"), holds=Q(column=Counted.OVERTURNED.value, lesson__isnull=True)),
        YesNo("advised", _("意见书、建议书待反馈"), holds=Q(pk__in=_UNANSWERED)),
        Related(
            "agency", _("机关"),
            rows=lambda request: rules.agencies_in_sight(request.user, localdate()).order_by("lineage"),
        ),
        Dates("noticed", _("知悉日期"), field="noticed_on"),
        Dates("closed", _("审结日期"), field="closed_on"),
    ),
    order=("due_on",),
    none=_("没有复议、诉讼、投诉举报。"),
)  # fmt: skip


IMPORT = Import(
    Challenges,
    at="remedies:import",
    among=rules.agencies_handled,
    trail=lambda agency: [(_("复议诉讼"), reverse("remedies:list"))],
    duties=rules.HANDLING,
    about=_("每行一件，按案号认：已经有的不再登记。期限和审结按各件的日期重新计算，计入所属年度的表四。"),
)


def challenges(request: HttpRequest) -> HttpResponseBase:
    """Show the challenges in sight."""
    on = localdate()
    rows = (
        rules.challenges_in_sight(request.user, on)
        .select_related("agency", "application", "item", "handler")
        .prefetch_related(Prefetch("parties", Party.objects.order_by("order")))
    )
    context = {"may_register": rules.handles_some(request.user, on), "tabs": _tabs(request)}
    return respond(request, CHALLENGES, rows, template="remedies/list.html", context=context, exported=_exported)


def _tabs(request: HttpRequest) -> list[tuple[Any, str, bool]]:
    """Give the lists that are asked for most: what each is called, its address, whether it is shown."""
    here = request.GET.urlencode()
    queries = [(_("未审结"), "open=1"), (_("待反馈"), "advised=1"), (_("待总结教训"), "unlearned=1"), (_("全部"), "")]
    return [(words, f"?{query}" if query else "?view=all", query == here) for words, query in queries]


@transaction.atomic
def _exported(request: HttpRequest, export: Export) -> Any:
    assert isinstance(request.user, Officer)
    by = acting(request)
    return note(request.user, LIST_EXPORTED, by=by, listing=export.listing, count=export.count, columns=export.columns)
