import pytest

from gongkai.applications.notices.letter import read_template
from gongkai.law.errors import NotAllowed

FIELDS = {"登记号", "补正事项", "联系电话"}


def read(text):
    return read_template(text, called="补正告知书", fields=FIELDS)


def test_a_paragraph_with_nothing_to_say_is_left_out_and_a_list_becomes_paragraphs():
    template = read("补正告知书\n\n登记号为{登记号}。\n{补正事项}\n电话：{联系电话}。\n")
    values = {"登记号": "2026-00001", "补正事项": ("一、年度", "二、类别"), "联系电话": ""}
    assert template.title == "补正告知书"
    assert list(template.paragraphs(values)) == ["登记号为2026-00001。", "一、年度", "二、类别"]


def test_what_stands_in_a_value_is_never_read_as_a_field():
    template = read("补正告知书\n登记号为{登记号}。")
    values = {"登记号": "{联系电话}{0.__class__}\x00\u202e", "补正事项": (), "联系电话": "秘密"}
    assert list(template.paragraphs(values)) == ["登记号为{联系电话}{0.__class__}。"]


@pytest.mark.parametrize(
    ("text", "code", "says"),
    [
        ("补正告知书\n\n登记号为{登记编号}。", "template-field-unknown", "第3行写了“登记编号”"),
        ("补正告知书\n{登记号.__class__}", "template-field-unknown", "登记号.__class__"),
        ("补正告知书\n{}", "template-field-unknown", "没有这一栏"),
        ("补正告知书\n登记号为{登记号。", "template-braces", "第2行"),
        ("补正告知书\n登记号为登记号}。", "template-braces", "第2行"),
        ("补正告知书\n{{登记号}}", "template-braces", "第2行"),
        ("{登记号}告知书\n登记号为{登记号}。", "template-braces", "第1行"),
        ("补正告知书", "template-empty", "没有标题或者正文"),
        ("", "template-empty", "没有标题或者正文"),
    ],
)
def test_a_wrong_template_is_refused_with_line_and_field(text, code, says):
    with pytest.raises(NotAllowed) as refused:
        read(text)
    assert refused.value.code == code
    assert says in str(refused.value)
    assert "“补正告知书”" in str(refused.value)
