"""The forms of assessment. They read and check what is typed; what is done with it, the services do."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, ClassVar

from django import forms
from django.db.models import Q
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from gongkai.agencies.doing import ActForm
from gongkai.agencies.forms import RowForm
from gongkai.agencies.models import Agency, Officer, Post
from gongkai.disclosure.selectors import public_items
from gongkai.duties.assessment.measures import MEASURES
from gongkai.duties.assessment.points import HUNDREDTH
from gongkai.duties.assessment.services.accountability import BASES
from gongkai.duties.models import (
    Accountability,
    Appraisal,
    Assessment,
    Indicator,
    IndicatorSet,
    Score,
    ScoreObjection,
)
from gongkai.ui.fields import Day


class ByService(RowForm):
    """A form of a row whose service says what does not go together, field by field, and no constraint before it."""

    def validate_constraints(self) -> None:
        """Leave it to the service."""


class LevelsField(forms.CharField):
    """The levels of an indicator: a line each, its name and its points."""

    widget = forms.Textarea(attrs={"rows": 4})

    def prepare_value(self, value: Any) -> Any:
        """Give levels as lines."""
        if isinstance(value, list):
            return "\n".join(f"{each['name']} {each['points']}" for each in value)
        return value

    def to_python(self, value: Any) -> Any:
        """Read the lines."""
        if isinstance(value, list):
            return value
        return [self._level(line.strip()) for line in str(value or "").splitlines() if line.strip()]

    def _level(self, line: str) -> dict[str, str]:
        parts = re.fullmatch(r"(.{1,30}?)[\s:：]+([0-9.]{1,7})\s*分?", line)
        try:
            if parts:
                return {
                    "name": parts[1].strip(),
                    "points": format(Decimal(parts[2]).quantize(HUNDREDTH).normalize(), "f"),
                }
        except InvalidOperation:
            pass
        raise forms.ValidationError(say("“%(line)s”读不出档次和得分，应如“较好 8”。") % {"line": line})


class MakeSetForm(forms.Form):
    """A set of indicators to be made from the reference set."""

    agency = forms.ModelChoiceField(Agency.objects.none(), label=_("考核机关"))
    name = forms.CharField(label=_("名称"), max_length=60, initial=_("政府信息公开工作年度考核"))
    from_on = forms.DateField(label=_("启用日期"), widget=Day())

    def __init__(self, *args: Any, among: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["agency"]
        field.queryset = among
        if among.count() == 1:
            self.initial["agency"] = among.get()
        self.initial["from_on"] = on.replace(month=1, day=1)


class CopySetForm(forms.Form):
    """From when the next version of a set is used."""

    from_on = forms.DateField(label=_("新版启用日期"), widget=Day(), help_text=_("这一版到前一天为止。"))


class SetForm(ByService):
    """What is said of a set; of a frozen one only when it ends."""

    class Meta:
        model = IndicatorSet
        fields = ("from_on", "until_on", "basis", "not_applicable")
        widgets: ClassVar = {"from_on": Day(), "until_on": Day()}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.frozen_on is not None:
            for name in ("from_on", "basis", "not_applicable"):
                del self.fields[name]


class IndicatorForm(ByService):
    """An indicator: measured by the system or scored by somebody."""

    measure = forms.ChoiceField(label=_("计算什么"), required=False)
    levels = LevelsField(
        label=_("档次"), required=False, help_text=_("人工评分的，每行写一档和它的得分，如“较好 8”。系统计算的不填。")
    )

    class Meta:
        model = Indicator
        fields = (
            "name", "about", "weight", "kind", "measure", "by", "full_at", "none_at", "each", "floor", "levels",
            "evidence",
        )  # fmt: skip
        help_texts: ClassVar = {
            "by": _("系统计算的填：比率类的“按比率”，缺陷类的“按次扣分”。"),
            "full_at": _("“按比率”的填：达到这个比率得满分，与不得分的比率之间按比例得分。"),
            "each": _("“按次扣分”的填。"),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen: Any = self.fields["measure"]
        chosen.choices = [("", _("人工评分，不计算")), *((each.code, each.words) for each in MEASURES)]


class BeginForm(forms.Form):
    """An assessment to be begun."""

    indicator_set = forms.ModelChoiceField(IndicatorSet.objects.none(), label=_("指标体系"))
    name = forms.CharField(label=_("名称"), max_length=80)
    kind = forms.ChoiceField(label=_("种类"), choices=Assessment.Kind.choices, initial=Assessment.Kind.ANNUAL)
    first = forms.DateField(label=_("自"), widget=Day())
    last = forms.DateField(label=_("至"), widget=Day(), help_text=_("考核对象是这一年填报名单上的单位。"))

    def __init__(self, *args: Any, among: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["indicator_set"]
        field.queryset = among
        field.help_text = _("开始考核以后，这一版指标就不能再改。")
        self.initial.update(first=on.replace(month=1, day=1), last=on.replace(month=12, day=31))


class ReasonForm(ActForm):
    """Why."""

    reason = forms.CharField(label=_("理由"), widget=forms.Textarea(attrs={"rows": 3}), max_length=500)


class ScorerForm(ActForm):
    """Who scores an indicator."""

    indicator = forms.ModelChoiceField(Indicator.objects.none(), label=_("指标"))
    officer = forms.ModelChoiceField(
        Officer.objects.none(), label=_("评分人"), required=False, empty_label=_("考核机关自己评分")
    )

    def prepare(self) -> None:
        """Offer the indicators that are scored, and who holds a post in the office or in an agency beside it."""
        assessment = self.row
        fields: Any = self.fields
        fields["indicator"].queryset = assessment.indicator_set.indicators.filter(kind=Indicator.Kind.SCORED)
        parent = assessment.agency.parent_id
        posts = Post.objects.held(assessment.computed_on).filter(
            Q(agency=assessment.agency_id) | Q(agency__parent__isnull=False, agency__parent=parent)
        )
        fields["officer"].queryset = Officer.objects.filter(is_active=True, pk__in=posts.values("officer"))


class LinkForm(ActForm):
    """By which published item the public reads the result."""

    index = forms.CharField(label=_("索引号"), max_length=60, help_text=_("考核机关正在公开的信息的索引号。"))

    def clean_index(self) -> Any:
        """Give the item."""
        found = public_items(self.row.agency).filter(index=self.cleaned_data["index"].strip()).first()
        if found is None:
            raise forms.ValidationError(say("考核机关正在公开的信息里没有这个索引号。"))
        return found


class ScoreForm(forms.Form):
    """The level that an agency reached, with what shows it."""

    level = forms.ChoiceField(label=_("档次"), widget=forms.RadioSelect)
    evidence = forms.CharField(
        label=_("依据"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=500,
        help_text=_("看了什么材料、为什么是这一档。文件可以在评分之后作为附件添加。"),
    )

    def __init__(self, *args: Any, score: Score, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        levels: Any = self.fields["level"]
        said = _("%(name)s（%(points)s分）")
        levels.choices = [(each["name"], said % each) for each in score.indicator.levels]
        self.initial.update(level=score.level, evidence=score.evidence)


class ObjectForm(forms.Form):
    """What an agency objects to a score."""

    statement = forms.CharField(
        label=_("异议理由"),
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=1000,
        help_text=_("写明哪一条算得不对、应当怎样、有什么材料。"),
    )


class AnswerForm(forms.Form):
    """What is answered to an objection."""

    answer = forms.ChoiceField(label=_("答复"), widget=forms.RadioSelect)
    points = forms.DecimalField(label=_("调整后得分"), required=False, min_value=0, max_digits=6, decimal_places=2)
    reason = forms.CharField(label=_("答复理由"), widget=forms.Textarea(attrs={"rows": 4}), max_length=1000)

    def __init__(self, *args: Any, objection: ScoreObjection, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        score = objection.score
        answers: Any = self.fields["answer"]
        answers.choices = [each for each in ScoreObjection.Answer.choices if each[0]]
        told = {"points": score.points, "weight": score.indicator.weight}
        self.fields["points"].help_text = _("现在%(points)s分，满分%(weight)s分；维持的不填。") % told

    def clean(self) -> dict[str, Any]:
        """Ask for points where they change, and for none where the score stands."""
        found = super().clean() or {}
        changes = found.get("answer") == ScoreObjection.Answer.CHANGED
        if changes and found.get("points") is None and "points" not in self.errors:
            self.add_error("points", _("调整的，请填调整后的得分。"))
        if found.get("answer") == ScoreObjection.Answer.STANDS:
            found["points"] = None
        return found


class AppraisalForm(ByService):
    """What a survey said of an agency."""

    class Meta:
        model = Appraisal
        fields = ("about", "held_on", "means", "answers", "satisfied", "document")
        widgets: ClassVar = {"held_on": Day()}

    def __init__(self, *args: Any, among: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["about"].queryset = among  # type: ignore[attr-defined]


class AccountabilityForm(ByService):
    """Who was held to account, how, on which article, by which document."""

    basis = forms.ChoiceField(label=_("依据"), choices=[(each, each) for each in BASES])

    class Meta:
        model = Accountability
        fields = ("about", "kind", "basis", "whom", "reason", "document", "on", "assessment")
        widgets: ClassVar = {"on": Day(), "reason": forms.Textarea(attrs={"rows": 4})}

    def __init__(self, *args: Any, among: Any, assessments: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["about"].queryset, fields["assessment"].queryset = among, assessments
        fields["assessment"].empty_label = _("不是考核引起的")
        fields["basis"].help_text = _(
            "督促整改、约谈、通报批评、提出处理建议依据第47条；责令改正、处分依据第52条（制度机制）或者第53条（不履行职能、不及时更新）。"
        )


class ConcludeForm(forms.Form):
    """What came of holding somebody to account."""

    outcome = forms.CharField(label=_("结果"), widget=forms.Textarea(attrs={"rows": 4}), max_length=500)
    outcome_on = forms.DateField(label=_("办结日期"), widget=Day())


class SureForm(forms.Form):
    """Nothing but that one is sure."""
