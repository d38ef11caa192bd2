"""The forms of records that go with a reply: taking one in, and marking what of it is not given."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import lazy
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from gongkai.agencies.models import Agency
from gongkai.applications.forms.base import ActForm
from gongkai.applications.marking import AREA, GROUNDS, LINE, Spot
from gongkai.applications.models import Redaction, ReplyAttachment
from gongkai.applications.models.reason import reasons_for
from gongkai.law.outcomes import outcome
from gongkai.redaction.boxes import Box
from gongkai.redaction.marks import Kind
from gongkai.ui.language import said

OTHER = "other"
_REASON = "reason-"
_MOST_AREAS = 500
MM = 72 / 25.4
"""Points to a millimetre."""


class EncloseForm(ActForm):
    """A record that goes with the reply; the file comes beside the form, sealed as it arrives."""

    title = forms.CharField(
        label=_("名称"), max_length=200, help_text=_("写入答复书的附件清单，如“2025年科技计划项目立项名单”。")
    )
    in_part = forms.TypedChoiceField(
        label=_("提供的方式"),
        coerce=lambda value: value == "part",
        choices=[("part", _("遮去不予公开的内容后提供（区分处理）")), ("whole", _("全部提供"))],
        initial="part",
        widget=forms.RadioSelect,
    )


class EnclosureForm(forms.Form):
    """An act on what goes with the reply. It carries the version of the case that whoever acts was shown."""

    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, enclosure: ReplyAttachment, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["seen"] = enclosure.reply.application.version


class SeenForm(forms.Form):
    """An act on the marks. It carries the version that whoever acts was shown."""

    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, work: Redaction, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.work = work
        self.initial["seen"] = work.version


class GiveForm(SeenForm):
    """That the new file was looked through, and is to be given."""

    looked = forms.BooleanField(label=_("已逐页看过遮去后的文件，没有漏遮、错遮"))


class MakeForm(SeenForm):
    """That the new file is to be made."""


class RemoveForm(SeenForm):
    """Marks that are to be removed."""

    marks = forms.TypedMultipleChoiceField(coerce=int, widget=forms.MultipleHiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["marks"].choices = [(row[0], row[0]) for row in self.work.marks]  # type: ignore[attr-defined]


class WordsForm(forms.Form):
    """Names and other words to be searched for; what is found is marked by nobody yet."""

    def __init__(self, *args: Any, work: Redaction, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)

    words = forms.CharField(
        label=_("查找姓名或者其他字词"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        help_text=_("每行一个。中间有空格、断行，全角半角不同的也能找到。"),
    )


def _label(code: str) -> str:
    found = outcome(code)
    return f"{said(found.label)}（{'、'.join(map(str, found.citations[:-1] or found.citations))}）"


_later: Any = lazy(_label, str)


class Grounded(forms.Form):
    """A ground on which something is left out: one of the law's, of the agency's reasons, or words where none fits."""

    ground = forms.ChoiceField(
        label=_("不予公开的理由"),
        choices=[("", _("请选择")), *((code, _later(code)) for code in GROUNDS), (OTHER, _("其他（另写）"))],
    )
    other = forms.CharField(label=_("其他理由"), max_length=100, required=False)

    reasons: Mapping[str, str] = {}

    def offer(self, agency: Agency) -> None:
        """Offer the reasons that an agency may give today."""
        reasons = reasons_for(agency, localdate()).filter(outcome__in=GROUNDS)
        self.reasons = {f"{_REASON}{reason.pk}": f"{reason.name}，依据{reason.provision}" for reason in reasons}
        if self.reasons:
            field: Any = self.fields["ground"]
            field.choices = [*field.choices[:-1], (_("本机关的常用理由"), [*self.reasons.items()]), field.choices[-1]]

    def clean(self) -> dict[str, Any]:
        """Give the ground as a mark carries it."""
        values: dict[str, Any] = super().clean() or self.cleaned_data
        if values.get("ground") == OTHER:
            if not values.get("other", "").strip():
                self.add_error("other", ValidationError(_("请写明理由。"), code="required"))
            values["ground"] = values.get("other", "").strip()
        values["ground"] = self.reasons.get(values.get("ground", ""), values.get("ground", ""))
        return values


class WithholdForm(EnclosureForm, Grounded):
    """That nothing of a record is given, and why."""

    def __init__(self, *args: Any, enclosure: ReplyAttachment, **kwargs: Any) -> None:
        super().__init__(*args, enclosure=enclosure, **kwargs)
        self.offer(enclosure.journal_agency)


class GroundForm(SeenForm, Grounded):
    """Marks, and the ground they rest on."""

    def __init__(self, *args: Any, work: Redaction, **kwargs: Any) -> None:
        super().__init__(*args, work=work, **kwargs)
        self.offer(work.journal_agency)


class KindsForm(GroundForm):
    """Everything of some kinds that was found and is not marked."""

    kinds = forms.MultipleChoiceField(
        choices=[(kind.code, kind.code) for kind in Kind],
        error_messages={"required": _("请勾选要遮去的种类。")},
    )


class PlacesForm(GroundForm):
    """Places on a page: found ones, lines, areas that were drawn, or one that was measured."""

    found = forms.TypedMultipleChoiceField(coerce=int, required=False)
    lines = forms.TypedMultipleChoiceField(coerce=int, required=False)
    every = forms.BooleanField(required=False)
    areas = forms.CharField(required=False, widget=forms.HiddenInput)
    left = forms.FloatField(label=_("距左边"), required=False, min_value=0)
    top = forms.FloatField(label=_("距上边"), required=False, min_value=0)
    width = forms.FloatField(label=_("宽"), required=False, min_value=0)
    height = forms.FloatField(label=_("高"), required=False, min_value=0)

    MEASURES = ("left", "top", "width", "height")

    def __init__(self, *args: Any, page: int, found: list[Spot], lines: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.page = page
        self.spots = {each.number: each for each in found}
        self.rows = {line.number: line for line in lines}
        self.fields["found"].choices = [(number, number) for number in self.spots]  # type: ignore[attr-defined]
        self.fields["lines"].choices = [(number, number) for number in self.rows]  # type: ignore[attr-defined]
        for name in self.MEASURES:
            self.fields[name].widget.attrs |= {"step": "any", "inputmode": "decimal"}

    @property
    def ticked(self) -> dict[str, list[str]]:
        """Give what was ticked, to be ticked again where the form is not taken in."""
        sent: Any = self.data
        return {name: sent.getlist(name) if self.is_bound else [] for name in ("found", "lines")}

    def clean_areas(self) -> list[Box]:
        """Read the areas that the script wrote."""
        text = self.cleaned_data["areas"].strip()
        if not text:
            return []
        try:
            boxes = [Box(*(float(edge) for edge in box)) for box in json.loads(text)]
        except (TypeError, ValueError, RecursionError):
            raise ValidationError(_("画的框读不出来，请重新画。"), code="invalid") from None
        if len(boxes) > _MOST_AREAS or not all(math.isfinite(edge) for box in boxes for edge in box):
            raise ValidationError(_("画的框读不出来，请重新画。"), code="invalid")
        return boxes

    def clean(self) -> dict[str, Any]:
        """Give the places that are to be marked."""
        values = super().clean()
        measured = [values.get(name) for name in self.MEASURES]
        if any(each is not None for each in measured) and None in measured:
            self.add_error("left", ValidationError(_("四个数都要填。"), code="incomplete"))
        values["places"] = [*self._places(values)] if not self.errors else []
        return values

    def _places(self, values: dict[str, Any]) -> Any:
        marked = {row[6] for row in self.work.marks}
        for number in self.spots if values["every"] else values["found"]:
            if number not in marked:
                yield self.spots[number]._replace(found=number)
        for number in values["lines"]:
            line = self.rows[number]
            yield Spot(0, self.page, LINE, line.text.strip(), (line.box,))
        for box in values["areas"]:
            yield Spot(0, self.page, AREA, "", (box,))
        if values["left"] is not None:
            left, top, width, height = (values[name] * MM for name in self.MEASURES)
            yield Spot(0, self.page, AREA, "", (Box(left, top, left + width, top + height),))
