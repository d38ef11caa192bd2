"""The forms in which a text is written."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from gongkai.agencies.models import Agency
from gongkai.disclosure.content import SHOWN
from gongkai.disclosure.forms.picking import PickedItems
from gongkai.disclosure.linking import linkable
from gongkai.disclosure.models import Item, Link, Relation, Text, labels
from gongkai.disclosure.subjects import subjects_of
from gongkai.ui.fields import Day
from gongkai.ui.groups import Grouped, Subject

_DAYS = (
    "formed_on", "made_on", "produced_on", "effective_on", "repealed_on", "promulgated_on", "valid_until",
    "comments_from", "comments_until",
)  # fmt: skip
_LONG = {"summary": 3, "comments_to": 2, "comments_outcome": 6}
_OPTIONAL = {
    "summary": _("不填的，取正文的开头。"),
    "issuers": _("不填的，是本机关。联合发文的逐个列出，用顿号隔开。"),
    "produced_on": _("不填的，是形成或者变更之日。"),
}
"""What is filled in where nothing is typed."""


class TextForm(Grouped, forms.ModelForm):
    """An item as it is worded: what every notice needs first, the rest by subject."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
    body = forms.CharField(
        label=_("正文"),
        widget=forms.Textarea(attrs={"rows": 16}),
        required=False,
        help_text=_(
            "可以写段落、标题、列表、表格、链接和图片，也可以从Word、WPS粘贴；样式、脚本和外来图片会去掉。"
            "不用脚本时写HTML，空一行起另一段。"
        ),
    )
    matter = forms.ChoiceField(
        label=_("适用期限"),
        required=False,
        choices=[("", _("按公开类别定")), *labels.MATTERS],
        help_text=_(
            "财政预算、决算自批准之日起20日，行政许可、行政处罚等执法决定按本网站设置的工作日数，其他20个工作日；与公开类别不一致的才选。"
        ),
    )
    explains = PickedItems(
        label=_("所解读的文件"),
        help_text=_("填名称里的词，保存时列出找到的供勾选；索引号、发文字号、网址一填就定。几条的，一行一条。"),
    )
    related = PickedItems(label=_("相关信息"))
    amends = PickedItems(label=_("所修改的文件"), help_text=_("这条信息公开并施行后，所选的文件标为“已修改”。"))
    repeals = PickedItems(label=_("所废止的文件"), help_text=_("这条信息公开并施行后，所选的文件标为“已废止”。"))

    subjects: ClassVar = (
        Subject(
            _("目录信息"),
            ("summary", "keywords", "issuers", "made_on", "produced_on", "aspect", "matter"),
        ),
        Subject(
            _("规章、规范性文件和有效性"),
            (
                "validity", "promulgated_on", "effective_on", "valid_until", "repealed_on", "headnote",
                "registration",
            ),
        ),
        Subject(_("解读和关联"), tuple(Relation.values)),
        Subject(_("征求意见"), ("comments_from", "comments_until", "comments_to", "comments_outcome")),
        Subject(_("公开属性"), ("nature", "ground", "ground_reason")),
    )  # fmt: skip
    field_order: tuple[str, ...] = (
        "category", "kind", "title", "document_number", "formed_on", "subject", "body", *SHOWN, *Relation.values,
    )  # fmt: skip

    class Meta:
        model = Text
        fields = SHOWN
        widgets: ClassVar = {
            **dict.fromkeys(_DAYS, Day()),
            **{name: forms.Textarea(attrs={"rows": rows}) for name, rows in _LONG.items()},
        }

    def __init__(self, *args: Any, item: Item | None = None, **kwargs: Any) -> None:
        self.item = item
        if item is not None:
            kwargs["instance"] = item.text
            kwargs["initial"] = {"seen": item.version, **_written_links(item), **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        self.fields["category"].help_text = _("年度报告请在“年度报告”里编制、公布：在这里公开的不核对三张表。")
        for name, about in _OPTIONAL.items():
            self.fields[name].required = False
            self.fields[name].help_text = about
        if item is not None:
            self._offer_subjects([item.agency], item.text.subject if item.text else "")
            self._offer_items([item.agency_id])

    def _offer_subjects(self, agencies: Iterable[Agency], now: str = "") -> None:
        """Let the subject be chosen from what agencies may use; what a text has stays to be chosen."""
        offered = subjects_of(agencies, localdate())
        if now and all(now != path for _name, paths in offered for path, _words in paths):
            offered.insert(0, (now, [(now, now)]))
        label = Text._meta.get_field("subject").verbose_name
        self.fields["subject"] = forms.ChoiceField(label=label, choices=[("", _("请选择")), *offered])

    def _offer_items(self, agencies: Any) -> None:
        """Let the items be picked that agencies may name."""
        for relation in Relation.values:
            self.fields[relation].offer(linkable(agencies))  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Find the items that are named, and fill in the period of the category and the day where none was chosen."""
        values: dict[str, Any] = super().clean() or self.cleaned_data
        values["matter"] = values.get("matter") or labels.matter_of(values.get("category", ""))
        values["produced_on"] = values.get("produced_on") or values.get("formed_on")
        if self.item is None and values.get("agency"):
            self._offer_items([values["agency"]])
        links: list[tuple[str, Item]] = []
        for relation in Relation.values:
            named = values.pop(relation, "")
            try:
                links += [(relation, each) for each in self.fields[relation].items(named)]  # type: ignore[attr-defined]
            except ValidationError as error:
                self.add_error(relation, error)
        values["links"] = links
        return values

    def _post_clean(self) -> None:
        """Leave the rules of a text to the services: the row that is shown is not this form's to change."""


def _written_links(item: Item) -> dict[str, str]:
    """Give the items that the newest text refers to, as they are typed."""
    lines: dict[str, list[str]] = {}
    for link in Link.objects.filter(text=item.text_id).select_related("target"):
        lines.setdefault(link.relation, []).append(link.target.index)
    return {relation: "\n".join(indexes) for relation, indexes in lines.items()}


class NewTextForm(TextForm):
    """A new item, with the agency it is of."""

    agency = forms.ModelChoiceField(Agency.objects.none(), label=_("公开机关"))
    field_order = ("agency", *TextForm.field_order)

    def __init__(self, *args: Any, among: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agency"].queryset = among  # type: ignore[attr-defined]
        self._offer_subjects(among)
        self._offer_items(among)
