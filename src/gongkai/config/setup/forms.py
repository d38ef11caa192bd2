"""The forms of setting a site up."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from gongkai.agencies.forms import AgencyForm
from gongkai.agencies.models import Agency, Kind, Level, Region
from gongkai.agencies.signin.forms import AcceptForm
from gongkai.config.setup.columns import USUAL, columns_for
from gongkai.config.setup.roles import ROLES
from gongkai.config.setup.services import Above
from gongkai.law.calendar.words import Written
from gongkai.ui.fields import Day
from gongkai.ui.groups import Grouped, Subject

_REGION_CODE = RegexValidator(r"^\d{6}(\d{3})?$", _("区划代码是6位数字，乡级是9位。"), code="region-code")


class FirstForm(AcceptForm):
    """The one-time code, and who the first administrator is."""

    code = forms.CharField(
        label=_("一次性代码"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "autocapitalize": "characters"}),
        help_text=_("网站启动时显示在服务器上，四段，每段四个字符。"),
    )
    name = forms.CharField(label=_("姓名"), max_length=40, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    field_order = ("code", "name", "username", "password1", "password2")  # type: ignore[assignment]

    def clean(self) -> dict[str, Any]:
        """Hold the password against the name, too."""
        self.officer.name = self.cleaned_data.get("name", "")
        return super().clean()


class BureauForm(Grouped, AgencyForm):
    """The agency of this site with its region, what it answers to, and its disclosure office."""

    region_code = forms.CharField(
        label=_("行政区划代码"), max_length=9, validators=[_REGION_CODE], help_text=_("6位，乡级9位，如 370321。")
    )
    region_name = forms.CharField(label=_("行政区划名称"), max_length=60, help_text=_("如：桓台县"))
    level = forms.ChoiceField(label=_("级别"), choices=Level.choices, initial=Level.COUNTY)
    office = forms.CharField(
        label=_("政府信息公开工作机构"),
        max_length=60,
        initial=_("办公室"),
        help_text=_("负责本机关政府信息公开日常工作的科室（条例第4条）。"),
    )
    above_name = forms.CharField(
        label=_("上级机关名称"), max_length=120, required=False, help_text=_("部门填本级政府；没有的不填，以后可以改。")
    )
    above_kind = forms.ChoiceField(
        label=_("上级机关性质"), choices=Kind.choices, initial=Kind.GOVERNMENT, required=False
    )
    above_region_code = forms.CharField(
        label=_("上级机关的行政区划代码"),
        max_length=9,
        required=False,
        validators=[_REGION_CODE],
        help_text=_("与本机关在同一行政区划的不填。"),
    )
    above_region_name = forms.CharField(label=_("上级机关的行政区划名称"), max_length=60, required=False)
    above_level = forms.ChoiceField(
        label=_("上级机关的级别"), choices=Level.choices, initial=Level.CITY, required=False
    )
    field_order = (
        "name", "short_name", "kind", "credit_code", "region_code", "region_name", "level", "office", "address",
        "hours", "phone", "fax", "email", "postcode", "website",
    )  # fmt: skip
    subjects = (
        Subject(
            _("上级机关"),
            ("above_name", "above_kind", "above_region_code", "above_region_name", "above_level"),
        ),
        Subject(_("其他"), ("established_on",)),
    )

    class Meta(AgencyForm.Meta):
        fields = tuple(each for each in AgencyForm.Meta.fields if each != "region")  # type: ignore[assignment]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].initial = Kind.DEPARTMENT
        for name in ("address", "hours", "phone"):  # what the guide must say (条例第12条第2款), asked once
            self.fields[name].required = True
        self.fields["credit_code"].help_text = _(
            "18位，编信息的索引号要用（条例第12条第3款）。没有的不填，以后在“公开审查规则”里定索引号的前段。"
        )

    def clean(self) -> dict[str, Any]:
        """Ask of another region what it is called; take one that is there as it is."""
        found = super().clean() or {}
        if found.get("above_region_code") and not found.get("above_region_name"):
            there = Region.objects.filter(code=found["above_region_code"]).first()
            if there is None:
                self.add_error("above_region_name", _("请填写这个行政区划的名称。"))
            else:
                found["above_region_name"], found["above_level"] = there.name, there.level
        return found

    def values(self) -> dict[str, Any]:
        """Give what is known of the agency itself."""
        return {name: self.cleaned_data[name] for name in self.Meta.fields}

    def region(self) -> dict[str, str]:
        """Give the region."""
        typed = self.cleaned_data
        return {"code": typed["region_code"], "name": typed["region_name"], "level": typed["level"]}

    def above(self) -> Above | None:
        """Give what the agency answers to, None where that was left out."""
        typed = self.cleaned_data
        if not typed["above_name"]:
            return None
        code = typed["above_region_code"]
        region = {"code": code, "name": typed["above_region_name"], "level": typed["above_level"]} if code else {}
        return Above(typed["above_name"], typed["above_kind"] or Kind.GOVERNMENT, region)


class ChooseForm(forms.Form):
    """Which of the agencies that came in by a table is this one."""

    agency = forms.ModelChoiceField(Agency.objects.none(), label=_("本机关"))

    def __init__(self, *args: Any, among: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agency"].queryset = among  # type: ignore[attr-defined]


class PeopleForm(forms.Form):
    """Who does what in a small bureau: a name and an address for each role, and what one does oneself."""

    mine = forms.MultipleChoiceField(
        label=_("我自己担任"),
        required=False,
        choices=[(code, role.name) for code, role in ROLES.items()],
        widget=forms.CheckboxSelectMultiple,
        help_text=_("今天起任职。只管理网站、不办理业务的，不用选。"),
    )

    def __init__(self, *args: Any, myself: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.myself = myself
        for code, role in ROLES.items():
            self.fields[f"{code}_name"] = forms.CharField(
                label=_("%(role)s姓名") % {"role": role.name}, max_length=40, required=False, help_text=role.about
            )
            self.fields[f"{code}_email"] = forms.EmailField(
                label=_("%(role)s的电子邮箱") % {"role": role.name}, required=False
            )

    def clean(self) -> dict[str, Any]:
        """Ask for somebody, and refuse one person who would write and review (条例第17条)."""
        typed = super().clean() or {}
        mine = set(typed.get("mine", ()))
        names = {code: str(typed.get(f"{code}_name") or "").strip() for code in ROLES}
        for code in ROLES:
            if typed.get(f"{code}_email") and not names[code]:
                self.add_error(f"{code}_name", _("请写姓名。"))
        if not mine and not any(names.values()):
            raise ValidationError(_("请至少写一个人，或者选自己担任的。"))
        both = _("拟稿和审查不能是同一个人（条例第17条）。")
        writers = {names["handler"]} | ({self.myself} if "handler" in mine else set()) - {""}
        reviewers = {names["reviewer"]} | ({self.myself} if "reviewer" in mine else set())
        if (writers - {""}) & (reviewers - {""}):
            self.add_error("mine" if {"handler", "reviewer"} <= mine else "reviewer_name", both)
        return typed

    def people(self) -> dict[str, tuple[str, str]]:
        """Give whom to invite, by role."""
        typed = self.cleaned_data
        return {
            code: (typed[f"{code}_name"].strip(), typed[f"{code}_email"])
            for code in ROLES
            if typed[f"{code}_name"].strip()
        }


class HolidayForm(forms.Form):
    """A notice of the holidays of a year, as it reads."""

    title = forms.CharField(label=_("通知标题"), max_length=120)
    number = forms.CharField(label=_("文号"), max_length=60, help_text=_("如：国办发明电〔2025〕7号"))
    issued = forms.DateField(label=_("发文日期"), widget=Day())
    year = forms.IntegerField(label=_("哪一年的安排"), min_value=2019, max_value=2099)
    words = forms.CharField(
        label=_("通知正文"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 9}),
        help_text=_("粘贴“一、元旦：……”起的各行，一行一个节日；日期由系统从中读出，再与放假办法第2条核对。"),
    )
    field_order = ("year", "title", "number", "issued", "words")

    def written(self) -> Written:
        """Give what heads the notice."""
        typed = self.cleaned_data
        return Written(typed["year"], typed["title"], typed["number"], typed["issued"])


class ColumnsForm(forms.Form):
    """Which columns to begin with."""

    columns = forms.MultipleChoiceField(
        label=_("栏目"), widget=forms.CheckboxSelectMultiple, help_text=_("只选本机关有的；以后可以增减、改名。")
    )

    def __init__(self, *args: Any, agency: Agency, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offered = {f"{code} {name}": (code, name) for code, name, _cited in columns_for(agency)}
        self.fields["columns"].choices = [  # type: ignore[attr-defined]
            (f"{code} {name}", f"{name}（{cited}）") for code, name, cited in columns_for(agency)
        ]
        self.fields["columns"].initial = [key for key, (_code, name) in self.offered.items() if name in USUAL]

    def chosen(self) -> list[tuple[str, str]]:
        """Give the columns chosen, in the order of the law."""
        return [self.offered[key] for key in self.offered if key in self.cleaned_data["columns"]]


class LetterForm(forms.Form):
    """Where a letter of trial goes."""

    address = forms.EmailField(label=_("发到"), help_text=_("您的工作邮箱。只用来发这一封，不保存。"))


class NumberForm(forms.Form):
    """The number that the letter of trial carries."""

    number = forms.CharField(
        label=_("邮件里的数字"),
        max_length=6,
        validators=[RegexValidator(r"^\d{6}$", _("是6位数字。"))],
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
    )


class KeysForm(forms.Form):
    """That the keys were kept apart."""

    kept = forms.BooleanField(label=_("密钥文件已经另存到数据目录和备份以外的地方"))
