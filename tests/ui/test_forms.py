import re

import pytest
from django import forms
from django.db.models.fields import BLANK_CHOICE_DASH
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.safestring import mark_safe

from gongkai.law.citation import cite
from gongkai.law.errors import NotAllowed
from gongkai.law.message import Message
from gongkai.ui.forms import refuse, status_of

REFUSED = NotAllowed(
    "x", Message("没有 {name} 这个设置。", name="甲"), hint=Message("请去掉它。"), citation=cite("条例第33条第2款")
)


class Form(forms.Form):
    name = forms.CharField(label="名称", help_text="写全称。")
    mail = forms.EmailField(label="电子邮箱", required=False)
    kind = forms.ChoiceField(label="性质", choices=[("a", "部门"), ("b", "派出机构")], widget=forms.RadioSelect)
    sure = forms.BooleanField(label="已核对", required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def clean(self):
        if self.cleaned_data.get("sure"):
            raise forms.ValidationError("两处说法<不一>。")


def drawn(form, **context):
    return render_to_string("ui/form.html", {"form": form, **context})


def test_a_field_has_its_label_its_hint_and_says_when_it_is_required():
    page = drawn(Form())
    assert re.search(r'<label class="label" for="id_name">名称 <span class="required">必填</span></label>', page)
    assert '<label class="label" for="id_mail">电子邮箱</label>' in page
    assert '<div class="hint" id="id_name_helptext">写全称。</div>' in page
    assert re.search(r'<input[^>]*id="id_name"', page)
    assert re.search(r'<input[^>]*aria-describedby="id_name_helptext"[^>]*>', page)
    assert re.search(r'<fieldset>\s*<legend class="label">性质', page)
    assert re.search(
        r'<div class="tick"><input type="checkbox"[^>]*><label class="label" for="id_sure">已核对</label>', page
    )
    assert 'role="alert"' not in page


def test_a_choice_of_nothing_says_what_it_is():
    class Choosing(forms.Form):
        must = forms.TypedChoiceField(label="环节", choices=[*BLANK_CHOICE_DASH, ("a", "甲")])
        may = forms.TypedChoiceField(label="科室", choices=[*BLANK_CHOICE_DASH, ("a", "甲")], required=False)
        called = forms.TypedChoiceField(label="机关", choices=[("", "全部"), ("a", "甲")], required=False)

    found = re.findall(r'<option value="" selected>([^<]*)</option>', drawn(Choosing()))
    assert found == ["请选择", "不选", "全部"]


def test_what_is_quoted_in_a_hint_is_no_markup():
    form = Form()
    form.fields["name"].help_text = "现在是：<b>甲</b>"
    form.fields["mail"].help_text = mark_safe("<ul><li>写一个。</li></ul>")
    page = drawn(form)
    assert '<div class="hint" id="id_name_helptext">现在是：&lt;b&gt;甲&lt;/b&gt;</div>' in page
    assert '<div class="hint" id="id_mail_helptext"><ul><li>写一个。</li></ul></div>' in page


def test_every_error_stands_at_its_field_and_in_the_summary_that_leads_to_it():
    form = Form({"name": "", "mail": "不是", "version": "一"})
    page = drawn(form)
    targets = re.findall(r'<a href="#(\w+)">(\w+)：', page)
    assert targets == [("id_name", "名称"), ("id_mail", "电子邮箱"), ("id_kind_0", "性质")]
    assert "<h2>有4处需要改正</h2>" in page
    said = ["请填写。", "请填写完整的电子邮箱，如 name@example.cn。", "请选择。"]
    assert [str(form.errors[name][0]) for name in ("name", "mail", "kind")] == said
    for target, _ in targets:
        assert f'id="{target}"' in page
    assert 'id="id_mail_error"' in page
    assert re.search(r'<input type="email"[^>]*value="不是"[^>]*aria-describedby="id_mail_error"', page)
    assert str(form.errors["version"][0]) in page  # of a field that is not seen, in words alone


def test_an_error_of_the_whole_form_is_in_the_summary_and_is_no_markup():
    page = drawn(Form({"name": "甲", "kind": "a", "sure": "on", "version": "1"}))
    assert "<li>两处说法&lt;不一&gt;。</li>" in page


@pytest.mark.parametrize(
    ("language", "words"),
    [("zh-hans", ["没有 甲 这个设置。", "请去掉它。"]), ("en", ["There is no setting 甲.", "Remove it."])],
)
def test_what_a_service_refused_is_shown_with_its_hint_and_provision_and_keeps_what_was_typed(language, words):
    form = Form({"name": "打过的字", "kind": "b", "version": "1"})
    refuse(form, REFUSED)
    with translation.override(language):
        page = drawn(form)
    for each in (*words, "<cite>条例第33条第2款</cite>", 'value="打过的字"'):
        assert each in page
    assert re.search(r'value="b"[^>]*checked', page)


def test_status_says_how_a_form_went():
    refused = Form({"name": "甲", "kind": "a", "version": "1"})
    assert status_of(refused) == 200
    refuse(refused, REFUSED)
    assert [status_of(Form()), status_of(Form({})), status_of(refused)] == [200, 422, 409]


def test_a_form_that_takes_files_says_so_and_words_can_be_given():
    class WithFile(forms.Form):
        file = forms.FileField(label="附件")

    page = drawn(WithFile(), submit="上传", cancel="/desk/")
    assert 'enctype="multipart/form-data"' in page
    assert '<button class="button">上传</button>' in page
    assert '<a class="cancel" href="/desk/">取消</a>' in page
    assert "enctype" not in drawn(Form())


def test_forms_of_other_packages_are_drawn_alike():
    assert '<div class="field">' in str(Form())
