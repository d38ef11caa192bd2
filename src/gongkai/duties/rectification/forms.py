"""The forms of the ledger of rectification at the desk."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from django import forms
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from gongkai.agencies.doing import ActForm
from gongkai.agencies.models import Agency, Office, Officer, Post
from gongkai.attachments.forms import FilesField
from gongkai.duties.models.rectification import LONGEST_MEASURE, LONGEST_PROBLEM, Outcome, Source
from gongkai.duties.rectification.splitting import Part, What
from gongkai.ui.fields import Day

LONGEST_PART_FIVE = 20000


class _ProblemFields(forms.Form):
    """A problem and where it was found."""

    source = forms.ChoiceField(label=_("来源"), choices=Source.choices)
    reference = forms.CharField(
        label=_("出处"), max_length=200, required=False, help_text=_("如：县政府办2026年第1次督查通报")
    )
    text = forms.CharField(label=_("问题"), widget=forms.Textarea(attrs={"rows": 3}), max_length=LONGEST_PROBLEM)
    raised_on = forms.DateField(label=_("列入日期"), widget=Day(), initial=localdate)


class RaiseForm(_ProblemFields):
    """A problem that is put in by hand."""

    agency = forms.ModelChoiceField(Agency.objects.none(), label=_("责任单位"))
    field_order = ("agency",)

    def __init__(self, *args: Any, among: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agency"].queryset = among  # type: ignore[attr-defined]


class AmendForm(ActForm, _ProblemFields):
    """A problem, worded anew."""

    def prepare(self) -> None:
        """Begin with what it says."""
        for name in ("source", "reference", "text", "raised_on"):
            self.initial.setdefault(name, getattr(self.row, name))


class PlanForm(ActForm):
    """What is to be done about it, by whom, until when."""

    measure = forms.CharField(label=_("整改措施"), widget=forms.Textarea(attrs={"rows": 5}), max_length=LONGEST_MEASURE)
    office = forms.ModelChoiceField(Office.objects.none(), label=_("责任科室"), required=False)
    officer = forms.ModelChoiceField(Officer.objects.none(), label=_("责任人"))
    due_on = forms.DateField(label=_("完成时限"), widget=Day())

    def prepare(self) -> None:
        """Offer the offices and the people of the agency; go on from what was planned."""
        agency = self.row.agency
        held = Post.objects.held(localdate()).filter(agency=agency)
        people = Officer.objects.filter(is_active=True, pk__in=held.values("officer")).order_by("name")
        self.fields["officer"].queryset = people  # type: ignore[attr-defined]
        offices = Office.objects.filter(agency=agency, closed_on__isnull=True)
        self.fields["office"].queryset = offices  # type: ignore[attr-defined]
        for name in ("measure", "office", "officer", "due_on"):
            self.initial.setdefault(name, getattr(self.row, name))


class ProgressForm(ActForm):
    """What was done, with what shows it."""

    text = forms.CharField(label=_("进展"), widget=forms.Textarea(attrs={"rows": 4}), max_length=3000)
    on = forms.DateField(label=_("日期"), widget=Day(), initial=localdate)
    attached = FilesField(label=_("佐证材料"), required=False)


class ConcludeForm(ActForm):
    """Which outcome work on it had."""

    outcome = forms.ChoiceField(label=_("整改结果"), choices=Outcome.choices, widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("说明"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
        required=False,
        help_text=_("没有完成的，写明原因，列入本年度报告第五部分。"),
    )


class PartFiveForm(forms.Form):
    """The text of part five of a report."""

    agency = forms.ModelChoiceField(Agency.objects.none(), label=_("责任单位"))
    year = forms.IntegerField(label=_("哪一年的年度报告"), min_value=2008, max_value=2199)
    text = forms.CharField(
        label=_("第五部分“存在的主要问题及改进情况”"),
        widget=forms.Textarea(attrs={"rows": 14}),
        max_length=LONGEST_PART_FIVE,
        help_text=_("从公开的年度报告里复制。拆成一个个问题，您核对之后才列入。"),
    )

    def __init__(self, *args: Any, among: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agency"].queryset = among  # type: ignore[attr-defined]
        self.initial.setdefault("year", localdate().year - 1)


class Confirmed(NamedTuple):
    """A problem as it was confirmed: its text, and what the report says will be done about it."""

    text: str
    measure: str


_AS = ((What.PROBLEM, _("问题")), (What.MEASURE, _("措施")), (What.OTHER, _("不列入")))
MOST_PARTS = 60


class PartsForm(forms.Form):
    """The parts of a text, each confirmed as a problem, as what is done about one or all of them, or left out."""

    agency = forms.ModelChoiceField(Agency.objects.none(), widget=forms.HiddenInput)
    year = forms.IntegerField(widget=forms.HiddenInput, min_value=2008, max_value=2199)
    raised_on = forms.DateField(label=_("列入日期"), widget=Day(), initial=localdate)
    count = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=MOST_PARTS)

    def __init__(self, *args: Any, among: Any, parts: Sequence[Part] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agency"].queryset = among  # type: ignore[attr-defined]
        parts = parts[:MOST_PARTS]
        self.initial["count"] = len(parts)
        self.rows = self._sent() if self.is_bound else len(parts)
        numbers = [(str(number), _("第%(number)s项") % {"number": number}) for number in range(1, self.rows + 1)]
        for number in range(1, self.rows + 1):
            text = forms.CharField(
                label=_("第%(number)s项") % {"number": number},
                widget=forms.Textarea(attrs={"rows": 2}),
                max_length=LONGEST_PROBLEM,
                required=False,
            )
            self.fields[f"text-{number}"] = text
            self.fields[f"as-{number}"] = forms.ChoiceField(label=_("列为"), choices=_AS)
            self.fields[f"of-{number}"] = forms.ChoiceField(
                label=_("针对"), choices=[("", _("所有问题")), *numbers], required=False
            )
        self._begin(parts)

    def _sent(self) -> int:
        written = str(self.data.get(self.add_prefix("count"), ""))
        return min(int(written), MOST_PARTS) if written.isascii() and written.isdigit() else 0

    def _begin(self, parts: Sequence[Part]) -> None:
        """Take each for what it was read as; as many measures as problems are taken for theirs, one by one."""
        problems = [number for number, part in enumerate(parts, 1) if part.what is What.PROBLEM]
        measures = [number for number, part in enumerate(parts, 1) if part.what is What.MEASURE]
        paired = dict(zip(measures, problems)) if len(measures) == len(problems) else {}
        for number, part in enumerate(parts, 1):
            self.initial[f"text-{number}"] = part.text[:LONGEST_PROBLEM]
            self.initial[f"as-{number}"] = part.what.value
            self.initial[f"of-{number}"] = str(paired.get(number, ""))

    @property
    def table(self) -> list[tuple[Any, Any, Any]]:
        """Give the fields of each part."""
        return [(self[f"text-{n}"], self[f"as-{n}"], self[f"of-{n}"]) for n in range(1, self.rows + 1)]

    def clean(self) -> dict[str, Any]:
        """Ask for a problem, and for measures of what is one."""
        found = super().clean() or {}
        if self.errors:
            return found
        numbers = range(1, self.rows + 1)
        problems = [n for n in numbers if found[f"as-{n}"] == What.PROBLEM]
        for n in problems:
            if not found[f"text-{n}"]:
                self.add_error(f"text-{n}", _("列为问题的，请写明问题。"))
        for n in numbers:
            of = found[f"of-{n}"]
            if found[f"as-{n}"] == What.MEASURE and of and int(of) not in problems:
                self.add_error(f"of-{n}", _("第%(number)s项没有列为问题。") % {"number": of})
        if not problems:
            self.add_error(None, _("没有一项列为问题。"))
        return found

    def confirmed(self) -> list[Confirmed]:
        """Give the problems, each with what is done about it."""
        found, numbers = self.cleaned_data, range(1, self.rows + 1)
        measures = [(found[f"of-{n}"], found[f"text-{n}"]) for n in numbers if found[f"as-{n}"] == What.MEASURE]
        return [
            Confirmed(
                found[f"text-{n}"],
                "\n".join(text for of, text in measures if of in ("", str(n)))[:LONGEST_MEASURE],
            )
            for n in numbers
            if found[f"as-{n}"] == What.PROBLEM
        ]


class ToldForm(forms.Form):
    """Of which agency, and of which year, part five is wanted."""

    agency = forms.ModelChoiceField(Agency.objects.none(), label=_("责任单位"))
    year = forms.IntegerField(label=_("哪一年的年度报告"), min_value=2008, max_value=2199)

    def __init__(self, *args: Any, among: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agency"].queryset = among  # type: ignore[attr-defined]
