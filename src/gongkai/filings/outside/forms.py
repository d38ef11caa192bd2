"""The forms of reports from outside."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gongkai.agencies.doing import ActForm
from gongkai.attachments.kinds import EVERY, READ_HERE
from gongkai.attachments.receiving import Received
from gongkai.filings.forms import BeginForm
from gongkai.filings.models import Scope
from gongkai.filings.outside.exchanging import opened
from gongkai.filings.outside.packaging import is_package
from gongkai.law.errors import GongkaiError
from gongkai.report.model import Reading
from gongkai.report.worker import read_in_worker
from gongkai.ui.language import said

READ = ("docx", "xlsx", "pdf", "html", "mht", "doc", "xls", "odt", "ods", "txt", "json")
"""The kinds of file that a report is read from, the most usual first."""


class ReportInput(forms.FileInput):
    """Chooses one report."""

    def __init__(self) -> None:
        super().__init__({"accept": ",".join(f".{each}" for code in READ for each in EVERY[code].extensions)})


class ReportField(forms.Field):
    """A report that the view receives sealed (`receiving.received`); it is read in a process with limits."""

    widget = ReportInput

    def clean(self, value: Received | None) -> tuple[Received, Reading, Mapping[str, Any]]:
        """Read what was received, with what is kept of a package; what cannot be read says why."""
        if not isinstance(value, Received):
            raise forms.ValidationError(_("请选择文件。"))
        value.look(also=READ_HERE)
        if value.refused is not None or value.draft is None:
            raise _unread(value.refused)
        with value.draft.opened() as content:
            data = content.read()
        try:
            if is_package(data):
                package, kept = opened(data)
                return value, package.reading, kept
            return value, read_in_worker(data, value.name), {}
        except GongkaiError as error:
            raise _unread(error) from error


def _unread(error: GongkaiError | None) -> forms.ValidationError:
    return forms.ValidationError(said(error) if error else _("请选择文件。"))


class UploadForm(BeginForm):
    """Of which agency and year a report is, and its file."""

    scope = forms.ChoiceField(
        label=_("范围"),
        choices=Scope.choices,
        initial=Scope.UNIT,
        help_text=_("部门和乡镇的报告是“单位”；政府的报告选“本级”或者“本行政区域”。"),
    )
    file = ReportField(
        label=_("年度报告文件"),
        help_text=_(
            "Word、Excel、有文字的PDF、网页（另存为HTML或者MHT）、文本、JSON或者别的系统导出的交换包。上传后先核对，确认了才计入汇总。"
        ),
    )
    field_order = ("agency", "year", "scope", "file")


class RereadForm(ActForm):
    """What stands in a cell of the original, and how one knows."""

    number = forms.DecimalField(
        label=_("原件里的数字"),
        max_digits=17,
        decimal_places=4,
        required=False,
        help_text=_("原件里这一格空着的，不填。"),
    )
    reason = forms.CharField(
        label=_("理由"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}), initial=_("与原件核对")
    )


class ConfirmForm(ActForm):
    """That what was read is what stands in the original."""

    reason = forms.CharField(
        label=_("说明"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("文件里的机关、年度与所选不同而确是这一份的，写明理由；相符的不用写。"),
    )

    def __init__(self, *args: Any, asks: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not asks:
            del self.fields["reason"]


class TrustForm(forms.Form):
    """The public key of another installation, and its fingerprint as it was told over another way."""

    name = forms.CharField(label=_("单位或者系统的名称"), max_length=120)
    key = forms.CharField(label=_("公钥"), max_length=200, help_text=_("对方“交换密钥”页面上的一串字符。"))
    fingerprint = forms.CharField(
        label=_("指纹"),
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("请用电话等另外的途径请对方念一遍，照着填，不要从同一封信里复制。"),
    )
