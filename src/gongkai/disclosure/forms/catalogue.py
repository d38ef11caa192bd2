"""The forms of the catalogue: its subjects, columns and entries, and where an item stands in it."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from gongkai.agencies.forms import RowForm, TableForm
from gongkai.agencies.models import Agency, Office
from gongkai.disclosure.forms.picking import PickedItems
from gongkai.disclosure.models import CatalogueEntry, Item, Rubric
from gongkai.disclosure.models.catalogue import OUTLETS
from gongkai.disclosure.selectors import scope_of
from gongkai.disclosure.services.cataloguing import Target
from gongkai.disclosure.subjects import subjects_of
from gongkai.law.publication import categories_for
from gongkai.law.subjects import subjects_on
from gongkai.ui.choices import choices
from gongkai.ui.fields import Day


class SubjectForm(forms.Form):
    """A subject to be added to the dictionary."""

    broader = forms.ChoiceField(label=_("上级主题"))
    name = forms.CharField(label=_("主题"), max_length=30)
    from_on = forms.DateField(label=_("启用日期"), widget=Day())

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = [(each.name, each.name) for each in subjects_on(on) if each.below]
        self.fields["broader"].choices = [("", _("请选择")), *names]  # type: ignore[attr-defined]
        self.fields["from_on"].initial = on


class EndSubjectForm(forms.Form):
    """From when a subject is chosen no more."""

    until_on = forms.DateField(label=_("停用日期"), widget=Day(), help_text=_("已经用了它的信息不变。"))


class RubricForm(RowForm):
    """A column; its category is said once."""

    class Meta:
        model = Rubric
        fields = ("category", "name", "place")

    def __init__(self, *args: Any, agency: Agency, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            del self.fields["category"]
        else:
            binding = choices((each.code, each.label) for each in categories_for(scope_of(agency)))
            self.fields["category"].choices = [("", _("请选择")), *binding]  # type: ignore[attr-defined]
        self.instance.agency = agency


class EntryForm(RowForm):
    """An entry of the standard catalogue."""

    outlets = forms.MultipleChoiceField(label=_("公开渠道和载体"), choices=OUTLETS, widget=forms.CheckboxSelectMultiple)

    class Meta:
        model = CatalogueEntry
        fields = (
            "area", "number", "matter", "submatter", "content", "basis", "period", "interval", "publisher", "office",
            "outlets", "other_outlet", "reach", "group", "way", "tier", "subject",
        )  # fmt: skip
        widgets: ClassVar = {"content": forms.Textarea(attrs={"rows": 5}), "basis": forms.Textarea(attrs={"rows": 4})}

    def __init__(self, *args: Any, agency: Agency, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.agency = agency
        office: Any = self.fields["office"]
        office.queryset = Office.objects.filter(agency=agency, closed_on__isnull=True)
        office.help_text = _("没有内容、超期未更新时，先通知这个科室。")
        if not self.instance.pk:
            self.fields["publisher"].initial = agency.name
        label = self.fields["subject"].label
        offered = [("", _("不分")), *subjects_of([agency], on)]
        self.fields["subject"] = forms.ChoiceField(label=label, choices=offered, required=False)

    def _post_clean(self) -> None:
        """Leave the rules of an entry to the service, which names each field."""


class CloseForm(forms.Form):
    """Why an entry is taken out of the catalogue."""

    reason = forms.CharField(label=_("理由"), widget=forms.Textarea(attrs={"rows": 3}), max_length=500)


class ExplainForm(forms.Form):
    """Why there is nothing under an entry."""

    explanation = forms.CharField(
        label=_("暂无内容的说明"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("登在公开的标准目录里，如“本年度没有发生”。"),
    )
    until = forms.DateField(label=_("说明有效至"), widget=Day(), help_text=_("到期再核实一次。"))


class IndexForm(forms.Form):
    """An item to be placed under an entry."""

    item = PickedItems(
        label=_("本机关的信息"),
        required=True,
        help_text=_("填名称里的词，列出找到的供勾选；索引号、发文字号一填就定。已公开或者还在办理的都可以。"),
    )

    def __init__(self, *args: Any, agency: Agency, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["item"].offer(Item.objects.filter(agency=agency))  # type: ignore[attr-defined]

    def clean_item(self) -> Item:
        """Give the item that is picked."""
        found = self.fields["item"].items(self.cleaned_data["item"])  # type: ignore[attr-defined]
        if len(found) > 1:
            raise forms.ValidationError(_("一次归入一条。"))
        return found[0]


_SYSTEM = "system"


class PlaceForm(forms.Form):
    """Where in the catalogue an item stands."""

    target = forms.ChoiceField(label=_("归入"))

    def __init__(self, *args: Any, item: Item, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rubrics = Rubric.objects.filter(agency=item.agency, category=item.category, closed_on__isnull=True)
        entries = CatalogueEntry.objects.filter(agency=item.agency, closed_on__isnull=True).order_by("area", "number")
        self._targets: dict[str, Target] = {
            **{f"rubric-{each.pk}": each for each in rubrics},
            **{f"entry-{each.pk}": each for each in entries},
            _SYSTEM: None,
        }
        groups: dict[Any, list[tuple[str, Any]]] = {}
        for key, each in self._targets.items():
            if isinstance(each, Rubric):
                groups.setdefault(_("栏目"), []).append((key, each.name))
            elif isinstance(each, CatalogueEntry):
                words = " ".join(filter(None, (f"{each.number}.", each.matter, each.submatter)))
                groups.setdefault(each.area or _("标准目录"), []).append((key, words))
            else:
                groups.setdefault(_("固定板块"), []).append((key, _("政府信息公开制度")))
        self.fields["target"].choices = [("", _("请选择")), *groups.items()]  # type: ignore[attr-defined]

    def clean_target(self) -> str:
        """Give the key; `where` gives what it stands for, for of the rules of an agency it is nothing."""
        return str(self.cleaned_data["target"])

    def where(self) -> Target:
        """Give the column or entry that was chosen, None for the rules of the agency."""
        return self._targets[self.cleaned_data["target"]]


class StandardsForm(TableForm):
    """A table of entries, and the area it is of where it does not say so."""

    area = forms.CharField(
        label=_("领域"),
        max_length=40,
        required=False,
        help_text=_("表里没有“领域”这一列的，在这里填写，如“义务教育”。"),
    )
    field_order = ("area", "file")
