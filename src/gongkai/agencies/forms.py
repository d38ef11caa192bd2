"""The forms of this context. They read and check what is typed; what is done with it, the services do."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gongkai.agencies.models import Agency, Duty, Kind, Membership, Office, Officer, Post, Region, Succession
from gongkai.journal.selectors import last_changes
from gongkai.journal.turns import one_at_a_time, take_chain
from gongkai.ui.fields import Day
from gongkai.ui.locking import Versioned


class RowForm(Versioned, forms.ModelForm):
    """A form of a row; who changed it meanwhile, the journal says."""

    def changed_by(self, names: Iterable[str]) -> Mapping[str, Any]:
        """Give of fields of the row the entry that changed each last."""
        return last_changes(self.instance, names)

    def stands(self) -> bool:
        """Hold the row as `Versioned` does, once it is its turn: as services do, and so never against them."""
        if "parent" in self.fields:
            one_at_a_time()
        if self.instance.pk:
            take_chain(self.instance)
        return super().stands()


class SpanForm(forms.Form):
    """Of which days, and of which agencies, figures are wanted."""

    first = forms.DateField(label=_("自"), widget=Day())
    last = forms.DateField(label=_("至"), widget=Day())
    agency = forms.ModelChoiceField(Agency.objects.none(), required=False, empty_label=_("看得到的全部机关"))

    def __init__(self, *args: Any, among: Any, called: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["agency"]
        field.queryset, field.label = among, called

    def clean(self) -> dict[str, Any]:
        """Ask for the first day before the last."""
        found = super().clean() or {}
        if found.get("first") and found.get("last") and found["first"] > found["last"]:
            self.add_error("last", _("截止日期在起始日期之前。"))
        return found


class RegionForm(RowForm):
    """A region."""

    class Meta:
        model = Region
        fields = ("code", "name", "level", "parent")


class AgencyForm(RowForm):
    """What is known of an agency, but for where it stands in the tree."""

    website = forms.URLField(label=_("网址"), required=False, max_length=200, assume_scheme="https")

    class Meta:
        model = Agency
        fields = (
            "name", "short_name", "kind", "region", "credit_code", "address", "hours", "phone", "fax", "email",
            "postcode", "website", "established_on",
        )  # fmt: skip
        widgets = {"established_on": Day()}
        help_texts = {
            # “前款规定的公共企事业单位……可以向有关主管部门或者机构申诉”: no reconsideration, no suit.
            "kind": _(
                "授权组织由法律、法规授权管理公共事务（条例第54条）。学校、医院、供水、供电等公共企事业单位公开服务中的信息，"
                "不走复议、诉讼，向主管部门申诉（条例第55条第2款），不要登记为授权组织。"
            ),
            "credit_code": _("18位，没有可以不填。"),
            "hours": _("如：工作日 8:30—12:00，13:30—17:30"),
            "email": _("公开工作机构用的邮箱，会登在公开指南上。"),
        }

    def __init__(self, *args: Any, kinds: Sequence[Kind] = tuple(Kind), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [each for each in Kind.choices if each[0] in kinds]  # type: ignore[attr-defined]

    def clean_credit_code(self) -> str | None:
        """Give the code in capitals; none rather than a blank, which would be the same for all."""
        return str(self.cleaned_data["credit_code"] or "").upper() or None


class ParentForm(RowForm):
    """Which agency another stands below."""

    class Meta:
        model = Agency
        fields = ("parent",)

    def __init__(self, *args: Any, among: Any, required: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        parent: Any = self.fields["parent"]
        parent.queryset, parent.required = among, required
        parent.label, parent.empty_label = _("上级机关"), _("没有上级")


class NewAgencyForm(AgencyForm):
    """A new agency, with where it stands in the tree."""

    class Meta(AgencyForm.Meta):
        fields = ("parent", *AgencyForm.Meta.fields)  # type: ignore[assignment]

    def __init__(self, *args: Any, among: Any, parent_required: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parent"].queryset = among  # type: ignore[attr-defined]
        self.fields["parent"].required = parent_required
        self.fields["parent"].label = _("上级机关")


class EndForm(RowForm):
    """The day on which something ends: today, unless it is another."""

    def __init__(self, *args: Any, instance: Any, today: date | None = None, **kwargs: Any) -> None:
        (name,) = self.base_fields
        initial = {name: getattr(instance, name) or today}
        super().__init__(*args, instance=instance, initial=initial, **kwargs)
        self.fields[name].required = True


class DissolveForm(EndForm):
    """The day on which an agency ends."""

    class Meta:
        model = Agency
        fields = ("dissolved_on",)
        widgets = {"dissolved_on": Day()}


class CloseOfficeForm(EndForm):
    """The day on which an internal office ends."""

    class Meta:
        model = Office
        fields = ("closed_on",)
        widgets = {"closed_on": Day()}


class LeaveForm(EndForm):
    """The day on which a member leaves a list."""

    class Meta:
        model = Membership
        fields = ("until_on",)
        widgets = {"until_on": Day()}


class EndPostForm(EndForm):
    """The last day of a post."""

    class Meta:
        model = Post
        fields = ("until_on",)
        widgets = {"until_on": Day()}
        labels = {"until_on": _("任职的最后一天")}


class DelegateForm(forms.Form):
    """Who does a duty while its holder is away, from day to day."""

    officer = forms.ModelChoiceField(Officer.objects.none(), label=_("由谁代行"))
    from_on = forms.DateField(label=_("自"), widget=Day)
    until_on = forms.DateField(label=_("至"), widget=Day, help_text=_("最后一天；提前回来的，可以提前结束。"))

    def __init__(self, *args: Any, post: Post, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        posts = Post.objects.held(on).filter(agency=post.agency)
        others = Officer.objects.filter(is_active=True, pk__in=posts.values("officer")).exclude(pk=post.officer_id)
        self.fields["officer"].queryset = others.order_by("name", "pk")  # type: ignore[attr-defined]


class OfficeForm(RowForm):
    """An internal office."""

    class Meta:
        model = Office
        fields = ("name",)


class SuccessionForm(RowForm):
    """Which agency another took over from."""

    class Meta:
        model = Succession
        fields = ("predecessor", "form", "on", "basis")
        widgets = {"on": Day()}
        help_texts = {"basis": _("机构改革文件的名称或文号。")}

    def __init__(self, *args: Any, among: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["predecessor"].queryset = among  # type: ignore[attr-defined]


class MemberForm(RowForm):
    """An agency put on a list."""

    class Meta:
        model = Membership
        fields = ("member",)

    def __init__(self, *args: Any, among: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["member"].queryset = among  # type: ignore[attr-defined]


class OfficerForm(RowForm):
    """What is known of an officer."""

    class Meta:
        model = Officer
        fields = ("name", "email")
        help_texts = {"email": _("工作邮箱，不填私人邮箱。")}


class PostForm(RowForm):
    """A post given to somebody: `officer` among those who may be appointed here."""

    class Meta:
        model = Post
        fields = ("officer", "duty", "office", "from_on", "until_on")
        widgets = {"from_on": Day(), "until_on": Day()}

    def __init__(self, *args: Any, agency: Agency, officers: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.agency = agency
        self.fields["officer"].queryset = officers  # type: ignore[attr-defined]
        self.fields["office"].queryset = agency.offices.filter(closed_on__isnull=True)  # type: ignore[attr-defined]
        if agency.kind != "general_office":
            duty = self.fields["duty"]
            duty.choices = [choice for choice in Duty.choices if choice[0] != Duty.SUPERVISOR]  # type: ignore[attr-defined]


class TableForm(forms.Form):
    """A file to take in."""

    file = forms.FileField(label=_("文件"), help_text=_("CSV 或 XLSX，第一行是表头。"))


class AgencyTableForm(TableForm):
    """A file to take in for one of some agencies."""

    agency = forms.ModelChoiceField(Agency.objects.none(), label=_("机关"))
    field_order = ("agency", "file")

    def __init__(self, *args: Any, among: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agency"].queryset = among  # type: ignore[attr-defined]
        self.initial.setdefault("agency", among.first())
